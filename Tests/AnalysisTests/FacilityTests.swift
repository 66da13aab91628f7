import Geometry
import Registry
import Testing

@testable import Analysis

@Suite struct FacilityCoverageTests {
  /// A district of 5 街道 and 23 镇, a kilometre each in a row, and one town of the neighbour's beside it.
  private static let divisions: RecordTable = {
    var table = RecordTable(kind: .division)
    for number in 0..<29 {
      let (code, name) =
        number < 5
        ? ("50015100\(number + 1)", "街\(number)街道") : ("500\(number < 28 ? 151 : 117)\(number + 95)", "镇\(number)镇")
      var square = GeometryColumn()
      square.appendPolygon([rectangle(1000 * Double(number), 0, 1000 * Double(number + 1), 1000)])
      table.append([.code: code, .name: name], geometry: square, origin: Origin(source: 0, row: number + 1))
    }
    table.append([.code: "500151", .name: "铜梁区"], origin: Origin(source: 0, row: 30))
    return table
  }()

  private static let rural = FacilityCoverage.Requirement(
    facilityKind: "公墓", facilityType: "农村公益性", unitEndings: ["镇"])

  private func coverage(
    _ cells: [[FieldKey: String]], places: [Int: (Double, Double)] = [:],
    requirement: FacilityCoverage.Requirement = rural,
    district: String? = "500151", divisions: RecordTable = divisions
  ) throws -> FacilityCoverage {
    var table = RecordTable(kind: .facility)
    for (index, cells) in cells.enumerated() {
      var point = GeometryColumn()
      if let place = places[index].map({ degrees([$0])[0] }) {
        point.appendPoint(x: place.x, y: place.y)
      } else {
        point.appendNone()
      }
      let standard: [FieldKey: String] = [.name: "甲", .type: "农村公益性公墓", .status: "建成"]
      table.append(standard.merging(cells) { $1 }, geometry: point, origin: Origin(source: 1, row: index + 2))
    }
    return try FacilityCoverage.analyse(
      requirement: requirement, divisions: Division.all(in: divisions), polygons: divisions.geometry,
      facilities: Facility.all(in: table), positions: table.geometry, district: district)
  }

  /// The divisions that are served and why, by facility.
  private func services(_ coverage: FacilityCoverage) -> [[Int]: FacilityCoverage.Reason] {
    var found: [[Int]: FacilityCoverage.Reason] = [:]
    for unit in coverage.units {
      for service in unit.services { found[[service.facility, unit.division]] = service.reason }
    }
    return found
  }

  @Test func aTownThatCannotBeBuiltCoversNothing() throws {
    var divisions = RecordTable(kind: .division)
    for (row, isClosed) in [false, true].enumerated() {
      var square = GeometryColumn()
      let ring = rectangle(1000 * Double(row), 0, 1000 * Double(row + 1), 1000)
      if isClosed { square.appendPolygon([ring]) } else { square.append(.polygon, [[degrees(ring)]]) }
      divisions.append(
        [.code: "50015110\(row)", .name: "镇\(row)镇"], geometry: square, origin: Origin(source: 0, row: row))
    }
    let found = try coverage([[:], [:]], places: [0: (500, 500), 1: (1500, 500)], divisions: divisions)
    #expect(services(found) == [[1, 1]: .location])
    #expect(found.unassigned == [0])
  }

  @Test func theDenominatorIsTheUnitsOfTheEnding() throws {
    let towns = try coverage([])
    #expect((towns.units.count, towns.required.count, towns.covered.count, towns.gaps.count) == (28, 23, 0, 23))
    var all = Self.rural
    all.unitEndings = []
    #expect(try coverage([], requirement: all).required.count == 28)
    all.unitEndings = ["镇", "街道"]
    #expect(try coverage([], requirement: all).required.count == 28)
    #expect(try coverage([], district: nil).required.count == 24)
    #expect(try coverage([], district: "500151000000").required.count == 23)
    #expect(towns.units.map(\.division) == Array(0..<28))
  }

  @Test func declaredServiceComesBeforeUnitBeforeLocation() throws {
    let found = try coverage(
      [
        [.servedUnits: "镇6镇、500151102;镇6镇", .unit: "镇8镇"], [.unit: "500151103000"], [:],
        [.unit: "街0街道办事处"],
      ], places: [0: (9500, 500), 1: (10500, 500), 2: (11500, 500), 3: (12500, 500)])
    #expect(
      services(found) == [
        [0, 6]: .declaredService, [0, 7]: .declaredService, [1, 8]: .declaredUnit, [2, 11]: .location,
        [3, 0]: .declaredUnit,
      ])
    #expect(found.unassigned.isEmpty)
    #expect(found.units[6].services.count == 1)
    #expect(found.covered.map(\.division) == [6, 7, 8, 11])
    #expect(found.units[0].isCovered && !found.units[0].isRequired)
  }

  @Test func whatNamesNoTownOfTheDistrictServesNone() throws {
    let found = try coverage(
      [[.servedUnits: "镇28镇"], [.unit: "不知镇"], [:], [:], [.unit: "铜梁区"]], places: [0: (9500, 500), 3: (28_500, 500)])
    #expect(found.unassigned == [0, 1, 2, 3, 4])
    #expect(found.units.allSatisfy { $0.services.isEmpty })
  }

  @Test(arguments: [
    ("建成", true), ("投入使用", true), ("在建", false), ("规划", false), ("已满", false), ("停用", false), ("", false),
    ("不明", false),
  ])
  func onlyWhatIsBuiltAndInUseCovers(_ status: String, _ isCovered: Bool) throws {
    let found = try coverage([[.unit: "镇6镇", .status: status]])
    #expect(found.units[6].services.count == 1)
    #expect(found.units[6].isCovered == isCovered)
  }

  @Test func onlyTheRequiredTypeAndKindCover() throws {
    let found = try coverage([
      [.unit: "镇6镇", .type: "经营性"], [.unit: "镇7镇", .kind: "养老服务中心"], [.unit: "镇8镇", .type: ""],
    ])
    #expect(found.covered.isEmpty)
    #expect(found.units[6].services.count == 1)
    #expect(found.units[7].services.isEmpty)
    var synonym = Self.rural
    synonym.facilityType = "镇级公墓"
    #expect(try coverage([[.unit: "镇6镇"]], requirement: synonym).covered.map(\.division) == [6])
  }

  @Test func aTownInTwoSourcesIsOneUnit() throws {
    var divisions = Self.divisions
    let first = divisions.count
    divisions.append(contentsOf: Self.divisions, sourceOffset: 2)
    let found = try coverage(
      [[.unit: "镇6镇"], [:], [.servedUnits: "镇8镇"]], places: [1: (7500, 500)], divisions: divisions)
    #expect((found.units.count, found.required.count) == (28, 23))
    #expect(found.units.allSatisfy { $0.division < first })
    #expect(found.units.allSatisfy { $0.services.count <= 1 })
    #expect(found.covered.map(\.division) == [6, 7, 8])
  }

  @Test func aFacilityOnABorderServesBothSides() throws {
    let found = try coverage([[:]], places: [0: (6000, 0)])
    #expect(Set(services(found).keys.map { $0[1] }).isSubset(of: [5, 6]))
  }
}

@Suite struct PlanProgressTests {
  private static let facilities: RecordTable = {
    var table = RecordTable(kind: .facility)
    let rows = [
      ("农村公益性公墓", "建成", "120"), ("农村公益性", "投用", " 30.5 "), ("农村公益性", "在建", "1000"), ("经营性", "建成", "7"),
      ("农村公益性", "建成", ""), ("农村公益性", "建成", "不详"),
    ]
    for (row, (type, status, graves)) in rows.enumerated() {
      table.append(
        [.name: "甲\(row)", .type: type, .status: status, .ecoGraves: graves, .unit: "土桥镇"],
        origin: Origin(source: 0, row: row + 2))
    }
    return table
  }()

  private func progress(
    _ measure: PlanIndicator.Measure, _ conditions: [FieldKey: [String]], _ target: Double,
    _ comparison: PlanIndicator.Comparison = .atLeast
  ) throws -> PlanProgress {
    let indicator = PlanIndicator(
      name: "指标", unit: "座", measure: measure, conditions: conditions, target: target, year: 2025,
      comparison: comparison)
    let plan = Plan(file: "plan.yaml", name: "规划", document: "文号", indicators: [indicator])
    return try #require(PlanProgress.all(of: plan, facilities: Self.facilities).first)
  }

  @Test func countsTheFacilitiesThatMeetEveryCondition() throws {
    let built = try progress(.count, [.type: ["农村公益性"], .status: ["建成"]], 4)
    #expect((built.value, built.counted, built.isMet) == (4, [0, 1, 4, 5], true))
    #expect(try progress(.count, [.type: ["农村公益性", "经营性"], .status: ["在建"]], 1).value == 1)
    #expect(try progress(.count, [:], 6).value == 6)
    #expect(try progress(.count, [.kind: ["公墓"]], 6).value == 6)
    #expect(try progress(.count, [.unit: ["土桥镇"], .name: ["甲3"]], 1).counted == [3])
    #expect(try progress(.count, [.address: ["无"]], 1).value == 0)
  }

  @Test func sumsAColumnWhereItHoldsNumbers() throws {
    let graves = try progress(.sum(.ecoGraves), [.type: ["农村公益性"], .status: ["建成"]], 150.5)
    #expect(graves.value == 150.5)
    #expect(graves.isMet)
    #expect(graves.unreadable == [5])
  }

  @Test(
    arguments: [
      ("area_mu", "33.9亩", 33.9), ("area_mu", "33.9 亩", 33.9), ("investment", "1,200万元", 1200),
      ("graves_built", "1,234,567", 1_234_567), ("graves_built", "1，200位", 1200), ("investment", "1,200.5", 1200.5),
      ("graves_built", "120座", 120), ("graves_built", "12,34", nil), ("graves_built", "1,5", nil),
      ("graves_built", ",200", nil), ("area_ha", "33.9亩", 2.26), ("area_ha", "33.9座", nil),
      ("graves_built", "约120", nil),
      ("graves_built", "位", nil),
    ] as [(FieldKey, String, Double?)])
  func amountsMayHaveSeparatorsAndTheUnitOfTheirColumn(_ field: FieldKey, _ text: String, _ value: Double?) throws {
    var table = RecordTable(kind: .facility)
    table.append([.name: "甲", field: text], origin: Origin(source: 0, row: 2))
    let indicator = PlanIndicator(
      name: "指标", unit: "", measure: .sum(field), conditions: [:], target: 1, year: 2025, comparison: .atLeast)
    let plan = Plan(file: "plan.yaml", name: "规划", document: "文号", indicators: [indicator])
    let progress = try #require(PlanProgress.all(of: plan, facilities: table).first)
    #expect(progress.value == value ?? 0)
    #expect(progress.unreadable == (value == nil ? [0] : []))
  }

  @Test func theComparisonDecides() throws {
    #expect(try progress(.count, [:], 6).isMet)
    #expect(try !progress(.count, [:], 7).isMet)
    #expect(try progress(.count, [:], 6, .atMost).isMet)
    #expect(try !progress(.count, [:], 5, .atMost).isMet)
  }
}

extension FieldKey {
  fileprivate static let address: FieldKey = "address"
}
