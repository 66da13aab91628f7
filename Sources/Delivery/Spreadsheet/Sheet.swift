internal import CXLSXWriter
internal import Registry

/// A sheet of a workbook; its rows are written from top to bottom.
struct Sheet {
  fileprivate let handle: UnsafeMutablePointer<lxw_worksheet>
  private let formats: [CellStyle: UnsafeMutablePointer<lxw_format>]

  /// The most rows a sheet can have.
  static let rowLimit = 1_048_576
  /// The most UTF-16 units a cell can hold.
  private static let textLimit = 32_767

  init(handle: UnsafeMutablePointer<lxw_worksheet>, formats: [CellStyle: UnsafeMutablePointer<lxw_format>]) {
    self.handle = handle
    self.formats = formats
  }

  /// A name for a sheet: what Excel forbids becomes `-`, and 31 characters are the most.
  static func name(_ title: String) -> String {
    String(title.prefix(31).map { "[]:*?/\\'".contains($0) ? "-" : $0 })
  }

  // MARK: Cells

  /// - Parameter text: of a cell that is no number, where it is known already.
  func write(
    _ cell: ReportTable.Cell, text: String? = nil, row: Int, column: Int, language: Language, style: CellStyle? = nil
  ) {
    switch cell {
    case .count(let number): write(Double(number), row, column, style ?? .number)
    case .ordinal(let number): write(Double(number), row, column, style ?? .plainNumber)
    case .number(let value, let decimals) where value.isFinite:
      write(Self.rounded(value, decimals: decimals), row, column, style ?? .number)
    case .ratio: write(text ?? cell.text(language), row, column, style ?? .centred)
    case .blank, .number: worksheet_write_blank(handle, UInt32(row), UInt16(column), formats[style ?? .text])
    case .text, .localized, .flag, .list: write(text ?? cell.text(language), row, column, style ?? .text)
    }
  }

  func write(_ text: String, _ row: Int, _ column: Int, _ style: CellStyle) {
    worksheet_write_string(handle, UInt32(row), UInt16(column), Self.fitting(text), formats[style])
  }

  private func write(_ number: Double, _ row: Int, _ column: Int, _ style: CellStyle) {
    worksheet_write_number(handle, UInt32(row), UInt16(column), number, formats[style])
  }

  /// As the cell would be written in text.
  private static func rounded(_ value: Double, decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let units = (value * scale).rounded()
    // Adding zero makes a rounded -0 a 0.
    return units.magnitude < 9_007_199_254_740_992 ? units / scale + 0 : value
  }

  /// A text that Excel accepts: an over-long one ends with ….
  private static func fitting(_ text: String) -> String {
    guard text.utf16.count > textLimit else { return text }
    return String(text.prefix(textLimit / 4)) + "…"
  }

  /// One text over some columns of a row.
  func writeAcross(_ text: String, _ row: Int, _ columns: ClosedRange<Int>, _ style: CellStyle) {
    guard columns.count > 1 else { return write(text, row, columns.lowerBound, style) }
    worksheet_merge_range(
      handle, UInt32(row), UInt16(columns.lowerBound), UInt32(row), UInt16(columns.upperBound), Self.fitting(text),
      formats[style])
  }

  /// Puts a PNG over the cells from one on, as large as it is to be printed.
  func insertPicture(_ png: [UInt8], _ row: Int, _ column: Int, pixelsPerMillimetre: Double, description: String) {
    // Excel takes 96 dots an inch where the file says nothing.
    let scale = 96 / 25.4 / pixelsPerMillimetre
    withMutableCStrings([description]) { texts in
      var options = lxw_image_options()
      (options.x_offset, options.y_offset, options.x_scale, options.y_scale) = (20, 4, scale, scale)
      options.description = texts[0]
      worksheet_insert_image_buffer_opt(handle, UInt32(row), UInt16(column), png, png.count, &options)
    }
  }

  // MARK: Rows, before their cells are written

  enum Folding {
    case none
    /// Hidden under the row above.
    case folded
    /// A row under which rows are folded.
    case collapsed
  }

  /// - Parameter lines: how many lines of text the highest cell has; not every program fits the height by itself.
  func setRow(_ row: Int, lines: Int, folding: Folding = .none) {
    let height = lines > 1 ? Double(min(lines, Self.lineLimit)) * Self.lineHeight : Self.lineHeight
    var options = lxw_row_col_options(
      hidden: folding == .folded ? 1 : 0, level: folding == .folded ? 1 : 0, collapsed: folding == .collapsed ? 1 : 0)
    worksheet_set_row_opt(handle, UInt32(row), height, nil, &options)
  }

  /// In points.
  private static let lineHeight = 15.0
  /// Excel shows no row higher than 409 points.
  private static let lineLimit = 27

  func setHeight(ofRow row: Int, points: Double) {
    worksheet_set_row(handle, UInt32(row), points, nil)
  }

  // MARK: The whole sheet

  /// Widths of the columns in characters of the standard font.
  ///
  /// - Parameter styles: for cells that are not written; none, or one for each column.
  func setWidths(_ widths: [Int], styles: [CellStyle] = []) {
    for (column, width) in widths.enumerated() {
      let format = styles.indices.contains(column) ? formats[styles[column]] : nil
      worksheet_set_column(handle, UInt16(column), UInt16(column), Double(width), format)
    }
  }

  /// Rows above and columns left that stay in view.
  func freeze(rows: Int, columns: Int) { worksheet_freeze_panes(handle, UInt32(rows), UInt16(columns)) }

  /// A note that shows when the pointer is over the cell.
  func setComment(_ text: String, row: Int, column: Int) {
    let lines = text.split(separator: "\n").reduce(0) { $0 + DisplayWidth.of(String($1)) / 28 + 1 }
    var options = lxw_comment_options()
    (options.width, options.height) = (220, UInt16(20 + 20 * lines))
    worksheet_write_comment_opt(handle, UInt32(row), UInt16(column), text, &options)
  }

  /// Words to choose from in a column; others can be entered too.
  func setSuggestions(_ choices: [String], column: Int, rows: ClosedRange<Int>) {
    setChoices(choices, column: column, rows: rows, title: "", prompt: "", error: nil)
  }

  /// A header in `row` that stays in view and on every printed page, with a filter over the rows under it.
  func setHeader(row: Int, lastRow: Int, columns: Int, frozenColumns: Int) {
    worksheet_freeze_panes(handle, UInt32(row + 1), UInt16(frozenColumns))
    worksheet_autofilter(handle, UInt32(row), 0, UInt32(lastRow), UInt16(columns - 1))
    worksheet_repeat_rows(handle, UInt32(row), UInt32(row))
  }

  /// A4 across, as wide as the paper, pages numbered.
  ///
  /// - Parameter isSigned: with room at the foot of each page for who made it and who checked it.
  func setPrinting(columns: Int, lastRow: Int, language: Language, isSigned: Bool = false) {
    worksheet_set_landscape(handle)
    worksheet_set_paper(handle, 9)
    worksheet_fit_to_pages(handle, 1, 0)
    worksheet_print_area(handle, 0, 0, UInt32(lastRow), UInt16(columns - 1))
    setFooter(language, isSigned: isSigned)
  }

  /// Room for lists with many columns.
  func setNarrowMargins() { worksheet_set_margins(handle, 0.4, 0.4, 0.5, 0.6) }

  /// As a form is printed: one page wide, pages numbered.
  ///
  /// - Parameters:
  ///   - headerRow: printed on every page; `nil` for a form of one page.
  func setPage(
    _ paper: FormTemplate.Paper, _ orientation: FormTemplate.Orientation, columns: Int, lastRow: Int, headerRow: Int?,
    isSigned: Bool = false
  ) {
    if orientation == .landscape { worksheet_set_landscape(handle) } else { worksheet_set_portrait(handle) }
    worksheet_set_paper(handle, paper == .a3 ? 8 : 9)
    worksheet_set_margins(handle, 0.5, 0.4, 0.5, 0.6)
    worksheet_fit_to_pages(handle, 1, headerRow == nil ? 1 : 0)
    worksheet_print_area(handle, 0, 0, UInt32(lastRow), UInt16(max(columns, 1) - 1))
    if let headerRow { worksheet_repeat_rows(handle, UInt32(headerRow), UInt32(headerRow)) }
    setFooter(.zh, isSigned: isSigned)
  }

  private func setFooter(_ language: Language, isSigned: Bool) {
    let page = language == .zh ? "第 &P 页，共 &N 页" : "&P / &N"
    let signatures =
      language == .zh
      ? ["制表：", "审核：", "日期："].joined(separator: "　　　　　　")
      : ["Made by:", "Checked by:", "Date:"].joined(separator: "                    ")
    worksheet_set_footer(handle, isSigned ? "&L\(signatures)&R\(page)" : "&C\(page)")
  }

  /// The plus signs of folded rows stand at the row above them.
  func setOutlineAbove() {
    worksheet_outline_settings(handle, 1, 0, 0, 0)
  }

  /// A choice from a list in a column.
  ///
  /// - Parameter error: what is said of anything else, which cannot be entered; `nil` lets it be entered.
  func setChoices(
    _ choices: [String], column: Int, rows: ClosedRange<Int>, title: String, prompt: String, error: String?
  ) {
    // The list of a formula: Excel keeps it in the file as it stands here.
    withMutableCStrings(["\"\(choices.joined(separator: ","))\"", title, prompt, error ?? ""]) { texts in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      validation.value_formula = texts[0]
      if !title.isEmpty { validation.input_title = texts[1] }
      if !prompt.isEmpty { validation.input_message = texts[2] }
      if error == nil {
        validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue)
      } else {
        validation.error_title = texts[1]
        validation.error_message = texts[3]
      }
      worksheet_data_validation_range(
        handle, UInt32(rows.lowerBound), UInt16(column), UInt32(rows.upperBound), UInt16(column), &validation)
    }
  }
}

/// Texts as the `char *` that C structures want but only read.
func withMutableCStrings(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>]) -> Void) {
  let copies = texts.map { text in
    let characters = text.utf8CString
    let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: characters.count)
    _ = copy.initialize(from: characters)
    return copy
  }
  defer { for copy in copies { copy.deallocate() } }
  body(copies.compactMap(\.baseAddress))
}
