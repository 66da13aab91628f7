// Text of strings and of nested values: for cells, headers and messages.

extension JSONScanner {
  /// The text of a string with its escapes resolved; what is not Unicode becomes U+FFFD.
  func jsonText(of string: JSONString) -> String {
    var bytes: [UInt8] = []
    appendText(of: string, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func bytes(of string: JSONString) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + string.start, count: string.end - string.start)
  }

  /// Whether a string is this text, written without escapes as all programs write the members of GeoJSON.
  @inline(__always)
  func matches(_ string: JSONString, _ text: StaticString) -> Bool {
    guard string.end - string.start == text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount where base[string.start + index] != text.utf8Start[index] { return false }
    return true
  }

  func appendText(of string: JSONString, to output: inout [UInt8]) {
    guard string.isEscaped else {
      output.append(contentsOf: bytes(of: string))
      return
    }
    var index = string.start
    while index < string.end {
      guard base[index] == UInt8(ascii: "\\") else {
        output.append(base[index])
        index += 1
        continue
      }
      switch base[index + 1] {
      case UInt8(ascii: "u"):
        output.append(contentsOf: unicodeEscape(&index).utf8)
        continue
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "f"): output.append(0x0C)
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "t"): output.append(0x09)
      default: output.append(base[index + 1])
      }
      index += 2
    }
  }

  /// Takes `\uXXXX`, or a pair of them where they are surrogates; U+FFFD for a surrogate without its mate.
  private func unicodeEscape(_ index: inout Int) -> String {
    let high = hexEscape(index)
    index += 6
    if (0xD800...0xDBFF).contains(high), base[index] == UInt8(ascii: "\\"), base[index + 1] == UInt8(ascii: "u"),
      case let low = hexEscape(index), (0xDC00...0xDFFF).contains(low)
    {
      index += 6
      let scalar = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
      return String(Unicode.Scalar(scalar) ?? "\u{FFFD}")
    }
    return String(Unicode.Scalar(high) ?? "\u{FFFD}")
  }

  /// The digits of `\uXXXX`; the grammar has been checked.
  private func hexEscape(_ index: Int) -> UInt32 {
    (index + 2..<index + 6).reduce(0) { $0 << 4 | (hexDigitValue(base[$1]) ?? 0) }
  }

  /// A value without the white space between its tokens; its grammar has been checked.
  func appendCompact(_ range: Range<Int>, to output: inout [UInt8]) {
    var isInString = false
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = base[index]
      if isInString, byte == UInt8(ascii: "\\") {
        output.append(byte)
        index += 1
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if !isInString, byte <= 0x20 {
        index += 1
        continue
      }
      output.append(base[index])
      index += 1
    }
  }

  /// What stands at a byte, for a message: a word or number, or what a container is, cut to a readable length.
  func excerpt(at start: Int, limit: Int = 40) -> String {
    guard start < end else { return "" }
    switch base[start] {
    case UInt8(ascii: "{"): return "{…}"
    case UInt8(ascii: "["): return "[…]"
    default: break
    }
    var stop = start
    let isString = base[start] == UInt8(ascii: "\"")
    while stop < end, stop - start < limit {
      let byte = base[stop]
      if isString ? byte == UInt8(ascii: "\"") && stop > start : isPunctuation(byte) { break }
      stop += 1
    }
    if stop < end, isString ? base[stop] == UInt8(ascii: "\"") : stop == start { stop += 1 }
    // Not to cut inside a character.
    while stop < end, stop > start, base[stop] & 0xC0 == 0x80 { stop -= 1 }
    return String(decoding: UnsafeBufferPointer(start: base + start, count: stop - start), as: UTF8.self)
  }

  private func isPunctuation(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: "}")
  }
}
