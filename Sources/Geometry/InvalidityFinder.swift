/// Looks for the faults of one row: first those of single rings (here), then where rings meet (`RingCrossings`), then
/// how they lie in each other (`RingNesting`).
struct InvalidityFinder {
  /// After so many faults the search stops: garbage has as many crossings as pairs of edges.
  static let limit = 10_000

  private(set) var found: Set<Invalidity> = []
  /// Rings fit for comparison: finite, closed, without repeated points.
  private(set) var rings = CleanRings()

  var isFull: Bool { found.count >= Self.limit }

  /// Finds faults of single rings that need no geometry: what GEOS would not even accept.
  init(row: Int, of column: GeometryColumn) {
    let dimension = column.types[row].dimension
    let fallback = column.vertices(ofRow: row).lazy.map(column.position(ofVertex:)).first { $0.isFinite }
    for (index, vertices) in column.indexedRings(ofRow: row) {
      let positions = vertices.map(column.position(ofVertex:))
      let finite = reportNonFinite(positions, ring: index, fallback: fallback)
      switch dimension {
      case 1: checkLine(finite, wasEmpty: positions.isEmpty, ring: index, fallback: fallback)
      case 2:
        // Only a shell with holes has to be there.
        let isEmpty = positions.isEmpty && (index.ring > 0 || !column.hasHoles(row: row, part: index.part))
        if !isEmpty { checkRing(finite, ring: index, fallback: fallback) }
      default: break
      }
    }
  }

  mutating func report(
    _ kind: Invalidity.Kind, at place: Position, ring: RingIndex, otherRing: RingIndex? = nil
  ) {
    guard !isFull else { return }
    found.insert(Invalidity(kind, at: place, ring: ring, otherRing: otherRing))
  }

  /// In the order of rings, kinds and places.
  func sorted() -> [Invalidity] {
    let order = Dictionary(uniqueKeysWithValues: Invalidity.Kind.allCases.enumerated().map { ($1, $0) })
    func key(_ fault: Invalidity) -> (RingIndex, Int, Double, Double, RingIndex) {
      (fault.ring, order[fault.kind] ?? 0, fault.place.x, fault.place.y, fault.otherRing ?? fault.ring)
    }
    return found.sorted { key($0) < key($1) }
  }

  // MARK: Single rings

  /// Reports coordinates that are not finite, at the finite vertex before them, and gives the finite vertices.
  private mutating func reportNonFinite(
    _ positions: [Position], ring: RingIndex, fallback: Position?
  ) -> [Position] {
    guard let first = positions.firstIndex(where: { !$0.isFinite }) else { return positions }
    var last = positions[..<first].last ?? positions.first(where: \.isFinite) ?? fallback
    for position in positions[first...] {
      if position.isFinite {
        last = position
      } else {
        report(.nonFiniteCoordinate, at: last ?? position, ring: ring)
      }
    }
    return positions.filter(\.isFinite)
  }

  private mutating func checkLine(_ positions: [Position], wasEmpty: Bool, ring: RingIndex, fallback: Position?) {
    guard !wasEmpty, !positions.contains(where: { $0 != positions[0] }) else { return }
    report(.tooFewPoints, at: positions.first ?? fallback ?? .nowhere, ring: ring)
  }

  private mutating func checkRing(_ positions: [Position], ring: RingIndex, fallback: Position?) {
    guard let first = positions.first, let last = positions.last else {
      return report(.tooFewPoints, at: fallback ?? .nowhere, ring: ring)
    }
    if first != last || positions.count == 1 { report(.unclosedRing, at: last, ring: ring) }
    var distinct: [Position] = []
    distinct.reserveCapacity(positions.count)
    for position in positions where position != distinct.last { distinct.append(position) }
    if distinct.count > 1, distinct.first == distinct.last { distinct.removeLast() }
    guard distinct.count >= 3 else { return report(.tooFewPoints, at: first, ring: ring) }
    rings.append(open: distinct, index: ring)
  }

  // MARK: Rings against each other

  /// Finds everything that needs geometry: spikes, duplicates, crossings, touches, nesting.
  mutating func findRingFaults() {
    removeSpikes()
    removeDuplicates()
    guard !rings.isEmpty else { return }
    var crossings = RingCrossings(rings: rings)
    crossings.search(limit: Self.limit)
    report(crossings)
    var nesting = RingNesting(rings: rings, crossings: crossings)
    for fault in nesting.faults() where !isFull { found.insert(fault) }
  }

  private mutating func removeSpikes() {
    var smooth = CleanRings()
    for ring in 0..<rings.count {
      var spikes = SpikeRemoval(rings.open(ring))
      spikes.run()
      for tip in spikes.tips { report(.spike, at: tip, ring: rings.indices[ring]) }
      let rest = spikes.remaining
      if rest.count >= 3 { smooth.append(open: rest, index: rings.indices[ring]) }
    }
    rings = smooth
  }

  /// Reports rings with the vertices of an earlier ring and leaves them out of all that follows.
  private mutating func removeDuplicates() {
    var unique = CleanRings()
    var known: [CanonicalRing: Int] = [:]
    for ring in 0..<rings.count {
      let open = rings.open(ring)
      let canonical = CanonicalRing(open)
      if let original = known[canonical] {
        let place = canonical.positions[0]
        report(.duplicateRings, at: place, ring: rings.indices[ring], otherRing: unique.indices[original])
        unique.noteTwin(of: original, index: rings.indices[ring])
      } else {
        known[canonical] = unique.count
        unique.append(open: open, index: rings.indices[ring])
      }
    }
    rings = unique
  }

  private mutating func report(_ crossings: RingCrossings) {
    for crossing in crossings.faults {
      let (first, second) = (rings.indices[crossing.first], rings.indices[crossing.second])
      let kind: Invalidity.Kind =
        switch crossing.contact {
        case .along: .overlappingEdges
        case .touch: .ringSelfTouch
        case .across where first == second: .selfIntersection
        case .across where first.part == second.part: .crossingRings
        case .across: .overlappingParts
        }
      report(kind, at: crossing.place, ring: max(first, second), otherRing: first == second ? nil : min(first, second))
    }
  }
}

extension GeometryColumn {
  fileprivate func hasHoles(row: Int, part: Int) -> Bool {
    rings(ofPart: parts(ofRow: row).lowerBound + part).dropFirst().contains { !vertices(ofRing: $0).isEmpty }
  }
}

extension Position {
  var isFinite: Bool { x.isFinite && y.isFinite }
  /// The place of a fault in a geometry without any finite vertex.
  fileprivate static let nowhere = Position(x: .nan, y: .nan)
}

extension Geometry {
  /// The first fault that GEOS meets, in its own words; `nil` if valid.
  func firstInvalidity() throws(GeometryError) -> Invalidity? {
    guard let (message, place) = try validityDetail() else { return nil }
    let bounds = try envelope
    let anywhere = place ?? bounds?.centre ?? Position(x: 0, y: 0)
    return Invalidity(.other, at: anywhere, ring: RingIndex(part: 0, ring: 0), message: message)
  }
}
