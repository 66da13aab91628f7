import Geometry

/// How much of a unit lies in a unit of the other set; areas on the ellipsoid, each pair overlaid once.
final class UnitOverlaps {
  struct Shares {
    /// The part of the old unit that lies in the new one, 0 to 1, and the reverse.
    let ofOld: Double
    let ofNew: Double

    var larger: Double { max(ofOld, ofNew) }
    var smaller: Double { min(ofOld, ofNew) }
  }

  private struct Pair: Hashable {
    let old: Int
    let new: Int
  }

  let context = GEOSContext()
  private let old: DivisionSet
  private let new: DivisionSet
  private let newTree: STRtree
  private let oldTree: STRtree
  private(set) lazy var oldAreas = Self.areas(old.polygons)
  private(set) lazy var newAreas = Self.areas(new.polygons)
  private var known: [Pair: Shares] = [:]

  init(_ old: DivisionSet, _ new: DivisionSet) {
    (self.old, self.new) = (old, new)
    (oldTree, newTree) = (STRtree(old.polygons), STRtree(new.polygons))
  }

  /// `nil` when one of the two has no polygon.
  func shares(_ old: Int, _ new: Int) throws -> Shares? {
    guard oldAreas[old] > 0, newAreas[new] > 0 else { return nil }
    let pair = Pair(old: old, new: new)
    if let shares = known[pair] { return shares }
    let shares = try computed(old, new)
    known[pair] = shares
    return shares
  }

  private func computed(_ old: Int, _ new: Int) throws -> Shares {
    if isUnchanged(old, new) { return Shares(ofOld: 1, ofNew: 1) }
    let one = try Geometry(row: old, of: self.old.polygons, in: context)
    let other = try Geometry(row: new, of: self.new.polygons, in: context)
    let common = try one.intersection(other).column(dimension: 2)
    let area = EllipsoidalMeasure.area(ofRow: 0, in: common)
    return Shares(ofOld: area / oldAreas[old], ofNew: area / newAreas[new])
  }

  /// Whether both have the same vertices in the same order.
  func isUnchanged(_ old: Int, _ new: Int) -> Bool {
    self.old.polygons.single(row: old) == self.new.polygons.single(row: new)
  }

  /// The new units whose bounds meet those of an old one, of a comparable level.
  func newUnits(near old: Int) -> [Int] {
    guard let bounds = self.old.polygons.envelope(ofRow: old) else { return [] }
    return newTree.query(bounds).filter { areComparable(old, $0) }
  }

  func oldUnits(near new: Int) -> [Int] {
    guard let bounds = self.new.polygons.envelope(ofRow: new) else { return [] }
    return oldTree.query(bounds).filter { areComparable($0, new) }
  }

  /// Units of the same level cover the ground side by side; a town lies in a county and takes nothing from it.
  func areComparable(_ old: Int, _ new: Int) -> Bool {
    guard let one = self.old.units[old].level, let other = self.new.units[new].level else { return true }
    return one == other
  }

  private static func areas(_ polygons: GeometryColumn) -> [Double] {
    (0..<polygons.count).map { polygons.types[$0] == .none ? 0 : EllipsoidalMeasure.area(ofRow: $0, in: polygons) }
  }
}
