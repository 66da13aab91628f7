// Everything that turns text into a number of this module.

/// Reads a plain decimal number (`-106.02`, `1.5e3`) and nothing else: no blanks, no `inf`, `nan`, hexadecimal, grouping.
///
/// The result is the nearest Double. Numbers of up to 15 digits, which all coordinates are, take a fast path that is
/// exact because both the digits and the power of ten are Doubles (W. D. Clinger, 1990).
///
/// - Returns: `nil` when the text is no number, or one too large for a Double.
/// - Complexity: O(n), no allocation on the fast path.
public func parseDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
  var index = 0
  var mantissa: UInt64 = 0
  let sign = takeSign(bytes, &index)
  let wholeDigits = takeDigits(bytes, &index, into: &mantissa)
  var fractionDigits = 0
  if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
    index += 1
    fractionDigits = takeDigits(bytes, &index, into: &mantissa)
  }
  guard wholeDigits + fractionDigits > 0 else { return nil }
  var exponent = -fractionDigits
  if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
    index += 1
    guard let written = takeExponent(bytes, &index) else { return nil }
    exponent += written
  }
  guard index == bytes.count else { return nil }
  // Up to 19 digits the mantissa cannot have overflowed.
  if wholeDigits + fractionDigits <= 19, mantissa <= 1 << 53, abs(exponent) < powersOfTen.count {
    let power = powersOfTen[abs(exponent)]
    return sign * (exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power)
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

private func takeSign(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Double {
  guard index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") else { return 1 }
  index += 1
  return bytes[index - 1] == UInt8(ascii: "-") ? -1 : 1
}

/// - Returns: how many digits there were; from the 20th on the mantissa is meaningless.
@inline(__always)
private func takeDigits(
  _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, into mantissa: inout UInt64
) -> Int {
  let start = index
  while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit <= 9 {
    mantissa = mantissa &* 10 &+ UInt64(digit)
    index += 1
  }
  return index - start
}

private func takeExponent(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int? {
  let sign = takeSign(bytes, &index)
  var value: UInt64 = 0
  let digits = takeDigits(bytes, &index, into: &value)
  guard digits > 0 else { return nil }
  // A longer one may have overflowed; any value beyond the fast path does.
  let magnitude = digits <= 18 ? Int(value) : 1_000_000
  return sign < 0 ? -magnitude : magnitude
}
