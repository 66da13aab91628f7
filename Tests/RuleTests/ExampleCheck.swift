import Registry

@testable import Rules

/// The findings of one rule on a table written in the language of `RuleExample`.
func findings(_ code: String, _ text: String) throws -> [Finding] {
  let example = try ExampleReader.read(text)
  let asOf = example.asOf ?? CalendarDate(year: 2026)
  guard let asOf else { return [] }
  let checker = try Checker(
    RuleSelection(select: [code], overrides: [code: RuleOverride(settings: example.overrides)]))
  return try checker.check(Area(dataset: example.dataset, asOf: asOf, district: example.district)).findings
}
