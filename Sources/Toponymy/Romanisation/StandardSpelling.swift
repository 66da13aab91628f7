/// Romanisations in the standard form of the 1984 rules.
public enum StandardSpelling {
  /// The standard romanisation of a name in its preferred reading.
  ///
  /// Specific and generic apart, natural villages as one word, ordinals of streets in digits, apostrophes, capitals.
  /// Without a class only the generics of divisions (县, 街道) are written apart. Marks of the name are left out; a
  /// character without known reading is kept as it is.
  public static func of(_ name: String, class code: ClassCode? = nil, tones: Bool = true) -> String {
    var checker = RomanisationChecker()
    return checker.standardSpelling(name, ClassGenerics(code), tones: tones)
  }

  /// The same with what is in doubt about it: an application may carry it only where nothing is.
  public static func proposed(_ name: String, class code: ClassCode? = nil, tones: Bool = true) -> ProposedSpelling {
    var checker = RomanisationChecker()
    let text = checker.standardSpelling(name, ClassGenerics(code), tones: tones)
    return ProposedSpelling(text: text, doubt: checker.doubt)
  }
}

/// A romanisation that was made of a name.
public struct ProposedSpelling: Sendable, Hashable {
  public let text: String
  /// `nil` where the standard form is known: each character can be read, and each word is short enough to be one.
  public let doubt: SpellingDoubt?

  public var settled: String? { doubt == nil ? text : nil }
}

extension RomanisationChecker {
  /// The standard romanisation of a name in its preferred reading.
  public mutating func standardSpelling(_ name: String, _ generics: ClassGenerics, tones: Bool) -> String {
    let bytes = Array(name.utf8)
    read(name: bytes.span)
    return standardSpelling(generics, tones: tones, isRecorded: false)
  }

  /// Why the standard romanisation that was made last is not known to be right.
  public var doubt: SpellingDoubt? {
    if let place = (0..<name.count).first(where: { isUnread(name[$0]) && preferred[$0] == nil }) {
      return .unreadable(at: place)
    }
    return division.doubt
  }

  /// What a romanisation must spell and has no reading here: letters of other scripts, signs, unknown characters.
  private func isUnread(_ scalar: UInt32) -> Bool { scalar > 0x7F && !Self.isSilent(scalar) }

  /// The standard romanisation of the name that was checked last.
  ///
  /// - Parameter isRecorded: in the readings of its romanisation, which was found composable.
  public mutating func standardSpelling(_ generics: ClassGenerics, tones: Bool, isRecorded: Bool) -> String {
    division.read(name, generics)
    let ordinals = OrdinalNumbers.all(in: name, generics)
    let rEnding = placeOfRetroflexEnding(generics)
    var (text, index) = (SpellingText(), 0)
    while index < name.count {
      if let ordinal = ordinals.first(where: { $0.characters.lowerBound == index }) {
        text.append(digits: ordinal.digits, hyphen: index > 0 && name[index - 1] == NameModifiers.ordinalMark)
        index = ordinal.characters.upperBound
        continue
      }
      append(index, to: &text, tones: tones, isRecorded: isRecorded, isREnding: index == rEnding)
      index += 1
    }
    return text.text
  }

  private func append(_ index: Int, to text: inout SpellingText, tones: Bool, isRecorded: Bool, isREnding: Bool) {
    let scalar = name[index]
    if let reading = isRecorded ? written[index].packed ?? preferred[index] : preferred[index] {
      let syllable = table.reading(reading)
      text.append(
        isREnding ? "r" : tones ? syllable.marked : syllable.unmarked, isApart: index == 0 || division[index].isApart)
    } else if Self.isSilent(scalar) {
      text.endWord()
    } else if let scalar = Unicode.Scalar(scalar) {
      text.append(literal: Character(scalar))
    }
  }

  /// 儿 at the end of the specific of a lane, as in 盆儿胡同; in 台儿庄 and 鸭儿凼 it is a syllable.
  private func placeOfRetroflexEnding(_ generics: ClassGenerics) -> Int? {
    let parts = generics.parts(of: name)
    guard parts.form?.division == .street, parts.specific.count >= 2 else { return nil }
    let last = parts.specific.upperBound - 1
    return name[last] == 0x513F ? last : nil
  }
}

/// Puts syllables, digits and letters together.
private struct SpellingText {
  private(set) var text = ""
  private var isWordOpen = false
  private var lastIsDigit = false

  mutating func append(_ syllable: String, isApart: Bool) {
    if isWordOpen && !isApart && !lastIsDigit {
      if let first = syllable.decomposedFirst, "aoe".contains(first) { text += "'" }
      text += syllable
    } else {
      separate()
      text += syllable.prefix(1).uppercased() + syllable.dropFirst()
    }
    (isWordOpen, lastIsDigit) = (true, false)
  }

  mutating func append(digits: String, hyphen: Bool) {
    if hyphen { text += "-" } else { separate() }
    text += digits
    (isWordOpen, lastIsDigit) = (true, true)
  }

  /// A letter or digit of the name itself; those of one run stand together.
  mutating func append(literal: Character) {
    if !(isWordOpen && lastIsDigit) { separate() }
    text.append(literal)
    (isWordOpen, lastIsDigit) = (true, true)
  }

  mutating func endWord() { isWordOpen = false }

  private mutating func separate() {
    if !text.isEmpty { text += " " }
  }
}

extension String {
  /// The first letter without its mark.
  fileprivate var decomposedFirst: Character? {
    guard let scalar = unicodeScalars.first else { return nil }
    return LatinLetter(scalar.value).map { Character(Unicode.Scalar($0.base)) } ?? Character(scalar)
  }
}
