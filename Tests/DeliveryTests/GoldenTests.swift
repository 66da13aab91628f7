import Foundation
import Registry
import Testing

@testable import Delivery

/// Whole outputs, read by a person when they were recorded.
@Suite struct GoldenTests {
  private let result = SampleResult.check

  @Test(arguments: Language.allCases)
  func text(_ language: Language) throws {
    try expectGolden(FindingsText(result, language: language).render(), "findings.\(language.rawValue).txt")
  }

  @Test func textInColour() throws {
    try expectGolden(FindingsText(result, language: .zh, hasColour: true).render(), "findings.colour.txt")
  }

  @Test(arguments: Language.allCases)
  func json(_ language: Language) throws {
    try expectGolden(
      FindingsJSON.render(result, toolVersion: "0.0.0", language: language), "findings.\(language.rawValue).json")
  }

  @Test func jsonOfNothing() throws {
    try expectGolden(
      FindingsJSON.render(SampleResult.empty, toolVersion: "0.0.0", language: .zh), "findings.empty.json")
  }

  @Test func csv() throws { try expectGolden(FindingsCSV.render(result, language: .zh), "findings.csv") }

  @Test func geoJSON() throws {
    try expectGolden(FindingsGeoJSON.render(result, generator: "jieming 1.2.3", language: .zh), "findings.geojson")
  }

  @Test func rejectedRows() throws {
    try expectGolden(RejectedRowsCSV.render(result.dataset, language: .zh), "rejected.csv")
  }

  @Test(arguments: Language.allCases)
  func report(_ language: Language) throws {
    let title = LocalizedText(zh: "铜梁区民政数据检查报告", en: "Check of Tongliang's civil-affairs data")[language]
    let report = Report(title: title, result: result, tables: [SampleResult.coverage, SampleResult.indicators])
    try expectGolden(report.markdown(language), "report.\(language.rawValue).md")
  }

  @Test(arguments: Language.allCases)
  func rules(_ language: Language) throws {
    try expectGolden(RuleCatalogue.text(SampleRules.all, language: language), "rules.\(language.rawValue).txt")
  }

  @Test func rulesAsJSON() throws {
    try expectGolden(RuleCatalogue.json(SampleRules.all, toolVersion: "0.0.0"), "rules.json")
  }

  @Test func rulesAsMarkdown() throws {
    try expectGolden(RuleCatalogue.markdown(SampleRules.all, language: .zh), "rules.md")
  }

  @Test(arguments: Language.allCases)
  func page(_ language: Language) throws {
    let page = RulePage(SampleRules.offLine, examples: [Self.example])
    try expectGolden(page.text(language), "M106.\(language.rawValue).txt")
    try expectGolden(page.markdown(language), "M106.\(language.rawValue).md")
  }

  @Test func table() throws {
    try expectGolden(SampleResult.coverage.text(.zh) + SampleResult.indicators.text(.en), "tables.txt")
    try expectGolden(
      ReportTable.json(
        [SampleResult.coverage, SampleResult.indicators], schema: "jieming.coverage/1", asOf: SampleResult.asOf,
        toolVersion: "0.0.0", language: .zh), "tables.json")
  }

  @Test func schema() throws {
    try expectCommitted(
      FindingsSchema.render(), at: checkoutFolder.appending(path: "Documentation/schema/findings.schema.json"))
  }

  @Test func precheckSchema() throws {
    try expectCommitted(
      PrecheckSchema.render(), at: checkoutFolder.appending(path: "Documentation/schema/check-name.schema.json"))
  }

  @Test(arguments: TablesSchema.allCases)
  func schema(_ schema: TablesSchema) throws {
    try expectCommitted(
      schema.render(), at: checkoutFolder.appending(path: "Documentation/schema/\(schema.rawValue).schema.json"))
  }

  private static let example = RulePage.Example(
    title: LocalizedText(zh: "1:1 万附图：3.9 米以内合格，37.2 米不合格", en: "map of 1:10,000: 3.9 m is within, 37.2 m is not"),
    text: """
      boundary_line   | name   | map_scale | geom
                      | 铜合线 | 1:10000   | 0 0, 1000 0
      boundary_marker | line   | number    | geom
                      | 铜合线 | 5117002Q  | 500 37.2   <- 37.2
      """)
}

extension CalendarDate {
  /// A date written in a test.
  static func parsed(_ text: String) -> CalendarDate {
    guard let date = CalendarDate(parsing: text) else { preconditionFailure("no date: \(text)") }
    return date
  }
}
