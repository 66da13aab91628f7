import Geodesy
public import Geometry
import Glibc

extension LinePath {
  /// The nearest place of the line; `nil` for a position that is no place on Earth.
  public func foot(of position: Position) -> Foot? {
    guard position.x.isFinite, abs(position.y) <= 90 else { return nil }
    return nearest(to: position)
  }

  /// The vertices along the line with their chainages; a new part begins only behind a gap.
  public var parts: [[(position: Position, chainage: Double)]] {
    var parts: [[(position: Position, chainage: Double)]] = []
    for index in positions.indices {
      let continues = index > 0 && (!isPartEnd(index - 1) || positions[index - 1] == positions[index])
      if !continues { parts.append([]) }
      // Where a part runs on from the one before it, their common vertex is one vertex.
      if continues, isPartEnd(index - 1) { continue }
      parts[parts.count - 1].append((positions[index], chainages[index]))
    }
    return parts
  }

  /// The direction from one chainage straight to another in degrees clockwise from true north; `nil` where the two places
  /// are less than 1 cm apart.
  public func azimuth(fromChainage start: Double, to end: Double) -> Double? {
    let (from, to) = (position(atChainage: start), position(atChainage: end))
    guard EllipsoidalMeasure.distance(from, to) >= 0.01 else { return nil }
    return Ellipsoid.cgcs2000.azimuth(from: (from.x, from.y), to: (to.x, to.y))
  }

  /// How often the straight way between two positions crosses the line; a touch from one side counts as 0 or 2. O(n).
  public func crossings(from start: Position, to end: Position) -> Int {
    (0..<positions.count - 1).count { index in
      guard !isPartEnd(index) else { return false }
      let (a, b) = (positions[index], positions[index + 1])
      guard (Self.side(start, end, a) > 0) != (Self.side(start, end, b) > 0) else { return false }
      return (Self.side(a, b, start) > 0) != (Self.side(a, b, end) > 0)
    }
  }

  private static func side(_ a: Position, _ b: Position, _ point: Position) -> Double {
    (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
  }

  /// Chainages of places that show the course between two chainages to within a tolerance (Douglas and Peucker, 1973);
  /// both ends are among them.
  func simplified(fromChainage start: Double, to end: Double, toleranceMetres: Double) -> [Double] {
    let (low, high) = (min(start, end), max(start, end))
    let inner = vertices(between: low, and: high)
    // Enough to see the course of any stretch, and few enough for a line of a million vertices.
    let step = max(1, inner.count / 20_000)
    let stations = [low] + stride(from: inner.lowerBound, to: inner.upperBound, by: step).map { chainages[$0] } + [high]
    let middle = position(atChainage: (low + high) / 2)
    let plane = LocalProjection(longitude: middle.x, latitude: middle.y)
    var xy = stations.map { position(atChainage: $0) }.flatMap { [$0.x, $0.y] }
    plane.forward(&xy)
    let places = stride(from: 0, to: xy.count, by: 2).map { Position(x: xy[$0], y: xy[$0 + 1]) }
    let kept = zip(stations, Self.kept(places, toleranceMetres)).filter(\.1).map(\.0)
    return start <= end ? kept : kept.reversed()
  }

  private static func kept(_ points: [Position], _ tolerance: Double) -> [Bool] {
    var kept = Array(repeating: false, count: points.count)
    kept[0] = true
    kept[points.count - 1] = true
    var stretches = [0..<points.count - 1]
    while let stretch = stretches.popLast() {
      var (farthest, distance) = (-1, tolerance)
      for index in stretch.dropFirst() {
        let foot = nearestPoint(of: points[stretch.lowerBound], points[stretch.upperBound], to: points[index])
        let away = hypot(points[index].x - foot.x, points[index].y - foot.y)
        if away > distance { (farthest, distance) = (index, away) }
      }
      guard farthest >= 0 else { continue }
      kept[farthest] = true
      stretches.append(stretch.lowerBound..<farthest)
      stretches.append(farthest..<stretch.upperBound)
    }
    return kept
  }
}
