internal import Geometry

/// One sheet of a strip map: a rectangle of the plane, grid north up, around a stretch of the line.
///
/// North stays up so that neighbouring sheets can be laid side by side.
struct StripSheet {
  let centre: Position
  let widthMetres: Double
  let heightMetres: Double
  /// The stretch of the line that the sheet is made for.
  let chainage: ClosedRange<Double>

  var envelope: Envelope {
    Envelope(
      minX: centre.x - widthMetres / 2, minY: centre.y - heightMetres / 2, maxX: centre.x + widthMetres / 2,
      maxY: centre.y + heightMetres / 2)
  }

  /// How wide the corridor can be on each side of the line: half of the map at least is left for the line itself, else a sheet
  /// would hold only metres of it.
  static func corridor(wantedMetres: Double, widthMetres: Double, heightMetres: Double) -> Double {
    min(wantedMetres, min(widthMetres, heightMetres) / 4)
  }

  /// Sheets from the start of a line to its end, each with as long a stretch as fits with its corridor.
  ///
  /// - Parameters:
  ///   - parts: of the line in a plane, in metres, in order.
  ///   - widthMetres: of the map on the paper, as is the height.
  ///   - corridorMetres: kept free around the stretch on every side; at most a quarter of the smaller side of the map.
  ///   - limit: where more sheets would be needed, none are returned.
  /// - Complexity: O(vertices).
  static func along(
    _ parts: [[StripMapContent.LinePoint]], widthMetres: Double, heightMetres: Double, corridorMetres: Double,
    limit: Int = .max
  ) -> [StripSheet] {
    let spacing = max(1, min(widthMetres, heightMetres) / 40)
    let stations = Station.along(parts, spacing: spacing)
    let (width, height) = (widthMetres - 2 * corridorMetres, heightMetres - 2 * corridorMetres)
    var sheets: [StripSheet] = []
    var first = 0
    while first < stations.count {
      var last = first
      var box = Envelope(stations[first].position)
      while last + 1 < stations.count {
        let longer = box.extended(to: stations[last + 1].position)
        guard longer.maxX - longer.minX <= width, longer.maxY - longer.minY <= height else { break }
        (last, box) = (last + 1, longer)
      }
      guard sheets.count < limit else { return [] }
      sheets.append(
        StripSheet(
          centre: box.centre, widthMetres: widthMetres, heightMetres: heightMetres,
          chainage: stations[first].chainage...stations[last].chainage))
      if last + 1 == stations.count { break }
      // The next sheet begins where this one ends, unless a new part begins there. A station further on the same part always
      // fits, so the loop goes on.
      first = stations[last + 1].beginsPart ? last + 1 : last
    }
    return sheets
  }

  private struct Station {
    let position: Position
    let chainage: Double
    let beginsPart: Bool

    /// Points along the parts no farther apart than `spacing`; vertices much closer than that are passed over, those that reach
    /// out are not lost by more than a quarter of it.
    static func along(_ parts: [[StripMapContent.LinePoint]], spacing: Double) -> [Station] {
      var stations: [Station] = []
      for part in parts {
        guard let first = part.first, let end = part.last, end.chainageMetres > first.chainageMetres else { continue }
        stations.append(Station(position: first.position, chainage: first.chainageMetres, beginsPart: true))
        var last = first.chainageMetres
        for (start, end) in zip(part, part.dropFirst()) {
          let (from, to) = (start.position, end.position)
          let length = end.chainageMetres - start.chainageMetres
          let steps = max(1, Int((length / spacing).rounded(.up)))
          for step in 1...steps {
            let share = Double(step) / Double(steps)
            let here = start.chainageMetres + length * share
            guard here - last >= spacing / 4 else { continue }
            last = here
            stations.append(
              Station(
                position: Position(x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share),
                chainage: here, beginsPart: false))
          }
        }
        if end.chainageMetres > last {
          stations.append(Station(position: end.position, chainage: end.chainageMetres, beginsPart: false))
        }
      }
      return stations
    }
  }
}
