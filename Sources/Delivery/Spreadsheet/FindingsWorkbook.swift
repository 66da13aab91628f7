public import Registry

/// The findings as an XLSX file for review: a summary, then a sheet for each family of rules that ran or found something.
///
/// The reviewer chooses a verdict and writes a remark in each row; the column of ids lets them be read back.
public struct FindingsWorkbook {
  private let result: CheckResult
  private let renderer: MessageRenderer
  private let folded: FoldedFindings
  /// The line that all findings are about; then there are no sheets without findings, and no sources that a line has nothing to
  /// do with.
  private let line: String?
  private var language: Language { renderer.language }

  public init(_ result: CheckResult, language: Language) {
    self.init(result, of: nil, language: language)
  }

  /// - Parameter line: the name of the line that all findings are about, if so.
  init(_ result: CheckResult, of line: String?, language: Language) {
    (self.result, self.line) = (result, line)
    renderer = MessageRenderer(result, language: language)
    folded = FoldedFindings(result.findings)
  }

  /// - Parameter path: of a file to write; an existing one is replaced.
  public func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "界线地名数据检查结果", en: "Findings on boundary and place-name data")[language]
    let workbook = try Workbook(path: path, title: title, created: result.asOf)
    SummarySheet(result: result, line: line, language: language)
      .write(to: try workbook.addSheet(LocalizedText(zh: "汇总", en: "summary")[language]))
    for family in RuleFamily.allCases {
      let rows = rows(of: family)
      guard !rows.isEmpty || (line == nil && hasRun(family)) else { continue }
      for (number, part) in Self.parts(of: rows).enumerated() {
        let suffix = number == 0 ? "" : " \(number + 1)"
        write(part, to: try workbook.addSheet(family.title[language] + suffix))
      }
    }
    try workbook.close()
  }

  // MARK: Rows

  private struct Row {
    let finding: Int
    var isFolded = false
    var consequences = 0
  }

  /// The findings of a family, each followed by what it causes, of whatever family.
  private func rows(of family: RuleFamily) -> [Row] {
    folded.shown.filter { result.findings[$0].rule.hasPrefix(family.rawValue) }.flatMap { index in
      let consequences = folded.consequences[index] ?? []
      return [Row(finding: index, consequences: consequences.count)]
        + consequences.map { Row(finding: $0, isFolded: true) }
    }
  }

  private func hasRun(_ family: RuleFamily) -> Bool {
    let notRun = Set(result.notRun.map(\.rule))
    return result.rules.contains { $0.family == family && !notRun.contains($0.code) }
  }

  /// No more rows in a sheet than Excel shows, its header not counted; one part when there are none.
  private static func parts(of rows: [Row]) -> [ArraySlice<Row>] {
    guard !rows.isEmpty else { return [[]] }
    return stride(from: 0, to: rows.count, by: Sheet.rowLimit - 1).map { start in
      rows[start..<min(start + Sheet.rowLimit - 1, rows.count)]
    }
  }

  // MARK: A sheet

  private enum Column {
    case field(FindingField)
    case verdict
    case remark
  }

  /// What a reviewer reads and fills in comes first and is printed; the rest is for filters and programs.
  private static let printed: [Column] =
    [.severity, .title, .message, .subject, .file, .layer, .row, .next].map(Column.field)
    + [.verdict, .remark]
  private static let columns: [Column] =
    printed
    + [.certainty, .field, .value, .measure, .unit, .limit, .fix, .basis, .longitude, .latitude, .rule, .id].map(
      Column.field)

  private func write(_ rows: ArraySlice<Row>, to sheet: Sheet) {
    let columns = Self.columns
    sheet.setWidths(columns.map(width))
    sheet.setOutlineAbove()
    for (column, definition) in columns.enumerated() { sheet.write(title(definition), 0, column, .header) }
    for (offset, row) in rows.enumerated() { write(row, at: offset + 1, columns, to: sheet) }
    if rows.isEmpty {
      sheet.write(
        LocalizedText(zh: "本类规则已运行，未发现问题。", en: "The rules of this family ran and found nothing.")[language], 1, 0,
        .note)
    }
    let lastRow = max(rows.count, 1)
    sheet.setHeader(row: 0, lastRow: lastRow, columns: columns.count, frozenColumns: 2)
    sheet.setPrinting(columns: Self.printed.count, lastRow: lastRow, language: language)
    setVerdicts(rows: 1...lastRow, in: sheet)
  }

  private func write(_ row: Row, at line: Int, _ columns: [Column], to sheet: Sheet) {
    let finding = result.findings[row.finding]
    let cells = columns.map { cell($0, finding, row) }
    sheet.setRow(
      line, lines: DisplayWidth.lines(cells.map { $0.0.text(language) }, columns.map(width)),
      folding: row.isFolded ? .folded : row.consequences > 0 ? .collapsed : .none)
    for (column, (cell, style)) in cells.enumerated() {
      sheet.write(cell, row: line, column: column, language: language, style: style)
    }
  }

  private func cell(_ column: Column, _ finding: Finding, _ row: Row) -> (ReportTable.Cell, CellStyle?) {
    switch column {
    case .verdict:
      let verdict = finding.waived.map { ReviewVerdict(reading: $0.verdict)?.title[language] ?? $0.verdict }
      return (.optional(verdict), .editable)
    case .remark: return (.optional(finding.waived?.reason), .editable)
    case .field(.severity): return (.localized(finding.severity.title), CellStyle(finding.severity))
    case .field(.longitude), .field(.latitude):
      return (fieldCell(column, finding), .plainNumber)
    case .field(.message) where row.consequences > 0:
      let note = LocalizedText(
        zh: "（另有 \(row.consequences) 条由此引起，点左侧“+”展开）",
        en: " (\(row.consequences) more follow from this; unfold them with the + on the left)")
      return (.text(renderer.message(finding) + note[language]), nil)
    case .field: return (fieldCell(column, finding), nil)
    }
  }

  private func fieldCell(_ column: Column, _ finding: Finding) -> ReportTable.Cell {
    guard case .field(let field) = column else { return .blank }
    return field.cell(finding, renderer)
  }

  private func title(_ column: Column) -> String {
    switch column {
    case .field(let field): field.title[language]
    case .verdict: LocalizedText(zh: "核实结论", en: "verdict")[language]
    case .remark: LocalizedText(zh: "备注", en: "remark")[language]
    }
  }

  /// In characters; a Chinese character counts as two.
  private func width(_ column: Column) -> Int {
    switch column {
    case .field(.message): 42
    case .field(.next), .field(.basis), .field(.fix): 32
    case .remark: 22
    case .field(.id): 20
    case .field(.title), .field(.value): 18
    case .field(.subject), .field(.file), .verdict: 16
    case .field(.layer), .field(.field), .field(.longitude), .field(.latitude), .field(.measure): 13
    case .field: 8
    }
  }

  private func setVerdicts(rows: ClosedRange<Int>, in sheet: Sheet) {
    guard let column = Self.columns.firstIndex(where: { if case .verdict = $0 { true } else { false } }) else { return }
    sheet.setChoices(
      ReviewVerdict.allCases.map { $0.title[language] }, column: column, rows: rows,
      title: LocalizedText(zh: "核实结论", en: "Verdict")[language],
      prompt: LocalizedText(
        zh: "请从下拉列表中选择，理由写在“备注”栏。", en: "Choose from the list; give the reason under “remark”.")[language],
      error: LocalizedText(zh: "请从下拉列表中选择。", en: "Choose from the list.")[language])
  }
}
