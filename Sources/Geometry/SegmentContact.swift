/// How two segments meet, exactly.
public enum SegmentContact: Sendable, Equatable {
  /// They cross, or touch where at least one of them has no end.
  case point(Position)
  /// They have more than a point in common; the end of the common stretch that comes first on the first segment.
  case along(Position)
}

/// How the segments `a`–`b` and `c`–`d` meet; `nil` where they have nothing in common, or one end of each and no more.
///
/// Exact predicates decide; only the place of a crossing is rounded. Segments without length count as points.
public func segmentContact(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> SegmentContact? {
  let box = Envelope(a).extended(to: b)
  let otherBox = Envelope(c).extended(to: d)
  guard box.intersects(otherBox) else { return nil }
  let (sideC, sideD) = (orientation(a, b, c), orientation(a, b, d))
  if sideC * sideD > 0 { return nil }
  let (sideA, sideB) = (orientation(c, d, a), orientation(c, d, b))
  if sideA * sideB > 0 { return nil }
  if sideA * sideB < 0, sideC * sideD < 0 { return .point(crossing(a, b, c, d)) }
  var common: [Position] = []
  if sideA == 0, otherBox.contains(a) { common.append(a) }
  if sideB == 0, otherBox.contains(b), b != a { common.append(b) }
  if sideC == 0, box.contains(c), !common.contains(c) { common.append(c) }
  if sideD == 0, box.contains(d), !common.contains(d) { common.append(d) }
  if common.count > 1 { return .along(common.min { distanceAlong(a, b, $0) < distanceAlong(a, b, $1) } ?? a) }
  guard let place = common.first else { return nil }
  let isEndOfBoth = (place == a || place == b) && (place == c || place == d)
  return isEndOfBoth ? nil : .point(place)
}

private func distanceAlong(_ a: Position, _ b: Position, _ place: Position) -> Double {
  abs(b.x - a.x) >= abs(b.y - a.y) ? abs(place.x - a.x) : abs(place.y - a.y)
}

/// The point where two segments cross that are known to cross.
func crossing(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> Position {
  let denominator = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
  let numerator = (c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)
  let share = denominator == 0 ? 0.5 : min(max(numerator / denominator, 0), 1)
  return Position(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
}

/// The nearest point of a segment to a position, in the plane.
public func nearestPoint(of a: Position, _ b: Position, to position: Position) -> Position {
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  let squared = dx * dx + dy * dy
  guard squared > 0 else { return a }
  let share = ((position.x - a.x) * dx + (position.y - a.y) * dy) / squared
  if share <= 0 { return a }
  if share >= 1 { return b }
  return Position(x: a.x + share * dx, y: a.y + share * dy)
}

extension GeometryColumn {
  /// Whether a position lies inside a polygon row, by the even-odd rule; on the border it may be either.
  ///
  /// O(n) and without GEOS, for few questions about many rows.
  public func encloses(_ position: Position, row: Int) -> Bool {
    coordinates.withUnsafeBufferPointer { buffer in
      var isInside = false
      for part in parts(ofRow: row) {
        for ring in rings(ofPart: part) {
          let vertices = vertices(ofRing: ring)
          guard vertices.count > 3 else { continue }
          var (x, y) = (buffer[2 * vertices.lowerBound], buffer[2 * vertices.lowerBound + 1])
          for vertex in vertices.dropFirst() {
            let (nextX, nextY) = (buffer[2 * vertex], buffer[2 * vertex + 1])
            if (y > position.y) != (nextY > position.y) {
              let side = orientation(Position(x: x, y: y), Position(x: nextX, y: nextY), position)
              if side == (nextY > y ? 1 : -1) { isInside.toggle() }
            }
            (x, y) = (nextX, nextY)
          }
        }
      }
      return isInside
    }
  }
}
