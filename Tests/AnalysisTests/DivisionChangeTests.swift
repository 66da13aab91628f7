import Geometry
import Registry
import TestSupport
import Testing
import Toponymy

@testable import Analysis

/// What became of units drawn as rectangles in metres.
@Suite struct DivisionChangeTests {
  typealias Row = (code: String, name: String, parts: [[(Double, Double)]])

  private func table(_ rows: [Row]) -> RecordTable {
    var table = RecordTable(kind: .division)
    for (index, row) in rows.enumerated() {
      var geometry: GeometryColumn?
      if !row.parts.isEmpty {
        var column = GeometryColumn()
        column.append(.multiPolygon, row.parts.map { [degrees($0 + $0.prefix(1))] })
        geometry = column
      }
      table.append(
        [.code: row.code, .name: row.name], geometry: geometry, origin: Origin(source: 0, row: index + 1))
    }
    return table
  }

  private func compare(_ old: [Row], _ new: [Row], minimumArea: Double = 1000) throws -> DivisionComparison {
    try DivisionComparison(
      DivisionSet(table(old)), DivisionSet(table(new)), minimumAreaSquareMetres: minimumArea)
  }

  private func describe(_ comparison: DivisionComparison) -> [String] {
    comparison.changes.map { change in
      let kinds = change.kinds.map { "\($0)" }.joined(separator: "+")
      let old = change.old.map { comparison.old.units[$0].title }.joined(separator: ",")
      let new = change.new.map { comparison.new.units[$0].title }.joined(separator: ",")
      return "\(kinds): \(old) > \(new)"
    }
  }

  private let east: Row = ("500151101", "东镇", [rectangle(1000, 0, 2000, 1000)])
  private let west: Row = ("500151102", "西镇", [rectangle(0, 0, 1000, 1000)])

  @Test func aSetAgainstItselfHasNoChange() throws {
    let comparison = try compare([east, west], [west, east])
    #expect(comparison.changes.isEmpty && comparison.exchanges.isEmpty)
    #expect(comparison.slivers == Slivers())
    #expect(comparison.matches.count == 2)
  }

  /// Units that overlap in both sets, a unit drawn from another vertex, and one that crosses itself.
  @Test func faultsThatBothSetsHaveAreNoExchange() throws {
    let wide: Row = ("500151103", "宽镇", [rectangle(500, 0, 1500, 1000)])
    let bow: Row = ("500151104", "结镇", [[(3000, 0), (4000, 1000), (4000, 0), (3000, 1000)]])
    let turned: Row = ("500151101", "东镇", [[(2000, 0), (2000, 1000), (1000, 1000), (1000, 0)]])
    let comparison = try compare([east, west, wide, bow], [turned, west, wide, bow], minimumArea: 0.01)
    #expect(comparison.changes.isEmpty && comparison.exchanges.isEmpty)
  }

  @Test func aMovedBorderIsMeasured() throws {
    let (wider, narrower) = (
      Row(east.code, east.name, [rectangle(900, 0, 2000, 1000)]),
      Row(west.code, west.name, [rectangle(0, 0, 900, 1000)])
    )
    let comparison = try compare([east, west], [wider, narrower])
    #expect(describe(comparison) == ["borderMoved: 东镇 > 东镇", "borderMoved: 西镇 > 西镇"])
    let exchange = try #require(comparison.exchanges.first)
    #expect(comparison.exchanges.count == 1)
    #expect((exchange.old, exchange.new) == (1, 0) && exchange.reason == .borderMoved)
    #expect(abs(exchange.areaSquareMetres - 100_000) < 50)
    #expect(abs((exchange.largest?.maximumWidthMetres ?? 0) - 100) < 1)
    let balance = try #require(comparison.balances.first)
    let (before, after) = (balance.before.areaSquareMetres ?? 0, balance.after.areaSquareMetres ?? 0)
    #expect(comparison.balances.count == 1 && balance.code == "500151")
    #expect(abs(before - 2_000_000) < 1000 && abs(before - after) < 0.5)
  }

  @Test func smallPiecesAreOnlySummedUp() throws {
    let wider = Row(east.code, east.name, [rectangle(999.5, 0, 2000, 1000)])
    let narrower = Row(west.code, west.name, [rectangle(0, 0, 999.5, 1000)])
    let comparison = try compare([east, west], [wider, narrower])
    #expect(comparison.changes.isEmpty && comparison.exchanges.isEmpty)
    #expect(comparison.slivers.count >= 1 && abs(comparison.slivers.areaSquareMetres - 500) < 5)
    #expect(try compare([east, west], [wider, narrower], minimumArea: 400).exchanges.count == 1)
  }

  @Test func aUnitMergesIntoAnother() throws {
    let whole = Row(east.code, east.name, [rectangle(0, 0, 2000, 1000)])
    let comparison = try compare([east, west], [whole])
    #expect(describe(comparison) == ["merged: 东镇,西镇 > 东镇"])
    #expect(comparison.exchanges.map(\.reason) == [.merged])
    // And back: what was merged is split.
    let back = try compare([whole], [east, west])
    #expect(describe(back) == ["split: 东镇 > 东镇,西镇"])
    #expect(back.exchanges.map(\.reason) == [.split])
  }

  @Test func twoUnitsMergeIntoANewOne() throws {
    let whole: Row = ("500151009", "新城街道", [rectangle(0, 0, 2000, 1000)])
    #expect(describe(try compare([east, west], [whole])) == ["merged: 东镇,西镇 > 新城街道"])
    #expect(describe(try compare([whole], [east, west])) == ["split: 新城街道 > 东镇,西镇"])
  }

  @Test func aUnitIsSharedOut() throws {
    let middle: Row = ("500151103", "中镇", [rectangle(1000, 0, 2000, 1000)])
    let far: Row = ("500151104", "远镇", [rectangle(2000, 0, 3000, 1000)])
    let comparison = try compare(
      [west, middle, far],
      [(west.code, west.name, [rectangle(0, 0, 1400, 1000)]), (far.code, far.name, [rectangle(1400, 0, 3000, 1000)])])
    #expect(describe(comparison) == ["abolished: 中镇 > "])
    #expect(comparison.exchanges.map(\.reason) == [.abolished, .abolished])
    #expect(comparison.exchanges.map { ($0.areaSquareMetres / 1000).rounded() } == [400, 600])
  }

  @Test(arguments: [
    ("500151101", "新东镇", "renamed: 东镇 > 新东镇"), ("500151001", "东街道", "typeChanged+recoded: 东镇 > 东街道"),
    ("500151001", "新东街道", "renamed+recoded: 东镇 > 新东街道"), ("500151101", "东镇人民政府", "nameSpelling: 东镇 > 东镇人民政府"),
    ("500152101", "东镇", "recoded+affiliationChanged: 东镇 > 东镇"),
  ])
  func anUnmovedUnitKeepsItsIdentity(_ code: String, _ name: String, _ expected: String) throws {
    let changed = try compare([east, west], [(code, name, east.parts), west])
    #expect(describe(changed) == [expected])
    #expect(changed.exchanges.isEmpty)
  }

  /// The code of one unit and the polygon of another: the polygon decides.
  @Test func aVoidCodeGivenToAnotherUnitIsNoRename() throws {
    let far: Row = (west.code, "远镇", [rectangle(5000, 0, 6000, 1000)])
    #expect(Set(describe(try compare([east, west], [east, far]))) == ["notCovered: 西镇 > ", "notCovered:  > 远镇"])
  }

  /// A unit beyond the edge of the other set's data is neither gone nor new.
  @Test func unitsBeyondTheOtherDataAreNotCompared() throws {
    let beyond: Row = ("500152101", "外镇", [rectangle(1980, 0, 3000, 1000)])
    let comparison = try compare([east, west, beyond], [east, west])
    #expect(describe(comparison) == ["notCovered: 外镇 > "])
    #expect(Set(comparison.exchanges.map(\.reason)).isSubset(of: [.outside]))
    #expect(describe(try compare([east, west], [east, west, beyond])) == ["notCovered:  > 外镇"])
  }

  /// Some web maps have a JSON object in the column of the unit above.
  @Test func whatIsNoCodeNamesNoUnitAbove() throws {
    var table = RecordTable(kind: .division)
    table.append(
      [.code: "500151101", .name: "东镇", .parentCode: "{\"adcode\":500151}"], geometry: nil,
      origin: Origin(source: 0, row: 1))
    #expect(try DivisionSet(table).units.map(\.parentCode) == ["500151"])
  }

  /// Without codes and with one name, only their place in the set tells units apart.
  @Test func theOrderOfChangesIsThatOfTheUnits() throws {
    let cells = (0..<8).map { index -> Row in
      ("", "新村", [rectangle(Double(index) * 1000, 0, Double(index + 1) * 1000, 1000)])
    }
    var olds = RecordTable(kind: .division)
    for (index, cell) in cells.enumerated() {
      var column = GeometryColumn()
      column.append(.multiPolygon, cell.parts.map { [degrees($0 + $0.prefix(1))] })
      olds.append([.name: cell.name], geometry: column, origin: Origin(source: 0, row: index + 1))
    }
    let comparison = try DivisionComparison(
      DivisionSet(olds), DivisionSet(table([east])), minimumAreaSquareMetres: 1000)
    let order = comparison.changes.filter { $0.kinds == [.notCovered] }.flatMap(\.old)
    #expect(order.count == 7 && order == order.sorted())
  }

  @Test func aPopulationThatCannotBeIsNoFigure() throws {
    var figures = RecordTable(kind: .population)
    for (row, people) in ["9000000000000000000", "-5", "31200"].enumerated() {
      figures.append(
        [.code: "50015110\(row)", .population: people], geometry: nil, origin: Origin(source: 0, row: row + 1))
    }
    let set = try DivisionSet(table((0..<3).map { ("50015110\($0)", "镇\($0)", []) }))
    #expect(
      UnitPopulation(figures, of: set, asOf: try #require(CalendarDate(year: 2026, month: 1, day: 1))).people
        == [2: 31200])
  }

  @Test func anExclaveMayHaveItsOwnRow() throws {
    let exclave: Row = (east.code, east.name, [rectangle(3000, 0, 3500, 500)])
    let both: Row = (east.code, east.name, east.parts + exclave.parts)
    let same = try compare([east, exclave, west], [both, west])
    #expect(same.changes.isEmpty && same.exchanges.isEmpty && same.old.units.count == 2)
    let given = try compare([both, west], [east, (west.code, west.name, west.parts + exclave.parts)])
    #expect(given.exchanges.map { ($0.areaSquareMetres / 1000).rounded() } == [250])
  }

  @Test func territoryFromOutsideIsToldApart() throws {
    let larger = Row(east.code, east.name, [rectangle(1000, 0, 2500, 1000)])
    let comparison = try compare([east, west], [larger, west])
    #expect(comparison.exchanges.map(\.reason) == [.outside])
    #expect(comparison.exchanges[0].old == nil && comparison.changes.isEmpty)
  }

  @Test func unitsOfALevelThatOneSetLacksAreNotCompared() throws {
    let county: Row = ("500151", "铜梁区", [rectangle(0, 0, 2000, 1000)])
    let comparison = try compare([east, west], [county, east, west])
    #expect(comparison.changes.isEmpty && comparison.exchanges.isEmpty)
    #expect(comparison.levelsOfOneSet == [.county])
  }

  @Test func aLevelMayChange() throws {
    let comparison = try compare([("341402", "巢湖市", [])], [("340181", "巢湖市", [])])
    #expect(describe(comparison) == ["recoded+affiliationChanged: 巢湖市 > 巢湖市"])
    let risen = try compare(
      [("340181", "巢湖市", []), ("340122", "肥东县", [])], [("3414", "巢湖市", []), ("340122", "肥东县", [])])
    #expect(describe(risen) == ["recoded+affiliationChanged+levelChanged: 巢湖市 > 巢湖市"])
  }

  // MARK: Code lists

  @Test func codeListsGoByTheTableOfFormerCodes() throws {
    let comparison = try compare(
      [("500224", "铜梁县", []), ("500225", "大足县", []), ("500111", "双桥区", []), ("500103", "渝中区", [])],
      [("500151", "铜梁区", []), ("500111", "大足区", []), ("500103", "渝中区", [])])
    #expect(!comparison.comparesAreas)
    #expect(
      describe(comparison) == [
        "typeChanged+recoded: 大足县 > 大足区", "merged: 大足县,双桥区 > 大足区", "typeChanged+recoded: 铜梁县 > 铜梁区",
      ])
  }

  /// 大庙镇 was 500224115 and is 500151117.
  @Test func townsFollowTheirCounty() throws {
    let comparison = try compare(
      [("500224115", "大庙镇", []), ("500224101", "土桥镇", [])], [("500151117", "大庙镇", []), ("500151100", "土桥镇", [])])
    #expect(comparison.changes.map(\.kinds) == [[.recoded], [.recoded]])
  }

  @Test func anotherWayToWriteANameIsNoRename() throws {
    let comparison = try compare(
      [("500101001", "高笋塘街道办事处", []), ("500101017", "太白街道", [])],
      [("500101001", "高笋塘街道", []), ("500101017", "李白街道", [])])
    #expect(describe(comparison) == ["nameSpelling: 高笋塘街道办事处 > 高笋塘街道", "renamed: 太白街道 > 李白街道"])
  }

  @Test func anEmptySetSaysNothing() throws {
    let comparison = try compare([], [east])
    #expect(comparison.changes.isEmpty && comparison.levelsOfOneSet == [.town])
  }

  // MARK: Properties

  /// Two tessellations of one square: what one way gains the other way loses, and all of it adds up.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func theReverseComparisonMirrorsTheExchanges(_ seed: UInt64) throws {
    func rows(_ tessellation: Tessellation, from first: Int) -> [Row] {
      (0..<tessellation.count).map { ("\(500_151_100 + first + $0)", "第\(first + $0)镇", [tessellation.ring($0)]) }
    }
    let size = 4000.0
    let one = rows(Tessellation(columns: 4, rows: 3, size: size, seed: seed, isOuterStraight: true), from: 0)
    // Some codes in common, in other places or shapes.
    let other = rows(
      Tessellation(columns: 3, rows: 3, size: size, seed: seed + 99, isOuterStraight: true), from: Int(seed % 5))
    let forth = try compare(one, other, minimumArea: 1)
    let back = try compare(other, one, minimumArea: 1)
    struct Pair: Hashable {
      let old: Int?
      let new: Int?
    }
    let gained = Dictionary(grouping: forth.exchanges) { Pair(old: $0.old, new: $0.new) }
    let lost = Dictionary(grouping: back.exchanges) { Pair(old: $0.new, new: $0.old) }
    #expect(!gained.isEmpty && Set(gained.keys) == Set(lost.keys))
    for (pair, exchanges) in gained {
      let area = exchanges.reduce(0) { $0 + $1.areaSquareMetres }
      #expect(abs(area - (lost[pair] ?? []).reduce(0) { $0 + $1.areaSquareMetres }) < 0.01)
    }
    // What every unit has afterwards is what it had, with what it gained and without what it lost.
    for match in forth.matches {
      let before = EllipsoidalMeasure.area(ofRow: match.old, in: forth.old.polygons)
      let after = EllipsoidalMeasure.area(ofRow: match.new, in: forth.new.polygons)
      let gain = forth.exchanges.filter { $0.new == match.new }.reduce(0) { $0 + $1.areaSquareMetres }
      let loss = forth.exchanges.filter { $0.old == match.old }.reduce(0) { $0 + $1.areaSquareMetres }
      #expect(abs(before + gain - loss - after) < 50)
    }
  }

  // MARK: People and records

  @Test func peopleAreAddedUpByCounty() throws {
    func population(_ rows: [(String, String, String)]) -> RecordTable {
      var table = RecordTable(kind: .population)
      for (index, row) in rows.enumerated() {
        table.append(
          [.code: row.0, .name: row.1, .population: row.2, .year: index % 2 == 0 ? "2020" : "2010"],
          origin: Origin(source: 0, row: index + 1))
      }
      return table
    }
    let set = try DivisionSet(table([east, west]))
    let date = try #require(CalendarDate(parsing: "2026-11-24"))
    let people = UnitPopulation(
      population([(east.code, "", "1000"), (east.code, "", "5"), ("", "西镇", "300"), ("500151999", "", "7")]),
      of: set, asOf: date)
    #expect(people.people == [0: 1000, 1: 300] && people.years == 2020...2020)
    let comparison = try DivisionComparison(
      set, DivisionSet(table([(east.code, east.name, [rectangle(0, 0, 2000, 1000)])])), minimumAreaSquareMetres: 1000,
      oldPopulation: people, newPopulation: UnitPopulation(population([(east.code, "", "1290")]), of: set, asOf: date))
    let balance = try #require(comparison.balances.first)
    #expect(balance.before.population == 1300 && balance.after.population == 1290)
    #expect(balance.before.units == 2 && balance.after.units == 1)
  }

  @Test func recordsInExchangedTerritoryAreNamed() throws {
    let comparison = try compare(
      [east, west],
      [(east.code, east.name, [rectangle(900, 0, 2000, 1000)]), (west.code, west.name, [rectangle(0, 0, 900, 1000)])])
    var names = RecordTable(kind: .placeName)
    for (index, place) in degrees([(950, 500), (500, 500), (1500, 500)]).enumerated() {
      var column = GeometryColumn()
      column.appendPoint(x: place.x, y: place.y)
      names.append([.name: "地\(index)"], geometry: column, origin: Origin(source: 0, row: index + 1))
    }
    let affected = try comparison.affected(names)
    #expect(affected.map(\.row) == [0])
    #expect(affected.map(\.exchange) == [0])
  }
}

@Suite struct UnitNameTests {
  @Test(arguments: [
    ("高笋塘街道办事处", "高笋塘街道", "高笋塘"), ("鱼嘴镇人民政府", "鱼嘴镇", "鱼嘴"), ("铜梁县", "铜梁县", "铜梁"),
    ("石柱土家族自治县", "石柱土家族自治县", "石柱土家族"), ("清水土家族乡", "清水土家族乡", "清水土家族"), ("县", "县", "县"),
    (" 东 镇", "东镇", "东"), ("办事处", "办事处", "办事处"),
  ])
  func formsOfNames(_ text: String, _ form: String, _ stem: String) {
    let name = UnitName(text)
    #expect(name.form == form)
    #expect(name.stem == stem)
  }
}
