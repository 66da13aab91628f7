import Foundation
import Testing

/// Damaged, incomplete, foreign and hostile files: each ends with what it is and what can be done, or is read with what
/// is missing said.
@Suite struct BadInputTests {
  private static let names = "标准名称,所属政区\n张家湾,土桥镇\n李家湾,二坪镇\n"

  private func refused(
    _ name: String, _ content: Data, saying: String..., location: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(content, to: name)
    let outcome = try folder.jieming("import", "w.gpkg", name)
    #expect(outcome.status == 3, "\(outcome.text)", sourceLocation: location)
    expectBilingual(outcome, naming: name, location)
    for text in saying { #expect(outcome.messages.contains(text), "\(outcome.messages)", sourceLocation: location) }
    #expect(folder.fileNames == [name], sourceLocation: location)
  }

  private static func sample(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: "\(Sample.folder)/\(name)"))
  }

  // MARK: Shapefiles

  /// Imports the towns of the sample after something has happened to their files.
  private func towns(_ file: String = "sample/towns.shp", after change: (TemporaryFolder) throws -> Void) throws
    -> Executable.Outcome
  {
    let folder = try TemporaryFolder()
    try Sample.copy(Sample.towns, to: folder)
    try change(folder)
    return try folder.jieming("import", "w.gpkg", file)
  }

  private func remove(_ name: String) -> (TemporaryFolder) throws -> Void {
    { try FileManager.default.removeItem(atPath: $0.file("sample/\(name)")) }
  }

  private func cut(_ name: String) -> (TemporaryFolder) throws -> Void {
    { try $0.write(try Self.sample(name).prefix(try Self.sample(name).count / 2), to: "sample/\(name)") }
  }

  @Test func withoutAttributes() throws {
    let outcome = try towns(after: remove("towns.dbf"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("导入 28") && outcome.text.contains("缺少同名的 .dbf 文件"), "\(outcome.text)")
  }

  @Test func withoutShapes() throws {
    let outcome = try towns("sample/towns.dbf", after: remove("towns.shp"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("导入 28") && outcome.text.contains("缺少同名的 .shp 文件"), "\(outcome.text)")
    // In a folder, too.
    let folder = try towns("sample", after: remove("towns.shp"))
    #expect(folder.text.contains("缺少同名的 .shp 文件"), "\(folder.text)\(folder.messages)")
  }

  @Test func withoutItsIndex() throws {
    let outcome = try towns(after: remove("towns.shx"))
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "towns.shp")
    #expect(outcome.messages.contains("缺少同名的 .shx 文件") && !outcome.messages.contains("SHAPE_RESTORE_SHX"))
  }

  @Test func aProjectionFileThatIsNone() throws {
    let outcome = try towns { try $0.write("PROJCS[\"nonsense", to: "sample/towns.prj") }
    #expect(outcome.text.contains(".prj 文件无法识别"), "\(outcome.text)")
  }

  /// The numbers are metres of zone 35, the file says degrees.
  @Test func aProjectionFileOfAnotherSystem() throws {
    let degrees = """
      GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",\
      SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]
      """
    let outcome = try towns { try $0.write(degrees, to: "sample/towns.prj") }
    #expect(outcome.status == 3, "\(outcome.text)")
    expectBilingual(outcome, naming: "towns.shp")
    #expect(outcome.messages.contains("--crs"))
  }

  @Test func shapesThatBreakOff() throws {
    let outcome = try towns(after: cut("towns.shp"))
    #expect(outcome.status == 0)
    let counts = try #require(outcome.text.firstMatch(of: #/\(read (\d+) · imported (\d+) · quarantined (\d+)\)/#))
    #expect(counts.1 == "28" && counts.3 != "0" && counts.2 != "0", "\(outcome.text)")
  }

  @Test(arguments: ["towns.dbf", "towns.shx"]) func partsThatBreakOff(name: String) throws {
    let outcome = try towns(after: cut(name))
    #expect(outcome.status == 3, "\(outcome.text)")
    expectBilingual(outcome, naming: "towns")
  }

  @Test(arguments: ["towns.shp", "towns.dbf", "towns.shx"]) func partsOfNoSense(name: String) throws {
    let noise = Data((0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 3) })
    let outcome = try towns { try $0.write(noise, to: "sample/\(name)") }
    #expect(outcome.status == 3, "\(outcome.text)")
    expectBilingual(outcome, naming: "towns")
  }

  /// A table of attributes alone, in GBK of which nothing says so.
  @Test func aTableAlone() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["towns.dbf"], to: folder)
    for options in [[], ["--encoding", "GBK"]] {
      let outcome = try Executable.built.run(["import", "w.gpkg", "sample/towns.dbf"] + options, in: folder.path)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.text.contains("读取 28 · 导入 28 · 未导入 0"), "\(outcome.text)")
      #expect(!outcome.text.contains(".shp"))
    }
    #expect(try folder.jieming("export", "w.gpkg", "--kind", "division", "--output", "o.geojson").status == 0)
    #expect(try folder.text("o.geojson").contains("土桥镇"))
  }

  // MARK: Workbooks and other formats

  @Test func workbooksThatBreakOff() throws {
    let workbook = try Self.sample("markers.xlsx")
    try refused("markers.xlsx", workbook.prefix(workbook.count / 2), saying: "损坏或不完整")
    try refused(
      "markers.xls", Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 2000)),
      saying: "另存为 XLSX")
    try refused("names.gpkg", Data("SQLite format 3\0".utf8) + Data(count: 4096))
  }

  /// Encrypted workbooks are compound files in which a stream is named so.
  @Test(arguments: ["markers.xlsx", "markers.xls"]) func aPassword(name: String) throws {
    var file = Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + Data(count: 504)
    if name == "markers.xlsx" {
      file += try #require("EncryptedPackage\0".data(using: .utf16LittleEndian))
    } else {
      file += Data([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]) + Data(count: 12) + Data([0x2F, 0, 0x36, 0])
      file += Data(count: 512 - file.count % 512) + (try #require("Workbook\0".data(using: .utf16LittleEndian)))
    }
    try refused(name, file + Data(count: 512), saying: "有密码保护", "不带密码")
  }

  @Test(arguments: [
    ("plan.pdf", "%PDF-1.4", "PDF"), ("map.dwg", "AC1027", "DXF"), ("all.rar", "Rar!\u{1A}\u{7}", "ZIP"),
    ("all.7z", "7z\u{BC}", "ZIP"), ("list.xls", "<html><table><tr><td>标准名称</td></tr></table></html>", "XLSX"),
    ("list.xlsx", "标准名称\t所属政区\n张家湾\t土桥镇\n", ".csv"), ("notes.txt", "会议纪要\n一、讨论\n", "--kind"),
  ])
  func aForeignFormat(name: String, start: String, advice: String) throws {
    try refused(name, Data(start.utf8) + Data(repeating: 0x20, count: 600), saying: advice)
  }

  @Test func topologyUnderTheNameOfGeoJSON() throws {
    let folder = try TemporaryFolder()
    let topology = """
      {"type":"Topology","objects":{"线":{"type":"GeometryCollection","geometries":[{"type":"LineString","arcs":[0],\
      "properties":{"界线名称":"铜合线"}}]}},"arcs":[[[106,29.8],[106.1,29.9]]]}
      """
    try folder.write(topology, to: "lines.json")
    let outcome = try folder.jieming("import", "w.gpkg", "lines.json")
    #expect(outcome.text.contains("boundary_line 行政区域界线：读取 1 · 导入 1"), "\(outcome.text)\(outcome.messages)")
    try refused("broken.topojson", Data(topology.prefix(90).utf8))
  }

  // MARK: What is no file

  @Test func aPipeOrAFolder() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.file("names.csv"), 0o600) == 0)
    try FileManager.default.createDirectory(atPath: folder.file("markers.xlsx"), withIntermediateDirectories: true)
    for name in ["names.csv", "markers.xlsx"] {
      let outcome = try folder.jieming("import", "w.gpkg", name)
      #expect(outcome.status == 3)
      expectBilingual(outcome, naming: name)
    }
  }

  /// Root may read everything, so that the test says nothing there.
  @Test(.enabled(if: getuid() != 0)) func aFileThatMayNotBeRead() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    #expect(chmod(folder.file("names.csv"), 0) == 0)
    let outcome = try folder.jieming("import", "w.gpkg", "names.csv")
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("没有读取权限"))
  }

  // MARK: Text tables

  @Test func zeroBytes() throws {
    let zeros = String(repeating: "\0", count: 60)
    try refused("names.csv", Data(Self.names.replacing("张家湾", with: "张\(zeros)湾").utf8), saying: "NUL")
    let folder = try TemporaryFolder()
    // A stray one is a damaged row.
    let row = "王家湾,土桥镇\n"
    try folder.write(Self.names + String(repeating: row, count: 400) + "陈\0湾,土桥镇\n", to: "names.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "names.csv")
    #expect(outcome.text.contains("读取 403 · 导入 402 · 未导入 1"), "\(outcome.text)\(outcome.messages)")
  }

  @Test func noRows() throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称,所属政区\n", to: "names.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "names.csv")
    #expect(outcome.text.contains("没有数据行 (no row of data)"), "\(outcome.text)")
  }

  @Test func tenThousandColumns() throws {
    let folder = try TemporaryFolder()
    let headers = (1..<10_000).map { "c\($0)" }
    try folder.write("标准名称,\(headers.joined(separator: ","))\n张家湾,\(headers.joined(separator: ","))\n", to: "wide.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "wide.csv")
    #expect(outcome.text.contains("读取 1 · 导入 1 · 未导入 0"), "\(outcome.text)\(outcome.messages)")
  }

  /// What a well-known text is not read as is found by a check, with the text.
  @Test func wellKnownText() throws {
    let folder = try TemporaryFolder()
    let rows = [
      "甲,\"SRID=4490;POINT(106 29.8)\"", "乙,SRID=2359;POINT(35598615 3298379)",
      "丙,\"POLYGON((106 29,107 29,107 30))\"", "丁,POINT(106 29.8",
    ]
    try folder.write("标准名称,几何\n" + rows.joined(separator: "\n"), to: "names.csv")
    #expect(try folder.jieming("import", "w.gpkg", "names.csv").text.contains("读取 4 · 导入 4"))
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(Set(document.findings(of: "R101").compactMap(\.source?.row)) == [3, 4, 5])
  }

  // MARK: GeoJSON

  private func geoJSON(_ geometries: [String]) throws -> (folder: TemporaryFolder, outcome: Executable.Outcome) {
    let folder = try TemporaryFolder()
    let features = geometries.enumerated().map {
      #"{"type":"Feature","properties":{"标准名称":"名\#($0)"},"geometry":\#($1)}"#
    }
    try folder.write(
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ",\n"))]}"#, to: "names.geojson")
    return (folder, try folder.jieming("import", "w.gpkg", "names.geojson"))
  }

  private static func geometry(_ type: String, _ coordinates: String) -> String {
    #"{"type":"\#(type)","coordinates":\#(coordinates)}"#
  }

  /// Numbers, depths and rings that are no shapes are set aside one by one; shapes of several kinds go in.
  @Test func geometriesThatAreNone() throws {
    let shapes = [
      Self.geometry("Point", "[106,29.8]"), Self.geometry("LineString", "[[106,29.8],[106.1,29.8]]"),
      Self.geometry("Polygon", "[[[106,29.8],[106.1,29.8],[106.1,29.9]]]"),
      // From here on nothing can be read.
      Self.geometry("Point", "[[106,29.8]]"), Self.geometry("Point", "[NaN,29.8]"),
      Self.geometry("Point", "[1e400,29]"),
      Self.geometry("Point", #"["106",29]"#), Self.geometry("Polygon", "[[[106,29.8]]]"),
      Self.geometry("Polygon", "[[[106,29.8],[106.1,29.8]]]"),
      Self.geometry("Polygon", "[[[106,29.8],[106.1,29.8],[106,29.8]]]"),
    ]
    let (folder, outcome) = try geoJSON(shapes)
    #expect(outcome.text.contains("读取 10 · 导入 3 · 未导入 7"), "\(outcome.text)\(outcome.messages)")
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(Set(document.findings(of: "I109").compactMap(\.source?.row)).isSuperset(of: 4...10))
  }

  @Test func numbersBeyondTheEarth() throws {
    let (folder, outcome) = try geoJSON([Self.geometry("Point", "[106,29.8]"), Self.geometry("Point", "[1e308,1e308]")])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(document.findings.contains { $0.source?.row == 2 && $0.rule.hasPrefix("R") })
  }

  @Test func latitudeFirst() throws {
    let (folder, outcome) = try geoJSON([Self.geometry("Point", "[29.8,106]"), Self.geometry("Point", "[29.9,106.1]")])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(document.findings(of: "R102").count == 2)
  }

  @Test func aThousandBrackets() throws {
    try refused("deep.geojson", Data(String(repeating: "[", count: 100_000).utf8))
  }
}
