internal import Registry

/// A form of rows as an XLSX file: title, what it is about, headers, rows.
struct FormWorkbook {
  let template: FormTemplate
  /// Between the title and the headers. At most nine: readers look for the headers in the first eleven rows.
  let heading: [String]
  let asOf: CalendarDate
  /// Empty rows at the end, to write in.
  var emptyRows = 0

  private struct Layout {
    let widths: [Int]
    let styles: [CellStyle]
  }

  /// - Parameters:
  ///   - title: stands above the table.
  ///   - isToBeEdited: people fill it in, so that it is not replaced unasked.
  ///   - rows: how many; a further sheet begins where Excel ends.
  func write(
    to path: String, title: String, isToBeEdited: Bool, rows: Int, cells: (FormTemplate.Column, Int) -> ReportTable.Cell
  ) throws(SpreadsheetError) {
    let workbook = try Workbook(path: path, title: title, created: asOf, use: isToBeEdited ? .form : .result)
    let perSheet = 1_000_000
    for (number, start) in stride(from: 0, to: max(rows, 1), by: perSheet).enumerated() {
      let name = Sheet.name(String(template.title.prefix(28))) + (number == 0 ? "" : " \(number + 1)")
      let sheet = try workbook.addSheet(name)
      let layout = layout(rows: rows, cells)
      write(start..<min(rows, start + perSheet), title, layout, isSigned: !isToBeEdited, to: sheet, cells)
    }
    try workbook.close()
  }

  private func write(
    _ rows: Range<Int>, _ title: String, _ layout: Layout, isSigned: Bool, to sheet: Sheet,
    _ cells: (FormTemplate.Column, Int) -> ReportTable.Cell
  ) {
    let columns = template.columns
    let last = columns.count - 1
    sheet.setWidths(layout.widths)
    sheet.setHeight(ofRow: 0, points: 28)
    sheet.writeAcross(title, 0, 0...last, .formTitle)
    let total = layout.widths.reduce(0, +)
    for (index, line) in heading.enumerated() {
      sheet.setHeight(ofRow: index + 1, points: 18 * Double(DisplayWidth.lines([line], [total])))
      sheet.writeAcross(line, index + 1, 0...last, .formLine)
    }
    let header = heading.count + 1
    let titleLines = DisplayWidth.lines(columns.map(\.title), layout.widths)
    sheet.setHeight(ofRow: header, points: 6 + 15 * Double(titleLines))
    for (column, definition) in columns.enumerated() { sheet.write(definition.title, header, column, .header) }
    var row = header
    for index in rows {
      row += 1
      let values = columns.map { cells($0, index) }
      sheet.setRow(row, lines: max(isFilledIn ? 2 : 1, DisplayWidth.lines(values.map { $0.text(.zh) }, layout.widths)))
      for (column, value) in values.enumerated() {
        sheet.write(value, row: row, column: column, language: .zh, style: layout.styles[column])
      }
    }
    for _ in 0..<emptyRows {
      row += 1
      sheet.setRow(row, lines: 2)
      for column in columns.indices {
        sheet.write(.blank, row: row, column: column, language: .zh, style: layout.styles[column])
      }
    }
    for (column, definition) in columns.enumerated() {
      guard let words = definition.choices?.words, row > header else { continue }
      if definition.choices == .yesNo {
        sheet.setChoices(
          words, column: column, rows: header + 1...row, title: definition.title, prompt: "", error: "请填“是”或“否”。")
      } else {
        sheet.setSuggestions(words, column: column, rows: header + 1...row)
      }
    }
    sheet.freeze(rows: header + 1, columns: min(2, columns.count))
    sheet.setPage(
      template.paper, template.orientation, columns: columns.count, lastRow: row, headerRow: header,
      isSigned: isSigned)
  }

  /// Whether a column is left empty for people to write in.
  private var isFilledIn: Bool { template.columns.contains(where: \.isToBeFilledIn) }

  private func layout(rows: Int, _ cells: (FormTemplate.Column, Int) -> ReportTable.Cell) -> Layout {
    let widths = template.columns.map { column in
      if let width = column.width { return width }
      let widest = (0..<min(rows, 200)).reduce(DisplayWidth.of(column.title)) {
        max($0, DisplayWidth.of(cells(column, $1).text(.zh)))
      }
      return min(max(widest + 3, 8), 50)
    }
    return Layout(widths: widths, styles: template.columns.map(\.style))
  }
}

extension FormTemplate.Column {
  /// Empty for people to write in.
  var isToBeFilledIn: Bool {
    switch value {
    case nil, .inspection: true
    default: false
    }
  }

  var style: CellStyle {
    switch value {
    case nil, .inspection: .formEntry
    case .computed(.northing), .computed(.easting): .coordinate
    case .computed(.distanceToLine), .computed(.chainageMetres): .formTenths
    case .computed(.longitude), .computed(.latitude): .degrees
    case .marker, .computed: .formCell
    }
  }
}
