internal import Geodesy
internal import Texts

/// What becomes of a cell when its field's type is asked for.
public enum CellOutcome: Sendable, Equatable {
  /// Blank, or a dash or word that says that there is nothing.
  case absent
  /// Read as it stands.
  case plain
  /// A number that was read, with a unit, grouping, full-width digits or Chinese numerals around it.
  case marked
  /// A date that was read from the number of a day.
  case serial
  /// A word that the field's list does not have.
  case unlisted
  case unreadable
}

extension Field {
  /// Whether `outcome` can tell anything of the field's cells.
  public var isTyped: Bool {
    switch type {
    case .integer, .number, .degrees, .date, .boolean, .enumeration: true
    case .text, .code, .list, .geometry, .personal: false
    }
  }

  /// The outcome of most cells, for loops that look at millions: plain digits in a field of numbers.
  public var takesDigits: Bool { type == .integer || type == .number || type == .degrees }

  /// How a cell is read; plain numbers and dates are told by their bytes, no `String` is made of them.
  ///
  /// - Parameter facilityKind: the cell of 设施类别 in the same row, on which the types of facilities depend.
  public func outcome(
    of cell: UnsafeBufferPointer<UInt8>, facilityKind: String? = nil
  ) -> CellOutcome {
    if cell.isEmpty { return .absent }
    let bytes = TextColumn.trim(cell)
    if bytes.isEmpty { return .absent }
    switch type {
    case .integer, .number:
      if let reading = number(bytes) { return reading.isPlain ? .plain : .marked }
    case .degrees: if parseDecimal(bytes) != nil { return .plain }
    case .date: if isPlainDate(bytes) { return .plain }
    case .boolean, .enumeration: break
    default: return .plain
    }
    let text = String(decoding: bytes, as: UTF8.self)
    switch type {
    case .integer, .number:
      if Self.isCoordinate(key) {
        if Self.isNotFinite(text) { return .plain }
        if readCoordinate(text) != nil { return .marked }
      }
    case .degrees: if parseDegrees(text) != nil || Self.isNotFinite(text) { return .plain }
    case .date: if let reading = CalendarDate.reading(text) { return reading.isSerial ? .serial : .plain }
    case .boolean: if YesNo.parse(text, title: title) != nil { return .plain }
    case .enumeration: if accepts(text, facilityKind: facilityKind) { return .plain }
    default: break
    }
    if Self.absences.contains(text.filter { !$0.isWhitespace }) { return .absent }
    return type == .enumeration ? .unlisted : .unreadable
  }

  /// What clerks write where there is nothing to write.
  private static let absences: Set<String> = [
    "-", "--", "—", "——", "－", "–", "/", "／", "\\", "无", "暂无", "没有", "不详", "未知", "空", "null", "NULL", "N/A", "n/a",
    "#N/A",
  ]

  private static func isCoordinate(_ key: FieldKey) -> Bool { key == .northing || key == .easting }

  /// Not finite is how rule R101 has it.
  private static func isNotFinite(_ text: String) -> Bool {
    let text = text.lowercased()
    return text.hasSuffix("nan") || text.hasSuffix("inf") || text.hasSuffix("infinity") || text.contains("1.#")
  }

  // MARK: Words

  /// Whether code reads the words of the field, so that one it does not know changes a result.
  public var wordsAreRead: Bool {
    type == .enumeration
      && (key == .level && kind != .boundaryMarker || kind == .facility && [.type, .status].contains(key))
  }

  /// Whether a word is one of the field's, in the forms in which they are met: 县级 for 县, 单立桩 for 单立, 双立 for
  /// 同号双立.
  func accepts(_ text: String, facilityKind: String?) -> Bool {
    let word = text.foldingWidth.lowercased().filter { !$0.isWhitespace }
    let isListed = values.contains { word.hasPrefix($0) || $0.hasPrefix(word) || $0.hasSuffix(word) }
    if isListed { return true }
    switch (kind, key) {
    case (_, .level): return DivisionLevel(parsing: text) != nil
    case (.facility, .type): return FacilityVocabulary.standard.accepts(type: text, ofKind: facilityKind ?? "公墓")
    case (.facility, .status): return FacilityVocabulary.standard.knows(status: text)
    default: return false
    }
  }
}

/// Whether bytes are digits with at most one point among them, which nearly all numbers are.
@inlinable
public func isDigits(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var points = 0
  for byte in bytes where byte &- UInt8(ascii: "0") > 9 {
    guard byte == UInt8(ascii: ".") else { return false }
    points += 1
  }
  return bytes.count > points && points <= 1
}

/// Whether bytes are `2008-07-15`, `2008/7/15`, `2008` or `20080715`, the forms of nearly all dates.
private func isPlainDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard (4...10).contains(bytes.count) else { return false }
  var parts = (0, 0, 0)
  var (part, digits) = (0, 0)
  for byte in bytes {
    let digit = byte &- UInt8(ascii: "0")
    if digit <= 9 {
      digits += 1
      switch part {
      case 0: parts.0 = parts.0 * 10 + Int(digit)
      case 1: parts.1 = parts.1 * 10 + Int(digit)
      default: parts.2 = parts.2 * 10 + Int(digit)
      }
    } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/"), digits > 0, part < 2, part > 0 || digits == 4 {
      (part, digits) = (part + 1, 0)
    } else {
      return false
    }
  }
  guard digits > 0 else { return false }
  switch (part, digits) {
  case (0, 4): return CalendarDate(year: parts.0) != nil
  case (0, 8): return CalendarDate(year: parts.0 / 10_000, month: parts.0 / 100 % 100, day: parts.0 % 100) != nil
  case (2, 1...2): return CalendarDate(year: parts.0, month: parts.1, day: parts.2) != nil
  default: return false
  }
}
