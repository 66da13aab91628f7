/// How a letter of a romanisation is written, and what stands before it.
struct LetterMarks: OptionSet, BitwiseCopyable {
  let rawValue: UInt8

  /// A blank before it.
  static let blank = LetterMarks(rawValue: 1)
  /// An apostrophe before it.
  static let apostrophe = LetterMarks(rawValue: 2)
  /// A mark that looks like an apostrophe before it: `,` `´` and the backtick.
  static let strayMark = LetterMarks(rawValue: 4)
  /// A hyphen, bracket or other mark before it.
  static let otherMark = LetterMarks(rawValue: 8)
  static let capital = LetterMarks(rawValue: 16)
  /// ü.
  static let umlaut = LetterMarks(rawValue: 32)
  /// v or u: for ü, or any of them where Pinyin writes u.
  static let irregularUmlaut = LetterMarks(rawValue: 64)
  /// A breve for a caron, or a letter that only looks like the one that is meant.
  static let irregularTone = LetterMarks(rawValue: 128)

  /// What ends a written word.
  static let separators: LetterMarks = [.blank, .otherMark]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What a character between letters is; `nil` for a letter of another script.
  init?(separator scalar: UInt32) {
    switch scalar {
    case 0x27, 0x2019: self = .apostrophe
    case 0x2C, 0x60, 0xB4, 0xB7, 0x2B0...0x2FF, 0x2018, 0x201A, 0x201B, 0x2032, 0x2035, 0xFF07, 0xFF0C, 0xFF40:
      self = .strayMark
    case 0...0x1F, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: self = .blank
    case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: self = []
    case 0x21...0x7F, 0x80...0xBF, 0xD7, 0xF7, 0x2010...0x206F, 0x3001...0x303F, 0xFE00...0xFE6F, 0xFF00...0xFF0F,
      0xFF1A...0xFF20, 0xFF3B...0xFF3F, 0xFF5B...0xFF65:
      self = .otherMark
    default: return nil
    }
  }
}

/// A letter of Pinyin with a mark in one character.
struct LatinLetter {
  let base: UInt8
  let tone: UInt8
  /// Whether it is a capital, a ü, or only looks like the letter that is meant.
  let marks: LetterMarks

  /// `nil` for what is no letter of Pinyin.
  init?(_ scalar: UInt32) {
    guard let (base, tone) = Self.letters(scalar) else { return nil }
    (self.base, self.tone) = (base, tone)
    var marks: LetterMarks = []
    if Self.isCapital(scalar) { marks.insert(.capital) }
    if base == UInt8(ascii: "v") { marks.insert(.umlaut) }
    if Self.isLookAlike(scalar) { marks.insert(.irregularTone) }
    self.marks = marks
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

  /// Capitals and small letters take turns in Unicode's Latin blocks.
  private static func isCapital(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xC0...0xDE: true
    case 0x139...0x148, 0x1CD...0x1DC: scalar % 2 == 1
    case 0x100...0x138, 0x14A...0x177, 0x1F8...0x21F, 0x1E00...0x1EFF: scalar % 2 == 0
    default: false
    }
  }

  /// ɑ, ɡ, ı, and vowels with a breve.
  private static func isLookAlike(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x251, 0x261, 0x131, 0x102, 0x103, 0x114, 0x115, 0x12C, 0x12D, 0x14E, 0x14F, 0x16C, 0x16D: true
    default: false
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

extension LatinLetter {
  /// A vowel with its tone mark in one character; other letters as they are.
  static func text(_ letter: Character, tone: Int, isCapital: Bool) -> String {
    let letter: Character = letter == "v" ? "ü" : letter
    let marked = (1...4).contains(tone) ? vowels[letter]?[tone - 1] ?? String(letter) : String(letter)
    return isCapital ? marked.uppercased() : marked
  }

  private static let vowels: [Character: [String]] = [
    "a": ["ā", "á", "ǎ", "à"], "e": ["ē", "é", "ě", "è"], "i": ["ī", "í", "ǐ", "ì"], "o": ["ō", "ó", "ǒ", "ò"],
    "u": ["ū", "ú", "ǔ", "ù"], "ü": ["ǖ", "ǘ", "ǚ", "ǜ"], "n": ["n", "ń", "ň", "ǹ"],
  ]

  /// The letters of Pinyin with a mark, in one character each.
  static let composed: Set<String> = {
    let small = vowels.values.flatMap { $0 }.filter { $0 != "n" } + ["ü", "ê"]
    return Set(small + small.map { $0.uppercased() })
  }()
}
