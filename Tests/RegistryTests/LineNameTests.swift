import TestSupport
import Testing

@testable import Registry

@Suite struct LineNameTests {
  @Test(arguments: [
    ("渝川线", "川渝线"), ("铜合线", "合铜线"), ("青阳石台线", "石台青阳线"), ("铜梁-合川线", "合川-铜梁线"), ("铜梁-合川线", "合川－铜梁线"),
    ("铜梁—合川线", "合川铜梁线"), ("铜梁——合川线", "合川·铜梁线"), ("铜梁与合川线", "合川与铜梁线"), ("铜梁和合川线", "合川-铜梁线"),
    ("民和-乐都线", "乐都-民和线"), ("民和乐都线", "乐都—民和线"), ("和县-含山线", "含山-和县线"), ("张家界-湘西线", "湘西张家界线"), ("张家界湘西界线", "湘西-张家界线"),
    ("鄂尔多斯市—巴彦淖尔市界线", "巴彦淖尔市—鄂尔多斯市界线"), ("铜梁合川界线", "铜梁合川线"), ("铜梁区与合川区行政区域界线", "合川区与铜梁区界线"),
    ("铜 合 线", "合铜线"), ("铜\u{3000}合线", "铜合线"), ("皖豫线阜阳段", "豫皖线阜阳段"), ("铜梁-合川", "合川-铜梁"), ("铜合", "合铜线"),
  ])
  func partiesStandInAnyOrder(_ left: String, _ right: String) {
    #expect(LineName.key(left) == LineName.key(right))
  }

  @Test(arguments: [
    ("铜合线", "铜河线"), ("铜合线", "铜大线"), ("皖豫线", "皖豫线阜阳段"), ("皖豫线阜阳段", "皖豫线亳州段"), ("铜梁合川线", "合铜梁川线"),
    ("", "铜合线"),
  ])
  func otherLinesStayApart(_ left: String, _ right: String) {
    #expect(LineName.key(left) != LineName.key(right))
  }

  @Test func everyPairOfPartiesHasOneKeyAndNoOtherPairHasIt() {
    let parties = ["铜梁", "合川", "大足", "永川", "璧山", "潼南", "民和", "和县", "界首", "张家界", "青阳", "石台", "兴和", "呼和浩特"]
    var pairs: [String: Set<[String]>] = [:]
    for first in parties {
      for second in parties where first != second {
        let spellings = ["\(first)\(second)线", "\(first)-\(second)线", "\(first)—\(second)界线", "\(first)、\(second)线"]
        #expect(Set(spellings.map(LineName.key)).count == 1, "\(first) \(second)")
        for spelling in spellings { pairs[LineName.key(spelling), default: []].insert([first, second].sorted()) }
      }
    }
    #expect(pairs.values.allSatisfy { $0.count == 1 })
    #expect(pairs.count == parties.count * (parties.count - 1) / 2)
  }

  /// Every rotation of a word has its key, found against the plain definition.
  @Test func theKeyIsTheSmallestRotation() {
    var generator = SeededGenerator(seed: 21)
    let alphabet: [Unicode.Scalar] = ["甲", "乙", "丙"]
    for _ in 0..<500 {
      let word = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<3, using: &generator)]
      }
      let rotations = word.indices.map { Array(word[$0...] + word[..<$0]) }
      let smallest = rotations.min { $0.lexicographicallyPrecedes($1) } ?? []
      for rotation in rotations {
        let name = String(String.UnicodeScalarView(rotation)) + "线"
        #expect(LineName.key(name) == String(String.UnicodeScalarView(smallest)) + "线")
      }
    }
  }

  @Test func aLongCellCostsNoMoreThanItsLength() {
    let cell = String(repeating: "铜", count: 100_000) + "合线"
    #expect(LineName.key(cell).unicodeScalars.count == 100_002)
  }
}

@Suite struct MarkerNumberTests {
  @Test(arguments: [
    ("5051001Q", "5051", 1, "Q", "001"), ("5051001A", "5051", 1, "A", "001"), ("5051001B", "5051", 1, "B", "001"),
    ("5051002C", "5051", 2, "C", "002"), ("5051002D", "5051", 2, "D", "002"), ("5051002E", "5051", 2, "E", "002"),
    ("1253165", "1253", 165, "-", "165"), ("2号", "", 2, "-", "002"), ("2号界桩", "", 2, "-", "002"),
    ("12", "", 12, "-", "012"),
    ("5051001q", "5051", 1, "Q", "001"), (" 5051 001Q ", "5051", 1, "Q", "001"), ("5051003I", "5051", 3, "I", "003"),
    ("50511000", "50511", 0, "-", "000"), ("001Q", "", 1, "Q", "001"),
  ])
  func reads(_ text: String, _ prefix: String, _ serial: Int, _ letter: String, _ serialKey: String) throws {
    let number = try #require(MarkerNumber(text))
    #expect(number.prefix == prefix)
    #expect(number.serial == serial)
    #expect(number.letterKey == letter)
    #expect(number.serialKey == serialKey)
  }

  @Test func aTripointNamesThreeUnitsAndHasNoSerial() throws {
    let number = try #require(MarkerNumber("238184I"))
    #expect((number.prefix, number.serial, number.letterKey, number.serialKey) == ("238184", nil, "I", "238184"))
    #expect(!number.isSingle)
  }

  @Test(arguments: [
    "5051001Z", "5051001F", "", " ", "Q", "号", "铜合2", "江津-永川2号界桩", "5051-001Q", "5051001QQ", "5051001ß", "二号", "½",
    "1.5",
    "5051001Q1",
  ])
  func refuses(_ text: String) {
    #expect(MarkerNumber(text) == nil)
  }

  @Test func onlySinglesStandOnTheLine() {
    #expect(["5051001Q", "5051001", "2号"].allSatisfy { MarkerNumber($0)?.isSingle == true })
    #expect(
      ["5051001A", "5051001B", "5051001C", "5051001D", "5051001E", "5051001I"]
        .allSatisfy { MarkerNumber($0)?.isSingle == false })
  }

  @Test func writesOtherSerialsInItsOwnForm() {
    #expect(MarkerNumber("5051001Q")?.writing(serial: 12) == "5051012")
    #expect(MarkerNumber("5051001Q")?.writing(serial: 1000) == "50511000")
    #expect(MarkerNumber("2号")?.writing(serial: 12) == "12")
    #expect(MarkerNumber("002")?.writing(serial: 12) == "012")
  }
}

@Suite struct MapScaleTests {
  @Test(arguments: [
    ("1:10000", 10_000), ("1：10000", 10_000), ("1/50000", 50_000), ("1∶1万", 10_000), ("1：5万", 50_000),
    ("10000", 10_000),
    ("1:10,000", 10_000), ("1: 1 万", 10_000), ("1万", 10_000), ("1:2.5万", 25_000), ("１：１００００", 10_000), ("1:0.5万", 5000),
    ("1:100万", 1_000_000), ("1:100000000", 100_000_000),
  ])
  func reads(_ text: String, _ denominator: Int) {
    #expect(MapScale.denominator(text) == denominator)
  }

  @Test(arguments: [
    "", "1:", ":10000", "2:10000", "1:0", "1:-5", "-5", "万", "1:一万", "abc", "1:1e4", "1:100000001", "1:99999万",
    "1:10000:2",
    "1:0.00001万", "1:2.55555万", "1:9999999999999999999999", "inf", "nan万", "1:0x10",
  ])
  func refuses(_ text: String) {
    #expect(MapScale.denominator(text) == nil)
  }
}

@Suite struct LineIndexTests {
  private static let lines = lines([("铜合线", "500117500151"), ("铜大线", "500111500151"), ("皖豫线阜阳段", ""), ("", "99")])

  private static func lines(_ records: [(name: String, code: String)]) -> [BoundaryLine] {
    var table = RecordTable(kind: .boundaryLine)
    for (row, record) in records.enumerated() {
      table.append([.name: record.name, .code: record.code], origin: Origin(source: 0, row: row + 2))
    }
    return BoundaryLine.all(in: table)
  }

  @Test(
    arguments: [
      ("合铜线", nil, 0), (nil, "500111500151", 1), ("铜河线", "500111500151", 1), ("铜合线", "500111500151", 0),
      ("豫皖线阜阳段", nil, 2),
      (nil, "99", 3), ("铜合线、铜大线", nil, 0), ("铜永线、大铜线", nil, 1), ("铜永线/大铜线", nil, 1), ("铜永线；铜潼线; 铜大线", nil, 1),
      ("铜永线，铜大线", nil, 1), (nil, "1;500111500151", 1), (nil, "1/500111500151", 1), ("铜永线、铜潼线", "1、99", 3),
      ("铜大线\n铜合线", nil, 1),
    ] as [(String?, String?, Int)])
  func finds(_ name: String?, _ code: String?, _ line: Int) {
    #expect(LineIndex(Self.lines).line(name: name, code: code) == line)
  }

  @Test(
    arguments: [("铜永线", nil), (nil, nil), ("皖豫线", nil), ("", ""), ("铜永线、铜潼线", "1;2"), ("、", "/")]
      as [(String?, String?)])
  func findsNone(_ name: String?, _ code: String?) {
    #expect(LineIndex(Self.lines).line(name: name, code: code) == nil)
  }

  @Test func theWholeNameComesBeforeItsPieces() {
    let lines = Self.lines([("铜梁线", ""), ("铜梁、合川线", "")])
    #expect(LineIndex(lines).line(name: "铜梁、合川线", code: nil) == 1)
  }

  @Test func theFirstOfTwoCopiesOfALineIsTaken() {
    let lines = Self.lines([("铜合线", ""), ("合铜线", "")])
    #expect(LineIndex(lines).line(name: "合铜线", code: nil) == 0)
  }

  @Test func markersAreNamedByTheMatchedLine() {
    var table = RecordTable(kind: .boundaryMarker)
    for (row, record) in [
      ("合铜线", "", "5117003Q"), ("铜永线", "", "5117004"), ("", "500111500151", "5117005A"), ("", "", "2号"),
      ("铜合线", "", "5051001Z"),
    ]
    .enumerated() {
      table.append(
        [.line: record.0, .lineCode: record.1, .number: record.2], origin: Origin(source: 0, row: row + 2))
    }
    let markers = BoundaryMarker.all(in: table, lines: Self.lines)
    #expect(markers.map(\.subject.key).prefix(4) == ["铜合线/003/Q", "铜永线/004/-", "铜大线/005/A", "/002/-"])
    #expect(markers.map(\.subject.name) == ["5117003Q", "5117004", "5117005A", "2号", "5051001Z"])
    #expect(markers.map(\.line) == [0, nil, 1, nil, 0])
    #expect(markers.map(\.lineLabel) == ["合铜线", "铜永线", "500111500151", nil, "铜合线"])
    #expect(markers[4].parsedNumber == nil)
    #expect(markers[4].subject.key == table.contentKey(ofRow: 4))
  }
}
