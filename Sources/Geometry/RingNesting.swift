/// Finds rings that lie wrongly in each other, and insides that are cut by rings touching each other.
struct RingNesting {
  private let rings: CleanRings
  private let crossings: RingCrossings
  private var index: EdgeIndex { crossings.index }

  /// Rings at fault: their touches say nothing about the connectedness of the inside.
  private var misplaced: Set<Int> = []

  init(rings: CleanRings, crossings: RingCrossings) {
    self.rings = rings
    self.crossings = crossings
  }

  mutating func faults() -> [Invalidity] {
    var faults: [Invalidity] = []
    let holes = Dictionary(grouping: rings.indices.indices.filter { rings.indices[$0].ring > 0 }) {
      rings.indices[$0].part
    }
    for ring in 0..<rings.count {
      let surroundings = surroundings(of: ring)
      let found =
        rings.indices[ring].ring > 0
        ? holeFaults(ring, surroundings) : shellFaults(ring, surroundings, holes: holes)
      if !found.isEmpty { misplaced.insert(ring) }
      faults += found
    }
    return faults + disconnections()
  }

  // MARK: Which rings a ring lies in

  private struct Surroundings {
    /// The rings that a ring lies in.
    var inside: Set<Int>
    /// The rings that it lies on with every vertex and every edge.
    var on: Set<Int>
    /// A vertex of the ring, off the line of every other ring where there is one.
    var place: Position
  }

  /// Most rings are answered by their first vertex; further points are tried only for rings that have it on their line.
  private func surroundings(of ring: Int) -> Surroundings {
    let range = rings.ranges[ring]
    let first = rings.points[range.lowerBound]
    var (inside, open) = index.locate(first)
    inside.remove(ring)
    open.remove(ring)
    var place = first
    for candidate in range.dropFirst() where !open.isEmpty {
      settle(rings.points[candidate], &inside, &open, &place)
    }
    for edge in range where !open.isEmpty && !crossings.overlappedEdges.contains(edge) {
      let (a, b) = (rings.points[edge], rings.points[edge + 1])
      settle(Position(x: a.x + (b.x - a.x) / 2, y: a.y + (b.y - a.y) / 2), &inside, &open, &place)
    }
    return Surroundings(inside: inside, on: open, place: place)
  }

  private func settle(_ point: Position, _ inside: inout Set<Int>, _ open: inout Set<Int>, _ place: inout Position) {
    let here = index.locate(point)
    let settled = open.subtracting(here.boundary)
    guard !settled.isEmpty else { return }
    place = point
    inside.formUnion(settled.intersection(here.inside))
    open.subtract(settled)
  }

  // MARK: Faults

  private func holeFaults(_ hole: Int, _ surroundings: Surroundings) -> [Invalidity] {
    var faults: [Invalidity] = []
    let own = rings.indices[hole]
    if let shell = rings.shells[own.part], shell != hole, !surroundings.inside.contains(shell),
      !surroundings.on.contains(shell), !crossings.areEntangled(hole, shell)
    {
      faults.append(
        Invalidity(.holeOutsideShell, at: surroundings.place, ring: own, otherRing: rings.indices[shell]))
    }
    for other in surroundings.inside.sorted() {
      let index = rings.indices[other]
      guard index.part == own.part, index.ring > 0, !crossings.areEntangled(hole, other) else { continue }
      faults.append(Invalidity(.nestedHoles, at: surroundings.place, ring: own, otherRing: index))
    }
    return faults
  }

  /// A part inside another is at fault unless one of that part's holes has it inside.
  private func shellFaults(_ shell: Int, _ surroundings: Surroundings, holes: [Int: [Int]]) -> [Invalidity] {
    let own = rings.indices[shell]
    return surroundings.inside.sorted().compactMap { other in
      let index = rings.indices[other]
      guard index.part != own.part, index.ring == 0, !crossings.areEntangled(shell, other) else { return nil }
      let isInHole = holes[index.part, default: []].contains { hole in
        surroundings.inside.contains(hole) || surroundings.on.contains(hole) || crossings.areEntangled(shell, hole)
      }
      return isInHole ? nil : Invalidity(.nestedParts, at: surroundings.place, ring: own, otherRing: index)
    }
  }

  /// Rings and points of touch as a graph: a circle in it cuts the inside.
  private func disconnections() -> [Invalidity] {
    var faults: [Invalidity] = []
    var groups = DisjointSets(count: rings.count)
    let entangled = Set(crossings.entangled.flatMap { [$0.low, $0.high] })
    for node in crossings.touches {
      let sound = node.rings.filter { !misplaced.contains($0) && !entangled.contains($0) }
      for members in Dictionary(grouping: sound, by: { rings.indices[$0].part }).values where members.count > 1 {
        // A new point for every part: parts may touch each other as they like.
        let point = groups.add()
        for ring in members where !groups.unite(ring, point) {
          faults.append(Invalidity(.disconnectedInterior, at: node.place, ring: rings.indices[ring]))
        }
      }
    }
    return faults
  }
}
