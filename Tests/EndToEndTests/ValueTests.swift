import Testing

/// What is noticed of values and texts while reading is found again by every later check of the workspace.
@Suite struct ValueTests {
  private static let table = """
    名称,类型,状态,占地面积,建设时间,地址,调查员
    一号公墓,农村公益性,建成,33.9亩,1985年,土桥镇??村,甲
    二号公墓,农村公益性,建成,约30亩,七十年代,鏉戞梺鑰佸眿,乙
    三号公墓,家族墓地,建成,2公顷,39644,二坪镇,丙

    """

  @Test func aCheckOfTheWorkspaceFindsTheSameAgain() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.table, to: "cemeteries.csv")
    let options = ["--select", "I102,I103,I107,I108", "--format", "json", "--as-of", "2026-11-24"]
    let direct = try Executable.built.run(["check", "cemeteries.csv"] + options, in: folder.path)
    #expect(direct.status == 0, "\(direct.messages)")
    #expect(try folder.jieming("import", "w.gpkg", "cemeteries.csv").status == 0)
    let kept = try Executable.built.run(["check", "w.gpkg"] + options, in: folder.path)
    #expect(direct.text == kept.text)
    let document = try FindingsDocument(from: kept)
    let found = document.findings.map { "\($0.rule) \($0.source?.row ?? 0) \($0.severity) \($0.certainty)" }.sorted()
    #expect(
      found == [
        "I102 3 error definite", "I102 3 error definite", "I102 4 error definite", "I103 2 error suspect",
        "I103 3 error definite", "I107 2 warning definite", "I107 4 warning definite", "I108 0 info definite",
      ])
    #expect(document.findings(of: "I103").contains { $0.message.contains("村旁老屋") })
    #expect(document.findings(of: "I107").contains { $0.message.contains("2008-07-15") })
  }

  /// The export keeps the text; only what is a plain number is one in JSON.
  @Test func exportsKeepTheText() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.table, to: "cemeteries.csv")
    #expect(try folder.jieming("export", "cemeteries.csv", "--output", "c.geojson").status == 0)
    let text = try folder.text("c.geojson")
    for expected in [#""area_mu":"33.9亩""#, #""area_mu":"2公顷""#, #""built_on":"39644""#] {
      #expect(text.contains(expected), "\(expected)")
    }
  }
}
