import Geometry

/// Finds the pairs of a coverage's polygons that overlap, without an overlay for every pair of neighbours.
///
/// A pair is overlaid when an edge of one that has no partner (`EdgeTable`) lies within the bounds of the other, or when an
/// overlap next to it was found. That is enough: walk straight out of the overlap of two units. Across an edge that is
/// shared exactly the walk goes on in the overlap with the neighbour behind it, and it can only end at an edge without
/// partner. Without the second half, a unit drawn inside another whose borders are all in order would be missed.
struct OverlapSearch {
  struct Overlap {
    /// Rows, the smaller first.
    let first: Int
    let second: Int
    /// Their intersection, polygons only.
    let pieces: GeometryColumn
  }

  private struct Pair: Hashable {
    let first: Int
    let second: Int

    init(_ one: Int, _ other: Int) { (first, second) = (min(one, other), max(one, other)) }
  }

  private let polygons: GeometryColumn
  private let tree: STRtree
  private let context: GEOSContext

  /// - Parameter polygons: valid, shells counter-clockwise, indexed by `tree`.
  init(_ polygons: GeometryColumn, _ tree: STRtree, in context: GEOSContext) {
    (self.polygons, self.tree, self.context) = (polygons, tree, context)
  }

  /// In order of the rows.
  func overlaps() throws -> [Overlap] {
    var found: [Overlap] = []
    var pending = pairsAtUnmatchedEdges()
    var tested: Set<Pair> = []
    while !pending.isEmpty {
      tested.formUnion(pending)
      let overlaps = try overlaps(among: pending)
      found += overlaps
      pending = Set(overlaps.flatMap(pairsNext)).subtracting(tested)
    }
    return found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  private func pairsAtUnmatchedEdges() -> Set<Pair> {
    let edges = EdgeTable(polygons)
    var pairs: Set<Pair> = []
    for row in 0..<polygons.count {
      for bounds in edges.unmatchedEdges(ofRow: row) {
        tree.forEach(intersecting: bounds) { other in
          if other != row { pairs.insert(Pair(row, other)) }
        }
      }
    }
    return pairs
  }

  private func overlaps(among pairs: Set<Pair>) throws -> [Overlap] {
    var found: [Overlap] = []
    for (first, pairs) in Dictionary(grouping: pairs, by: \.first) {
      let polygon = try PreparedGeometry(row: first, of: polygons, in: context)
      for pair in pairs {
        let other = try Geometry(row: pair.second, of: polygons, in: context)
        guard try polygon.intersects(other) else { continue }
        let pieces = try polygon.geometry.intersection(other).column(dimension: 2)
        guard pieces.envelope(ofRow: 0) != nil else { continue }
        found.append(Overlap(first: first, second: pair.second, pieces: pieces))
      }
    }
    return found
  }

  private func pairsNext(to overlap: Overlap) -> Set<Pair> {
    guard let bounds = overlap.pieces.envelope(ofRow: 0) else { return [] }
    var pairs: Set<Pair> = []
    tree.forEach(intersecting: bounds) { other in
      for member in [overlap.first, overlap.second] where member != other { pairs.insert(Pair(member, other)) }
    }
    return pairs
  }
}
