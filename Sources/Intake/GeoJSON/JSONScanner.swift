/// A breach of RFC 8259 or RFC 7946 where it was met: small, for the hot loops; `GeoJSONFault` is made of it.
struct GeoJSONProblem: Error, Equatable {
  var code: GeoJSONFault.Code
  /// Of the byte that shows it, from the start of the file.
  var offset: Int

  init(_ code: GeoJSONFault.Code, at offset: Int) {
    self.code = code
    self.offset = offset
  }
}

/// A string of the source, without its quotation marks.
struct JSONString {
  var start: Int
  var end: Int
  /// There are escapes in it, so that its bytes are not its text.
  var isEscaped: Bool
}

/// Reads JSON (RFC 8259) token by token from bytes, without building anything.
///
/// What breaks the grammar is thrown. What breaks it but leaves no doubt about the meaning (control characters inside a
/// string, `NaN`) or can only damage one text (bytes that are not UTF-8) is put on `tolerated`.
///
/// The bytes must outlive the scanner; offsets count from their start.
struct JSONScanner {
  /// Nesting beyond this is refused: nothing real is nested so deep, and no walk may run out of stack.
  static let depthLimit = 512

  let base: UnsafePointer<UInt8>
  let end: Int
  var offset: Int
  var tolerated: [GeoJSONProblem] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0, to end: Int? = nil) {
    // An empty buffer may have no address; a scanner of no bytes never reads from this one.
    base = bytes.baseAddress ?? Self.noBytes.utf8Start
    offset = start
    self.end = end ?? bytes.count
  }

  private static let noBytes: StaticString = ""

  /// Whether the bytes are one JSON text and nothing else.
  static func accepts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = JSONScanner(bytes)
    do throws(GeoJSONProblem) {
      try scanner.skipValue()
      scanner.skipSpace()
    } catch { return false }
    return scanner.offset == scanner.end && scanner.tolerated.isEmpty
  }

  // MARK: Punctuation

  @inline(__always)
  mutating func skipSpace() {
    while offset < end {
      switch base[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  /// The next byte behind white space; 0, which begins nothing, at the end.
  @inline(__always)
  mutating func peek() -> UInt8 {
    skipSpace()
    return offset < end ? base[offset] : 0
  }

  /// What is wrong with the byte at `offset`.
  func unexpected() -> GeoJSONProblem {
    GeoJSONProblem(offset >= end ? .truncated : .syntax, at: min(offset, end))
  }

  /// Takes `{`.
  ///
  /// - Returns: whether a member follows; the `}` of an empty object is taken too.
  @inline(__always)
  mutating func openObject() throws(GeoJSONProblem) -> Bool {
    try open(UInt8(ascii: "{"), UInt8(ascii: "}"))
  }

  /// Takes `[`.
  ///
  /// - Returns: whether an element follows; the `]` of an empty array is taken too.
  @inline(__always)
  mutating func openArray() throws(GeoJSONProblem) -> Bool {
    try open(UInt8(ascii: "["), UInt8(ascii: "]"))
  }

  /// Takes what stands behind a member: a comma, and there is another, or the end of the object.
  @inline(__always)
  mutating func hasNextMember() throws(GeoJSONProblem) -> Bool { try hasNext(UInt8(ascii: "}")) }

  /// Takes what stands behind an element: a comma, and there is another, or the end of the array.
  @inline(__always)
  mutating func hasNextElement() throws(GeoJSONProblem) -> Bool { try hasNext(UInt8(ascii: "]")) }

  @inline(__always)
  private mutating func open(_ opening: UInt8, _ closing: UInt8) throws(GeoJSONProblem) -> Bool {
    guard peek() == opening else { throw unexpected() }
    offset += 1
    guard peek() == closing else { return true }
    offset += 1
    return false
  }

  @inline(__always)
  private mutating func hasNext(_ closing: UInt8) throws(GeoJSONProblem) -> Bool {
    let byte = peek()
    guard byte == closing || byte == UInt8(ascii: ",") else { throw unexpected() }
    offset += 1
    return byte != closing
  }

  /// Takes the name of a member and its colon.
  @inline(__always)
  mutating func key() throws(GeoJSONProblem) -> JSONString {
    guard peek() == UInt8(ascii: "\"") else { throw unexpected() }
    let name = try string()
    guard peek() == UInt8(ascii: ":") else { throw unexpected() }
    offset += 1
    return name
  }

  // MARK: Values

  /// Takes any value, checking its grammar; needs no stack however it is nested.
  mutating func skipValue() throws(GeoJSONProblem) {
    // Bit n tells whether the container at depth n is an array.
    var arrays = SIMD8<UInt64>()
    var depth = 0
    repeat {
      let first = peek()
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard depth < Self.depthLimit else { throw GeoJSONProblem(.tooDeep, at: offset) }
        let isArray = first == UInt8(ascii: "[")
        if isArray ? try openArray() : try openObject() {
          let bit = UInt64(1) << UInt64(depth & 63)
          arrays[depth >> 6] = isArray ? arrays[depth >> 6] | bit : arrays[depth >> 6] & ~bit
          depth += 1
          if !isArray { _ = try key() }
          continue
        }
      } else {
        try skipScalar(first)
      }
      while depth > 0 {
        if arrays[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1 {
          if try hasNextElement() { break }
        } else if try hasNextMember() {
          _ = try key()
          break
        }
        depth -= 1
      }
    } while depth > 0
  }

  @inline(__always)
  private mutating func skipScalar(_ first: UInt8) throws(GeoJSONProblem) {
    switch first {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): try skip("true")
    case UInt8(ascii: "f"): try skip("false")
    case UInt8(ascii: "n"): try skip("null")
    default: try skipNumber()
    }
  }

  @inline(__always)
  private mutating func skipNumber() throws(GeoJSONProblem) {
    var index = offset
    if index < end, base[index] == UInt8(ascii: "-") { index += 1 }
    let first = index
    skipDigits(&index)
    let hasWhole = index == first + 1 || index > first && base[first] != UInt8(ascii: "0")
    if index < end, base[index] == UInt8(ascii: ".") {
      index += 1
      let firstPlace = index
      skipDigits(&index)
      if index == firstPlace { index = end }
    }
    // What is no plain number of sensible length is looked at more closely.
    guard hasWhole, index < end, index - first < 280, base[index] | 0x20 != UInt8(ascii: "e") else {
      try skipUnusualNumber()
      return
    }
    offset = index
  }

  @inline(__always)
  private func skipDigits(_ index: inout Int) {
    while index < end, base[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
  }

  @inline(never)
  private mutating func skipUnusualNumber() throws(GeoJSONProblem) {
    let start = offset
    if skipNotFinite() {
      tolerated.append(GeoJSONProblem(.notFinite, at: start))
    } else if !(try decimal().value(base, start, offset)).isFinite {
      tolerated.append(GeoJSONProblem(.numberOutOfRange, at: start))
    }
  }

  /// Takes `NaN`, `Infinity` and `-Infinity`, which JavaScript and Python write and JSON does not know.
  mutating func skipNotFinite() -> Bool {
    for literal: StaticString in ["NaN", "Infinity", "-Infinity"] where has(literal) {
      offset += literal.utf8CodeUnitCount
      return true
    }
    return false
  }

  mutating func skip(_ literal: StaticString) throws(GeoJSONProblem) {
    guard has(literal) else { throw unexpected() }
    offset += literal.utf8CodeUnitCount
  }

  private func has(_ literal: StaticString) -> Bool {
    guard end - offset >= literal.utf8CodeUnitCount else { return false }
    for index in 0..<literal.utf8CodeUnitCount where base[offset + index] != literal.utf8Start[index] { return false }
    return true
  }

  // MARK: Strings

  /// Takes a string; its opening quotation mark stands at `offset`.
  @inline(__always)
  mutating func string() throws(GeoJSONProblem) -> JSONString {
    let start = offset + 1
    var index = start
    var isEscaped = false
    while index < end {
      let byte = base[index]
      if byte == UInt8(ascii: "\"") {
        offset = index + 1
        return JSONString(start: start, end: index, isEscaped: isEscaped)
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        index = try skipEscape(index)
      } else if byte >= 0x80 {
        index = skipSequence(index)
      } else {
        if byte < 0x20 { tolerated.append(GeoJSONProblem(.controlCharacter, at: index)) }
        index += 1
      }
    }
    throw GeoJSONProblem(.truncated, at: end)
  }

  private func skipEscape(_ index: Int) throws(GeoJSONProblem) -> Int {
    guard index + 1 < end else { throw GeoJSONProblem(.truncated, at: end) }
    switch base[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return index + 2
    case UInt8(ascii: "u"):
      for digit in index + 2..<index + 6 {
        guard digit < end else { throw GeoJSONProblem(.truncated, at: end) }
        guard hexDigitValue(base[digit]) != nil else { throw GeoJSONProblem(.badEscape, at: index) }
      }
      return index + 6
    default: throw GeoJSONProblem(.badEscape, at: index)
    }
  }

  /// Steps over a UTF-8 sequence of more than one byte, or over one byte that is none.
  private mutating func skipSequence(_ index: Int) -> Int {
    if let length = utf8SequenceLength(base + index, limit: end - index) { return index + length }
    tolerated.append(GeoJSONProblem(.damagedText, at: index))
    return index + 1
  }

  // MARK: Numbers

  /// Takes a number.
  ///
  /// - Returns: the nearest Double; infinite when the number is beyond all Doubles.
  @inline(__always)
  mutating func number() throws(GeoJSONProblem) -> Double {
    let start = offset
    return try decimal().value(base, start, offset)
  }

  /// Takes a number as digits and power of ten.
  @inline(__always)
  private mutating func decimal() throws(GeoJSONProblem) -> JSONDecimal {
    var number = JSONDecimal()
    var index = offset
    if index < end, base[index] == UInt8(ascii: "-") {
      number.isNegative = true
      index += 1
    }
    let firstDigit = index
    readDigits(&number, &index)
    guard index > firstDigit, base[firstDigit] != UInt8(ascii: "0") || index == firstDigit + 1 else {
      throw numberProblem(index)
    }
    if index < end, base[index] == UInt8(ascii: ".") {
      index += 1
      let firstPlace = index
      readDigits(&number, &index)
      guard index > firstPlace else { throw numberProblem(index) }
      number.scale = firstPlace - index
    }
    if index < end, base[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      number.scale += try exponent(&index)
    }
    offset = index
    return number
  }

  @inline(__always)
  private func readDigits(_ number: inout JSONDecimal, _ index: inout Int) {
    let start = index
    while index < end, case let digit = base[index] &- UInt8(ascii: "0"), digit <= 9 {
      number.mantissa = number.mantissa &* 10 &+ UInt64(digit)
      index += 1
    }
    number.digits += index - start
  }

  private func exponent(_ index: inout Int) throws(GeoJSONProblem) -> Int {
    var isNegative = false
    if index < end, base[index] == UInt8(ascii: "-") || base[index] == UInt8(ascii: "+") {
      isNegative = base[index] == UInt8(ascii: "-")
      index += 1
    }
    let start = index
    var value = 0
    while index < end, case let digit = base[index] &- UInt8(ascii: "0"), digit <= 9 {
      value = min(value * 10 + Int(digit), 100_000)
      index += 1
    }
    guard index > start else { throw numberProblem(index) }
    return isNegative ? -value : value
  }

  private func numberProblem(_ index: Int) -> GeoJSONProblem {
    if index >= end { return GeoJSONProblem(.truncated, at: end) }
    // A letter or sign at the very start is no number at all.
    return GeoJSONProblem(index == offset ? .syntax : .badNumber, at: offset)
  }
}

func hexDigitValue(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}

/// The length of the UTF-8 sequence of 2 to 4 bytes that begins here; `nil` when none does (RFC 3629).
@inline(__always)
func utf8SequenceLength(_ bytes: UnsafePointer<UInt8>, limit: Int) -> Int? {
  let first = bytes[0]
  let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
  guard first >= 0xC2, first <= 0xF4, limit >= length else { return nil }
  // The second byte keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
  let second = bytes[1]
  let range: ClosedRange<UInt8> =
    switch first {
    case 0xE0: 0xA0...0xBF
    case 0xED: 0x80...0x9F
    case 0xF0: 0x90...0xBF
    case 0xF4: 0x80...0x8F
    default: 0x80...0xBF
    }
  guard range.contains(second) else { return nil }
  for index in 2..<max(length, 2) where bytes[index] & 0xC0 != 0x80 { return nil }
  return length
}
