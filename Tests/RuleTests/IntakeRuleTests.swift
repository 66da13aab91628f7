import Registry
import Testing

@testable import Rules

@Suite struct IntakeRuleTests {
  @Test func aColumnThatTheKindCannotDoWithoutIsAnError() throws {
    let found = try findings(
      "I101",
      """
      boundary_marker | number   | name
                      | 5117001Q | 甲
      """)
    #expect(found.map(\.evidence?.field) == ["line", "position"])
    #expect(found.allSatisfy { $0.severity == .error })
    #expect(
      found.map(\.subject.key) == [
        "boundary_marker.csv/boundary_marker/line", "boundary_marker.csv/boundary_marker/position",
      ])
  }

  @Test func halfAPositionIsMissingAndABlankColumnIsBlank() throws {
    let found = try findings(
      "I101",
      """
      boundary_marker | number   | line | northing
                      | 5117001Q |      | 3300000
      """)
    #expect(found.map(\.message) == ["blank", "main"])
    #expect(found.map(\.evidence?.field) == ["line", "position"])
  }

  @Test func otherColumnsAreInformation() throws {
    let found = try findings(
      "I101",
      """
      inspection | number   | line   | inspected_on
                 | 5117001Q | 铜合线 | 2024-06-01
      """)
    #expect(found.map(\.evidence?.field) == ["condition"])
    #expect(found.map(\.severity) == [.info])
  }

  @Test func theNearestUnreadHeaderIsNamed() throws {
    var dataset = Dataset()
    dataset.add(
      Source(
        kind: .placeName, file: "names.csv", layer: "names",
        headers: [
          Source.Header(name: "地名代码", key: .placeCode), Source.Header(name: "标准名秤", key: nil),
          Source.Header(name: "备注二", key: nil),
        ]))
    let asOf = try #require(CalendarDate(year: 2026))
    let found = try Checker(RuleSelection(select: ["I101"])).check(Area(dataset: dataset, asOf: asOf)).findings
    let name = found.first { $0.evidence?.field == "name" }
    #expect(name?.severity == .error)
    #expect(name?.message == "nearest")
    #expect(name?.arguments["nearest"] == .text("标准名秤"))
    #expect(name?.arguments["headers"] == .list(["地名代码", "标准名秤", "备注二"]))
  }

  @Test func aShortHeaderThatSharesNoCharacterIsNotNear() {
    #expect(NearestName.of("名称", among: ["备注"]) == nil)
    #expect(NearestName.of("名称", among: ["备注", "地称"]) == "地称")
  }

  @Test func aRejectedFeatureIsReportedOnTheTableAtItsRow() throws {
    let found = try findings(
      "I109",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      note malformed-geojson row=7 path=$.features[6] problem=short-ring zh=少点 en=short
      note malformed-geojson path=$ problem=byte-order-mark
      note malformed-geojson row=2 path=$.features[0] problem=unclosed-ring
      """)
    #expect(found.map(\.subject.kind) == ["division", "table", "table"])
    #expect(Set(found.compactMap(\.origin?.row)) == [2, 7])
    #expect(found.first { $0.evidence?.value == "$" }?.severity == .info)
    let rejected = try #require(found.first { $0.origin?.row == 7 })
    #expect(rejected.severity == .error)
    #expect(rejected.arguments["problem"] == .localized(LocalizedText(zh: "少点", en: "short")))
  }

  @Test func aDuplicateNamesFilesAndRows() throws {
    let found = try findings(
      "I105",
      """
      sign | id  | name
           | 001 | 甲
           | 001 | 乙
      sign second.csv | id  | name
                      | 002 | 丙
                      | 001 | 丁
      """)
    #expect(
      found.first?.arguments["rows"]
        == .localized(
          LocalizedText(zh: "sign.csv 第 2、3 行；second.csv 第 3 行", en: "sign.csv rows 2, 3; second.csv row 3")))
    #expect(found.first?.measure?.value == 3)
  }

  @Test(arguments: [
    ("5.00151E+19", "main"), ("50015110022200000000", "digitsLost"), ("500151100222.0", "decimalPoint"),
    ("2026/1/2", "date"),
  ])
  func eachDamageHasItsMessage(_ code: String, _ message: String) throws {
    let found = try findings("I106", "place_name | place_code | name\n | \(code) | 王家湾")
    #expect(found.map(\.message) == [message])
    #expect(found.first?.evidence?.field == "place_code")
  }
}
