import Geometry
import Registry

/// Finds the matches, from the strongest evidence to the weakest; a record has at most one.
///
/// 1. the same id, then the same place-name code; where one stands on several records, or a spreadsheet damaged the
///    code, only records of one name;
/// 2. the same name, unit and class within `nearMetres` or at a place that is not known, the nearest first;
/// 3. the same name within `nearMetres`;
/// 4. another name in the same class and unit within `nearMetres`, unless both names stand on the other side, too: renamed;
/// 5. the same name, unit and class farther away;
/// 6. the same name once each in a unit: in another class.
///
/// Complexity: linear, but for groups of several records of one key, which are paired one with one up to a limit.
struct NameMatching {
  private let old: NameSet
  private let new: NameSet
  private let keys: NameKeys
  private let nearMetres: Double
  private var newOfOld: [Int32]
  private var bases: [NameMatch.Basis]
  private var isTaken: [Bool]
  /// How many ids and codes stand on several records of a side.
  private(set) var repeatedKeys: [NameMatch.Basis: (old: Int, new: Int)] = [:]

  /// The most pairs of a group that are weighed against each other.
  private static let pairLimit = 4096

  init(_ old: NameSet, _ new: NameSet, nearMetres: Double) {
    (self.old, self.new, self.nearMetres) = (old, new, nearMetres)
    keys = NameKeys(old, new)
    newOfOld = Array(repeating: -1, count: old.table.count)
    bases = Array(repeating: .id, count: old.table.count)
    isTaken = Array(repeating: false, count: new.table.count)
  }

  /// In the order of the old rows.
  mutating func run() -> [NameMatch] {
    matchIdentifiers(.id, .id)
    matchIdentifiers(.placeCode, .placeCode)
    let nameKeys = [.name, keys.unitKey, keys.classKey]
    let near = nearMetres
    matchGroups(.name, groups(by: nameKeys)) { _, _, metres in metres.map { $0 <= near } ?? true }
    matchNearby(.nameNearby, groups(by: [.name]))
    let namesakes = groups(by: nameKeys)
    if keys.classKey != nil {
      // Where both names go on, a table that was shifted has not swapped them.
      matchNearby(.position, groups(by: [keys.classKey, keys.unitKey])) { old, new in
        !namesakes.hasCounterpart(old: old) || !namesakes.hasCounterpart(new: new)
      }
    }
    matchGroups(.nameAfar, groups(by: nameKeys)) { _, _, _ in true }
    if keys.unitKey != nil { matchSingles(groups(by: [.name, keys.unitKey])) }
    return old.rows.compactMap { row in
      newOfOld[row] < 0 ? nil : NameMatch(old: row, new: Int(newOfOld[row]), basis: bases[row])
    }
  }

  func isMatched(new row: Int) -> Bool { isTaken[row] }

  // MARK: Keys

  private var openOld: [Int] { old.rows.filter { newOfOld[$0] < 0 } }
  private var openNew: [Int] { new.rows.filter { !isTaken[$0] } }

  /// The open records of both sides grouped by what they have in some columns; none where a column is blank.
  private func groups(by columns: [FieldKey?]) -> JoinedGroups {
    let keys = columns.compactMap { $0 }
    return JoinedGroups(
      Self.joined(keys, old, openOld), openOld, Self.joined(keys, new, openNew), openNew)
  }

  private static func joined(_ keys: [FieldKey], _ set: NameSet, _ rows: [Int]) -> TextColumn {
    let columns = keys.compactMap { set.table[$0] }
    guard columns.count == keys.count else { return TextColumn(blank: set.table.count) }
    if columns.count == 1 { return columns[0] }
    var joined = TextColumn()
    var cell: [UInt8] = []
    for row in rows {
      joined.appendBlank(count: row - joined.count)
      cell.removeAll(keepingCapacity: true)
      for (index, column) in columns.enumerated() {
        if index > 0 { cell.append(0x1F) }
        let isBlank = column.withBytes(row) { bytes in
          let bytes = TextColumn.trim(bytes)
          cell.append(contentsOf: bytes)
          return bytes.isEmpty
        }
        // Only the first cannot be missing: records without unit are compared among each other.
        if isBlank, index == 0 {
          cell.removeAll(keepingCapacity: true)
          break
        }
      }
      cell.withUnsafeBufferPointer { joined.append($0) }
    }
    joined.appendBlank(count: set.table.count - joined.count)
    return joined
  }

  // MARK: By groups

  private mutating func matchIdentifiers(_ basis: NameMatch.Basis, _ key: FieldKey) {
    guard old.table[key] != nil, new.table[key] != nil else { return }
    let groups = groups(by: [key])
    let counts = groups.repeated
    if counts.old + counts.new > 0 { repeatedKeys[basis] = counts }
    let (olds, news) = (old, new)
    let codes = basis == .placeCode ? old.table[key] : nil
    matchGroups(basis, groups) { old, new, _ in
      if groups.isSingle(old: old), codes?.withBytes(old, Self.isSoundCode) ?? true { return true }
      return olds.hasSameText(.name, old, as: news, new)
    }
  }

  /// 20 digits whose last ones were not lost to a spreadsheet.
  private static func isSoundCode(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let code = TextColumn.trim(cell)
    return code.count == 20 && code.allSatisfy { $0 &- 0x30 < 10 } && !code.suffix(5).allSatisfy { $0 == 0x30 }
  }

  /// Pairs the records of every group: nearest first, then in table order.
  ///
  /// - Parameter mayMatch: is given the distance in metres, `nil` where a position is missing.
  private mutating func matchGroups(
    _ basis: NameMatch.Basis, _ groups: JoinedGroups, where mayMatch: (_ old: Int, _ new: Int, Double?) -> Bool
  ) {
    groups.forEachPair { old, new in
      if mayMatch(old, new, distance(old, new)) { add(old, new, basis) }
    }
    for (olds, news) in groups.several() where olds.count * news.count <= Self.pairLimit {
      var pairs: [(distance: Double, old: Int, new: Int)] = []
      for old in olds {
        for new in news {
          let metres = distance(old, new)
          if mayMatch(old, new, metres) { pairs.append((metres ?? .infinity, old, new)) }
        }
      }
      pairs.sort { ($0.distance, $0.old, $0.new) < ($1.distance, $1.old, $1.new) }
      for pair in pairs { add(pair.old, pair.new, basis) }
    }
  }

  private mutating func matchSingles(_ groups: JoinedGroups) {
    groups.forEachPair { old, new in
      add(old, new, distance(old, new).map { $0 > nearMetres } ?? false ? .nameAfar : .nameInUnit)
    }
  }

  // MARK: By position

  /// Pairs records of one group that are near each other, the nearest first.
  private mutating func matchNearby(
    _ basis: NameMatch.Basis, _ groups: JoinedGroups,
    where mayMatch: (_ old: Int, _ new: Int) -> Bool = { _, _ in true }
  ) {
    guard nearMetres > 0 else { return }
    let open = openNew.filter { groups.group(ofNew: $0) >= 0 }
    let grid = PositionGrid(
      open.compactMap { row in new.position(row).map { (group: groups.group(ofNew: row), position: $0, row: row) } },
      cellMetres: nearMetres)
    var pairs: [(distance: Double, old: Int, new: Int)] = []
    for row in openOld {
      let group = groups.group(ofOld: row)
      guard group >= 0, let position = old.position(row) else { continue }
      grid.forEachNear(position, group: group) { other in
        guard mayMatch(row, other) else { return }
        if let metres = distance(row, other), metres <= nearMetres { pairs.append((metres, row, other)) }
      }
    }
    pairs.sort { ($0.distance, $0.old, $0.new) < ($1.distance, $1.old, $1.new) }
    for pair in pairs { add(pair.old, pair.new, basis) }
  }

  private func distance(_ oldRow: Int, _ newRow: Int) -> Double? {
    guard let start = old.position(oldRow), let end = new.position(newRow) else { return nil }
    return start == end ? 0 : EllipsoidalMeasure.distance(start, end)
  }

  private mutating func add(_ old: Int, _ new: Int, _ basis: NameMatch.Basis) {
    guard newOfOld[old] < 0, !isTaken[new] else { return }
    newOfOld[old] = Int32(new)
    bases[old] = basis
    isTaken[new] = true
  }
}
