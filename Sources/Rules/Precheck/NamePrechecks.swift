public import Analysis
import Dispatch
public import Registry
import Synchronization
import Toponymy

/// Names that are proposed, checked on their own and among the names in use by the rules that a check would hold against
/// them once they are given.
public struct NamePrechecks: Sendable {
  /// Reads the names in use: hands over divisions, built-up areas and of all place names the columns of `fewKeys`, and
  /// then reads the rows that are chosen, with `keys`.
  public typealias NamesInUse = @Sendable (_ choose: (Dataset) throws -> [Int]) throws -> Dataset

  /// In the order of the proposals.
  public let names: [NamePrecheck]
  /// The rows without a name, which are not checked.
  public let unnamed: [Origin]
  /// What is found of a whole column of the proposals.
  public let columnFindings: [Finding]
  /// All findings, for those who render them.
  public let result: CheckResult

  /// The kinds beside place names, and the columns, that are read of what is in use.
  public static let kinds: [RecordKind] = [.division, .constraint]
  public static let keys: Set<FieldKey> = [
    .name, .classCode, .placeCode, .id, .unit, .unitCode, .countyName, .provinceName, .usage, .censusStatus, .namedOn,
    .established, .romanisation, .code, .level, .kind,
  ]
  /// What tells whether a name is like a proposed one.
  public static let fewKeys: Set<FieldKey> = [.name, .romanisation]

  /// What is said of a name and its romanisation alone, and what of it among others.
  private static let alone = ["N1", "N2", "N3", "N4", "N6", "N703", "N704", "N907"]
  private static let amongOthers = NameLikeness.allCases.map(\.rawValue)

  /// - Parameters:
  ///   - proposals: place names; of those the rules read name, class, position and, without polygons, the unit.
  ///   - inUse: `nil` where there is nothing to compare with.
  ///   - overrides: settings of rules.
  /// - Throws: `RuleSelectionError` for an unknown rule or setting; what reading the names in use throws.
  /// - Complexity: linear in the names in use, since any of them may sound the same, and in the proposals.
  public init(
    _ proposals: Dataset, among inUse: NamesInUse?, asOf: CalendarDate, district: String? = nil,
    overrides: [String: RuleOverride] = [:]
  ) throws {
    let proposed = ProposedNames(proposals, namedOn: asOf)
    unnamed = proposed.unnamed
    @Sendable func area(_ dataset: Dataset) -> Area { Area(dataset: dataset, asOf: asOf, district: district) }
    @Sendable func check(_ rules: [String], _ area: Area) throws -> CheckResult {
      try Checker(RuleSelection(select: rules, overrides: overrides)).check(area)
    }
    // Reading waits for the disk, and what rules go by has to be made ready.
    let (own, found) = try Self.both {
      try check(Self.alone, area(proposed.dataset()))
    } and: {
      try FoundNames(like: proposed.table, inUse, area)
    }
    let placed = PlacedNames(proposed, among: found.dataset, area(found.dataset))
    let all = area(placed.dataset(found.dataset))
    let groups = LikeGroups(placed.table.rows, found, all)
    // What repeats another proposal in its scope would only lengthen the list of rows in the finding on that one.
    let kept = groups.repeats.isEmpty ? all : area(placed.dataset(found.dataset, rows: groups.firstRows))
    let others = try check(Self.amongOthers, kept)

    let findings = FindingsBySubject(own.findings, others.findings)
    names = placed.table.rows.map { row in
      let first = groups.repeats[row] ?? row
      return NamePrecheck(
        placed.table.text(.name, row) ?? "", row: placed.table.origins[row].row,
        class: placed.table.text(.classCode, row).flatMap { ClassCode($0) }, at: placed.table.position(row),
        in: placed.units[row].map { placed.divisions[$0] }, givenUnit: placed.givenUnit(row),
        faults: placed.faults[row], comparison: groups.comparison(of: row, hasWorkspace: inUse != nil),
        likeNames: groups.likeNames(of: row), likeProposals: groups.likeProposals(of: row),
        findings: findings.own(placed.table.subject(ofRow: row)) + findings.others(placed.table.subject(ofRow: first)))
    }
    columnFindings = own.findings.filter { $0.origin == nil }
    result = CheckResult(
      asOf: asOf, dataset: all.dataset, rules: own.rules + others.rules, notRun: [],
      findings: names.flatMap(\.findings) + columnFindings)
  }

  private static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws -> First, and second: @Sendable () throws -> Second
  ) throws -> (First, Second) {
    let results = Mutex<(Result<First, any Error>?, Result<Second, any Error>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 {
        let result = Result { try second() }
        results.withLock { $0.1 = result }
      } else {
        let result = Result { try first() }
        results.withLock { $0.0 = result }
      }
    }
    let made = results.withLock { $0 }
    guard let first = try made.0?.get(), let second = try made.1?.get() else { throw CancellationError() }
    return (first, second)
  }
}

/// The findings by the records that they name.
private struct FindingsBySubject {
  private var ownFindings: [Subject: [Finding]]
  private var otherFindings: [Subject: [Finding]] = [:]

  init(_ own: [Finding], _ others: [Finding]) {
    ownFindings = Dictionary(grouping: own, by: \.subject)
    for finding in others {
      for subject in Set([finding.subject] + finding.related) { otherFindings[subject, default: []].append(finding) }
    }
  }

  func own(_ subject: Subject) -> [Finding] { ownFindings[subject] ?? [] }
  func others(_ subject: Subject) -> [Finding] { otherFindings[subject] ?? [] }
}
