import Geometry
import Intake
import Registry
import Testing

/// Tables as forms lay them out, from files to records.
@Suite struct FormSheetTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let markers: [Int: [String]] = [
    1: ["铜梁区界桩成果表"], 2: ["界线名称：铜合线", "", "坐标系：EPSG:4544"], 4: ["序号", "界桩编号", "坐标", "", "一号方位物", "", "所在地1"],
    5: ["", "", "纵坐标", "横坐标", "位置", "距离", ""], 6: ["1", "5001", "3298438", "598617", "路口", "30", "甲村"],
    7: ["2", "5002", "3298439", "598618", "树", "31", ""], 9: ["序号", "界桩编号", "坐标", "", "一号方位物", "", "所在地1"],
    10: ["", "", "纵坐标", "横坐标", "位置", "距离", ""], 11: ["3", "5003", "3298440", "598619", "石", "32", "乙村"],
    12: ["合计", "", "", "", "", "93", ""], 13: ["制表人：张三", "", "审核人：李四", "", "日期：2016年"],
    15: ["附：公墓"], 16: ["公墓名称", "公墓类型", "所属镇街", "面积(亩)"], 17: ["甲公墓", "公益性", "甲镇", "3"], 18: ["乙公墓", "经营性", "乙镇", "4"],
  ]

  private func expectMarkers(_ data: Dataset, town: String) {
    let table = data[.boundaryMarker]
    #expect(table.texts(.number) == ["5001", "5002", "5003"])
    #expect(table.texts(.line) == ["铜合线", "铜合线", "铜合线"])
    #expect(table.texts("reference1_distance") == ["30", "31", "32"])
    #expect(table.texts("place1") == ["甲村", town, "乙村"])
    #expect(table.origins.map(\.row) == [6, 7, 11])
    #expect(abs((table.position(2)?.x ?? 0) - 106.02) < 0.01)
    #expect(data[.facility].texts(.name) == ["甲公墓", "乙公墓"])
    #expect(data[.facility].origins.map(\.row) == [17, 18])
    #expect(data.rejected.isEmpty)
    let codes = data.notes.map(\.code)
    for code: ImportNote.Code in [
      .titleRowsSkipped, .headerRowsCombined, .valueAboveTable, .repeatedHeaderSkipped, .totalRowSkipped,
      .footerRowSkipped, .furtherTable,
    ] { #expect(codes.contains(code), "\(code)") }
    #expect(data.notes.filter { $0.code == .repeatedHeaderSkipped }.map(\.row) == [9, 10])
    #expect(data.notes.first { $0.code == .totalRowSkipped }.map { [$0.row, Int($0.value.count)] } == [12, 5])
    #expect(data.notes.first { $0.code == .furtherTable }?.row == 15)
  }

  @Test func workbook() throws {
    let sheet = Fixtures.Sheet(
      name: "成果", rows: Self.markers, merged: ["A1:G1", "A4:A5", "C4:D4", "E4:F4", "G6:G7", "A15:D15"])
    let (data, summaries) = try read(InputRequest(path: folder.write("w.xlsx", Fixtures.workbook([sheet]))))
    expectMarkers(data, town: "甲村")
    #expect(summaries.map(\.source.layer) == ["成果", "成果（表2）"])
    #expect(summaries.map(\.source.importedCount) == [3, 2])
    #expect(data.notes.first { $0.code == .mergedCellFilled }.map { [$0.field, $0.value] } == ["所在地1", "1"])
    #expect(data.sources.last?.headers.first { $0.key == "area_mu" }?.unit == "亩")
    let lines = summaries[0].remarks.map(\.zh).joined(separator: "\n")
    for text in ["表头有 2 行", "“界线名称：铜合线”", "合计行不作记录（第 12 行）", "重复的表头不作记录（2 行", "第 15 行起是另一张表"] {
      #expect(lines.contains(text), "\(text)")
    }
  }

  /// Whose columns are read as one table, which must not happen without a word.
  @Test func tablesSideBySide() throws {
    let rows: [Int: [String]] = [
      1: ["标准名称", "类别代码", "所在行政区", "", "公墓名称", "所在镇街"],
      2: ["王家湾", "22200", "土桥镇", "", "青松公墓", "巴川街道"],
    ]
    let sheet = Fixtures.Sheet(name: "并列", rows: rows, merged: [])
    let (data, summaries) = try read(InputRequest(path: folder.write("w.xlsx", Fixtures.workbook([sheet]))))
    #expect(data.notes.first { $0.code == .tablesSideBySide }?.field == "公墓名称")
    #expect(summaries[0].remarks.contains { $0.zh.contains("疑似并列的两张表") })
    // One blank header is a forgotten one.
    let (single, _) = try read(InputRequest(path: folder.write("v.csv", "标准名称,类别代码,,所在行政区\n王家湾,22200,1,土桥镇")))
    #expect(!single.notes.contains { $0.code == .tablesSideBySide })
  }

  @Test func textTable() throws {
    let text = (1...18).map { (Self.markers[$0] ?? []).joined(separator: ",") }.joined(separator: "\n")
    let (data, summaries) = try read(InputRequest(path: folder.write("w.csv", text)))
    // Nothing says that the blank cell is part of the one above.
    expectMarkers(data, town: "")
    #expect(summaries.map(\.source.layer) == ["w", "w（表2）"])
  }

  @Test func anglesInThreeColumns() throws {
    let text = "标准名称,东经,,,北纬,,\n,度,分,秒,度,分,秒\n甲村,106,3,12.5,29,50,1\n乙村,106,4,,29,51,\n丙村,,,,,,\n"
    let data = try read(folder.write("t.csv", text))
    #expect(data[.placeName].texts(.longitude) == ["106°3′12.5″", "106°4′", ""])
    let position = try #require(data[.placeName].position(0))
    #expect(
      abs(position.x - (106 + 3.0 / 60 + 12.5 / 3600)) < 1e-9 && abs(position.y - (29 + 50.0 / 60 + 1.0 / 3600)) < 1e-9)
  }

  @Test func aFaultBehindAnglesIsUnderItsOwnHeader() throws {
    let rows = Array("标准名称,东经,,,北纬,,,备注\n,度,分,秒,度,分,秒,\n甲村,106,3,12.5,29,50,1,".utf8) + [0xFF, 0x0A]
    let path = try folder.write("t.csv", rows)
    let rejected = try read(InputRequest(path: path, encoding: "UTF-8")).data.rejected
    #expect(rejected.map(\.field) == ["备注"])
  }

  @Test func blanksUnderAValueAreToldNotFilled() throws {
    let data = try read(folder.write("t.csv", "界线名称,界桩编号,经度,纬度\n甲线,1,106,29\n,2,106,29\n,3,106,29\n乙线,4,106,29\n"))
    #expect(data[.boundaryMarker].texts(.line) == ["甲线", "", "", "乙线"])
    #expect(data.notes.first { $0.code == .blanksUnderValue }.map { [$0.field, $0.value] } == ["界线名称", "2"])
    let whole = try read(folder.write("u.csv", "界线名称,界桩编号,经度,纬度\n甲线,1,106,29\n甲线,2,106,29\n,3,106,29\n"))
    #expect(!whole.notes.contains { $0.code == .blanksUnderValue })
  }

  @Test func noHeaderRow() throws {
    let path = try folder.write("t.csv", "甲村,106.1,29.8\n乙村,106.2,29.9\n")
    let (data, summaries) = try read(
      InputRequest(path: path, kind: .placeName, fields: [.name: "第1列", .longitude: "第2列", .latitude: "第3列"]))
    #expect(data[.placeName].texts(.name) == ["甲村", "乙村"])
    #expect(data[.placeName].origins.map(\.row) == [1, 2])
    #expect(summaries[0].remarks.contains { $0.zh.contains("没有表头") })
  }

  @Test func aWiderTableBelow() throws {
    let text = "标准名称,东经,北纬\n甲村,106,29\n\n公墓名称,公墓类型,所属镇街,面积(亩),已建墓位\n乙公墓,公益性,甲镇,3,40\n"
    let data = try read(folder.write("t.csv", text))
    #expect(data[.placeName].texts(.name) == ["甲村"])
    #expect(data[.facility].texts("graves_built") == ["40"])
    #expect(data[.facility].origins.map(\.row) == [5])
  }

  @Test func tablesOverManyBatches() throws {
    // The second table begins behind the first batch of 16,384 rows.
    let rows = (1...20_000).map { "村\($0),106,29,1" }
    let text = (["标准名称,东经,北纬,面积"] + rows + ["合计,,,20000", "公墓名称,公墓类型,所属镇街", "甲公墓,公益性,甲镇"]).joined(separator: "\n")
    let data = try read(folder.write("t.csv", text))
    #expect(data[.placeName].count == 20_000)
    #expect(data[.placeName].texts(.name).last == "村20000")
    #expect(data[.facility].texts(.name) == ["甲公墓"])
    #expect(data.notes.first { $0.code == .totalRowSkipped }?.row == 20_002)
  }

  /// Their cells have nothing of the merged cell before.
  @Test func mergedCellsOfWhichTheTopIsNoRecord() throws {
    let rows = [
      1: ["界线名称", "界桩编号", "经度", "纬度"], 2: ["甲线", "1", "106", "29"], 3: ["", "2", "106", "29"], 4: ["合计", "", "", ""],
      5: ["", "3", "106", "29"],
    ]
    let sheet = Fixtures.Sheet(name: "s", rows: rows, merged: ["A2:A3", "A4:A5"])
    let data = try read(folder.write("w.xlsx", Fixtures.workbook([sheet])))
    #expect(data[.boundaryMarker].texts(.line) == ["甲线", "甲线", ""])
    #expect(data.notes.first { $0.code == .mergedCellFilled }?.value == "1")
  }

  /// As they would have been imported: corrected, they are read so.
  @Test func rejectedRowsStandUnderTheHeadersOfTheLayer() throws {
    let head = "坐标系：EPSG:4490,,,,,,,\n标准名称,东经,,,北纬,,,备注\n,度,分,秒,度,分,秒,\n甲村,106,3,12.5,29,50,1,\n"
    let data = try read(folder.write("t.csv", head + "乙村,106,4,1,29,51,,x,多余\n"))
    #expect(data.sources[0].headers.prefix(5).map(\.name) == ["标准名称", "东经", "北纬", "备注", "坐标系"])
    #expect(data.rejected.map(\.cells) == [["乙村", "106°4′1″", "29°51′", "x", "EPSG:4490", "多余"]])
    let damaged = try folder.write("u.csv", Array((head + "丙村,106,4,1,29,51,2,").utf8) + [0xE6, 0x9D, 0x0A])
    let rejected = try read(InputRequest(path: damaged, encoding: "UTF-8")).data.rejected
    #expect(rejected.map(\.field) == ["备注"])
    #expect(rejected.first?.cells.prefix(3) == ["丙村", "106°4′1″", "29°51′2″"])
  }

  @Test func mergedCellsOfALongSheet() throws {
    // Longer than the piece of the file that is looked through at a time.
    var rows: [Int: [String]] = [1: ["界线名称", "界桩编号", "经度", "纬度"]]
    for row in 2...6001 { rows[row] = [row % 10 == 2 ? "线\(row)" : "", "\(row)", "106", "29"] }
    let merged = stride(from: 2, through: 6001, by: 10).map { "A\($0):A\($0 + 9)" }
    let sheet = Fixtures.Sheet(name: "s", rows: rows, merged: merged)
    let table = try read(folder.write("w.xlsx", Fixtures.workbook([sheet])))[.boundaryMarker]
    let lines = table.texts(.line)
    #expect(lines.count == 6000 && lines.first == "线2" && lines.last == "线5992" && !lines.contains(""))
  }
}
