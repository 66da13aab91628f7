import Intake
import Registry
import TestSupport
import Testing

@Suite struct ExchangeXMLTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func item(_ code: String, _ name: String, _ value: String) -> String {
    "<Item name='\(code)' name_cn='\(name)'>\(value)</Item>"
  }

  private func record(_ number: Int, _ more: String = "") -> String {
    item("BMMX0001", "地名代码", "5001510000000000000\(number)") + item("BMMX0002", "标准地名", "张家湾\(number)")
      + item("BMMX0006", "罗马字母拼写", "ZHANGJIAWAN") + more
  }

  private func expectNames(_ data: Dataset, _ names: [String]) {
    #expect(data[.placeName].texts(.name) == names)
    #expect(data[.placeName].texts("place_code").first == "50015100000000000001")
    #expect(data[.placeName].origins.map(\.row) == Array(1...names.count))
    #expect(data.sources[0].format == "XML")
  }

  @Test(arguments: [
    ("<RECORD>", "</RECORD>"), ("<ROW><FIELDS>", "</FIELDS></ROW>"), ("", ""), ("<x:R xmlns:x='u'>", "</x:R>"),
  ])
  func recordsInAnyElement(_ begin: String, _ end: String) throws {
    let records = [
      record(1, item("BMMX0042", "含义", "张姓 &amp; <![CDATA[湾]]>")), record(2), record(3, item("QTXX", "自定", "x")),
    ]
    let text =
      "<?xml version='1.0' encoding='UTF-8'?><RECORDS>" + records.map { begin + $0 + end }.joined(separator: "\n")
      + "</RECORDS>"
    let data = try read(folder.write("t.xml", text))
    expectNames(data, ["张家湾1", "张家湾2", "张家湾3"])
    #expect(data[.placeName].texts("meaning") == ["张姓 & 湾", "", ""])
    #expect(data[.placeName].texts(.attributes) == ["", "", "{\"自定\":\"x\"}"])
  }

  @Test(arguments: ["GBK", "gb2312", "GB18030"])
  func chineseEncodings(_ name: String) throws {
    let text = "<?xml version=\"1.0\" encoding=\"\(name)\"?><RECORDS><R>\(record(1))</R></RECORDS>"
    let data = try read(folder.write("t.xml", gb18030(text)))
    expectNames(data, ["张家湾1"])
    #expect(data.sources[0].encoding == "GB18030 (XML)")
  }

  @Test func utf16() throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><RECORDS><R>\(record(1))</R></RECORDS>"
    let units = [0xFEFF] + text.utf16
    let data = try read(folder.write("t.xml", units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
    expectNames(data, ["张家湾1"])
    #expect(data.sources[0].encoding == "UTF-16LE (BOM)")
  }

  @Test func theOptionStandsAboveTheDeclaration() throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><RECORDS><R>\(record(1))</R></RECORDS>"
    let path = try folder.write("t.xml", gb18030(text))
    #expect(refusal(InputRequest(path: path))?.message.zh.contains("--encoding") == true)
    expectNames(try read(InputRequest(path: path, encoding: "GBK")).data, ["张家湾1"])
  }

  @Test func codesAloneAreEnough() throws {
    let text = "<RECORDS><R><Item name='BMMX0002'>甲</Item><Item name='BMMX0018' value='Jiǎ'/></R></RECORDS>"
    let data = try read(folder.write("t.xml", text))
    #expect(data[.placeName].texts(.name) == ["甲"])
    #expect(data[.placeName].texts("pinyin") == ["Jiǎ"])
  }

  @Test func entitiesAreRefused() throws {
    let bomb =
      "<!DOCTYPE RECORDS [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><RECORDS><R><Item name='BMMX0002'>&b;</Item></R></RECORDS>"
    let error = try #require(refusal(InputRequest(path: try folder.write("t.xml", bomb))))
    #expect(error.message.zh.contains("ENTITY") && error.message.zh.contains("第 1 行"))
    let external =
      "<!DOCTYPE RECORDS [<!ENTITY x SYSTEM \"\(try folder.write("secret", "s"))\">]><RECORDS><Item name='BMMX0002'>&x;</Item></RECORDS>"
    #expect(refusal(InputRequest(path: try folder.write("u.xml", external))) != nil)
  }

  @Test func cutFilesAreRefused() throws {
    let text = "<RECORDS><R>\(record(1))</R>\n<R>"
    let error = try #require(refusal(InputRequest(path: try folder.write("t.xml", text))))
    #expect(error.message.zh.contains("第 2 行") && error.message.zh.contains("不是完好的 XML"))
    #expect(refusal(InputRequest(path: try folder.write("u.xml", "<RECORDS></RECORDS>"))) != nil)
  }

  @Test func manyRecordsInSeveralBatches() throws {
    let text =
      "<RECORDS>"
      + (1...40_000).map {
        "<R><Item name='BMMX0002'>村\($0)</Item>" + ($0 == 40_000 ? "<Item name='BMMX0042'>末</Item>" : "") + "</R>"
      }.joined() + "</RECORDS>"
    let table = try read(folder.write("t.xml", text))[.placeName]
    #expect(table.count == 40_000)
    #expect(table.texts(.name).last == "村40000" && table.texts("meaning").last == "末")
  }

  @Test(arguments: 0..<20)
  func damagedFilesEndWell(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(
      "<?xml version='1.0' encoding='GBK'?><RECORDS><R>\(record(1))</R><R>\(record(2))</R></RECORDS>".utf8)
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    let path = try folder.write("t.xml", bytes)
    // Records or a reason, but an end.
    if let error = refusal(InputRequest(path: path)) { #expect(!error.message.zh.isEmpty) }
  }
}
