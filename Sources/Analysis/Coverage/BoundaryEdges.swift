import Geometry

/// The edges of a coverage without partner, in groups that hang together.
///
/// Only across these edges does the number of units above a place change. Most groups are a single ring, an island or
/// a clean hole; only where edges cross, touch or branch do they have to be noded.
struct BoundaryEdges {
  let table: EdgeTable
  /// Edges of the table.
  let edges: [Int]
  /// The edges by place; indices into `edges`.
  let tree: STRtree
  private(set) var groups: [Group] = []

  struct Group {
    /// Indices into `edges`, in ascending order.
    var members: [Int]
    /// Whether they are one ring, each edge once, that meets nothing.
    var isRing: Bool
    var envelope: Envelope
  }

  /// Complexity: O(n log n) in the edges without partner, but for places where very many of them meet.
  init(_ table: EdgeTable) {
    self.table = table
    let edges = table.unmatched
    self.edges = edges
    let envelopes = edges.map(table.envelope(ofEdge:))
    tree = STRtree(envelopes)
    var sets = DisjointSets(count: edges.count)
    var meetsOthers = edges.map { table.crowded.contains($0) }
    let degrees = joinAtNodes(&sets)
    for index in edges.indices {
      let (a, b) = (table.start(ofEdge: edges[index]), table.end(ofEdge: edges[index]))
      tree.forEach(intersecting: envelopes[index]) { other in
        guard other > index else { return }
        let (c, d) = (table.start(ofEdge: edges[other]), table.end(ofEdge: edges[other]))
        guard segmentContact(a, b, c, d) != nil else { return }
        sets.unite(index, other)
        (meetsOthers[index], meetsOthers[other]) = (true, true)
      }
    }
    for index in edges.indices where degrees[index] != 2 { meetsOthers[index] = true }
    var groupOfRoot: [Int: Int] = [:]
    for index in edges.indices {
      let root = sets.root(index)
      if let group = groupOfRoot[root] {
        groups[group].members.append(index)
        groups[group].isRing = groups[group].isRing && !meetsOthers[index]
        groups[group].envelope = groups[group].envelope.union(envelopes[index])
      } else {
        groupOfRoot[root] = groups.count
        groups.append(Group(members: [index], isRing: !meetsOthers[index], envelope: envelopes[index]))
      }
    }
  }

  /// Joins the edges that have an end in common.
  ///
  /// - Returns: for each edge, the largest number of edges at one of its ends.
  private func joinAtNodes(_ sets: inout DisjointSets) -> [Int] {
    var nodes: [Position: (first: Int, degree: Int)] = [:]
    nodes.reserveCapacity(2 * edges.count)
    for (index, edge) in edges.enumerated() {
      for end in [table.start(ofEdge: edge), table.end(ofEdge: edge)] {
        if let node = nodes[end] {
          sets.unite(node.first, index)
          nodes[end] = (node.first, node.degree + 1)
        } else {
          nodes[end] = (index, 1)
        }
      }
    }
    return edges.map { edge in
      max(nodes[table.start(ofEdge: edge)]?.degree ?? 0, nodes[table.end(ofEdge: edge)]?.degree ?? 0)
    }
  }

  /// The ring of a group that is one, as a polygon; and whether the units that it belongs to lie inside it.
  func ring(of group: Group) -> (shape: GeometryColumn, enclosesItsUnits: Bool) {
    var next: [Position: Int] = [:]
    for index in group.members { next[table.start(ofEdge: edges[index])] = edges[index] }
    var shape = GeometryColumn()
    var edge: Int? = group.members.first.map { edges[$0] }
    for _ in group.members {
      guard let current = edge else { break }
      let start = table.start(ofEdge: current)
      shape.appendVertex(x: start.x, y: start.y)
      edge = next[table.end(ofEdge: current)]
    }
    if let first = group.members.first {
      let start = table.start(ofEdge: edges[first])
      shape.appendVertex(x: start.x, y: start.y)
    }
    shape.endRing()
    shape.endPart()
    shape.endRow(.polygon)
    return (shape, shape.isCounterClockwise(ring: 0) ?? true)
  }

  /// The edges of a group, one line each.
  func lines(of group: Group) -> GeometryColumn {
    var lines = GeometryColumn()
    lines.reserveCapacity(rows: group.members.count, vertices: 2 * group.members.count)
    for index in group.members {
      for end in [table.start(ofEdge: edges[index]), table.end(ofEdge: edges[index])] {
        lines.appendVertex(x: end.x, y: end.y)
      }
      lines.endRing()
      lines.endPart()
      lines.endRow(.lineString)
    }
    return lines
  }
}
