import Analysis
import Geometry
import Registry
import Toponymy

/// Records that lie outside the district they are kept for.
enum OutsideDistrict: Rule {
  static let descriptor = RuleDescriptor(
    code: "R111", name: "outside-district",
    title: LocalizedText(zh: "位于本区县之外", en: "outside the district"),
    severity: .error, certainty: .definite, needs: [.division], needsContext: [.datum, .district],
    finds: LocalizedText(
      zh: "位置在设定的区县（district）界外 500 米以上的记录；所属政区登记为其他区县的记录除外，但登记的代码应当有效。",
      en:
        "Records more than 500 m outside the district that was set; records of other districts are exempt, by a valid code or a unit that is loaded."
    ),
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
      place_name | name   | unit_code   | geom
                 | 王家塆 | 500151101   | 500 500
                 | 李家塆 | 500151103   | 2400 500
                 | 石坝   | 500151103   | 2600 500   <- 600
                 | 柏树坝 | 500117101   | 2600 500
                 | 王家湾 | 156500117   | 2600 500
                 | 张家湾 | 156500151   | 2600 500   <- 600
                 | 李家坝 | 5.00151E+19 | 2600 500   <- 600
                 | 周家嘴 | 无          | 2600 500   <- 600
      """),
    RuleExample(
      zh: "最近的点按米计，不按度计", en: "the nearest point is that in metres, not that in degrees",
      """
      district 500151
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                 | 500151103 | 二坪镇 | -1100 1600, -900 1600, -900 2600, -1100 2600
      place_name | name   | geom
                 | 石坝   | -1000 500   <- 1000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    guard let district = area.district, let extent = try DistrictExtent(area, district: district) else { return }
    let limit = settings.number("distance") ?? 500
    for kind in Area.positionedKinds where kind != .division {
      let table = area.dataset[kind]
      let declared = DeclaredDistrict(table, area: area, district: district)
      for row in table.rows where hasPlace(table, row) && !declared.isAnother(row) {
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
  private let shape: UnitShape

  /// - Returns: `nil` when no division of the district has a polygon.
  init?(_ area: Area, district: String) throws {
    let polygons = area.dataset[.division].geometry
    let own = area.divisions.filter { $0.code?.hasPrefix(district) == true && polygons.types[$0.row].dimension == 2 }
    let whole = own.filter { $0.code == district }
    let context = GEOSContext()
    var valid = GeometryColumn()
    for row in (whole.isEmpty ? own : whole).map(\.row) {
      do {
        try Geometry(row: row, of: polygons, in: context).madeValid().append(to: &valid, dimension: 2)
      } catch {
        // What GEOS cannot build (B101) still covers something: nothing in its bounds is said to be outside.
        guard let bounds = polygons.envelope(ofRow: row) else { continue }
        try Geometry(envelope: bounds, in: context).append(to: &valid, dimension: 2)
      }
    }
    guard valid.types.contains(where: { $0 != .none }) else { return nil }
    let union = try Geometry.union(ofRows: 0..<valid.count, of: valid, in: context).column(dimension: 2)
    shape = try UnitShape(rows: [0], of: union, in: context)
  }

  /// Metres from the district, 0 inside.
  func metresOutside(_ position: Position) throws -> Double {
    try shape.covers(position) ? 0 : try shape.distanceMetres(to: position)
  }
}

/// Whether a row is recorded for a unit of another district.
private struct DeclaredDistrict {
  private let unitCodes: TextColumn?
  private let placeCodes: TextColumn?
  private let names: TextColumn?
  private let index: UnitIndex
  private let divisions: [Division]
  private let district: DivisionCode?

  init(_ table: RecordTable, area: Area, district: String) {
    unitCodes = table[.unitCode]
    placeCodes = table[.placeCode]
    names = table[.unit]
    index = UnitIndex(area.divisions)
    divisions = area.divisions
    self.district = try? DivisionCode(district)
  }

  /// Decided by the first column that tells; a broken code tells nothing.
  func isAnother(_ row: Int) -> Bool {
    if let text = Self.text(unitCodes, row), let code = try? DivisionCode(text) { return isAnother(code) }
    if let text = Self.text(placeCodes, row), let code = (try? PlaceCode(text))?.division { return isAnother(code) }
    guard let name = Self.text(names, row) else { return false }
    let codes = index.divisions(named: name).map { divisions[$0].code.flatMap { try? DivisionCode($0) } }
    return !codes.isEmpty && codes.allSatisfy { $0.map(isAnother) ?? false }
  }

  /// Neither in the district nor a unit that the district lies in.
  private func isAnother(_ code: DivisionCode) -> Bool {
    guard let district else { return false }
    return !code.isWithin(district) && !district.isWithin(code)
  }

  private static func text(_ column: TextColumn?, _ row: Int) -> String? {
    guard let column, !column.isBlank(row) else { return nil }
    return column.trimmed(row)
  }
}
