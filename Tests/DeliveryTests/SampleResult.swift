import Delivery
import Geometry
import Registry

/// A result with every part that a finding can have.
enum SampleResult {
  static let asOf = CalendarDate.parsed("2026-11-24")

  static let check = CheckResult(
    asOf: asOf, dataset: dataset, rules: SampleRules.all,
    notRun: [
      RuleNotRun(rule: "F101", needs: [.facility], needsContext: [.plan]),
      RuleNotRun(rule: "M107", needs: [.boundaryLine]),
    ],
    findings: findings)

  static let empty = CheckResult(asOf: asOf, dataset: Dataset(), rules: SampleRules.all, notRun: [], findings: [])

  // MARK: Data

  private static let dataset: Dataset = {
    var dataset = Dataset()
    var towns = Source(kind: .division, file: "towns.shp", layer: "towns", encoding: "GB18030", crs: "EPSG:4523")
    (towns.readCount, towns.importedCount) = (28, 28)
    var markers = Source(
      kind: .boundaryMarker, file: "界桩成果表.xlsx", layer: "Sheet1", crs: "EPSG:4523",
      headers: [
        .init(name: "界桩编号", key: .number), .init(name: "横坐标(Y)", key: .easting),
        .init(name: "备注", key: nil),
      ])
    (markers.readCount, markers.importedCount, markers.rejectedCount) = (43, 41, 2)
    var names = Source(kind: .placeName, file: "地名.csv", layer: "地名", crs: "EPSG:4490")
    (names.readCount, names.importedCount) = (12034, 12034)
    dataset.add(towns)
    dataset.add(markers)
    dataset.add(names)
    for row in [19, 23] {
      dataset.add(
        RejectedRow(
          origin: Origin(source: 1, row: row), field: "easting",
          reason: LocalizedText(zh: "横坐标不是数字", en: "the easting is no number"),
          cells: ["5117\(row)Q", "三五五\"九八", "一行\n两行"]))
    }
    return dataset
  }()

  // MARK: Findings

  private static let findings = [
    overlap, missingColumn, offLine(17, "5117003Q", 37.2, causedBy: nil),
    offLine(18, "5117004Q", 468.123, causedBy: "R106-0c1d2e3f40"),
    offLine(20, "5117005Q", 1471.86, causedBy: "R106-0c1d2e3f40"), invisible, sameName, offset,
  ]

  private static let overlap: Finding = {
    var finding = Self.make(
      SampleRules.overlap, "B102-11aa22bb33", Subject(kind: .division, key: "500151100", name: "土桥镇"), 0, row: 3)
    finding.related = [Subject(kind: .division, key: "500151101", name: "二坪镇")]
    finding.measure = Measure(12345.6, .squareMetres)
    finding.measures = [("meanWidth", Measure(1.25, .metres)), ("maximumWidth", Measure(3.5, .metres))]
    finding.place = Position(x: 106.0215, y: 29.7954)
    var extent = GeometryColumn()
    for (x, y) in [(106.02, 29.79), (106.02, 29.8), (106.03, 29.8), (106.02, 29.79)] { extent.appendVertex(x: x, y: y) }
    extent.endRing()
    extent.endPart()
    extent.endRow(.polygon)
    finding.extent = extent
    return finding
  }()

  private static let missingColumn: Finding = {
    var finding = Finding(
      rule: "I101", severity: .error, certainty: .definite,
      subject: Subject(table: dataset.sources[2], field: "romanisation"))
    finding.id = "I101-44cc55dd66"
    finding.evidence = Evidence(field: .romanisation, value: "")
    finding.arguments["headers"] = .list(["标准名称", "地名代码", "东经", "北纬"])
    return finding
  }()

  private static func offLine(_ row: Int, _ name: String, _ distance: Double, causedBy: String?) -> Finding {
    var finding = Self.make(
      SampleRules.offLine, "M106-7f3a9c21\(row)",
      Subject(kind: .boundaryMarker, key: "铜合线/0\(row)/Q", name: name), 1, row: row)
    finding.related = [Subject(kind: .boundaryLine, key: "铜合线")]
    finding.measure = Measure(distance, .metres, limit: 4)
    finding.evidence = Evidence(field: .easting, value: "35598615.405", span: 0..<12)
    finding.place = Position(x: 106.02, y: 29.8)
    finding.causedBy = causedBy
    return finding
  }

  private static let offset: Finding = {
    var finding = Finding(
      rule: "R106", severity: .warning, certainty: .suspect, subject: Subject(table: dataset.sources[1]))
    finding.id = "R106-0c1d2e3f40"
    finding.measure = Measure(469.8, .metres)
    finding.arguments["after"] = .metres(2.3456)
    finding.basis = LocalizedText(zh: "41 个界桩与界线拟合", en: "fit of 41 markers to the line")
    return finding
  }()

  private static let invisible: Finding = {
    var finding = Self.make(
      SampleRules.invisible, "N102-778899aabb", Subject(kind: .placeName, key: "~1a2b3c4d", name: "石\u{200B}鱼村"), 2,
      row: 1801)
    finding.evidence = Evidence(field: .name, value: "石\u{200B}鱼村", span: 1..<2)
    finding.arguments["count"] = .count(1)
    finding.fix = Fix(.safe, field: .name, old: "石\u{200B}鱼村", new: "石鱼村")
    return finding
  }()

  private static let sameName: Finding = {
    var finding = Self.make(
      SampleRules.sameName, "N501-ccddeeff00", Subject(kind: .placeName, key: "500151101203", name: "=新房子|老屋"), 2,
      row: 7)
    finding.certainty = .suspect
    finding.severity = .info
    finding.arguments = ["rows": .list(["12", "1044"]), "distance": .metres(5234.567)]
    finding.waived = Waiver(
      id: "N501-ccddeeff00", verdict: "false-positive", reason: "自然村与居民点同名", author: "张三", date: "2026-10-08",
      expires: CalendarDate(year: 2027, month: 10, day: 8))
    return finding
  }()

  private static func make(
    _ rule: RuleDescriptor, _ id: String, _ subject: Subject, _ source: Int, row: Int
  ) -> Finding {
    var finding = Finding(rule: rule.code, severity: rule.severity, certainty: rule.certainty, subject: subject)
    finding.id = id
    finding.origin = Origin(source: source, row: row)
    return finding
  }

  // MARK: Tables of other analyses

  static let coverage = ReportTable(
    key: "coverage", title: LocalizedText(zh: "公墓覆盖情况", en: "Cemetery coverage"),
    columns: [
      .init("code", zh: "区划代码", en: "code"), .init("name", zh: "镇街", en: "town"),
      .init("cemeteries", zh: "服务公墓", en: "served by"), .init("count", zh: "座数", en: "count"),
      .init("graves", zh: "生态墓位", en: "eco graves"), .init("covered", zh: "已覆盖", en: "covered"),
    ],
    rows: [
      [
        .text("500151100"), .text("土桥镇"), .list(["土桥公墓", "六赢山陵园"]), .count(2), .number(1234.5, decimals: 1),
        .flag(true),
      ],
      [.text("500151101"), .text("二坪镇"), .blank, .count(0), .blank, .flag(false)],
    ],
    footers: [LocalizedText(zh: "覆盖率 1/2 (50 %)，分母为镇。", en: "Coverage 1/2 (50 %); the denominator is towns.")])

  static let indicators = ReportTable(
    key: "indicators", title: LocalizedText(zh: "规划指标", en: "Plan indicators"),
    columns: [
      .init("title", zh: "指标", en: "indicator"), .init("value", zh: "完成情况", en: "value"),
      .init("year", zh: "目标年", en: "year"),
    ],
    rows: [[.localized(LocalizedText(zh: "镇级公墓覆盖率", en: "coverage")), .ratio(23, of: 23), .ordinal(2025)]])
}
