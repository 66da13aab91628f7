import Foundation
import Testing

/// Input that is refused: exit code 3, the file is named, what was found and what can be done, in both languages.
@Suite struct RefusalTests {
  private static let names = "标准名称,所属政区\n张家湾,土桥镇\n李家湾,二坪镇\n"

  /// Imports a file and expects a refusal that leaves no workspace behind.
  private func refused(
    _ name: String, _ content: Data?, _ options: [String] = [], status: Int32 = 3, saying: String...,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TemporaryFolder()
    if let content { try folder.write(content, to: name) }
    let outcome = try Executable.built.run(["import", "w.gpkg", name] + options, in: folder.path)
    #expect(outcome.status == status, "\(outcome.messages)", sourceLocation: location)
    expectBilingual(outcome, naming: status == 3 ? name : nil, location)
    for text in saying { #expect(outcome.messages.contains(text), "\(outcome.messages)", sourceLocation: location) }
    #expect(!FileManager.default.fileExists(atPath: folder.file("w.gpkg")), sourceLocation: location)
  }

  @Test func aMissingFile() throws { try refused("missing.csv", nil) }

  @Test func anEmptyFile() throws { try refused("empty.csv", Data()) }

  @Test func aFolderWithoutData() throws { try refused("nothing/readme.md", Data("# x".utf8)) }

  @Test func somethingElse() throws { try refused("picture.png", Data([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3])) }

  @Test func anUnknownEncoding() throws {
    try refused("names.csv", Data(Self.names.utf8), ["--encoding", "KLINGON"], saying: "KLINGON", "GB18030")
  }

  @Test func anUnknownSheet() throws {
    let workbook = try Data(contentsOf: URL(filePath: "\(Sample.folder)/markers.xlsx"))
    try refused("markers.xlsx", workbook, ["--layer", "界桩"], saying: "界桩成果表", "--layer")
  }

  @Test func aColumnThatIsNotThere() throws {
    try refused("names.csv", Data(Self.names.utf8), ["--field", "name=名字"], saying: "名字", "标准名称", "所属政区")
  }

  @Test func axesThatTheValuesDoNotTell() throws {
    let table = "标准名称,X,Y\n张家湾,30.1,30.2\n李家湾,30.3,30.4\n"
    try refused(
      "points.csv", Data(table.utf8), saying: "--field northing=X --field easting=Y",
      "--field northing=Y --field easting=X")
  }

  @Test func axesThatTheUserTells() throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称,X,Y\n张家湾,3298379.5,35598615.4\n", to: "points.csv")
    let outcome = try folder.jieming("export", "points.csv", "--kind", "place_name", "--output", "points.geojson")
    #expect(outcome.status == 0, "\(outcome.messages)")
    // 598 615.4 m in zone 35, whose central meridian is 105° E.
    #expect(try folder.text("points.geojson").contains(#""coordinates":[106.0"#))
  }

  @Test func planeCoordinatesWithoutZone() throws {
    let table = "界线名称,界桩编号,纵坐标,横坐标\n铜合线,001,3298379.5,598615.4\n"
    try refused("markers.csv", Data(table.utf8), saying: "--crs EPSG:4544")
  }

  /// A change of datum without parameters, whether the user or the table names the datum; three ways out.
  @Test(arguments: ["EPSG:2359", "1980西安坐标系", "1954北京坐标系"])
  func anotherDatum(crs: String) throws {
    let isOption = crs.hasPrefix("EPSG")
    let table = "界线名称,界桩编号,纵坐标,横坐标,坐标系\n铜合线,001,3298379.5,35598615.4,\(isOption ? "" : crs)\n"
    try refused(
      "markers.csv", Data(table.utf8), isOption ? ["--crs", crs] : [], saying: "--datum-parameters", "--common-points",
      "--keep-datum")
  }

  @Test(arguments: ["EPSG:99999", "EPSG:x"])
  func aReferenceSystemThatCannotBeUsed(crs: String) throws {
    try refused(
      "names.csv", Data("标准名称,东经,北纬\n张家湾,106.0,29.8\n".utf8), ["--crs", crs], saying: crs)
  }

  @Test func aGeoJSONThatBreaksOff() throws {
    try refused("lines.geojson", Data(#"{"type":"FeatureCollection","features":[{"type":"Feat"#.utf8), saying: "53")
  }

  @Test func aShapefileWithoutItsIndex() throws {
    try refused("towns.shp", try Data(contentsOf: URL(filePath: "\(Sample.folder)/towns.shp")), saying: ".shx")
  }

  @Test func anUnknownKind() throws {
    try refused("names.csv", Data(Self.names.utf8), ["--kind", "place_nmae"], status: 2, saying: "“place_name”")
  }

  @Test func anUnknownField() throws {
    try refused("names.csv", Data(Self.names.utf8), ["--field", "foo=标准名称"], status: 2, saying: "foo")
    try refused("names.csv", Data(Self.names.utf8), ["--field", "标准名称"], status: 2, saying: "--field")
  }

  /// The other files of a folder go in, and the list of the refused ones is printed.
  @Test func oneFileOfAFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "data/names.csv")
    try folder.write("标准名称,X,Y\n张家湾,30.1,30.2\n", to: "data/points.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "data")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "points.csv")
    #expect(outcome.text.contains("read 2 · imported 2 · quarantined 0"))
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(document.records == ["place_name": 2])
  }

  /// A workspace is not a source of its own folder, nor are the results of an earlier run.
  @Test func whatJiemingWroteIsNoInput() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    #expect(try folder.jieming("run", ".", "--out", ".", "--as-of", "2026-11-24").status == 0)
    let outcome = try folder.jieming("check", ".", "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try FindingsDocument(from: outcome).records == ["place_name": 2])
    expectBilingualNote(outcome, naming: "workspace.gpkg")
  }

  private func expectBilingualNote(_ outcome: Executable.Outcome, naming name: String) {
    #expect(outcome.messages.contains("\(name)：界名自己写出的文件，跳过 (written by jieming, passed over)"))
  }

  /// Its tables are records already, with their origins.
  @Test func aWorkspaceIsNoSourceOfAnother() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    #expect(try folder.jieming("import", "w.gpkg", "names.csv").status == 0)
    for arguments in [["import", "other.gpkg", "w.gpkg"], ["check", "w.gpkg", "names.csv"]] {
      let outcome = try Executable.built.run(arguments, in: folder.path)
      #expect(outcome.status == 3)
      expectBilingual(outcome, naming: "w.gpkg")
    }
    #expect(folder.fileNames == ["names.csv", "w.gpkg"])
  }

  @Test func aFileThatIsNoWorkspaceIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    try folder.write("mine", to: "mine.gpkg")
    let outcome = try folder.jieming("import", "mine.gpkg", "names.csv")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "mine.gpkg")
    #expect(try folder.text("mine.gpkg") == "mine")
    let direct = try folder.jieming("check", "mine.gpkg")
    #expect(direct.status == 3)
    expectBilingual(direct, naming: "mine.gpkg")
  }

  /// Another program's GeoPackage under the name that a run writes.
  @Test func aForeignWorkspaceIsNotReplaced() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "data/names.csv")
    #expect(try folder.jieming("import", "own.gpkg", "data/names.csv").status == 0)
    var foreign = try folder.bytes("own.gpkg")
    for _ in 1...9 {
      guard let mark = foreign.range(of: Data("jieming.schema".utf8)) else { break }
      foreign.replaceSubrange(mark, with: Data("another.schema".utf8))
    }
    try folder.write(foreign, to: "out/workspace.gpkg")
    for options in [[], ["--force"]] {
      let outcome = try Executable.built.run(["run", "data", "--out", "out"] + options, in: folder.path)
      #expect(outcome.status == 3)
      expectBilingual(outcome, naming: "workspace.gpkg")
      #expect(try folder.bytes("out/workspace.gpkg") == foreign)
      #expect(folder.fileNames.filter { $0.hasPrefix("out/") } == ["out/workspace.gpkg"])
    }
  }

  /// Of two files with the same content one goes in.
  @Test func twinsInAFolder() throws {
    let folder = try TemporaryFolder()
    for name in ["a.csv", "b.csv"] { try folder.write(Self.names, to: "data/\(name)") }
    try folder.write("标准名称,所属政区\n石坝,土桥镇\n", to: "data/c.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "data")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "b.csv")
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(document.records == ["place_name": 3])
  }

  /// Its content tells, not its name.
  @Test func aWorkspaceUnderAnotherName() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    #expect(try folder.jieming("import", "w.gpkg", "names.csv").status == 0)
    try folder.write(try folder.bytes("w.gpkg"), to: "w.db")
    let kept = try folder.jieming("check", "w.db", "--format", "json")
    #expect(try FindingsDocument(from: kept).records == ["place_name": 2])
    let among = try folder.jieming("check", "w.db", "names.csv")
    #expect(among.status == 3)
    expectBilingual(among, naming: "w.db")
  }

  @Test(arguments: ["铜梁区", "50015", "500151xyz"])
  func aDistrictThatIsNoCode(_ district: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "data/names.csv")
    try folder.write("district: '\(district)'\n", to: "settings.yaml")
    try folder.write("district: '\(district)'\ninputs:\n  - file: data/names.csv\n", to: "project.yaml")
    for arguments in [["check", "data", "--settings", "settings.yaml"], ["run", ".", "--out", "out"]] {
      let outcome = try Executable.built.run(arguments, in: folder.path)
      #expect(outcome.status == 2)
      expectBilingual(outcome, naming: district)
    }
    #expect(folder.fileNames == ["data/names.csv", "project.yaml", "settings.yaml"])
  }

  @Test func anOutputThatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    let outcome = try folder.jieming("export", "names.csv", "--output", "no/such/folder/names.geojson")
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("无法写入“no/such/folder/names.geojson”"))
    #expect(folder.fileNames == ["names.csv"])
  }
}
