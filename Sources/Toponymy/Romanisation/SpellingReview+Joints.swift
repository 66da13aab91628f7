extension RomanisationChecker {
  /// Word division and apostrophes: what stands between the syllables of neighbouring characters.
  mutating func reviewJoints(_ review: inout SpellingReview) {
    var (joints, apart) = (0, 0)
    for character in 1..<max(1, name.count) {
      guard let reading = written[character].packed, written[character - 1].packed != nil else { continue }
      let marks = letters.marks[written[character].start]
      let isApart = !marks.isDisjoint(with: .separators)
      joints += 1
      if isApart { apart += 1 }
      if isWrong(division[character], isApart, before: character) {
        review.note(.division)
        review.add(.division, character, gap(before: character))
      } else {
        reviewApostrophe(reading, marks, isApart, before: character, &review)
      }
    }
    if joints >= 2, apart == joints, !review.faults.contains(.division), !hasNumeral {
      // Every syllable by itself, as transliteration software writes: no name of three has three words.
      review.note(.division)
      review.add(.division, 1, 0..<letters.places[letters.count - 1].end)
    }
  }

  private func isWrong(_ joint: WordDivision.Joint, _ isApart: Bool, before character: Int) -> Bool {
    if let modifier = division.modifier, character == modifier {
      // It belongs to the word before it or to that behind it.
      guard character + 1 < name.count, written[character + 1].packed != nil else { return false }
      return isApart != letters.marks[written[character + 1].start].isDisjoint(with: .separators)
    }
    return joint.isFixed && isApart != joint.isApart
  }

  private var hasNumeral: Bool {
    for character in 0..<name.count where ChineseNumeral.isNumeral(name[character]) || name[character] < 0x80 {
      return true
    }
    return false
  }

  /// An apostrophe stands inside a word before a, o and e, and nowhere else.
  private func reviewApostrophe(
    _ reading: CharacterTable.PackedReading, _ marks: LetterMarks, _ isApart: Bool, before character: Int,
    _ review: inout SpellingReview
  ) {
    let isNeeded = !isApart && beginsWithVowel(written[character])
    let isRight = isNeeded ? marks.isSuperset(of: .apostrophe) : marks.isDisjoint(with: .apostrophe)
    guard !isRight || marks.contains(.strayMark) else { return }
    review.note(.apostrophe)
    guard review.collects else { return }
    review.add(.apostrophe, character, gap(before: character), isNeeded ? "'" : isApart ? " " : "")
  }

  private func beginsWithVowel(_ written: WrittenCharacter) -> Bool {
    switch letters.symbols[written.start] {
    case UInt8(ascii: "a"), UInt8(ascii: "o"), UInt8(ascii: "e"): true
    default: false
    }
  }

  /// The place between two syllables in the romanisation.
  private func gap(before character: Int) -> Range<Int> {
    let start = written[character].start
    let previous = start > 0 ? letters.places[start - 1].end : 0
    return previous..<letters.places[start].start
  }
}
