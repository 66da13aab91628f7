import Foundation
import Intake
import Registry
import Testing

@Suite struct EncodingTests {
  let folder: TemporaryFolder
  let text = "标准名称,备注\n巴川街道,民政局\n安居古城,重庆市铜梁区\n"

  init() throws { folder = try TemporaryFolder() }

  @Test func utf8WithAndWithoutMark() throws {
    let plain = try read(folder.write("a.csv", text))
    let marked = try read(folder.write("b.csv", [0xEF, 0xBB, 0xBF] + Array(text.utf8)))
    #expect(plain[.placeName].texts(.name) == ["巴川街道", "安居古城"])
    #expect(marked[.placeName].texts(.name) == ["巴川街道", "安居古城"])
    #expect(marked.sources[0].headers.first?.name == "标准名称")
    #expect(plain.sources[0].encoding == "UTF-8 (valid UTF-8)")
    #expect(marked.sources[0].encoding == "UTF-8 (BOM)")
  }

  @Test func utf16WithMark() throws {
    let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try read(folder.write("a.csv", [0xFF, 0xFE] + units))[.placeName].texts(.name) == ["巴川街道", "安居古城"])
  }

  @Test(arguments: [false, true]) func utf16WithoutMark(isBigEndian: Bool) throws {
    let units = text.utf16.flatMap { unit in
      isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    let data = try read(folder.write("a.csv", units))
    #expect(data[.placeName].texts(.name) == ["巴川街道", "安居古城"])
    #expect(data.sources[0].encoding == "UTF-16\(isBigEndian ? "BE" : "LE") (detected)")
  }

  /// A stray NUL costs its row; it makes no UTF-16 of a text.
  @Test(arguments: [false, true]) func aNULIsNoUTF16(isGB: Bool) throws {
    let text = "标准名称,备注\n巴川街道,民\u{0}政局\n安居古城,铜梁\n"
    let data = try read(folder.write("a.csv", isGB ? gb18030(text) : Array(text.utf8)))
    #expect(data[.placeName].texts(.name) == ["安居古城"])
    #expect(data.rejected.map(\.origin.row) == [2])
    let ascii = try read(folder.write("b.csv", "name,lon,lat\nA,106,29\nB\u{0},106,29\n"))
    #expect(ascii[.placeName].texts(.name) == ["A"])
  }

  @Test func big5IsDetected() throws {
    let big5 = String.Encoding(rawValue: 0x8000_0A03)
    let table = "name,備註\n巴川街道,重慶市銅梁區民政局\n安居古城,土橋鎮的舊稱與歷史沿革\n"
    let data = try read(folder.write("a.csv", Array(try #require(table.data(using: big5)))))
    #expect(data[.placeName].texts(.name) == ["巴川街道", "安居古城"])
    #expect(data.sources[0].headers.last?.name == "備註")
    #expect(data.sources[0].encoding.hasPrefix("BIG5"))
  }

  /// A table put together from two exports.
  @Test func columnsInTwoEncodings() throws {
    let rows: [(String, String)] = [("标准名称", "所在(跨)行政区"), ("王家湾", "土桥镇"), ("李家坝", "二坪镇"), ("张家沟", "巴川街道")]
    let bytes = rows.flatMap { Array($0.0.utf8) + Array(",".utf8) + gb18030($0.1) + Array("\n".utf8) }
    let data = try read(folder.write("a.csv", bytes))
    #expect(data[.placeName].texts(.name) == ["王家湾", "李家坝", "张家沟"])
    #expect(data[.placeName].texts(.unit) == ["土桥镇", "二坪镇", "巴川街道"])
    #expect(data.sources[0].encoding == "UTF-8 + GB18030 (detected)")
    let notes = data.notes.filter { $0.code == .damagedText }
    #expect(notes.map(\.field) == ["所在(跨)行政区"])
    #expect(notes.first?.details["damage"] == "encoding")
  }

  /// More than is written at once, with long stretches in one encoding.
  @Test func aLongTableInTwoEncodings() throws {
    let filler = Array(String(repeating: "王家湾,土桥镇\n", count: 60_000).utf8)
    let head = Array("标准名称,所属政区\n".utf8)
    let foreign = Array("张家沟,".utf8) + gb18030("巴川街道") + Array("\n".utf8)
    let data = try read(folder.write("a.csv", head + filler + foreign + filler + foreign))
    #expect(data.sources[0].encoding == "UTF-8 + GB18030 (detected)")
    let units = data[.placeName].texts(.unit)
    #expect(units.count == 120_002)
    #expect(units.indices.filter { units[$0] != "土桥镇" } == [60_000, 120_001])
    #expect(units[60_000] == "巴川街道" && units[120_001] == "巴川街道")
  }

  @Test func gb18030IsDetectedAndNoted() throws {
    let data = try read(folder.write("a.csv", gb18030(text)))
    #expect(data[.placeName].texts(.name) == ["巴川街道", "安居古城"])
    #expect(data.sources[0].encoding == "GB18030 (detected)")
    #expect(data.notes.contains { $0.code == .encodingDetected && $0.value == "GB18030" })
  }

  @Test func charactersOutsideGBK() throws {
    let data = try read(folder.write("a.csv", gb18030("标准名称,备注\n㙦头镇,重庆市铜梁区民政局\n𬭎村,大足区\n")))
    #expect(data[.placeName].texts(.name) == ["㙦头镇", "𬭎村"])
  }

  @Test func theOptionWinsOverDetection() throws {
    let path = try folder.write("a.csv", gb18030(text))
    let data = try read(InputRequest(path: path, encoding: "GBK")).data
    #expect(data[.placeName].texts(.name) == ["巴川街道", "安居古城"])
    #expect(data.sources[0].encoding == "GB18030 (--encoding)")
    #expect(data.notes.allSatisfy { $0.code != .encodingDetected })
  }

  @Test func undecodableCellsAreQuarantinedWhereTheEncodingIsKnown() throws {
    let bytes = Array("标准名称,备注\n甲村,a\n乙".utf8) + [0xE6, 0x9D] + Array(",b\n丙村,c\n".utf8)
    let data = try read(InputRequest(path: folder.write("a.csv", bytes), encoding: "UTF-8")).data
    #expect(data[.placeName].texts(.name) == ["甲村", "丙村"])
    #expect(data.rejected.map(\.origin.row) == [3])
    #expect(data.rejected.first?.field == "标准名称")
    let gb = gb18030("标准名称,备注\n甲村,a\n") + [0xFF, 0xFF] + gb18030(",b\n丙村,c\n")
    let second = try read(InputRequest(path: folder.write("b.csv", gb), encoding: "GB18030")).data
    #expect(second[.placeName].texts(.name) == ["甲村", "丙村"])
    #expect(second.rejected.map(\.origin.row) == [3])
  }

  @Test func unknownEncodingIsRefusedWithWhatToDo() throws {
    let path = try folder.write(
      "a.csv", Array("name,remark\ncaf".utf8) + [0xE9] + Array(",na".utf8) + [0xEF] + Array("ve\n".utf8))
    let error = try #require(refusal(InputRequest(path: path)))
    guard case .unknownEncoding = error.problem else {
      Issue.record("\(error)")
      return
    }
    #expect(error.message.zh.contains("a.csv") && error.message.zh.contains("--encoding"))
  }

  @Test func namesOfEncodingsThatDoNotExist() throws {
    let error = try #require(refusal(InputRequest(path: try folder.write("a.csv", text), encoding: "GBX")))
    #expect(error.problem == .unsupportedEncoding)
    #expect(error.message.zh.contains("GBX"))
  }
}
