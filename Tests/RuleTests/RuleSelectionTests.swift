import Registry
import Testing

@testable import Rules

@Suite struct RuleSelectionTests {
  private func codes(
    select: [String] = [], ignore: [String] = [], overrides: [String: RuleOverride] = [:]
  ) throws -> [String] {
    try RuleSelection(select: select, ignore: ignore, overrides: overrides).configure(fakeRules)
      .map { $0.rule.descriptor.code }
  }

  @Test(
    arguments: [
      ([], [], ["M201", "M202", "N101"]), (["M201"], [], ["M201"]), (["m201"], [], ["M201"]),
      (["M"], [], ["M201", "M202"]),
      (["M2"], [], ["M201", "M202"]), (["every-name"], [], ["N101"]), (["Every-Name"], [], ["N101"]),
      (["N101", "M201"], [], ["M201", "N101"]), (["M", "M201"], [], ["M201", "M202"]), ([], ["M"], ["N101"]),
      (["M"], ["M202"], ["M201"]), (["M201"], ["M201"], []), ([], ["silent-rule", "n"], ["M201"]),
    ] as [([String], [String], [String])])
  func takesCodesNamesAndPrefixes(_ select: [String], _ ignore: [String], _ expected: [String]) throws {
    #expect(try codes(select: select, ignore: ignore) == expected)
  }

  @Test(
    arguments: [
      ("M203", "M201"), ("evry-name", "every-name"), ("silent-rle", "silent-rule"), ("X", nil), ("", nil),
      ("every", nil),
      ("M2011", "M201"),
    ] as [(String, String?)])
  func anUnknownSelectorNamesTheNearest(_ selector: String, _ nearest: String?) {
    #expect(throws: RuleSelectionError.unknownRule(selector, nearest: nearest)) { try codes(select: [selector]) }
    #expect(throws: RuleSelectionError.unknownRule(selector, nearest: nearest)) { try codes(ignore: [selector]) }
    #expect(throws: RuleSelectionError.unknownRule(selector, nearest: nearest)) {
      try codes(overrides: [selector: RuleOverride()])
    }
  }

  @Test func anyNumberIsACount() {
    for (number, count) in [(1e300, 1_000_000_000), (-.infinity, 0), (.nan, 0), (-3, 0), (4.9, 4)] {
      let settings = RuleSettings(PiledPoints.descriptor, overrides: ["count": .number(number)])
      #expect(settings.count("count") == count)
    }
  }

  @Test func settingsAreForOneRuleAndNotForAPrefix() {
    #expect(throws: RuleSelectionError.unknownRule("M", nearest: nil)) {
      try codes(overrides: ["M": RuleOverride(enabled: false)])
    }
  }

  @Test(arguments: ["M201", "m201", "high-number", "High-Number"])
  func whatIsDisabledRunsOnlyWhenNamed(_ key: String) throws {
    let off = [key: RuleOverride(enabled: false)]
    #expect(try codes(overrides: off) == ["M202", "N101"])
    #expect(try codes(select: ["M"], overrides: off) == ["M202"])
    #expect(try codes(select: ["M201"], overrides: off) == ["M201"])
    #expect(try codes(select: ["high-number"], overrides: off) == ["M201"])
    #expect(try codes(overrides: [key: RuleOverride(enabled: true)]) == ["M201", "M202", "N101"])
  }

  @Test func overridesByCodeAndByNameBothCount() throws {
    let configured = try RuleSelection(
      overrides: [
        "M201": RuleOverride(severity: .error, settings: ["limit": .number(5), "label": .text("乙")]),
        "high-number": RuleOverride(settings: ["limit": .number(7)]),
      ]
    ).configure(fakeRules)
    let rule = try #require(configured.first)
    #expect(rule.severity == .error)
    #expect(rule.settings.number("limit") == 7)
    #expect(rule.settings.text("label") == "乙")
  }

  @Test func settingsHaveTheirDefaults() throws {
    let settings = try #require(try RuleSelection().configure(fakeRules).first).settings
    #expect(settings.number("limit") == 3)
    #expect(settings.text("label") == "甲")
    #expect(!settings.flag("strict"))
    #expect(settings.list("units") == ["镇"])
    #expect(settings.number("since") == nil)
    #expect(settings.text("limit") == nil)
    #expect(settings.number("unknown") == nil)
  }

  @Test(arguments: [("limti", "limit"), ("lable", "label"), ("something", nil)] as [(String, String?)])
  func anUnknownSettingNamesTheNearest(_ name: String, _ nearest: String?) {
    #expect(throws: RuleSelectionError.unknownSetting(name, rule: "M201", nearest: nearest)) {
      try codes(overrides: ["high-number": RuleOverride(settings: [name: .number(1)])])
    }
  }

  @Test(
    arguments: [
      ("limit", .text("3"), "number"), ("limit", .flag(true), "number"), ("label", .number(3), "text"),
      ("strict", .text("yes"), "true/false"), ("units", .text("镇"), "list"), ("since", .text("2022"), "number"),
      ("limit", .number(-1), "number"), ("limit", .number(.nan), "number"), ("since", .number(.infinity), "number"),
    ] as [(String, RuleSetting.Value, String)])
  func aValueOfTheWrongKindIsRefused(_ name: String, _ value: RuleSetting.Value, _ expected: String) {
    let error = RuleSelectionError.wrongValue(setting: name, rule: "M201", expected: expected)
    let overrides = ["M201": RuleOverride(settings: [name: value])]
    #expect(throws: error) { try codes(overrides: overrides) }
    // Also when the rule does not run: a wrong settings file is wrong.
    #expect(throws: error) { try codes(select: ["N"], overrides: overrides) }
  }

  @Test func anAutomaticSettingTakesANumber() throws {
    #expect(try codes(overrides: ["M201": RuleOverride(settings: ["since": .number(2022)])]).count == 3)
  }
}
