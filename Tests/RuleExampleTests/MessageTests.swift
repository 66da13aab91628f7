import Delivery
import Registry
import Testing

@testable import Rules

/// What the findings of the examples say.
@Suite struct MessageTests {
  @Test(arguments: Case.all)
  func everyPlaceInAMessageIsFilled(_ testCase: Case) throws {
    let example = try ExampleReader.read(testCase.example.text)
    let code = testCase.rule.descriptor.code
    let checker = try Checker(
      RuleSelection(select: [code], overrides: [code: RuleOverride(settings: example.overrides)]))
    let result = try checker.check(
      Area(dataset: example.dataset, asOf: try #require(example.asOf), district: example.district, plan: example.plan))
    for language in Language.allCases {
      let renderer = MessageRenderer(result, language: language)
      for finding in result.findings {
        #expect(renderer.unfilledPlaceholders(of: finding) == [], "\(renderer.message(finding))")
      }
    }
  }
}
