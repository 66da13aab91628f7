import Foundation
import Testing

/// The machine form of the findings, on which other programs depend.
@Suite struct FindingsDocumentTests {
  private static let schema = URL(filePath: Sample.folder).appending(
    path: "../../../Documentation/schema/findings.schema.json"
  ).standardized.path

  /// Skipped where Python has no module `jsonschema`.
  @Test(.enabled(if: Tool.hasJSONSchema))
  func keepsToItsSchema() throws {
    let check = """
      import json, sys
      from jsonschema import Draft202012Validator
      schema, document = [json.load(open(path, encoding="utf-8")) for path in sys.argv[1:]]
      Draft202012Validator.check_schema(schema)
      errors = list(Draft202012Validator(schema).iter_errors(document))
      for error in errors[:10]: print(error.json_path, error.message)
      sys.exit(len(errors) > 0)
      """
    let path = try #require(Tool.python)
    let folder = try Sample.finishedRun().folder
    let outcome = try Executable(path: path).run(["-c", check, Self.schema, "out/findings.json"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.messages)")
    // The check can fail.
    let broken = try folder.text("out/findings.json").replacing("\"definite\"", with: "\"certain\"")
    let other = try TemporaryFolder()
    try other.write(broken, to: "findings.json")
    let refused = try Executable(path: path).run(["-c", check, Self.schema, "findings.json"], in: other.path)
    #expect(refused.status == 1)
  }

  @Test func namesItselfAndCounts() throws {
    let document = try Sample.finishedRun().document()
    #expect(document.schema == "jieming.findings/1")
    #expect(document.tool.name == "jieming")
    #expect(document.asOf == "2026-11-24")
    #expect(
      document.records == [
        "division": 34, "boundary_line": 68, "boundary_marker": 60, "place_name": 2000, "sign": 30, "facility": 36,
        "constraint": 3, "population": 28, "inspection": 7,
      ])
    #expect(document.notRun.isEmpty)
    let counts = Dictionary(grouping: document.findings, by: \.severity).mapValues(\.count)
    #expect(document.summary.error == counts["error"] ?? 0)
    #expect(document.summary.warning == counts["warning"] ?? 0)
    #expect(document.summary.info == counts["info"] ?? 0)
    #expect(document.summary.byRule == Dictionary(grouping: document.findings, by: \.rule).mapValues(\.count))
  }

  /// By rule code, subject key, place, id.
  @Test func standsInTheOrderOfTheContract() throws {
    let findings = try Sample.finishedRun().document().findings
    let places = { (finding: FindingsDocument.Finding) in finding.place?.coordinates ?? [-1000, -1000] }
    for (first, second) in zip(findings, findings.dropFirst()) {
      let left = (first.rule, first.subject.key, places(first)[0], places(first)[1], first.id)
      let right = (second.rule, second.subject.key, places(second)[0], places(second)[1], second.id)
      #expect(left < right, "\(first.id) before \(second.id)")
    }
  }

  @Test func idsAreTheRuleAndTenHexDigits() throws {
    let document = try Sample.finishedRun().document()
    #expect(Set(document.ids).count == document.findings.count)
    for finding in document.findings {
      let pattern = try Regex("\(finding.rule)-[0-9a-f]{10}(-[0-9]+)?")
      #expect(try pattern.wholeMatch(in: finding.id) != nil, "\(finding.id)")
      if let cause = finding.causedBy { #expect(document.ids.contains(cause)) }
    }
  }

  /// A marker planted 37.2 m from a line with a map of 1:10 000, whose limit is 4 m.
  @Test func measuresTheMarkerOffItsLine() throws {
    let finding = try #require(
      try Sample.finishedRun().document().findings(of: "M106").first { $0.subject.key == "铜大线/005/Q" })
    let measure = try #require(finding.measure)
    #expect(abs(measure.value - 37.2) < 0.01)
    #expect(measure.limit == 4)
    #expect(measure.unit == "m")
    #expect(finding.subject.name == "1151005Q")
    #expect(finding.related?.map(\.key) == ["铜大线"])
    #expect(finding.source?.file == "markers.xlsx")
    #expect(finding.source?.layer == "界桩成果表")
    #expect(finding.source?.row == 7)
    #expect(finding.message.contains("米"))
  }

  /// Measures of overlaps, gaps and names outside their unit against the values with which the sample was made.
  @Test func measuresWhatWasPlanted() throws {
    let document = try Sample.finishedRun().document()
    for fault in try PlantedFault.all() where ["B102", "B103", "N801"].contains(fault.rule) {
      let pattern = fault.rule == "N801" ? #/([0-9.]+) m outside/# : #/area ([0-9.]+) m2/#
      let planted = try #require(fault.note.firstMatch(of: pattern).flatMap { Double($0.1) })
      let measures = document.findings.filter(fault.isDescribed).compactMap(\.measure?.value)
      #expect(measures.contains { abs($0 - planted) <= max(0.2, planted * 0.005) }, "\(fault): \(measures)")
    }
  }

  /// Ids do not depend on the order of rows.
  @Test func keepsIdsWhenRowsAreReordered() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["cemeteries.csv"] + Sample.towns, to: folder)
    let check = { try FindingsDocument(from: folder.jieming("check", "sample", "--format", "json")) }
    let before = try check()
    let lines = try folder.text("sample/cemeteries.csv").split(whereSeparator: \.isNewline)
    try folder.write(([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n"), to: "sample/cemeteries.csv")
    #expect(!before.ids.isEmpty)
    #expect(try check().ids.sorted() == before.ids.sorted())
  }
}
