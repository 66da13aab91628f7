internal import Analysis
internal import Geodesy
internal import Geometry
internal import Glibc
internal import Registry
internal import Texts

/// Where a reference object (方位物) of a marker stands by its recorded bearing and distance.
struct ReferenceObjectPlace {
  /// 1 to 3.
  let number: Int
  let name: String
  /// As recorded.
  let bearing: String
  let distanceMetres: Double
  /// From which north the bearing counts; `nil` where that is not recorded, and it is taken for a grid bearing.
  let reference: BearingReference?
  /// In the plane of the tables; that of a magnetic bearing is not corrected for declination.
  let planePosition: Position

  /// Those of a row that have a bearing and a distance.
  ///
  /// - Parameter marker: longitude and latitude.
  static func all(ofRow row: Int, of dataset: Dataset, marker: Position, _ plane: MapPlane) -> [ReferenceObjectPlace] {
    guard let centre = plane.project(marker) else { return [] }
    let table = dataset[.boundaryMarker]
    let reference = table.text(.bearingReference, row).flatMap(BearingReference.init(parsing:))
    let turn = turn(from: reference, ofRow: row, of: dataset, marker, plane)
    // The plane stretches distances by this, a centimetre over 40 m at the edge of a zone.
    let fromMeridian = (plane.easting(centre, hasZonePrefix: false) - 500_000) / 6_371_000
    let scale = 1 + fromMeridian * fromMeridian / 2
    return (1...3).compactMap { number in
      let text = { (part: String) in table.text(FieldKey(rawValue: "reference\(number)\(part)"), row) }
      guard let bearing = text("_bearing"), let degrees = parseDegrees(bearing),
        let distance = text("_distance").flatMap(metres), distance > 0, distance < 100_000
      else { return nil }
      let grid = (degrees + turn) * .pi / 180
      return ReferenceObjectPlace(
        number: number, name: VisibleText.of(text("") ?? ""), bearing: VisibleText.of(bearing),
        distanceMetres: distance, reference: reference,
        planePosition: Position(
          x: centre.x + scale * distance * sin(grid), y: centre.y + scale * distance * cos(grid)))
    }
  }

  /// Degrees from a recorded bearing to one of the plane.
  private static func turn(
    from reference: BearingReference?, ofRow row: Int, of dataset: Dataset, _ marker: Position, _ plane: MapPlane
  ) -> Double {
    func convergence(_ meridian: Double) -> Double {
      gridConvergence(longitude: marker.x, latitude: marker.y, centralMeridian: meridian)
    }
    let own = convergence(Double(plane.centralMeridian))
    switch reference {
    case .trueNorth: return -own
    case .magnetic: return 0
    case .grid, nil:
      // Of the zone that the record was made in.
      let table = dataset[.boundaryMarker]
      let labels = [dataset.source(of: table.origins[row]).crsLabel, table.text(.crs, row) ?? ""]
      let meridian = labels.lazy.filter { !$0.isEmpty }.compactMap { (try? CRS(parsing: $0))?.centralMeridian }.first
      return meridian.map { convergence($0) - own } ?? 0
    }
  }

  /// 35.2, 35.2 m, 35.2米.
  private static func metres(_ text: String) -> Double? {
    parseDecimal(String(text.filter { !$0.isWhitespace && !"米mM".contains($0) }))
  }
}
