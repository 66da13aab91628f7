public import Registry

/// The rejected rows of one source under its own headers, to be corrected and imported again.
///
/// Columns in front say where a row came from and what is wrong with it: see `RejectedRowColumn`.
public struct RejectedRowTable: Sendable {
  public let source: Source
  let headers: [String]
  let rows: [[String]]

  public var rowCount: Int { rows.count }

  /// One table for each source that has rejected rows.
  public static func all(in dataset: Dataset, language: Language) -> [RejectedRowTable] {
    dataset.sources.indices.compactMap { index in
      let rows = dataset.rejected.filter { $0.origin.source == index }
      return rows.isEmpty ? nil : RejectedRowTable(dataset.sources[index], rows, language)
    }
  }

  private init(_ source: Source, _ rejected: [RejectedRow], _ language: Language) {
    self.source = source
    // Columns that were made while reading hold nothing of the file.
    let names = source.headers.map(\.name).filter { !$0.hasPrefix("\(FieldKey.geometry.rawValue).") }
    let parts = rejected.map { Self.divided($0.cells, columnCount: names.count) }
    let hasSurplus = parts.contains { !$0.surplus.isEmpty }
    let front = [RejectedRowColumn.file, .layer, .row, .field, .reason].map(\.rawValue)
    headers = front + names + (hasSurplus ? [RejectedRowColumn.surplus.rawValue] : [])
    rows = zip(rejected, parts).map { row, part in
      let field = row.field.map { source.header(of: FieldKey(rawValue: $0)) ?? $0 } ?? ""
      let origin = [source.file, source.layer, String(row.origin.row), field, row.reason[language]]
      return origin + part.cells + (hasSurplus ? [part.surplus] : [])
    }
  }

  /// The cells under the headers, and what is beyond them; a line that is one cell was never divided.
  private static func divided(_ cells: [String], columnCount: Int) -> (cells: [String], surplus: String) {
    let isWhole = cells.count == 1 && columnCount > 1
    let fitting = isWhole ? [] : Array(cells.prefix(columnCount))
    let blanks = Array(repeating: "", count: columnCount - fitting.count)
    let surplus = isWhole ? cells[0] : cells.dropFirst(columnCount).joined(separator: " ")
    return (fitting + blanks, surplus)
  }

  /// UTF-8 with a byte-order mark, as Excel opens it.
  public var csv: [UInt8] {
    var csv = CSVWriter()
    csv.row(headers)
    rows.forEach { csv.row($0) }
    return csv.bytes
  }

  /// The name of a file for the table of this source among others: `names_rejected`, `markers_Sheet1_rejected`; of a
  /// file in an archive `towns.zip-names_rejected`.
  public var fileStem: String {
    let stem = source.file.split(separator: ".").dropLast().joined(separator: ".")
    let layer = source.layer == stem.split(separator: "/").last ?? "" ? "" : "_\(source.layer)"
    return String(((stem.isEmpty ? source.file : stem) + layer).map { "/\0".contains($0) ? "-" : $0 }) + "_rejected"
  }

  /// Writes an XLSX file with a sheet for each table; all cells are text, so that codes keep their zeros.
  public static func write(_ tables: [RejectedRowTable], asOf: CalendarDate, to path: String) throws(SpreadsheetError) {
    let workbook = try Workbook(path: path, title: "未导入的行", created: asOf, use: .form)
    var names: Set<String> = []
    for table in tables {
      var name = Sheet.name(table.fileStem)
      var number = 2
      while !names.insert(name.lowercased()).inserted {
        name = Sheet.name("\(number) \(table.fileStem)")
        number += 1
      }
      table.write(to: try workbook.addSheet(name))
    }
    try workbook.close()
  }

  private func write(to sheet: Sheet) {
    sheet.setWidths(headers.map { min(max(DisplayWidth.of($0) + 3, 12), 40) }, styles: headers.map { _ in .textEntry })
    for (column, header) in headers.enumerated() { sheet.write(header, 0, column, .header) }
    for (row, cells) in rows.enumerated() {
      for (column, cell) in cells.enumerated() where !cell.isEmpty {
        sheet.write(cell, row + 1, column, column < 5 ? .note : .textEntry)
      }
    }
    sheet.setHeader(row: 0, lastRow: max(rows.count, 1), columns: headers.count, frozenColumns: 3)
  }

  /// The rows for the terminal.
  public var listing: ReportTable {
    ReportTable(
      key: "rejected",
      title: LocalizedText(
        zh: "\(source.file)/\(source.layer)（\(source.kind.title.zh)）",
        en: "\(source.file)/\(source.layer) (\(source.kind.title.en))"),
      columns: [
        .init("row", zh: "行号", en: "row"), .init("field", zh: "出错列", en: "column"),
        .init("reason", zh: "未导入原因", en: "reason"), .init("content", zh: "内容", en: "content"),
      ],
      rows: rows.map { cells in
        let content = cells.dropFirst(5).filter { !$0.isEmpty }.joined(separator: "｜")
        return [
          .text(cells[2]), .text(cells[3]), .text(cells[4]),
          .text(content.count > 60 ? content.prefix(60) + "…" : content),
        ]
      })
  }
}
