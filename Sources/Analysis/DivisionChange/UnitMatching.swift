import Registry
import Toponymy

/// Which units of two sets are the same unit.
public struct UnitMatch: Sendable, Hashable {
  /// What shows that they are.
  public enum Basis: Sendable, Hashable, CaseIterable {
    case code
    /// The table of former codes (`code_history`).
    case codeHistory
    case name
    /// The area that they have in common.
    case area
  }

  public let old: Int
  public let new: Int
  public let basis: Basis
}

/// Finds the matches, from the strongest evidence to the weakest. A unit has at most one match; each step looks at the
/// units that no earlier step matched.
///
/// 1. the same code and the same name without its type (铜梁县 and 铜梁区 are 铜梁);
/// 2. codes that the table of former codes gives to one unit, and the same name without type;
/// 3. the same name, then the same name without type, once each in the unit above (for counties: in the province);
/// 4. the same code under another name;
/// 5. the same name once each in a province, where the county of either is not in the other set: a county with new code;
/// 6. area: most of each lies in the other, see `UnitMatching.wholeShare`;
/// 7. the same name at another level, once each in a province.
///
/// Code alone comes late, because void codes were given to other units before 2025 (500111 was 双桥区, is 大足区). Where
/// both have polygons, steps 3 to 5 need most of one to lie in the other.
struct UnitMatching {
  /// A unit with this part of its area in another has gone into it, but for the noise of two drawings.
  static let wholeShare = 0.8
  /// Most of a unit.
  static let majorShare = 0.5

  private let old: DivisionSet
  private let new: DivisionSet
  private let history: DivisionList
  private let overlaps: UnitOverlaps
  private var matches: [UnitMatch] = []
  private var openOld: Set<Int>
  private var openNew: Set<Int>

  init(_ old: DivisionSet, _ new: DivisionSet, _ history: DivisionList, _ overlaps: UnitOverlaps) {
    (self.old, self.new, self.history, self.overlaps) = (old, new, history, overlaps)
    (openOld, openNew) = (Set(old.units.indices), Set(new.units.indices))
  }

  /// In the order of the old units.
  mutating func run() throws -> [UnitMatch] {
    let keys = UnitKeys(old, new, history)
    try match(.code) { unit in unit.code.map { [$0, keys.stem(unit)] } }
    try match(.codeHistory) { unit in unit.code.map { [keys.history.present($0), keys.stem(unit)] } }
    try match(.name, agreeing: true) { unit in unit.nameForms.map { [keys.level(unit), keys.scope(unit), $0.form] } }
    try match(.name, agreeing: true) { unit in unit.nameForms.map { [keys.level(unit), keys.scope(unit), $0.stem] } }
    try match(.code, agreeing: true) { unit in unit.code.map { [$0] } }
    let common = Set(old.units.map(\.parentCode)).intersection(new.units.map(\.parentCode))
    try match(.name, agreeing: true) { unit in
      guard !common.contains(unit.parentCode) else { return nil }
      return unit.nameForms.map { [keys.level(unit), keys.province(unit), $0.form] }
    }
    try matchByArea()
    try match(.name) { unit in unit.nameForms.map { [keys.province(unit), $0.form] } }
    return matches.sorted { $0.old < $1.old }
  }

  // MARK: By keys

  /// Matches open units whose key occurs once in each set.
  private mutating func match(
    _ basis: UnitMatch.Basis, agreeing: Bool = false, by key: (DivisionSet.Unit) -> [String]?
  ) throws {
    let olds = unique(openOld, of: old, key)
    let news = unique(openNew, of: new, key)
    for (key, index) in olds {
      guard let other = news[key] else { continue }
      if agreeing, let shares = try overlaps.shares(index, other), shares.larger < Self.majorShare { continue }
      add(UnitMatch(old: index, new: other, basis: basis))
    }
  }

  private func unique(
    _ open: Set<Int>, of set: DivisionSet, _ key: (DivisionSet.Unit) -> [String]?
  ) -> [[String]: Int] {
    Dictionary(grouping: open.filter { key(set.units[$0]) != nil }) { key(set.units[$0]) ?? [] }
      .compactMapValues { $0.count == 1 ? $0[0] : nil }
  }

  // MARK: By area

  /// The same unit: each lies in the other but for noise; or one lies in the other, alone of its set, and makes up most
  /// of it. Of several that lie in one, none is it: they were merged, or it was split.
  private mutating func matchByArea() throws {
    var candidates: [(old: Int, new: Int, shares: UnitOverlaps.Shares)] = []
    for old in openOld.sorted() {
      for new in overlaps.newUnits(near: old) where openNew.contains(new) {
        guard let shares = try overlaps.shares(old, new), shares.larger >= Self.wholeShare else { continue }
        candidates.append((old, new, shares))
      }
    }
    for candidate in candidates where candidate.shares.smaller >= Self.majorShare {
      let contributors = candidates.count { $0.new == candidate.new && $0.shares.ofOld >= Self.wholeShare }
      let heirs = candidates.count { $0.old == candidate.old && $0.shares.ofNew >= Self.wholeShare }
      let isAlone = contributors <= 1 && heirs <= 1
      guard isAlone || candidate.shares.smaller >= Self.wholeShare else { continue }
      add(UnitMatch(old: candidate.old, new: candidate.new, basis: .area))
    }
  }

  private mutating func add(_ match: UnitMatch) {
    guard openOld.contains(match.old), openNew.contains(match.new) else { return }
    openOld.remove(match.old)
    openNew.remove(match.new)
    matches.append(match)
  }
}

/// What units are compared by.
struct UnitKeys {
  let history: DivisionList
  /// One of the sets has no codes at all: names are looked up everywhere.
  private let isWithoutCodes: Bool

  init(_ old: DivisionSet, _ new: DivisionSet, _ history: DivisionList) {
    self.history = history
    isWithoutCodes = [old, new].contains { $0.units.allSatisfy { $0.code == nil } }
  }

  func stem(_ unit: DivisionSet.Unit) -> String { unit.nameForms?.stem ?? "" }

  func level(_ unit: DivisionSet.Unit) -> String { unit.level.map { "\($0)" } ?? "" }

  /// Where a name stands for one unit: below county level the unit above, by its present code; else the province.
  func scope(_ unit: DivisionSet.Unit) -> String {
    guard !isWithoutCodes else { return "" }
    guard let level = unit.level, level > .county else { return province(unit) }
    return unit.parentCode.map { history.present($0) } ?? ""
  }

  func province(_ unit: DivisionSet.Unit) -> String {
    isWithoutCodes ? "" : String((unit.code ?? unit.parentCode ?? "").prefix(2))
  }
}
