import Foundation
import Geometry
import Intake
import Registry
import Testing

@Suite struct WordFormTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func form(_ name: String, _ code: String) -> String {
    Fixtures.wordParagraph("地名成果表")
      + Fixtures.wordTable([
        ["标准名称", name, "地名代码", code], ["罗马字母拼写", "2>Zhāngjiā Wān", "别　名"],
        ["东经（自）", "106°3′12″", "东经（至）", ""], ["北纬（自）", "29", "°", "50", "′", "1", "″"],
        ["图号（年版）", "H-48-1（1970）", "所在（跨）行政区", "巴川街道"], ["2>地名的来历、含义及历史沿革"], ["2>张姓居此。"],
        ["通　名", "湾", "未知栏", "其值"],
      ]) + Fixtures.wordParagraph("制表人：张三  审核人：李四")
  }

  private func expectForm(_ data: Dataset, _ names: [String]) {
    let table = data[.placeName]
    #expect(table.texts(.name) == names)
    #expect(table.texts("place_code").first == "50015122200000000001")
    #expect(table.texts("romanisation").first == "Zhāngjiā Wān")
    #expect(table.texts(.longitude).first == "106°3′12″")
    #expect(table.texts(.latitude).first == "29°50′1″")
    #expect(table.texts("sheet").first == "H-48-1（1970）")
    #expect(table.texts("unit").first == "巴川街道")
    #expect(table.texts("generic").first == "湾")
    #expect(table.texts("origin_meaning_history").first == "张姓居此。")
    #expect(table.texts("compiled_by").first == "张三" && table.texts("reviewed_by").first == "李四")
    #expect(table.text(.attributes, 0)?.contains("其值") == true)
    #expect(abs((table.position(0)?.y ?? 0) - (29 + 50.0 / 60 + 1.0 / 3600)) < 1e-9)
  }

  @Test func oneDocument() throws {
    let data = try read(
      folder.write("1张家湾.docx", Fixtures.wordDocument(form("张家湾", "50015122200000000001"))))
    expectForm(data, ["张家湾"])
    #expect(data.sources.map(\.layer) == ["1张家湾"])
  }

  @Test func aFolderIsOneTable() throws {
    _ = try folder.write("1.docx", Fixtures.wordDocument(form("张家湾", "50015122200000000001")))
    _ = try folder.write("2.docx", Fixtures.wordDocument(Fixtures.wordParagraph("信函：与地名无关")))
    _ = try folder.write("3.docx", "no document")
    _ = try folder.write("4.docx", Fixtures.wordDocument(form("李家湾", "50015122200000000002")))
    _ = try folder.write("~$4.docx", "lock")
    let inputs = try Intake.inputs(inFolder: folder.url.path)
    #expect(inputs == [folder.url.path + "/*.docx"])
    let (data, summaries) = try read(InputRequest(path: inputs[0]))
    expectForm(data, ["张家湾", "李家湾"])
    #expect(data[.placeName].origins.map(\.row) == [1, 4])
    #expect(data[.placeName].text(.attributes, 1)?.contains("\"文件名\":\"4.docx\"") == true)
    #expect(summaries.count == 1 && summaries[0].source.layer == folder.url.lastPathComponent)
    #expect(data.rejected.map(\.origin.row) == [2, 3])
    #expect(data.rejected.map(\.cells) == [["2.docx"], ["3.docx"]])
    #expect(data.rejected[0].reason.zh.contains("没有认识的栏目"))
  }

  @Test func alone() throws {
    let path = try folder.write("信.docx", Fixtures.wordDocument(Fixtures.wordParagraph("信函：与地名无关")))
    let error = try #require(refusal(InputRequest(path: path)))
    #expect(error.message.zh.contains("没有认识的栏目") && error.message.zh.contains("标准名称"))
  }

  @Test func labelsInParagraphs() throws {
    let body = ["标准名称：张家湾", "汉语拼音：Zhāngjiā Wān　密级：秘密"].map(Fixtures.wordParagraph).joined()
    let data = try read(folder.write("a.docx", Fixtures.wordDocument(body)))
    #expect(data[.placeName].texts(.name) == ["张家湾"])
    #expect(data[.placeName].texts("secrecy") == ["秘密"])
  }

  @Test func mergedAndNestedCells() throws {
    let inner = Fixtures.wordTable([["密级", "公开"]])
    let outer = Fixtures.wordTable([
      ["标准名称", "张家湾"], ["东经", "自", "106.1"], ["v", "至", "106.2"], ["北纬（自）", "北纬（至）"], ["29.1", "29.2"],
    ])
    .replacing("</w:tc></w:tr></w:tbl>", with: inner + "</w:tc></w:tr></w:tbl>")
    let table = try read(folder.write("a.docx", Fixtures.wordDocument(outer)))[.placeName]
    #expect(table.texts(.longitude) == ["106.1"] && table.texts("longitude_to") == ["106.2"])
    #expect(table.texts(.latitude) == ["29.1"] && table.texts("latitude_to") == ["29.2"])
    #expect(table.texts("secrecy") == ["公开"])
  }

  /// Degrees, minutes and seconds have three boxes; nothing of a fourth one is lost.
  @Test func moreBoxesThanAnAngleHas() throws {
    let table = Fixtures.wordTable([["标准名称", "张家湾"], ["东经", "106", "3", "12", "5"]])
    let data = try read(folder.write("a.docx", Fixtures.wordDocument(table)))
    #expect(data[.placeName].texts(.longitude) == ["106 3 12 5"])
    #expect(data.notes.contains { $0.code == .unparseableValue && $0.field == "longitude" })
  }

  @Test func severalNamesInOneDocument() throws {
    let body = form("张家湾", "50015122200000000001") + form("李家湾", "50015122200000000002")
    let error = try #require(refusal(InputRequest(path: try folder.write("a.docx", Fixtures.wordDocument(body)))))
    #expect(error.message.zh.contains("李家湾"))
  }

  @Test func exchangeFilesInAFolder() throws {
    _ = try folder.write("a.xml", "<?xml version='1.0'?><metadata><title>x</title></metadata>")
    let names = try folder.write("b.xml", "<RECORDS><R><Item name='BMMX0002'>甲</Item></R></RECORDS>")
    #expect(try Intake.inputs(inFolder: folder.url.path) == [names])
  }
}
