/// A romanisation reduced to what the readings decide about: letters, written tones and digits.
///
/// Capitals, blanks, hyphens, apostrophes and other punctuation are left out; ü in any writing becomes `v`, except
/// after j, q, x, y, where Pinyin writes u. The look-alikes ɑ, ɡ and ă stand for a, g and ǎ.
struct PinyinLetters: ~Copyable {
  /// Lower-case letters and digits; `other` for a letter that Pinyin does not have.
  private(set) var symbols = ReusableBuffer<UInt8>()
  /// The tone written on the letter: 1 to 4, 0 where none is written.
  private(set) var tones = ReusableBuffer<UInt8>()
  /// How each symbol is written, and what stands before it.
  private(set) var marks = ReusableBuffer<LetterMarks>()
  /// The places of each symbol in the given text, in Unicode scalars; marks belong to their letter.
  private(set) var places = ReusableBuffer<Place>()
  /// The number of symbols; eight zeroes follow, so that eight bytes can be loaded at each symbol and at the end.
  private(set) var count = 0
  private(set) var hasDigits = false
  /// What was met since the last symbol.
  private var separators: LetterMarks = []

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
    marks.reserve(text.count)
    places.reserve(text.count)
    (count, hasDigits, separators) = (0, false, [])
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
    case 0x41...0x5A: append(UInt8(scalar | 0x20), marks: .capital, at: place)
    case 0x30...0x39:
      hasDigits = true
      append(UInt8(scalar), at: place)
    case 0x20: separators.insert(.blank)
    case 0x3A:  // "lu:"
      markColon(at: place)
    default: readOther(scalar, at: place)
    }
  }

  private mutating func readOther(_ scalar: UInt32, at place: Int) {
    switch scalar {
    case 0x300...0x36F: combine(scalar, at: place)
    case 0xFF10...0xFF1A, 0xFF21...0xFF3A, 0xFF41...0xFF5A: read(scalar - 0xFEE0, at: place)
    default:
      if let letter = LatinLetter(scalar) {
        append(letter.base, tone: letter.tone, marks: letter.marks, at: place)
      } else if let separator = LetterMarks(separator: scalar) {
        separators.formUnion(separator)
      } else {
        append(Self.other, at: place)
      }
    }
  }

  @inline(__always)
  private mutating func append(_ letter: UInt8, tone: UInt8 = 0, marks written: LetterMarks = [], at place: Int) {
    var written = written.union(separators)
    separators = []
    if letter == UInt8(ascii: "v") {
      let isPalatal = isPalatal(before: count)
      symbols[count] = isPalatal ? UInt8(ascii: "u") : letter
      if isPalatal || !written.contains(.umlaut) { written.insert(.irregularUmlaut) }
    } else {
      symbols[count] = letter
    }
    tones[count] = tone
    marks[count] = written
    places[count] = Place(start: place, end: place + 1)
    count += 1
  }

  private mutating func combine(_ mark: UInt32, at place: Int) {
    guard count > 0 else { return }
    places[count - 1] = Place(start: places[count - 1].start, end: place + 1)
    if mark == 0x308 { return markDiaeresis(.umlaut) }
    guard let tone = LatinLetter.tone(ofMark: mark) else { return }
    tones[count - 1] = tone
    if mark == 0x306 { marks[count - 1].insert(.irregularTone) }
  }

  /// A colon behind a u belongs to it.
  private mutating func markColon(at place: Int) {
    guard count > 0, symbols[count - 1] == UInt8(ascii: "u") else { return separators.formUnion(.otherMark) }
    places[count - 1] = Place(start: places[count - 1].start, end: place + 1)
    markDiaeresis(.irregularUmlaut)
  }

  /// Makes ü of the u that was read last.
  private mutating func markDiaeresis(_ mark: LetterMarks) {
    guard count > 0, symbols[count - 1] == UInt8(ascii: "u") else { return }
    if isPalatal(before: count - 1) {
      marks[count - 1].insert(.irregularUmlaut)
    } else {
      symbols[count - 1] = UInt8(ascii: "v")
      marks[count - 1].insert(mark)
    }
  }

  private func isPalatal(before position: Int) -> Bool {
    guard position > 0 else { return false }
    return switch symbols[position - 1] {
    case UInt8(ascii: "j"), UInt8(ascii: "q"), UInt8(ascii: "x"), UInt8(ascii: "y"): true
    default: false
    }
  }
}
