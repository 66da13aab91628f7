import Geometry
public import Registry
public import Toponymy

/// What changed between two sets of divisions: the units, the territory, the sums.
///
/// Polygons are compared where both sets have them; code lists by code and name alone.
public struct DivisionComparison: Sendable {
  public let old: DivisionSet
  public let new: DivisionSet
  public let matches: [UnitMatch]
  /// In the order of the codes.
  public let changes: [DivisionChange]
  /// In the order of the codes, first of the giving units; those of at least the smallest area that counts.
  public let exchanges: [AreaExchange]
  public let slivers: Slivers
  public let balances: [DivisionBalance]
  /// Levels that only one of the sets has; their units are not compared.
  public let levelsOfOneSet: [DivisionLevel]
  /// Whether territory was compared.
  public let comparesAreas: Bool

  /// - Parameter minimumAreaSquareMetres: smaller pieces of exchanged territory are only summed up, in `slivers`.
  /// - Throws: `GeometryError` when GEOS cannot overlay two polygons.
  public init(
    _ old: DivisionSet, _ new: DivisionSet, history: DivisionList = .linkedIn, minimumAreaSquareMetres: Double,
    oldPopulation: UnitPopulation? = nil, newPopulation: UnitPopulation? = nil
  ) throws {
    (self.old, self.new) = (old, new)
    let overlaps = UnitOverlaps(old, new)
    var matching = UnitMatching(old, new, history, overlaps)
    let matches = try matching.run()
    let levels = ComparedLevels(old, new)
    let oldUnits = levels.units(of: old, matched: Set(matches.map(\.old)))
    let newUnits = levels.units(of: new, matched: Set(matches.map(\.new)))
    comparesAreas = old.hasPolygons && new.hasPolygons
    var exchanges: [AreaExchange] = []
    var slivers = Slivers()
    if comparesAreas {
      let search = try ExchangeSearch(
        old, oldUnits, new, newUnits, matches: matches, overlaps, minimumAreaSquareMetres: minimumAreaSquareMetres)
      slivers = search.slivers
      exchanges = search.exchanges.sorted { one, other in
        let (left, right) = (one.codes(old, new), other.codes(old, new))
        // Units without code and with one name are told apart by their place in the set.
        guard left != right else { return (one.old ?? -1, one.new ?? -1) < (other.old ?? -1, other.new ?? -1) }
        return left.lexicographicallyPrecedes(right)
      }
    }
    var classification = ChangeClassification(old, new, matches, history)
    try classification.findTransfers(oldUnits, newUnits, overlaps)
    self.exchanges = exchanges.map(classification.withReason)
    changes = classification.changes(oldUnits, newUnits, self.exchanges)
    self.matches = matches
    self.slivers = slivers
    levelsOfOneSet = levels.ofOneSet
    balances = BalanceSheet(old, new, matches).balances(
      oldUnits, newUnits, overlaps, population: (oldPopulation, newPopulation))
  }

  /// Whether most of at least four units that go on have other borders: more likely two drawings than two states.
  public var looksLikeTwoDrawings: Bool {
    let moved = changes.count { $0.kinds.contains(.borderMoved) }
    return moved >= 4 && 2 * moved > matches.count
  }

  /// The records with a position in a piece of exchanged territory, in row order.
  ///
  /// Complexity: O(log n) per record in pieces.
  public func affected(_ table: RecordTable) throws -> [AffectedRecord] {
    let context = GEOSContext()
    var pieces: [(exchange: Int, shape: PreparedGeometry)] = []
    var bounds: [Envelope?] = []
    for (index, exchange) in exchanges.enumerated() {
      for piece in exchange.pieces {
        pieces.append((index, try PreparedGeometry(row: 0, of: piece.shape, in: context)))
        bounds.append(piece.shape.envelope(ofRow: 0))
      }
    }
    let tree = STRtree(bounds)
    var found: [AffectedRecord] = []
    for row in table.rows {
      guard let position = table.position(row), position.x.isFinite, position.y.isFinite else { continue }
      var exchanges: Set<Int> = []
      try tree.forEach(intersecting: Envelope(position)) { piece in
        if try pieces[piece].shape.covers(position) { exchanges.insert(pieces[piece].exchange) }
      }
      found += exchanges.sorted().map { AffectedRecord(kind: table.kind, row: row, exchange: $0) }
    }
    return found
  }
}

extension AreaExchange {
  /// What exchanges are ordered by: the codes of both units, those with the outside last.
  fileprivate func codes(_ oldSet: DivisionSet, _ newSet: DivisionSet) -> [String] {
    let (giver, taker) = (old.map { oldSet.units[$0] }, new.map { newSet.units[$0] })
    return [giver, taker].map { unit in unit.map { $0.code ?? $0.title } ?? "~" }
  }
}

/// The levels that both sets have: units of others have no counterparts and are neither gone nor new.
private struct ComparedLevels {
  private let common: Set<DivisionLevel>
  private let isOpen: Bool
  let ofOneSet: [DivisionLevel]

  init(_ old: DivisionSet, _ new: DivisionSet) {
    let levels = [old, new].map { Set($0.units.compactMap(\.level)) }
    common = levels[0].intersection(levels[1])
    // A set whose units have no level may hold units of any.
    isOpen = [old, new].contains { $0.units.contains { $0.level == nil } }
    ofOneSet = isOpen ? [] : levels[0].symmetricDifference(levels[1]).sorted()
  }

  func units(of set: DivisionSet, matched: Set<Int>) -> Set<Int> {
    Set(
      set.units.indices.filter { index in
        guard !isOpen, let level = set.units[index].level, !matched.contains(index) else { return true }
        return common.contains(level)
      })
  }
}
