internal import Registry
internal import Toponymy

/// Spellings to be put right (罗马字母拼写勘误): one row for each name, what is wrong with its spelling and a better one.
struct RomanisationList {
  private struct Entry {
    let row: Int
    let findings: [Finding]
    let suggestion: String?
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
    var suggestions = SpellingSuggestions()
    entries = findings.names.sorted(byRow.keys).map { row in
      let own = byRow[row] ?? []
      return Entry(row: row, findings: own, suggestion: suggestions.suggestion(row, own, findings.names))
    }
    ofTables = faults.filter { findings.row(of: $0) == nil }
  }

  var count: Int { entries.count }

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "罗马字母拼写勘误表", en: "Romanisations to be corrected")
    let sheet = ListSheet(
      name: LocalizedText(zh: "拼写勘误", en: "romanisations"), title: title, notes: notes, columns: Self.columns,
      rowCount: entries.count, emptyText: LocalizedText(zh: "没有发现拼写问题。", en: "No spelling is wrong.")
    ) { cells(entries[$0], number: $0 + 1) }
    try findings.write([sheet], to: path)
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
      .optional(entry.suggestion), .localized(severity.title), .blank, .blank, findings.text(.placeCode, entry.row),
      .list(entry.findings.map(\.id)),
    ]
  }
}

/// Spellings to put in the place of wrong ones.
private struct SpellingSuggestions {
  private var generics: [ClassCode?: ClassGenerics] = [:]

  /// What the only finding proposes, else the standard form: in the readings of the recorded spelling where nothing is said
  /// against them, else in the preferred ones. Nothing for names of other languages for unknown characters and where the words are in doubt.
  mutating func suggestion(_ row: Int, _ findings: [Finding], _ names: PlaceNameRows) -> String? {
    if findings.count == 1, let fix = findings[0].fix, fix.field == FieldKey.romanisation.rawValue { return fix.new }
    guard let name = names.table.text(.name, row), let recorded = names.table.text(.romanisation, row),
      Self.isChinese(row, names.table)
    else { return nil }
    let code = names.classCode(row)
    let generics = generics[code] ?? ClassGenerics(code)
    self.generics[code] = generics
    var checker = RomanisationChecker()
    let isRight =
      checker.check(name: name, romanisation: recorded) == .composable
      && !findings.contains { ["N601", "N602"].contains($0.rule) }
    let spelling =
      isRight
      ? checker.standardSpelling(generics, tones: Self.hasTones(recorded), isRecorded: true)
      : checker.standardSpelling(name, generics, tones: Self.hasTones(recorded))
    let isWhole = spelling.unicodeScalars.allSatisfy { $0.value < 0x2E80 }
    return isWhole && checker.doubt == nil && spelling != recorded ? spelling : nil
  }

  private static func isChinese(_ row: Int, _ table: RecordTable) -> Bool {
    table.text(.minorityWriting, row) == nil
      && table.text(.language, row).map { ["汉语", "汉", "中文"].contains($0) } ?? true
  }

  /// Whether a spelling is written with marks: ā á ǎ à and the like.
  private static func hasTones(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      (0xC0...0x1DC).contains($0.value) && $0 != "ü" && $0 != "Ü" || (0x300...0x30C).contains($0.value)
    }
  }
}
