import Geometry

/// Territory that one unit gave up and another took.
public struct AreaExchange: Sendable {
  public enum Reason: Sendable, Hashable, CaseIterable {
    /// Both units go on.
    case borderMoved
    /// The giving unit went into the taking one.
    case merged
    /// The taking unit was made of the giving one.
    case split
    /// The giving unit is gone, the taking one was there before.
    case abolished
    /// The taking unit is new.
    case established
    /// From or to territory that the other set does not cover.
    case outside
  }

  /// The unit of the old set that had it; `nil` where none had.
  public let old: Int?
  /// The unit of the new set that has it; `nil` where none has.
  public let new: Int?
  public internal(set) var reason: Reason
  /// Those of at least the smallest area that counts.
  public let pieces: [CoveragePiece]

  /// On the ellipsoid.
  public var areaSquareMetres: Double { pieces.reduce(0) { $0 + $1.areaSquareMetres } }
  public var largest: CoveragePiece? { pieces.max { $0.areaSquareMetres < $1.areaSquareMetres } }
}

/// What was left out of the exchanges because it is small: noise of two drawings of one border.
public struct Slivers: Sendable, Equatable {
  public internal(set) var count = 0
  public internal(set) var areaSquareMetres = 0.0
}

/// Finds the territory that changed hands.
///
/// A unit loses what it had and its match in the new set has not (all, without a match), and gains what it has and had not.
/// The exchange of a pair is what the one lost and the other gained; so units that overlap in either set make no exchange.
///
/// Complexity: one overlay per match and per pair of a loss and a gain whose bounds meet.
struct ExchangeSearch {
  private let old: DivisionSet
  private let new: DivisionSet
  private let overlaps: UnitOverlaps
  private let minimumArea: Double
  /// By old unit, and by new unit.
  private var losses = GeometryColumn()
  private var gains = GeometryColumn()
  private(set) var slivers = Slivers()
  private(set) var exchanges: [AreaExchange] = []

  /// - Parameters:
  ///   - oldUnits: take part, and so do `newUnits`; others are of a level that the other set does not have.
  init(
    _ old: DivisionSet, _ oldUnits: Set<Int>, _ new: DivisionSet, _ newUnits: Set<Int>, matches: [UnitMatch],
    _ overlaps: UnitOverlaps, minimumAreaSquareMetres: Double
  ) throws {
    (self.old, self.new, self.overlaps) = (old, new, overlaps)
    minimumArea = minimumAreaSquareMetres
    let newOfOld = Dictionary(uniqueKeysWithValues: matches.map { ($0.old, $0.new) })
    let oldOfNew = Dictionary(uniqueKeysWithValues: matches.map { ($0.new, $0.old) })
    for unit in old.units.indices {
      let match = newOfOld[unit]
      guard oldUnits.contains(unit), match.map({ compares(unit, $0) }) ?? true else {
        losses.appendNone()
        continue
      }
      try append(unit, of: old.polygons, without: match, of: new.polygons, to: &losses)
    }
    for unit in new.units.indices {
      let match = oldOfNew[unit]
      guard newUnits.contains(unit), match.map({ compares($0, unit) }) ?? true else {
        gains.appendNone()
        continue
      }
      try append(unit, of: new.polygons, without: match, of: old.polygons, to: &gains)
    }
    try search()
  }

  /// Whether the polygons of a match say what changed: both are there, drawn anew, and at one level.
  private func compares(_ old: Int, _ new: Int) -> Bool {
    overlaps.oldAreas[old] > 0 && overlaps.newAreas[new] > 0 && overlaps.areComparable(old, new)
      && !overlaps.isUnchanged(old, new)
  }

  private func append(
    _ unit: Int, of polygons: GeometryColumn, without match: Int?, of others: GeometryColumn,
    to column: inout GeometryColumn
  ) throws {
    guard let match, polygons.types[unit] != .none else {
      column.append(unit, of: polygons)
      return
    }
    let whole = try Geometry(row: unit, of: polygons, in: overlaps.context)
    let other = try Geometry(row: match, of: others, in: overlaps.context)
    try whole.difference(other).append(to: &column, dimension: 2)
  }

  private mutating func search() throws {
    let tree = STRtree(gains)
    for loss in 0..<losses.count {
      guard let bounds = losses.envelope(ofRow: loss) else { continue }
      for gain in tree.query(bounds) where overlaps.areComparable(loss, gain) {
        let lost = try Geometry(row: loss, of: losses, in: overlaps.context)
        let gained = try Geometry(row: gain, of: gains, in: overlaps.context)
        guard try lost.intersects(gained) else { continue }
        try add(try lost.intersection(gained).column(dimension: 2), from: loss, to: gain)
      }
      let near = overlaps.newUnits(near: loss)
      try add(try rest(of: loss, of: losses, without: near, of: new.polygons), from: loss, to: nil)
    }
    for gain in 0..<gains.count where gains.envelope(ofRow: gain) != nil {
      let near = overlaps.oldUnits(near: gain)
      try add(try rest(of: gain, of: gains, without: near, of: old.polygons), from: nil, to: gain)
    }
  }

  private func rest(
    of row: Int, of column: GeometryColumn, without others: [Int], of polygons: GeometryColumn
  ) throws -> GeometryColumn {
    let cover = try Geometry.union(ofRows: others, of: polygons, in: overlaps.context)
    return try Geometry(row: row, of: column, in: overlaps.context).difference(cover).column(dimension: 2)
  }

  private mutating func add(_ common: GeometryColumn, from old: Int?, to new: Int?) throws {
    let areas = (0..<common.count).flatMap { common.parts(ofRow: $0) }
      .map { CoveragePiece.area(ofPart: $0, of: common) }
    let small = areas.filter { $0 < minimumArea }
    slivers.count += small.count
    slivers.areaSquareMetres += small.reduce(0, +)
    let pieces = try CoveragePiece.parts(of: common, minimumAreaSquareMetres: minimumArea, in: overlaps.context)
    guard !pieces.isEmpty else { return }
    exchanges.append(
      AreaExchange(old: old, new: new, reason: old == nil || new == nil ? .outside : .borderMoved, pieces: pieces))
  }
}
