import Registry
import Testing

@testable import Delivery

@Suite struct FoldingTests {
  @Test func consequencesGoToTheFirstCause() {
    let folded = FoldedFindings([finding("A"), finding("B", "A"), finding("C", "B"), finding("D")])
    #expect(folded.shown == [0, 3])
    #expect(folded.consequences == [0: [1, 2]])
  }

  @Test func aCauseThatIsNotAmongTheFindingsHidesNothing() {
    let folded = FoldedFindings([finding("B", "A"), finding("C", "B")])
    #expect(folded.shown == [0])
    #expect(folded.consequences == [0: [1]])
  }

  @Test func circlesHideNothing() {
    let folded = FoldedFindings([finding("A", "B"), finding("B", "A"), finding("C", "C"), finding("D", "A")])
    #expect(folded.shown == [0, 1, 2, 3])
    #expect(folded.consequences.isEmpty)
  }

  @Test func summaryCounts() {
    let summary = FindingsSummary(SampleResult.check.findings)
    #expect(summary[.error] == 5 && summary[.warning] == 2 && summary[.info] == 1)
    #expect(summary.total == SampleResult.check.findings.count)
    #expect(summary.byRule.map(\.rule) == ["B102", "I101", "M106", "N102", "N501", "R106"])
    #expect(summary.suspect == 2 && summary.waived == 1)
  }

  private func finding(_ id: String, _ cause: String? = nil) -> Finding {
    var finding = Finding(
      rule: "M106", severity: .error, certainty: .definite, subject: Subject(kind: .boundaryMarker, key: id))
    finding.id = id
    finding.causedBy = cause
    return finding
  }
}
