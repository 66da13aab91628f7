internal import Geometry
internal import Glibc

/// Finds where the name of an area stands on a sheet.
enum NameAnchor {
  /// A point of the area, not on the line and not far from it; `nil` when the sheet shows nothing of it.
  ///
  /// - Parameter isWanted: whether a place on the page, at a distance from the line in millimetres, is of the area.
  static func find(frame: Envelope, line: [[Position]], isWanted: (Position, Double) -> Bool) -> Position? {
    let wanted = 18.0
    var best: (position: Position, cost: Double)?
    for column in 1..<24 {
      for row in 1..<16 {
        let position = Position(
          x: frame.minX + (frame.maxX - frame.minX) * Double(column) / 24,
          y: frame.minY + (frame.maxY - frame.minY) * Double(row) / 16)
        let distance = distance(position, to: line)
        let cost = abs(distance - wanted) + 0.15 * hypot(position.x - frame.centre.x, position.y - frame.centre.y)
        if distance > 5, cost < best?.cost ?? .infinity, isWanted(position, distance) { best = (position, cost) }
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
}
