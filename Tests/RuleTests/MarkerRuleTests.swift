import Registry
import Testing

@testable import Rules

@Suite struct MarkerRuleTests {
  @Test func anInspectionFromTheRecordsHasNoEvidenceInTheLineTable() throws {
    let table = """
      as-of 2026-11-24
      boundary_line | name   | last_inspection
                    | 铜合线 | 2019-06-01
                    | 铜大线 | 2018-06-01
      inspection    | line   | number   | inspected_on
                    | 合铜线 | 5117001Q | 2020-06-01
      """
    let found = try findings("M201", table)
    #expect(found.map(\.subject.key).sorted() == ["铜合线", "铜大线"].sorted())
    for finding in found {
      #expect(finding.evidence?.value == (finding.subject.key == "铜大线" ? "2018-06-01" : nil))
    }
  }

  @Test func duplicatesInTwoFilesNameTheFiles() throws {
    let found = try findings(
      "M102",
      """
      boundary_marker a.csv | line | number
       | 铜合线 | 5117001Q
      boundary_marker b.csv | line | number
       | 铜合线 | 5117001Q
      """)
    let rows = LocalizedText(zh: "a.csv 第 2 行；b.csv 第 2 行", en: "a.csv row 2; b.csv row 2")
    #expect(found.map { $0.arguments["rows"] } == [.localized(rows)])
  }
}
