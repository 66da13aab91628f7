extension Span<UInt8> {
  /// The Unicode scalar that starts at `index`, which is moved behind it; U+FFFD for a byte that is not UTF-8.
  ///
  /// Overlong forms and surrogates are not told apart: names come from `String` or from a reader that validated them.
  @inline(__always)
  func nextScalar(at index: inout Int) -> UInt32 {
    let first = self[index]
    index += 1
    if first < 0x80 { return UInt32(first) }
    let length = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
    guard first >= 0xC2, first < 0xF5, index + length <= count else { return 0xFFFD }
    var scalar = UInt32(first) & (0x3F >> UInt32(length))
    for offset in 0..<length {
      let byte = self[index + offset]
      guard byte & 0xC0 == 0x80 else { return 0xFFFD }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    index += length
    return scalar
  }
}
