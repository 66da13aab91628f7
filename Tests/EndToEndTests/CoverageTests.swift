import Foundation
import Testing

/// `jieming coverage`: which towns a facility serves.
@Suite struct CoverageTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Sample.copy(Sample.towns + ["cemeteries.csv", "plan.yaml"], to: folder)
  }

  @Test func printsTheRateAndTheGaps() throws {
    let outcome = try folder.jieming("coverage", "sample")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("19/23 (82.6 %)"))
    for town in ["小林镇", "福果镇", "华兴镇", "西河镇"] { #expect(outcome.text.contains(town)) }
    #expect(outcome.messages.contains("读取 36 · 导入 36 · 未导入 0"))
  }

  @Test func isTheSameFromAWorkspace() throws {
    #expect(try folder.jieming("import", "w.gpkg", "sample").status == 0)
    #expect(try folder.jieming("coverage", "w.gpkg").text == folder.jieming("coverage", "sample").text)
  }

  @Test func theUnitsAreASetting() throws {
    let outcome = try folder.jieming("coverage", "sample", "--set", "units=镇、街道")
    #expect(outcome.text.contains(#/\d+\/28 /#), "\(outcome.text.suffix(300))")
    let unknown = try folder.jieming("coverage", "sample", "--set", "unit=镇")
    #expect(unknown.status == 2)
    expectBilingual(unknown)
    #expect(unknown.messages.contains("“units”"))
  }

  /// By name and in any letter case, as the rule itself takes them.
  @Test(arguments: ["f101", "F101", "Unit-Without-Facility"])
  func theUnitsStandInASettingsFile(_ name: String) throws {
    try folder.write("rules:\n  \(name):\n    units: 镇、街道\n", to: "settings.yaml")
    let outcome = try folder.jieming("coverage", "sample", "--settings", "settings.yaml")
    #expect(outcome.text.contains(#/\d+\/28 /#), "\(outcome.messages)")
    try folder.write("rules:\n  \(name):\n    unit: 镇\n", to: "settings.yaml")
    #expect(try folder.jieming("coverage", "sample", "--settings", "settings.yaml").status == 2)
  }

  @Test func asJSON() throws {
    struct Document: Decodable {
      struct Table: Decodable {
        struct Row: Decodable {
          let unit: String
          let counted: Bool?
          let covered: Bool?
        }
        let rows: [Row]
      }
      let schema: String
      let coverage: Table
    }
    let document = try JSONDecoder().decode(
      Document.self, from: folder.jieming("coverage", "sample", "--format", "json").output)
    #expect(document.schema == "jieming.coverage/1")
    #expect(document.coverage.rows.count == 28)
    let counted = document.coverage.rows.filter { $0.counted == true }
    #expect(counted.count == 23)
    #expect(counted.filter { $0.covered == false }.map(\.unit) == ["小林镇", "福果镇", "华兴镇", "西河镇"])
  }

  @Test func withThePlan() throws {
    let outcome = try folder.jieming("coverage", "sample", "--plan", "sample/plan.yaml")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("农村公益性公墓数"))
    #expect(outcome.text.contains("438"))
  }

  @Test func asAWorkbookTwice() throws {
    for _ in 1...2 {
      #expect(
        try folder.jieming("coverage", "sample", "--format", "xlsx", "--output", "coverage.xlsx").status == 0)
    }
    #expect(try folder.bytes("coverage.xlsx").starts(with: Data("PK".utf8)))
  }

  @Test func saysWhichDataIsMissing() throws {
    let outcome = try folder.jieming("coverage", "sample/cemeteries.csv")
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("行政区划") && outcome.messages.contains("division"))
  }
}
