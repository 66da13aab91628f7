import Geometry
import Registry
import TestSupport
import Testing

@testable import Rules

@Suite struct FindingIdentityTests {
  private func finding(
    _ rule: String = "N101", kind: RecordKind = .placeName, key: String = "甲村@土桥镇", row: Int = 2,
    place: Position? = nil, field: String? = nil, value: String = "", span: Range<Int>? = nil
  ) -> Finding {
    var finding = Finding(
      rule: rule, severity: .warning, certainty: .definite, subject: Subject(kind: kind, key: key))
    finding.origin = Origin(source: 0, row: row)
    finding.place = place
    if let field { finding.evidence = Evidence(field: field, value: value, span: span) }
    return finding
  }

  private func id(_ finding: Finding) -> String {
    var findings = [finding]
    FindingIdentity.assign(to: &findings)
    return findings[0].id
  }

  @Test func isTheRuleAndTenHexDigits() {
    #expect(id(finding()).wholeMatch(of: /N101-[0-9a-f]{10}/) != nil)
  }

  @Test func rowsMeasuresAndMessagesDoNotEnter() {
    let plain = finding(field: "name", value: "甲村")
    var other = finding(row: 99, field: "name", value: "乙村", span: 0..<1)
    other.origin = Origin(source: 7, row: 99)
    other.subject.name = "甲"
    other.severity = .error
    other.message = "column"
    other.measure = Measure(3, .metres, limit: 1)
    other.measures = [("a", Measure(1, .count))]
    other.arguments["count"] = .count(3)
    other.place = Position(x: 106, y: 29)
    other.fix = Fix(.safe, field: .name, old: "甲", new: "乙")
    #expect(id(other) == id(plain))
  }

  @Test func ruleKindKeyRelatedAndFieldEnter() {
    var related = finding()
    related.related = [Subject(kind: .division, key: "500151101")]
    var moreRelated = related
    moreRelated.related.append(Subject(kind: .division, key: "500151103"))
    let findings = [
      finding(), finding("N102"), finding(kind: .sign), finding(key: "乙村@土桥镇"), finding(field: "name"),
      finding(field: "unit"), related, moreRelated,
    ]
    let ids = findings.map { id($0).split(separator: "-")[1] }
    #expect(Set(ids).count == findings.count)
    var turned = moreRelated
    turned.related.reverse()
    #expect(id(turned) == id(moreRelated))
  }

  @Test(arguments: ["B101", "B102", "B103", "B104", "B201", "B207", "R112"])
  func thePlaceEntersToFourDecimals(_ rule: String) {
    let here = id(finding(rule, place: Position(x: 106.02, y: 29.8)))
    #expect(id(finding(rule, place: Position(x: 106.02004, y: 29.79996))) == here)
    #expect(id(finding(rule, place: Position(x: 106.02006, y: 29.8))) != here)
    #expect(id(finding(rule, place: Position(x: 106.02, y: 29.80006))) != here)
    #expect(id(finding(rule)) != here)
  }

  @Test(arguments: ["B105", "B301", "R111", "M106", "N801", "F101", "I101"])
  func thePlaceEntersNoOtherRule(_ rule: String) {
    #expect(id(finding(rule, place: Position(x: 106, y: 29))) == id(finding(rule, place: Position(x: 107, y: 28))))
  }

  @Test func nearTheOriginThereIsOneZero() {
    let (east, west) = (Position(x: 0.00001, y: 0), Position(x: -0.00001, y: 0))
    #expect(id(finding("B102", place: east)) == id(finding("B102", place: west)))
  }

  @Test func theOrderIsRuleKeyPlaceAndId() {
    var findings = [
      finding("N102"), finding("N101", key: "乙"), finding("N101", key: "甲", place: Position(x: 2, y: 0)),
      finding("N101", key: "甲", place: Position(x: 1, y: 5)), finding("N101", key: "甲", place: Position(x: 1, y: 4)),
      finding("N101", key: "甲", row: 1),
    ]
    FindingIdentity.assign(to: &findings)
    #expect(findings.map(\.rule) == ["N101", "N101", "N101", "N101", "N101", "N102"])
    #expect(findings.map(\.subject.key).prefix(5) == (["乙", "甲", "甲", "甲", "甲"].sorted())[...])
    let places = findings.filter { $0.rule == "N101" && $0.subject.key == "甲" }.map(\.place)
    #expect(places == [nil, Position(x: 1, y: 4), Position(x: 1, y: 5), Position(x: 2, y: 0)])
  }

  @Test func suffixesAreTheSameForEveryOrderOfTheInput() {
    var generator = SeededGenerator(seed: 41)
    let findings = (0..<8).map { number in
      finding(
        row: number, place: number < 4 ? Position(x: Double(number), y: 0) : nil, field: "name", value: "村\(number)",
        span: number..<number + 1)
    }
    func ids(_ findings: [Finding]) -> [String: String] {
      var findings = findings
      FindingIdentity.assign(to: &findings)
      return Dictionary(uniqueKeysWithValues: findings.map { ($0.evidence?.value ?? "", $0.id) })
    }
    let expected = ids(findings)
    let base = id(findings[0])
    #expect(Set(expected.values) == Set([base] + (2...8).map { "\(base)-\($0)" }))
    for _ in 0..<50 {
      var shuffled = findings.shuffled(using: &generator)
      // Rows are re-ordered too.
      for index in shuffled.indices { shuffled[index].origin = Origin(source: 0, row: index) }
      #expect(ids(shuffled) == expected)
    }
  }
}

@Suite struct CausesTests {
  private func finding(_ rule: String, row: Int?, source: Int = 0) -> Finding {
    var finding = Finding(
      rule: rule, severity: .error, certainty: .definite, subject: Subject(kind: .placeName, key: "\(rule)\(row ?? -1)")
    )
    finding.id = "\(rule)-\(source)-\(row ?? -1)"
    finding.origin = row.map { Origin(source: source, row: $0) }
    return finding
  }

  private func linked(_ findings: [Finding]) -> [String?] {
    var findings = findings
    Causes.link(&findings)
    return findings.map(\.causedBy)
  }

  @Test func aCauseExplainsFindingsOnItsRecordOnly() {
    var cause = finding("R102", row: 5)
    cause.explains = ["R111", "N801"]
    let findings = [
      cause, finding("R111", row: 5), finding("N801", row: 5), finding("N101", row: 5), finding("R111", row: 6),
      finding("R111", row: 5, source: 1), finding("R111", row: nil),
    ]
    #expect(linked(findings) == [nil, cause.id, cause.id, nil, nil, nil, nil])
  }

  @Test func aCauseInAColumnExplainsFindingsOnEveryRecordOfItsSource() {
    var cause = finding("R102", row: nil)
    cause.explains = ["R111"]
    cause.explainsSource = 1
    let findings = [
      cause, finding("R111", row: 5, source: 1), finding("R111", row: 6, source: 1), finding("R111", row: 5),
    ]
    #expect(linked(findings) == [nil, cause.id, cause.id, nil])
  }

  @Test func nothingExplainsItselfNorInACircle() {
    var first = finding("R102", row: 5)
    first.explains = ["R102", "R104"]
    var second = finding("R104", row: 5)
    second.explains = ["R102", "R104"]
    let causes = linked([first, second])
    #expect(causes.count { $0 == nil } == 1, "one of the two stands for both")
  }

  @Test func aChainLeadsToItsFirstCause() {
    var first = finding("R102", row: 5)
    first.explains = ["R104", "R111"]
    var second = finding("R104", row: 5)
    second.explains = ["R111"]
    #expect(linked([second, finding("R111", row: 5), first]) == [first.id, first.id, nil])
  }
}
