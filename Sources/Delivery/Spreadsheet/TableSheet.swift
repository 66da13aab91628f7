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
        sheet.write(part, asOf: asOf, language)
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
  /// A table as it is handed in: title, who made it and when, header, rows, remarks.
  func write(_ table: ReportTable, asOf: CalendarDate, _ language: Language) {
    let widths = table.widths(language)
    let all = 0...max(0, table.columns.count - 1)
    let total = widths.reduce(0, +)
    setWidths(widths)
    setHeight(ofRow: 0, points: 28)
    writeAcross(table.title[language], 0, all, .formTitle)
    setHeight(ofRow: 1, points: 18)
    writeAcross(Self.heading(asOf)[language], 1, all, .formLine)
    let header = 2
    setHeight(
      ofRow: header, points: 6 + 15 * Double(DisplayWidth.lines(table.columns.map { $0.title[language] }, widths)))
    for (column, definition) in table.columns.enumerated() {
      write(definition.title[language], header, column, .header)
    }
    for (row, cells) in table.rows.enumerated() {
      setRow(header + 1 + row, lines: DisplayWidth.lines(cells.map { $0.text(language) }, widths.map { $0 - 1 }))
      for (column, cell) in cells.enumerated() {
        write(
          cell, row: header + 1 + row, column: column, language: language,
          style: cell.style(isCoordinate: table.columns[column].isCoordinate))
      }
    }
    let lastRow = header + max(table.rows.count, 1)
    setHeader(row: header, lastRow: lastRow, columns: table.columns.count, frozenColumns: 1)
    for (line, footer) in table.footers.enumerated() {
      let row = lastRow + 2 + line
      setHeight(ofRow: row, points: 15 * Double(DisplayWidth.lines([footer[language]], [total])))
      writeAcross(footer[language], row, all, .footnote)
    }
    setPrinting(
      columns: table.columns.count, lastRow: lastRow + 1 + table.footers.count, language: language, isSigned: true)
  }

  private static func heading(_ asOf: CalendarDate) -> LocalizedText {
    LocalizedText(
      zh: "填报单位：" + String(repeating: "　", count: 16) + "截至日期：\(asOf)",
      en: "Reported by: ______________________    As of \(asOf)")
  }
}

extension ReportTable.Cell {
  /// Numbers of a column have the same decimals.
  fileprivate func style(isCoordinate: Bool) -> CellStyle {
    switch self {
    case .number where isCoordinate: .coordinate
    case .number(_, let decimals):
      switch decimals {
      case ...0: .tableWhole
      case 1: .tableTenths
      case 2: .tableHundredths
      case 3: .tableThousandths
      default: .tableDegrees
      }
    case .count: .tableWhole
    case .ordinal, .ratio, .flag: .tableCentred
    case .blank, .text, .localized, .list: .tableText
    }
  }
}

extension ReportTable {
  /// Widths that show the cells of the first rows, between narrow and readable.
  func widths(_ language: Language, limit: Int = 50) -> [Int] {
    columns.indices.map { column in
      let title = DisplayWidth.of(columns[column].title[language])
      let widest = rows.prefix(1000).reduce(title) { max($0, DisplayWidth.of($1[column].text(language))) }
      return min(max(widest + 4, 8), limit)
    }
  }
}
