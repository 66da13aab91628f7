import Foundation
import Testing

/// `jieming import`: one file that keeps what was handed in.
@Suite struct WorkspaceTests {
  @Test func importingTwiceIsTheSameAsOnce() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    let files = ["sample/lines.geojson", "sample/markers.xlsx", "sample/cemeteries.csv"]
    let arguments = ["import", "workspace.gpkg"] + files
    let first = try Executable.built.run(arguments, in: folder.path)
    #expect(first.status == 0, "\(first.messages)")
    #expect(first.text.contains("read 36 · imported 36 · quarantined 0"))
    func exported(_ kind: String) throws -> Data {
      let arguments = ["export", "workspace.gpkg", "--layer", kind, "--output", "\(kind).geojson"]
      #expect(try Executable.built.run(arguments, in: folder.path).status == 0)
      return try folder.bytes("\(kind).geojson")
    }
    let kinds = ["boundary_line", "boundary_marker", "facility"]
    let once = try kinds.map(exported)
    #expect(try Executable.built.run(arguments, in: folder.path).status == 0)
    #expect(try kinds.map(exported) == once)
    // A workspace with a past is compacted, so that its bytes depend on nothing but what it holds.
    let twice = try folder.bytes("workspace.gpkg")
    #expect(try Executable.built.run(arguments, in: folder.path).status == 0)
    #expect(try folder.bytes("workspace.gpkg") == twice)
    for kind in kinds { try FileManager.default.removeItem(atPath: folder.file("\(kind).geojson")) }
    // One file to hand over: no log, journal or lock stays beside it.
    #expect(folder.fileNames.filter { !$0.hasPrefix("sample/") } == ["workspace.gpkg"])
  }

  @Test func aChangedFileReplacesItsRecords() throws {
    let folder = try TemporaryFolder()
    try folder.write("地名代码,标准名称\n1,张家湾\n2,李家湾\n", to: "names.csv")
    #expect(try folder.jieming("import", "w.gpkg", "names.csv").status == 0)
    try folder.write("地名代码,标准名称\n1,张家湾\n2,李家塆\n3,石坝\n", to: "names.csv")
    #expect(try folder.jieming("import", "w.gpkg", "names.csv").status == 0)
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(document.records == ["place_name": 3])
  }

  @Test func refusesTheSameContentUnderAnotherName() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["cemeteries.csv"], to: folder)
    #expect(try folder.jieming("import", "w.gpkg", "sample/cemeteries.csv").status == 0)
    let before = try folder.bytes("w.gpkg")
    try folder.write(try folder.bytes("sample/cemeteries.csv"), to: "copy.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "copy.csv")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "copy.csv")
    #expect(outcome.messages.contains("cemeteries.csv"))
    #expect(try folder.bytes("w.gpkg") == before)
  }

  /// A check of the files and of the workspace that was made of them says the same.
  @Test func checkingFilesIsCheckingTheWorkspace() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    try folder.write("district: '500151'\n", to: "settings.yaml")
    let files = [
      "sample/towns.shp", "sample/villages.geojson", "sample/lines.geojson", "sample/markers.xlsx",
      "sample/place_names.xlsx", "sample/signs.csv", "sample/cemeteries.csv", "sample/population.csv",
    ]
    let options = ["--settings", "settings.yaml", "--as-of", "2026-11-24", "--format", "json"]
    let direct = try Executable.built.run(["check"] + files + options, in: folder.path)
    #expect(direct.status == 0, "\(direct.messages)")
    #expect(try Executable.built.run(["import", "w.gpkg"] + files, in: folder.path).status == 0)
    let kept = try Executable.built.run(["check", "w.gpkg"] + options, in: folder.path)
    #expect(try FindingsDocument(from: direct).ids.count > 40)
    #expect(direct.text == kept.text)
  }

  /// The rules' settings and the plan go with the workspace, as the district does.
  @Test func checkingTheWorkspaceOfARunIsCheckingAsTheRun() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    try folder.write(
      "rules:\n  f101:\n    units: 镇、街道\n  M106:\n    severity: info\n", to: "settings.yaml")
    let run = try folder.jieming(
      "run", "sample", "--out", "out", "--settings", "settings.yaml", "--as-of", "2026-11-24")
    #expect(run.status == 0, "\(run.messages)")
    let kept = try folder.jieming("check", "out/workspace.gpkg", "--as-of", "2026-11-24", "--format", "json")
    let document = try FindingsDocument(from: kept)
    #expect(document.findings.contains { $0.rule == "F101" } && document.findings.contains { $0.rule == "F401" })
    #expect(try kept.text == folder.text("out/findings.json"))
    let coverage = try folder.jieming("coverage", "out/workspace.gpkg", "--as-of", "2026-11-24", "--format", "json")
    #expect(try coverage.text == folder.text("out/coverage.json"))
    try folder.write("rules:\n  unit-without-facility:\n    units: 村\n", to: "other.yaml")
    let other = try folder.jieming("coverage", "out/workspace.gpkg", "--settings", "other.yaml")
    #expect(other.text != run.text && !other.text.contains("/28 "))
  }

  /// What is left of an earlier run would pass for a result of this one.
  @Test func dataOfKindsThatAreGoneGoes() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["cemeteries.csv", "lines.geojson"], to: folder)
    #expect(try folder.jieming("run", "sample", "--out", "out").status == 0)
    #expect(folder.fileNames.contains("out/data/facility.geojson"))
    try FileManager.default.removeItem(atPath: folder.file("sample/cemeteries.csv"))
    #expect(try folder.jieming("run", "sample", "--out", "out").status == 0)
    #expect(folder.fileNames.filter { $0.hasPrefix("out/data/") } == ["out/data/boundary_line.geojson"])
  }

  /// Also with another locale of the process, in which digits and letter case differ.
  @Test func exportsWhatWasImported() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["cemeteries.csv", "lines.geojson"], to: folder)
    #expect(try folder.jieming("import", "w.gpkg", "sample").status == 0)
    #expect(try folder.jieming("export", "w.gpkg", "--output", "all").status == 0)
    #expect(folder.fileNames.filter { $0.hasPrefix("all/") } == ["all/boundary_line.geojson", "all/facility.geojson"])
    let one = try folder.jieming("export", "w.gpkg", "--layer", "facility", "--output", "one.geojson")
    #expect(one.status == 0, "\(one.messages)")
    #expect(try folder.bytes("one.geojson") == folder.bytes("all/facility.geojson"))
    #expect(
      try folder.jieming("export", "sample/cemeteries.csv", "--output", "direct.geojson").status == 0)
    #expect(try folder.bytes("direct.geojson") == folder.bytes("one.geojson"))
    let absent = try folder.jieming("export", "w.gpkg", "--layer", "division", "--output", "none.geojson")
    #expect(absent.status == 3)
    expectBilingual(absent, naming: "division")
    let first = try folder.text("one.geojson").split(separator: "\n")[1]
    #expect(first.contains(#""coordinates":[106.0509406,29.7671528]"#))
    #expect(first.contains(#""name":"南城街道青松公益性公墓""#))
  }

  @Test func namesOfPropertiesCanBeChinese() throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称,所属政区,东经,北纬\n张家湾,土桥镇,105.95,29.75\n", to: "names.csv")
    let outcome = try folder.jieming(
      "export", "names.csv", "--kind", "place_name", "--names", "chinese", "--decimals", "3", "--output", "n.geojson")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try folder.text("n.geojson").contains(#""标准名称":"张家湾""#))
    #expect(try folder.text("n.geojson").contains("[105.95,29.75]"))
    #expect(try !folder.text("n.geojson").contains(#""unit""#))
  }
}
