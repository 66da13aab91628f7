internal import Registry

/// The order of place names in lists: by unit, class, spelling, name and code; rows that agree in all that as they stand.
struct NameOrder: Sendable {
  private let ranks: [Int32]

  /// - Parameter units: by row, numbered in their order.
  /// - Complexity: O(n log n), on numbers where spellings differ in their first sixteen letters.
  init(_ table: RecordTable, units: [Int32], classes: ClassesOfRows) {
    let spellings = Self.spellings(table)
    var keys = table.rows.map { row in
      // Rows without class stand behind those with one.
      let classNumber = UInt32(bitPattern: classes.number(row)) &- 1
      let letters = spellings.withBytes(row) { (Self.number($0, from: 0), Self.number($0, from: 8)) }
      return Key(
        group: UInt64(UInt32(bitPattern: units[row])) << 32 | UInt64(classNumber), first: letters.0, second: letters.1,
        row: Int32(row))
    }
    let rest = [spellings, table[.name], table[.placeCode]].compactMap(\.self)
    keys.sort { left, right in
      if left.group != right.group { return left.group < right.group }
      if left.first != right.first { return left.first < right.first }
      if left.second != right.second { return left.second < right.second }
      for column in rest {
        let order = Self.compare(column, Int(left.row), Int(right.row))
        if order != 0 { return order < 0 }
      }
      return left.row < right.row
    }
    var ranks = [Int32](repeating: 0, count: keys.count)
    for (rank, key) in keys.enumerated() { ranks[Int(key.row)] = Int32(rank) }
    self.ranks = ranks
  }

  func rank(_ row: Int) -> Int { Int(ranks[row]) }

  private struct Key {
    let group: UInt64
    /// The first and the second eight letters.
    let first: UInt64
    let second: UInt64
    let row: Int32
  }

  /// Eight bytes from a place on, so that numbers have the order of texts.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
    var number: UInt64 = 0
    for index in start..<start + 8 { number = number << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
    return number
  }

  private static func compare(_ column: TextColumn, _ left: Int, _ right: Int) -> Int {
    column.withBytes(left) { left in
      column.withBytes(right) { right in
        let (left, right) = (TextColumn.trim(left), TextColumn.trim(right))
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
          return left[index] < right[index] ? -1 : 1
        }
        return left.count - right.count
      }
    }
  }

  // MARK: Spellings

  /// The letters and digits of romanisations as a dictionary orders them, without tones and word division; those that have
  /// none stand behind all.
  private static func spellings(_ table: RecordTable) -> TextColumn {
    var spellings = TextColumn()
    guard let column = table[.romanisation] else { return TextColumn(blank: table.count) }
    var letters: [UInt8] = []
    for row in table.rows {
      letters.removeAll(keepingCapacity: true)
      column.withBytes(row) { append($0, to: &letters) }
      if letters.isEmpty { letters.append(UInt8(ascii: "~")) }
      letters.withUnsafeBufferPointer { spellings.append($0) }
    }
    return spellings
  }

  private static func append(_ text: UnsafeBufferPointer<UInt8>, to letters: inout [UInt8]) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): letters.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
      case 0xC2...0xDF where index < text.count:
        let plain = plainLetters[Int(byte & 0x1F) << 6 | Int(text[index] & 0x3F)]
        if plain > 0 { letters.append(plain) }
        index += 1
      default: break
      }
    }
  }

  /// By Unicode scalars below U+0800, 0 for those that are no marked letter.
  private static let plainLetters: [UInt8] = {
    let marked: [(Character, String)] = [
      ("a", "āáǎàăɑ"), ("e", "ēéěèĕê"), ("i", "īíǐìĭ"), ("o", "ōóǒòŏ"), ("u", "ūúǔùŭüǖǘǚǜ"), ("g", "ɡ"),
    ]
    var plain = [UInt8](repeating: 0, count: 0x800)
    for (letter, letters) in marked {
      for scalar in (letters + letters.uppercased()).unicodeScalars where scalar.value < 0x800 {
        plain[Int(scalar.value)] = letter.asciiValue ?? 0
      }
    }
    return plain
  }()
}
