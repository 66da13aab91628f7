import Registry
import Testing

@testable import Rules

/// The rules on duplicates, homophones and places with two names, where examples do not reach.
@Suite struct NameDuplicateTests {
  private static let twins = """
    place_name | place_code | name   | class_code | unit_code | named_on
               | 1          | 王家湾 | 22200      | 500151100 | 2021-03-01
               | 2          | 王家湾 | 22200      | 500151100 |
    """

  @Test func theDayOfTheCommandLineStandsAboveTheSettings() throws {
    let example = try ExampleReader.read(Self.twins)
    let area = Area(dataset: example.dataset, asOf: try #require(example.asOf))
    let file = ["N501": RuleOverride(settings: ["new_since": .text("2022-05-01")])]
    func severities(_ newSince: CalendarDate?) throws -> [Severity] {
      let selection = RuleSelection(select: ["N501"], overrides: file, newSince: newSince)
      return try Checker(selection).check(area).findings.map(\.severity)
    }
    #expect(try severities(nil) == [.warning])
    #expect(try severities(CalendarDate(year: 2021, month: 1, day: 1)) == [.error])
    #expect(try severities(CalendarDate(year: 2021, month: 4, day: 1)) == [.warning])
  }

  @Test func everyRuleThatTellsNewFromOldTakesTheDay() throws {
    let day = try #require(CalendarDate(year: 2010, month: 1, day: 1))
    let rules = allRules.filter { rule in rule.descriptor.settings.contains { $0.name == "new_since" } }
    #expect(rules.count >= 3)
    for rule in rules {
      let settings = try RuleSelection(newSince: day).settings(of: rule.descriptor)
      #expect(settings.date("new_since") == day, "\(rule.descriptor.code)")
    }
  }

  @Test func villagesOfTwoTownsOfOneNameAreKeptApart() throws {
    let found = try findings(
      "N501",
      """
      place_name | name   | class_code | unit   | unit_code
                 | 王家湾 | 22200      | 太平镇 | 500151
                 | 王家湾 | 22200      | 太平镇 | 500117
      """)
    #expect(found.isEmpty)
  }

  /// Neither of the towns is loaded; only the column of the county tells them apart.
  @Test func theColumnOfTheCountyTellsTownsOfOneNameApart() throws {
    let found = try findings(
      "N501",
      """
      place_name | name   | class_code | unit   | county_name
                 | 李家坝 | 22200      | 太平镇 | 大足区
                 | 李家坝 | 22200      | 太平镇 | 铜梁区
                 | 张家坝 | 22200      | 太平镇 | 铜梁区
                 | 张家坝 | 22200      | 太平镇 | 铜梁区
      """)
    #expect(found.map { $0.subject.name } == ["张家坝"])
  }

  /// A town by code in one row and by name in another is one, if the lists of codes have it.
  @Test func namesAndCodesOfAUnitAreOneUnit() throws {
    let found = try findings(
      "N501",
      """
      place_name | name   | class_code | unit   | unit_code | county_name
                 | 张家湾 | 22200      |        | 500151101 |
                 | 张家湾 | 22200      | 土桥镇 |           | 铜梁区
                 | 新华村 | 21610      | 土桥镇 | 500151    |
                 | 新华村 | 21610      | 土桥镇 |           | 铜梁区
                 | 红旗村 | 21610      |        | 500224    |
                 | 红旗村 | 21610      |        |           | 铜梁区
                 | 高石坎 | 22200      |        | 500151101 |
                 | 高石坎 | 22200      | 土桥镇 |           | 某某县
      """)
    #expect(found.map { $0.subject.name } == ["张家湾", "新华村", "红旗村"])
  }

  @Test func namesOfClassesDoWhereThereAreNoCodes() throws {
    let found = try findings(
      "N501",
      """
      place_name | name   | class      | unit   | county_name
                 | 新桥村 | 行政村     | 土桥镇 | 铜梁区
                 | 新桥村 | 行政村     | 二坪镇 | 铜梁区
                 | 李家湾 | 农村居民点 | 土桥镇 | 铜梁区
                 | 李家湾 | 农村居民点 | 土桥镇 | 铜梁区
                 | 王家湾 | 其他       | 土桥镇 | 铜梁区
                 | 王家湾 | 其他       | 土桥镇 | 铜梁区
      """)
    #expect(found.compactMap(\.subject.name).sorted() == ["新桥村", "李家湾"])
  }

  /// A finding for each would list all others: ten thousand of either made a hundred million.
  @Test func manyNearSameNamesAreOneFinding() throws {
    let rows = (0..<40).map { "           | \($0) | \($0 < 20 ? "王家湾" : "新王家湾") | 22200 | 500151101" }
    let found = try findings(
      "N503", "place_name | place_code | name | class_code | unit_code\n" + rows.joined(separator: "\n"))
    #expect(found.map { $0.related.count } == [39])
    #expect(found.first?.subject.name == "新王家湾")
  }

  @Test func thePlaceCodeTellsTheTownWhereTheUnitIsTheCounty() throws {
    let found = try findings(
      "N501",
      """
      place_name | place_code           | name   | class_code | unit_code
                 | 50015110122200000001 | 王家湾 | 22200      | 500151
                 | 50015110322200000001 | 王家湾 | 22200      | 500151
                 | 50015110122200000002 | 王家湾 | 22200      | 500151
      """)
    #expect(found.map { $0.subject.key } == ["50015110122200000001"])
    #expect(found.first?.related.map(\.key) == ["50015110122200000002"])
  }

  @Test func homophonesAreListedWithTheSameNamesAmongThem() throws {
    let found = try findings(
      "N502",
      """
      place_name | place_code | name   | class_code | unit_code
                 | 1          | 王家湾 | 22200      | 500151100
                 | 2          | 王家湾 | 22200      | 500151100
                 | 3          | 王家塆 | 22200      | 500151100
      """)
    #expect(found.count == 1)
    #expect(found.first?.related.map(\.key) == ["2", "3"])
    #expect(found.first?.arguments["names"] == .list(["“王家湾”", "“王家塆”"]))
  }

  @Test func placesThatHangTogetherAreOneFinding() throws {
    let found = try findings(
      "N803",
      """
      place_name | place_code | name | class_code | geom
                 | 1          | 甲湾 | 22200      | 0 0
                 | 2          | 乙湾 | 22200      | 8 0
                 | 3          | 丙湾 | 22200      | 15 0
                 | 4          | 丁湾 | 22200      | 0 30
      """)
    #expect(found.map { $0.subject.key } == ["1"])
    #expect(found.first?.related.map(\.key) == ["2", "3"])
    #expect(abs((found.first?.measure?.value ?? 0) - 7) < 0.01)
  }

  @Test(arguments: [0.0, 90, 180, 270]) func neighboursInOtherCellsAreFound(angle: Double) throws {
    // Around the border of cells, wherever that is: a ring of pairs 9 m apart.
    let places = (0..<40).map { index in
      let x = Double(index % 8) * 103.7 + angle
      let y = Double(index / 8) * 97.3
      return """
                   | \(index)a | 甲\(index) | 22200 | \(x) \(y)
                   | \(index)b | 乙\(index) | 22200 | \(x + 6.3) \(y + 6.3)
        """
    }
    let found = try findings(
      "N803", "place_name | place_code | name | class_code | geom\n" + places.joined(separator: "\n"))
    #expect(found.count == 40)
  }
}
