/// A 20-digit place-name code (地名代码): county 6, town 3, class 5, serial 6.
public struct PlaceCode: Hashable, Sendable, CustomStringConvertible {
  public enum Fault: Error, Hashable, Sendable {
    /// A spreadsheet changed the digits.
    case damaged(SpreadsheetDamage)
    case notDigits
    /// Not 20 digits.
    case length(Int)
  }

  /// The 20 digits.
  public let digits: String

  public init(_ text: some StringProtocol) throws(Fault) {
    let bytes = Array(text.utf8)
    let digits = bytes.trimmingBlanks()
    if let damage = SpreadsheetDamage(String(decoding: digits, as: UTF8.self), digits: 20) { throw .damaged(damage) }
    guard digits.allSatisfy(isDigit), !digits.isEmpty else { throw .notDigits }
    guard digits.count == 20 else { throw .length(digits.count) }
    self.digits = String(decoding: digits, as: UTF8.self)
  }

  public var description: String { digits }

  /// Digits 1 to 6.
  public var countyDigits: Substring { digits.prefix(6) }
  /// Digits 7 to 9; 000 for a place of the county.
  public var townDigits: Substring { digits.dropFirst(6).prefix(3) }
  /// Digits 10 to 14.
  public var classDigits: Substring { digits.dropFirst(9).prefix(5) }
  /// Digits 15 to 20, counted within the class.
  public var serialDigits: Substring { digits.suffix(6) }

  /// The town, or the county where the town segment is 000; `nil` where the digits are no division code.
  public var division: DivisionCode? { try? DivisionCode(digits.prefix(9)) }
  /// `nil` where the digits are no class code.
  public var classCode: ClassCode? { ClassCode(classDigits) }
}

/// What a spreadsheet does to long or zero-led codes in cells that are not text.
public enum SpreadsheetDamage: Hashable, Sendable {
  /// `4.20115E+19`: the digits are lost.
  case scientificNotation
  /// `42011500122100000000`: numbers keep 15 digits, the rest became zeroes.
  case digitsLost
  /// `500151.0`
  case decimalPoint
  /// `23` for `023`: zeroes at the beginning are lost.
  case leadingZeroLost(found: Int)
  /// `2026-1-2` or `1月2日` for `1-2`: a date was made of it.
  case date

  /// The damage that a cell shows.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - digits: the number of digits that the code has; `nil` where it varies.
  ///   - mayStartWithZero: whether such a code may start with 0; then fewer digits mean lost zeroes.
  /// - Returns: `nil` where the cell shows none.
  public init?(_ text: some StringProtocol, digits: Int?, mayStartWithZero: Bool = false) {
    let bytes = Array(text.utf8)
    let cell = bytes.trimmingBlanks()
    guard let first = cell.first, isDigit(first) else { return nil }
    if Self.isScientific(cell) {
      self = .scientificNotation
    } else if Self.isDate(cell) {
      self = .date
    } else if let point = cell.firstIndex(of: UInt8(ascii: ".")) {
      guard cell[..<point].allSatisfy(isDigit), cell[(point + 1)...].allSatisfy({ $0 == 0x30 }),
        point < cell.endIndex - 1
      else { return nil }
      self = .decimalPoint
    } else if cell.allSatisfy(isDigit) {
      if cell.count > 15, cell.count == digits ?? cell.count, cell.dropFirst(15).allSatisfy({ $0 == 0x30 }) {
        self = .digitsLost
      } else if mayStartWithZero, let digits, cell.count < digits {
        self = .leadingZeroLost(found: cell.count)
      } else {
        return nil
      }
    } else {
      return nil
    }
  }

  /// Digits, a point and digits, `E`, a sign, digits.
  private static func isScientific(_ cell: ArraySlice<UInt8>) -> Bool {
    guard let exponent = cell.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return false }
    let mantissa = cell[..<exponent]
    var power = cell[(exponent + 1)...]
    if power.first == UInt8(ascii: "+") || power.first == UInt8(ascii: "-") { power = power.dropFirst() }
    return mantissa.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") } && !power.isEmpty && power.allSatisfy(isDigit)
      && (mantissa.contains(UInt8(ascii: ".")) || cell.count - mantissa.count > power.count + 1)
  }

  /// `2026-1-2`, `2026/1/2`, `1月2日`, `2026年1月`, with or without a time.
  private static func isDate(_ cell: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: cell, as: UTF8.self)
    if text.contains("月") { return text.contains("日") || text.contains("年") }
    let date = text.prefix { $0 != " " && $0 != "T" }
    for separator in ["-", "/"] as [Character] {
      let parts = date.split(separator: separator, omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      if parts.count == 3, (1900...2100).contains(parts[0]), (1...12).contains(parts[1]), (1...31).contains(parts[2]) {
        return true
      }
    }
    return false
  }
}
