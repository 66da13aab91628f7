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

  /// - Complexity: O(characters).
  mutating func read(_ name: borrowing NameScalars) {
    readings.reserve(name.count)
    decided.reserve(name.count)
    var index = 0
    while index < name.count { index += read(name, at: index) }
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
