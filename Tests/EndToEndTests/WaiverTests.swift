import Testing

/// Findings that a person has judged: `waivers.csv`.
@Suite struct WaiverTests {
  private let folder: TemporaryFolder
  private let ids: [String]

  init() throws {
    folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson", "markers.xlsx"], to: folder)
    ids = try FindingsDocument(
      from: folder.jieming("check", "sample", "--select", "M106", "--format", "json")
    ).ids
  }

  private func check(asOf: String, _ options: String...) throws -> Executable.Outcome {
    let arguments = ["check", "sample", "--select", "M106", "--fail-on", "error", "--as-of", asOf]
    return try Executable.built.run(arguments + options, in: folder.path)
  }

  private func waive(_ ids: some Sequence<String>, expires: String = "") throws {
    let rows = ids.map { "\($0),误报,现场核实位置无误,张三,2026-11-01,\(expires)\n" }
    try folder.write("id,verdict,reason,author,date,expires\n" + rows.joined(), to: "waivers.csv")
  }

  @Test func waivedFindingsDoNotFail() throws {
    #expect(ids.count == 3)
    #expect(try check(asOf: "2026-11-24").status == 1)
    try waive(ids)
    let outcome = try check(asOf: "2026-11-24", "--waivers", "waivers.csv", "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try FindingsDocument(from: outcome).findings.map { $0.waived?.verdict } == ["误报", "误报", "误报"])
  }

  @Test func oneThatIsNotWaivedFails() throws {
    try waive(ids.dropLast())
    #expect(try check(asOf: "2026-11-24", "--waivers", "waivers.csv").status == 1)
  }

  /// The last day counts.
  @Test func waiversExpire() throws {
    try waive(ids, expires: "2026-12-31")
    #expect(try check(asOf: "2026-12-31", "--waivers", "waivers.csv").status == 0)
    #expect(try check(asOf: "2027-01-01", "--waivers", "waivers.csv").status == 1)
  }

  @Test func aFileWithoutIdsIsRefused() throws {
    try folder.write("编号,结论\n1,误报\n", to: "waivers.csv")
    let outcome = try check(asOf: "2026-11-24", "--waivers", "waivers.csv")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "waivers.csv")
    #expect(outcome.messages.contains("id"))
  }

  /// A project reads the file that stands beside it.
  @Test func standBesideTheProject() throws {
    try waive(ids)
    try folder.write(try folder.bytes("waivers.csv"), to: "sample/waivers.csv")
    try folder.write("inputs:\n  - file: lines.geojson\n  - file: markers.xlsx\n", to: "sample/project.yaml")
    let outcome = try folder.jieming("run", "sample", "--out", "out", "--select", "M106", "--fail-on", "error")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try folder.text("out/report.md").contains("误报"))
  }
}
