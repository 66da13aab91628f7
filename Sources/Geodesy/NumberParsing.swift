// Everything that turns text into a number of this module.

/// Reads a plain decimal number (`-106.02`, `1.5e3`) and nothing else: no blanks, no `inf`, `nan`, hexadecimal, grouping.
///
/// The result is the nearest Double. Numbers of up to 15 digits, which all coordinates are, take a fast path that is
/// exact because both the digits and the power of ten are Doubles (W. D. Clinger, 1990).
///
/// - Returns: `nil` when the text is no number, or one too large for a Double.
/// - Complexity: O(n), no allocation on the fast path.
public func parseDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
  guard let digits = DecimalDigits(bytes) else { return nil }
  if !digits.isCut, digits.mantissa <= 1 << 53, abs(digits.exponent) < powersOfTen.count {
    let magnitude = Double(digits.mantissa)
    let power = powersOfTen[abs(digits.exponent)]
    let value = digits.exponent < 0 ? magnitude / power : magnitude * power
    return digits.isNegative ? -value : value
  }
  guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
  return value
}

/// Reads a plain decimal number; see `parseDecimal(_:)` for bytes.
public func parseDecimal(_ text: String) -> Double? {
  var text = text
  return text.withUTF8 { parseDecimal($0) }
}

/// 10⁰ … 10²², the powers of ten that a Double holds exactly.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]

/// A decimal number as mantissa × 10^exponent.
private struct DecimalDigits {
  private(set) var isNegative = false
  private(set) var mantissa: UInt64 = 0
  private(set) var exponent = 0
  /// There are more significant digits than the mantissa holds.
  private(set) var isCut = false
  private var significantDigits = 0

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index = 1
    }
    let whole = readDigits(bytes, &index, placesPerDigit: 0)
    var fraction = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      fraction = readDigits(bytes, &index, placesPerDigit: 1)
    }
    guard whole + fraction > 0 else { return nil }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      guard readExponent(bytes, &index) else { return nil }
    }
    guard index == bytes.count else { return nil }
    if mantissa == 0 { exponent = 0 }
  }

  /// - Returns: how many digits there were.
  private mutating func readDigits(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, placesPerDigit: Int
  ) -> Int {
    let start = index
    while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit <= 9 {
      if significantDigits < 19 {
        mantissa = mantissa * 10 + UInt64(digit)
        if mantissa > 0 { significantDigits += 1 }
        exponent -= placesPerDigit
      } else {
        isCut = true
      }
      index += 1
    }
    return index - start
  }

  private mutating func readExponent(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    let start = index
    var value = 0
    while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit <= 9 {
      value = min(value * 10 + Int(digit), 100_000)
      index += 1
    }
    exponent += isNegative ? -value : value
    return index > start
  }
}

// MARK: Degrees

/// How an angle is written.
public enum DegreeNotation: Sendable, Hashable {
  /// `106.02`, `106.02°`. Packed forms (`1060112.00`) look like this too; telling them apart needs the district.
  case decimalDegrees
  /// `106°1.2′`
  case degreesMinutes
  /// `106°1′12″`, `106-01-12`, `106 01 12`, `106:01:12`
  case degreesMinutesSeconds
}

/// What the hemisphere mark of an angle says about its axis.
public enum GeographicAxis: Sendable, Hashable {
  case longitude
  case latitude
}

/// An angle read from text.
public struct DegreeReading: Sendable, Hashable {
  /// Negative in the west and south.
  public let degrees: Double
  public let notation: DegreeNotation
  /// `nil` without a hemisphere mark.
  public let axis: GeographicAxis?
}

/// Reads decimal degrees or degrees, minutes and seconds; see `readDegrees`.
///
/// - Returns: degrees, negative in the west and south; `nil` when the text is no angle.
public func parseDegrees(_ text: String) -> Double? { readDegrees(text)?.degrees }

/// Reads decimal degrees or degrees, minutes and seconds, with ASCII or full-width marks and a hemisphere as letter or
/// word (`E`, `东经`) at either end.
///
/// Minutes and seconds must be below 60, and only the last part may have a fraction. The range of the degrees is not
/// judged: that is for rules, which see the whole column.
public func readDegrees(_ text: String) -> DegreeReading? {
  var scanner = AngleScanner(text)
  return scanner.reading()
}

private struct AngleScanner {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) {
    let levelled = String(String.UnicodeScalarView(halfWidth(text).unicodeScalars.map(Self.levelled)))
    rest = Substring(levelled).unicodeScalars
    trim()
  }

  mutating func reading() -> DegreeReading? {
    let hemisphere = takeHemisphere()
    let sign = rest.first == "-" ? -1.0 : 1.0
    let isSigned = rest.first == "-" || rest.first == "+"
    if isSigned { rest.removeFirst() }
    guard !(isSigned && hemisphere != nil), let first = rest.first, ("0"..."9").contains(first) || first == "." else {
      return nil
    }
    guard let (magnitude, notation) = takeMagnitude() else { return nil }
    return DegreeReading(
      degrees: magnitude * sign * (hemisphere?.sign ?? 1), notation: notation, axis: hemisphere?.axis)
  }

  private mutating func takeMagnitude() -> (Double, DegreeNotation)? {
    if let plain = parseDecimal(String(Substring(rest))) { return (plain, .decimalDegrees) }
    guard let parts = takeParts(), let last = parts.last else { return nil }
    let allWholeButLast = parts.dropLast().allSatisfy { $0 == $0.rounded(.down) }
    guard allWholeButLast, parts.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    switch parts.count {
    case 1: return (last, .decimalDegrees)
    case 2: return ((parts[0] * 60 + last) / 60, .degreesMinutes)
    default: return ((parts[0] * 3600 + parts[1] * 60 + last) / 3600, .degreesMinutesSeconds)
    }
  }

  /// The one to three numbers, each followed by its mark; or three with one and the same separator between them.
  private mutating func takeParts() -> [Double]? {
    var parts: [Double] = []
    var marks: [Unicode.Scalar] = []
    while !rest.isEmpty, parts.count < 3 {
      let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
      guard let number = parseDecimal(String(Substring(digits))) else { return nil }
      parts.append(number)
      rest.removeFirst(digits.count)
      if let mark = takeMark() { marks.append(mark) }
    }
    guard rest.isEmpty else { return nil }
    let marked: [Unicode.Scalar] = ["°", "'", "\""]
    let isMarked = !marks.isEmpty && marked.starts(with: marks) && marks.count >= parts.count - 1
    let isSeparated = parts.count == 3 && marks.count == 2 && marks[0] == marks[1] && !marked.contains(marks[0])
    return isMarked || isSeparated ? parts : nil
  }

  /// The mark after a number; blanks around it do not count, alone they are the mark.
  private mutating func takeMark() -> Unicode.Scalar? {
    let blanks = rest.prefix { $0 == " " }.count
    rest.removeFirst(blanks)
    guard let mark = rest.first else { return nil }
    guard !("0"..."9").contains(mark), mark != "." else { return blanks > 0 ? " " : nil }
    rest.removeFirst()
    if mark == "'", rest.first == "'" {
      rest.removeFirst()
      trim()
      return "\""
    }
    trim()
    return mark
  }

  private mutating func takeHemisphere() -> (axis: GeographicAxis, sign: Double)? {
    for (word, axis, sign) in Self.hemispheres {
      let scalars = word.unicodeScalars
      if rest.starts(with: scalars) {
        rest.removeFirst(scalars.count)
      } else if rest.count > scalars.count, rest.suffix(scalars.count).elementsEqual(scalars) {
        rest.removeLast(scalars.count)
      } else {
        continue
      }
      if rest.first == ":" { rest.removeFirst() }
      trim()
      return (axis, sign)
    }
    return nil
  }

  private mutating func trim() {
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
  }

  private static let hemispheres: [(word: String, axis: GeographicAxis, sign: Double)] = [
    ("东经", .longitude, 1), ("西经", .longitude, -1), ("北纬", .latitude, 1), ("南纬", .latitude, -1),
    ("e", .longitude, 1), ("w", .longitude, -1), ("n", .latitude, 1), ("s", .latitude, -1),
  ]

  private static func levelled(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "º", "˚", "度", "d", "D": "°"
    case "′", "’", "‘", "`", "´", "分": "'"
    case "″", "”", "“", "〃", "〞", "秒": "\""
    case "−", "–", "—": "-"
    case "\u{3000}", "\u{A0}", "\t", "\r", "\n": " "
    case "A"..."Z": Unicode.Scalar(scalar.value + 32) ?? scalar
    default: scalar
    }
  }
}
