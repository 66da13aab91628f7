import Registry

/// A code as a number, with the number of its digits.
struct Digits: Equatable {
  let value: Int
  let count: Int

  /// With zeroes behind it, as class codes are filled up.
  func padded(to digits: Int) -> Int { (count..<max(count, digits)).reduce(value) { padded, _ in padded * 10 } }
}

extension TextColumn {
  /// A cell of digits only, at most `limit` of them.
  func digits(_ row: Int, upTo limit: Int) -> Digits? {
    withBytes(row) { cell in
      let cell = TextColumn.trim(cell)
      guard (1...limit).contains(cell.count), let value = Self.number(cell[...]) else { return nil }
      return Digits(value: value, count: cell.count)
    }
  }

  /// A part of a cell of exactly `count` digits.
  func digits(_ row: Int, of count: Int, in part: Range<Int>) -> Int? {
    withBytes(row) { cell in
      let cell = TextColumn.trim(cell)
      guard cell.count == count, cell.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
      return Self.number(cell[part])
    }
  }

  /// A division code as nine digits, 500151000 for a county; `nil` for what is neither county, town nor village.
  func nineDigits(_ row: Int) -> Int? {
    guard let code = digits(row, upTo: 12) else { return nil }
    switch code.count {
    case 6: return code.value * 1000
    // 156 is the number of the country; no division code begins with it.
    case 9: return code.value / 1_000_000 == 156 ? code.value % 1_000_000 * 1000 : code.value
    case 12: return code.value / 1_000_000_000 == 156 ? code.value % 1_000_000_000 : code.value / 1000
    default: return nil
    }
  }

  /// Whether a cell is this text, white space at its ends apart.
  func equals(_ text: StaticString, _ row: Int) -> Bool {
    withBytes(row) { cell in
      TextColumn.trim(cell).elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
  }

  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var value = 0
    for digit in digits {
      guard digit &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(digit &- 0x30)
    }
    return value
  }
}

extension RecordTable {
  /// Rows without those that repeat the identifier of another, which are one record entered twice (I105).
  func differentRecords(_ rows: [Int]) -> [Int] {
    var seen: Set<String> = []
    return rows.filter { row in
      guard let id = text(.id, row) ?? text(.placeCode, row) else { return true }
      return seen.insert(id).inserted
    }
  }
}
