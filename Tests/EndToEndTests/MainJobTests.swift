import Foundation
import Testing

/// `jieming run` on the sample: the whole way of the data.
@Suite struct MainJobTests {
  @Test func succeeds() throws {
    let outcome = try Sample.finishedRun().outcome
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.isEmpty, "\(outcome.messages)")
  }

  @Test func writesEveryOutputAndNothingElse() throws {
    let kinds = [
      "boundary_line", "boundary_marker", "constraint", "division", "facility", "inspection", "place_name",
      "population", "sign",
    ]
    let expected = [
      "coverage.json", "findings.geojson", "findings.json", "findings.xlsx", "rejected.csv", "report.md",
      "workspace.gpkg",
    ]
    let written = try Sample.finishedRun().folder.fileNames.filter { $0.hasPrefix("out/") }
      .filter { !$0.hasPrefix("out/names/") }
    #expect(written == (expected + kinds.map { "data/\($0).geojson" }).map { "out/\($0)" }.sorted())
  }

  @Test func leavesTheInputAlone() throws {
    let folder = try Sample.finishedRun().folder
    let names = try FileManager.default.contentsOfDirectory(atPath: Sample.folder).sorted()
    #expect(folder.fileNames.filter { $0.hasPrefix("sample/") } == names.map { "sample/\($0)" })
    for name in names {
      #expect(try folder.bytes("sample/\(name)") == Data(contentsOf: URL(filePath: "\(Sample.folder)/\(name)")))
    }
  }

  @Test func findsEveryPlantedFault() throws {
    let faults = try PlantedFault.all()
    #expect(faults.count >= 60)
    for (fault, finding) in try Self.matched(faults) where finding == nil {
      Issue.record("not found: \(fault)")
    }
  }

  @Test func findsNothingDefiniteBesides() throws {
    let expected = Set(try Self.matched(PlantedFault.all()).compactMap { $0.finding?.id })
    for finding in try Sample.finishedRun().document().findings {
      guard finding.certainty == "definite", finding.causedBy == nil, !expected.contains(finding.id) else { continue }
      Issue.record("\(finding.id) \(finding.subject.kind) \(finding.subject.key): \(finding.message)")
    }
  }

  /// Each fault with a finding of its own.
  private static func matched(
    _ faults: [PlantedFault]
  ) throws -> [(fault: PlantedFault, finding: FindingsDocument.Finding?)] {
    var free = try Sample.finishedRun().document().findings
    return faults.map { fault in
      let index = free.firstIndex { fault.isDescribed(by: $0) }
      return (fault, index.map { free.remove(at: $0) })
    }
  }

  @Test func printsWhatWasReadTheCountsAndThePaths() throws {
    let text = try Sample.finishedRun().outcome.text
    #expect(text.contains("place_names.xlsx/地名成果表 → place_name 地名"))
    #expect(text.contains("read 2,000 · imported 2,000 · quarantined 0"))
    #expect(text.contains("19/23"))
    #expect(text.contains("M106  界桩偏离界线"))
    #expect(text.contains("out/report.md"))
  }

  @Test func reportIsChineseWithTheCoverageTable() throws {
    let report = try Sample.finishedRun().folder.text("out/report.md")
    for expected in ["# 铜梁区示例检查报告", "2026-11-24", "M106 界桩偏离界线", "19/23", "500151108", "GB18030"] {
      #expect(report.contains(expected), "\(expected)")
    }
  }

  /// What the first run wrote, a second one replaces, without `--force`.
  @Test func canRunAgainIntoTheSameFolder() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    #expect(try folder.jieming("run", "sample", "--out", "out").status == 0)
    let before = try folder.fileNames.map { try folder.bytes($0) }
    let second = try folder.jieming("run", "sample", "--out", "out")
    #expect(second.status == 0, "\(second.messages)")
    #expect(try folder.fileNames.map { try folder.bytes($0) } == before)
  }

  /// What imports have gathered is not for a run to make anew.
  @Test func refusesToReplaceAWorkspaceOfImports() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    try folder.write("", to: "out/empty.txt")
    #expect(try folder.jieming("import", "out/workspace.gpkg", "sample/signs.csv").status == 0)
    let before = try folder.bytes("out/workspace.gpkg")
    let outcome = try folder.jieming("run", "sample", "--out", "out")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "workspace.gpkg")
    #expect(try folder.bytes("out/workspace.gpkg") == before)
    #expect(try folder.jieming("run", "sample", "--out", "out", "--force").status == 0)
    #expect(try folder.jieming("run", "sample", "--out", "out").status == 0)
  }

  /// In a folder without project file the readable files go in, and the others are told.
  @Test func runsOnWhatAFolderHolds() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["signs.csv", "population.csv"], to: folder)
    try folder.write("no workbook", to: "sample/bad.xlsx")
    let outcome = try folder.jieming("run", "sample", "--out", "out", "--as-of", "2026-11-24")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "bad.xlsx")
    #expect(try folder.text("out/data/sign.geojson").contains("喜正街"))
  }

  /// One folder a town, each with a file of the same name: the second must not replace the first.
  @Test func filesOfOneNameAreToldApart() throws {
    let folder = try TemporaryFolder()
    let header = "标准名称,罗马字母拼写,类别代码,所在行政区,东经,北纬\n"
    try folder.write(header + "王家塆,Wangjiawan,22200,土桥镇,106.02,29.8\n", to: "甲镇/地名.csv")
    try folder.write(header + "李家塆,Lijiawan,22200,二坪镇,106.03,29.8\n", to: "乙镇/地名.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "甲镇", "乙镇")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "地名.csv")
    #expect(!FileManager.default.fileExists(atPath: folder.file("w.gpkg")))
  }

  @Test func aNamedWaiverFileMustBeThere() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    try folder.write(folder.text("sample/project.yaml") + "waivers: nope.csv\n", to: "sample/project.yaml")
    let outcome = try folder.jieming("run", "sample", "--out", "out")
    #expect(outcome.status == 2)
    expectBilingual(outcome, naming: "nope.csv")
  }

  @Test func refusesToOverwriteTheFilesOfOthers() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    try folder.write("# 我的报告\n", to: "out/report.md")
    let outcome = try folder.jieming("run", "sample", "--out", "out")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "report.md")
    #expect(try folder.text("out/report.md") == "# 我的报告\n")
    #expect(try folder.jieming("run", "sample", "--out", "out", "--force").status == 0)
    #expect(try folder.text("out/report.md").contains("19/23"))
  }

  @Test func runsAFolderWithoutProject() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(Sample.towns + ["lines.geojson", "markers.xlsx"], to: folder)
    let outcome = try folder.jieming("run", "sample", "--out", "out", "--as-of", "2026-11-24")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try JSONDecoder().decode(FindingsDocument.self, from: folder.bytes("out/findings.json"))
    #expect(document.records == ["division": 28, "boundary_line": 68, "boundary_marker": 57])
    #expect(Set(document.notRun.map(\.rule)).isSuperset(of: ["F101"]))
  }
}
