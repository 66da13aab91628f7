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

  /// Reads `2021-06-30`, `2021/6/30`, `2021.6.30`, `20210630`, `2021年6月30日`, `2021-06`, `2021年6月`, `2021` and `2021年`;
  /// a time of day behind the date is passed over.
  public init?(parsing text: String) {
    var numbers: [(value: Int, digits: Int)] = []
    var inNumber = false
    scan: for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9":
        let digit = Int(scalar.value) - 0x30
        if inNumber {
          let last = numbers.removeLast()
          guard last.digits < 8 else { return nil }
          numbers.append((last.value * 10 + digit, last.digits + 1))
        } else {
          if numbers.count == 3 { break scan }
          numbers.append((digit, 1))
          inNumber = true
        }
      case "-", "/", ".", "年", "月", "－", "．":
        guard inNumber else { return nil }
        inNumber = false
      case "日", "号", "T", " ":
        if numbers.isEmpty { continue }
        break scan
      default: return nil
      }
    }
    guard let first = numbers.first else { return nil }
    switch (first.digits, numbers.count) {
    case (4, 1): self.init(year: first.value)
    case (4, 2): self.init(year: first.value, month: numbers[1].value)
    case (4, 3): self.init(year: first.value, month: numbers[1].value, day: numbers[2].value)
    case (6, 1): self.init(year: first.value / 100, month: first.value % 100)
    case (8, 1): self.init(year: first.value / 10000, month: first.value / 100 % 100, day: first.value % 100)
    default: return nil
    }
  }

  /// ISO 8601 to the precision that is known.
  public var description: String {
    var text = padded(year, 4)
    if let month { text += "-" + padded(month, 2) }
    if let day { text += "-" + padded(day, 2) }
    return text
  }

  /// Orders by the first day that the date can mean.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month ?? 1, left.day ?? 1) < (right.year, right.month ?? 1, right.day ?? 1)
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
