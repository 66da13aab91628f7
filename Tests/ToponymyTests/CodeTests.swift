import Testing
import Toponymy

@Suite struct ClassCodeTests {
  @Test func codesArePaddedToFiveDigits() {
    #expect(ClassCode("221")?.description == "22100")
    #expect(ClassCode("2351") == ClassCode("23510"))
    #expect(ClassCode(" 22200 ")?.majorClass == 22)
    for text in ["", "2", "221000", "22a", "022", "二二一"] { #expect(ClassCode(text) == nil, "\(text)") }
  }

  @Test func classesBelongToGroups() throws {
    let street = try #require(ClassCode("23514"))
    #expect(street.belongs(to: "2351"))
    #expect(street.belongs(to: "23514"))
    #expect(!street.belongs(to: "2352"))
    #expect(!street.belongs(to: "235140"))
  }

  @Test func statusOfCodes() throws {
    func status(_ text: String) throws -> ClassCodeTable.Status {
      ClassCodeTable.standard.status(of: try #require(ClassCode(text)))
    }
    #expect(try status("221") == .known(name: "城镇居民点", isSeenInData: true))
    #expect(try status("2351") == .known(name: "城镇道路街巷", isSeenInData: false))
    #expect(try status("23514") == .known(name: "", isSeenInData: true))
    #expect(try status("124") == .inGroup(name: "泉、瀑布、河湾、河口"))
    #expect(try status("24100") == .known(name: "井", isSeenInData: true), "a circulating list says 河流")
    #expect(try status("25100") == .known(name: "纪念地", isSeenInData: true), "a circulating list says 湖泊")
    if case .circulatingError(let name, _) = try status("23100") {
      #expect(name == "山脉")
    } else {
      Issue.record("23100")
    }
    #expect(try status("99999") == .unknown)
    #expect(ClassCodeTable.standard.name(of: try #require(ClassCode("23514"))) == nil)
  }

  @Test func scopesOfUniqueness() throws {
    func scope(_ text: String, _ name: String = "") throws -> NameScope? {
      let code = try #require(ClassCode(text))
      return NameScope.all.last { code.belongs(to: $0.classPrefix) && name.hasSuffix($0.nameSuffix) }
    }
    #expect(try scope("222")?.area == .town)
    #expect(try scope("21610")?.area == .county)
    #expect(try scope("27610")?.area == .county)
    #expect(try scope("23514")?.area == .builtUp)
    #expect(try scope("215", "太平镇")?.area == .province)
    #expect(try scope("215", "中山街道")?.area == .county)
    #expect(try scope("2163") == nil, "村民小组 repeat")
    #expect(try scope("134") == nil, "ordinary hills repeat")
    let triple = try ["21610", "222", "27610"].map { try scope($0)?.group }
    #expect(Set(triple).count == 3, "行政村, 自然村 and 村委会 share a name legally")
  }
}

@Suite struct DivisionCodeTests {
  private func code(_ text: String) throws -> DivisionCode { try DivisionCode(text) }

  @Test(
    arguments: [
      ("50", "50", .province), ("500000", "50", .province), ("5001", "5001", .prefecture),
      ("500100", "5001", .prefecture),
      ("500151", "500151", .county), ("500151000", "500151", .county), ("500151000000", "500151", .county),
      ("500151001", "500151001", .town), ("500151001000", "500151001", .town),
      ("500151117201", "500151117201", .village),
      ("156500151", "500151", .county), (" 500151 ", "500151", .county), ("156500151001", "500151001", .town),
    ] as [(String, String, DivisionCode.Level)])
  func grammar(text: String, canonical: String, level: DivisionCode.Level) throws {
    let code = try code(text)
    #expect(code.description == canonical)
    #expect(code.level == level)
    #expect(try DivisionCode(code.twelveDigits) == code)
  }

  @Test(
    arguments: [
      ("", .notDigits), ("50015A", .notDigits), ("500151.0", .notDigits), ("50015", .length(5)),
      ("5001511", .length(7)),
      ("000000", .unknownProvince(0)), ("990101", .unknownProvince(99)), ("509901", .unassignedRange(.prefecture)),
      ("500151700", .unassignedRange(.town)), ("500151001450", .unassignedRange(.village)),
    ] as [(String, DivisionCode.Fault)])
  func faults(text: String, fault: DivisionCode.Fault) {
    #expect(throws: fault) { try DivisionCode(text) }
  }

  @Test func kindsByRange() throws {
    #expect(try code("500151").kind == .district)
    #expect(try code("500235").kind == .county)
    #expect(try code("510704").kind == .district)
    #expect(try code("510722").kind == .county)
    #expect(try code("500382").kind == .countyLevelCity)
    #expect(try code("500151005").kind == .subdistrict)
    #expect(try code("500151124").kind == .town)
    #expect(try code("500151200").kind == .township)
    #expect(try code("500151001001").kind == .residentsCommittee)
    #expect(try code("500151117201").kind == .villagersCommittee)
    #expect(try code("500151001498").kind == .statisticalOnly)
  }

  @Test func parentsAndContainment() throws {
    let village = try code("500151117201")
    #expect(village.parent?.description == "500151117")
    #expect(village.ancestor(at: .county)?.description == "500151")
    #expect(try code("50").parent == nil)
    #expect(try code("50").ancestor(at: .county) == nil)
    #expect(try village.isWithin(code("500151")))
    #expect(try !village.isWithin(code("500152")))
    #expect(
      try [village, code("5002"), code("500151")].sorted().map(\.description) == ["500151", "500151117201", "5002"])
  }

  @Test func unitsOfTheDistrict() throws {
    let towns = try DivisionList.linkedIn.units(at: .town, in: code("500151"))
    #expect(towns.count == 28)
    #expect(towns.count { $0.code.kind == .subdistrict && $0.name.hasSuffix("街道") } == 5)
    #expect(towns.count { $0.code.kind == .town && $0.name.hasSuffix("镇") } == 23)
  }

  @Test func statusOfCodes() throws {
    let list = DivisionList.linkedIn
    func name(_ status: DivisionList.Status) -> String {
      switch status {
      case .present(let unit): "present \(unit.name)"
      case .former(let unit): "former \(unit.name) \(unit.presentCode)"
      case .belowFormer(let unit): "below \(unit.name)"
      case .unknown(let coverage): "unknown \(coverage.prefix)"
      case .notCovered: "not covered"
      }
    }
    for (text, year, expected) in [
      ("500151", nil, "present 铜梁区"), ("500224", nil, "former 铜梁县 500151"), ("510228", nil, "former 铜梁县 500151"),
      ("510227", nil, "former 潼南县 500152"), ("500382", nil, "former 合川市 500117"),
      ("500111", nil, "present 大足区"), ("500111", 2008, "former 双桥区 500111"), ("500111", 2015, "present 大足区"),
      ("500224115", nil, "below 铜梁县"), ("500151117", nil, "present 大庙镇"), ("500151100", nil, "unknown 500151"),
      ("500151102", nil, "unknown 500151"), ("500151117201", nil, "not covered"), ("500153", nil, "not covered"),
      ("500152101", nil, "not covered"), ("110101", nil, "not covered"),
    ] as [(String, Int?, String)] {
      #expect(try name(list.status(of: code(text), in: year)) == expected, "\(text)")
    }
    #expect(try list.presentUnit(for: code("500224"))?.name == "铜梁区")
    #expect(try list.presentUnit(for: code("500224115")) == nil, "the towns were numbered anew")
    #expect(try list.formerUnits[code("500182")]?.first?.isContested == true)
  }

  @Test func userListsAreLaidOver() throws {
    let user = DivisionList(
      units: [DivisionList.Unit(code: try code("500152100"), name: "梓潼镇")],
      coverages: [DivisionList.Coverage(prefix: try code("500152"), level: .town, asOf: "2026-06-30", source: "user")])
    let list = DivisionList.linkedIn.adding(user)
    #expect(try list.presentUnit(for: code("500152100"))?.name == "梓潼镇")
    #expect(try list.status(of: code("500152199")) == .unknown(user.coverages[0]))
    #expect(try list.presentUnit(for: code("500151"))?.name == "铜梁区")
    #expect(try list.coverage(of: .town, in: code("500152101"))?.source == "user")
  }

  @Test("All codes of the national lists are grammatical", .enabled(if: SharedData.isPresent))
  func nationalLists() throws {
    let towns = try SharedData.rows("data/codes/modood_streets_by_year/streets_2022-10-31.csv", separator: ",")
      .dropFirst()
    let faults = towns.filter { row in !row.contains { (try? DivisionCode($0.filter { $0 != "\"" }))?.level == .town } }
    #expect(towns.count > 41_000)
    #expect(faults.map { $0[0] } == ["350527000"], "a county filled up with zeroes: 金门县")
  }
}

@Suite struct PlaceCodeTests {
  @Test func segments() throws {
    let code = try PlaceCode("42011500122100000001")
    #expect(code.countyDigits == "420115")
    #expect(code.townDigits == "001")
    #expect(code.classCode == ClassCode("221"))
    #expect(code.serialDigits == "000001")
    #expect(code.division?.description == "420115001")
    #expect(try PlaceCode("65322121012100900048").classDigits == "12100")
    #expect(try PlaceCode("50015100012100000001").division?.level == .county)
  }

  @Test(
    arguments: [
      ("4.20115E+19", .damaged(.scientificNotation)), ("4.20115001221e+19", .damaged(.scientificNotation)),
      ("42011500122100000000", .damaged(.digitsLost)), ("42011500122100000001.0", .damaged(.decimalPoint)),
      ("4201150012210000000", .length(19)), ("420115001221000000012", .length(21)),
      ("4201150012210000000A", .notDigits),
      ("", .notDigits), ("2026-01-02", .damaged(.date)),
    ] as [(String, PlaceCode.Fault)])
  func faults(text: String, fault: PlaceCode.Fault) {
    #expect(throws: fault) { try PlaceCode(text) }
  }

  @Test(
    arguments: [
      ("4.2E19", 20, .scientificNotation), ("5E+11", 12, .scientificNotation), ("500151.0", 6, .decimalPoint),
      ("2026/1/2", nil, .date), ("1月2日", nil, .date), ("2026-01-02 00:00:00", nil, .date), ("2026年3月", nil, .date),
      ("500151001001", 12, nil), ("500000000000", 12, nil), ("5051001Q", nil, nil), ("1-2", nil, nil),
      ("029.8", nil, nil),
      ("1E2", nil, nil), ("", 20, nil), ("第5号", nil, nil), ("42011500122100000001", 20, nil),
    ] as [(String, Int?, SpreadsheetDamage?)])
  func damage(text: String, digits: Int?, damage: SpreadsheetDamage?) {
    #expect(SpreadsheetDamage(text, digits: digits) == damage)
  }

  @Test func lostZeroesAtTheBeginning() {
    #expect(SpreadsheetDamage("10000", digits: 6, mayStartWithZero: true) == .leadingZeroLost(found: 5))
    #expect(SpreadsheetDamage("402560", digits: 6, mayStartWithZero: true) == nil)
    #expect(SpreadsheetDamage("10000", digits: 6) == nil, "codes of this kind never start with 0")
  }
}
