import ReferenceData

/// One reading of a character in Putonghua.
public struct Reading: Hashable, Sendable {
  /// Where a reading comes from; earlier cases carry more weight.
  public enum Source: Int, Sendable {
    /// 通用规范汉字字典 (Unihan `kTGHZ2013`).
    case standardDictionary
    /// 现代汉语词典 1983 (Unihan `kXHC1983`).
    case olderDictionary
    /// Unihan `kMandarin`.
    case unihan
    /// `Data/tables/readings.tsv`.
    case local
  }

  /// Without tone, ü written as `v`: `lv`, `zhong`.
  public let syllable: String
  /// 1 to 4; 0 is the neutral tone.
  public let tone: Int
  public let source: Source
}

/// What is known of each Chinese character: its readings and its place in 通用规范汉字表.
///
/// A look-up is two loads from a table that is linked in (`characters.bin`, compiled by `tools/compile-characters`),
/// so nothing is loaded at start.
public struct CharacterTable: @unchecked Sendable {
  // @unchecked: the bytes never change and live as long as the process.
  private let syllables: UnsafeRawPointer
  private let entries: UnsafeRawPointer
  private let forms: UnsafeRawPointer
  private let replacements: UnsafeRawPointer
  private let directory: UnsafeRawPointer
  private let listStarts: UnsafeRawPointer
  private let listValues: UnsafeRawPointer
  let words: UnsafeRawPointer
  let surnames: UnsafeRawPointer
  let wordCount: Int
  let surnameCount: Int
  private let blockCount: UInt32
  private let formCount: Int
  private let replacementCount: Int

  public static let shared: CharacterTable = linkedIn()

  // MARK: Public

  /// All readings, the standard dictionary's first; empty for what is no known Chinese character.
  public func readings(of character: Unicode.Scalar) -> [Reading] {
    readingIndices(ofEntry: entry(of: character.value)).map { reading(packedReading(at: $0)) }
  }

  func reading(_ packed: PackedReading) -> Reading {
    Reading(
      syllable: syllableText(packed), tone: packed.tone, source: Reading.Source(rawValue: packed.rank) ?? .local)
  }

  /// The number in 通用规范汉字表 (2013), 1 to 8105; `nil` outside the table.
  public func tableIndex(of character: Unicode.Scalar) -> Int? {
    let index = Int(entry(of: character.value) >> 13 & 0x1FFF)
    return index == 0 ? nil : index
  }

  /// The level in 通用规范汉字表 (2013): 1, 2 or 3; `nil` outside the table.
  public func tableLevel(of character: Unicode.Scalar) -> Int? {
    tableIndex(of: character).map { $0 <= 3500 ? 1 : $0 <= 6500 ? 2 : 3 }
  }

  /// For a traditional or variant character outside 通用规范汉字表: its form inside the table.
  public func standardForm(of character: Unicode.Scalar) -> Unicode.Scalar? {
    value(of: character.value, in: forms, count: formCount).flatMap(Unicode.Scalar.init)
  }

  /// For a compatibility character (full-width form, compatibility ideograph, radical used as a character): the
  /// ordinary character that looks the same.
  public func ordinaryForm(of character: Unicode.Scalar) -> Unicode.Scalar? {
    value(of: character.value, in: replacements, count: replacementCount).flatMap(Unicode.Scalar.init)
  }

  // MARK: For the checks of this module

  /// A reading in two bytes: tone (3 bits), syllable (10 bits), rank of the source (2 bits), whether it is one of those
  /// that are left undecided.
  struct PackedReading: BitwiseCopyable, Equatable {
    let bits: UInt16
    @inline(__always) var tone: Int { Int(bits & 7) }
    @inline(__always) var syllableID: Int { Int(bits >> 3 & 0x3FF) }
    @inline(__always) var rank: Int { Int(bits >> 13 & 3) }
    @inline(__always) var isUndecided: Bool { bits >> 15 == 1 }
    /// Syllable and tone.
    @inline(__always) var sound: UInt16 { bits & 0x1FFF }
  }

  /// Number of the list of readings (13 bits), number in 通用规范汉字表 (13 bits), place of the preferred reading in the
  /// list (4 bits), whether a word begins with the character, whether it is a surname with a reading of its own.
  @inline(__always)
  func entry(of scalar: UInt32) -> UInt32 {
    let block = scalar >> 6
    guard block < blockCount else { return 0 }
    let start = UInt32(directory.loadUnaligned(fromByteOffset: Int(block) * 2, as: UInt16.self)) << 6
    return entries.loadUnaligned(fromByteOffset: Int(start | scalar & 63) * 4, as: UInt32.self)
  }

  @inline(__always)
  func readingIndices(ofEntry entry: UInt32) -> Range<Int> {
    let list = Int(entry & 0x1FFF) * 2
    let start = listStarts.loadUnaligned(fromByteOffset: list, as: UInt16.self)
    let end = listStarts.loadUnaligned(fromByteOffset: list + 2, as: UInt16.self)
    return Range(uncheckedBounds: (Int(start), Int(end)))
  }

  @inline(__always)
  func packedReading(at index: Int) -> PackedReading {
    PackedReading(bits: listValues.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
  }

  /// Up to seven letters, the first in the lowest byte; the highest byte is their number.
  @inline(__always)
  func syllable(_ reading: PackedReading) -> UInt64 {
    syllables.loadUnaligned(fromByteOffset: reading.syllableID * 8, as: UInt64.self)
  }

  private func syllableText(_ reading: PackedReading) -> String {
    let letters = syllable(reading)
    return String(
      decoding: (0..<Int(letters >> 56)).map { UInt8(truncatingIfNeeded: letters >> ($0 * 8)) }, as: UTF8.self)
  }

  /// Binary search in sorted pairs.
  private func value(of key: UInt32, in pairs: UnsafeRawPointer, count: Int) -> UInt32? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let found = pairs.loadUnaligned(fromByteOffset: middle * 8, as: UInt32.self)
      if found == key { return pairs.loadUnaligned(fromByteOffset: middle * 8 + 4, as: UInt32.self) }
      if found < key { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

// MARK: - Opening the table

extension CharacterTable {
  /// The sizes of the sections in the order of the file, and the bytes of one item of each.
  private static let itemSizes = [8, 4, 8, 8, 2, 2, 2, 24, 4]
  private static let headerSize = 8 + 4 * itemSizes.count

  /// An empty table stands in when the linked-in one is not what this code expects: a defect of the build that
  /// `CharacterTableTests` would show, not a reason to stop.
  private static func linkedIn() -> CharacterTable {
    guard let bytes = ReferenceData.bytes(of: "characters"), let table = CharacterTable(UnsafeRawBufferPointer(bytes))
    else { return CharacterTable() }
    return table
  }

  private init?(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, bytes.count >= Self.headerSize, bytes.starts(with: Array("JMCHAR3\0".utf8))
    else { return nil }
    let counts = Self.itemSizes.indices.map { Int(base.loadUnaligned(fromByteOffset: 8 + 4 * $0, as: UInt32.self)) }
    let sizes = zip(counts, Self.itemSizes).map { $0 * $1 }
    guard bytes.count == Self.headerSize + sizes.reduce(0, +) else { return nil }
    var sections: [UnsafeRawPointer] = []
    var offset = Self.headerSize
    for size in sizes {
      sections.append(base + offset)
      offset += size
    }
    self.init(sections: sections, counts: counts)
  }

  private init(sections: [UnsafeRawPointer], counts: [Int]) {
    syllables = sections[0]
    entries = sections[1]
    forms = sections[2]
    replacements = sections[3]
    directory = sections[4]
    listStarts = sections[5]
    listValues = sections[6]
    words = sections[7]
    surnames = sections[8]
    wordCount = counts[7]
    surnameCount = counts[8]
    blockCount = UInt32(counts[4])
    formCount = counts[2]
    replacementCount = counts[3]
  }

  private init() {
    // Two zeroed loads are all that an empty table reads: no block, one empty list.
    let zeroes = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 8)
    zeroes.initializeMemory(as: UInt8.self, repeating: 0, count: 16)
    let base = UnsafeRawPointer(zeroes)
    self.init(sections: Array(repeating: base, count: 9), counts: Array(repeating: 0, count: 9))
  }
}
