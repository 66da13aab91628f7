import Foundation
import TestSupport
import Testing

/// Zip archives: what is in them goes in like the files of a folder, and what is not to be trusted stays out.
@Suite struct ArchiveTests {
  private static let names = "标准名称,所属政区\n张家湾,土桥镇\n李家湾,二坪镇\n"
  /// kCFStringEncodingGB_18030_2000 as Foundation numbers it.
  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  private func folder(_ entries: [ZipFixture.Entry], as name: String = "上报.zip") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Data(ZipFixture.archive(entries)), to: name)
    return folder
  }

  private func refused(_ entry: ZipFixture.Entry, saying text: String, _ location: SourceLocation = #_sourceLocation)
    throws
  {
    let folder = try folder([entry])
    let outcome = try folder.jieming("import", "w.gpkg", "上报.zip")
    #expect(outcome.status == 3, sourceLocation: location)
    expectBilingual(outcome, naming: "上报.zip", location)
    #expect(outcome.messages.contains(text), "\(outcome.messages)", sourceLocation: location)
    #expect(folder.fileNames == ["上报.zip"], sourceLocation: location)
  }

  @Test func tablesAndAShapefile() throws {
    let shapefile = try Sample.towns.map { name in
      ZipFixture.Entry(
        Array("图形/\(name)".utf8), Array(try Data(contentsOf: URL(filePath: "\(Sample.folder)/\(name)"))), flags: 1 << 11
      )
    }
    let folder = try folder(
      shapefile + [
        ZipFixture.Entry("地名.csv", Self.names), ZipFixture.Entry("说明.pdf", "%PDF-1.4"), ZipFixture.Entry("旧.zip", "PK"),
      ])
    // Nothing is left where archives are unpacked.
    try FileManager.default.createDirectory(atPath: folder.file("tmp"), withIntermediateDirectories: true)
    let outcome = try folder.jieming("import", "w.gpkg", "上报.zip", environment: ["TMPDIR": folder.file("tmp")])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("上报.zip/图形/towns.shp/towns → division 行政区划：读取 28 · 导入 28"), "\(outcome.text)")
    #expect(outcome.text.contains("上报.zip/地名.csv/地名 → place_name 地名：读取 2 · 导入 2"), "\(outcome.text)")
    for passedOver in ["说明.pdf", "旧.zip"] { #expect(outcome.text.contains("上报.zip/\(passedOver)：不是能读取的数据文件")) }
    #expect(folder.fileNames == ["w.gpkg", "上报.zip"])
  }

  /// What a process that was killed left behind goes; what is another's, or still in use, stays.
  @Test func abandonedFoldersGo() throws {
    let folder = try folder([ZipFixture.Entry("地名.csv", Self.names)])
    let old = Date(timeIntervalSinceNow: -3600)
    for name in ["jieming-unpacked-killed", "jieming-unpacked-fresh", "jieming-data"] {
      try folder.write(Self.names, to: "tmp/\(name)/地名.csv")
      guard name != "jieming-unpacked-fresh" else { continue }
      try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: folder.file("tmp/\(name)"))
    }
    let outcome = try folder.jieming("import", "w.gpkg", "上报.zip", environment: ["TMPDIR": folder.file("tmp")])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.file("tmp")).sorted()
    #expect(left == ["jieming-data", "jieming-unpacked-fresh"])
  }

  /// Windows writes the names of the entries in GBK and says nothing of it.
  @Test func aNameInGBK() throws {
    let name = try #require("村/地名.csv".data(using: Self.gb18030))
    let folder = try folder([ZipFixture.Entry(Array(name), Array(Self.names.utf8))])
    let outcome = try folder.jieming("import", "w.gpkg", "上报.zip")
    #expect(outcome.text.contains("上报.zip/村/地名.csv/地名"), "\(outcome.text)\(outcome.messages)")
  }

  @Test func aKMZ() throws {
    let point = "<Placemark><name>张家湾</name><Point><coordinates>106,29.8,0</coordinates></Point></Placemark>"
    let document =
      "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Folder><name>点</name>\(point)</Folder></Document></kml>"
    let folder = try folder([ZipFixture.Entry("doc.kml", document)], as: "points.kmz")
    let outcome = try folder.jieming("export", "points.kmz", "--kind", "place_name", "--output", "points.geojson")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try folder.text("points.geojson").contains(#""coordinates":[106,29.8]"#))
  }

  @Test func aPathOutOfTheArchive() throws {
    for name in ["../names.csv", "/tmp/names.csv", #"..\names.csv"#, "C:/names.csv", "a/../../names.csv"] {
      try refused(ZipFixture.Entry(name, Self.names), saying: "names.csv")
    }
  }

  @Test func aPassword() throws {
    try refused(ZipFixture.Entry(Array("names.csv".utf8), Array(Self.names.utf8), flags: 1), saying: "密码")
  }

  @Test func aBomb() throws {
    let content = Array(Self.names.utf8)
    try refused(ZipFixture.Entry(Array("names.csv".utf8), content, declaredSize: 1 << 30), saying: "1024 MB")
  }

  /// Below the limit of the bombs, but not what the directory says.
  @Test func aSizeThatIsNotTrue() throws {
    try refused(
      ZipFixture.Entry(Array("names.csv".utf8), Array(Self.names.utf8), declaredSize: 10), saying: "损坏")
  }

  @Test func nothingToRead() throws { try refused(ZipFixture.Entry("readme.md", "# x"), saying: "没有可以读取的数据文件") }

  @Test func oneThatBreaksOff() throws {
    let folder = try TemporaryFolder()
    let archive = ZipFixture.archive([ZipFixture.Entry("names.csv", Self.names)])
    try folder.write(Data(archive.prefix(archive.count / 2)), to: "half.zip")
    let outcome = try folder.jieming("import", "w.gpkg", "half.zip")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "half.zip")
  }

  /// An error tells the name in the archive, not the place where it was unpacked.
  @Test func anErrorInside() throws {
    try refused(ZipFixture.Entry("图/points.csv", "标准名称,X,Y\n张家湾,30.1,30.2\n"), saying: "上报.zip/图/points.csv")
    try refused(
      ZipFixture.Entry("图/lines.geojson", #"{"type":"FeatureCollection","features":[{"#),
      saying: "上报.zip/图/lines.geojson")
  }

  /// The same table unpacked is the same table.
  @Test func theSameContentTwice() throws {
    let folder = try folder([ZipFixture.Entry("names.csv", Self.names)])
    try folder.write(Self.names, to: "names.csv")
    #expect(try folder.jieming("import", "w.gpkg", "names.csv").status == 0)
    let outcome = try folder.jieming("import", "w.gpkg", "上报.zip")
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("names.csv"))
  }

  // MARK: Whole or not at all

  private static let good = ZipFixture.Entry("a.csv", names)
  private static let better = ZipFixture.Entry("a.csv", names + "王家湾,水口镇\n")
  private static let bad = ZipFixture.Entry("b.csv", "标准名称,X,Y\n张家湾,30.1,30.2\n")

  /// Of a file of which a later layer is refused nothing goes in; the other files of the folder do.
  @Test func anArchiveOfAFolder() throws {
    let folder = try folder([Self.good, Self.bad], as: "data/1.zip")
    try folder.write("标准名称,所属政区\n陈家湾,土桥镇\n", to: "data/2.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "data")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "1.zip")
    let sources = try folder.jieming("sources", "w.gpkg").text
    #expect(sources.contains("2.csv"))
    #expect(!sources.contains("1.zip"))
    #expect(try folder.jieming("export", "w.gpkg", "--kind", "place_name", "--output", "o.geojson").status == 0)
    let names = try folder.text("o.geojson")
    #expect(names.contains("陈家湾") && !names.contains("张家湾"))
  }

  /// A file that cannot take the place of what it held before leaves that as it was.
  @Test func anArchiveThatWasThere() throws {
    let folder = try folder([Self.good], as: "data/1.zip")
    try folder.write("标准名称,所属政区\n陈家湾,土桥镇\n", to: "data/2.csv")
    // The second time compacts.
    for _ in 1...2 { #expect(try folder.jieming("import", "w.gpkg", "data").status == 0) }
    let before = try folder.bytes("w.gpkg")
    try folder.write(Data(ZipFixture.archive([Self.better, Self.bad])), to: "data/1.zip")
    #expect(try folder.jieming("import", "w.gpkg", "data").status == 3)
    #expect(try folder.bytes("w.gpkg") == before)
    try folder.write(Data(ZipFixture.archive([Self.better])), to: "data/1.zip")
    #expect(try folder.jieming("import", "w.gpkg", "data").text.contains("读取 3 · 导入 3"))
    #expect(try folder.jieming("export", "w.gpkg", "--kind", "place_name", "--output", "o.geojson").status == 0)
    #expect(try folder.text("o.geojson").components(separatedBy: #""name":"张家湾""#).count == 2)
  }
}
