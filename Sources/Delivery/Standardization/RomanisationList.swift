internal import Registry

/// Spellings to be put right (罗马字母拼写勘误): one row for each name, what is wrong with its spelling and a better one.
struct RomanisationList {
  private struct Entry {
    let row: Int
    var findings: [Finding]
  }

  let findings: NameFindings
  private let entries: [Entry]
  /// Of whole columns, such as tones written here and there.
  private let ofTables: [Finding]

  init(_ findings: NameFindings) {
    self.findings = findings
    let faults = findings.result.findings.filter { $0.rule.hasPrefix("N6") && NameFindings.isOpen($0) }
    var byRow: [Int: [Finding]] = [:]
    for finding in faults {
      if let row = findings.row(of: finding) { byRow[row, default: []].append(finding) }
    }
    entries = findings.names.sorted(byRow.keys).map { Entry(row: $0, findings: byRow[$0] ?? []) }
    ofTables = faults.filter { findings.row(of: $0) == nil }
  }

  var count: Int { entries.count }

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "罗马字母拼写勘误表", en: "Romanisations to be corrected")
    let sheet = ListSheet(
      name: LocalizedText(zh: "拼写勘误", en: "romanisations"), title: title, notes: notes, columns: Self.columns,
      rowCount: entries.count, emptyText: LocalizedText(zh: "没有发现拼写问题。", en: "No spelling is wrong.")
    ) { cells(entries[$0], number: $0 + 1) }
    try Workbook.write(
      [sheet], to: path, title: title, asOf: findings.asOf, language: findings.language, use: .review)
  }

  private var notes: [LocalizedText] {
    [
      LocalizedText.internalList(findings.asOf),
      LocalizedText(
        zh: "“建议拼写”由程序给出，多音字和当地读音须核对审音资料；空白的请核定读音后填写。",
        en:
          "Suggested spellings are computed; check characters with several readings. Blank ones are for you to fill in."
      ),
    ]
      + ofTables.map { finding in
        LocalizedText(
          zh: "整列：\(findings.renderer.message(finding))", en: "Column: \(findings.renderer.message(finding))")
      }
  }

  private static let columns: [ListSheet.Column] = [
    .init("序号", "no.", 6, style: .centred), .init("名称", "name", 18), .init("类别", "class", 14),
    .init("所属政区", "unit", 12), .init("登记拼写", "recorded", 24), .init("问题", "fault", 44),
    .init("建议拼写", "suggested", 24, style: .editable), .init("级别", "severity", 7, style: .centred),
    .init("审核意见", "verdict", 10, choices: ListChoice.agreement), .init("备注", "remark", 16, style: .editable),
    .init("地名代码", "code", 22, isPrinted: false), .init("问题编号", "findings", 18, isPrinted: false),
  ]

  private func cells(_ entry: Entry, number: Int) -> [ReportTable.Cell] {
    let separator = LocalizedText(zh: "；", en: "; ")[findings.language]
    let severity = entry.findings.map(\.severity).max() ?? .info
    return [
      .ordinal(number), findings.text(.name, entry.row), .text(findings.names.classText(entry.row)),
      .text(findings.names.unitText(entry.row)), findings.text(.romanisation, entry.row),
      .text(entry.findings.map(findings.renderer.message).joined(separator: separator)),
      .optional(suggestion(entry)), .localized(severity.title), .blank, .blank, findings.text(.placeCode, entry.row),
      .list(entry.findings.map(\.id)),
    ]
  }

  /// What the findings propose, where they do not contradict each other.
  private func suggestion(_ entry: Entry) -> String? {
    let proposals = Set(
      entry.findings.compactMap(\.fix).filter { $0.field == FieldKey.romanisation.rawValue }.map(\.new))
    return proposals.count == 1 ? proposals.first : nil
  }
}
