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
  }

  private var joints = ReusableBuffer<Joint>()
  /// The place of a modifier of one syllable before the generic (解放|北|路): it goes with either, but not by itself.
  private(set) var modifier: Int?

  /// The joint before a character; that before the first means nothing.
  @inline(__always)
  subscript(character: Int) -> Joint { joints[character] }

  /// - Complexity: O(characters).
  mutating func read(_ name: borrowing NameScalars, _ generics: ClassGenerics) {
    joints.reserve(name.count + 1)
    modifier = nil
    let count = name.endWithoutBlanks
    switch generics.style {
    case .naturalVillage:
      // A long one is no plain name of a village.
      joints.fill(0..<name.count, with: count <= 6 ? .joined : .eitherJoined)
    case .group: joints.fill(0..<name.count, with: .eitherJoined)
    case .unknown, .organisation, .other:
      readParts(generics.parts(of: name), of: name, generics)
    }
    separateOrdinal(name)
  }

  // MARK: Specific and generic

  private mutating func readParts(_ parts: NameParts, of name: borrowing NameScalars, _ generics: ClassGenerics) {
    joints.fill(0..<name.count, with: .eitherJoined)
    guard let index = parts.genericIndex, generics.style != .unknown || parts.isDivision else { return }
    let specific = parts.specific.count
    if generics.style != .organisation, specific <= 3 {
      joints.fill(parts.specific, with: .joined)
    }
    readGeneric(parts.generic)
    guard specific > 0 else { return }
    joints[parts.generic.lowerBound] = joint(of: index, generics)
    if GenericTable.standard.all[index].division == .street {
      readModifier(parts, name)
      leaveOpenWhatMayBelongToEither(parts, name)
    }
  }

  /// 义正街: Yi Zhengjie or Yizheng Jie, for one syllable alone makes no specific that is told from the modifier.
  private mutating func leaveOpenWhatMayBelongToEither(_ parts: NameParts, _ name: borrowing NameScalars) {
    let start = parts.generic.lowerBound
    guard parts.specific.count == 1, parts.generic.count == 2, Self.looseModifiers.contains(name[start]) else { return }
    (joints[start], joints[start + 1]) = (.eitherApart, .eitherJoined)
  }

  private static let looseModifiers: Set<UInt32> = Set("正新老横".unicodeScalars.map(\.value))

  /// A word of two syllables is joined; longer ones are words that may be divided: 农贸市场, 村民委员会.
  private mutating func readGeneric(_ generic: Range<Int>) {
    joints.fill(generic, with: generic.count == 2 ? .joined : .eitherJoined)
    if generic.count >= 4 { joints[generic.lowerBound + 2] = .eitherApart }
  }

  private func joint(of generic: Int, _ generics: ClassGenerics) -> Joint {
    let isOwn = generics.style == .unknown || generics.weight(of: generic) >= Self.ownWeight
    return switch GenericTable.standard.all[generic].division {
    case .word, .street: isOwn && generics.style != .organisation ? .apart : .eitherApart
    case .either: .eitherApart
    case .joined: isOwn ? .apart : .eitherJoined
    }
  }

  /// From which weight on a generic is one of the class, and not a word that its names happen to end in.
  private static let ownWeight = 4

  private static let modifiers: Set<UInt32> = Set("东西南北中前后".unicodeScalars.map(\.value))

  /// 解放北路, 修文西小巷: a modifier before a street's generic when a specific of two syllables remains.
  private mutating func readModifier(_ parts: NameParts, _ name: borrowing NameScalars) {
    let place = parts.specific.upperBound - 1
    guard parts.specific.count >= 3, Self.modifiers.contains(name[place]) else { return }
    modifier = place
    joints[place] = .eitherApart
    joints[parts.generic.lowerBound] = .eitherJoined
    // 包头胡同东巷: a generic of two syllables that has become part of the specific.
    if let before = GenericTable.standard.longestSuffix(of: name, end: place) {
      let count = GenericTable.standard.all[before].scalars.count
      if count == 2, place - count >= 2 { joints[place - count] = .eitherApart }
    }
  }

  /// 第二松花江: Di'er Songhua Jiang.
  private mutating func separateOrdinal(_ name: borrowing NameScalars) {
    guard name.count >= 4, name[0] == 0x7B2C else { return }
    var end = 1
    while end < name.count, ChineseNumeral.isNumeral(name[end]) { end += 1 }
    if end > 1, end < name.count, joints[end] != .apart { joints[end] = .eitherApart }
  }
}
