internal import Texts
internal import Toponymy

/// A date of the civil calendar, perhaps only to the month or year, as records give it.
public struct CalendarDate: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  public let year: Int
  public let month: Int?
  public let day: Int?

  /// - Returns: `nil` when there is no such day.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1...9999).contains(year) else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day, !(1...Self.days(inMonth: month, of: year)).contains(day) { return nil }
    } else if day != nil {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `2021-06-30`, `2021/6/30`, `2021.6.30`, `20210630`, `2021年6月30日`, `2021-06`, `2021年6月`, `202106`, `2021` and
  /// `2021年`, full-width too, with blanks around the marks, the same in Chinese numerals (`二〇二一年六月三十日`), and years of
  /// the Republic (`民国二十三年`, 1911 + n), and years with `公元` before them; a time of day behind a whole date is passed over. Years of a dynasty and
  /// decades (`七十年代`) are none.
  ///
  /// - Returns: `nil` when anything else stands there: a text that is only half a date is no date.
  public init?(parsing text: String) {
    var reader = DateReader(text)
    if let year = reader.yearOfTheRepublic() {
      self.init(year: year, reader: &reader)
      return
    }
    guard let first = reader.number() else { return nil }
    let (year, month, day): (Int, Int?, Int?)
    switch first.digits {
    case 8: (year, month, day) = (first.value / 10000, first.value / 100 % 100, first.value % 100)
    case 6: (year, month, day) = (first.value / 100, first.value % 100, nil)
    case 4:
      self.init(year: first.value, reader: &reader)
      return
    default: return nil
    }
    guard reader.isAtEnd || day != nil && reader.isAtTimeOfDay else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Reads what stands behind the year.
  private init?(year: Int, reader: inout DateReader) {
    let month = reader.part(behind: "年")
    let day = month == nil ? nil : reader.part(behind: "月")
    if day != nil { _ = reader.take("日") || reader.take("号") } else if month != nil { _ = reader.take("份") }
    guard reader.isAtEnd || day != nil && reader.isAtTimeOfDay else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// - Parameter days: since 1899-12-30, as spreadsheets count from 1900-03-01 on.
  init?(daysSince1899 days: Int) {
    // Counted from March, so that the day that a leap year has more is its last.
    let march = days + 693_899
    let era = march / 146_097
    let ofEra = march % 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * ofYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: ofYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// ISO 8601 to the precision that is known.
  public var description: String {
    var text = padded(year, 4)
    if let month { text += "-" + padded(month, 2) }
    if let day { text += "-" + padded(day, 2) }
    return text
  }

  /// Orders by the first day that the date can mean, of two with the same first day the vaguer first.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
  }

  /// Whether the first day that this date can mean is not after the last day that the other can mean: what holds until 2026
  /// still holds on 2026-12-31.
  public func isWithin(deadline: CalendarDate) -> Bool {
    (year, month ?? 1, day ?? 1) <= (deadline.year, deadline.month ?? 12, deadline.day ?? 31)
  }

  /// The last day that the date can mean.
  public var lastDay: CalendarDate {
    let month = month ?? 12
    return CalendarDate(year: year, month: month, day: day ?? Self.days(inMonth: month, of: year)) ?? self
  }

  /// The same date some years on; 29 February becomes 28 February where there is none.
  public func adding(years: Int) -> CalendarDate? {
    guard let month, let day else { return CalendarDate(year: year + years, month: month) }
    return CalendarDate(year: year + years, month: month, day: min(day, Self.days(inMonth: month, of: year + years)))
  }

  /// Days from this date to another, each taken as its first possible day; negative when the other is earlier.
  public func days(until other: CalendarDate) -> Int { other.dayNumber - dayNumber }

  /// Days since 0000-03-01 of the proleptic Gregorian calendar.
  private var dayNumber: Int {
    let (month, day) = (self.month ?? 1, self.day ?? 1)
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + (153 * marchMonth + 2) / 5 + day - 1
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// Walks through the text of a date.
private struct DateReader {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) {
    rest = Substring(text).unicodeScalars
    _ = take("公元")
    // 二OO八年: letters in place of the round zero.
    guard rest.contains(where: { ChineseNumeral.isNumeral($0) }) else { return }
    let zeros: Set<Unicode.Scalar> = ["O", "o", "Ｏ", "ｏ"]
    rest = Substring(String(String.UnicodeScalarView(rest.map { zeros.contains($0) ? "〇" : $0 }))).unicodeScalars
  }

  var isAtEnd: Bool { rest.allSatisfy(\.properties.isWhitespace) }

  /// Whether `T10:00`, `T100000`, ` 10:00:00`, ` 10时` or ` 上午 8:05` comes next.
  var isAtTimeOfDay: Bool {
    var reader = self
    if reader.take("T") { return reader.number().map { [2, 4, 6].contains($0.digits) } ?? false }
    if (reader.take("上午") || reader.take("下午")) && reader.isAtEnd { return true }
    guard let hour = reader.number(), hour.digits <= 2 else { return false }
    return [":", "：", "时", "点"].contains { reader.take($0) }
  }

  /// The number behind a mark, which may end the text, or behind a separator, which may not.
  mutating func part(behind mark: String) -> Int? {
    if take(mark) { return number()?.value }
    let before = rest
    guard ["-", "/", ".", "－", "／", "．"].contains(where: { take($0) }), let number = number() else {
      rest = before
      return nil
    }
    return number.value
  }

  mutating func take(_ text: String) -> Bool {
    let found = rest.drop(while: \.properties.isWhitespace)
    guard Substring(found).hasPrefix(text) else { return false }
    rest = found.dropFirst(text.unicodeScalars.count)
    return true
  }

  /// The Republic counted to its 38th year on the mainland.
  mutating func yearOfTheRepublic() -> Int? {
    var reader = self
    guard reader.take("民国") || reader.take("中华民国") else { return nil }
    let year = reader.take("元") ? 1 : reader.number()?.value
    guard let year, (1...38).contains(year), reader.rest.first == "年" else { return nil }
    self = reader
    return 1911 + year
  }

  /// A number of one to eight digits, or one in Chinese numerals; of those a year has four digits and no places.
  mutating func number() -> (value: Int, digits: Int)? {
    rest = rest.drop(while: \.properties.isWhitespace)
    let numerals = rest.prefix(while: ChineseNumeral.isNumeral)
    if !numerals.isEmpty {
      rest = rest.dropFirst(numerals.count)
      return ChineseNumeral.integer(Substring(numerals)).map { ($0, numerals.count == 4 && $0 >= 1000 ? 4 : 2) }
    }
    var (value, digits) = (0, 0)
    while let digit = rest.first.flatMap(Self.digit) {
      guard digits < 8 else { return nil }
      (value, digits) = (value * 10 + digit, digits + 1)
      rest.removeFirst()
    }
    return digits > 0 ? (value, digits) : nil
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    let scalar = scalar.foldedWidth
    return ("0"..."9").contains(scalar) ? Int(scalar.value) - 0x30 : nil
  }
}
