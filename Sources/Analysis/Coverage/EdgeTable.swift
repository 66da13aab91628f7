import Geometry

/// The edges of a coverage and which of them two units share.
///
/// With shells counter-clockwise and holes clockwise, a border that two units share exactly is traversed once in each
/// direction. Edges without such a partner lie on the outer border, or where units overlap or leave a gap.
struct EdgeTable: Sendable {
  let column: GeometryColumn
  /// For the edge that starts at a vertex, the vertex where its partner starts: the same edge, traversed the other way.
  private(set) var partners: [Int32]
  /// Edges that are traversed more than once in a direction: units that overlap along a common border.
  private(set) var crowded: Set<Int> = []
  private var rows: [Int32]

  /// Values of `partners` for an edge without partner, and for a vertex where no edge starts.
  private static let alone: Int32 = -1
  private static let noEdge: Int32 = -2

  /// Complexity: O(edges), with a table of open addressing on a key that is the same for both directions.
  init(_ column: GeometryColumn) {
    self.column = column
    let count = column.coordinates.count / 2
    rows = Array(repeating: -1, count: count)
    partners = [Int32](repeating: Self.noEdge, count: count)
    var slots = SlotTable(edges: count)
    for row in 0..<column.count where column.types[row].dimension == 2 {
      for part in column.parts(ofRow: row) {
        for ring in column.rings(ofPart: part) {
          for vertex in column.vertices(ofRing: ring) { rows[vertex] = Int32(row) }
          enter(column.vertices(ofRing: ring), &slots)
        }
      }
    }
  }

  private mutating func enter(_ vertices: Range<Int>, _ slots: inout SlotTable) {
    column.coordinates.withUnsafeBufferPointer { xy in
      for vertex in vertices.dropLast() {
        guard xy[2 * vertex] != xy[2 * vertex + 2] || xy[2 * vertex + 1] != xy[2 * vertex + 3] else { continue }
        partners[vertex] = Self.alone
        let slot = slots.find(vertex, xy)
        let (first, second) = (Int(slots.first[slot]), slots.second[slot])
        if first < 0 {
          slots.first[slot] = Int32(vertex)
        } else if second == SlotTable.none, xy[2 * first] != xy[2 * vertex] || xy[2 * first + 1] != xy[2 * vertex + 1] {
          slots.second[slot] = Int32(vertex)
          (partners[first], partners[vertex]) = (Int32(vertex), Int32(first))
        } else {
          crowded.formUnion([first, vertex])
          partners[first] = Self.alone
          if second >= 0 {
            partners[Int(second)] = Self.alone
            crowded.insert(Int(second))
          }
          slots.second[slot] = SlotTable.crowded
        }
      }
    }
  }

  func row(ofEdge edge: Int) -> Int { Int(rows[edge]) }
  func start(ofEdge edge: Int) -> Position { column.position(ofVertex: edge) }
  func end(ofEdge edge: Int) -> Position { column.position(ofVertex: edge + 1) }
  func envelope(ofEdge edge: Int) -> Envelope { Envelope(start(ofEdge: edge)).extended(to: end(ofEdge: edge)) }

  /// The edge that runs along the same two vertices the other way, if it is the only one.
  func partner(ofEdge edge: Int) -> Int? { partners[edge] >= 0 ? Int(partners[edge]) : nil }

  func isEdge(_ vertex: Int) -> Bool { partners[vertex] != Self.noEdge }

  /// The edges without partner, in the order of the rows.
  var unmatched: [Int] { partners.indices.filter { partners[$0] == Self.alone } }
}

/// Edges by their two ends, whatever their direction.
private struct SlotTable {
  static let none: Int32 = -1
  static let crowded: Int32 = -2

  var first: [Int32]
  var second: [Int32]
  private let mask: Int

  init(edges: Int) {
    var size = 64
    while size < edges + edges / 2 { size *= 2 }
    first = Array(repeating: Self.none, count: size)
    second = Array(repeating: Self.none, count: size)
    mask = size - 1
  }

  /// The slot of an edge: its own, or the free one where it belongs.
  func find(_ edge: Int, _ xy: UnsafeBufferPointer<Double>) -> Int {
    let key = Self.hash(xy[2 * edge], xy[2 * edge + 1]) &+ Self.hash(xy[2 * edge + 2], xy[2 * edge + 3])
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    while first[slot] >= 0, !Self.isSame(edge, Int(first[slot]), xy) { slot = (slot + 1) & mask }
    return slot
  }

  private static func isSame(_ edge: Int, _ other: Int, _ xy: UnsafeBufferPointer<Double>) -> Bool {
    let (a, b, c, d) = (2 * edge, 2 * edge + 2, 2 * other, 2 * other + 2)
    return xy[a] == xy[c] && xy[a + 1] == xy[c + 1] && xy[b] == xy[d] && xy[b + 1] == xy[d + 1]
      || xy[a] == xy[d] && xy[a + 1] == xy[d + 1] && xy[b] == xy[c] && xy[b + 1] == xy[c + 1]
  }

  /// Adding zero makes -0 a 0, which is equal to it.
  private static func hash(_ x: Double, _ y: Double) -> UInt64 {
    var hash = (x + 0).bitPattern &* 0xC2B2_AE3D_27D4_EB4F
    hash = (hash ^ (hash >> 29)) &+ (y + 0).bitPattern &* 0x1656_67B1_9E37_79F9
    return (hash ^ (hash >> 32)) &* 0xFF51_AFD7_ED55_8CCD
  }
}
