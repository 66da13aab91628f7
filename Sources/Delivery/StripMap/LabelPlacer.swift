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
      let steps = max(1, Int(length / 2))
      for step in 0...steps {
        let part = Double(step) / Double(steps)
        let centre = Position(x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part)
        let box = Envelope(centre).grown(by: width / 2)
        if frame.intersects(box) { taken.append(box) }
      }
    }
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
        let box = Envelope(
          minX: point.x + x, minY: point.y + y, maxX: point.x + x + width, maxY: point.y + y + height)
        guard frame.contains(box), !taken.contains(where: box.intersects) else { continue }
        taken.append(box)
        // The baseline stands about an eighth of the size above the bottom of Chinese characters.
        return Position(x: box.minX, y: box.maxY - height * 0.12)
      }
    }
    return nil
  }
}

extension Envelope {
  fileprivate func contains(_ other: Envelope) -> Bool {
    minX <= other.minX && minY <= other.minY && maxX >= other.maxX && maxY >= other.maxY
  }
}
