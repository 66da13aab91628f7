import Geometry

/// Finds the places where the unit behind a border changes.
struct JunctionSearch {
  private let neighbours: EdgeNeighbours

  init(_ neighbours: EdgeNeighbours) { self.neighbours = neighbours }

  func junctions(mergedWithin metres: Double) -> [AdjacencyGraph.Junction] {
    var parties: [Position: Set<Int>] = [:]
    neighbours.forEachRing { ring in
      guard var before = ring.last else { return }
      for edge in ring {
        let (left, right) = (neighbours.row(behindEdge: before), neighbours.row(behindEdge: edge))
        if left != right {
          let place = neighbours.table.start(ofEdge: edge)
          parties[place, default: []].formUnion([neighbours.table.row(ofEdge: edge), left ?? -1, right ?? -1])
        }
        before = edge
      }
    }
    let places = parties.keys.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    return merged(places, within: metres).compactMap { cluster in
      let units = cluster.reduce(into: Set<Int>()) { $0.formUnion(parties[$1] ?? []) }
      guard units.count >= 3 else { return nil }
      return AdjacencyGraph.Junction(
        place: cluster[0], units: units.filter { $0 >= 0 }.sorted(), touchesOutside: units.contains(-1))
    }
  }

  private func merged(_ places: [Position], within metres: Double) -> [[Position]] {
    guard metres > 0 else { return places.map { [$0] } }
    let tree = STRtree(places.map { Envelope($0) })
    var sets = DisjointSets(count: places.count)
    for (index, place) in places.enumerated() {
      tree.forEach(intersecting: DegreePlane(place).box(reachMetres: 1.01 * metres)) { other in
        if other > index, EllipsoidalMeasure.distance(place, places[other]) <= metres { sets.unite(index, other) }
      }
    }
    let clusters = Dictionary(grouping: places.indices) { sets.root($0) }
    return clusters.sorted { $0.key < $1.key }.map { $0.value.map { places[$0] } }
  }
}
