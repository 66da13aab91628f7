internal import Geometry
internal import Glibc

/// One sheet of a strip map: a rectangle of the plane, turned so that its piece of the line runs across it.
struct StripSheet {
  let centre: Position
  /// From the east of the plane to the right of the page, anticlockwise.
  let rotationRadians: Double
  let widthMetres: Double
  let heightMetres: Double
  /// The stretch of the line that the sheet is made for.
  let chainage: ClosedRange<Double>
  /// The width kept free on each side of the line; smaller than wanted where a bend needs the room.
  let corridorMetres: Double

  /// A position of the plane as metres to the right and up from the centre of the sheet.
  func local(_ position: Position) -> Position {
    let (x, y) = (position.x - centre.x, position.y - centre.y)
    let (cosine, sine) = (cos(rotationRadians), sin(rotationRadians))
    return Position(x: x * cosine + y * sine, y: y * cosine - x * sine)
  }

  /// The inverse of `local`.
  func plane(_ local: Position) -> Position {
    let (cosine, sine) = (cos(rotationRadians), sin(rotationRadians))
    return Position(
      x: centre.x + local.x * cosine - local.y * sine, y: centre.y + local.x * sine + local.y * cosine)
  }

  /// The corners of the sheet in the plane.
  var corners: [Position] {
    let (x, y) = (widthMetres / 2, heightMetres / 2)
    return [(-x, -y), (x, -y), (x, y), (-x, y)].map { plane(Position(x: $0.0, y: $0.1)) }
  }

  /// Sheets from the start of a line to its end, each as long as the paper allows.
  ///
  /// - Parameters:
  ///   - path: the line in a plane, in metres.
  ///   - widthMetres: of the map on the paper, as is the height.
  ///   - corridorMetres: wanted on each side of the line.
  ///   - startChainage: where the path begins.
  static func along(
    _ path: [Position], widthMetres: Double, heightMetres: Double, corridorMetres: Double, startChainage: Double = 0
  ) -> [StripSheet] {
    let stations = Station.along(path, spacing: max(1, widthMetres / 40), from: startChainage)
    let end = widthMetres * endMargin
    var sheets: [StripSheet] = []
    var first = 0
    while first < stations.count - 1 {
      var last = first + 1
      var frame = Frame(stations[first...last])
      while last + 1 < stations.count {
        let longer = Frame(stations[first...last + 1])
        guard longer.width <= widthMetres - 2 * end, longer.height <= heightMetres - 2 * corridorMetres else { break }
        (last, frame) = (last + 1, longer)
      }
      sheets.append(
        StripSheet(
          centre: frame.centre, rotationRadians: frame.rotation, widthMetres: widthMetres, heightMetres: heightMetres,
          chainage: stations[first].chainage...stations[last].chainage,
          corridorMetres: min(corridorMetres, max(0, (heightMetres - frame.height) / 2))))
      first = last
    }
    return sheets
  }

  /// The part of the width at each end that the next sheet shows as well.
  private static let endMargin = 0.06

  private struct Station {
    let position: Position
    let chainage: Double

    /// Points along a path no farther apart than `spacing`; vertices much closer than that are passed over.
    static func along(_ path: [Position], spacing: Double, from start: Double) -> [Station] {
      guard let first = path.first else { return [] }
      var stations = [Station(position: first, chainage: start)]
      var chainage = start
      var last = start
      for (from, to) in zip(path, path.dropFirst()) {
        let length = hypot(to.x - from.x, to.y - from.y)
        let steps = max(1, Int((length / spacing).rounded(.up)))
        for step in 1...steps {
          let part = Double(step) / Double(steps)
          let here = chainage + length * part
          guard here - last >= spacing / 4 else { continue }
          last = here
          stations.append(
            Station(
              position: Position(x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part),
              chainage: here))
        }
        chainage += length
      }
      if chainage > last, let end = path.last { stations.append(Station(position: end, chainage: chainage)) }
      return stations
    }
  }

  /// The box around some stations, along the direction from the first to the last one.
  private struct Frame {
    let rotation: Double
    let centre: Position
    let width: Double
    let height: Double

    init(_ stations: ArraySlice<Station>) {
      let positions = stations.map(\.position)
      let (first, last) = (positions[0], positions[positions.count - 1])
      var rotation = atan2(last.y - first.y, last.x - first.x)
      // Texts of the sheet read from left to right, so it is turned by a quarter at most.
      if rotation > .pi / 2 { rotation -= .pi }
      if rotation <= -.pi / 2 { rotation += .pi }
      let (cosine, sine) = (cos(rotation), sin(rotation))
      let along = positions.map { $0.x * cosine + $0.y * sine }
      let across = positions.map { $0.y * cosine - $0.x * sine }
      let (minimum, maximum) = (along.min() ?? 0, along.max() ?? 0)
      let (lowest, highest) = (across.min() ?? 0, across.max() ?? 0)
      let (x, y) = ((minimum + maximum) / 2, (lowest + highest) / 2)
      self.rotation = rotation
      centre = Position(x: x * cosine - y * sine, y: x * sine + y * cosine)
      (width, height) = (maximum - minimum, highest - lowest)
    }
  }
}
