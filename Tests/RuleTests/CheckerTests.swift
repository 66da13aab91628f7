import Geometry
import Registry
import TestSupport
import Testing

@testable import Rules

@Suite struct CheckerTests {
  private static func area(shuffledBy seed: UInt64? = nil, kinds: [RecordKind] = [.placeName, .boundaryMarker]) throws
    -> Area
  {
    var dataset = Dataset()
    var generator = SeededGenerator(seed: seed ?? 0)
    for kind in kinds {
      let source = dataset.add(Source(kind: kind, file: "\(kind.rawValue).csv", layer: kind.rawValue))
      var table = RecordTable(kind: kind)
      let numbers = seed == nil ? Array(1...30) : (1...30).shuffled(using: &generator)
      for (row, number) in numbers.enumerated() {
        var point = GeometryColumn()
        point.appendPoint(x: 106 + Double(number % 7) / 100, y: 29)
        let digits = String(repeating: "0", count: number < 10 ? 2 : 1) + String(number)
        table.append(
          [.name: "村\(number % 10)", .number: "5051\(digits)Q", .line: "铜合线", .unit: "镇"], geometry: point,
          origin: Origin(source: source, row: row + 2))
      }
      dataset.add(table)
    }
    return Area(dataset: dataset, asOf: try asOf())
  }

  private static func asOf() throws -> CalendarDate { try #require(CalendarDate(parsing: "2026-11-24")) }

  private func check(
    _ area: Area, _ selection: RuleSelection = RuleSelection(), waivers: [Waiver] = []
  ) throws -> CheckResult {
    try Checker(selection, rules: fakeRules).check(area, waivers: waivers)
  }

  private func summary(_ result: CheckResult) -> [String] {
    result.findings.map { "\($0.id) \($0.subject.key) \($0.origin?.row ?? 0) \($0.measure?.value ?? 0) \($0.severity)" }
  }

  @Test func repeatedRunsGiveTheSame() throws {
    let expected = summary(try check(try Self.area()))
    #expect(expected.count == 27 + 30)
    #expect(Set(try check(try Self.area()).findings.map(\.id)).count == expected.count)
    for _ in 0..<10 { #expect(summary(try check(try Self.area())) == expected) }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func theOrderOfRowsChangesNoId(_ seed: UInt64) throws {
    #expect(try check(try Self.area(shuffledBy: seed)).findings.map(\.id) == check(try Self.area()).findings.map(\.id))
  }

  @Test func aRuleWithoutItsContextIsListedAndNotRun() throws {
    var dataset = Dataset()
    for kind in [RecordKind.division, .facility] {
      let source = dataset.add(Source(kind: kind, file: "\(kind.rawValue).csv", layer: ""))
      var table = RecordTable(kind: kind)
      table.append([.name: "甲"], geometry: nil, origin: Origin(source: source, row: 2))
      dataset.add(table)
    }
    let checker = try Checker(RuleSelection(select: ["R111", "F401"]))
    let without = try checker.check(Area(dataset: dataset, asOf: try Self.asOf()))
    #expect(
      without.notRun == [
        RuleNotRun(rule: "F401", needs: [], needsContext: [.plan]),
        RuleNotRun(rule: "R111", needs: [], needsContext: [.district]),
      ])
    let plan = Plan(file: "plan.yaml", name: "", document: "", indicators: [])
    let with = try checker.check(Area(dataset: dataset, asOf: try Self.asOf(), district: "500151", plan: plan))
    #expect(with.notRun.isEmpty)
  }

  /// Positions on CGCS2000 lack only where all sources of a kind keep their datum.
  @Test func aRuleWithoutPositionsIsListedAndNotRun() throws {
    func result(_ pipelines: [String]) throws -> CheckResult {
      var dataset = Dataset()
      for (index, pipeline) in pipelines.enumerated() {
        let source = dataset.add(
          Source(kind: .division, file: "\(index).csv", layer: "", crs: "EPSG:4610 (--crs)", pipeline: pipeline))
        var table = RecordTable(kind: .division)
        table.append([.name: "甲", .longitude: "106", .latitude: "29"], origin: Origin(source: source, row: 2))
        dataset.add(table)
      }
      return try Checker(RuleSelection(select: ["B102", "R101"])).check(Area(dataset: dataset, asOf: try Self.asOf()))
    }
    let kept = try result([Source.datumKept, Source.datumKept])
    #expect(kept.notRun == [RuleNotRun(rule: "B102", needs: [], needsContext: [.datum])])
    // The coordinates are in the columns.
    #expect(kept.findings.isEmpty)
    #expect(try result([Source.datumKept, "noop"]).notRun.isEmpty)
  }

  @Test func aRuleWithoutItsKindIsListedAndNotRun() throws {
    let result = try check(try Self.area(kinds: [.boundaryMarker]))
    #expect(result.notRun == [RuleNotRun(rule: "N101", needs: [.placeName])])
    #expect(Set(result.findings.map(\.rule)) == ["M201"])
    #expect(result.rules.map(\.code) == ["M201", "M202", "N101"])
  }

  @Test func aSourceWithoutRowsIsEnoughToRun() throws {
    var dataset = Dataset()
    dataset.add(Source(kind: .placeName, file: "a.csv", layer: "a"))
    let result = try check(Area(dataset: dataset, asOf: try Self.asOf()))
    #expect(result.notRun.map(\.rule) == ["M201"])
    #expect(result.findings.isEmpty)
  }

  @Test func whatIsNotSelectedIsNeitherRunNorListed() throws {
    let result = try check(try Self.area(kinds: [.boundaryMarker]), RuleSelection(select: ["M201"]))
    #expect(result.notRun.isEmpty)
    #expect(result.rules.map(\.code) == ["M201"])
  }

  @Test func settingsAndSeverityReachTheRule() throws {
    let selection = RuleSelection(
      select: ["M201"], overrides: ["M201": RuleOverride(severity: .info, settings: ["limit": .number(29)])])
    let findings = try check(try Self.area(), selection).findings
    #expect(findings.map(\.subject.key) == ["铜合线/030/Q"])
    #expect(findings.map(\.severity) == [.info])
    #expect(try check(try Self.area()).findings.allSatisfy { $0.severity == .warning })
  }

  @Test func waiversHoldThroughTheDayTheyExpire() throws {
    let ids = try check(try Self.area()).findings.map(\.id)
    func waiver(_ index: Int, _ expires: String?) -> Waiver {
      Waiver(
        id: ids[index], verdict: "waived", reason: "\(index)", author: "", date: "",
        expires: expires.flatMap(CalendarDate.init(parsing:)))
    }
    let waivers = [
      waiver(0, nil), waiver(1, "2026-11-25"), waiver(2, "2026-11-24"), waiver(3, "2026-11-23"), waiver(4, "2026-11"),
      waiver(5, "2026"), waiver(6, "2025"), waiver(7, "2026-10"),
    ]
    let result = try check(try Self.area(), waivers: waivers)
    #expect(result.findings.map(\.id) == ids, "a waived finding stays where it is")
    let held = result.findings.compactMap { $0.waived?.reason }
    #expect(held.sorted() == ["0", "1", "2", "4", "5"])
  }

  @Test func aWaiverOfNothingIsNoError() throws {
    let waiver = Waiver(id: "N101-0000000000", verdict: "", reason: "", author: "", date: "", expires: nil)
    #expect(try check(try Self.area(), waivers: [waiver]).findings.allSatisfy { $0.waived == nil })
  }

  @Test func theLastOfTwoWaiversCounts() throws {
    let id = try #require(try check(try Self.area()).findings.first).id
    let waivers = ["first", "second"].map {
      Waiver(id: id, verdict: "", reason: $0, author: "", date: "", expires: nil)
    }
    #expect(try check(try Self.area(), waivers: waivers).findings.first?.waived?.reason == "second")
  }

  @Test func aRuleThatFailsFailsTheCheck() throws {
    let checker = try Checker(RuleSelection(), rules: fakeRules + [Broken.self])
    #expect(throws: Broken.Failure.self) { try checker.check(try Self.area()) }
  }

  @Test func rowsAreListedBySource() throws {
    let area = try Self.area()
    #expect(area.rows(ofSource: 0) == Array(0..<30))
    #expect(area.rows(ofSource: 1) == Array(0..<30))
  }

  @Test func theDistrictIsKeptWithoutPadding() throws {
    let area = Area(dataset: Dataset(), asOf: try Self.asOf(), district: "500151000000")
    #expect(area.district == "500151")
  }
}
