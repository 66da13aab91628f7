import Geometry

/// Finds the edges of a coverage that no neighbour shares.
///
/// With shells counter-clockwise and holes clockwise, a border that two units share exactly is traversed once in each
/// direction. Edges without such a partner lie on the outer border, or where units overlap or leave a gap.
struct EdgeTable {
  private struct Edge: Hashable {
    let low: Position
    let high: Position
  }

  private var traversals: [Edge: (forward: Int32, backward: Int32)] = [:]

  /// Complexity: O(edges).
  init(_ column: GeometryColumn, rows: [Int]) {
    traversals.reserveCapacity(rows.reduce(0) { $0 + column.vertices(ofRow: $1).count })
    for row in rows {
      Self.forEachEdge(of: row, in: column) { start, end in
        let isForward = (start.x, start.y) < (end.x, end.y)
        let edge = isForward ? Edge(low: start, high: end) : Edge(low: end, high: start)
        if isForward {
          traversals[edge, default: (0, 0)].forward += 1
        } else {
          traversals[edge, default: (0, 0)].backward += 1
        }
      }
    }
  }

  /// The bounds of a row's edges that have no partner; `nil` when all have one.
  func unmatchedEnvelope(ofRow row: Int, in column: GeometryColumn) -> Envelope? {
    var envelope: Envelope?
    Self.forEachEdge(of: row, in: column) { start, end in
      let edge =
        (start.x, start.y) < (end.x, end.y) ? Edge(low: start, high: end) : Edge(low: end, high: start)
      guard let count = traversals[edge], !(count.forward == 1 && count.backward == 1) else { return }
      envelope = (envelope?.extended(to: start) ?? Envelope(start)).extended(to: end)
    }
    return envelope
  }

  private static func forEachEdge(of row: Int, in column: GeometryColumn, _ body: (Position, Position) -> Void) {
    for part in column.parts(ofRow: row) {
      for ring in column.rings(ofPart: part) {
        let vertices = column.vertices(ofRing: ring)
        for vertex in vertices.dropLast() {
          let (start, end) = (column.position(ofVertex: vertex), column.position(ofVertex: vertex + 1))
          if start != end { body(start, end) }
        }
      }
    }
  }
}
