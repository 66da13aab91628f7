import Geometry

/// Finds rows that have the same polygon.
enum DuplicatePolygons {
  /// Rows with the same rings, wherever these begin and whichever way they run; two or more each.
  ///
  /// Complexity: O(n), plus a comparison of the few rows whose vertices have one sum.
  static func groups(of column: GeometryColumn, rows: [Int]) -> [[Int]] {
    var bySum: [UInt64: [Int]] = [:]
    for row in rows where column.types[row].dimension == 2 {
      bySum[sum(ofRow: row, of: column), default: []].append(row)
    }
    var groups: [[Int]] = []
    for candidates in bySum.values where candidates.count > 1 {
      let byRings = Dictionary(grouping: candidates) { rings(ofRow: $0, of: column) }
      groups += byRings.values.filter { $0.count > 1 }
    }
    return groups.sorted { $0[0] < $1[0] }
  }

  /// Equal for equal sets of vertices, in any order, those that close rings left out.
  private static func sum(ofRow row: Int, of column: GeometryColumn) -> UInt64 {
    var sum: UInt64 = 0
    for part in column.parts(ofRow: row) {
      for ring in column.rings(ofPart: part) {
        for vertex in column.vertices(ofRing: ring).dropLast() {
          let position = column.position(ofVertex: vertex)
          let hash = (position.x + 0).bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ (position.y + 0).bitPattern
          sum &+= (hash ^ (hash >> 31)) &* 0xFF51_AFD7_ED55_8CCD
        }
      }
    }
    return sum
  }

  private static func rings(ofRow row: Int, of column: GeometryColumn) -> Set<[Position]> {
    var rings: Set<[Position]> = []
    for part in column.parts(ofRow: row) {
      for ring in column.rings(ofPart: part) {
        let open = column.vertices(ofRing: ring).dropLast().map(column.position(ofVertex:))
        rings.insert(canonical(open))
      }
    }
    return rings
  }

  /// From the lowest vertex, towards its lower neighbour.
  private static func canonical(_ open: [Position]) -> [Position] {
    func isBefore(_ left: Position, _ right: Position) -> Bool { (left.x, left.y) < (right.x, right.y) }
    guard let lowest = open.indices.min(by: { isBefore(open[$0], open[$1]) }) else { return [] }
    let count = open.count
    let isForward = !isBefore(open[(lowest + count - 1) % count], open[(lowest + 1) % count])
    return (0..<count).map { open[(lowest + (isForward ? $0 : count - $0)) % count] }
  }
}
