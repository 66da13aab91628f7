internal import Registry

/// The score of the place names of each unit and of all by a score table (分值表).
struct AcceptanceScore {
  struct Deduction: Equatable {
    /// Names with a finding, or findings, as the item counts.
    let count: Int
    let points: Double
  }

  struct Line {
    /// Into the units of the names; `nil` for all.
    let unit: Int?
    let names: Int
    /// One an item; `nil` where no rule of the item ran.
    let deductions: [Deduction?]
    let score: Double

    var deducted: Double { deductions.reduce(0) { $0 + ($1?.points ?? 0) } }
  }

  let table: ScoreTable
  let findings: NameFindings
  /// All, then the units in order.
  let lines: [Line]
  /// Codes of the table's rules that did not run.
  let rulesNotRun: [String]

  init(_ findings: NameFindings, _ table: ScoreTable) {
    (self.findings, self.table) = (findings, table)
    let result = findings.result
    let notRun = Set(result.notRun.map(\.rule))
    let ran = result.rules.map(\.code).filter { !notRun.contains($0) }
    let tallies = Self.tallies(findings, table)
    let names = findings.names
    var namesOfUnit = Array(repeating: 0, count: names.units.count)
    for row in names.rows { namesOfUnit[names.unit(ofRow: row)] += 1 }
    let hasRun = table.items.map { item in ran.contains(where: item.covers) }
    func line(_ unit: Int?, _ count: Int) -> Line {
      let deductions = zip(table.items.indices, hasRun).map { index, hasRun in
        hasRun ? Self.deduction(table.items[index], tallies[index].count(of: unit), names: count) : nil
      }
      let deducted = deductions.reduce(0) { $0 + ($1?.points ?? 0) }
      return Line(unit: unit, names: count, deductions: deductions, score: Self.rounded(max(0, table.full - deducted)))
    }
    lines = [line(nil, names.rows.count)] + names.units.indices.map { line($0, namesOfUnit[$0]) }
    rulesNotRun = notRun.filter { code in table.items.contains { $0.covers(code) } }.sorted()
  }

  // MARK: Counting

  /// What counts against one item.
  private struct Tally {
    var all = 0
    var ofUnit: [Int: Int] = [:]

    func count(of unit: Int?) -> Int { unit.map { ofUnit[$0] ?? 0 } ?? all }
  }

  private static func tallies(_ findings: NameFindings, _ table: ScoreTable) -> [Tally] {
    let signs = Set(
      findings.result.findings.filter { $0.subject.kind == RecordKind.sign.rawValue }
        .flatMap { $0.related.filter { $0.kind == RecordKind.placeName.rawValue }.map(\.key) })
    let rowsOfKey = findings.names.rows(ofKeys: signs)
    return table.items.map { item in
      let counted = findings.result.findings.filter { item.covers($0.rule) && counts($0, item) }
      switch item.per {
      case .percent: return rowTally(counted, findings)
      case .finding: return findingTally(counted, findings, rowsOfKey)
      }
    }
  }

  /// Faults count, and suspects that were confirmed; no hints, no consequences of other faults.
  private static func counts(_ finding: Finding, _ item: ScoreTable.Item) -> Bool {
    guard finding.severity > .info, NameFindings.isOpen(finding) else { return false }
    return finding.certainty == .definite || item.suspects == .all
      || finding.waived.flatMap { ReviewVerdict(reading: $0.verdict) } == .confirmed
  }

  /// Names with a finding, every name of a group; a finding about a whole column or table concerns all names of its source.
  private static func rowTally(_ counted: [Finding], _ findings: NameFindings) -> Tally {
    var rows = Set(counted.flatMap(findings.rows))
    let sources = Set(counted.compactMap { Self.source(ofTable: $0, findings.result.dataset) })
    if !sources.isEmpty {
      for (row, origin) in findings.names.table.origins.enumerated() where sources.contains(origin.source) {
        rows.insert(row)
      }
    }
    var tally = Tally(all: rows.count)
    for row in rows { tally.ofUnit[findings.names.unit(ofRow: row), default: 0] += 1 }
    return tally
  }

  /// Findings, of names and of signs; those of whole tables count for all, not for a unit.
  private static func findingTally(
    _ counted: [Finding], _ findings: NameFindings, _ rowsOfKey: [String: [Int]]
  ) -> Tally {
    var tally = Tally()
    for finding in counted {
      let rows = findings.rows(of: finding)
      if !rows.isEmpty {
        // A group of names in several units is one finding in each.
        for unit in Set(rows.map(findings.names.unit)) { tally.ofUnit[unit, default: 0] += 1 }
      } else if finding.subject.kind == RecordKind.sign.rawValue {
        let row = finding.related.lazy.compactMap { rowsOfKey[$0.key]?.first }.first
        if let row { tally.ofUnit[findings.names.unit(ofRow: row), default: 0] += 1 }
      } else if source(ofTable: finding, findings.result.dataset) == nil {
        continue
      }
      tally.all += 1
    }
    return tally
  }

  /// The source of place names or signs that a finding about a table or column is about.
  private static func source(ofTable finding: Finding, _ dataset: Dataset) -> Int? {
    guard finding.subject.kind == Subject.tableKind else { return nil }
    return dataset.sources.firstIndex { source in
      [.placeName, .sign].contains(source.kind)
        && (finding.subject.key == source.tableKey || finding.subject.key.hasPrefix(source.tableKey + "/"))
    }
  }

  private static func deduction(_ item: ScoreTable.Item, _ count: Int, names: Int) -> Deduction {
    let amount: Double
    switch item.per {
    case .percent: amount = names == 0 ? 0 : 100 * Double(count) / Double(names)
    case .finding: amount = Double(count)
    }
    return Deduction(count: count, points: rounded(min(item.cap, amount * item.points)))
  }

  /// To 0.01 points.
  private static func rounded(_ points: Double) -> Double { (points * 100).rounded() / 100 }
}
