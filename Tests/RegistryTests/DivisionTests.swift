import TestSupport
import Testing

@testable import Registry

@Suite struct DivisionKeyTests {
  @Test(arguments: [
    ("500151", "500151"), ("500151000", "500151"), ("500151000000", "500151"), ("156500151", "500151"),
    ("500151101", "500151101"), ("500151101000", "500151101"), ("500151101001", "500151101001"),
    ("500100", "5001"), ("500000", "50"), ("500000000000", "50"), ("50", "50"), ("5001", "5001"), ("156500000", "50"),
    ("156110000", "11"), ("156150100", "1501"), ("156110101", "110101"), ("150102001", "150102001"),
    ("152201001", "152201001"),
    (" 500151 ", "500151"), ("500 151", "500151"), ("440000", "44"), ("500110", "500110"), ("110000", "11"),
    ("820000", "82"),
  ])
  func removesPadding(_ text: String, _ key: String) {
    #expect(DivisionKey.unpadded(text) == key)
  }

  @Test(arguments: ["", "铜梁区", "500151A", "５００１５１", "4.20115E+19", "5001511", "50015110100000"])
  func leavesOtherTextsAlone(_ text: String) {
    #expect(DivisionKey.unpadded(text) == text)
  }

  @Test func paddingACodeAndTakingItOffIsNothing() {
    var generator = SeededGenerator(seed: 4)
    func digits(_ range: ClosedRange<Int>, _ width: Int) -> String {
      let text = String(Int.random(in: range, using: &generator))
      return String(repeating: "0", count: width - text.count) + text
    }
    for _ in 0..<1000 {
      let province = digits(11...82, 2)
      let county = province + digits(1...70, 2) + digits(1...99, 2)
      guard !county.hasPrefix("156") else { continue }
      let town = county + digits(1...599, 3)
      let village = town + digits(1...599, 3)
      for code in [county, town, village] { #expect(DivisionKey.unpadded(code) == code) }
      #expect(DivisionKey.unpadded(county + "000000") == county)
      #expect(DivisionKey.unpadded(county + "000") == county)
      #expect(DivisionKey.unpadded("156" + county) == county)
      #expect(DivisionKey.unpadded(town + "000") == town)
    }
  }
}

@Suite struct DivisionLevelTests {
  @Test(
    arguments: [
      ("省级", .province), ("省", .province), ("province", .province), ("自治区", .province), ("直辖市", .province),
      ("市级", .prefecture),
      ("地级市", .prefecture), ("市", .prefecture), ("自治州", .prefecture), ("盟", .prefecture), ("县级", .county),
      ("县", .county),
      ("区", .county), ("区县级", .county), ("县级市", .county), ("市辖区", .county), ("自治县", .county), ("旗", .county),
      ("County", .county), ("乡级", .town), ("乡", .town), ("镇", .town), ("镇街", .town), ("街道", .town), ("乡镇级", .town),
      ("town", .town), ("村", .village), ("村级", .village), ("社区", .village), ("village", .village), (" 县 级 ", .county),
      ("地区", .prefecture), ("区县界", .county),
    ] as [(String, DivisionLevel)])
  func reads(_ text: String, _ level: DivisionLevel) {
    #expect(DivisionLevel(parsing: text) == level)
  }

  @Test(arguments: ["", "未知", "3", "国"])
  func refuses(_ text: String) {
    #expect(DivisionLevel(parsing: text) == nil)
  }

  @Test func comesFromTheCodeWhereTheFieldSaysNothing() {
    var table = RecordTable(kind: .division)
    let rows: [(String, String)] = [
      ("500151101000", ""), ("500151", ""), ("500151", "乡级"), ("500151", "不明"), ("50015", ""), ("", "村"), ("50", ""),
    ]
    for (row, (code, level)) in rows.enumerated() {
      table.append([.code: code, .level: level, .name: "甲"], origin: Origin(source: 0, row: row))
    }
    let levels = Division.all(in: table).map(\.level)
    #expect(levels == [.town, .county, .town, .county, nil, .village, .province])
  }
}

@Suite struct UnitIndexTests {
  private static let divisions: [Division] = {
    var table = RecordTable(kind: .division)
    for (row, (code, name)) in [("500151001000", "巴川街道"), ("500151101", "土桥镇"), ("500117101", "土桥镇"), ("", "合川区")]
      .enumerated()
    {
      table.append([.code: code, .name: name], origin: Origin(source: 0, row: row))
    }
    return Division.all(in: table)
  }()

  @Test(arguments: [
    ("500151001", [0]), ("500151001000", [0]), ("巴川街道", [0]), ("巴川街道办事处", [0]), ("巴川街道人民政府", [0]), (" 巴 川街道", [0]),
    ("土桥镇", [1, 2]), ("合川区", [3]), ("合川", []), ("", []), ("500151", []),
  ])
  func finds(_ text: String, _ expected: [Int]) {
    #expect(UnitIndex(Self.divisions).divisions(named: text) == expected)
  }
}
