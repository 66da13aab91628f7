public import Geometry

extension LinePath {
  /// Which of two units lies to the left of the line: 0 or 1; `nil` where neither does for certain.
  ///
  /// - Parameter encloses: whether a unit has a place inside.
  public func unitOnLeft(_ encloses: (_ unit: Int, Position) -> Bool) -> Int? {
    var votes = 0
    for number in 1..<20 {
      let chainage = lengthMetres * Double(number) / 20
      let (a, b) = (position(atChainage: chainage), position(atChainage: chainage + 1))
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      // About 50 m to either side.
      for (turn, sign) in [(50.0, 1), (-50, -1)] {
        let place = Position(x: a.x - turn * dy, y: a.y + turn * dx)
        let (first, second) = (encloses(0, place), encloses(1, place))
        if first != second { votes += first ? sign : -sign }
      }
    }
    return votes > 0 ? 0 : votes < 0 ? 1 : nil
  }
}
