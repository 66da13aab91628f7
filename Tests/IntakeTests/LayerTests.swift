import Foundation
import Geometry
import Intake
import Registry
import TestSupport
import Testing

@Suite struct ShapefileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Two markers with Chinese field names and values.
  private func markers(_ encode: (String) -> [UInt8], languageByte: UInt8 = 0, codePage: String? = nil) throws -> String
  {
    let parts = Fixtures.pointShapefile(
      [(106.02, 29.8), (106.03, 29.9)],
      fields: [(encode("界桩编号"), 20), (encode("界线名称"), 30), (encode("位置描述"), 60)],
      rows: [
        ["5001001", "铜合线", "道路交叉口"].map(encode), ["5001002", "铜合线", "山脊鞍部"].map(encode),
      ], languageByte: languageByte)
    _ = try folder.write("m.shx", parts.shx)
    _ = try folder.write("m.dbf", parts.dbf)
    if let codePage { _ = try folder.write("m.cpg", codePage) }
    return try folder.write("m.shp", parts.shp)
  }

  private func expectMarkers(_ data: Dataset, _ encoding: String) {
    let table = data[.boundaryMarker]
    #expect(table.texts(.number) == ["5001001", "5001002"])
    #expect(table.texts(.line) == ["铜合线", "铜合线"])
    #expect(table.texts("description") == ["道路交叉口", "山脊鞍部"])
    #expect(table.position(1) == Position(x: 106.03, y: 29.9))
    #expect(table.origins.map(\.row) == [1, 2])
    #expect(data.sources[0].encoding == encoding)
  }

  @Test func codePageFile() throws {
    expectMarkers(try read(markers(gb18030, codePage: "936")), "GB18030 (.cpg)")
  }

  @Test func languageByte() throws {
    expectMarkers(try read(markers(gb18030, languageByte: 0x4D)), "GB18030 (.dbf)")
  }

  @Test func option() throws {
    let request = InputRequest(path: try markers(gb18030, codePage: "ISO-8859-1"), encoding: "GBK")
    expectMarkers(try read(request).data, "GB18030 (--encoding)")
  }

  @Test func undeclaredEncodingIsDetectedAndNoted() throws {
    let data = try read(markers(gb18030))
    expectMarkers(data, "GB18030 (detected)")
    #expect(data.notes.contains { $0.code == .encodingDetected })
  }

  @Test func namesCutInsideACharacter() throws {
    // Ten bytes of UTF-8 end inside the fourth character: 界桩编? and 界线名?, 位置描?.
    let data = try read(markers { Array($0.utf8) })
    let cut = Array("界桩编号".utf8).prefix(10)
    #expect(cut.count == 10)
    expectMarkers(data, "UTF-8 (valid UTF-8)")
    #expect(data.sources[0].headers.map(\.name) == ["界桩编", "界线名", "位置描"])
  }

  @Test func unknownEncodingIsRefused() throws {
    let latin: (String) -> [UInt8] = { text in text.utf8.map { $0 < 0x80 ? $0 : 0x90 } + [0xE9, 0x20, 0x41] }
    let error = try #require(refusal(InputRequest(path: try markers(latin))))
    #expect(error.message.zh.contains("m.shp") && error.message.zh.contains("--encoding GB18030"))
  }

  /// Ten bytes of UTF-8 hold three Chinese characters and a piece of the fourth.
  @Test func fieldNamesCutInsideACharacter() throws {
    let data = try read(markers { Array($0.utf8) })
    expectMarkers(data, "UTF-8 (valid UTF-8)")
    let cut = data.notes.filter { $0.code == .damagedText }
    #expect(cut.map(\.field) == ["界桩编", "界线名", "位置描"])
    #expect(cut.allSatisfy { $0.details["damage"] == "cut-header" && $0.row == nil })
  }

  @Test func whatIsToldOfALayerWithoutRows() throws {
    let parts = Fixtures.pointShapefile([], fields: [(Array("界桩编号".utf8), 20), (Array("界线名称".utf8), 30)], rows: [])
    _ = try folder.write("m.shx", parts.shx)
    _ = try folder.write("m.dbf", parts.dbf)
    let data = try read(InputRequest(path: folder.write("m.shp", parts.shp), kind: .boundaryMarker)).data
    #expect(data.notes.filter { $0.code == .damagedText }.map(\.field) == ["界桩编", "界线名"])
  }

  @Test func fieldsInTwoEncodings() throws {
    let parts = Fixtures.pointShapefile(
      [(106.02, 29.8), (106.03, 29.9)], fields: [(gb18030("标准名称"), 30), (gb18030("所属政区"), 30), (gb18030("备注"), 30)],
      rows: [
        [Array("王家湾村民小组".utf8), gb18030("铜梁区土桥镇"), gb18030("已核实")],
        [Array("李家坝村民小组".utf8), gb18030("铜梁区二坪镇"), gb18030("未核实")],
      ])
    _ = try folder.write("n.shx", parts.shx)
    _ = try folder.write("n.dbf", parts.dbf)
    // The names of the fields are in the encoding of the others.
    let error = refusal(InputRequest(path: try folder.write("n.shp", parts.shp)))
    #expect(error != nil)
    var dbf = Fixtures.pointShapefile(
      [(106.02, 29.8), (106.03, 29.9)], fields: [(Array("name".utf8), 30), (gb18030("所属政区"), 30), (gb18030("备注"), 30)],
      rows: [
        [Array("王家湾村民小组".utf8), gb18030("铜梁区土桥镇"), gb18030("已核实")],
        [Array("李家坝村民小组".utf8), gb18030("铜梁区二坪镇"), gb18030("未核实")],
      ])
    _ = try folder.write("n.dbf", dbf.dbf)
    dbf.dbf = []
    let data = try read(folder.url.appendingPathComponent("n.shp").path)
    #expect(data[.placeName].texts(.name) == ["王家湾村民小组", "李家坝村民小组"])
    #expect(data[.placeName].texts(.unit) == ["铜梁区土桥镇", "铜梁区二坪镇"])
    #expect(data.notes.filter { $0.code == .damagedText }.map(\.field) == ["所属政区", "备注"])
  }

  @Test func big5IsDetected() throws {
    let encoding = String.Encoding(rawValue: 0x8000_0A03)
    func big5(_ text: String) -> [UInt8] { Array(text.data(using: encoding) ?? Data()) }
    let texts = ["重慶市銅梁區民政局辦公室", "土橋鎮的舊稱與歷史沿革", "山脊鞍部的道路交叉口"]
    let parts = Fixtures.pointShapefile(
      texts.indices.map { (106.02 + 0.01 * Double($0), 29.8) }, fields: [(Array("name".utf8), 60)],
      rows: texts.map { [big5($0)] })
    _ = try folder.write("n.shx", parts.shx)
    _ = try folder.write("n.dbf", parts.dbf)
    let data = try read(folder.write("n.shp", parts.shp))
    #expect(data[.placeName].texts(.name) == texts)
    #expect(data.sources[0].encoding == "BIG5-HKSCS (detected)")
  }

  @Test func undecodableCellsAreQuarantined() throws {
    let parts = Fixtures.pointShapefile(
      [(106.02, 29.8), (106.03, 29.9)], fields: [(gb18030("标准名称"), 20)],
      rows: [[gb18030("甲村")], [[0xFF, 0xFF, 0x41]]], languageByte: 0x4D)
    _ = try folder.write("n.shx", parts.shx)
    _ = try folder.write("n.dbf", parts.dbf)
    let data = try read(folder.write("n.shp", parts.shp))
    #expect(data[.placeName].texts(.name) == ["甲村"])
    #expect(data.rejected.map(\.origin.row) == [2])
    #expect(data.rejected.first?.field == "标准名称")
  }

  @Test func theDigestCoversAllParts() throws {
    let path = try markers(gb18030, codePage: "936")
    let first = try read(path).sources[0]
    _ = try folder.write("m.cpg", "GBK")
    let second = try read(path).sources[0]
    #expect(first.sha256.count == 64 && first.sha256 != second.sha256)
    #expect(second.size == first.size)
  }

  @Test func truncatedFilesAreErrors() throws {
    let path = try markers(gb18030)
    _ = try folder.write("m.shp", [0, 0, 0x27, 0x0A, 0])
    let error = try #require(refusal(InputRequest(path: path)))
    guard case .unreadable(let reason) = error.problem else {
      Issue.record("\(error)")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test(
    .enabled(if: SharedData.isPresent),
    arguments: [
      ("tongliang_neighbours_cgcs2000_gbk", "GB18030 (.cpg)", "EPSG:4490 (.prj)"),
      ("tongliang_neighbours_zone35_gbk_nocpg", "GB18030 (detected)", "EPSG:4523 (.prj)"),
    ])
  func realTownsInGBK(_ name: String, _ encoding: String, _ crs: String) throws {
    let data = try read(SharedData.path("county/derived_gbk_shp/\(name).shp"))
    #expect(data.sources[0].encoding == encoding)
    #expect(data.sources[0].crs == crs)
    let table = data[.division]
    #expect(table.texts(.name).contains("铜梁区"))
    let row = try #require(table.rows.first { table.text(.name, $0) == "铜梁区" })
    let box = try #require(table.geometry.envelope(ofRow: row))
    #expect(abs(box.minX - 105.77) < 0.02 && abs(box.maxX - 106.27) < 0.02)
  }

  @Test(.enabled(if: SharedData.isPresent))
  func geoPackage() throws {
    let data = try read(SharedData.path("county/derived_gbk_shp/tongliang_neighbours_4544.gpkg"))
    #expect(data.sources[0].crs == "EPSG:4544 (GPKG)")
    #expect(data.sources[0].format == "GPKG")
    #expect(data[.division].texts(.name).contains("铜梁区"))
    let box = try #require(data[.division].geometry.envelope(ofRow: 0))
    #expect(box.minX > 104 && box.maxX < 108)
  }
}

@Suite struct WorkbookTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ sheets: [Fixtures.Sheet]) throws -> String {
    try folder.write("w.xlsx", Fixtures.workbook(sheets))
  }

  @Test func textsAndRowsAreExact() throws {
    let data = try read(
      write([
        .init(
          name: "界桩",
          rows: [
            1: ["界桩成果表"], 3: ["界桩编号", "界线名称", "纵坐标", "横坐标"],
            4: ["5001001", "铜合线", "3298438.143", "35598617.063"], 7: ["5001002", "铜合线", "3298440", "35598620.5"],
          ])
      ]))
    let table = data[.boundaryMarker]
    #expect(table.texts(.easting) == ["35598617.063", "35598620.5"])
    #expect(table.texts(.number) == ["5001001", "5001002"])
    #expect(table.origins.map(\.row) == [4, 7])
    #expect(data.notes.contains { $0.code == .titleRowsSkipped && $0.value == "界桩成果表" })
    #expect(data.sources[0].crs == "EPSG:4523 (assumed)")
    #expect(data.notes.contains { $0.code == .crsAssumed && $0.value == "EPSG:4523" })
    let position = try #require(table.position(0))
    #expect(abs(position.x - 106.02) < 0.01 && abs(position.y - 29.8) < 0.01)
  }

  @Test(arguments: ["xlsx", "xlsm"]) func everySheetIsASource(ending: String) throws {
    let sheets: [Fixtures.Sheet] = [
      .init(name: "地名", rows: [1: ["标准名称", "备注"], 2: ["甲村", ""]]),
      .init(name: "界桩", rows: [1: ["界桩编号", "界线名称", "经度", "纬度"], 2: ["1", "甲乙线", "106", "29.8"]]),
      .init(name: "说明", rows: [1: ["填表须知"], 2: ["第一条"]]),
      .init(name: "底稿", isHidden: true, rows: [1: ["标准名称"], 2: ["乙村"]]),
      .init(name: "空", rows: [:]),
    ]
    let path = try folder.write("w.\(ending)", Fixtures.workbook(sheets))
    let (data, summaries) = try read(InputRequest(path: path))
    #expect(data.sources.map(\.layer) == ["地名", "界桩"])
    #expect(data.sources.map(\.file) == ["w.\(ending)", "w.\(ending)"])
    #expect(data[.boundaryMarker].origins.map(\.source) == [1])
    #expect(summaries.filter { $0.skipped != nil }.map(\.source.layer) == ["底稿", "说明"])
    let named = try read(InputRequest(path: path, layer: "底稿")).data
    #expect(named[.placeName].texts(.name) == ["乙村"])
  }

  @Test func aMissingSheetListsThoseThere() throws {
    let path = try write([.init(name: "地名", rows: [1: ["标准名称"], 2: ["甲村"]])])
    let error = try #require(refusal(InputRequest(path: path, layer: "Sheet1")))
    #expect(error.problem == .missingLayer(present: ["地名"]))
    #expect(
      error.message.zh.contains("w.xlsx") && error.message.zh.contains("地名") && error.message.zh.contains("--layer"))
  }

  @Test func damagedWorkbooksAreErrors() throws {
    let whole = Fixtures.workbook([.init(name: "地名", rows: [1: ["标准名称"], 2: ["甲村"]])])
    #expect(refusal(InputRequest(path: try folder.write("cut.xlsx", Array(whole.prefix(600))))) != nil)
    #expect(refusal(InputRequest(path: try folder.write("text.xlsx", "标准名称\n甲村"))) != nil)
  }

  /// GDAL reads the rows before the damage, and then ends.
  @Test func sheetsThatBreakOffAreErrors() throws {
    var rows = [1: ["标准名称", "备注"]]
    for row in 2...40 { rows[row] = ["村\(row)", "x"] }
    func problem(_ name: String, _ bytes: [UInt8]) throws -> IntakeError.Problem? {
      refusal(InputRequest(path: try folder.write(name, bytes)))?.problem
    }
    let cut = try problem("cut.xlsx", Fixtures.workbook([.init(name: "地名", rows: rows, isCut: true)]))
    guard case .unreadable = cut else {
      Issue.record("\(String(describing: cut))")
      return
    }
    let table = rows.sorted { $0.key < $1.key }.map(\.value)
    #expect(try problem("whole.ods", Fixtures.openDocument(table, isCut: false)) == nil)
    let cutTable = try problem("cut.ods", Fixtures.openDocument(table, isCut: true))
    guard case .unreadable = cutTable else {
      Issue.record("\(String(describing: cutTable))")
      return
    }
  }

  @Test func whatIsNamedLikeATextIsTold() throws {
    let book = Fixtures.workbook([.init(name: "地名", rows: [1: ["标准名称"], 2: ["甲村"]])])
    let renamed = try #require(refusal(InputRequest(path: folder.write("t.csv", book))))
    #expect(renamed.message.zh.contains("扩展名改为 .xlsx"))
    let archive = ZipFixture.archive([ZipFixture.Entry("a.csv", "标准名称\n甲村\n")])
    #expect(try #require(refusal(InputRequest(path: folder.write("z.csv", archive)))).message.zh.contains(".zip"))
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 2000)
    #expect(try #require(refusal(InputRequest(path: folder.write("o.csv", compound)))).message.zh.contains(".xls"))
  }

  @Test func sheetsBeyondTheReaderSaySo() throws {
    let columns = ["标准名称"] + (1..<2001).map { "列\($0)" }
    let path = try folder.write("w.xlsx", Fixtures.workbook([.init(name: "地名", rows: [1: columns, 2: columns])]))
    let error = try #require(refusal(InputRequest(path: path)))
    #expect(error.message.zh.contains("2000 列") && error.message.zh.contains("CSV"))
  }
}

@Suite struct FileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func whatIsNoFileIsRefused() throws {
    let missing = try #require(refusal(InputRequest(path: folder.url.path + "/没有.csv")))
    #expect(missing.message.zh.contains("没有.csv"))
    #expect(refusal(InputRequest(path: folder.url.path))?.problem == .notAFile)
    #expect(refusal(InputRequest(path: try folder.write("leer.csv", "")))?.problem == .empty)
    mkfifo(folder.url.path + "/pipe.csv", 0o600)
    #expect(refusal(InputRequest(path: folder.url.path + "/pipe.csv"))?.problem == .notAFile)
    let strange = try #require(refusal(InputRequest(path: try folder.write("a.xyz", "hello"))))
    #expect(strange.problem == .unknownFormat(found: "hello"))
  }

  /// The streams of a compound file are named in entries of 128 bytes; this one is the last of the file.
  @Test func aPasswordInTheLastDirectoryEntry() throws {
    let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let start: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let file = start + [UInt8](repeating: 0, count: 504) + name + [UInt8](repeating: 0, count: 128 - name.count)
    #expect(refusal(InputRequest(path: try folder.write("a.xlsx", file)))?.problem == .passwordProtected)
  }

  @Test func inputsOfAFolder() throws {
    for name in [
      "b.csv", "a.shp", "a.dbf", "a.shx", "a.prj", "a.cpg", "~$c.xlsx", ".d.csv", "waivers.csv", "README.md", "c.xlsx",
    ] { _ = try folder.write(name, "x") }
    _ = try folder.write("e.json", "{\"type\":\"FeatureCollection\",\"features\":[]}")
    _ = try folder.write("f.json", "{\"a\":1}")
    _ = try folder.write("g.txt", "标准名称\t备注\n甲村\t\n")
    _ = try folder.write("letter.txt", "请尽快报送，谢谢。\n")
    for name in ["h.ndjson", "i.sqlite", "j.mdb"] { _ = try folder.write(name, "x") }
    for name in ["j.mdb", "a.pdf"] { _ = try folder.write(name, "x") }
    var passedOver: [String] = []
    let found = try Intake.inputs(inFolder: folder.url.path) { passedOver.append($0) }
      .map { $0.split(separator: "/").last.map(String.init) }
    #expect(passedOver.map { $0.split(separator: "/").last } == ["letter.txt"])
    #expect(found == ["a.shp", "b.csv", "c.xlsx", "e.json", "g.txt", "h.ndjson", "i.sqlite", "j.mdb"])
  }

  /// Names as Windows wrote them, and numbered ones.
  @Test func noFileOfAFolderGoesWithoutAWord() throws {
    _ = try folder.write("1.地名.xlsx", "x")
    _ = try folder.write("1.界线.dwg", "x")
    let name = Array("\(folder.url.path)/".utf8) + gb18030("界桩.csv") + [0]
    let descriptor = open(name.map(CChar.init(bitPattern:)), O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    var passedOver: [String] = []
    let found = try Intake.inputs(inFolder: folder.url.path) { passedOver.append($0) }
    #expect(found.map { $0.hasSuffix("1.地名.xlsx") } == [true])
    #expect(passedOver.count == 2)
    #expect(passedOver.contains { $0.hasSuffix("/1.界线.dwg") })
    #expect(passedOver.contains { $0.unicodeScalars.contains("\u{FFFD}") && $0.hasSuffix(".csv") })
  }

  @Test func provenance() throws {
    let path = try folder.write("a.csv", "标准名称\n甲村\n")
    let source = try read(InputRequest(path: path, accuracyMetres: 0)).data.sources[0]
    #expect((source.file, source.layer, source.path) == ("a.csv", "a", path))
    // sha256sum of the 20 bytes.
    #expect(source.sha256 == "e9927e95f97b42fe918054153c3af2053402655878c409a9456247ee83521494")
    #expect(source.size == 20)
    #expect(source.format == "CSV")
    #expect(source.accuracyMetres == 0)
  }
}
