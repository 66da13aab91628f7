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
}

extension RomanisationChecker {
  /// The standard romanisation of a name in its preferred reading.
  public mutating func standardSpelling(_ name: String, _ generics: ClassGenerics, tones: Bool) -> String {
    let bytes = Array(name.utf8)
    read(name: bytes.span)
    return standardSpelling(generics, tones: tones, isRecorded: false)
  }

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
        text.append(digits: ordinal.digits, hyphen: index > 0 && name[index - 1] == OrdinalNumbers.ordinalMark)
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
    guard parts.word?.division == .street, parts.specific.count >= 2 else { return nil }
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

/// Numbers of streets and heights, which are written in digits: 北二巷 Bei 2 Xiang, 经五路 Jing 5 Lu.
///
/// Other numbers are spelled: 五一广场 Wuyi Guangchang, 三八路 Sanba Lu, 五指山 Wuzhi Shan.
struct OrdinalNumbers {
  let characters: Range<Int>
  let digits: String

  /// 第, which is joined to its number by a hyphen: Di-9 Long.
  static let ordinalMark: UInt32 = 0x7B2C
  private static let ringRoad: UInt32 = 0x73AF  // 环
  private static let gridRoads: Set<UInt32> = [0x7ECF, 0x7EAC]  // 经 纬
  /// Streets that are counted; the names of 路 and 街 may be numbers for other reasons.
  private static let counted: Set<String> = ["巷", "条", "弄", "马路", "小巷", "支巷", "横巷"]

  static func all(in name: borrowing NameScalars, _ generics: ClassGenerics) -> [OrdinalNumbers] {
    guard generics.style == .other || generics.style == .unknown else { return [] }
    let parts = generics.parts(of: name)
    guard let generic = parts.word else { return [] }
    var end = parts.specific.upperBound
    if generic.division == .street, end > 0, name[end - 1] == ringRoad { end -= 1 }
    var start = end
    while start > 0, ChineseNumeral.isNumeral(name[start - 1]) { start -= 1 }
    guard start < end else { return [] }
    let run = (start..<end).map { name[$0] }
    let isRing = end < parts.specific.upperBound
    if let value = ChineseNumeral.value(run), isOrdinal(start, name, generic, isRing: isRing) {
      return [OrdinalNumbers(characters: start..<end, digits: String(value))]
    }
    if generic.word == "高地", run.count >= 3 {
      let digits = run.compactMap { ChineseNumeral.value([$0]) }.map(String.init).joined()
      return [OrdinalNumbers(characters: start..<end, digits: digits)]
    }
    return []
  }

  private static func isOrdinal(
    _ start: Int, _ name: borrowing NameScalars, _ generic: Generic, isRing: Bool
  ) -> Bool {
    guard generic.division == .street else { return false }
    if isRing || counted.contains(generic.word) { return true }
    guard start > 0 else { return false }
    return gridRoads.contains(name[start - 1]) || name[start - 1] == ordinalMark || start >= 2
  }
}
