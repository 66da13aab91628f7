import Registry

/// Records of two tables grouped by equal text of a column.
struct JoinedGroups {
  private let groups: TextGroups
  private let oldTotal: Int
  private let oldRows: [Int]
  private let newRows: [Int]
  /// By group: how many records of a side it has, and the first.
  private var oldCounts: [Int32]
  private var newCounts: [Int32]
  private var firstOld: [Int32]
  private var firstNew: [Int32]

  /// - Parameters:
  ///   - old: with a cell for each row of the old table.
  ///   - oldRows: those that take part.
  init(_ old: TextColumn, _ oldRows: [Int], _ new: TextColumn, _ newRows: [Int]) {
    var cells = old
    cells.append(contentsOf: new)
    groups = TextGroups(cells, rows: oldRows + newRows.map { $0 + old.count })
    oldTotal = old.count
    (self.oldRows, self.newRows) = (oldRows, newRows)
    let count = groups.counts.count
    oldCounts = Array(repeating: 0, count: count)
    (newCounts, firstOld, firstNew) = (oldCounts, oldCounts, oldCounts)
    for row in oldRows.reversed() {
      let group = Int(groups.groupOfRow[row])
      guard group >= 0 else { continue }
      oldCounts[group] += 1
      firstOld[group] = Int32(row)
    }
    for row in newRows.reversed() {
      let group = Int(groups.groupOfRow[row + oldTotal])
      guard group >= 0 else { continue }
      newCounts[group] += 1
      firstNew[group] = Int32(row)
    }
  }

  /// -1 for a blank cell.
  func group(ofOld row: Int) -> Int { Int(groups.groupOfRow[row]) }
  func group(ofNew row: Int) -> Int { Int(groups.groupOfRow[row + oldTotal]) }

  /// Whether a record and its counterpart are the only ones of their group.
  func isSingle(old row: Int) -> Bool {
    let group = group(ofOld: row)
    return group >= 0 && oldCounts[group] == 1 && newCounts[group] == 1
  }

  /// Whether the other side has a record of the same group.
  func hasCounterpart(old row: Int) -> Bool {
    let group = group(ofOld: row)
    return group >= 0 && newCounts[group] > 0
  }

  func hasCounterpart(new row: Int) -> Bool {
    let group = group(ofNew: row)
    return group >= 0 && oldCounts[group] > 0
  }

  /// How many groups have several records of a side.
  var repeated: (old: Int, new: Int) { (oldCounts.count { $0 > 1 }, newCounts.count { $0 > 1 }) }

  /// The groups with one record of each side.
  func forEachPair(_ body: (_ old: Int, _ new: Int) -> Void) {
    for group in oldCounts.indices where oldCounts[group] == 1 && newCounts[group] == 1 {
      body(Int(firstOld[group]), Int(firstNew[group]))
    }
  }

  /// The groups with records of both sides and several of one, in order of appearance.
  func several() -> [(old: [Int], new: [Int])] {
    var places = Array(repeating: -1, count: oldCounts.count)
    var members: [(old: [Int], new: [Int])] = []
    for group in oldCounts.indices
    where oldCounts[group] > 0 && newCounts[group] > 0 && oldCounts[group] + newCounts[group] > 2 {
      places[group] = members.count
      members.append(([], []))
    }
    guard !members.isEmpty else { return [] }
    for row in oldRows {
      let group = group(ofOld: row)
      if group >= 0, places[group] >= 0 { members[places[group]].old.append(row) }
    }
    for row in newRows {
      let group = group(ofNew: row)
      if group >= 0, places[group] >= 0 { members[places[group]].new.append(row) }
    }
    return members
  }
}
