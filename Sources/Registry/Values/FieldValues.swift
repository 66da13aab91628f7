internal import Geodesy
internal import Texts

/// A number read from a cell, in the unit of its field.
public struct NumberReading: Sendable, Equatable {
  public let value: Double
  /// Nothing but digits, sign, point and exponent stand in the cell.
  public let isPlain: Bool
}

/// A date read from a cell.
public struct DateReading: Sendable, Equatable {
  public let date: CalendarDate
  /// The cell holds the day's number in a spreadsheet: a date whose cell lost its format.
  public let isSerial: Bool
}

/// The one way from a cell to a value: whoever reads a record's number or date reads it here.
///
/// The record itself keeps the text.
extension Field {
  /// A number in the unit of the field.
  ///
  /// - Returns: `nil` for what is no number or is in a unit that does not fit.
  public func number(_ cell: UnsafeBufferPointer<UInt8>) -> NumberReading? {
    let text = TextColumn.trim(cell)
    if let plain = parseDecimal(text) { return NumberReading(value: plain, isPlain: true) }
    guard !text.isEmpty, let quantity = Quantity(parsing: String(decoding: text, as: UTF8.self)),
      let value = quantity.value(in: unit)
    else { return nil }
    return NumberReading(value: value, isPlain: false)
  }

  public func number(_ text: String) -> NumberReading? {
    var text = text
    return text.withUTF8 { number($0) }
  }
}

extension CalendarDate {
  /// The date that a cell of a date field holds, also as the number of a day.
  public static func reading(_ text: String) -> DateReading? {
    if let date = CalendarDate(parsing: text) { return DateReading(date: date, isSerial: false) }
    return CalendarDate(spreadsheetSerial: text).map { DateReading(date: $0, isSerial: true) }
  }

  /// The day that a spreadsheet counts as number `text`, with or without a fraction for the time.
  ///
  /// Days count from 1900-01-01 = 1 and there is a 1900-02-29, as in the files of all spreadsheet programs but those of
  /// the 1904 system. Only 1950 to 2049 are taken for days: other numbers are more likely something else.
  public init?(spreadsheetSerial text: String) {
    let trimmed = text.filter { !$0.isWhitespace }
    guard trimmed.utf8.count >= 5, trimmed.utf8.prefix(5).allSatisfy({ (0x30...0x39).contains($0) }),
      trimmed.utf8.count == 5 || trimmed.utf8.dropFirst(5).first == UInt8(ascii: "."),
      let number = parseDecimal(trimmed), (18_264..<54_789).contains(number)
    else { return nil }
    self.init(daysSince1899: Int(number))
  }
}

extension RecordTable {
  /// The number in a cell, in the unit of its field; `nil` when blank, unreadable or no field of the kind.
  public func number(_ key: FieldKey, _ row: Int) -> Double? {
    guard let column = self[key], let field = FieldCatalogue.standard.field(kind, key) else { return nil }
    return column.withBytes(row) { field.number($0)?.value }
  }

  /// The date in a cell; `nil` when blank or unreadable.
  public func date(_ key: FieldKey, _ row: Int) -> CalendarDate? {
    text(key, row).flatMap { CalendarDate.reading($0)?.date }
  }
}

/// A number or an angle of a column of coordinates: metres, or degrees in any notation.
public func readCoordinate(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
  let text = TextColumn.trim(cell)
  guard !text.isEmpty else { return nil }
  if let plain = parseDecimal(text) { return plain }
  let string = String(decoding: text, as: UTF8.self)
  if let degrees = parseDegrees(string) { return degrees }
  if let labelled = labelledPlaneCoordinate(string) { return labelled }
  guard let quantity = Quantity(parsing: string), quantity.unit.map({ $0.dimension == .length }) ?? true else {
    return nil
  }
  return quantity.unit == nil ? quantity.value : quantity.value(in: MeasureUnit(key: "m"))
}

/// A plane coordinate with its letter or with its zone apart: `X=3317644.985`, `35 582765.719`, `(35)582765.719`,
/// `35带582765.719`.
private func labelledPlaneCoordinate(_ text: String) -> Double? {
  var rest = Substring(text.foldingWidth).drop(while: \.isWhitespace)
  if let letter = rest.first, "XYxy".contains(letter) {
    rest = rest.dropFirst().drop(while: \.isWhitespace)
    guard let mark = rest.popFirst(), "=:".contains(mark) else { return nil }
    rest = rest.drop(while: \.isWhitespace)
    if let plain = parseDecimal(String(rest)) { return plain }
  }
  let isBracketed = rest.first == "("
  if isBracketed { rest = rest.dropFirst() }
  let zone = rest.prefix { $0.isASCII && $0.isNumber }
  rest = rest.dropFirst(zone.count)
  guard zone.count == 2, let mark = rest.popFirst(), isBracketed ? mark == ")" : mark == "带" || mark.isWhitespace else {
    return nil
  }
  let easting = rest.drop(while: \.isWhitespace)
  guard easting.prefix(while: \.isNumber).count == 6 else { return nil }
  return parseDecimal(String(zone + easting))
}

/// See `readCoordinate(_:)` for bytes.
public func readCoordinate(_ text: String) -> Double? {
  var text = text
  return text.withUTF8 { readCoordinate($0) }
}
