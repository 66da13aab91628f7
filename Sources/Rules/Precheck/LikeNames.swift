import Registry
import Toponymy

/// Finds the names that are like proposed ones, wherever they lie: the same, of the same sound, or the same but for a
/// prefix (as in N501, N502 and N503).
struct LikeNames {
  private let proposals: RecordTable
  private let prefixes: NamePrefixes
  /// The distinct proposed names.
  let names: TextGroups
  private let nameColumn: TextColumn
  private let bySound: [UInt64: [Int]]
  /// The lengths in bytes of the names, where all are of Chinese characters alone.
  private let lengths: Set<Int>?
  /// What is left of the proposed names without a prefix, and which of them.
  private let rests: TextColumn
  private let restGroups: TextGroups
  private let namesOfRest: [[Int]]

  /// - Returns: `nil` where nothing is named.
  init?(_ proposals: RecordTable, _ prefixes: NamePrefixes) {
    guard let column = proposals[.name] else { return nil }
    (self.proposals, self.prefixes, nameColumn) = (proposals, prefixes, column)
    let names = TextGroups(column)
    self.names = names
    var bySound: [UInt64: Set<Int>] = [:]
    for (row, sound) in Spellings.soundKeys(of: proposals).enumerated() where !sound.isSilent {
      let name = names.groupOfRow[row]
      if name >= 0 { bySound[sound.value, default: []].insert(Int(name)) }
    }
    self.bySound = bySound.mapValues { $0.sorted() }
    let areChinese = names.firstRows.allSatisfy { column.withBytes($0) { Self.isChinese(TextColumn.trim($0)) } }
    lengths =
      areChinese ? Set(names.firstRows.map { column.withBytes($0) { TextColumn.trim($0).count } }) : nil
    var (rests, owners) = (TextColumn(), [Int]())
    for (name, row) in names.firstRows.enumerated() {
      column.withBytes(row) { cell in
        for rest in prefixes.rests(of: TextColumn.trim(cell)) {
          rests.append(rest)
          owners.append(name)
        }
      }
    }
    self.rests = rests
    restGroups = TextGroups(rests)
    var namesOfRest = Array(repeating: [Int](), count: restGroups.counts.count)
    for (group, owner) in zip(restGroups.groupOfRow, owners) where group >= 0 { namesOfRest[Int(group)].append(owner) }
    self.namesOfRest = namesOfRest
  }

  /// By proposed name, the rows of a table that are like it, in table order.
  ///
  /// Complexity: O(rows), and the pairs found.
  func rows(in table: RecordTable) -> [[Int]] {
    var rows = Array(repeating: [Int](), count: names.counts.count)
    guard let column = table[.name] else { return rows }
    // A character is one syllable, so that names of characters sound the same only if they are equally long.
    let sounds = Spellings.soundKeys(of: table) { [lengths] cell in
      guard let lengths else { return true }
      let name = TextColumn.trim(cell)
      return lengths.contains(name.count) || !Self.isChinese(name)
    }
    func add(_ row: Int, to name: Int) {
      if rows[name].last != row { rows[name].append(row) }
    }
    column.withAllBytes { bytes in
      for row in table.rows {
        let cell = TextColumn.trim(UnsafeBufferPointer(rebasing: bytes[column.byteRange(row)]))
        if let name = names.group(of: cell, in: nameColumn) { add(row, to: name) }
        if !sounds[row].isSilent { bySound[sounds[row].value]?.forEach { add(row, to: $0) } }
        for rest in prefixes.rests(of: cell) {
          if let name = names.group(of: rest, in: nameColumn) { add(row, to: name) }
        }
        if let rest = restGroups.group(of: cell, in: rests) { namesOfRest[rest].forEach { add(row, to: $0) } }
      }
    }
    return rows
  }

  /// Whether all is in the blocks of Chinese characters from U+4000 to U+9FFF, of three bytes each.
  private static func isChinese(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.count % 3 == 0 && stride(from: 0, to: name.count, by: 3).allSatisfy { (0xE4...0xE9).contains(name[$0]) }
  }
}
