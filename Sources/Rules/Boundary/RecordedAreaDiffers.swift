import Analysis
import Geodesy
import Registry

/// Units whose recorded area is not that of their polygon.
enum RecordedAreaDiffers: Rule {
  static let descriptor = RuleDescriptor(
    code: "B302", name: "recorded-area-differs",
    title: LocalizedText(zh: "登记的面积不符", en: "recorded area differs"),
    severity: .warning, certainty: .definite, needs: [.division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "登记的面积（平方千米）与政区面的椭球面面积相差超过 0.5%。相差 100 倍或 100 万倍的，指明是单位错误（公顷、平方米）。",
      en:
        "The recorded area (km²) differs from the ellipsoidal area of the polygon by more than 0.5 %. A factor of 100 or a "
        + "million is named as a unit error (hectares, square metres)."),
    why: LocalizedText(
      zh: "面积不符说明政区面缺了一块、多了一块，或登记的是另一时期的数字。",
      en: "The polygon lacks or has a piece, or the record is of another time."),
    basis: LocalizedText(
      zh: "登记项“面积”（平方千米）；比较用 CGCS2000 椭球面面积", en: "field 面积 (km²); area on the CGCS2000 ellipsoid"),
    next: LocalizedText(
      zh: "核对登记数字的来源和年份，再检查政区面是否完整。", en: "Check source and year of the record, then whether the polygon is complete."),
    settings: [
      RuleSetting(
        "limit", .number(0.5), unit: "%", meaning: LocalizedText(zh: "允许的相对差", en: "the relative difference allowed"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "登记面积 {value} 平方千米，图形 {actual} 平方千米，相差 {measure}",
        en: "recorded as {value} km², the polygon has {actual} km²: {measure} apart"),
      "unit": LocalizedText(
        zh: "登记面积 {value}，图形 {actual} 平方千米：应是单位错误（{unit}）",
        en: "recorded as {value}, the polygon has {actual} km²: a unit error ({unit})"),
    ])

  static let examples = [
    RuleExample(
      zh: "相差 10%、公顷、相符、没有登记", en: "10 % off, hectares, right, not recorded",
      """
      division | code      | name   | area_km2 | geom
               | 500151101 | 土桥镇 | 1.1      | 0 0, 1000 0, 1000 1000, 0 1000           <- W 10
               | 500151103 | 二坪镇 | 100      | 1000 0, 2000 0, 2000 1000, 1000 1000     <- W
               | 500151104 | 水口镇 | 1.004    | 2000 0, 3000 0, 3000 1000, 2000 1000
               | 500151105 | 安居镇 |          | 3000 0, 4000 0, 4000 1000, 3000 1000
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let table = area.dataset[.division]
    let limit = settings.number("limit") ?? 0.5
    for unit in area.unitsByLevel().flatMap(\.units) {
      let rows = unit.divisions.map { area.divisions[$0].row }
      let recorded = rows.compactMap { row -> (row: Int, km2: Double)? in
        guard let km2 = table.text(.areaKm2, row).flatMap({ parseDecimal($0) }), km2 > 0 else { return nil }
        return (row, km2)
      }
      guard let first = recorded.first, recorded.count == rows.count else { continue }
      let actual = rows.reduce(0) { $0 + EllipsoidalMeasure.area(ofRow: $1, in: table.geometry) } / 1e6
      // Rows of one unit hold the whole area, or each its own.
      let candidates = [first.km2, recorded.reduce(0) { $0 + $1.km2 }]
      guard actual > 0, let km2 = candidates.min(by: { abs($0 - actual) < abs($1 - actual) }) else { continue }
      let percent = abs(km2 - actual) / actual * 100
      guard percent > limit else { continue }
      findings.report(table, row: first.row, field: .areaKm2) { finding in
        finding.arguments["actual"] = .number((actual * 1e4).rounded() / 1e4)
        finding.measure = Measure(percent, .percent, limit: limit)
        finding.measures = [
          ("recorded", Measure(km2, .squareKilometres)), ("actual", Measure(actual, .squareKilometres)),
        ]
        guard let word = units.first(where: { abs(km2 / $0.factor - actual) / actual < 0.05 })?.word else { return }
        finding.message = "unit"
        finding.arguments["unit"] = .localized(word)
      }
    }
  }

  private static let units: [(factor: Double, word: LocalizedText)] = [
    (100, LocalizedText(zh: "填的是公顷", en: "hectares were entered")),
    (1500, LocalizedText(zh: "填的是亩", en: "mu were entered")),
    (1_000_000, LocalizedText(zh: "填的是平方米", en: "square metres were entered")),
  ]
}
