import ReferenceData
import Registry
import Testing

@testable import Rules

/// The published examples of `nonstandard_terms.tsv` against all rules on words, letters, marks and numbers.
@Suite struct NonstandardNameTests {
  private func rules(foundIn names: [String], class code: String = "22100") throws -> [[String]] {
    let rows = names.map { "           | \($0) | \(code) | 500151100" }.joined(separator: "\n")
    let example = try ExampleReader.read("place_name | name | class_code | unit_code\n" + rows)
    let checker = try Checker(RuleSelection(select: ["N106", "N107", "N2", "N3", "N4", "N907"]))
    let result = try checker.check(Area(dataset: example.dataset, asOf: try #require(example.asOf)))
    return names.indices.map { index in
      result.findings.filter { $0.origin?.row == index + 2 }.map(\.rule)
    }
  }

  private static let families = ["大": ["N2"], "洋": ["N3"], "怪": ["N4", "N106", "N107"]]

  /// Numbers in a phrase, and a name that only the reply of the bureau calls non-standard: no reason that would hold for
  /// other names is known. A hotel of a chain: the ministry let trade marks of hotels stay.
  private static let notFound: Set<String> = ["一瓶八斗", "土两路", "维也纳国际酒店"]

  @Test func everyPublishedExampleIsFoundByARuleOfItsType() throws {
    let examples = ReferenceData.table("nonstandard_terms").rows.filter {
      $0["kind"] == "example" && !["重", "通名"].contains($0["type"])
    }
    #expect(examples.count > 40)
    for (row, rules) in zip(examples, try rules(foundIn: examples.map { $0["term"] })) {
      let wanted = try #require(Self.families[String(row["type"].prefix(1))])
      let isFound = rules.contains { rule in wanted.contains(where: rule.hasPrefix) }
      #expect(isFound != Self.notFound.contains(row["term"]), "\(row["term"]): \(rules)")
    }
  }

  @Test(
    "Names that the public mocked in 2019 are not flagged in any of the classes",
    arguments: ["22100", "23510", "26100"])
  func exempt(code: String) throws {
    let names = [
      "国际机场", "国际会展中心", "国际合作区", "国际学校", "国际康复医院", "西南大学", "世界自然遗产", "世界读书公园", "中央党校", "中央公园", "中国银行大厦", "王府井",
      "皇城", "白帝城", "王家湾", "天下第一关", "六枝特区", "特色小镇", "金龙大桥", "罗马村", "白求恩国际和平医院", "列宁公园", "希尔顿酒店", "西门子公司", "APEC大道",
      "经五路", "三八路", "1203高地", "五一广场", "黄桷门康养小镇", "土桥镇", "人马德里", "柏林镇",
    ]
    for (name, rules) in zip(names, try rules(foundIn: names, class: code)) {
      #expect(rules.isEmpty, "\(name): \(rules)")
    }
  }

  @Test func villagesAndOrganisationsAreExempt() throws {
    let names = ["中央村", "皇帝庙", "国际城", "曼哈顿", "一号", "欧洲花园"]
    for code in ["22200", "21610", "21620", "27400", "27610"] {
      #expect(try rules(foundIn: names, class: code).allSatisfy(\.isEmpty), "\(code)")
    }
  }

  @Test("No fault is told by two rules on letters, digits, marks and numbers")
  func oneFaultIsToldOnce() throws {
    for (name, expected) in [
      ("美丽MALL", ["N302"]), ("A区", ["N106"]), ("99大厦", ["N106"]), ("6号大院", ["N401"]), ("新世纪·凯粤湾", ["N107"]),
      ("五小区", ["N401"]), ("智汇2号Park", ["N302"]),
    ] {
      #expect(try rules(foundIn: [name]) == [expected], "\(name)")
    }
  }

  @Test("Classes by name are as the table of classes has them, not by a letter that they share with a judged one")
  func classesByName() throws {
    let names = ["国际街道", "世界水电站", "欧洲大道", "欧洲花园", "宇宙大厦", "世界街道"]
    let classes = ["乡级政区", "水利建筑物", "街巷", "城镇居民点", "房屋", "街道"]
    let rows = zip(names, classes).map { "           | \($0) | \($1) | 500151100" }.joined(separator: "\n")
    let example = try ExampleReader.read("place_name | name | class_name | unit_code\n" + rows)
    let area = Area(dataset: example.dataset, asOf: try #require(example.asOf))
    let found = try Checker(RuleSelection(select: ["N201"])).check(area).findings
    #expect(found.compactMap(\.subject.name).sorted() == ["宇宙大厦", "欧洲大道", "欧洲花园"])
  }

  @Test("An old street that was given its name after 1990 is judged")
  func namedLater() throws {
    let example = try ExampleReader.read(
      """
      place_name | name     | class_code | established | named_on
                 | 欧洲大道 | 23510      | 1985年      | 2016-05-01
                 | 欧洲大道 | 23510      | 1985年      | 1986-05-01
                 | 欧洲大道 | 23510      | 1985年      |
      """)
    let area = Area(dataset: example.dataset, asOf: try #require(example.asOf))
    let found = try Checker(RuleSelection(select: ["N201"])).check(area).findings
    #expect(found.map { $0.origin?.row } == [2])
  }
}
