import ReferenceData

/// One row of `Data/tables/china_crs.tsv`: a Gauss-Krüger zone that EPSG has a code for.
struct GaussKrugerZone: Sendable {
  let datum: Datum
  /// 3 or 6 degrees.
  let width: Int
  let number: Int
  /// Degrees east.
  let centralMeridian: Double
  /// Whether eastings begin with the number of the zone (35598615 rather than 598615).
  let hasPrefix: Bool
  let epsg: Int
  let name: String
  let falseEastingMetres: Int

  /// All rows, read once; 256 of them.
  static let all: [GaussKrugerZone] = ReferenceData.table("china_crs").rows.compactMap(GaussKrugerZone.init)

  static let byCode: [Int: GaussKrugerZone] = Dictionary(
    all.map { ($0.epsg, $0) }, uniquingKeysWith: { first, _ in first })

  private init?(row: ReferenceTable.Row) {
    guard let width = row["kind"].first?.wholeNumberValue,
      let number = Int(row["zone"]),
      let centralMeridian = Double(row["central_meridian_deg"]),
      let epsg = Int(row["epsg"]),
      let falseEasting = Int(row["false_easting_m"])
    else { return nil }
    datum = Datum(named: row["system"])
    self.width = width
    self.number = number
    self.centralMeridian = centralMeridian
    hasPrefix = row["zone_prefix"] == "with"
    self.epsg = epsg
    name = row["epsg_name"]
    falseEastingMetres = falseEasting
  }

  static func find(datum: Datum, width: Int, number: Int, hasPrefix: Bool) -> GaussKrugerZone? {
    all.first {
      $0.number == number && $0.width == width && $0.hasPrefix == hasPrefix && $0.datum == datum
    }
  }
}

/// The number of the 3° zone that holds a longitude: its central meridian is 3 × zone (106.02 → 35).
///
/// A longitude on the border belongs to the eastern zone. West longitudes continue at 61…120.
///
/// - Parameter longitude: degrees.
/// - Returns: 1…120, or `nil` when the longitude is not finite or outside ±360.
public func threeDegreeZone(ofLongitude longitude: Double) -> Int? {
  guard longitude.isFinite, abs(longitude) <= 360 else { return nil }
  let zone = Int(((longitude + 1.5) / 3).rounded(.down))
  return ((zone - 1) % 120 + 120) % 120 + 1
}

/// The number of the 6° zone that holds a longitude: its central meridian is 6 × zone − 3 (106.02 → 18).
///
/// A longitude on the border belongs to the eastern zone. West longitudes continue at 31…60.
///
/// - Parameter longitude: degrees.
/// - Returns: 1…60, or `nil` when the longitude is not finite or outside ±360.
public func sixDegreeZone(ofLongitude longitude: Double) -> Int? {
  guard longitude.isFinite, abs(longitude) <= 360 else { return nil }
  let zone = Int((longitude / 6).rounded(.down)) + 1
  return ((zone - 1) % 60 + 60) % 60 + 1
}

/// The zone number that an easting of a Gauss-Krüger coordinate begins with (35598615.4 → 35).
///
/// PROJ turns an easting whose prefix does not belong to the coordinate system into no position at all;
/// comparing this number with `CRS.zonePrefix` says why.
///
/// - Returns: `nil` for an easting without prefix (six digits), or one that no zone can have.
public func zonePrefix(ofEasting easting: Double) -> Int? {
  guard easting >= 1_000_000, easting < 121_000_000 else { return nil }
  return Int(easting / 1_000_000)
}
