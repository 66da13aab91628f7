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
  /// Whether chainages rise from left to right.
  let runsToTheRight: Bool

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

  /// Sheets from the start of a line to its end, each as long as the paper allows, and turned alike, so that neighbouring
  /// ones can be laid side by side: to the right along a line that runs to the east on the whole, else to the left.
  ///
  /// - Parameters:
  ///   - parts: of the line in a plane, in metres.
  ///   - widthMetres: of the map on the paper, as is the height.
  ///   - corridorMetres: wanted on each side of the line.
  static func along(
    _ parts: [[StripMapContent.LinePoint]], widthMetres: Double, heightMetres: Double, corridorMetres: Double
  ) -> [StripSheet] {
    guard let start = parts.first?.first?.position, let end = parts.last?.last?.position else { return [] }
    let runsEast = abs(end.x - start.x) >= 0.001 ? end.x > start.x : end.y >= start.y
    return parts.flatMap { part in
      along(
        part, runsEast: runsEast, widthMetres: widthMetres, heightMetres: heightMetres, corridorMetres: corridorMetres)
    }
  }

  private static func along(
    _ part: [StripMapContent.LinePoint], runsEast: Bool, widthMetres: Double, heightMetres: Double,
    corridorMetres: Double
  ) -> [StripSheet] {
    let stations = Station.along(part, spacing: max(1, widthMetres / 40))
    let end = widthMetres * endMargin
    var sheets: [StripSheet] = []
    var first = 0
    while first < stations.count - 1 {
      var last = first + 1
      var frame = Frame(stations[first...last], runsEast: runsEast)
      while last + 1 < stations.count {
        let longer = Frame(stations[first...last + 1], runsEast: runsEast)
        guard longer.width <= widthMetres - 2 * end, longer.height <= heightMetres - 2 * corridorMetres else { break }
        (last, frame) = (last + 1, longer)
      }
      sheets.append(
        StripSheet(
          centre: frame.centre, rotationRadians: frame.rotation, widthMetres: widthMetres, heightMetres: heightMetres,
          chainage: stations[first].chainage...stations[last].chainage,
          corridorMetres: min(corridorMetres, max(0, (heightMetres - frame.height) / 2)),
          runsToTheRight: frame.runsToTheRight))
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
    static func along(_ path: [StripMapContent.LinePoint], spacing: Double) -> [Station] {
      guard let first = path.first else { return [] }
      var stations = [Station(position: first.position, chainage: first.chainageMetres)]
      var last = first.chainageMetres
      for (start, end) in zip(path, path.dropFirst()) {
        let (from, to) = (start.position, end.position)
        let length = end.chainageMetres - start.chainageMetres
        let steps = max(1, Int((length / spacing).rounded(.up)))
        for step in 1...steps {
          let part = Double(step) / Double(steps)
          let here = start.chainageMetres + length * part
          guard here - last >= spacing / 4 else { continue }
          last = here
          stations.append(
            Station(
              position: Position(x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part),
              chainage: here))
        }
      }
      if let end = path.last, end.chainageMetres > last {
        stations.append(Station(position: end.position, chainage: end.chainageMetres))
      }
      return stations
    }
  }

  /// The box around some stations, along the direction from the first to the last one.
  private struct Frame {
    let rotation: Double
    let centre: Position
    let width: Double
    let height: Double
    let runsToTheRight: Bool

    init(_ stations: ArraySlice<Station>, runsEast: Bool) {
      let positions = stations.map(\.position)
      let (first, last) = (positions[0], positions[positions.count - 1])
      var rotation = atan2(last.y - first.y, last.x - first.x)
      var runsToTheRight = runsEast
      if !runsEast { rotation += .pi }
      rotation = rotation.remainder(dividingBy: 2 * .pi)
      // Where the line turns back, north would point down.
      if abs(rotation) > 0.75 * .pi {
        rotation = (rotation + .pi).remainder(dividingBy: 2 * .pi)
        runsToTheRight.toggle()
      }
      let (cosine, sine) = (cos(rotation), sin(rotation))
      let along = positions.map { $0.x * cosine + $0.y * sine }
      let across = positions.map { $0.y * cosine - $0.x * sine }
      let (minimum, maximum) = (along.min() ?? 0, along.max() ?? 0)
      let (lowest, highest) = (across.min() ?? 0, across.max() ?? 0)
      let (x, y) = ((minimum + maximum) / 2, (lowest + highest) / 2)
      (self.rotation, self.runsToTheRight) = (rotation, runsToTheRight)
      centre = Position(x: x * cosine - y * sine, y: x * sine + y * cosine)
      (width, height) = (maximum - minimum, highest - lowest)
    }
  }
}
