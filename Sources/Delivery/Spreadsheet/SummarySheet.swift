internal import Registry
internal import Texts

/// The first sheet of a review workbook: date, counts, what was checked, what did not run, how to fill it in.
struct SummarySheet {
  let result: CheckResult
  /// The line that all findings are about, if so.
  let line: String?
  let language: Language

  private static let widths = [24, 30, 22, 14, 10, 10, 14, 22]

  func write(to sheet: Sheet) {
    let sources = result.dataset.sources.filter { line == nil || JointInspection.lineKinds.contains($0.kind) }
    let tables = [
      SummaryTables.bySeverity(result), SummaryTables.byRule(result), SummaryTables.sources(sources),
      SummaryTables.notRun(result),
    ].filter { !$0.rows.isEmpty }
    sheet.setWidths(Self.widths)
    sheet.setHeight(ofRow: 0, points: 24)
    sheet.write(
      (line.map { VisibleText.of($0) + (language == .zh ? "" : ": ") } ?? "")
        + words("数据检查结果汇总", "Summary of the check"), 0,
      0, .title)
    sheet.write(words("截至日期：\(result.asOf)", "As of \(result.asOf)"), 1, 0, .note)
    var row = 2
    for instruction in instructions {
      sheet.write(instruction, row, 0, .note)
      row += 1
    }
    for table in tables {
      row += 1
      row = write(table, to: sheet, from: row)
    }
    sheet.setPrinting(columns: 8, lastRow: row, language: language)
  }

  private var instructions: [String] {
    language == .zh
      ? [
        "填写方法：在各工作表的“核实结论”栏逐条选择结论，在“备注”栏写明理由；请勿改动“编号”栏，结论按编号与问题对应。",
        "性质为“疑似”的问题只是线索，须由工作人员核实后认定。",
      ]
      : [
        "Choose a verdict in each row of the other sheets and give the reason under “remark”; leave the column “id” as it is.",
        "A finding marked “suspect” is a hint for a person to decide, not a judgement.",
      ]
  }

  /// A table with its title; returns the row behind it.
  private func write(_ table: ReportTable, to sheet: Sheet, from start: Int) -> Int {
    sheet.write(table.title[language], start, 0, .subtitle)
    for (column, definition) in table.columns.enumerated() {
      sheet.write(definition.title[language], start + 1, column, .header)
    }
    for (offset, cells) in table.rows.enumerated() {
      sheet.setRow(start + 2 + offset, lines: DisplayWidth.lines(cells.map { $0.text(language) }, Self.widths))
      for (column, cell) in cells.enumerated() {
        sheet.write(cell, row: start + 2 + offset, column: column, language: language)
      }
    }
    return start + 2 + table.rows.count
  }

  private func words(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
}
