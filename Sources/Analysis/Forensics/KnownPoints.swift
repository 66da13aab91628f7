import Geometry
import Registry

/// Records of one source that stand in others too, where both say a place.
struct KnownPoints {
  struct Pair {
    let row: Int
    let known: Position
    /// The source of the other record.
    let source: Int
  }

  private let dataset: Dataset
  private let source: Int
  /// The rows of the source in the table of its kind.
  private let rows: [Int]
  private let kind: RecordKind

  init(_ dataset: Dataset, source: Int, rows: [Int]) {
    (self.dataset, self.source, self.rows) = (dataset, source, rows)
    kind = dataset.sources[source].kind
  }

  /// The first key by which at least `enough` records are found again decides.
  func pairs(enough: Int, limit: Int) -> [Pair] {
    for (own, otherKind, other) in Self.keys(kind) {
      guard let column = dataset[kind][own] else { continue }
      let table = dataset[otherKind]
      guard let otherColumn = table[other] else { continue }
      let others = table.rows.filter { table.origins[$0].source != source && table.geometry.types[$0] != .none }
      guard !others.isEmpty else { continue }
      let matches = UniqueTexts.matches(column, rows, otherColumn, others, isName: own == .name)
      let pairs = matches.compactMap { match -> Pair? in
        guard let known = table.position(match.right), known != Position(x: 0, y: 0), isOneUnit(match, table) else {
          return nil
        }
        return Pair(row: match.left, known: known, source: table.origins[match.right].source)
      }
      if pairs.count >= enough { return pairs.sampled(limit) }
    }
    return []
  }

  private static func keys(_ kind: RecordKind) -> [(own: FieldKey, kind: RecordKind, other: FieldKey)] {
    switch kind {
    case .placeName: [(.id, kind, .id), (.placeCode, kind, .placeCode), (.name, kind, .name)]
    case .sign: [(.id, kind, .id), (.placeCode, .placeName, .placeCode)]
    case .facility: [(.name, kind, .name)]
    case .boundaryMarker: [(.number, kind, .number)]
    default: []
    }
  }

  /// Records of two units, or of two lines, are not one record.
  private func isOneUnit(_ match: (left: Int, right: Int), _ other: RecordTable) -> Bool {
    guard other.kind == kind else { return true }
    let table = dataset[kind]
    let key: FieldKey = kind == .boundaryMarker ? .line : .unit
    guard let left = table.text(key, match.left), let right = other.text(key, match.right) else { return true }
    return kind == .boundaryMarker ? LineName.key(left) == LineName.key(right) : left == right
  }
}

/// Texts that stand exactly once in each of two columns.
enum UniqueTexts {
  /// - Returns: the rows of such texts, in the order of the left ones.
  /// - Complexity: O(n) over both; memory for the smaller one.
  static func matches(
    _ left: TextColumn, _ leftRows: [Int], _ right: TextColumn, _ rightRows: [Int], isName: Bool
  ) -> [(left: Int, right: Int)] {
    guard leftRows.count <= rightRows.count else {
      return matches(right, rightRows, left, leftRows, isName: isName).map { ($0.right, $0.left) }
        .sorted { $0.0 < $1.0 }
    }
    var seen: [UInt64: (left: Int, leftCount: Int, right: Int, rightCount: Int)] = [:]
    for row in leftRows {
      guard let hash = left.withBytes(row, { hash($0, isName) }) else { continue }
      seen[hash, default: (row, 0, 0, 0)].leftCount += 1
    }
    for row in rightRows {
      guard let hash = right.withBytes(row, { hash($0, isName) }), var entry = seen[hash] else { continue }
      (entry.right, entry.rightCount) = (row, entry.rightCount + 1)
      seen[hash] = entry
    }
    return seen.values.filter { $0.leftCount == 1 && $0.rightCount == 1 }.map { ($0.left, $0.right) }
      .sorted { $0.0 < $1.0 }
  }

  /// 巴川街道办事处 is 巴川街道.
  private static let office = Array("办事处".utf8)

  /// FNV-1a; `nil` for a blank cell.
  private static func hash(_ cell: UnsafeBufferPointer<UInt8>, _ isName: Bool) -> UInt64? {
    let trimmed = TextColumn.trim(cell)
    var bytes = trimmed[...]
    if isName, bytes.count > office.count, bytes.suffix(office.count).elementsEqual(office) {
      bytes = bytes.dropLast(office.count)
    }
    guard !bytes.isEmpty else { return nil }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}

extension Array {
  /// At most `limit` elements, evenly spread, the first one included.
  func sampled(_ limit: Int) -> [Element] {
    guard count > limit else { return self }
    return (0..<limit).map { self[$0 * count / limit] }
  }
}
