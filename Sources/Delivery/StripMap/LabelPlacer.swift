internal import Geometry

/// Finds room for labels one after the other: a label that would cover an earlier one, or leave the map, is left out.
struct LabelPlacer {
  private let frame: Envelope
  private var taken: [Envelope] = []

  /// - Parameter frame: where labels may stand; millimetres, y down.
  init(frame: Envelope) { self.frame = frame }

  /// Keeps a place free, for a symbol.
  mutating func reserve(_ box: Envelope) { taken.append(box) }

  /// Keeps a line free, roughly.
  mutating func reserve(_ path: [Position], width: Double) {
    for (from, to) in zip(path, path.dropFirst()) {
      let length = max(abs(to.x - from.x), abs(to.y - from.y))
      let steps = max(1, Int((length / (width / 2)).rounded(.up)))
      for step in 0...steps {
        let part = Double(step) / Double(steps)
        let centre = Position(x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part)
        let box = Envelope(centre).grown(by: width / 2)
        if frame.intersects(box) { taken.append(box) }
      }
    }
  }

  func isFree(_ box: Envelope) -> Bool { !taken.contains(where: box.intersects) }

  /// Where a label can stand with its middle at a point, or near it.
  ///
  /// - Returns: the start of the baseline; `nil` where there is no room.
  mutating func place(_ text: String, _ style: TextStyle, centredNear point: Position) -> Position? {
    let (width, height) = (style.width(of: text), style.size)
    for reach in [0, height, 2 * height, 3 * height] {
      for (x, y) in [(0.0, 0.0), (0, -1), (0, 1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)] {
        let corner = Position(x: point.x + x * reach - width / 2, y: point.y + y * reach - height / 2)
        if let place = place(Size(width: width, height: height), at: corner) { return place }
      }
    }
    return nil
  }

  /// Where a label beside a point can stand: right of it, left, above, below, then farther off.
  ///
  /// - Parameters:
  ///   - gap: between the point and the label.
  ///   - steps: how many gaps away a label may stand, the nearest first.
  /// - Returns: the start of the baseline; `nil` where there is no room.
  mutating func place(
    _ text: String, _ style: TextStyle, beside point: Position, gap: Double, steps: [Double] = [1, 2.5]
  ) -> Position? {
    let (width, height) = (style.width(of: text), style.size)
    for distance in steps.map({ $0 * gap }) {
      let offsets = [
        (distance, -height / 2), (-distance - width, -height / 2), (-width / 2, -distance - height),
        (-width / 2, distance), (distance, -distance - height), (distance, distance),
        (-distance - width, -distance - height), (-distance - width, distance),
      ]
      for (x, y) in offsets {
        let corner = Position(x: point.x + x, y: point.y + y)
        if let place = place(Size(width: width, height: height), at: corner) { return place }
      }
    }
    return nil
  }

  private struct Size {
    let width: Double
    let height: Double
  }

  /// Between two labels, or a label and what it must not touch.
  private static let margin = 0.3

  private mutating func place(_ size: Size, at corner: Position) -> Position? {
    let box = Envelope(
      minX: corner.x, minY: corner.y, maxX: corner.x + size.width, maxY: corner.y + size.height)
    guard frame.contains(box), isFree(box) else { return nil }
    taken.append(box.grown(by: Self.margin))
    // The baseline stands about an eighth of the size above the bottom of Chinese characters.
    return Position(x: box.minX, y: box.maxY - size.height * 0.12)
  }
}

extension Envelope {
  fileprivate func contains(_ other: Envelope) -> Bool {
    minX <= other.minX && minY <= other.minY && maxX >= other.maxX && maxY >= other.maxY
  }
}
