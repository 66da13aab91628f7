import Foundation
import Registry
import Testing

@testable import Delivery

@Suite struct JSONTests {
  @Test func textsComeBackAsTheyWere() throws {
    let texts = [
      "", "界桩 “甲”", "\"\\/", "\u{0}\u{1}\u{1F}\u{7F}", "\r\n\t\u{8}\u{C}", "𠮷\u{1F600}", "a\u{301}", "\u{FFFD}\u{FEFF}",
      "\u{2028}</script>",
    ]
    var json = JSONWriter()
    json.array(.lines) { json in texts.forEach { json.value($0) } }
    let read = try JSONDecoder().decode([String].self, from: Data(json.document))
    #expect(read.map { Array($0.unicodeScalars) } == texts.map { Array($0.unicodeScalars) })
  }

  @Test func numbersComeBackAsTheyWere() throws {
    var numbers = [
      0, -0.5, 4, 37.2, 1e-7, 123_456_789.123_456_78, 1e21, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    var state: UInt64 = 1
    for _ in 0..<1000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      numbers.append(Double(Int64(bitPattern: state)) / 1e12)
    }
    var json = JSONWriter()
    json.array { json in numbers.forEach { json.value($0) } }
    #expect(try JSONDecoder().decode([Double].self, from: Data(json.bytes)) == numbers)
  }

  @Test func layoutsAndAbsentMembers() {
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("absent", nil as String?)
      json.array("empty", .lines) { _ in }
      json.object("inline") { json in
        json.member("a", 1)
        json.array("b") {
          $0.value(true); $0.null(); $0.value(.infinity)
        }
      }
      json.array("lines", .lines) { $0.object { _ in } }
    }
    #expect(
      String(decoding: json.document, as: UTF8.self) == """
        {
          "empty": [],
          "inline": {"a": 1, "b": [true, null, null]},
          "lines": [
            {}
          ]
        }

        """)
  }

  @Test func csvQuotes() {
    var csv = CSVWriter()
    csv.row(["甲", "a,b", "说“好”", "\"q\"", "一\n二", ""])
    #expect(
      String(decoding: csv.bytes, as: UTF8.self) == "\u{FEFF}甲,\"a,b\",说“好”,\"\"\"q\"\"\",\"一\n二\",\r\n")
  }

  @Test func outputsDoNotDependOnTheRun() {
    let result = SampleResult.check
    for _ in 0..<3 {
      #expect(
        FindingsJSON.render(result, toolVersion: "1", language: .zh)
          == FindingsJSON.render(result, toolVersion: "1", language: .zh))
    }
  }
}
