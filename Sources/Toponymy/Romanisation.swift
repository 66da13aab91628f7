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

  private let table = CharacterTable.shared
  private var letters = PinyinLetters()
  private var name = ReusableBuffer<UInt32>()
  private var nameCount = 0
  /// `reached[i * words…]`: the bit set of the numbers of symbols that the first `i` characters can stand for.
  private var reached = ReusableBuffer<UInt64>()

  public init() {}

  /// - Parameters:
  ///   - name: the Chinese name, UTF-8.
  ///   - romanisation: its spelling, UTF-8.
  public mutating func check(name: borrowing Span<UInt8>, romanisation: borrowing Span<UInt8>) -> RomanisationVerdict {
    letters.read(romanisation)
    readName(name)
    guard nameCount > 0 else { return .undecidable(.emptyName) }
    guard letters.count > 0 else { return .undecidable(.emptyRomanisation) }
    guard max(nameCount, letters.count) <= Self.lengthLimit else { return .undecidable(.tooLong) }
    if composes() { return .composable }
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

  private mutating func readName(_ text: borrowing Span<UInt8>) {
    name.reserve(text.count)
    nameCount = 0
    var index = 0
    while index < text.count {
      let scalar = text.nextScalar(at: &index)
      name[nameCount] = Unicode.Scalar.foldedWidth(of: scalar)
      nameCount += 1
    }
  }

  private func isUnknown(_ scalar: UInt32) -> Bool {
    scalar > 0x2FF && !Self.isSilent(scalar) && table.readingIndices(ofEntry: table.entry(of: scalar)).isEmpty
  }

  /// What a name may contain without being read: blanks, brackets, dots.
  @inline(__always)
  private static func isSilent(_ scalar: UInt32) -> Bool {
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
          steps(from: character, at: position) { nextCharacter, nextPosition in
            reached[nextCharacter &* words &+ nextPosition >> 6] |= 1 &<< UInt64(nextPosition & 63)
          }
        }
      }
    }
    return isReached(nameCount, letters.count)
  }

  private func isReached(_ character: Int, _ position: Int) -> Bool {
    reached[character * words + position / 64] >> UInt64(position % 64) & 1 == 1
  }

  /// Tries again with the numbers of the name, such as 12, written as they are said, 十二.
  private mutating func composesWithNumbersSaid() -> Bool {
    let written = (0..<nameCount).map { name[$0] }
    var (said, index, changed) = ([UInt32](), 0, false)
    while index < written.count {
      let end = written[index...].firstIndex { !(0x30...0x39).contains($0) } ?? written.count
      if (2...4).contains(end - index) {
        said += ChineseNumeral.said(written[index..<end].reduce(0) { $0 * 10 + Int($1 - 0x30) })
        changed = true
      } else {
        said += written[index..<max(end, index + 1)]
      }
      index = max(end, index + 1)
    }
    guard changed else { return false }
    name.reserve(said.count)
    nameCount = said.count
    for (index, scalar) in said.enumerated() { name[index] = scalar }
    return composes()
  }

  // MARK: One step

  /// Calls `reach` with each place, in characters and symbols, that reading on from the given place leads to.
  @inline(__always)
  private func steps(from character: Int, at position: Int, reach: (Int, Int) -> Void) {
    let scalar = name[character]
    if Self.isSilent(scalar) {
      reach(character + 1, position)
    } else if scalar < 0x80 {
      stepLatin(UInt8(scalar), from: character, at: position, reach: reach)
    } else {
      stepReadings(of: scalar, from: character, at: position, reach: reach)
      if letters.hasDigits { stepNumber(from: character, at: position, reach: reach) }
    }
  }

  @inline(__always)
  private func stepReadings(of scalar: UInt32, from character: Int, at position: Int, reach: (Int, Int) -> Void) {
    for index in table.readingIndices(ofEntry: table.entry(of: scalar)) {
      let reading = table.packedReading(at: index)
      let syllable = table.syllable(reading)
      let length = Int(syllable >> 56)
      let symbols = letters.symbols.eightBytes(at: position)
      let mask = UInt64(1) &<< UInt64(length &* 8) &- 1
      if (symbols ^ syllable) & mask == 0 {
        end(reading, at: position, length: length) { reach(character + 1, $0) }
      } else if Self.hasUmlaut(syllable) {
        stepUmlaut(reading, syllable, at: position) { reach(character + 1, $0) }
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
  private static func hasUmlaut(_ syllable: UInt64) -> Bool { syllable >> 8 & 0xFF == UInt64(UInt8(ascii: "v")) }

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

  private func stepLatin(_ symbol: UInt8, from character: Int, at position: Int, reach: (Int, Int) -> Void) {
    let isDigit = (0x30...0x39).contains(symbol)
    if letters.symbols[position] == (isDigit ? symbol : symbol | 0x20) { reach(character + 1, position + 1) }
    guard isDigit else { return }
    stepReadings(of: ChineseNumeral.digits[Int(symbol - 0x30)], from: character, at: position, reach: reach)
    if symbol == UInt8(ascii: "1") {  // 幺
      stepReadings(of: 0x5E7A, from: character, at: position, reach: reach)
    }
  }

  /// A numeral in the name, digits in the romanisation.
  private func stepNumber(from character: Int, at position: Int, reach: (Int, Int) -> Void) {
    guard (0x30...0x39).contains(letters.symbols[position]), ChineseNumeral.isNumeral(name[character]) else { return }
    var end = character + 1
    while end <= nameCount, end - character <= 7, ChineseNumeral.isNumeral(name[end - 1]) {
      if let value = ChineseNumeral.value((character..<end).map { name[$0] }) {
        let digits = Array(String(value).utf8)
        if letters.have(digits, at: position) { reach(end, position + digits.count) }
      }
      end += 1
    }
  }

  // MARK: Where it fails

  /// The characters between the longest beginning and the longest end that can be read.
  private func fault() -> RomanisationVerdict {
    let (front, frontPosition) = longestBeginning()
    let (back, backPositions) = longestEnd()
    if front <= back, let backPosition = backPositions.first(where: { $0 >= frontPosition }),
      front < back || frontPosition < backPosition
    {
      return .impossible(name: front..<back, letters: scalars(of: frontPosition..<backPosition))
    }
    return .impossible(name: front..<nameCount, letters: scalars(of: frontPosition..<letters.count))
  }

  private func longestBeginning() -> (character: Int, position: Int) {
    for character in stride(from: nameCount, through: 0, by: -1) {
      if let position = (0...letters.count).last(where: { isReached(character, $0) }) { return (character, position) }
    }
    return (0, 0)
  }

  /// The first character from which the rest of the name can be read to the very end, and the positions to start at.
  private func longestEnd() -> (character: Int, positions: [Int]) {
    let width = letters.count + 1
    var ends = [Bool](repeating: false, count: (nameCount + 1) * width)
    ends[nameCount * width + letters.count] = true
    var best = (character: nameCount, positions: [letters.count])
    for character in (0..<nameCount).reversed() {
      let positions = (0...letters.count).filter { position in
        var found = false
        steps(from: character, at: position) { found = found || ends[$0 * width + $1] }
        return found
      }
      for position in positions { ends[character * width + position] = true }
      if !positions.isEmpty { best = (character, positions) }
    }
    return best
  }

  private func scalars(of symbols: Range<Int>) -> Range<Int> {
    let last = letters.places[letters.count - 1].end
    let start = symbols.lowerBound < letters.count ? letters.places[symbols.lowerBound].start : last
    return start..<(symbols.isEmpty ? start : letters.places[symbols.upperBound - 1].end)
  }
}
