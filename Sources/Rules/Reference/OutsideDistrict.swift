import Analysis
import Geodesy
import Geometry
import Registry

/// Records that lie outside the district they are kept for.
enum OutsideDistrict: Rule {
  static let descriptor = RuleDescriptor(
    code: "R111", name: "outside-district",
    title: LocalizedText(zh: "位于本区县之外", en: "outside the district"),
    severity: .error, certainty: .definite, needs: [.division],
    finds: LocalizedText(
      zh: "位置在设定的区县（district）界外 500 米以上的记录；登记为毗邻区县的记录除外。",
      en: "Records more than 500 m outside the district that was set; the neighbours' own records are exempt."),
    why: LocalizedText(
      zh: "多半是坐标录错或坐标系用错，少数是不属于本区县的记录混入。",
      en: "Most often a wrong coordinate or reference system, sometimes a record that belongs elsewhere."),
    basis: LocalizedText(
      zh: "行政区划面图层中本区县的范围", en: "the district's extent in the division layer"),
    next: LocalizedText(
      zh: "核对坐标和坐标系；确属毗邻区县的，改正所属政区或移出本表。",
      en: "Check coordinates and reference system; if the record is a neighbour's, correct its unit or take it out."),
    settings: [
      RuleSetting(
        "distance", .number(500), unit: "m",
        meaning: LocalizedText(zh: "允许在界外的最大距离", en: "how far outside a record may lie"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "在本区县界外 {measure}（限 {limit}）", en: "{measure} outside the district (limit {limit})")
    ])

  static let examples = [
    RuleExample(
      zh: "界外 600 米；邻区的记录不算", en: "600 m outside; a neighbour's own record is exempt",
      """
      district 500151
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                 | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      place_name | name   | unit_code | geom
                 | 王家塆 | 500151101 | 500 500
                 | 李家塆 | 500151103 | 2400 500
                 | 石坝   | 500151103 | 2600 500   <- 600
                 | 柏树坝 | 500117101 | 2600 500
      """),
    RuleExample(
      zh: "没有设定区县时不检查", en: "without a district there is nothing to check",
      """
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      place_name | name | geom
                 | 石坝 | 9000 500
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    guard let district = area.district, let extent = try DistrictExtent(area, district: district) else { return }
    let limit = settings.number("distance") ?? 500
    for kind in Area.positionedKinds where kind != .division {
      let table = area.dataset[kind]
      let ownUnits = OwnUnits(table, area: area, district: district)
      for row in table.rows where hasPlace(table, row) && !ownUnits.isNeighbours(row) {
        var farthest = 0.0
        for vertex in table.geometry.vertices(ofRow: row) {
          farthest = max(farthest, try extent.metresOutside(table.geometry.position(ofVertex: vertex)))
        }
        guard farthest > limit else { continue }
        findings.report(table, row: row) { $0.measure = Measure(farthest, .metres, limit: limit) }
      }
    }
  }

  /// Rows at 0, 0 have no position (R101).
  private static func hasPlace(_ table: RecordTable, _ row: Int) -> Bool {
    table.position(row).map { $0 != Position(x: 0, y: 0) } ?? false
  }
}

/// The district as one shape.
private struct DistrictExtent {
  private let shape: PreparedGeometry

  /// - Returns: `nil` when no division of the district has a polygon.
  init?(_ area: Area, district: String) throws {
    let polygons = area.dataset[.division].geometry
    let own = area.divisions.filter { $0.code?.hasPrefix(district) == true && polygons.types[$0.row].dimension == 2 }
    let whole = own.filter { $0.code == district }
    let rows = (whole.isEmpty ? own : whole).map(\.row)
    guard !rows.isEmpty else { return nil }
    let context = GEOSContext()
    var valid = GeometryColumn()
    for row in rows {
      try Geometry(row: row, of: polygons, in: context).madeValid().append(to: &valid, dimension: 2)
    }
    shape = try PreparedGeometry(try Geometry.union(ofRows: 0..<valid.count, of: valid, in: context))
  }

  /// Metres from the district, 0 inside.
  func metresOutside(_ position: Position) throws -> Double {
    if try shape.covers(position) { return 0 }
    let point = try Geometry(point: position, in: shape.geometry.context)
    guard let (nearest, _) = try shape.geometry.nearestPoints(point) else { return 0 }
    return EllipsoidalMeasure.distance(nearest, position)
  }
}

/// Whether a row is recorded for a unit of another county.
private struct OwnUnits {
  private let codes: [TextColumn]
  private let names: TextColumn?
  private let index: UnitIndex
  private let divisions: [Division]
  private let district: String

  init(_ table: RecordTable, area: Area, district: String) {
    codes = [FieldKey.unitCode, .placeCode].compactMap { table[$0] }
    names = table[.unit]
    index = UnitIndex(area.divisions)
    divisions = area.divisions
    self.district = district
  }

  func isNeighbours(_ row: Int) -> Bool {
    for column in codes where !column.isBlank(row) {
      return !column.withBytes(row) { TextColumn.trim($0).starts(with: district.utf8) }
    }
    guard let names, !names.isBlank(row) else { return false }
    let units = index.divisions(named: names.trimmed(row))
    return !units.isEmpty && units.allSatisfy { divisions[$0].code?.hasPrefix(district) == false }
  }
}
