import Geometry

/// How much of the border of an overlap or gap is border of one unit.
public struct BorderShare: Sendable {
  public let row: Int
  public let lengthMetres: Double
  /// The longest stretch without interruption: of a gap, what it would be joined along.
  public let longestStretchMetres: Double

  func renumbered(_ rows: [Int]) -> BorderShare {
    BorderShare(row: rows[row], lengthMetres: lengthMetres, longestStretchMetres: longestStretchMetres)
  }
}

/// Finds the units whose borders the borders of pieces are.
struct BorderShareSearch {
  private let boundary: BoundaryEdges
  /// Edges of the table along pieces that were asked for.
  private(set) var edgesOfPieces: Set<Int> = []

  /// How far a computed crossing may lie from the edge that it is on, in degrees (about 0.1 mm).
  private static let touchDegrees = 1e-9

  init(_ boundary: BoundaryEdges) { self.boundary = boundary }

  /// The longest stretch first, then by row. Complexity: O(log n) for each edge of the piece.
  mutating func shares(of piece: CoveragePiece) -> [BorderShare] {
    var lengths: [Int: Double] = [:]
    var longest: [Int: Double] = [:]
    for ring in piece.shape.rings(ofPart: 0) {
      let vertices = piece.shape.vertices(ofRing: ring).dropLast()
      let edges = vertices.map { vertex in
        let (start, end) = (piece.shape.position(ofVertex: vertex), piece.shape.position(ofVertex: vertex + 1))
        return (length: EllipsoidalMeasure.distance(start, end), rows: rows(along: start, end))
      }
      for row in Set(edges.flatMap(\.rows)) {
        let own = edges.map { $0.rows.contains(row) ? $0.length : nil }
        lengths[row, default: 0] += own.reduce(0) { $0 + ($1 ?? 0) }
        longest[row] = max(longest[row] ?? 0, Self.longestRun(own))
      }
    }
    return lengths.map { row, length in
      BorderShare(row: row, lengthMetres: length, longestStretchMetres: longest[row] ?? 0)
    }.sorted { ($1.longestStretchMetres, $0.row) < ($0.longestStretchMetres, $1.row) }
  }

  /// The units with a border edge on which the edge of a piece lies.
  private mutating func rows(along start: Position, _ end: Position) -> Set<Int> {
    let middle = Envelope(start).extended(to: end).centre
    var rows: Set<Int> = []
    boundary.tree.forEach(intersecting: Envelope(middle).grown(by: Self.touchDegrees)) { index in
      let edge = boundary.edges[index]
      let (a, b) = (boundary.table.start(ofEdge: edge), boundary.table.end(ofEdge: edge))
      let foot = nearestPoint(of: a, b, to: middle)
      guard abs(foot.x - middle.x) <= Self.touchDegrees, abs(foot.y - middle.y) <= Self.touchDegrees else { return }
      rows.insert(boundary.table.row(ofEdge: edge))
      edgesOfPieces.insert(edge)
    }
    return rows
  }

  /// The largest sum of neighbouring lengths in a ring, `nil` being an interruption.
  private static func longestRun(_ lengths: [Double?]) -> Double {
    guard let interruption = lengths.firstIndex(where: { $0 == nil }) else {
      return lengths.reduce(0) { $0 + ($1 ?? 0) }
    }
    var (run, longest) = (0.0, 0.0)
    for index in lengths.indices {
      run = lengths[(interruption + index) % lengths.count].map { run + $0 } ?? 0
      longest = max(longest, run)
    }
    return longest
  }
}
