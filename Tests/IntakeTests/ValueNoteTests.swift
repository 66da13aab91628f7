import Foundation
import Intake
import Registry
import TestSupport
import Testing

@Suite struct ValueNoteTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func notes(_ table: String, _ code: ImportNote.Code) throws -> [ImportNote] {
    try read(folder.write("a.csv", table)).notes.filter { $0.code == code }
  }

  @Test func everyUnreadableCellIsNoted() throws {
    let found = try notes(
      """
      名称,类型,占地面积,建设时间,东经,北纬
      一号公墓,农村公益性,33.9亩,2008-07-15,106.02,29.8
      二号公墓,农村公益性,约30亩,七十年代,106°01′12″,29 48 00
      三号公墓,农村公益性,—,,百六,29.8

      """, .unparseableValue)
    #expect(found.map(\.row) == [3, 3, 4])
    #expect(found.map(\.field) == ["area_mu", "built_on", "longitude"])
    #expect(found.map(\.value) == ["约30亩", "七十年代", "百六"])
  }

  @Test func manyInOneColumnAreOneNote() throws {
    let rows = (1...150).map { "公墓\($0),农村公益性,\($0 <= 20 || $0 > 140 ? "10" : "大约\($0)亩")" }
    let found = try notes("名称,类型,占地面积\n" + rows.joined(separator: "\n"), .unparseableValue)
    #expect(found.count == 1)
    #expect(found.first?.row == nil)
    #expect(found.first?.value == "大约21亩")
    #expect(found.first?.details["count"] == "120")
    #expect(found.first?.details["of"] == "150")
    #expect(found.first?.details["rows"]?.hasPrefix("22,23,24") == true)
  }

  @Test func oneBadCellOfTwoIsNoColumn() throws {
    let found = try notes("名称,类型,占地面积\n甲,农村公益性,大\n乙,农村公益性,小\n", .unparseableValue)
    #expect(found.map(\.row) == [2, 3])
  }

  @Test func wordsOutsideAListAreOneNoteAColumn() throws {
    let found = try notes("名称,类型,状态\n甲,家族墓地,建成\n乙,家族墓地,建成\n丙,祖坟,已建成\n丁,农村公益性公墓,\n", .unparseableValue)
    #expect(found.map(\.value) == ["家族墓地|祖坟"])
    #expect(found.first?.details["count"] == "3")
    #expect(found.first?.row == nil)
  }

  @Test func unitsAndDayNumbersAreOneNoteAColumn() throws {
    let found = try notes(
      "名称,类型,占地面积,建设时间,已建墓位\n甲,农村公益性,33.9,39644,\"1,234\"\n乙,农村公益性,780 亩,39645,120座\n", .unitSuffix)
    #expect(found.map(\.field) == ["area_mu", "built_on", "graves_built"])
    #expect(found.map(\.row) == [3, 2, 2])
    #expect(found.map { $0.details["count"] } == ["1", "2", "2"])
    #expect(found.map { $0.details["form"] } == ["number", "serial", "number"])
  }

  /// A row is set aside only where the field is one that the kind cannot do without.
  @Test func requiredFieldsGoToQuarantine() throws {
    let data = try read(folder.write("a.csv", "区划代码,名称,人口\n500151101,土桥镇,1.2万人\n500151103,二坪镇,很多\n"))
    #expect(data[.population].texts(.population) == ["1.2万人"])
    #expect(data.rejected.map(\.origin.row) == [3])
    #expect(data.notes.filter { $0.code == .unparseableValue }.map(\.row) == [3])
  }

  @Test func textsAreKeptAsGiven() throws {
    let data = try read(folder.write("a.csv", "名称,类型,占地面积\n甲,农村公益性,三十三亩\n乙,农村公益性,２公顷\n"))
    #expect(data[.facility].texts("area_mu") == ["三十三亩", "２公顷"])
    #expect(data[.facility].number("area_mu", 0) == 33)
    #expect(data[.facility].number("area_mu", 1) == 30)
  }

  // MARK: Damaged texts

  /// Blank cells do not count where it is weighed whether most of a column is so.
  @Test func mostOfWhatAColumnHolds() throws {
    let rows = (1...42).map { "村\($0),\($0 <= 12 ? "??桥" : "")\n" }.joined()
    let found = try notes("标准名称,项目地理位置\n" + rows, .damagedText)
    #expect(found.map { [$0.details["count"], $0.details["of"]] } == [["12", "12"]])
  }

  private func damage(_ cells: String...) throws -> [String?] {
    let rows = cells.enumerated().map { "村\($0.offset),\"\($0.element)\"\n" }.joined()
    let notes = try notes("标准名称,项目地理位置\n" + rows, .damagedText)
    return cells.indices.map { index in notes.first { $0.row == index + 2 }?.details["damage"] }
  }

  @Test func charactersThatStandForLostOnes() throws {
    #expect(
      try damage("铜梁区\u{FFFD}镇", "??桥", "王□湾", "李〓坝", "\u{E123}湾", "是□否☑", "有人？", "a?b", "。、《》") == [
        "replacement", "question-marks", "box", "box", "private-use", "box", nil, nil, nil,
      ])
  }

  /// Encoded here by Foundation, decoded by the wrong table.
  private func garbled(_ text: String) -> (utf8AsGBK: String, gbkAsLatin: String) {
    let gb = String.Encoding(rawValue: 0x8000_0632)
    let bytes = Data(text.utf8)
    let asGBK = (0...2).lazy.compactMap { String(data: bytes.dropLast($0), encoding: gb) }.first ?? ""
    return (asGBK, String(data: Data(gb18030(text)), encoding: .isoLatin1) ?? "")
  }

  @Test(arguments: ["王家湾村旁", "重庆市铜梁区民政局", "土桥镇大庙村三组", "巴川街道"])
  func garbledTextIsTurnedBack(_ text: String) throws {
    let (first, second) = garbled(text)
    let notes = try notes("标准名称,项目地理位置\n甲,\(first)\n乙,\(second)\n", .damagedText)
    #expect(notes.map { $0.details["damage"] } == ["mojibake", "mojibake"])
    #expect(text.hasPrefix(notes.first?.details["original"] ?? "x"))
    #expect(notes.last?.details["original"] == text)
  }

  @Test(arguments: ["Wángjiāwān", "Lüè", "café", "联通", "浏阳市", "洹河边", "鐜", "王家湾（北）", "㙦石坝", "𬭎村", "№12", "Ⅱ级"])
  func ordinaryTextIsNotSuspected(_ text: String) throws {
    #expect(try damage(text) == [nil])
  }

  /// No name of common characters is taken for garbled, and whatever was garbled is turned back.
  @Test func randomNames() throws {
    let characters = Array("王李张赵家村湾坝沟坡桥镇街道路庙寺石土水山大小上下南北东西新老龙凤虎竹柏松观音塘堰坎垭口浏洹浒汀泸涪渝綦潼")
    var generator = SeededGenerator(seed: 3)
    let names = (0..<300).map { _ in
      String(
        (0..<Int.random(in: 2...7, using: &generator)).compactMap { _ in characters.randomElement(using: &generator) })
    }
    #expect(try notes("标准名称,项目地理位置\n" + names.map { "甲,\($0)\n" }.joined(), .damagedText).isEmpty)
    // What lost nothing in the wrong decoding; 0x80 begins no character of GBK.
    let spoilt = names.map { ($0, garbled($0).utf8AsGBK) }.filter { gb18030($0.1) == Array($0.0.utf8) }.prefix(90)
    let plain = (0..<200).map { _ in "甲,土桥镇\n" }.joined()
    let notes = try notes("标准名称,项目地理位置\n" + spoilt.map { "甲,\($0.1)\n" }.joined() + plain, .damagedText)
    #expect(spoilt.count == 90)
    #expect(notes.map { $0.details["original"] } == spoilt.map(\.0))
  }

  /// `占地面积(平方米)` over a field in 亩: the record says the unit, since it stands without its header.
  @Test func aUnitInTheHeaderGoesBehindTheNumbers() throws {
    let path = try folder.write(
      "facilities.csv",
      """
      名称,类型,占地面积(平方米)
      一号公墓,农村公益性,20000
      二号公墓,农村公益性,30亩
      三号公墓,农村公益性,"1,000"
      四号公墓,农村公益性,

      """)
    let table = try read(InputRequest(path: path, kind: .facility)).data[.facility]
    #expect(table.texts("area_mu") == ["20000平方米", "30亩", "1,000平方米", ""])
    #expect(table.rows.map { table.number("area_mu", $0) } == [30, 30, 1.5, nil])
  }
}
