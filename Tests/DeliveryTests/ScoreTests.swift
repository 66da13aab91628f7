import Foundation
import Registry
import Testing

@testable import Delivery

@Suite struct ScoreTests {
  private static let table = ScoreTable(
    title: "试行", full: 100,
    items: [
      .init(name: "拼写", rules: ["N6"], per: .percent, points: 0.5, cap: 15),
      .init(name: "重名", rules: ["N50"], per: .finding, points: 2, cap: 3),
      .init(name: "不规范", rules: ["N2", "N106"], per: .percent, points: 1, cap: 10),
      .init(name: "字", rules: ["N3"], per: .percent, points: 1, cap: 10, suspects: .all),
    ], isProposal: false)

  /// Four names in one town, one in another.
  private static let names: NameFixture = {
    var names = NameFixture()
    for number in 1...4 { names.add("甲\(number)", "5001511002220000000\(number)", ["romanisation": "Jia"]) }
    names.add("乙", "50015110122200000005", ["romanisation": "Yi"])
    names.find("N601", 0, .error, .definite)
    names.find("N605", 0, .warning, .definite)
    names.find("N605", 1, .info, .definite)
    names.find("N601", 2, .error, .definite, causedBy: "N101-2")
    names.find("N601", 3, .error, .definite, verdict: "accepted")
    names.find("N501", 0, .warning, .definite, related: [1])
    names.find("N502", 0, .warning, .definite, related: [1])
    names.find("N501", 4, .warning, .definite)
    names.find("N106", 0)
    names.find("N201", 1, verdict: "confirmed")
    return names
  }()

  @Test func deductionsAreCountedByTownAndInAll() throws {
    let score = AcceptanceScore(Self.names.findings(), Self.table)
    #expect(score.lines.map(\.names) == [5, 4, 1])
    #expect(score.findings.names.units.map(\.code) == ["500151100", "500151101"])
    // One of five names is misspelt: hints, consequences and what was accepted do not count; two findings are one name.
    #expect(
      score.lines.map { $0.deductions[0] } == [
        .init(count: 1, points: 10), .init(count: 1, points: 12.5), .init(count: 0, points: 0),
      ])
    // By findings, up to the cap.
    #expect(
      score.lines.map { $0.deductions[1] } == [
        .init(count: 3, points: 3), .init(count: 2, points: 3), .init(count: 1, points: 2),
      ])
    // A suspect counts when it was confirmed.
    #expect(
      score.lines.map { $0.deductions[2] } == [
        .init(count: 1, points: 10), .init(count: 1, points: 10), .init(count: 0, points: 0),
      ])
    // No rule of the item ran.
    #expect(score.lines.allSatisfy { $0.deductions[3] == nil })
    #expect(score.lines.map(\.score) == [77, 74.5, 98])
  }

  /// Four names that are the same are four names with a fault, in the units of each.
  @Test func everyNameOfAGroupCounts() {
    var names = NameFixture()
    for (number, town) in ["100", "100", "101", "102"].enumerated() {
      names.add("王家湾", "500151\(town)2220000000\(number + 1)")
    }
    names.add("李家坝", "50015110222200000009")
    names.find("N501", 0, .warning, .definite, related: [1, 2, 3])
    let table = ScoreTable(
      title: "试行", full: 100,
      items: [
        .init(name: "重名", rules: ["N50"], per: .percent, points: 0.1, cap: 15),
        .init(name: "重名", rules: ["N50"], per: .finding, points: 2, cap: 15),
      ], isProposal: false)
    let score = AcceptanceScore(names.findings(), table)
    #expect(score.lines.map { $0.deductions[0]?.count } == [4, 2, 1, 1])
    #expect(score.lines.map { $0.deductions[0]?.points } == [8, 10, 10, 5])
    #expect(score.lines.map { $0.deductions[1]?.count } == [1, 1, 1, 1])
  }

  @Test func aFaultOfAColumnConcernsAllNames() {
    var names = NameFixture()
    names.add("甲", "50015110022200000001")
    names.add("乙", "50015110122200000002")
    names.findInTable("N607", .warning)
    let score = AcceptanceScore(names.findings(), Self.table)
    #expect(score.lines.map { $0.deductions[0]?.count } == [2, 1, 1])
    #expect(score.lines.map { $0.deductions[0]?.points } == [15, 15, 15])
  }

  @Test func theProposalIsMarkedAsOne() throws {
    var table = Self.table
    table.isProposal = true
    let json = String(
      decoding: ScoreTables(score: AcceptanceScore(Self.names.findings(), table)).json(toolVersion: "1"), as: UTF8.self)
    #expect(json.contains("不是官方分值表") && json.contains("没有评定的扣分项（没有运行的规则）：字"))
    let own = String(
      decoding: ScoreTables(score: AcceptanceScore(Self.names.findings(), Self.table)).json(toolVersion: "1"),
      as: UTF8.self)
    #expect(!own.contains("不是官方分值表") && own.contains("\"schema\": \"jieming.score/1\""))
  }

  @Test func namesOfNoUnitAreScoredToo() {
    var names = NameFixture()
    names.add("甲", "1")
    let score = AcceptanceScore(names.findings(), Self.table)
    #expect(score.lines.count == 2 && score.lines[1].score == 100)
  }
}

@Suite struct SampleTests {
  /// Towns of different sizes, three classes in each.
  private static let names: NameFixture = {
    var names = NameFixture()
    var serial = 0
    for (town, count) in [(100, 300), (101, 90), (102, 7)] {
      for number in 0..<count {
        serial += 1
        let classCode = ["22200", "23510", "12100"][number % 3]
        let digits = String(serial)
        names.add(
          "地\(serial)", "500151\(town)\(classCode)" + String(repeating: "0", count: 6 - digits.count) + digits,
          ["class_code": classCode])
      }
    }
    names.add("旧地名", "50015110022200999999", ["usage": "历史地名"])
    return names
  }()

  private func draw(_ names: NameFixture, _ size: SamplePlan.Size, _ seed: String) -> [String] {
    let sample = NameSample(names.findings(), SamplePlan(size: size, seed: seed))
    return sample.rows.compactMap { sample.findings.names.table.text(.placeCode, $0) }
  }

  @Test func sameSeedSameSampleWhateverTheOrderOfRows() {
    let first = draw(Self.names, .count(40), "铜梁2026")
    #expect(first.count == 40 && Set(first).count == 40)
    #expect(draw(Self.names.reversed, .count(40), "铜梁2026") == first)
    #expect(draw(Self.names, .count(40), "铜梁2027") != first)
    #expect(!first.contains("50015110022200999999"))
  }

  @Test(arguments: ["1", "2", "铜梁", ""]) func everyTownAndClassHasItsShare(_ seed: String) {
    let codes = draw(Self.names, .count(40), seed)
    for (town, total) in [("100", 300.0), ("101", 90), ("102", 7)] {
      let own = codes.filter { $0.dropFirst(6).hasPrefix(town) }
      #expect(abs(Double(own.count) - 40 * total / 397) < 1, "\(town): \(own.count)")
      for classCode in ["22200", "23510", "12100"] {
        let count = own.count { $0.dropFirst(9).hasPrefix(classCode) }
        #expect(abs(Double(count) - 40 * total / 3 / 397) < 1.1, "\(town) \(classCode): \(count)")
      }
    }
  }

  @Test func sizesAreCountsOrPercents() {
    #expect(draw(Self.names, .percent(10), "1").count == 40)
    #expect(draw(Self.names, .percent(100), "1").count == 397)
    #expect(draw(Self.names, .count(1000), "1").count == 397)
    #expect(draw(Self.names, .count(1), "1").count == 1)
  }

  @Test func theHashIsTheSameEverywhere() {
    #expect(SeededHash("a", "b").value != SeededHash("ab").value)
    #expect(SeededHash("铜梁", "50015110022200000001").value == SeededHash("铜梁", "50015110022200000001").value)
    #expect(SeededHash("1").value == 11_475_526_579_884_264_387)
  }
}
