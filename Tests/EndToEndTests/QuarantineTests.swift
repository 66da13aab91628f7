import Testing

/// Nothing is lost: a row is imported, or set aside with its reason and raw content.
@Suite struct QuarantineTests {
  private static let table = """
    名称,类型,状态,所在镇街
    一号公墓,农村公益性,建成,土桥镇
    二号公墓,农村公益性,建成,二坪镇,多出的一格
    三号公墓,农村公益性,在建,水口镇
    四号公墓,农村公益性,规划,安居镇
    五号公墓,农村公益性,建成,虎峰镇

    """

  @Test func raggedRowsAreCountedAndKept() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.table, to: "data/cemeteries.csv")
    let outcome = try folder.jieming("run", "data", "--out", "out", "--as-of", "2026-11-24")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("读取 5 · 导入 4 · 隔离 1 (read 5 · imported 4 · quarantined 1)"), "\(outcome.text)")
    let rejected = try folder.text("out/rejected.csv").split(whereSeparator: \.isNewline)
    #expect(rejected.count == 2)
    let row = try #require(rejected.last)
    for expected in ["cemeteries.csv", ",3,", "二号公墓", "二坪镇", "多出的一格"] {
      #expect(row.contains(expected), "\(expected): \(row)")
    }
    #expect(try folder.text("out/report.md").contains("多出的一格"))
  }

  /// Whatever the row holds, imported and set aside make up what was read.
  @Test(arguments: [
    "三号公墓", "三号公墓,农村公益性,在建", "三号公墓,\"农村公益性,在建,水口镇", ",,,", "\"三号\n公墓\",农村公益性,在建,水口镇", "三号公墓,农村公益性,在建,水口镇,,,,",
  ])
  func importedAndSetAsideAreAll(row: String) throws {
    let folder = try TemporaryFolder()
    let table = Self.table.replacing("三号公墓,农村公益性,在建,水口镇", with: row)
    try folder.write(table, to: "cemeteries.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "cemeteries.csv")
    if outcome.status == 3 { return expectBilingual(outcome, naming: "cemeteries.csv") }
    #expect(outcome.status == 0, "\(outcome.messages)")
    let counts = try #require(
      outcome.text.firstMatch(of: #/\(read (\d+) · imported (\d+) · quarantined (\d+)\)/#))
    let (read, imported, set) = (Int(counts.1), Int(counts.2), Int(counts.3))
    #expect(read.map { $0 >= 4 && $0 <= 5 } == true)
    #expect(read == imported.flatMap { imported in set.map { $0 + imported } })
  }
}
