import ReferenceData

extension RomanisationChecker {
  /// Digits stand for the ordinals of streets and for codes only: Bayi Lu, Shiba Ti, but 2 Malu, Jing 5 Lu, 302 Yiyuan.
  mutating func reviewNumbers(_ generics: ClassGenerics, _ review: inout SpellingReview) {
    var index = 0
    while index < name.count {
      let start = index
      while index < name.count, ChineseNumeral.isNumeral(name[index]) { index += 1 }
      guard start < index else {
        index += 1
        continue
      }
      let isInDigits = (start..<index).contains { written[$0].reading == WrittenCharacter.number }
      guard isInDigits, !mayBeInDigits(start..<index, generics) else { continue }
      review.note(.digits)
      review.add(.digits, start, scalars(of: written[start].start..<written[index - 1].end))
    }
  }

  private func mayBeInDigits(_ run: Range<Int>, _ generics: ClassGenerics) -> Bool {
    let value = ChineseNumeral.value(in: name, run)
    // Three digits without their places are a code, unless they are a date.
    if value == nil, run.count > 2 { return !WordsOfNumbers.standard.isDate(run, of: name) }
    let before = run.lowerBound > 0 ? name[run.lowerBound - 1] : 0
    if value != nil, NameModifiers.standard.ordinalMarks.contains(before) { return true }
    guard run.upperBound < name.count else { return true }
    // Before a word that is counted, a street or what the name ends in as a number goes with it.
    return value != nil && WordsOfNumbers.standard.areCounted(behind: run.upperBound, of: name)
      || run.lowerBound > 0 && generics.parts(of: name).modifiers.contains(run)
  }
}

/// What says whether a number is a date or an ordinal.
private struct WordsOfNumbers {
  static let standard = WordsOfNumbers()

  private let dates: [[UInt32]]
  private let counted: [[UInt32]]

  private init() {
    dates = ReferenceData.table("number_words").words("date").map { $0.unicodeScalars.map(\.value) }
    counted = ReferenceData.table("number_contexts").rows.filter { $0["position"] == "after" }
      .map { $0["word"].unicodeScalars.map(\.value) }
  }

  func isDate(_ run: Range<Int>, of name: borrowing NameScalars) -> Bool {
    for date in dates where date.count == run.count && name.has(date, at: run.lowerBound) { return true }
    return false
  }

  func areCounted(behind place: Int, of name: borrowing NameScalars) -> Bool {
    for word in counted where name.has(word, at: place) { return true }
    return false
  }
}
