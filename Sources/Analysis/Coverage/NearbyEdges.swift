import Geometry

/// The edges of a coverage without partner by place, to look for what another unit drew beside an edge.
struct NearbyEdges {
  let table: EdgeTable
  /// Edges of the table.
  let edges: [Int]
  private let tree: STRtree

  init(_ table: EdgeTable) {
    let edges = table.unmatched
    self.init(table, edges, STRtree(edges.map(table.envelope(ofEdge:))))
  }

  /// - Parameter tree: indices into `edges`.
  init(_ table: EdgeTable, _ edges: [Int], _ tree: STRtree) {
    (self.table, self.edges, self.tree) = (table, edges, tree)
  }

  /// Calls `body` with the edges that are within reach of a place, and how far they are.
  func forEach(within metres: Double, of place: Position, _ body: (_ edge: Int, _ metres: Double) -> Void) {
    let plane = DegreePlane(place)
    tree.forEach(intersecting: plane.box(reachMetres: metres)) { index in
      let edge = edges[index]
      let distance = plane.distance(toEdge: table.start(ofEdge: edge), table.end(ofEdge: edge))
      if distance <= metres { body(edge, distance) }
    }
  }

  /// The unit whose nearest edge runs along the middle of an edge, against its direction as neighbours' edges do.
  func unit(behindEdge edge: Int, within metres: Double) -> (row: Int, metres: Double)? {
    let (row, a, b) = (table.row(ofEdge: edge), table.start(ofEdge: edge), table.end(ofEdge: edge))
    var nearest: (metres: Double, row: Int)?
    forEach(within: metres, of: Envelope(a).extended(to: b).centre) { other, distance in
      guard table.row(ofEdge: other) != row else { return }
      let (c, d) = (table.start(ofEdge: other), table.end(ofEdge: other))
      guard (b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y) < 0 else { return }
      let found = (metres: distance, row: table.row(ofEdge: other))
      if nearest.map({ found < $0 }) ?? true { nearest = found }
    }
    return nearest.map { ($0.row, $0.metres) }
  }
}
