import Analysis
import Registry

/// Units that stand twice: the same code or the same polygon.
enum DuplicateUnit: Rule {
  static let descriptor = RuleDescriptor(
    code: "B105", name: "duplicate-unit",
    title: LocalizedText(zh: "政区重复", en: "duplicate unit"),
    severity: .error, certainty: .definite, needs: [.division],
    finds: LocalizedText(
      zh: "同一数据源中区划代码相同的行（每组一条），或图形完全相同的政区；两个数据源有同样的代码时，每对数据源一条"
        + "（常见于新旧两版一起导入）。",
      en:
        "Rows of one source with the same code, one finding a group; units with the same polygon; and of two sources that "
        + "have codes in common, such as two vintages, one finding for the pair."),
    why: LocalizedText(
      zh: "重复的政区使面积、人口和覆盖率重复计算，按代码对接时取到哪一行全凭运气。",
      en: "Duplicates are counted twice, and a join by code takes whichever row comes first."),
    basis: LocalizedText(
      zh: "《行政区划代码管理办法》（民政部令第79号，2025年9月1日起施行）：代码全国唯一",
      en: "Measures for Division Codes (MCA Order 79, in force 2025-09-01): a code is unique nation-wide"),
    next: LocalizedText(
      zh: "删除多余的行；一个政区由几块组成的，合并为一个多部件面。新旧两版数据用 jieming diff 比较，不要一起检查。",
      en:
        "Remove the surplus row; join the pieces of one unit to one multipart polygon. Compare two vintages with `jieming "
        + "diff` instead of checking them together."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "区划代码 {value} 出现 {measure} 次（{rows}）", en: "code {value} stands {measure} times ({rows})"),
      "polygon": LocalizedText(
        zh: "图形与“{others}”完全相同（{rows}）", en: "the polygon is the same as that of “{others}” ({rows})"),
      "sources": LocalizedText(
        zh: "与“{other}”有 {measure} 个相同的区划代码：同一政区载入了两次",
        en: "{measure} codes are also in “{other}”: the same units were read twice"),
    ])

  static let examples = [
    RuleExample(
      zh: "代码重复", en: "the same code twice",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000   <- E 2
               | 500151101 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      """),
    RuleExample(
      zh: "图形相同，起点和方向不同", en: "the same polygon, begun elsewhere and the other way round",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000   <- E 2
               | 500151103 | 二坪镇 | 1000 1000, 1000 0, 0 0, 0 1000
      """),
    RuleExample(
      zh: "新旧两版一起导入：每对数据源一条", en: "two vintages: one finding for the pair of sources",
      """
      division 2016.csv | code      | name
                        | 500151101 | 土桥镇
                        | 500151103 | 二坪镇
      division 2024.csv | code      | name     <- E 2
                        | 500151101 | 土桥镇
                        | 500151103 | 二坪镇
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    reportCodes(area, &findings)
    try reportPolygons(area, &findings)
    reportSources(area, &findings)
  }

  private struct CodeKey: Hashable {
    let source: Int
    let code: String
  }

  private static func reportCodes(_ area: Area, _ findings: inout FindingSink) {
    let coded = area.divisions.filter { $0.code != nil }
    let groups = Dictionary(grouping: coded) { CodeKey(source: $0.origin.source, code: $0.code ?? "") }
    for members in groups.values where members.count > 1 {
      let table = area.dataset[.division]
      findings.report(table, row: members[0].row, field: .code) { finding in
        finding.arguments["rows"] = .localized(area.dataset.rowList(members.map(\.origin)))
        finding.measure = Measure(Double(members.count), .count)
      }
    }
  }

  private static func reportPolygons(_ area: Area, _ findings: inout FindingSink) throws {
    for coverage in try area.analysedCoverages() {
      for rows in coverage.analysis.duplicates {
        let members = rows.map { area.divisions[$0] }.sorted { ($0.subject.key, $0.row) < ($1.subject.key, $1.row) }
        // One code for all of them has been told.
        guard Set(members.map { $0.code ?? "" }).count > 1 || members[0].code == nil else { continue }
        let place = area.dataset[.division].position(members[0].row)
        findings.report(members[0].subject, origin: members[0].origin, place: place) { finding in
          finding.message = "polygon"
          finding.related = members.dropFirst().map(\.subject)
          finding.arguments["others"] = .list(members.dropFirst().map { $0.name ?? $0.subject.key })
          finding.arguments["rows"] = .localized(area.dataset.rowList(members.map(\.origin).sorted { $0.row < $1.row }))
          finding.measure = Measure(Double(members.count), .count)
          if overlapsOnlyItsCopies(members[0].row, rows, coverage.analysis, area) { finding.explains = ["B102"] }
        }
      }
    }
  }

  /// Whether every overlap that is told of a unit is one with its copies.
  private static func overlapsOnlyItsCopies(
    _ row: Int, _ copies: [Int], _ analysis: CoverageAnalysis, _ area: Area
  ) -> Bool {
    analysis.overlaps.allSatisfy { overlap in
      let rows = [overlap.units.0, overlap.units.1]
      guard rows.contains(row) else { return true }
      return rows.allSatisfy(copies.contains)
    }
  }

  private static func reportSources(_ area: Area, _ findings: inout FindingSink) {
    var codes: [Int: Set<String>] = [:]
    for division in area.divisions {
      if let code = division.code { codes[division.origin.source, default: []].insert(code) }
    }
    let sources = codes.keys.sorted()
    for (index, source) in sources.enumerated() {
      for other in sources[..<index] {
        let common = (codes[source] ?? []).intersection(codes[other] ?? []).count
        guard common > 0 else { continue }
        findings.report(table: area.dataset.sources[source]) { finding in
          finding.message = "sources"
          finding.related = [Subject(table: area.dataset.sources[other])]
          finding.arguments["other"] = .text(area.dataset.sources[other].file)
          finding.measure = Measure(Double(common), .count)
        }
      }
    }
  }
}
