import Registry
import TestSupport
import Testing

@testable import Intake

/// Rows of cells, written as they look: cells are parted by `|`, rows by lines.
private func rows(_ text: String) -> [TableRow] {
  text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
    TableRow(
      number: index + 1,
      cells: line.split(separator: "|", omittingEmptySubsequences: false).map { LabelledText.trimmed(String($0)) })
  }.filter { !$0.isBlank }
}

private func layout(_ text: String, merged: [String] = []) throws -> TableLayout {
  var cells = MergedCells()
  for reference in merged { cells.append(try #require(MergedCells.Block(reference: reference))) }
  return try #require(TableLayout(rows(text), merged: cells, explicit: []))
}

/// The fields that the headers of a layout are read as.
private func keys(_ layout: TableLayout, _ kind: RecordKind) throws -> [String?] {
  let layer = RawLayer(name: "t", headers: layout.headers, headerReadings: layout.readings, format: "CSV") { nil }
  return try HeaderMapping(layer, file: "t", dimension: nil, kind: kind, fields: [:]).keys.map { $0?.rawValue }
}

@Suite struct TableLayoutTests {
  @Test func groupsOfHeaders() throws {
    let layout = try layout(
      """
      界桩编号|界线名称|坐标||一号方位物|||备注
      ||纵坐标|横坐标|位置|方位角|距离|
      5001|铜合线|3298438|598617|路口|227|30|
      """)
    #expect(
      layout.headers == ["界桩编号", "界线名称", "坐标 纵坐标", "坐标 横坐标", "一号方位物 位置", "一号方位物 方位角", "一号方位物 距离", "备注"])
    #expect(
      try keys(layout, .boundaryMarker) == [
        "number", "line", "northing", "easting", "reference1", "reference1_bearing", "reference1_distance", nil,
      ])
    #expect(layout.bodyStart == 2)
    #expect(layout.notes.map(\.code) == [.headerRowsCombined])
  }

  @Test func manyTitlesStandAboveHeaders() throws {
    let titles = (1...14).map { "说明第\($0)行||" }.joined(separator: "\n")
    #expect(try layout(titles + "\n标准名称|东经|北纬\n甲村|106|29").headers == ["标准名称", "东经", "北纬"])
    // Rows of several cells that far above are no titles.
    let records = (1...14).map { "记录\($0)|x|y" }.joined(separator: "\n")
    #expect(try layout(records + "\n标准名称|东经|北纬\n甲村|106|29").headers != ["标准名称", "东经", "北纬"])
  }

  @Test func mergedCellsSayWhatAGroupIs() throws {
    // Without them the blank header of column 4 would belong to the group.
    let text = """
      序号|界桩编号|甲方||说明
      ||来人|时间|
      1|5001|张三|2020|
      """
    let layout = try layout(text, merged: ["C1:D1", "A1:A2"])
    #expect(layout.headers == ["序号", "界桩编号", "甲方 来人", "甲方 时间", "说明"])
    #expect(layout.bodyStart == 2)
  }

  @Test func threeRowsAndAngles() throws {
    let layout = try layout(
      """
      标准名称|地理坐标||||||密级
      |东经|||北纬|||
      |度|分|秒|度|分|秒|
      张家湾|106|3|12.5|29|50|1|
      """)
    #expect(layout.headers == ["标准名称", "地理坐标 东经", "地理坐标 北纬", "密级"])
    #expect(layout.columns.map(\.sources) == [0..<1, 1..<4, 4..<7, 7..<8])
    #expect(try keys(layout, .placeName) == ["name", "longitude", "latitude", "secrecy"])
    #expect(layout.notes.map(\.code) == [.headerRowsCombined, .columnsCombined, .columnsCombined])
  }

  @Test func anglesUnderOneRowOfHeaders() throws {
    let layout = try layout("标准名称|东经度|东经分|东经秒|纬度(度)|纬度(分)\n张家湾|106|3|12|29|50")
    #expect(layout.headers == ["标准名称", "东经", "纬度"])
    #expect(try keys(layout, .placeName) == ["name", "longitude", "latitude"])
  }

  @Test func aRowOfGroupsAboveTheRowThatNamesFields() throws {
    let layout = try layout(
      """
      铜梁区界桩成果表
      序|界桩信息||位置|
      |界桩编号|界线名称|纵坐标|横坐标
      1|5001|铜合线|3298438|598617
      """)
    #expect(layout.headers == ["序", "界桩信息 界桩编号", "界桩信息 界线名称", "位置 纵坐标", "位置 横坐标"])
    #expect(try keys(layout, .boundaryMarker) == [nil, "number", "line", "northing", "easting"])
    #expect(layout.notes.first?.value == "铜梁区界桩成果表")
  }

  @Test(arguments: [
    "标准名称|别名|\n甲村||说明", "标准名称||\n甲村|乙|丙", "区划代码|名称||\n500151|甲镇|x|y",
    "标准名称|备注||\n|||\n|乙|丙|",
  ])
  func recordsAreNoHeaders(_ text: String) throws {
    let layout = try layout(text)
    #expect(layout.bodyStart == 1)
    #expect(layout.headers.first.map { !$0.contains(" ") } == true)
  }

  @Test func aLeafSpeaksForItselfOnlyWhenNothingContradicts() throws {
    let group = try layout(
      """
      界桩编号|基本信息||管理单位|
      |界线名称|高程|名称|电话
      5001|铜合线|300|某局|1
      """)
    // The name of the office is none of the marker.
    #expect(try keys(group, .boundaryMarker) == ["number", "line", "height", nil, nil])
  }

  @Test func unitsInHeaders() throws {
    let layout = try layout("名称|面积（公顷）|高程/m|长度（km）|建筑面积(单位：平方米)|服务人口(人)|比例(2020)\n甲|1|2|3|4|5|6")
    #expect(layout.readings.map(\.unit) == [nil, "公顷", "m", "km", "平方米", "人", nil])
    #expect(try keys(layout, .facility) == ["name", "area_ha", nil, nil, "floor_area_m2", "served_population", nil])
    #expect(try keys(layout, .boundaryMarker)[2] == "height")
  }

  @Test func twoUnitsOfOneFieldAreLeftToTheUser() throws {
    let layout = try layout("标准名称|面积(亩)|面积(㎡)\n甲|1|2")
    #expect(try keys(layout, .placeName) == ["name", nil, nil])
  }

  @Test func labelledValuesAboveTheTable() throws {
    let layout = try layout(
      """
      界桩成果表
      界线名称：铜合线   坐标系：2000国家大地坐标系|||附图比例尺：1:10000
      界桩编号|纵坐标|横坐标|高程
      5001|3298438|598617|300
      """)
    #expect(layout.headers == ["界桩编号", "纵坐标", "横坐标", "高程", "界线名称", "坐标系"])
    #expect(layout.constants.map(\.value) == ["铜合线", "2000国家大地坐标系"])
    #expect(layout.notes.filter { $0.code == .valueAboveTable }.map(\.field) == ["界线名称", "坐标系"])
  }

  @Test func aColumnOfTheTableStandsAboveALabel() throws {
    let layout = try layout("界线名称：铜合线\n界桩编号|界线名称|纵坐标|横坐标\n5001|铜合线|1|2")
    #expect(layout.constants.isEmpty)
  }

  @Test func labelsInCellsOfTheirOwn() throws {
    let layout = try layout("界线名称|铜合线|坐标系|CGCS2000\n界桩编号|纵坐标|横坐标|高程\n5001|1|2|3")
    #expect(layout.headers.prefix(4) == ["界桩编号", "纵坐标", "横坐标", "高程"])
  }

  @Test func noHeaders() throws {
    let layout = try layout("500151101|甲镇|106.1|29.8\n500151102|乙镇|106.2|29.9")
    #expect(layout.headers == ["第1列", "第2列", "第3列", "第4列"])
    #expect(layout.bodyStart == 0)
    #expect(layout.notes.map(\.code) == [.headerMissing])
  }

  @Test func yearsStandOverColumns() throws {
    #expect(try layout("乡镇名|2019|2020\n甲镇|12|14").bodyStart == 1)
  }

  @Test func labels() {
    typealias Pair = LabelledText.Pair
    #expect(
      LabelledText.pairs(["制表人：张三  审核人：", "李四", "", "日期:2016年5月"]) == [
        Pair(label: "制表人", value: "张三"), Pair(label: "审核人", value: "李四"), Pair(label: "日期", value: "2016年5月"),
      ])
    #expect(LabelledText.pairs(["（比例尺：1:10000 坐标系：WGS84）"]).map(\.value) == ["1:10000", "WGS84"])
    #expect(LabelledText.pairs(["8:30", "：", "无", ""]).isEmpty)
  }

  @Test func references() {
    #expect(MergedCells.Block(reference: "B2:AA5") == MergedCells.Block(rows: 2...5, columns: 1...26))
    for text in ["", "A1", "A0:B1", "B1:A1", "AAAA1:B2", "1:2", "A1:B", "A1:B99999999999999999999"] {
      #expect(MergedCells.Block(reference: text) == nil, "\(text)")
    }
  }

  @Test func sheetsCanBeVeryWide() throws {
    let upper = (0..<16_384).map { $0.isMultiple(of: 2) ? "组\($0)" : "" }
    let lower = (0..<16_384).map { $0 == 0 ? "界桩编号" : $0 == 1 ? "界线名称" : "项\($0)" }
    let rows = [TableRow(number: 1, cells: upper), TableRow(number: 2, cells: lower)]
    let layout = try #require(TableLayout(rows, explicit: []))
    #expect(layout.columns.count == 16_384)
    #expect(layout.headers.last == "组16382 项16383")
  }

  @Test(arguments: 0..<40)
  func anyGridEndsWell(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let words = [
      "", "", "", "界桩编号", "界线名称", "坐标", "东经", "度", "分", "秒", "合计", "张家湾", "1", "-2.5", "注：x", "标准名称", "面积(亩)",
      "(", ")", "/", "：", "a:b", "界线名称：铜合线", "\n", "\u{0}", "名称",
    ]
    for _ in 0..<40 {
      let width = Int.random(in: 0...7, using: &random)
      let rows = (0..<Int.random(in: 0...20, using: &random)).map { number in
        TableRow(
          number: number + 1,
          cells: (0..<Int.random(in: 0...(width + 1), using: &random)).map { _ in
            words.randomElement(using: &random) ?? ""
          })
      }
      var merged = MergedCells()
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let (row, column) = (Int.random(in: 1...20, using: &random), Int.random(in: 0...9, using: &random))
        merged.append(MergedCells.Block(rows: row...(row + 2), columns: column...(column + 3)))
      }
      let first = rows.filter { !$0.isBlank }
      guard let layout = TableLayout(first, merged: merged, explicit: []) else {
        #expect(first.isEmpty)
        continue
      }
      // Columns follow one another without gaps, and the body begins behind the headers.
      #expect(
        layout.columns.map(\.sources.lowerBound) == [0] + layout.columns.dropLast().map(\.sources.upperBound)
          || layout.columns.isEmpty)
      #expect(layout.bodyStart <= first.count)
      #expect(layout.headers.allSatisfy { !$0.isEmpty })
      let body = TableBody(layout)
      for row in rows { _ = body.closerVerdict(row.cells) }
    }
  }
}

@Suite struct TableBodyTests {
  private let body: TableBody

  init() throws {
    body = TableBody(try layout("序号|标准名称|地名代码|东经|北纬|面积\n1|甲村|500151|106|29|3"))
  }

  private func verdict(_ row: String, following: String = "") -> TableBody.Verdict {
    let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let column = TextColumn(cells)
    return column.withAllBytes { bytes in
      body.verdict(
        count: cells.count, cell: { UnsafeBufferPointer(rebasing: bytes[column.byteRange($0)]) },
        following: { rows(following) })
    }
  }

  @Test(arguments: [
    "合计：3|||||", "总 计 3 个|||||", "合計|||||9", "Total|||||3", "其中：城镇|||||30", "全区|||||350", "合计||3颗|||",
    "合计|||||123.5", "|合 计||||12", "总计：|3||||", "巴川街道小计|||||5亩", "|小计||||", "合　计|||||1",
  ])
  func totals(_ row: String) { #expect(verdict(row) == .skipped(.totalRowSkipped)) }

  @Test(arguments: [
    "合计三组|||||", "合计3组|||||", "全区|||||", "其中坝|||||", "Toto|||||", "第一村|||||", "共和页村|||||", "合计||500151|||",
    "小计||500151101|||", "|小计村||||2", "|合计|||106|", "3|小计|||居民点|", "合计村|||||", "|总|||||", "平均村|||||1", "7|注溪村|5001|||",
    "|注溪||||3", "2|单位村||||", "9|备注|说明|||x",
  ])
  func realNames(_ row: String) { #expect(verdict(row) == .record, "\(row)") }

  @Test(arguments: [
    "制表人：张三|审核人：李四||日期：2016年|", "注：本表数据截至2015年||||", "审核：||||", "备注：无||||", "填报单位（盖章）：某局|||",
    "单位负责人：|张三|||填表日期：2016-5-1", " 制表人：张三|审核人：李四||日期：2016年|",
    "单位负责人：|张三|||填表日期：2016-5-1", "第1页 共2页|||||", "第 1 页|||共 2 页||", "—以下空白—|||||", "（以下空白）|||||",
    "|以下空白||||", "--以下空白--|||||", "共2页|||||",
  ])
  func footers(_ row: String) { #expect(verdict(row) == .skipped(.footerRowSkipped), "\(row)") }

  @Test func repeatedHeaders() {
    #expect(verdict("序号|标准名称|地名代码|东经|北纬|面积") == .skipped(.repeatedHeaderSkipped))
    #expect(verdict("序号|标准名称||||") == .skipped(.repeatedHeaderSkipped))
  }

  @Test func otherTables() {
    #expect(verdict("公墓名称|公墓类型|所属镇街|||") == .otherTable)
    #expect(verdict("表二 公墓|||||", following: "公墓名称|公墓类型|所属镇街") == .otherTable)
    #expect(verdict("表二 公墓|||||", following: "单位：亩\n公墓名称|公墓类型|所属镇街") == .otherTable)
    #expect(verdict("表二 公墓| |　|||", following: "公墓名称|公墓类型|所属镇街") == .otherTable)
    #expect(verdict("|甲村||||", following: "2|乙村|||") == .record)
    #expect(verdict("|甲村||||", following: "序号|标准名称|地名代码|东经|北纬|面积") == .record)
    #expect(verdict("||||") == .record)
  }
}
