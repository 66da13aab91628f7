import Texts

/// Whether a romanisation can be read from the characters of a name.
public enum RomanisationVerdict: Hashable, Sendable {
  /// A concatenation of one allowed reading per character.
  case composable
  /// No such concatenation. Both ranges count Unicode scalars: the characters of the name for which no reading fits,
  /// and the letters of the romanisation that stand in their place. Either may be empty: letters too many, or too few.
  case impossible(name: Range<Int>, letters: Range<Int>)
  case undecidable(Reason)

  public enum Reason: Hashable, Sendable {
    case emptyName
    case emptyRomanisation
    /// More than `RomanisationChecker.lengthLimit` scalars or letters: no name, and too many places to keep.
    case tooLong
    /// A character without a known reading, at this place in Unicode scalars.
    case unknownCharacter(at: Int)
  }
}

/// Tests romanisations against all readings of their characters, in every writing that files contain.
///
/// Toned or toneless, marks or digits for tones, capitals, blanks, hyphens and apostrophes of any kind, ü as ü, v, u:,
/// yu or u: none of that decides here. Where a tone is written it must be a tone of that reading; a syllable without
/// tone passes. A digit stands for its numeral on either side (北二巷 = Běi 2 Xiàng), `r` for 儿, Latin letters of the
/// name for themselves.
///
/// A checker owns its buffers and uses them again, so keep one per worker.
///
/// - Complexity: O(characters × letters) at worst, both up to `lengthLimit`, O(characters) in practice; no allocation
///   after the first names.
public struct RomanisationChecker: ~Copyable {
  /// The longest name and the longest romanisation that are looked at.
  public static let lengthLimit = 256

  let table = CharacterTable.shared
  private(set) var letters = PinyinLetters()
  private(set) var name = NameScalars()
  /// Whether the numbers of the name were replaced by what is said for them, so that places are not those of the name.
  private(set) var saysNumbers = false
  /// What each character of `name` is written as, where the romanisation composes.
  private(set) var written = ReusableBuffer<WrittenCharacter>()
  var preferred = PreferredReadings()
  var division = WordDivision()
  private var nameCount: Int { name.count }
  /// `reached[i * words…]`: the bit set of the numbers of symbols that the first `i` characters can stand for.
  private var reached = ReusableBuffer<UInt64>()

  public init() {}

  /// - Parameters:
  ///   - name: the Chinese name, UTF-8.
  ///   - romanisation: its spelling, UTF-8.
  public mutating func check(name: borrowing Span<UInt8>, romanisation: borrowing Span<UInt8>) -> RomanisationVerdict {
    letters.read(romanisation)
    read(name: name)
    guard nameCount > 0 else { return .undecidable(.emptyName) }
    guard letters.count > 0 else { return .undecidable(.emptyRomanisation) }
    guard max(nameCount, letters.count) <= Self.lengthLimit else { return .undecidable(.tooLong) }
    if composesAtOnce() || composes() { return .composable }
    if let place = (0..<nameCount).first(where: { isUnknown(self.name[$0]) }) {
      return .undecidable(.unknownCharacter(at: place))
    }
    let fault = fault()
    return composesWithNumbersSaid() ? .composable : fault
  }

  public mutating func check(name: String, romanisation: String) -> RomanisationVerdict {
    // Copies make the bytes contiguous; bulk callers hold bytes.
    let (name, romanisation) = (Array(name.utf8), Array(romanisation.utf8))
    return check(name: name.span, romanisation: romanisation.span)
  }

  /// Takes a name without a romanisation.
  mutating func read(name: borrowing Span<UInt8>) {
    self.name.read(name)
    preferred.read(self.name)
    saysNumbers = false
  }

  private func isUnknown(_ scalar: UInt32) -> Bool {
    scalar > 0x2FF && !Self.isSilent(scalar) && table.readingIndices(ofEntry: table.entry(of: scalar)).isEmpty
  }

  /// What a name may contain without being read: blanks, brackets, dots.
  @inline(__always)
  static func isSilent(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0xBF, 0x2000...0x206F, 0x3000...0x3006, 0x3008...0x303F, 0xFEFF:
      true
    default: false
    }
  }

  // MARK: Forward

  private var words: Int { letters.count / 64 + 1 }

  private mutating func composes() -> Bool {
    let words = words
    reached.reserve((nameCount + 1) * words)
    reached.fill(0..<(nameCount + 1) * words, with: 0)
    reached[0] = 1
    for character in 0..<nameCount {
      for word in 0..<words {
        var positions = reached[character * words + word]
        while positions != 0 {
          let position = word &* 64 &+ positions.trailingZeroBitCount
          positions &= positions &- 1
          steps(from: character, at: position) { nextCharacter, nextPosition, _ in
            reached[nextCharacter &* words &+ nextPosition >> 6] |= 1 &<< UInt64(nextPosition & 63)
          }
        }
      }
    }
    guard isReached(nameCount, letters.count) else { return false }
    traceBack()
    return true
  }

  func isReached(_ character: Int, _ position: Int) -> Bool {
    reached[character * words + position / 64] >> UInt64(position % 64) & 1 == 1
  }

  /// Tries again with the numbers of the name, such as 12, written as they are said, 十二.
  private mutating func composesWithNumbersSaid() -> Bool {
    let given = (0..<nameCount).map { name[$0] }
    var (said, index, changed) = ([UInt32](), 0, false)
    while index < given.count {
      let end = given[index...].firstIndex { !(0x30...0x39).contains($0) } ?? given.count
      if (2...4).contains(end - index) {
        said += ChineseNumeral.said(given[index..<end].reduce(0) { $0 * 10 + Int($1 - 0x30) })
        changed = true
      } else {
        said += given[index..<max(end, index + 1)]
      }
      index = max(end, index + 1)
    }
    guard changed else { return false }
    name.replace(with: said)
    preferred.read(name)
    saysNumbers = true
    return composes()
  }

  // MARK: Alignment

  /// Reads the name with the first reading that fits at each character, the preferred one before others: enough for
  /// nearly every spelling that composes.
  private mutating func composesAtOnce() -> Bool {
    written.reserve(nameCount)
    var position = 0
    for character in 0..<nameCount {
      var found: WrittenCharacter?
      steps(from: character, at: position) { nextCharacter, nextPosition, reading in
        guard nextCharacter == character + 1 else { return }
        if let known = found, !isBetter(reading, nextPosition, than: known, for: character) { return }
        found = WrittenCharacter(symbols: position..<nextPosition, reading: reading)
      }
      guard let found else { return false }
      written[character] = found
      position = found.end
    }
    return position == letters.count
  }

  /// Whether a way to read a character is to be preferred: with the tone digit, then in the preferred reading.
  @inline(__always)
  private func isBetter(_ reading: UInt16, _ end: Int, than known: WrittenCharacter, for character: Int) -> Bool {
    guard let preferred = preferred[character] else { return false }
    let isPreferred = reading & 0x1FFF == preferred.sound
    let wasPreferred = known.reading & 0x1FFF == preferred.sound
    return isPreferred == wasPreferred ? end > known.end && reading == known.reading : isPreferred
  }

  /// Fills `written` from the end of the name, along what was reached.
  private mutating func traceBack() {
    written.reserve(nameCount)
    var (character, position) = (nameCount, letters.count)
    while character > 0 {
      guard let (start, found) = step(endingAt: character, position) else { return }
      for index in start..<character {
        written[index] =
          index == start
          ? found : WrittenCharacter(symbols: found.end..<found.end, reading: WrittenCharacter.number)
      }
      (character, position) = (start, found.start)
    }
  }

  /// A step that leads to a place, from a place that was reached; numerals are several characters in one step.
  private func step(endingAt character: Int, _ position: Int) -> (character: Int, written: WrittenCharacter)? {
    for start in stride(from: character - 1, through: max(0, character - 8), by: -1) {
      var found: WrittenCharacter?
      for before in stride(from: position, through: max(0, position - 32), by: -1) where isReached(start, before) {
        steps(from: start, at: before) { nextCharacter, nextPosition, reading in
          guard nextCharacter == character, nextPosition == position else { return }
          if let known = found, !isBetter(reading, nextPosition, than: known, for: start) { return }
          found = WrittenCharacter(symbols: before..<position, reading: reading)
        }
      }
      if let found { return (start, found) }
    }
    return nil
  }

  // MARK: One step

  /// Calls `reach` with each place, in characters and symbols, that reading on from the given place leads to, and with
  /// what the character is read as: a reading, or one of the marks of `WrittenCharacter`.
  @inline(__always)
  func steps(from character: Int, at position: Int, reach: (Int, Int, UInt16) -> Void) {
    let scalar = name[character]
    if Self.isSilent(scalar) {
      reach(character + 1, position, WrittenCharacter.silent)
    } else if scalar < 0x80 {
      stepLatin(UInt8(scalar), from: character, at: position, reach: reach)
    } else {
      stepReadings(of: scalar, from: character, at: position, reach: reach)
      if letters.hasDigits { stepNumber(from: character, at: position, reach: reach) }
    }
  }

  @inline(__always)
  private func stepReadings(of scalar: UInt32, from character: Int, at position: Int, reach: (Int, Int, UInt16) -> Void)
  {
    for index in table.readingIndices(ofEntry: table.entry(of: scalar)) {
      let reading = table.packedReading(at: index)
      let syllable = table.syllable(reading)
      let length = Int(syllable >> 56)
      let symbols = letters.symbols.eightBytes(at: position)
      let mask = UInt64(1) &<< UInt64(length &* 8) &- 1
      if (symbols ^ syllable) & mask == 0 {
        end(reading, at: position, length: length) { reach(character + 1, $0, reading.bits) }
      } else if Self.hasUmlaut(syllable) {
        stepUmlaut(reading, syllable, at: position) { reach(character + 1, $0, reading.bits) }
      }
    }
  }

  /// Ends a syllable: a written tone must be the tone of the reading, and a tone digit belongs to it.
  @inline(__always)
  private func end(_ reading: CharacterTable.PackedReading, at position: Int, length: Int, reach: (Int) -> Void) {
    let written = letters.tones.eightBytes(at: position) & (UInt64(1) &<< UInt64(length &* 8) &- 1)
    guard written == 0 || allTones(in: written, are: reading.tone) else { return }
    let next = position + length
    reach(next)
    guard letters.hasDigits else { return }
    let digit = Int(letters.symbols[next]) - 0x30
    if digit == 0 || digit == 5 || ((1...4).contains(digit) && digit == reading.tone) { reach(next + 1) }
  }

  private func allTones(in written: UInt64, are tone: Int) -> Bool {
    (0..<7).allSatisfy { written >> UInt64($0 * 8) & 0xFF == 0 || Int(written >> UInt64($0 * 8) & 0xFF) == tone }
  }

  // MARK: Less common steps

  /// `v` in the second place: lv, nv, lve, nve.
  @inline(__always)
  static func hasUmlaut(_ syllable: UInt64) -> Bool { syllable >> 8 & 0xFF == UInt64(UInt8(ascii: "v")) }

  /// ü written as u or yu.
  private func stepUmlaut(
    _ reading: CharacterTable.PackedReading, _ syllable: UInt64, at position: Int, reach: (Int) -> Void
  ) {
    let length = Int(syllable >> 56)
    let text = (0..<length).map { UInt8(truncatingIfNeeded: syllable >> UInt64($0 * 8)) }
    for spelling in [Array("u".utf8), Array("yu".utf8)] {
      let written = text[..<1] + spelling + text[2...]
      guard letters.have(written, at: position) else { continue }
      end(reading, at: position, length: written.count, reach: reach)
    }
  }

  private func stepLatin(_ symbol: UInt8, from character: Int, at position: Int, reach: (Int, Int, UInt16) -> Void) {
    let isDigit = (0x30...0x39).contains(symbol)
    if letters.symbols[position] == (isDigit ? symbol : symbol | 0x20) {
      reach(character + 1, position + 1, WrittenCharacter.latin)
    }
    guard isDigit else { return }
    stepReadings(of: ChineseNumeral.digits[Int(symbol - 0x30)], from: character, at: position, reach: reach)
    if symbol == UInt8(ascii: "1") {  // 幺
      stepReadings(of: 0x5E7A, from: character, at: position, reach: reach)
    }
  }

  /// A numeral in the name, digits in the romanisation.
  private func stepNumber(from character: Int, at position: Int, reach: (Int, Int, UInt16) -> Void) {
    guard (0x30...0x39).contains(letters.symbols[position]), ChineseNumeral.isNumeral(name[character]) else { return }
    var end = character + 1
    while end <= nameCount, end - character <= 7, ChineseNumeral.isNumeral(name[end - 1]) {
      if let value = ChineseNumeral.value((character..<end).map { name[$0] }) {
        let digits = Array(String(value).utf8)
        if letters.have(digits, at: position) { reach(end, position + digits.count, WrittenCharacter.number) }
      }
      end += 1
    }
  }
}
