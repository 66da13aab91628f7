extension RomanisationChecker {
  // MARK: Readings and ü

  mutating func reviewReadings(_ review: inout SpellingReview) {
    for character in 0..<name.count {
      guard let reading = written[character].packed else { continue }
      if isDoubtful(reading, character) {
        review.note(.reading)
        if review.collects { remarkReading(reading, character, &review) }
      }
      if hasUmlautFault(written[character]) {
        review.note(.umlaut)
        if review.collects { remarkUmlaut(character, &review) }
      }
    }
  }

  /// Whether another reading is preferred: another syllable, or another tone where tones are written.
  @inline(__always)
  private func isDoubtful(_ reading: CharacterTable.PackedReading, _ character: Int) -> Bool {
    guard let preferred = preferred[character], preferred.sound != reading.sound else { return false }
    if reading.isUndecided && !self.preferred.isDecided(character) { return false }
    if preferred.syllableID == reading.syllableID {
      // 房子 is written with and without the tone of 子.
      return preferred.tone != 0 && reading.tone != 0 && hasTone(written[character])
    }
    return !isRetroflexEnding(reading)
  }

  private func isRetroflexEnding(_ reading: CharacterTable.PackedReading) -> Bool {
    table.syllable(reading) >> 56 == 1 && table.syllable(reading) & 0xFF == UInt64(UInt8(ascii: "r"))
  }

  private func remarkReading(
    _ reading: CharacterTable.PackedReading, _ character: Int, _ review: inout SpellingReview
  ) {
    guard let preferred = preferred[character] else { return }
    review.add(
      .reading, character, scalars(of: written[character].symbols),
      readings: [table.reading(reading), table.reading(preferred)])
  }

  @inline(__always)
  private func hasUmlautFault(_ written: WrittenCharacter) -> Bool {
    for symbol in written.symbols where letters.marks[symbol].contains(.irregularUmlaut) { return true }
    guard let reading = written.packed, written.end > written.start + 1, Self.hasUmlaut(table.syllable(reading))
    else { return false }
    return !letters.marks[written.start + 1].contains(.umlaut)
  }

  private func remarkUmlaut(_ character: Int, _ review: inout SpellingReview) {
    guard let reading = written[character].packed else { return }
    let (start, end) = (written[character].start, written[character].end)
    let isUmlaut = Self.hasUmlaut(table.syllable(reading))
    let first =
      isUmlaut
      ? start + 1 : (start..<end).first { letters.marks[$0].contains(.irregularUmlaut) } ?? start
    let isLong = isUmlaut && letters.have("yu".utf8, at: first)
    let last = isLong ? first + 1 : first
    let letter = LatinLetter.text(
      isUmlaut ? "ü" : "u", tone: Int(letters.tones[last]), isCapital: letters.marks[first].contains(.capital))
    review.add(.umlaut, character, scalars(of: first..<last + 1), letter)
  }

  // MARK: Capitals

  /// A capital begins each written word and stands nowhere else, or all letters are capitals.
  mutating func reviewCapitals(_ review: inout SpellingReview) {
    guard !isAllCapitals else { return }
    for character in 0..<name.count where written[character].packed != nil {
      for symbol in written[character].symbols where isWrongCase(symbol, of: written[character]) {
        review.note(.capitals)
        guard review.collects else { return }
        let place = scalars(of: symbol..<symbol + 1)
        let isCapital = letters.marks[symbol].contains(.capital)
        let text = LatinLetter.text(
          Character(Unicode.Scalar(letters.symbols[symbol])), tone: Int(letters.tones[symbol]), isCapital: !isCapital)
        review.add(.capitals, character, place, text)
      }
    }
  }

  private var isAllCapitals: Bool {
    for symbol in 0..<letters.count where isLetter(symbol) && !letters.marks[symbol].contains(.capital) { return false }
    return true
  }

  @inline(__always)
  private func isLetter(_ symbol: Int) -> Bool { letters.symbols[symbol] >= UInt8(ascii: "a") }

  @inline(__always)
  private func isWrongCase(_ symbol: Int, of written: WrittenCharacter) -> Bool {
    guard isLetter(symbol) else { return false }
    let isCapital = letters.marks[symbol].contains(.capital)
    guard symbol == written.start else { return isCapital }
    if symbol == 0 || letters.marks[symbol].contains(.blank) { return !isCapital }
    // After a digit or another mark both are usual.
    guard isLetter(symbol - 1), !letters.marks[symbol].contains(.otherMark) else { return false }
    return isCapital
  }

  // MARK: Tones

  @inline(__always)
  func hasTone(_ written: WrittenCharacter) -> Bool {
    for symbol in written.symbols where letters.tones[symbol] != 0 || !isLetter(symbol) { return true }
    return false
  }

  /// Whether tones are written, and how.
  mutating func reviewTones(_ review: inout SpellingReview) -> ToneMarking {
    var (toned, toneless) = (0, 0)
    for character in 0..<name.count {
      guard let reading = written[character].packed, reading.tone != 0 else { continue }
      if hasTone(written[character]) {
        toned += 1
      } else if !canBeNeutral(reading, character) {
        toneless += 1
      }
      for symbol in written[character].symbols where isIrregular(symbol, of: written[character]) {
        review.note(.tones)
        if review.collects {
          review.add(.tones, character, scalars(of: symbol..<symbol + 1), regular(symbol, of: written[character]))
        }
      }
    }
    guard toned > 0, toneless > 0 else { return toned > 0 ? .toned : .toneless }
    review.note(.tones)
    return .partial
  }

  /// Whether the syllable may be one without tone: zi in Yuànzi.
  private func canBeNeutral(_ reading: CharacterTable.PackedReading, _ character: Int) -> Bool {
    for index in table.readingIndices(ofEntry: table.entry(of: name[character])) {
      let other = table.packedReading(at: index)
      if other.tone == 0, other.syllableID == reading.syllableID { return true }
    }
    return false
  }

  /// A tone digit, a mark on another vowel than the rule says, a letter that only looks alike.
  @inline(__always)
  private func isIrregular(_ symbol: Int, of written: WrittenCharacter) -> Bool {
    if letters.marks[symbol].contains(.irregularTone) || !isLetter(symbol) { return true }
    return letters.tones[symbol] != 0 && symbol != vowelWithTone(written)
  }

  /// The letter alone where only its form is irregular.
  private func regular(_ symbol: Int, of written: WrittenCharacter) -> String? {
    guard letters.marks[symbol].contains(.irregularTone), isLetter(symbol) else { return nil }
    let letter = letters.symbols[symbol] == UInt8(ascii: "v") ? "ü" : Character(Unicode.Scalar(letters.symbols[symbol]))
    return LatinLetter.text(
      letter, tone: Int(letters.tones[symbol]), isCapital: letters.marks[symbol].contains(.capital))
  }

  /// a or e, the o of ou, else the last vowel.
  private func vowelWithTone(_ written: WrittenCharacter) -> Int? {
    var last: Int?
    for symbol in written.symbols {
      switch letters.symbols[symbol] {
      case UInt8(ascii: "a"), UInt8(ascii: "e"): return symbol
      case UInt8(ascii: "o"):
        if symbol + 1 < written.end, letters.symbols[symbol + 1] == UInt8(ascii: "u") { return symbol }
        last = symbol
      case UInt8(ascii: "i"), UInt8(ascii: "u"), UInt8(ascii: "v"), UInt8(ascii: "n"), UInt8(ascii: "m"):
        let isConsonant = letters.symbols[symbol] == UInt8(ascii: "n") || letters.symbols[symbol] == UInt8(ascii: "m")
        if !isConsonant || last == nil && written.end - written.start <= 2 { last = symbol }
      default: break
      }
    }
    return last
  }
}
