internal import Geometry
internal import Glibc

/// Finds where the name of a unit stands on a sheet.
enum NameAnchor {
  /// A point of the unit inside the map, not on the line and not far from it; `nil` when the sheet shows nothing of it.
  static func find(in rings: [[Position]], frame: Envelope, line: [[Position]], _ view: SheetView) -> Position? {
    let wanted = 18.0
    var best: (position: Position, cost: Double)?
    for column in 1..<24 {
      for row in 1..<14 {
        let position = Position(
          x: frame.minX + (frame.maxX - frame.minX) * Double(column) / 24,
          y: frame.minY + (frame.maxY - frame.minY) * Double(row) / 14)
        guard isInside(position, rings) else { continue }
        let cost = abs(distance(position, to: line) - wanted) + 0.15 * abs(position.x - frame.centre.x)
        if cost < best?.cost ?? .infinity { best = (position, cost) }
      }
    }
    return best?.position
  }

  static func distance(_ position: Position, to paths: [[Position]]) -> Double {
    var least = Double.infinity
    for path in paths {
      for (from, to) in zip(path, path.dropFirst()) {
        let (x, y) = (to.x - from.x, to.y - from.y)
        let square = x * x + y * y
        let part =
          square > 0 ? max(0, min(1, ((position.x - from.x) * x + (position.y - from.y) * y) / square)) : 0
        least = min(least, hypot(from.x + part * x - position.x, from.y + part * y - position.y))
      }
    }
    return least
  }

  private static func isInside(_ position: Position, _ rings: [[Position]]) -> Bool {
    var isInside = false
    for ring in rings {
      for (from, to) in zip(ring, ring.dropFirst()) where (from.y > position.y) != (to.y > position.y) {
        let x = from.x + (to.x - from.x) * (position.y - from.y) / (to.y - from.y)
        if x > position.x { isInside.toggle() }
      }
    }
    return isInside
  }
}
