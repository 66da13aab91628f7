/// The rows of a column grouped by equal text: every row gets the number of its group.
///
/// Bytes are compared, not canonical equivalence; white space at the ends does not count. Complexity: O(bytes), one pass,
/// no `String` made.
public struct TextGroups: Sendable {
  /// The group of each row; -1 for blank cells and rows left out.
  public private(set) var groupOfRow: [Int32]
  /// The first row of each group, in order of appearance.
  public private(set) var firstRows: [Int] = []
  public private(set) var counts: [Int] = []
  /// Open addressing: groups by the hash of their text, -1 where free.
  private let table: [Int32]

  /// - Parameter rows: the rows that take part; all by default.
  public init(_ column: TextColumn, rows: [Int]? = nil) {
    groupOfRow = Array(repeating: -1, count: column.count)
    var table = [Int32](repeating: -1, count: Self.tableSize(rows?.count ?? column.count))
    for row in rows ?? Array(0..<column.count) {
      let hash = column.withBytes(row) { Self.hash(TextColumn.trim($0)) }
      guard let hash else { continue }
      var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
      while table[slot] >= 0, !Self.isEqual(column, firstRows[Int(table[slot])], row) {
        slot = (slot + 1) & (table.count - 1)
      }
      if table[slot] < 0 {
        table[slot] = Int32(firstRows.count)
        firstRows.append(row)
        counts.append(0)
      }
      groupOfRow[row] = table[slot]
      counts[Int(table[slot])] += 1
    }
    self.table = table
  }

  /// The group of a text, white space at its ends apart; `nil` for one that no row has.
  ///
  /// - Parameter column: the one that was grouped.
  public func group(of text: UnsafeBufferPointer<UInt8>, in column: TextColumn) -> Int? {
    let text = TextColumn.trim(text)
    guard let hash = Self.hash(text) else { return nil }
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] >= 0 {
      let group = Int(table[slot])
      if column.withBytes(firstRows[group], { TextColumn.trim($0).elementsEqual(text) }) { return group }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  /// The rows of every group of at least two, in order of first appearance.
  public func repeated() -> [[Int]] {
    var places = Array(repeating: -1, count: counts.count)
    var members: [[Int]] = []
    for (group, count) in counts.enumerated() where count > 1 {
      places[group] = members.count
      members.append([])
    }
    for (row, group) in groupOfRow.enumerated() where group >= 0 && places[Int(group)] >= 0 {
      members[places[Int(group)]].append(row)
    }
    return members
  }

  private static func tableSize(_ count: Int) -> Int {
    var size = 16
    while size < 2 * count { size *= 2 }
    return size
  }

  /// FNV-1a with a final mix; `nil` for no bytes.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard !bytes.isEmpty else { return nil }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    return hash
  }

  private static func isEqual(_ column: TextColumn, _ left: Int, _ right: Int) -> Bool {
    column.withBytes(left) { leftBytes in
      column.withBytes(right) { rightBytes in
        TextColumn.trim(leftBytes).elementsEqual(TextColumn.trim(rightBytes))
      }
    }
  }
}
