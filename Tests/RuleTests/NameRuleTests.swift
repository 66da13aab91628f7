import Registry
import Testing

@testable import Rules
@testable import Toponymy

@Suite struct NameRuleTests {
  @Test func fullWidthCharactersHaveASafeFix() throws {
    let found = try findings("N102", "place_name | name\n | Ａ区１２号院\u{3000}")
    let fix = try #require(found.first?.fix)
    #expect(fix == Fix(.safe, field: .name, old: "Ａ区１２号院\u{3000}", new: "A区12号院"))
    #expect(found.count == 1)
    #expect(found.first?.evidence?.span == 0..<1)
  }

  @Test func aCompatibilityIdeographIsReplacedByItsOrdinaryForm() throws {
    let found = try findings("N102", "place_name | name\n | \u{F9C9}林桥")
    let fix = try #require(found.first?.fix)
    #expect(Array(fix.new.unicodeScalars) == Array("\u{67F3}林桥".unicodeScalars))
  }

  @Test func aCharacterThatStandsForSeveralIsNotReplaced() throws {
    let found = try findings("N102", "place_name | name\n | 时代花生Ⅱ")
    #expect(found.first?.fix == nil)
    #expect(found.first?.message == "undecided")
  }

  @Test func oneNewNameMakesADuplicateAnError() throws {
    let table = """
      place_name | place_code | name   | class_code | unit_code | established | named_on
                 | 1          | 王家湾 | 22200      | 500151100 | 1950年      |
                 | 2          | 王家湾 | 22200      | 500151100 |             | DATE
      """
    let old = try findings("N501", table.replacing("DATE", with: "2022-04-30"))
    #expect(old.map(\.severity) == [.warning])
    #expect(old.map(\.message) == ["old"])
    let new = try findings("N501", table.replacing("DATE", with: "2022-05-01"))
    #expect(new.map(\.severity) == [.error])
    #expect(new.first?.arguments["newRows"] == .localized(LocalizedText(zh: "第 3 行", en: "row 3")))
    let set = try findings("N501", "set new_since = 2020-01-01\n" + table.replacing("DATE", with: "2021"))
    #expect(set.map(\.severity) == [.error])
  }

  @Test func aDuplicateKeepsItsIdentifierWhenRowsAreReordered() throws {
    let header = "place_name | place_code | name | class_code | unit_code\n"
    let rows = (1...3).map { " | 5001511002220000000\($0) | 王家湾 | 22200 | 500151100\n" }
    let forward = try findings("N501", header + rows.joined())
    let backward = try findings("N501", header + rows.reversed().joined())
    #expect(forward.count == 1)
    #expect(forward.map(\.id) == backward.map(\.id))
    #expect(forward.first?.related.map(\.key) == ["50015110022200000002", "50015110022200000003"])
  }

  @Test func oneRecordInTwoFilesIsNoSameName() throws {
    let found = try findings(
      "N501",
      """
      place_name | place_code           | name   | class_code
                 | 50015110022200000001 | 王家湾 | 22200
      place_name second.csv | place_code           | name   | class_code
                            | 50015110022200000001 | 王家湾 | 22200
      """)
    #expect(found.isEmpty)
  }

  @Test func aTownKnownByNameIsTheTownOfThatCode() throws {
    let found = try findings(
      "N501",
      """
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      place_name | name   | class_code | unit   | unit_code
                 | 王家湾 | 22200      | 土桥镇 |
                 | 王家湾 | 22200      |        | 500151101
      """)
    #expect(found.count == 1)
  }

  @Test func aMinorityNameIsASuspect() throws {
    let found = try findings(
      "N601",
      """
      place_name | name     | romanisation | language
                 | 呼和浩特 | Hohhot       | 蒙古语
                 | 呼和浩特 | Hohhot       | 汉语
      """)
    #expect(found.map(\.certainty) == [.suspect, .definite])
    #expect(found.map(\.severity) == [.warning, .error])
  }

  @Test func theReadingsOfTheCharactersAreNamed() throws {
    let found = try findings("N601", "place_name | name | romanisation\n | 芦溪 | Lixi")
    #expect(found.first?.arguments["characters"] == .text("芦"))
    #expect(found.first?.arguments["readings"] == .list(["芦 lú/lǔ"]))
  }

  @Test(arguments: [
    ("lv", 4, "lǜ"), ("zhong", 4, "zhòng"), ("gui", 4, "guì"), ("liu", 2, "liú"), ("hou", 3, "hǒu"), ("er", 2, "ér"),
    ("qiao", 2, "qiáo"), ("nve", 4, "nüè"), ("zi", 0, "zi"),
  ])
  func toneMarksStandOnTheirVowel(_ syllable: String, _ tone: Int, _ marked: String) {
    #expect(Reading(syllable: syllable, tone: tone, source: .local).marked == marked)
  }

  @Test func accuracyGradesWhatLiesOutside() throws {
    let found = try findings(
      "N801",
      """
      accuracy 40
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                 | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      place_name | place_code | name   | unit   | geom
                 | 1          | 王家湾 | 土桥镇 | 1039 500
                 | 2          | 李家坝 | 土桥镇 | 1041 500
                 | 3          | 张家沟 | 土桥镇 | 500 -100
      """)
    #expect(found.map(\.severity) == [.info, .error, .error])
    #expect(found.map(\.certainty) == [.suspect, .definite, .definite])
    #expect(found.map(\.message) == ["near", "elsewhere", "main"])
    #expect(found[1].related.map(\.key) == ["500151101", "500151103"])
    #expect(found.allSatisfy { $0.measure?.limit == 40 })
  }

  @Test func aPolygonThatCannotBeUsedStopsNothing() throws {
    let found = try findings(
      "N801",
      """
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 1000, 1000 0, 0 1000
                 | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      place_name | name   | unit   | geom
                 | 王家湾 | 土桥镇 | 900 500
                 | 李家坝 | 二坪镇 | 3000 500
      """)
    #expect(found.map(\.subject.name) == ["李家坝"])
  }
}
