public import Registry
internal import Texts

/// How many findings there are, by severity and by rule.
public struct FindingsSummary: Sendable {
  public private(set) var bySeverity: [Severity: Int] = [:]
  /// In code order; only rules with findings.
  public private(set) var byRule: [RuleCount] = []
  public private(set) var suspect = 0
  public private(set) var waived = 0

  /// The findings of one rule.
  public struct RuleCount: Sendable {
    public let rule: String
    public fileprivate(set) var bySeverity: [Severity: Int] = [:]
    public var count: Int { bySeverity.values.reduce(0, +) }
  }

  public init(_ findings: [Finding]) {
    var rules: [String: RuleCount] = [:]
    for finding in findings {
      bySeverity[finding.severity, default: 0] += 1
      if finding.certainty == .suspect { suspect += 1 }
      if finding.waived != nil { waived += 1 }
      rules[finding.rule, default: RuleCount(rule: finding.rule)].bySeverity[finding.severity, default: 0] += 1
    }
    byRule = rules.values.sorted { $0.rule < $1.rule }
  }

  public subscript(severity: Severity) -> Int { bySeverity[severity] ?? 0 }
  public var total: Int { byRule.reduce(0) { $0 + $1.count } }

  /// `错误 3 条，警告 120 条，提示 40 条`
  func severityText(_ language: Language) -> String {
    Severity.allCases.reversed().map { severity in
      LocalizedText(
        zh: "\(severity.title.zh) \(NumberText.grouped(self[severity])) 条",
        en: "\(severity.title.en) \(NumberText.grouped(self[severity]))")[language]
    }.joined(separator: LocalizedText(zh: "，", en: ", ")[language])
  }
}

/// Findings with those that one correction would remove put under their cause.
struct FoldedFindings {
  /// The indices of findings to show by themselves, in order.
  private(set) var shown: [Int] = []
  /// The indices of the findings behind a shown one, in order.
  private(set) var consequences: [Int: [Int]] = [:]

  init(_ findings: [Finding]) {
    let caused = findings.contains { $0.causedBy != nil }
    guard caused else {
      shown = Array(findings.indices)
      return
    }
    let indices = Dictionary(findings.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for index in findings.indices {
      if let root = Self.root(of: index, in: findings, indices) {
        consequences[root, default: []].append(index)
      } else {
        shown.append(index)
      }
    }
  }

  /// The first cause of a finding; `nil` where there is none among the findings, or causes run in a circle.
  private static func root(of index: Int, in findings: [Finding], _ indices: [String: Int]) -> Int? {
    var seen: Set<Int> = [index]
    var current = index
    while let cause = findings[current].causedBy, let next = indices[cause] {
      guard seen.insert(next).inserted else { return nil }
      current = next
    }
    return current == index ? nil : current
  }
}
