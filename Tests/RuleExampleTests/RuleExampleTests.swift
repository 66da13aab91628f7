import Registry
import Testing

@testable import Rules

/// An example of a rule, for test names.
struct Case: CustomTestStringConvertible {
  let rule: any Rule.Type
  let example: RuleExample

  var testDescription: String { "\(rule.descriptor.code) \(example.title.en)" }

  static let all = allRules.flatMap { rule in rule.examples.map { Case(rule: rule, example: $0) } }
}

@Suite struct RuleExampleTests {
  @Test(arguments: Case.all)
  func findsExactlyWhatIsMarked(_ testCase: Case) throws {
    let example = try ExampleReader.read(testCase.example.text)
    let code = testCase.rule.descriptor.code
    let checker = try Checker(
      RuleSelection(select: [code], overrides: [code: RuleOverride(settings: example.overrides)]))
    let area = Area(
      dataset: example.dataset, asOf: try #require(example.asOf), district: example.district, plan: example.plan)
    let result = try checker.check(area)
    #expect(result.notRun.isEmpty)

    let expected = example.expected.map(Mark.init).sorted()
    let found = result.findings.map { Mark($0, in: example.dataset) }.sorted()
    #expect(found.map(\.position) == expected.map(\.position))
    for (found, expected) in zip(found, expected) where found.position == expected.position {
      if let grade = expected.grade { #expect(found.grade == grade, "\(expected.position)") }
      if let measure = expected.measure {
        #expect(abs((found.measure ?? .infinity) - measure) <= max(0.05, 0.001 * measure), "\(expected.position)")
      }
      if !expected.spans.isEmpty { #expect(expected.spans.contains(found.spans.first ?? 0..<0)) }
    }
  }

  @Test(arguments: allRules.map { $0.descriptor.code })
  func everyFailingRuleHasAnExampleThatFails(_ code: String) throws {
    let rule = try #require(allRules.first { $0.descriptor.code == code })
    let cases = try rule.examples.map { try ExampleReader.read($0.text) }
    #expect(cases.contains { !$0.expected.isEmpty }, "no failing example")
  }

  @Test func codesAndNamesAreUniqueAndInOrder() {
    let codes = allRules.map { $0.descriptor.code }
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    #expect(Set(allRules.map { $0.descriptor.name }).count == codes.count)
  }
}

/// Where a finding stands or is expected, comparable.
private struct Mark: Comparable {
  let position: String
  /// Severity and certainty; `nil` where the example does not say.
  let grade: String?
  let measure: Double?
  let spans: [Range<Int>]

  init(_ expectation: ExampleCase.Expectation) {
    position = "\(expectation.source):\(expectation.row.map(String.init) ?? "table")"
    grade = expectation.severity.map { "\($0) \(expectation.isSuspect ? Certainty.suspect : .definite)" }
    measure = expectation.measure
    spans = expectation.spans
  }

  init(_ finding: Finding, in dataset: Dataset) {
    if let origin = finding.origin {
      position = "\(origin.source):\(origin.row)"
    } else {
      let source =
        finding.subject.key.hasPrefix("plan.yaml/")
        ? 0 : dataset.sources.firstIndex { finding.subject.key.hasPrefix($0.tableKey) }
      position = "\(source.map(String.init) ?? finding.subject.key):table"
    }
    grade = "\(finding.severity) \(finding.certainty)"
    measure = finding.measure?.value
    spans = finding.evidence?.span.map { [$0] } ?? []
  }

  static func < (left: Mark, right: Mark) -> Bool {
    (left.position, left.measure ?? 0) < (right.position, right.measure ?? 0)
  }
}
