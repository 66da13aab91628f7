internal import CXLSXWriter
internal import Registry
internal import Synchronization

/// What libxlsxwriter could not do.
public enum SpreadsheetError: Error, CustomStringConvertible {
  case notWritten(path: String, reason: String)

  public var description: String {
    switch self {
    case .notWritten(let path, let reason): "\(path) could not be written: \(reason)"
    }
  }
}

/// An XLSX file being written, sheet by sheet and row by row; nothing but the row at hand stays in memory, unless there are
/// pictures.
///
/// The same calls give the same bytes: the only date inside is the one given, and no name of a person or machine.
final class Workbook {
  /// The raw value is the author that the file names, the mark by which `OutputFile` knows it.
  enum Use: String {
    /// Replaced by the next run.
    case result = "jieming"
    /// A list with columns for people: replaced until someone has saved it.
    case review = "jieming-review"
    /// A form to be filled in: never replaced unasked.
    case form = ""
  }

  private static let closing = Mutex<Void>(())

  private let path: String
  private let handle: UnsafeMutablePointer<lxw_workbook>
  private let formats: [CellStyle: UnsafeMutablePointer<lxw_format>]
  private let hasPictures: Bool
  private var isClosed = false

  /// - Parameters:
  ///   - created: the date shown as that of creation.
  ///   - use: who writes in it, which decides whether it is replaced unasked.
  ///   - hasPictures: keeps the rows in memory: the place of a picture is worked out from their heights.
  init(
    path: String, title: String, created: CalendarDate, use: Use = .result, hasPictures: Bool = false
  ) throws(SpreadsheetError) {
    var options = lxw_workbook_options()
    options.constant_memory = hasPictures ? 0 : 1
    guard let handle = workbook_new_opt(path, &options) else {
      throw .notWritten(path: path, reason: "out of memory")
    }
    (self.path, self.hasPictures) = (path, hasPictures)
    self.handle = handle
    // Widths of columns count in figures of the standard font: that of the cells, not one that an office in China may lack.
    if let standard = handle.pointee.formats?.pointee.stqh_first { format_set_font_name(standard, CellStyle.font) }
    var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
    for style in CellStyle.allCases { formats[style] = style.format(in: handle) }
    self.formats = formats
    withMutableCStrings([title, use.rawValue]) { texts in
      var properties = lxw_doc_properties()
      properties.title = texts[0]
      properties.author = texts[1]
      properties.created = created.unixTime
      workbook_set_properties(handle, &properties)
    }
  }

  deinit {
    if !isClosed { lxw_workbook_free(handle) }
  }

  /// - Throws: when the name is taken, longer than 31 characters or has a character that Excel forbids.
  func addSheet(_ name: String) throws(SpreadsheetError) -> Sheet {
    guard let sheet = workbook_add_worksheet(handle, name) else {
      throw .notWritten(path: path, reason: "no sheet can be named “\(name)”")
    }
    return Sheet(handle: sheet, formats: formats)
  }

  /// Writes the file; the workbook is of no use afterwards.
  func close() throws(SpreadsheetError) {
    isClosed = true
    // Dates go through gmtime, which is one for all threads.
    let error = Self.closing.withLock { _ in workbook_close(handle) }
    guard error == LXW_NO_ERROR else {
      throw .notWritten(path: path, reason: String(cString: lxw_strerror(error)))
    }
    guard hasPictures else { return }
    do throws(OutputError) { try PictureAnchors.makeFixed(in: path) } catch {
      throw .notWritten(path: path, reason: "\(error)")
    }
  }
}

/// How a cell looks.
enum CellStyle: CaseIterable {
  case title, subtitle, header, text, centred, number, plainNumber, note, editable
  /// Of whole columns to be filled in; text keeps what is typed as it is.
  case entry, textEntry, requiredHeader
  /// Of forms: the title over all columns, a line under it, short and long cells, what is written in by hand.
  case formTitle, formLine, formCell, formText, formEntry
  /// Metres with three decimals or one, degrees with seven.
  case coordinate, formTenths, degrees
  /// Of tables: cells in the middle of their height, away from the lines; numbers with as many decimals as they have.
  case tableText, tableCentred, tableWhole, tableTenths, tableHundredths, tableThousandths, tableDegrees
  /// A remark under a table, over all columns.
  case footnote
  case error, warning, info

  static let font = "宋体"

  init(_ severity: Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .info: self = .info
    }
  }

  fileprivate func format(in workbook: UnsafeMutablePointer<lxw_workbook>) -> UnsafeMutablePointer<lxw_format>? {
    guard let format = workbook_add_format(workbook) else { return nil }
    format_set_font_name(format, Self.font)
    format_set_font_size(format, [.title, .formTitle].contains(self) ? 16 : self == .subtitle ? 12 : 11)
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    switch self {
    case .title, .subtitle: format_set_bold(format)
    case .formTitle:
      format_set_bold(format)
      format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .formLine, .formText:
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .formEntry:
      format_set_num_format(format, "@")
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .formCell, .coordinate, .formTenths, .degrees, .tableCentred:
      if let numberFormat { format_set_num_format(format, numberFormat) }
      format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .tableText, .tableWhole, .tableTenths, .tableHundredths, .tableThousandths, .tableDegrees:
      if let numberFormat { format_set_num_format(format, numberFormat) }
      format_set_align(format, UInt8((self == .tableText ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT).rawValue))
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      format_set_indent(format, 1)
    case .footnote:
      format_set_font_color(format, 0x595959)
      format_set_text_wrap(format)
    case .note: format_set_font_color(format, 0x595959)
    case .entry: break
    case .textEntry: format_set_num_format(format, "@")
    case .header, .requiredHeader:
      format_set_bold(format)
      format_set_bg_color(format, self == .header ? 0xD9E2F3 : 0xFFE699)
      format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .text: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .number:
      format_set_num_format(format, "#,##0.######")
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      // A number that touches the text of the next column reads as part of it.
      format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
      format_set_indent(format, 1)
    case .plainNumber, .centred:
      format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .editable: format_set_bg_color(format, 0xFFF9E5)
    case .error, .warning, .info:
      format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
      format_set_bg_color(format, severityColour)
    }
    if ![.title, .subtitle, .note, .entry, .textEntry, .formTitle, .formLine, .footnote].contains(self) {
      format_set_text_wrap(format)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xBFBFBF)
    }
    return format
  }

  private var numberFormat: String? {
    switch self {
    case .coordinate: "0.000"
    case .formTenths: "0.0"
    case .degrees: "0.0000000"
    case .tableWhole: "#,##0"
    case .tableTenths: "#,##0.0"
    case .tableHundredths: "#,##0.00"
    case .tableThousandths: "#,##0.000"
    case .tableDegrees: "0.000000"
    default: nil
    }
  }

  private var severityColour: UInt32 {
    switch self {
    case .error: 0xF8CBAD
    case .warning: 0xFFE699
    default: 0xDDEBF7
    }
  }
}

extension CalendarDate {
  /// Seconds since 1970 at noon UTC, so that the day is the same in every time zone of China.
  fileprivate var unixTime: Int {
    guard let epoch = CalendarDate(year: 1970, month: 1, day: 1) else { return 0 }
    return epoch.days(until: self) * 86_400 + 43_200
  }
}
