internal import Registry

/// A list on one sheet of a workbook: title, notes, headers, rows; split where a sheet of Excel ends.
struct ListSheet {
  struct Column {
    let title: LocalizedText
    /// In characters; a Chinese character counts as two.
    let width: Int
    var style: CellStyle?
    /// Words to choose from; a column with words is filled in by people.
    var choices: [LocalizedText] = []
    /// Columns behind the last printed one are for programs.
    var isPrinted = true

    init(
      _ zh: String, _ en: String, _ width: Int, style: CellStyle? = nil, choices: [LocalizedText] = [],
      isPrinted: Bool = true
    ) {
      title = LocalizedText(zh: zh, en: en)
      self.width = width
      self.style = choices.isEmpty ? style : .editable
      self.choices = choices
      self.isPrinted = isPrinted
    }
  }

  /// Of the tab; at most 25 characters.
  var name: LocalizedText
  var title: LocalizedText
  var notes: [LocalizedText] = []
  var columns: [Column]
  var rowCount: Int
  /// What stands in place of rows where there are none.
  var emptyText = LocalizedText(zh: "没有。", en: "None.")
  /// The cells of a row, one a column.
  var row: (Int) -> [ReportTable.Cell]

  static let rowsPerSheet = 1_000_000

  func write(to workbook: Workbook, _ language: Language) throws(SpreadsheetError) {
    let starts = Array(stride(from: 0, to: max(rowCount, 1), by: Self.rowsPerSheet))
    for (number, start) in starts.enumerated() {
      let suffix = number == 0 ? "" : " \(number + 1)"
      let sheet = try workbook.addSheet(Sheet.name(String(name[language].prefix(25))) + suffix)
      write(start..<min(rowCount, start + Self.rowsPerSheet), to: sheet, language)
    }
  }

  private func write(_ rows: Range<Int>, to sheet: Sheet, _ language: Language) {
    let widths = columns.map(\.width)
    let printed = max(columns.count { $0.isPrinted }, 1)
    sheet.setWidths(widths)
    let header = writeHead(printed, to: sheet, language)
    var line = header
    for index in rows {
      line += 1
      let cells = row(index)
      // Numbers do not wrap.
      let texts = cells.map { $0.isNumber ? "" : $0.text(language) }
      sheet.setRow(line, lines: DisplayWidth.lines(texts, widths))
      for (column, cell) in cells.enumerated() {
        sheet.write(
          cell, text: texts[column], row: line, column: column, language: language, style: columns[column].style)
      }
    }
    if rows.isEmpty {
      line += 1
      sheet.writeAcross(emptyText[language], line, 0...printed - 1, .formLine)
    }
    sheet.setHeader(row: header, lastRow: line, columns: columns.count, frozenColumns: min(2, columns.count))
    sheet.setPrinting(columns: printed, lastRow: line, language: language)
    sheet.setNarrowMargins()
    guard !rows.isEmpty else { return }
    for (column, definition) in columns.enumerated() where !definition.choices.isEmpty {
      sheet.setSuggestions(definition.choices.map { $0[language] }, column: column, rows: header + 1...line)
    }
  }

  /// Title, notes and headers; returns the row of the headers.
  private func writeHead(_ printed: Int, to sheet: Sheet, _ language: Language) -> Int {
    let total = columns.prefix(printed).reduce(0) { $0 + $1.width }
    sheet.setHeight(ofRow: 0, points: 28)
    sheet.writeAcross(title[language], 0, 0...printed - 1, .formTitle)
    for (index, note) in notes.enumerated() {
      sheet.setHeight(ofRow: index + 1, points: 17 * Double(DisplayWidth.lines([note[language]], [total])))
      sheet.writeAcross(note[language], index + 1, 0...printed - 1, .formLine)
    }
    let header = notes.count + 1
    let lines = DisplayWidth.lines(columns.map { $0.title[language] }, columns.map(\.width))
    sheet.setHeight(ofRow: header, points: 6 + 15 * Double(lines))
    for (column, definition) in columns.enumerated() {
      sheet.write(definition.title[language], header, column, .header)
    }
    return header
  }
}

extension ListSheet {
  /// A table of a report as a list.
  init(_ table: ReportTable, notes: [LocalizedText], widths: [Int]) {
    name = table.title
    title = table.title
    self.notes = notes + table.footers
    columns = zip(table.columns, widths).map { Column($0.title.zh, $0.title.en, $1) }
    rowCount = table.rows.count
    row = { table.rows[$0] }
  }
}

extension Workbook {
  /// A workbook of lists.
  static func write(
    _ sheets: [ListSheet], to path: String, title: LocalizedText, asOf: CalendarDate, language: Language, use: Use
  ) throws(SpreadsheetError) {
    let workbook = try Workbook(path: path, title: title[language], created: asOf, use: use)
    for sheet in sheets { try sheet.write(to: workbook, language) }
    try workbook.close()
  }
}
