extension Reading {
  /// As it is printed, with its tone mark: `lǜ`, `zhòng`.
  public var marked: String {
    guard (1...4).contains(tone), let vowel = markedVowel else { return syllable.replacingV }
    let marked = LatinLetter.text(syllable[vowel], tone: tone, isCapital: false)
    return String(syllable[..<vowel]).replacingV + marked + String(syllable[syllable.index(after: vowel)...]).replacingV
  }

  /// Without its tone mark: `lü`, `zhong`.
  public var unmarked: String { syllable.replacingV }

  /// a or e, else the o of ou, else the last vowel.
  private var markedVowel: String.Index? {
    syllable.firstIndex { "ae".contains($0) } ?? (syllable.contains("ou") ? syllable.firstIndex(of: "o") : nil)
      ?? syllable.lastIndex { "iouv".contains($0) }
  }
}

extension String {
  fileprivate var replacingV: String { String(map { $0 == "v" ? "ü" : $0 }) }
}
