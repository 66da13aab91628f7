import Registry
import Testing
import Toponymy

@testable import Rules

/// The rules on codes, units and extents of place names, where examples do not reach.
@Suite struct NameUnitTests {
  @Test func aTownUnderAFormerCodeIsGivenItsPresentOne() throws {
    let found = try findings(
      "N802", "place_name | name | unit_code | unit\n | 王家湾 | 500224115 | 大庙镇\n | 李家坝 | 500224115 |")
    #expect(found.map(\.message).sorted() == ["belowFormer", "belowFormerTown"])
    let named = try #require(found.first { $0.message == "belowFormerTown" })
    #expect(named.arguments["townCode"] == .text("500151117"))
    #expect(named.related.map(\.key) == ["500151117"])
  }

  @Test func anOutdatedKindHasAFixWhereItIsTheWholeCell() throws {
    let found = try findings(
      "N802", "place_name | name | unit_code | unit\n | 王家湾 | 500151 | 旧县镇\n | 李家坝 | 500151 | 旧县镇、土桥镇")
    #expect(found.count == 2)
    #expect(found.compactMap(\.fix) == [Fix(.unsafe, field: .unit, old: "旧县镇", new: "旧县街道")])
  }

  @Test func aLoadedUnitExistsWhateverTheListSays() throws {
    let table = "place_name | name | unit_code | unit\n | 王家湾 | 500151199 | 新桥镇\n"
    #expect(try findings("N802", table).count == 1)
    let loaded = "division | code | name\n | 500151199 | 新桥镇\n"
    #expect(try findings("N802", loaded + table).isEmpty)
  }

  @Test func withoutADistrictTheTownsOfATableTellTheCounty() throws {
    let towns = DivisionList.linkedIn.units.values.filter {
      $0.code.description.hasPrefix("500151") && $0.code.level == .town
    }
    let names = towns.map(\.name).sorted()
    func found(_ count: Int) throws -> [String] {
      let rows = (names.filter { $0 != "双山镇" }.prefix(count) + ["双山乡"]).map { " | \($0)\n" }.joined()
      return try findings("N802", "place_name | name\n" + rows).compactMap { $0.evidence?.value }
    }
    #expect(try found(20) == ["双山乡"])
    #expect(try found(3) == [])
  }

  @Test func aNameBesideThePresentOneIsAnotherPlace() throws {
    let found = try findings("N802", "district 500151\nplace_name | name\n | 双山乡\n | 双山镇\n | 小林乡")
    #expect(found.compactMap { $0.evidence?.value } == ["小林乡"])
  }

  @Test func aDistrictOfAnotherProvinceMayHaveAFormerName() throws {
    let found = try findings(
      "N802",
      """
      place_name | name   | unit_code | unit   | county_name
                 | 王家湾 | 130802    | 双桥区 |
                 | 李家坝 | 130802    |        | 双桥区
                 | 张家沟 |           |        | 双桥区
                 | 赵家坡 | 500111    | 双桥区 |
                 | 周家嘴 |           |        | 铜梁县
      """)
    #expect(found.compactMap { $0.origin?.row }.sorted() == [5, 6])
  }

  @Test func anotherClassificationIsOneFindingForEachClass() throws {
    let rows = (10..<24).map { " | 500151101237100000\($0) | 石桥\($0) | 桥梁\n" }
    let found = try findings(
      "N702",
      "place_name | place_code | name | class\n | 50015110122200000001 | 王家湾 | 农村居民点\n"
        + " | 50015110122200000002 | 李家坝 | 河流\n" + rows.joined())
    #expect(found.map(\.message).sorted() == ["class", "classColumn"])
    #expect(found.first { $0.message == "classColumn" }?.measure?.value == 14)
  }

  @Test func aFormerCodeNamesThePresentOne() throws {
    let found = try findings(
      "N702", "place_name | place_code | name | unit_code\n | 50022411522200000005 | 周家嘴 | 500151117")
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.arguments["present"] == .text("500151"))
    #expect(found.first?.related.map(\.key) == ["500151"])
  }

  @Test func aCodeThatOnlyHasBlanksInItCanBeMended() throws {
    let found = try findings("N701", "place_name | place_code | name\n | ５００１５１ 101 22200 000001 | 王家湾")
    #expect(found.compactMap(\.fix?.new) == ["50015110122200000001"])
    #expect(found.compactMap(\.fix?.safety) == [.unsafe])
  }

  @Test func aClassThatIsUsedOftenIsOneFindingOfItsSource() throws {
    let rows = (0..<12).map { " | 小学\($0) | 23710\n" } + [" | 桥 | 23790\n"]
    let wrong = (0..<10).map { " | 学校\($0) | 28200\n" }
    let found = try findings("N703", "place_name | name | class_code\n" + rows.joined())
    #expect(found.map(\.message).sorted() == ["unlisted", "unlistedColumn"])
    #expect(found.first { $0.message == "unlistedColumn" }?.arguments["count"] == .count(12))
    let both = try findings("N703", "place_name | name | class_code\n" + (rows + wrong).joined())
    let column = try #require(both.first { $0.message == "column" })
    #expect(column.arguments["codes"] == .list(["23710", "28200"]))
    #expect(column.severity == .error)
  }

  @Test func lengthAndAreaInsideAreMeasured() throws {
    let found = try findings(
      "N801",
      """
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      place_name | name   | unit   | geom
                 | 建设路 | 土桥镇 | 800 500, 1800 500
                 | 大水库 | 土桥镇 | 900 0, 1300 0, 1300 400, 900 400, 900 0
      """)
    let measures = Dictionary(
      found.flatMap(\.measures).map { ($0.name, $0.measure.value) }, uniquingKeysWith: { first, _ in first })
    #expect(abs((measures["length"] ?? 0) - 1000) < 1)
    #expect(abs((measures["length-inside"] ?? 0) - 200) < 1)
    #expect(abs((measures["area"] ?? 0) - 160_000) < 200)
    #expect(abs((measures["area-inside"] ?? 0) - 40_000) < 200)
  }

  @Test func aSignWithoutCodeBelongsToTheNearestOfItsName() throws {
    let found = try findings(
      "N804",
      """
      place_name | place_code | name   | class_code | romanisation | geom
                 | 1          | 王家湾 | 22200      | Wangjiawan   | 0 0
                 | 2          | 王家湾 | 22200      | Wangjiawan   | 9000 0
      sign       | id | name   | romanisation | geom
                 | 1  | 王家湾 | WANGJIAWAN   | 9100 0
                 | 2  | 王家湾 | WANGJIAWANG  | 100 0
      """)
    #expect(found.map(\.message) == ["romanisation"])
    #expect(found.first?.related.map(\.key) == ["1"])
  }

  @Test func aTableOfOtherSignsIsOneFinding() throws {
    let rows = (10..<25).map { " | \($0) | 500151101222000000\($0) | 张家沟\($0)\n" }
    let found = try findings(
      "N804",
      "place_name | place_code | name\n | 50015110122200000001 | 王家湾\nsign | id | place_code | name\n" + rows.joined())
    #expect(found.map(\.message) == ["orphanCodeColumn"])
    #expect(found.first?.measure?.value == 15)
  }
}
