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

  private let column: GeometryColumn
  private var traversals: [Edge: (forward: Int32, backward: Int32)] = [:]

  /// Complexity: O(edges).
  init(_ column: GeometryColumn) {
    self.column = column
    traversals.reserveCapacity(column.coordinates.count / 2)
    for row in 0..<column.count {
      forEachEdge(ofRow: row) { edge, isForward in
        if isForward {
          traversals[edge, default: (0, 0)].forward += 1
        } else {
          traversals[edge, default: (0, 0)].backward += 1
        }
      }
    }
  }

  /// The bounds of every edge of a row that has no partner.
  func unmatchedEdges(ofRow row: Int) -> [Envelope] {
    var unmatched: [Envelope] = []
    forEachEdge(ofRow: row) { edge, _ in
      guard let count = traversals[edge], count != (1, 1) else { return }
      unmatched.append(Envelope(edge.low).extended(to: edge.high))
    }
    return unmatched
  }

  private func forEachEdge(ofRow row: Int, _ body: (Edge, _ isForward: Bool) -> Void) {
    for part in column.parts(ofRow: row) {
      for ring in column.rings(ofPart: part) {
        for vertex in column.vertices(ofRing: ring).dropLast() {
          let (start, end) = (column.position(ofVertex: vertex), column.position(ofVertex: vertex + 1))
          guard start != end else { continue }
          let isForward = (start.x, start.y) < (end.x, end.y)
          body(isForward ? Edge(low: start, high: end) : Edge(low: end, high: start), isForward)
        }
      }
    }
  }
}
