internal import Geometry
internal import Registry

/// The findings on place names, with the rows that they are about.
struct NameFindings: Sendable {
  let result: CheckResult
  let renderer: MessageRenderer
  let names: PlaceNameRows
  /// Names given on or after this day are new.
  let newSince: CalendarDate?
  private let rowOfOrigin: [Origin: Int]
  /// The rows of findings on several names, by the ids of findings; the oldest name first.
  private let groups: [String: [Int]]

  init(_ result: CheckResult, language: Language, newSince: CalendarDate?) {
    self.result = result
    self.newSince = newSince
    renderer = MessageRenderer(result, language: language)
    names = PlaceNameRows(result.dataset)
    let wanted = Set(result.findings.filter(Self.isOnName).compactMap(\.origin))
    var rows: [Origin: Int] = [:]
    for (row, origin) in names.table.origins.enumerated() where wanted.contains(origin) { rows[origin] = row }
    rowOfOrigin = rows
    groups = NameGroup.all(result.findings.filter(Self.isOnName), rows, names)
  }

  var asOf: CalendarDate { result.asOf }
  var language: Language { renderer.language }

  /// The row that a finding is about; `nil` for one about something else than a place name.
  func row(of finding: Finding) -> Int? {
    guard Self.isOnName(finding) else { return nil }
    return finding.origin.flatMap { rowOfOrigin[$0] }
  }

  /// All rows that a finding is about: of a group of names every one, the oldest first.
  func rows(of finding: Finding) -> [Int] { groups[finding.id] ?? row(of: finding).map { [$0] } ?? [] }

  /// The rows whose names a finding speaks against. Of names that must differ these are the new ones: an older name was
  /// there before them.
  func rowsAtFault(_ finding: Finding) -> [Int] {
    let rows = rows(of: finding)
    guard NonstandardKind.isDuplicate(finding.rule) else { return rows }
    let new = rows.filter(isNew)
    if new.count == rows.count, rows.count > 1, let first = names.began(rows[0]), let second = names.began(rows[1]),
      first < second
    {
      return Array(rows.dropFirst())
    }
    return new.isEmpty ? rows : new
  }

  func isNew(_ row: Int) -> Bool {
    guard let newSince, let began = names.began(row) else { return false }
    return began >= newSince
  }

  private static func isOnName(_ finding: Finding) -> Bool { finding.subject.kind == RecordKind.placeName.rawValue }

  /// Whether a finding stands: neither waived nor a consequence of another.
  static func isOpen(_ finding: Finding) -> Bool { finding.waived?.waives != true && finding.causedBy == nil }

  /// Message with basis, as a clean-up list gives its reason.
  func reason(_ finding: Finding) -> String {
    let message = renderer.message(finding)
    guard let basis = renderer.basis(finding) else { return message }
    return message + LocalizedText(zh: "（依据：\(basis)）", en: " (basis: \(basis))")[language]
  }

  // MARK: Columns that several lists have

  func text(_ key: FieldKey, _ row: Int) -> ReportTable.Cell { .optional(names.table.text(key, row)) }

  func longitude(_ row: Int) -> ReportTable.Cell { .number(names.table.position(row)?.x, decimals: 7) }

  func latitude(_ row: Int) -> ReportTable.Cell { .number(names.table.position(row)?.y, decimals: 7) }

  /// Texts that the record has in these columns, one behind the other.
  func texts(_ keys: [FieldKey], _ row: Int) -> ReportTable.Cell {
    let found = keys.compactMap { names.table.text($0, row) }.reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return found.isEmpty ? .blank : .text(found.joined(separator: LocalizedText(zh: "；", en: "; ")[language]))
  }
}

/// What findings on several names together are about.
private enum NameGroup {
  /// Rules besides those on duplicates whose findings stand for several records.
  private static let rules: Set<String> = ["I105", "N803"]

  /// The rows of the findings that are about several names, by the ids of findings.
  static func all(_ findings: [Finding], _ rowOfOrigin: [Origin: Int], _ names: PlaceNameRows) -> [String: [Int]] {
    let findings = findings.filter { NonstandardKind.isDuplicate($0.rule) || rules.contains($0.rule) }
    let rowsOfKey = names.rows(ofKeys: Set(findings.flatMap { [$0.subject.key] + $0.related.map(\.key) }))
    var groups: [String: [Int]] = [:]
    for finding in findings {
      groups[finding.id] = rows(of: finding, at: finding.origin.flatMap { rowOfOrigin[$0] }, rowsOfKey, names)
    }
    return groups
  }

  /// The rows of the subject and of what it is related to, the oldest first, those of unknown age before the new ones.
  ///
  /// - Parameter row: of the subject, where it is known.
  private static func rows(
    of finding: Finding, at row: Int?, _ rowsOfKey: [String: [Int]], _ names: PlaceNameRows
  ) -> [Int] {
    var rows = row.map { [$0] } ?? []
    var known = Set(rows)
    for subject in [finding.subject] + finding.related {
      let own = rowsOfKey[subject.key] ?? []
      // Of several records with one key those of the right name.
      let named = own.filter { names.table.text(.name, $0) == subject.name }
      for row in named.isEmpty ? own : named where known.insert(row).inserted { rows.append(row) }
    }
    if let row, let count = finding.measure?.value, Double(rows.count) > count {
      // Villages and their committees may have one key, too.
      let ofClass = rows.filter { names.classCode($0) == names.classCode(row) }
      if Double(ofClass.count) >= count { rows = ofClass }
    }
    let dated = rows.map { (row: $0, day: names.began($0)?.lastDay, rank: names.rank($0)) }
    return dated.sorted { left, right in
      guard left.day != right.day else { return left.rank < right.rank }
      guard let day = left.day else { return true }
      guard let other = right.day else { return false }
      return day < other
    }.map(\.row)
  }
}

extension NameFindings {
  /// Writes lists as a workbook with the title of the first.
  func write(_ sheets: [ListSheet], to path: String, use: Workbook.Use = .review) throws(SpreadsheetError) {
    let title = sheets.first?.title ?? LocalizedText(zh: "", en: "")
    try Workbook.write(sheets, to: path, title: title, asOf: asOf, language: language, use: use)
  }
}

/// Words that a reviewer of a list chooses from.
enum ListChoice {
  static let recognition = [
    LocalizedText(zh: "认定", en: "confirmed"), LocalizedText(zh: "不认定", en: "rejected"),
    LocalizedText(zh: "待核", en: "to be checked"),
  ]
  static let agreement = [
    LocalizedText(zh: "同意", en: "agreed"), LocalizedText(zh: "不同意", en: "not agreed"),
    LocalizedText(zh: "待核", en: "to be checked"),
  ]
  static let treatment = [
    LocalizedText(zh: "保留", en: "keep"), LocalizedText(zh: "更名", en: "rename"),
    LocalizedText(zh: "待核", en: "to be checked"),
  ]
  static let listing = [
    LocalizedText(zh: "列入", en: "list"), LocalizedText(zh: "不列入", en: "do not list"),
    LocalizedText(zh: "待核", en: "to be checked"),
  ]

  /// An earlier verdict in the words of the clean-up list.
  static func recognition(_ waiver: Waiver?) -> ReportTable.Cell {
    guard let waiver else { return .blank }
    switch ReviewVerdict(reading: waiver.verdict) {
    case .confirmed: return .localized(recognition[0])
    case .falsePositive: return .localized(recognition[1])
    case .accepted, .deferred: return .localized(recognition[2])
    case nil: return .blank
    }
  }
}

extension LocalizedText {
  /// `内部资料` and the day, under the titles of lists.
  static func internalList(_ asOf: CalendarDate) -> LocalizedText {
    LocalizedText(zh: "内部资料　截至 \(asOf)", en: "For internal use. As of \(asOf).")
  }
}
