/// A romanisation reduced to what the readings decide about: letters, written tones and digits.
///
/// Capitals, blanks, hyphens, apostrophes and other punctuation are left out; ü in any writing becomes `v`, except
/// after j, q, x, y, where Pinyin writes u. The look-alikes ɑ, ɡ and ă stand for a, g and ǎ.
struct PinyinLetters: ~Copyable {
  /// Lower-case letters and digits; `other` for a letter that Pinyin does not have.
  private(set) var symbols = ReusableBuffer<UInt8>()
  /// The tone written on the letter: 1 to 4, 0 where none is written.
  private(set) var tones = ReusableBuffer<UInt8>()
  /// The places of each symbol in the given text, in Unicode scalars; marks belong to their letter.
  private(set) var places = ReusableBuffer<Place>()
  /// The number of symbols; eight zeroes follow, so that eight bytes can be loaded at each symbol and at the end.
  private(set) var count = 0
  private(set) var hasDigits = false

  struct Place: BitwiseCopyable {
    var start: Int
    var end: Int
  }

  /// Stands for a letter of another script.
  static let other: UInt8 = 0xFF
  private static let padding = 8

  mutating func read(_ text: borrowing Span<UInt8>) {
    symbols.reserve(text.count + Self.padding)
    tones.reserve(text.count + Self.padding)
    places.reserve(text.count)
    (count, hasDigits) = (0, false)
    var (index, scalar) = (0, 0)
    while index < text.count {
      read(text.nextScalar(at: &index), at: scalar)
      scalar += 1
    }
    symbols.fill(count..<count + Self.padding, with: 0)
    tones.fill(count..<count + Self.padding, with: 0)
  }

  /// Whether these letters stand at a place.
  func have(_ text: some Collection<UInt8>, at position: Int) -> Bool {
    var position = position
    for byte in text {
      guard position < count, symbols[position] == byte else { return false }
      position += 1
    }
    return true
  }

  @inline(__always)
  private mutating func read(_ scalar: UInt32, at place: Int) {
    switch scalar {
    case 0x61...0x7A: append(UInt8(scalar), at: place)
    case 0x41...0x5A: append(UInt8(scalar | 0x20), at: place)
    case 0x30...0x39:
      hasDigits = true
      append(UInt8(scalar), at: place)
    case 0x3A:  // "lu:"
      markDiaeresis()
    case 0...0x7F: break
    default: readMarked(scalar, at: place)
    }
  }

  private mutating func readMarked(_ scalar: UInt32, at place: Int) {
    switch scalar {
    case 0x300...0x36F: combine(scalar, at: place)
    case 0xFF10...0xFF1A, 0xFF21...0xFF3A, 0xFF41...0xFF5A: read(scalar - 0xFEE0, at: place)
    default:
      if let letter = LatinLetter(scalar) {
        append(letter.base, tone: letter.tone, at: place)
      } else if !Self.isPunctuation(scalar) {
        append(Self.other, at: place)
      }
    }
  }

  @inline(__always)
  private mutating func append(_ letter: UInt8, tone: UInt8 = 0, at place: Int) {
    symbols[count] = letter == UInt8(ascii: "v") && isPalatal(before: count) ? UInt8(ascii: "u") : letter
    tones[count] = tone
    places[count] = Place(start: place, end: place + 1)
    count += 1
  }

  private mutating func combine(_ mark: UInt32, at place: Int) {
    guard count > 0 else { return }
    places[count - 1] = Place(start: places[count - 1].start, end: place + 1)
    if mark == 0x308 { return markDiaeresis() }
    if let tone = LatinLetter.tone(ofMark: mark) { tones[count - 1] = tone }
  }

  /// Makes ü of the u that was read last.
  private func markDiaeresis() {
    guard count > 0, symbols[count - 1] == UInt8(ascii: "u"), !isPalatal(before: count - 1) else { return }
    symbols[count - 1] = UInt8(ascii: "v")
  }

  private func isPalatal(before position: Int) -> Bool {
    guard position > 0 else { return false }
    return switch symbols[position - 1] {
    case UInt8(ascii: "j"), UInt8(ascii: "q"), UInt8(ascii: "x"), UInt8(ascii: "y"): true
    default: false
    }
  }

  private static func isPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0xBF, 0xD7, 0xF7, 0x2B0...0x2FF, 0x2000...0x206F, 0x3000...0x303F, 0xFE00...0xFE6F, 0xFEFF,
      0xFF00...0xFF0F, 0xFF1B...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65:
      true
    default: false
    }
  }
}

/// A letter of Pinyin with a mark in one character.
struct LatinLetter {
  let base: UInt8
  let tone: UInt8

  /// `nil` for what is no letter of Pinyin.
  init?(_ scalar: UInt32) {
    guard let (base, tone) = Self.letters(scalar) else { return nil }
    (self.base, self.tone) = (base, tone)
  }

  /// 1 to 4 for a combining tone mark; the breve is taken for the caron.
  static func tone(ofMark mark: UInt32) -> UInt8? {
    switch mark {
    case 0x304: 1
    case 0x301: 2
    case 0x30C, 0x306: 3
    case 0x300: 4
    default: nil
    }
  }

  private static func letters(_ scalar: UInt32) -> (UInt8, UInt8)? {
    switch scalar {
    case 0x251: (UInt8(ascii: "a"), 0)
    case 0x261: (UInt8(ascii: "g"), 0)
    case 0x131: (UInt8(ascii: "i"), 0)
    case 0x100, 0x101: (UInt8(ascii: "a"), 1)
    case 0xC1, 0xE1: (UInt8(ascii: "a"), 2)
    case 0x1CD, 0x1CE, 0x102, 0x103: (UInt8(ascii: "a"), 3)
    case 0xC0, 0xE0: (UInt8(ascii: "a"), 4)
    case 0xCA, 0xEA: (UInt8(ascii: "e"), 0)
    case 0x112, 0x113: (UInt8(ascii: "e"), 1)
    case 0xC9, 0xE9, 0x1EBE, 0x1EBF: (UInt8(ascii: "e"), 2)
    case 0x11A, 0x11B, 0x114, 0x115: (UInt8(ascii: "e"), 3)
    case 0xC8, 0xE8, 0x1EC0, 0x1EC1: (UInt8(ascii: "e"), 4)
    case 0x12A, 0x12B: (UInt8(ascii: "i"), 1)
    case 0xCD, 0xED: (UInt8(ascii: "i"), 2)
    case 0x1CF, 0x1D0, 0x12C, 0x12D: (UInt8(ascii: "i"), 3)
    case 0xCC, 0xEC: (UInt8(ascii: "i"), 4)
    case 0x14C, 0x14D: (UInt8(ascii: "o"), 1)
    case 0xD3, 0xF3: (UInt8(ascii: "o"), 2)
    case 0x1D1, 0x1D2, 0x14E, 0x14F: (UInt8(ascii: "o"), 3)
    case 0xD2, 0xF2: (UInt8(ascii: "o"), 4)
    case 0x16A, 0x16B: (UInt8(ascii: "u"), 1)
    case 0xDA, 0xFA: (UInt8(ascii: "u"), 2)
    case 0x1D3, 0x1D4, 0x16C, 0x16D: (UInt8(ascii: "u"), 3)
    case 0xD9, 0xF9: (UInt8(ascii: "u"), 4)
    case 0xDC, 0xFC: (UInt8(ascii: "v"), 0)
    case 0x1D5, 0x1D6: (UInt8(ascii: "v"), 1)
    case 0x1D7, 0x1D8: (UInt8(ascii: "v"), 2)
    case 0x1D9, 0x1DA: (UInt8(ascii: "v"), 3)
    case 0x1DB, 0x1DC: (UInt8(ascii: "v"), 4)
    case 0x143, 0x144: (UInt8(ascii: "n"), 2)
    case 0x147, 0x148: (UInt8(ascii: "n"), 3)
    case 0x1F8, 0x1F9: (UInt8(ascii: "n"), 4)
    case 0x1E3E, 0x1E3F: (UInt8(ascii: "m"), 2)
    default: nil
    }
  }
}
