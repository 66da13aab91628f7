internal import Geometry
internal import Registry

/// The findings on place names, with the rows that they are about.
struct NameFindings: Sendable {
  let result: CheckResult
  let renderer: MessageRenderer
  let names: PlaceNameRows
  private let rowOfOrigin: [Origin: Int]

  init(_ result: CheckResult, language: Language) {
    self.result = result
    renderer = MessageRenderer(result, language: language)
    names = PlaceNameRows(result.dataset)
    let wanted = Set(result.findings.filter(Self.isOnName).compactMap(\.origin))
    var rows: [Origin: Int] = [:]
    for (row, origin) in names.table.origins.enumerated() where wanted.contains(origin) { rows[origin] = row }
    rowOfOrigin = rows
  }

  var asOf: CalendarDate { result.asOf }
  var language: Language { renderer.language }

  /// The row that a finding is about; `nil` for one about something else than a place name.
  func row(of finding: Finding) -> Int? {
    guard Self.isOnName(finding) else { return nil }
    return finding.origin.flatMap { rowOfOrigin[$0] }
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
