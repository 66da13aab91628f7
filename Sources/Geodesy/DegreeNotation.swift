internal import Texts

/// How an angle is written.
public enum DegreeNotation: Sendable, Hashable {
  /// `106.02`, `106.02°`. Packed forms (`1060112.00`) look like this too; telling them apart needs the district.
  case decimalDegrees
  /// `106°1.2′`
  case degreesMinutes
  /// `106°1′12″`, `106-01-12`, `106 01 12`, `106:01:12`, `106d01m12s`, `106°1′12″.5`
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
  if let plain = parseDecimal(text) { return DegreeReading(degrees: plain, notation: .decimalDegrees, axis: nil) }
  guard let ascii = levelledAngle(text) else { return nil }
  return ascii.withUnsafeBufferPointer { bytes in
    var scanner = AngleScanner(bytes)
    return scanner.reading()
  }
}

/// Reads an angle in which every mark is one ASCII byte; see `levelledAngle`.
private struct AngleScanner {
  private var rest: UnsafeBufferPointer<UInt8>.SubSequence

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    rest = bytes[...]
    trim()
  }

  mutating func reading() -> DegreeReading? {
    let hemisphere = takeHemisphere()
    var sign = hemisphere?.sign ?? 1
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
      guard hemisphere == nil else { return nil }
      sign = rest.removeFirst() == UInt8(ascii: "-") ? -1 : 1
    }
    guard let first = rest.first, isNumeral(first), let (magnitude, notation) = takeMagnitude() else { return nil }
    return DegreeReading(degrees: sign * magnitude, notation: notation, axis: hemisphere?.axis)
  }

  private mutating func takeMagnitude() -> (Double, DegreeNotation)? {
    if let plain = parseDecimal(UnsafeBufferPointer(rebasing: rest)) { return (plain, .decimalDegrees) }
    guard let parts = takeParts(), let last = parts.last else { return nil }
    let onlyLastHasFraction = parts.dropLast().allSatisfy { $0 == $0.rounded(.down) }
    guard onlyLastHasFraction, parts.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    switch parts.count {
    case 1: return (last, .decimalDegrees)
    case 2: return ((parts[0] * 60 + last) / 60, .degreesMinutes)
    default: return ((parts[0] * 3600 + parts[1] * 60 + last) / 3600, .degreesMinutesSeconds)
    }
  }

  /// One to three numbers, each with its own mark (the last may lack it), or three between equal separators.
  ///
  /// Two numbers with a separator could be anything, so they are no angle.
  private mutating func takeParts() -> [Double]? {
    var parts: [Double] = []
    var marks: [UInt8] = []
    while !rest.isEmpty, parts.count < 3 {
      let digits = rest.prefix(while: isNumeral)
      guard let number = parseDecimal(UnsafeBufferPointer(rebasing: digits)) else { return nil }
      parts.append(number)
      rest.removeFirst(digits.count)
      if let mark = takeMark() { marks.append(mark) }
    }
    guard rest.isEmpty else { return nil }
    let isMarked = !marks.isEmpty && angleMarks.starts(with: marks) && marks.count >= parts.count - 1
    let isSeparated =
      parts.count == 3 && marks.count == 2 && marks[0] == marks[1] && separators.contains(marks[0])
    return isMarked || isSeparated ? parts : nil
  }

  /// The mark after a number. Blanks around a mark do not count; alone they are the mark.
  private mutating func takeMark() -> UInt8? {
    let blanks = rest.prefix { $0 == UInt8(ascii: " ") }.count
    rest.removeFirst(blanks)
    guard let mark = rest.first else { return nil }
    if isNumeral(mark) { return blanks > 0 ? UInt8(ascii: " ") : nil }
    rest.removeFirst()
    if mark == UInt8(ascii: "'"), rest.first == mark {
      rest.removeFirst()
      trim()
      return UInt8(ascii: "\"")
    }
    trim()
    return mark
  }

  private mutating func takeHemisphere() -> (axis: GeographicAxis, sign: Double)? {
    let found: (axis: GeographicAxis, sign: Double)
    if let first = rest.first, let hemisphere = hemisphere(first) {
      found = hemisphere
      rest.removeFirst()
      if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
    } else if let last = rest.last, let hemisphere = hemisphere(last) {
      found = hemisphere
      rest.removeLast()
    } else {
      return nil
    }
    trim()
    return found
  }

  private mutating func trim() {
    while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
    while rest.last == UInt8(ascii: " ") { rest.removeLast() }
  }
}

private let angleMarks: [UInt8] = Array("d'\"".utf8)
private let separators: [UInt8] = Array("- :".utf8)

private func isNumeral(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
}

private func hemisphere(_ letter: UInt8) -> (axis: GeographicAxis, sign: Double)? {
  switch letter {
  case UInt8(ascii: "E"): (.longitude, 1)
  case UInt8(ascii: "W"): (.longitude, -1)
  case UInt8(ascii: "N"): (.latitude, 1)
  case UInt8(ascii: "S"): (.latitude, -1)
  default: nil
  }
}

/// The text with one ASCII byte for each mark: `d` for degrees, `'`, `"`, and `E W N S` for the hemispheres.
///
/// - Returns: `nil` when there is a character that no angle has.
private func levelledAngle(_ text: String) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  var expected: Unicode.Scalar?
  var hasLetters = false
  for scalar in text.unicodeScalars {
    if let second = expected {
      guard scalar == second else { return nil }
      expected = nil
      continue
    }
    guard let (mark, next) = levelledAngleMark(scalar) else { return nil }
    var byte = mark
    // Behind `m` for minutes, `s` is seconds, not south.
    if scalar == "m" || scalar == "M" { hasLetters = true }
    if hasLetters, byte == UInt8(ascii: "S"), bytes.last.map(isNumeral) ?? false { byte = UInt8(ascii: "\"") }
    bytes.append(byte)
    expected = next
  }
  // `12″.5`: the mark stands above the point.
  if let mark = bytes.firstIndex(of: UInt8(ascii: "\"")), bytes[(mark + 1)...].first == UInt8(ascii: ".") {
    bytes.remove(at: mark)
  }
  return expected == nil ? bytes : nil
}

/// The byte for a character, and the second character that a hemisphere word needs (东 needs 经).
private func levelledAngleMark(_ scalar: Unicode.Scalar) -> (UInt8, next: Unicode.Scalar?)? {
  let scalar = scalar.foldedWidth
  return switch scalar {
  case "0"..."9", ".", "-", "+", ":", "'", "\"", " ": (UInt8(truncatingIfNeeded: scalar.value), nil)
  case "°", "º", "˚", "∘", "゜", "度", "d", "D": (UInt8(ascii: "d"), nil)
  case "′", "’", "‘", "`", "´", "ʹ", "ˊ", "分", "m", "M": (UInt8(ascii: "'"), nil)
  case "″", "”", "“", "〃", "〞", "〝", "˝", "ʺ", "秒": (UInt8(ascii: "\""), nil)
  case "−", "–", "—", "‐", "‑", "―", "ー": (UInt8(ascii: "-"), nil)
  case "\u{3000}", "\u{A0}", "\t", "\r", "\n": (UInt8(ascii: " "), nil)
  case "E", "e": (UInt8(ascii: "E"), nil)
  case "W", "w": (UInt8(ascii: "W"), nil)
  case "N", "n": (UInt8(ascii: "N"), nil)
  case "S", "s": (UInt8(ascii: "S"), nil)
  case "东": (UInt8(ascii: "E"), "经")
  case "西": (UInt8(ascii: "W"), "经")
  case "北": (UInt8(ascii: "N"), "纬")
  case "南": (UInt8(ascii: "S"), "纬")
  default: nil
  }
}
