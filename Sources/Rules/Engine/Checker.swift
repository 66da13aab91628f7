import Dispatch
public import Registry
import Synchronization

/// Runs rules over an area.
public struct Checker {
  private let rules: [ConfiguredRule]

  /// - Throws: when a selector, rule or setting does not exist.
  public init(_ selection: RuleSelection = RuleSelection()) throws(RuleSelectionError) {
    try self.init(selection, rules: allRules)
  }

  init(_ selection: RuleSelection, rules: [any Rule.Type]) throws(RuleSelectionError) {
    self.rules = try selection.configure(rules)
  }

  /// The findings of all rules, ordered, with identifiers; the same for any number of threads.
  public func check(_ area: Area, waivers: [Waiver] = []) throws -> CheckResult {
    var notRun: [RuleNotRun] = []
    var runnable: [ConfiguredRule] = []
    let kinds = Set(area.dataset.kinds)
    for rule in rules {
      let descriptor = rule.rule.descriptor
      let missing = descriptor.needs.filter { !kinds.contains($0) }
      let missingContext = descriptor.needsContext.filter { !area.has($0, for: descriptor) }
      if missing.isEmpty, missingContext.isEmpty {
        runnable.append(rule)
      } else {
        notRun.append(RuleNotRun(rule: descriptor.code, needs: missing, needsContext: missingContext))
      }
    }
    var findings = try run(runnable, on: area).flatMap { $0 }
    FindingIdentity.assign(to: &findings)
    Causes.link(&findings)
    apply(waivers, to: &findings, asOf: area.asOf)
    return CheckResult(
      asOf: area.asOf, dataset: area.dataset, rules: rules.map { $0.rule.descriptor }, notRun: notRun,
      findings: findings)
  }

  private func run(_ rules: [ConfiguredRule], on area: Area) throws -> [[Finding]] {
    let results = Mutex<[Result<[Finding], any Error>?]>(Array(repeating: nil, count: rules.count))
    DispatchQueue.concurrentPerform(iterations: rules.count) { index in
      let result = Result { try Self.run(rules[index], on: area) }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
  }

  private static func run(_ configured: ConfiguredRule, on area: Area) throws -> [Finding] {
    var sink = FindingSink(configured.rule.descriptor, area)
    try configured.rule.check(area, settings: configured.settings, into: &sink)
    guard let severity = configured.severity else { return sink.findings }
    return sink.findings.map { finding in
      var finding = finding
      finding.severity = severity
      return finding
    }
  }

  private func apply(_ waivers: [Waiver], to findings: inout [Finding], asOf: CalendarDate) {
    let valid = waivers.filter { waiver in waiver.expires.map(asOf.isWithin) ?? true }
    let byID = Dictionary(valid.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    for index in findings.indices { findings[index].waived = byID[findings[index].id] }
  }
}
