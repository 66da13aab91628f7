public import Registry

/// The units, area and people of one unit above, before and after.
public struct DivisionBalance: Sendable {
  public struct Side: Sendable {
    public internal(set) var units = 0
    /// On the ellipsoid; `nil` when no unit has a polygon.
    public internal(set) var areaSquareMetres: Double?
    /// `nil` when no unit has a figure.
    public internal(set) var population: Int?
    public internal(set) var unitsWithoutPopulation = 0
  }

  /// The code of the unit above in the new set; empty where no unit has one.
  public let code: String
  public let level: DivisionLevel?
  public internal(set) var before = Side()
  public internal(set) var after = Side()
}

/// Adds up the units by the unit above, before and after.
struct BalanceSheet {
  private struct Group: Hashable {
    let code: String
    let level: DivisionLevel?
  }

  private let old: DivisionSet
  private let new: DivisionSet
  /// The code of a unit above in the old set and the one that most of its units have in the new set.
  private let presentParents: [String: String]

  init(_ old: DivisionSet, _ new: DivisionSet, _ matches: [UnitMatch]) {
    (self.old, self.new) = (old, new)
    let kept = Set(new.units.compactMap(\.parentCode))
    var votes: [String: [String: Int]] = [:]
    for match in matches {
      guard let before = old.units[match.old].parentCode, !kept.contains(before),
        let after = new.units[match.new].parentCode
      else { continue }
      votes[before, default: [:]][after, default: 0] += 1
    }
    presentParents = votes.compactMapValues { $0.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
  }

  /// In the order of level and code.
  func balances(
    _ oldUnits: Set<Int>, _ newUnits: Set<Int>, _ overlaps: UnitOverlaps,
    population: (old: UnitPopulation?, new: UnitPopulation?)
  ) -> [DivisionBalance] {
    var groups: [Group: DivisionBalance] = [:]
    func group(_ unit: DivisionSet.Unit) -> Group {
      let code = unit.parentCode.map { presentParents[$0] ?? $0 } ?? ""
      return Group(code: unit.level.map { $0 <= .county } ?? false ? String(code.prefix(2)) : code, level: unit.level)
    }
    func add(_ unit: DivisionSet.Unit, _ body: (inout DivisionBalance) -> Void) {
      let group = group(unit)
      body(&groups[group, default: DivisionBalance(code: group.code, level: group.level)])
    }
    for index in oldUnits.sorted() {
      add(old.units[index]) { $0.before.add(overlaps.oldAreas[index], population.old.map { $0.people[index] }) }
    }
    for index in newUnits.sorted() {
      add(new.units[index]) { $0.after.add(overlaps.newAreas[index], population.new.map { $0.people[index] }) }
    }
    return groups.values.sorted { ($0.level?.rawValue ?? 0, $0.code) < ($1.level?.rawValue ?? 0, $1.code) }
  }
}

extension DivisionBalance.Side {
  /// - Parameters:
  ///   - area: 0 for a unit without polygon.
  ///   - people: `nil` without a population table, else the figure of the unit, if it has one.
  fileprivate mutating func add(_ area: Double, _ people: Int??) {
    units += 1
    if area > 0 { areaSquareMetres = (areaSquareMetres ?? 0) + area }
    guard let people else { return }
    if let people {
      population = (population ?? 0) + people
    } else {
      unitsWithoutPopulation += 1
    }
  }
}
