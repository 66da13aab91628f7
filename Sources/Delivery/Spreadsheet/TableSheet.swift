public import Registry

/// Tables as an XLSX file, a sheet for each, several for one with more rows than a sheet can have.
public enum TablesWorkbook {
  /// - Parameter path: of a file to write; an existing one is replaced.
  public static func write(
    _ tables: [ReportTable], title: String, asOf: CalendarDate, language: Language, to path: String
  ) throws(SpreadsheetError) {
    let workbook = try Workbook(path: path, title: title, created: asOf)
    for table in tables {
      for (index, part) in table.parts(rowLimit: Sheet.rowLimit - 100).enumerated() {
        let title = table.title[language]
        let sheet = try workbook.addSheet(
          index == 0 ? Sheet.name(title) : Sheet.name(String(title.prefix(26))) + " \(index + 1)")
        sheet.write(part, language, asOf: asOf)
      }
    }
    try workbook.close()
  }
}

extension ReportTable {
  /// The table, cut where it has more rows; the footers stand under the last part.
  func parts(rowLimit: Int) -> [ReportTable] {
    guard rows.count > rowLimit else { return [self] }
    return stride(from: 0, to: rows.count, by: rowLimit).map { start in
      var part = self
      let end = min(start + rowLimit, rows.count)
      part.rows = Array(rows[start..<end])
      if end < rows.count { part.footers = [] }
      return part
    }
  }
}

extension Sheet {
  /// A table from the top of the sheet: header, rows, footers; on paper with its title and date above.
  func write(_ table: ReportTable, _ language: Language, asOf: CalendarDate) {
    let widths = table.widths(language)
    setWidths(widths)
    for (column, definition) in table.columns.enumerated() {
      write(definition.title[language], 0, column, .header)
    }
    for (row, cells) in table.rows.enumerated() {
      setRow(row + 1, lines: DisplayWidth.lines(cells.map { $0.text(language) }, widths))
      for (column, cell) in cells.enumerated() {
        var style: CellStyle? = table.columns[column].isCoordinate ? .coordinate : nil
        // Degrees, all with the same places.
        if case .number(_, let decimals) = cell, decimals >= 5 { style = .degrees }
        write(cell, row: row + 1, column: column, language: language, style: style)
      }
    }
    setHeader(row: 0, lastRow: max(table.rows.count, 1), columns: table.columns.count, frozenColumns: 1)
    for (line, footer) in table.footers.enumerated() {
      write(footer[language], table.rows.count + 2 + line, 0, .note)
    }
    setPageHeader(table.title[language], asOf: asOf)
    setPrinting(columns: table.columns.count, lastRow: table.rows.count + 1 + table.footers.count, language: language)
  }
}

extension ReportTable {
  /// Widths that show the cells of the first rows, between narrow and readable.
  func widths(_ language: Language, limit: Int = 50) -> [Int] {
    columns.indices.map { column in
      let title = DisplayWidth.of(columns[column].title[language])
      let widest = rows.prefix(1000).reduce(title) { max($0, DisplayWidth.of($1[column].text(language))) }
      return min(max(widest + 3, 8), limit)
    }
  }
}
