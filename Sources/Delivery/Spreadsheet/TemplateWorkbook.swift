public import Registry

/// An empty table of one kind: the headers of the standard forms with notes and drop-downs, and a sheet that explains them.
public enum TemplateWorkbook {
  /// - Parameter path: of a file to write; an existing one is replaced.
  public static func write(_ kind: RecordKind, asOf: CalendarDate, to path: String) throws(SpreadsheetError) {
    let fields = FieldCatalogue.standard[kind]
    let workbook = try Workbook(path: path, title: "\(kind.title.zh)登记表", created: asOf, use: .form)
    table(fields, to: try workbook.addSheet(kind.title.zh))
    explanation(kind, fields, to: try workbook.addSheet("填写说明"))
    try workbook.close()
  }

  /// Rows with drop-downs; a longer table can copy them down.
  private static let lastRow = 5000

  private static func table(_ fields: [Field], to sheet: Sheet) {
    sheet.setWidths(
      fields.map { min(max(DisplayWidth.of(header($0)) + 4, 10), 30) }, styles: fields.map { style($0) })
    for (column, field) in fields.enumerated() {
      sheet.write(header(field), 0, column, field.requirement == .required ? .requiredHeader : .header)
      let note = note(field)
      if !note.isEmpty { sheet.setComment(note, row: 0, column: column) }
      let choices = choices(field)
      if !choices.isEmpty {
        sheet.setSuggestions(choices, column: column, rows: 1...lastRow)
      }
    }
    sheet.setHeight(ofRow: 0, points: 24)
    sheet.freeze(rows: 1, columns: 1)
  }

  /// `*` marks what the table cannot do without; readers of headers pass over it.
  private static func header(_ field: Field) -> String { field.title + (field.requirement == .required ? "*" : "") }

  /// Codes keep their zeros, and dates and degrees stay as they are written.
  private static func style(_ field: Field) -> CellStyle {
    switch field.type {
    case .integer, .number: .entry
    default: .textEntry
    }
  }

  private static func choices(_ field: Field) -> [String] { field.type == .boolean ? ["是", "否"] : field.values }

  private static func note(_ field: Field) -> String {
    var lines = [requirement(field), field.note]
    if !field.unitKey.isEmpty { lines.append("单位：\(unit(field))") }
    if field.type == .date { lines.append("日期，如 2008-07-01") }
    if field.type == .code { lines.append("以文本填写，保留前面的 0") }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func requirement(_ field: Field) -> String {
    switch field.requirement {
    case .required: "必填"
    case .oneOf(let group): groups[String(group.prefix { $0 != "/" })] ?? "几列中至少填一列"
    case .expected: "应填"
    case .optional: ""
    }
  }

  private static let groups = [
    "identity": "代码和名称至少填一列", "line": "界线名称和界线代码至少填一列", "position": "平面坐标或经纬度至少填一组",
  ]

  private static func unit(_ field: Field) -> String { units[field.unitKey] ?? field.unitKey }

  private static let units = [
    "m": "米", "km": "千米", "m2": "平方米", "km2": "平方千米", "mu": "亩", "ha": "公顷", "deg": "度", "percent": "%",
    "permille": "‰", "persons": "人", "count": "个", "places": "个（墓位）", "beds": "张", "10k_yuan": "万元",
    "10k_m3": "万立方米", "t": "吨", "year": "年",
  ]

  // MARK: The sheet that explains

  /// Its cells are such that no reader takes the sheet for a table of records: no cell is a field's name alone.
  private static func explanation(_ kind: RecordKind, _ fields: [Field], to sheet: Sheet) {
    let columns = ["列（表头）", "键名（程序用）", "填写要求", "计量", "可选内容", "填写提示"]
    sheet.setWidths([24, 34, 30, 16, 36, 60])
    sheet.write("\(kind.title.zh)登记表填写说明：带 * 的列必填；不用的列可以留空或删去，也可以另加列。", 0, 0, .note)
    for (column, title) in columns.enumerated() { sheet.write(title, 2, column, .header) }
    for (index, field) in fields.enumerated() {
      let cells = [
        "“\(field.title)”", "\(kind.rawValue).\(field.key.rawValue)", requirement(field),
        field.unitKey.isEmpty ? "" : "（\(unit(field))）", choices(field).joined(separator: "、"), field.note,
      ]
      sheet.setRow(index + 3, lines: DisplayWidth.lines(cells, [24, 34, 30, 16, 36, 60]))
      for (column, cell) in cells.enumerated() { sheet.write(cell, index + 3, column, .text) }
    }
    sheet.freeze(rows: 3, columns: 1)
  }
}
