import Foundation
import Intake
import Registry
import TestSupport
import Testing

@Suite struct CSVTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, _ name: String = "t.csv") throws -> Dataset {
    try IntakeTests.read(folder.write(name, text))
  }

  // The corpus is one folder of files with the parsed rows beside them.
  @Test(
    .enabled(if: SharedData.isPresent),
    arguments: [
      "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
      "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ])
  func agreesWithCSVSpectrum(_ name: String) throws {
    let json = try Data(contentsOf: URL(fileURLWithPath: SharedData.path("corpora/csv_spectrum/json/\(name).json")))
    let expected = try #require(try JSONSerialization.jsonObject(with: json) as? [[String: String]])
    let data = try IntakeTests.read(
      InputRequest(path: SharedData.path("corpora/csv_spectrum/csvs/\(name).csv"), kind: .constraint)
    ).data
    let table = data[.constraint]
    #expect(table.count == expected.count)
    let headers = data.sources[0].headers
    for (row, object) in expected.enumerated() {
      let attributes = table.text(.attributes, row) ?? "{}"
      let kept = try JSONSerialization.jsonObject(with: Data(attributes.utf8)) as? [String: String]
      for (header, value) in object {
        let entry = try #require(headers.first { $0.name == header })
        let cell = entry.key.map { table[FieldKey(rawValue: $0)]?[row] ?? "" } ?? kept?[header] ?? ""
        // The copy of `newlines_crlf` has lost its CR, so line ends inside cells are compared as LF.
        #expect(cell.replacing("\r\n", with: "\n") == value.replacing("\r\n", with: "\n"))
      }
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func readsEveryLineEnd(_ lineEnd: String) throws {
    let table = try read(["标准名称,备注", "龙水湖,甲", "巴岳山,乙"].joined(separator: lineEnd))[.placeName]
    #expect(table.texts(.name) == ["龙水湖", "巴岳山"])
    #expect(table.origins.map(\.row) == [2, 3])
  }

  @Test func rowsCountAsInASpreadsheet() throws {
    let table = try read("标准名称,备注\n甲村,\"一\n二\"\n\n乙村,\n")[.placeName]
    #expect(table.origins.map(\.row) == [2, 4])
    #expect(table[FieldKey(rawValue: "remark")]?[0] == "一\n二")
  }

  @Test(arguments: [",", ";", "\t"])
  func findsTheDelimiter(_ delimiter: String) throws {
    let rows = [["标准名称", "备注"], ["甲、乙,丙;丁村", "x"], ["戊村", "y"]]
    let text = rows.map { $0.map { "\"\($0)\"" }.joined(separator: delimiter) }.joined(separator: "\n")
    #expect(try read(text)[.placeName].texts(.name) == ["甲、乙,丙;丁村", "戊村"])
  }

  @Test func skipsTitleRowsAndSaysSo() throws {
    let data = try read("铜梁区地名成果表,,\n单位：民政局,,\n标准名称,罗马字母拼写,备注\n甲村,Jiacun,\n")
    #expect(data[.placeName].texts(.name) == ["甲村"])
    #expect(data[.placeName].origins.map(\.row) == [4])
    #expect(data.notes.contains { $0.code == .titleRowsSkipped && $0.row == 3 })
  }

  @Test func passesOverBlankRows() throws {
    let data = try read("标准名称,备注\n甲村,\n , 　\n,\n乙村,\n")
    #expect(data[.placeName].texts(.name) == ["甲村", "乙村"])
    #expect(data.sources[0].readCount == 2)
    #expect(data.sources[0].rejectedCount == 0)
  }

  // MARK: Quarantine

  @Test func ragged() throws {
    let data = try read("标准名称,备注\n甲村\n乙村,x,多余\n丙村,y,,\n")
    #expect(data[.placeName].texts(.name) == ["甲村", "丙村"])
    let rejected = try #require(data.rejected.first)
    #expect(rejected.origin.row == 3)
    #expect(rejected.cells == ["乙村", "x", "多余"])
    #expect(rejected.reason.zh.contains("3 格") && rejected.reason.zh.contains("2 列"))
    let source = data.sources[0]
    #expect((source.readCount, source.importedCount, source.rejectedCount) == (3, 2, 1))
  }

  @Test(arguments: ["\"乙村,x", "\"乙\"村,x", "乙村,\"x"])
  func unbalancedQuotesCostOneLine(_ line: String) throws {
    let data = try read("标准名称,备注\n甲村,1\n\(line)\n丙村,\"3\"\n丁村,4\n")
    #expect(data[.placeName].texts(.name) == ["甲村", "丙村", "丁村"])
    #expect(data[.placeName].origins.map(\.row) == [2, 4, 5])
    #expect(data.rejected.map(\.cells) == [[line]])
    #expect(data.rejected.map(\.origin.row) == [3])
  }

  @Test func nulBytes() throws {
    let early = refusal(InputRequest(path: try folder.write("early.csv", "标准名称\n甲\0\0\0村\n")))
    #expect(early?.problem == .notText)
    let rows = (0..<2000).map { "第\($0)村,x" }
    let data = try read((["标准名称,备注"] + rows + ["坏\0村,y", "末村,z"]).joined(separator: "\n"))
    #expect(data[.placeName].count == 2001)
    #expect(data.rejected.map(\.field) == ["标准名称"])
  }

  @Test func requiredNumbersMustBeReadable() throws {
    let data = try read("区划代码,名称,人口\n500151001,巴川街道,\"12,034人\"\n500151002,东城街道,不详\n500151003,南城街道,\n")
    #expect(data[.population].texts(.code) == ["500151001", "500151003"])
    #expect(data.rejected.map(\.field) == ["人口"])
    #expect(data.rejected.first?.cells == ["500151002", "东城街道", "不详"])
  }

  // MARK: Batches

  @Test func batchesMakeTheSameTableAsOneGo() throws {
    // More than a batch, and more than the size up to which files are copied rather than mapped.
    let count = 60_000
    let text = "标准名称,备注,未知列\n" + (0..<count).map { "第\($0)村,\"a\"\"\($0)\",v\($0)" }.joined(separator: "\n")
    let table = try read(text)[.placeName]
    #expect(table.count == count)
    #expect(table.texts(.name) == (0..<count).map { "第\($0)村" })
    #expect(table.texts("remark") == (0..<count).map { "a\"\($0)" })
    #expect(table.text(.attributes, count - 1) == "{\"未知列\":\"v\(count - 1)\"}")
    #expect(table.origins.map(\.row) == Array(2...count + 1))
  }

  // Large files are looked at in pieces of 8 MiB, which must not cut characters.
  @Test(arguments: ["", "a", "ab"])
  func piecesDoNotCutCharacters(_ shift: String) throws {
    let line = "名" + String(repeating: "村", count: 1000) + "\n"
    let count = 9 * 1024 * 1024 / line.utf8.count
    let data = try read("标准名称\n" + shift + String(repeating: line, count: count))
    #expect(data[.placeName].count == count)
    #expect(data.sources[0].encoding == "UTF-8 (valid UTF-8)")
    #expect(data.rejected.isEmpty)
  }

  // MARK: Random input

  @Test(arguments: UInt64(1)...40)
  func randomTablesComeBack(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = ["a", "村", "\"", ",", "\n", "\r\n", ";", " ", "𠮷", "12", "\t"]
    let rows = (0..<50).map { row in
      ["r\(row)"]
        + (0..<4).map { _ in
          (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
    }
    let text = ([["标准名称", "备注", "简称", "别名", "曾用名"]] + rows)
      .map { row in row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") }
      .joined(separator: "\n")
    let table = try read(text)[.placeName]
    let keys: [FieldKey] = ["name", "remark", "short_name", "alias", "former_name"]
    #expect(table.rows.map { row in keys.map { table[$0]?[row] ?? "" } } == rows)
  }

  @Test(arguments: UInt64(1)...200)
  func randomBytesLoseNoLine(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = ["a", "\"", ",", "\n", "\"\"", "村", "\r", "x,y", "\",\""]
    let body = (0..<60).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    let data = try read("标准名称,备注,简称\n" + body)
    let source = data.sources[0]
    #expect(source.readCount == source.importedCount + source.rejectedCount)
    // Every letter of the input is in a record or in the quarantine.
    let table = data[.placeName]
    let keys: [FieldKey] = ["name", "remark", "short_name"]
    let kept = table.rows.flatMap { row in keys.map { table[$0]?[row] ?? "" } } + data.rejected.flatMap(\.cells)
    #expect(kept.joined().count { $0 == "村" } == body.count { $0 == "村" })
    #expect(kept.joined().count { $0 == "a" } == body.count { $0 == "a" })
  }
}
