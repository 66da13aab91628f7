/// Where the words of a romanisation end, after the 1984 rules for spelling Chinese place names.
///
/// It owns its buffer and uses it again, so keep one per worker.
struct WordDivision: ~Copyable {
  /// What stands between two characters of a name.
  enum Joint: UInt8 {
    case joined
    case apart
    /// Both are usual; the standard form joins them …
    case eitherJoined
    /// … or writes them apart.
    case eitherApart

    var isApart: Bool { self == .apart || self == .eitherApart }
    var isFixed: Bool { self == .joined || self == .apart }
    var open: Joint { isApart ? .eitherApart : .eitherJoined }
  }

  var joints = ReusableBuffer<Joint>()
  /// The place of a modifier of one syllable before the generic (解放|北|路): it goes with either, but not by itself.
  private(set) var modifier: Int?
  /// Why the division is not known to be right.
  private(set) var doubt: SpellingDoubt?

  /// The joint before a character; that before the first means nothing.
  @inline(__always)
  subscript(character: Int) -> Joint { joints[character] }

  /// - Complexity: O(characters).
  mutating func read(_ name: borrowing NameScalars, _ generics: ClassGenerics) {
    joints.reserve(name.count + 1)
    (modifier, doubt) = (nil, nil)
    switch generics.style {
    case .naturalVillage:
      // A long one is no plain name of a village.
      let isPlain = name.endWithoutBlanks <= Self.longestVillage
      joints.fill(0..<name.count, with: isPlain ? .joined : .eitherJoined)
      if !isPlain { doubt = .longWord }
    case .unknown, .group, .organisation, .other:
      joints.fill(0..<name.count, with: .eitherJoined)
      readParts(generics.parts(of: name), of: name, generics)
    }
    separateOrdinal(name)
  }

  private static let longestVillage = 6
  /// 朝阳门内, 东直门外: longer words are hardly one.
  private static let longestWord = 4

  // MARK: Specific and generic

  private mutating func readParts(_ parts: NameParts, of name: borrowing NameScalars, _ generics: ClassGenerics) {
    guard let index = parts.genericIndex, generics.style != .unknown || parts.isDivision else {
      return readWithoutGeneric(parts, generics)
    }
    let generic = GenericTable.standard.forms[index]
    readGeneric(parts.wordStart..<parts.generic.upperBound)
    guard !parts.specific.isEmpty else { return }
    joints[parts.generic.lowerBound] = joint(of: index, generics)
    readModifiers(parts, name, generic)
    leaveOpenWhatMayBelongToEither(parts, name, generic)
    let start = readSpecific(parts.specific.upperBound, of: name, before: generic, generics)
    if start > Self.longestWord, generic.kind != .division || generic.division == .either, doubt == nil {
      doubt = unknownWord(generics)
    }
    if generics.style == .organisation || generics.style == .group {
      open(parts.specific.lowerBound..<parts.wordStart + 1)
    }
  }

  /// 较场口 is one word in any class, 幸福路 only in that of a village.
  private mutating func readWithoutGeneric(_ parts: NameParts, _ generics: ClassGenerics) {
    if let division = parts.form?.division, division != .joined {
      doubt = .unknownClass
    } else if generics.style == .organisation || parts.generic.upperBound > Self.longestWord {
      doubt = unknownWord(generics)
    }
  }

  private func unknownWord(_ generics: ClassGenerics) -> SpellingDoubt {
    generics.style == .organisation ? .organisation : .longWord
  }

  /// What follows the rules for common words is not fixed by those for place names.
  private mutating func open(_ characters: Range<Int>) {
    for index in characters { joints[index] = joints[index].open }
  }

  /// 义正街: Yi Zhengjie or Yizheng Jie, for one syllable alone makes no specific that is told from the modifier.
  private mutating func leaveOpenWhatMayBelongToEither(
    _ parts: NameParts, _ name: borrowing NameScalars, _ generic: Generic.Form
  ) {
    let start = parts.generic.lowerBound
    guard parts.specific.count == 1, parts.modifiers.isEmpty, parts.generic.count == 2 else { return }
    let isLoose =
      generic.division == .street
      ? Self.looseModifiers.contains(name[start])
      : generic.kind == .estate || generic.kind == .memorial || generic.kind == .area
    if isLoose { (joints[start], joints[start + 1]) = (.eitherApart, .eitherJoined) }
  }

  private static let looseModifiers: Set<UInt32> = Set("正新老横古".unicodeScalars.map(\.value))

  /// A word of two syllables is joined; longer ones are words that may be divided: 农贸市场, 村民委员会.
  private mutating func readGeneric(_ generic: Range<Int>) {
    joints.fill(generic, with: generic.count == 2 ? .joined : .eitherJoined)
    var place = generic.lowerBound + 2
    while place + 2 <= generic.upperBound {
      joints[place] = .eitherApart
      place += 2
    }
  }

  private func joint(of generic: Int, _ generics: ClassGenerics) -> Joint {
    let isOwn = generics.style == .unknown || generics.isOwn(generic)
    let word = GenericTable.standard.forms[generic]
    return switch word.division {
    case .word, .street, .part:
      isOwn ? .apart : isBorrowed(word, generics.weight(of: generic)) ? .eitherJoined : .eitherApart
    case .either: .eitherApart
    case .joined: isOwn ? .apart : .eitherJoined
    }
  }

  /// 观音桥 as the name of an area is one word, as those of villages are.
  private func isBorrowed(_ generic: Generic.Form, _ weight: Int) -> Bool {
    switch generic.kind {
    case .landform, .water, .bridge, .temple: weight <= 2
    default: false
    }
  }

  /// 解放北路, 修文西小巷, 建设一村: what goes with the generic.
  private mutating func readModifiers(_ parts: NameParts, _ name: borrowing NameScalars, _ generic: Generic.Form) {
    guard !parts.modifiers.isEmpty else { return }
    let hasNumber = ChineseNumeral.isNumeralOrDigit(name[parts.wordStart - 1])
    joints[parts.generic.lowerBound] = generic.division == .part && generic.kind == .road ? .apart : .eitherApart
    joints.fill(parts.generic.lowerBound + 1..<parts.wordStart + 1, with: .eitherJoined)
    if generic.division == .street, !hasNumber { modifier = parts.generic.lowerBound }
  }

  /// 第二松花江: Di'er Songhua Jiang.
  private mutating func separateOrdinal(_ name: borrowing NameScalars) {
    guard name.count >= 4, name[0] == NameModifiers.ordinalMark else { return }
    var end = 1
    while end < name.count, ChineseNumeral.isNumeral(name[end]) { end += 1 }
    if end > 1, end < name.count, joints[end] != .apart { joints[end] = .eitherApart }
  }
}

/// Why a standard form is not known to be right.
public enum SpellingDoubt: Sendable, Hashable {
  /// A character without known reading, at this place in Unicode scalars.
  case unreadable(at: Int)
  /// Names of organisations are divided by words, which are not known.
  case organisation
  /// A word so long that it is hardly one.
  case longWord
  /// Without a class nobody knows whether the generic is one.
  case unknownClass
}
