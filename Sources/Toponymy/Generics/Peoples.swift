import ReferenceData

/// The names of peoples in the names of autonomous units, each a word: 酉阳土家族苗族自治县.
struct Peoples: Sendable {
  static let standard = Peoples(ReferenceData.table("peoples"))

  private let names: [[UInt32]]
  /// Those that stand without 族 before 自治 and 民族乡.
  private let bareNames: [[UInt32]]

  private static let people: UInt32 = 0x65CF  // 族
  private static let autonomous: [UInt32] = [0x81EA, 0x6CBB]  // 自治
  private static let nationality: [UInt32] = [0x6C11, 0x65CF]  // 民族

  private init(_ table: ReferenceTable) {
    names = table.rows.map { $0["name"].unicodeScalars.map(\.value) }.sorted { $0.count > $1.count }
    bareNames = table.rows.filter { $0["bare"] == "yes" }.map { $0["name"].unicodeScalars.dropLast().map(\.value) }
  }

  /// Where the name of a people begins that ends at a place of a division's name, with something before it.
  @inline(__always)
  func start(endingAt end: Int, of name: borrowing NameScalars) -> Int? {
    guard end > 1 else { return nil }
    if name[end - 1] == Self.people { return start(of: names, endingAt: end, name) }
    return name.has(Self.autonomous, at: end) || name.has(Self.nationality, at: end)
      ? start(of: bareNames, endingAt: end, name) : nil
  }

  private func start(of words: [[UInt32]], endingAt end: Int, _ name: borrowing NameScalars) -> Int? {
    for word in words where word.count < end && name.has(word, endingAt: end) { return end - word.count }
    return nil
  }
}
