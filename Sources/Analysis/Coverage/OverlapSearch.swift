import Geometry

/// Finds the pairs of a coverage's polygons that overlap, without an overlay for every pair of neighbours.
///
/// It starts with one pair in every region where units lie over each other (`DepthSearch`) and goes on with the pairs next
/// to each overlap found. That is enough: walk from place to place in such a region. The walk crosses only edges that two
/// units share exactly, where the overlap goes on with the neighbour behind the edge.
struct OverlapSearch {
  struct Overlap {
    let pair: UnitPair
    /// Their intersection, polygons only.
    let pieces: GeometryColumn
  }

  private let polygons: GeometryColumn
  private let tree: STRtree
  private let context: GEOSContext

  /// - Parameter polygons: valid, shells counter-clockwise, indexed by `tree`.
  init(_ polygons: GeometryColumn, _ tree: STRtree, in context: GEOSContext) {
    (self.polygons, self.tree, self.context) = (polygons, tree, context)
  }

  /// In order of the rows.
  func overlaps(from seeds: Set<UnitPair>) throws -> [Overlap] {
    var found: [Overlap] = []
    var pending = seeds
    var tested: Set<UnitPair> = []
    while !pending.isEmpty {
      tested.formUnion(pending)
      let overlaps = try overlaps(among: pending)
      found += overlaps
      pending = Set(overlaps.flatMap(pairsNext)).subtracting(tested)
    }
    return found.sorted { $0.pair < $1.pair }
  }

  private func overlaps(among pairs: Set<UnitPair>) throws -> [Overlap] {
    var found: [Overlap] = []
    for (first, pairs) in Dictionary(grouping: pairs, by: \.first) {
      let polygon = try PreparedGeometry(row: first, of: polygons, in: context)
      for pair in pairs {
        let other = try Geometry(row: pair.second, of: polygons, in: context)
        guard try polygon.intersects(other) else { continue }
        let pieces = try polygon.geometry.intersection(other).column(dimension: 2)
        guard pieces.envelope(ofRow: 0) != nil else { continue }
        found.append(Overlap(pair: pair, pieces: pieces))
      }
    }
    return found
  }

  private func pairsNext(to overlap: Overlap) -> Set<UnitPair> {
    guard let bounds = overlap.pieces.envelope(ofRow: 0) else { return [] }
    var pairs: Set<UnitPair> = []
    tree.forEach(intersecting: bounds) { other in
      for member in [overlap.pair.first, overlap.pair.second] where member != other {
        pairs.insert(UnitPair(member, other))
      }
    }
    return pairs
  }
}
