import ReferenceData

/// The reading of each character that is meant in a name: that of the longest word, else of a surname (曾家湾), else
/// the character's own in place names.
///
/// It owns its buffers and uses them again, so keep one per worker.
public struct PreferredReadings: ~Copyable {
  private let table = CharacterTable.shared
  private var readings = ReusableBuffer<CharacterTable.PackedReading>()
  private var decided = ReusableBuffer<Bool>()

  public init() {}

  /// One reading for each Unicode scalar; `nil` for what has none: letters, digits, marks, unknown characters.
  public static func of(_ name: String) -> [Reading?] {
    var preferred = PreferredReadings()
    let scalars = NameScalars(name)
    preferred.read(scalars)
    return (0..<scalars.count).map { preferred[$0].map(CharacterTable.shared.reading) }
  }

  /// For each Unicode scalar the further readings that may be meant: none where a word, a surname or the local list settles
  /// it, and none that words with it hardly have (大 dài, 南 nā).
  ///
  /// - Complexity: O(characters × words); for single names.
  public static func open(in name: String) -> [[Reading]] {
    var preferred = PreferredReadings()
    let scalars = NameScalars(name)
    preferred.read(scalars)
    return (0..<scalars.count).map { preferred.openReadings(of: scalars[$0], at: $0) }
  }

  private func openReadings(of scalar: UInt32, at index: Int) -> [Reading] {
    guard let meant = self[index], !isDecided(index) else { return [] }
    let all = table.readingIndices(ofEntry: table.entry(of: scalar)).map(table.packedReading)
    let undecided = all.filter(\.isUndecided)
    let open =
      !undecided.isEmpty
      ? undecided
      : Self.settled.contains(scalar)
        ? [] : all.filter { $0.rank == 0 && table.words(with: scalar, readAs: $0) >= Self.wordsOfReading }
    return open.filter { $0.sound != meant.sound && $0.tone != 0 }.map(table.reading)
  }

  /// The characters of which the local list says how they are read in names.
  private static let settled = Set(
    ReferenceData.table("readings").rows.filter { $0["use"] == "element" }
      .flatMap { $0["text"].unicodeScalars.map(\.value) })

  /// How many words a reading has that is more than an exception.
  private static let wordsOfReading = 3

  /// - Complexity: O(characters).
  mutating func read(_ name: borrowing NameScalars) {
    readings.reserve(name.count)
    decided.reserve(name.count)
    var index = 0
    while index < name.count { index += read(name, at: index) }
    readEnding(name)
  }

  /// The reading of the character at a place of the name that was read last.
  @inline(__always)
  subscript(index: Int) -> CharacterTable.PackedReading? {
    readings[index].bits == Self.none ? nil : readings[index]
  }

  /// Whether a word or a surname says the reading, so that no other is left open.
  @inline(__always)
  func isDecided(_ index: Int) -> Bool { decided[index] }

  // MARK: Reading

  private static let none = UInt16.max

  /// Reads what begins at a place and gives how many characters that is.
  @inline(__always)
  private mutating func read(_ name: borrowing NameScalars, at index: Int) -> Int {
    let entry = table.entry(of: name[index])
    if table.isSurname(entry), Self.isSurname(in: name, at: index),
      let reading = table.surnameReading(of: name[index])
    {
      set(reading, isDecided: true, at: index)
      return 1
    }
    if table.isBeginningOfWord(entry), let (word, count) = table.longestWord(in: name, at: index) {
      for place in 0..<count { set(table.reading(place, ofWord: word), isDecided: true, at: index + place) }
      return count
    }
    set(table.preferred(ofEntry: entry) ?? .init(bits: Self.none), isDecided: false, at: index)
    return 1
  }

  private mutating func set(_ reading: CharacterTable.PackedReading, isDecided: Bool, at index: Int) {
    readings[index] = reading
    decided[index] = isDecided
  }

  // MARK: Endings

  /// Characters with a reading of their own at the end of a name: 玉皇观.
  private static let endings: [(scalar: UInt32, reading: CharacterTable.PackedReading)] =
    ReferenceData.table("readings").rows.compactMap { row in
      guard row["use"] == "ending", let scalar = row["text"].unicodeScalars.first?.value else { return nil }
      let table = CharacterTable.shared
      return table.readingIndices(ofEntry: table.entry(of: scalar)).map(table.packedReading)
        .first { table.reading($0).marked == row["reading"] }.map { (scalar, $0) }
    }

  /// At the end, or before what names of committees add, behind two characters at least.
  private mutating func readEnding(_ name: borrowing NameScalars) {
    let end = name.endWithoutBlanks
    for ending in Self.endings {
      for place in max(2, end - 4)..<max(2, end) where name[place] == ending.scalar && !decided[place] {
        guard place + 1 == end || Self.committees.contains(name[place + 1]) else { continue }
        set(ending.reading, isDecided: false, at: place)
      }
    }
  }

  // MARK: Surnames

  private static let family: UInt32 = 0x5BB6  // 家
  private static let garden: UInt32 = 0x56ED  // 园: 家园 is one word
  /// What follows a surname in the name of a village: 庄 屯 营 寨 氏.
  private static let villages: Set<UInt32> = Set("庄屯营寨氏".unicodeScalars.map(\.value))
  /// What stands before a surname in the name of a village: 上曾家湾.
  private static let modifiers: Set<UInt32> = Set("上下大小新老东西南北前后中".unicodeScalars.map(\.value))
  /// How the rest begins in 单庄村, 单庄社区, 单庄居委会.
  private static let committees: Set<UInt32> = Set("村社居".unicodeScalars.map(\.value))

  /// Whether a character is the surname in a village's name: X家…, 上X家…, X庄.
  private static func isSurname(in name: borrowing NameScalars, at index: Int) -> Bool {
    guard index + 1 < name.count, index == 0 || index == 1 && modifiers.contains(name[0]) else { return false }
    if name[index + 1] == family { return index + 2 == name.count || name[index + 2] != garden }
    guard villages.contains(name[index + 1]) else { return false }
    return index + 2 == name.count || committees.contains(name[index + 2])
  }
}
