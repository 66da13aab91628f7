/// What one character of a name is written as in its romanisation.
struct WrittenCharacter: BitwiseCopyable {
  /// In the symbols of `PinyinLetters`; empty for what is silent and for the later characters of a number.
  let start: Int
  let end: Int
  /// A packed reading, or one of the marks below.
  let reading: UInt16

  // No reading has rank 3 (local) and syllable 1023.
  /// A blank or a mark in the name.
  static let silent: UInt16 = 0xFFFF
  /// A Latin letter or a digit of the name that stands for itself.
  static let latin: UInt16 = 0xFFFE
  /// A numeral written in digits.
  static let number: UInt16 = 0xFFFD

  init(symbols: Range<Int>, reading: UInt16) {
    (start, end, self.reading) = (symbols.lowerBound, symbols.upperBound, reading)
  }

  var symbols: Range<Int> { start..<end }

  /// `nil` for what is written otherwise than in a reading.
  @inline(__always)
  var packed: CharacterTable.PackedReading? {
    reading >= Self.number ? nil : CharacterTable.PackedReading(bits: reading)
  }
}
