import Registry
import Toponymy

/// Names the changes of matched units, and finds where units without match went or came from.
///
/// A unit without match in the new set was merged into the unit that has `UnitMatching.wholeShare` of its area, or, without
/// polygons, into the unit that the table of former codes names. A unit without match in the old set was split off from the
/// unit that had that share of it. Others were abolished and established, where the other set covers their territory.
struct ChangeClassification {
  private let old: DivisionSet
  private let new: DivisionSet
  private let history: DivisionList
  private let matches: [UnitMatch]
  private let newOfOld: [Int: Int]
  private let oldOfNew: [Int: Int]
  /// Merged units and what they went into, split-off units and what they came from, with what shows it.
  private var targets: [Int: (new: Int, basis: DivisionChange.Basis)] = [:]
  private var origins: [Int: Int] = [:]
  /// Units without match, most of whose territory the other set does not cover.
  private var uncoveredOld: Set<Int> = []
  private var uncoveredNew: Set<Int> = []

  init(_ old: DivisionSet, _ new: DivisionSet, _ matches: [UnitMatch], _ history: DivisionList) {
    (self.old, self.new, self.matches, self.history) = (old, new, matches, history)
    newOfOld = Dictionary(uniqueKeysWithValues: matches.map { ($0.old, $0.new) })
    oldOfNew = Dictionary(uniqueKeysWithValues: matches.map { ($0.new, $0.old) })
  }

  // MARK: Where units went and came from

  mutating func findTransfers(_ oldUnits: Set<Int>, _ newUnits: Set<Int>, _ overlaps: UnitOverlaps) throws {
    for unit in oldUnits.sorted() where newOfOld[unit] == nil {
      if let target = try largest(of: overlaps.newUnits(near: unit), { try overlaps.shares(unit, $0)?.ofOld }) {
        targets[unit] = (target, .area)
      } else if overlaps.oldAreas[unit] == 0, let target = successor(of: old.units[unit]) {
        targets[unit] = (target, .match(.codeHistory))
      } else if try isUncovered(overlaps.newUnits(near: unit), { try overlaps.shares(unit, $0)?.ofOld }),
        overlaps.oldAreas[unit] > 0, new.hasPolygons
      {
        uncoveredOld.insert(unit)
      }
    }
    for unit in newUnits.sorted() where oldOfNew[unit] == nil {
      origins[unit] = try largest(of: overlaps.oldUnits(near: unit)) { try overlaps.shares($0, unit)?.ofNew }
      if origins[unit] == nil, overlaps.newAreas[unit] > 0, old.hasPolygons,
        try isUncovered(overlaps.oldUnits(near: unit), { try overlaps.shares($0, unit)?.ofNew })
      {
        uncoveredNew.insert(unit)
      }
    }
  }

  private func isUncovered(_ others: [Int], _ share: (Int) throws -> Double?) rethrows -> Bool {
    try others.reduce(0) { try $0 + (share($1) ?? 0) } < UnitMatching.majorShare
  }

  /// The unit with the largest share, if that is nearly the whole.
  private func largest(of candidates: [Int], _ share: (Int) throws -> Double?) rethrows -> Int? {
    var best: (unit: Int, share: Double)?
    for unit in candidates {
      guard let share = try share(unit), share >= UnitMatching.wholeShare, share > best?.share ?? 0 else { continue }
      best = (unit, share)
    }
    return best?.unit
  }

  /// The new unit of which the table of former codes says that this one belongs to it, told by code and name.
  private func successor(of unit: DivisionSet.Unit) -> Int? {
    guard let code = unit.code.flatMap({ try? DivisionCode($0) }), let stem = unit.nameForms?.stem else { return nil }
    let former = history.formerUnits[code, default: []].first { UnitName($0.name).stem == stem }
    guard let present = former?.presentCode.description else { return nil }
    return new.units.firstIndex { $0.code == present }
  }

  // MARK: Exchanges

  func withReason(_ exchange: AreaExchange) -> AreaExchange {
    guard let giver = exchange.old, let taker = exchange.new else { return exchange }
    var exchange = exchange
    if targets[giver]?.new == taker {
      exchange.reason = .merged
    } else if origins[taker] == giver {
      exchange.reason = .split
    } else if uncoveredOld.contains(giver) || uncoveredNew.contains(taker) {
      exchange.reason = .outside
    } else if newOfOld[giver] == nil {
      exchange.reason = .abolished
    } else if oldOfNew[taker] == nil {
      exchange.reason = .established
    }
    return exchange
  }

  // MARK: Changes

  func changes(_ oldUnits: Set<Int>, _ newUnits: Set<Int>, _ exchanges: [AreaExchange]) -> [DivisionChange] {
    let moved = exchanges.filter { $0.reason == .borderMoved }
    let (movedOld, movedNew) = (Set(moved.compactMap(\.old)), Set(moved.compactMap(\.new)))
    var changes = matches.compactMap { match in
      change(of: match, hasMoved: movedOld.contains(match.old) || movedNew.contains(match.new))
    }
    changes += mergers + splits
    let sources = Set(origins.values)
    for unit in oldUnits.sorted() where newOfOld[unit] == nil && targets[unit] == nil && !sources.contains(unit) {
      let kind: DivisionChange.Kind = uncoveredOld.contains(unit) ? .notCovered : .abolished
      changes.append(DivisionChange(kinds: [kind], old: [unit], new: [], basis: .unmatched))
    }
    let merged = Set(targets.values.map(\.new))
    for unit in newUnits.sorted() where oldOfNew[unit] == nil && origins[unit] == nil && !merged.contains(unit) {
      let kind: DivisionChange.Kind = uncoveredNew.contains(unit) ? .notCovered : .established
      changes.append(DivisionChange(kinds: [kind], old: [], new: [unit], basis: .unmatched))
    }
    return changes.sorted { one, other in
      let (left, right) = (order(one), order(other))
      // Units without code and with one name are told apart by their place in the set.
      guard left != right else { return (one.new + one.old).lexicographicallyPrecedes(other.new + other.old) }
      return left.lexicographicallyPrecedes(right)
    }
  }

  private var mergers: [DivisionChange] {
    Dictionary(grouping: targets.keys) { targets[$0]?.new ?? 0 }.map { target, merged in
      let olds = (merged + [oldOfNew[target]].compactMap { $0 }).sorted()
      let basis = merged.compactMap { targets[$0]?.basis }.first { $0 == .area } ?? .match(.codeHistory)
      return DivisionChange(kinds: [.merged], old: olds, new: [target], basis: basis)
    }
  }

  private var splits: [DivisionChange] {
    Dictionary(grouping: origins.keys) { origins[$0] ?? 0 }.map { origin, parts in
      let news = (parts + [newOfOld[origin]].compactMap { $0 }).sorted()
      return DivisionChange(kinds: [.split], old: [origin], new: news, basis: .area)
    }
  }

  /// What changed of a unit that goes on; `nil` when nothing did.
  private func change(of match: UnitMatch, hasMoved: Bool) -> DivisionChange? {
    let (before, after) = (old.units[match.old], new.units[match.new])
    var kinds: [DivisionChange.Kind] = []
    if let name = nameChange(before, after) { kinds.append(name) }
    if let code = before.code, let other = after.code, code != other { kinds.append(.recoded) }
    if let upper = before.parentCode, let other = after.parentCode, isOtherUnit(upper, other) {
      kinds.append(.affiliationChanged)
    }
    if let level = before.level, let other = after.level, level != other { kinds.append(.levelChanged) }
    if hasMoved { kinds.append(.borderMoved) }
    guard !kinds.isEmpty else { return nil }
    return DivisionChange(kinds: kinds.sorted(), old: [match.old], new: [match.new], basis: .match(match.basis))
  }

  private func nameChange(_ before: DivisionSet.Unit, _ after: DivisionSet.Unit) -> DivisionChange.Kind? {
    guard let name = before.name, let other = after.name, name != other, let forms = before.nameForms,
      let others = after.nameForms
    else { return nil }
    if forms.form == others.form { return .nameSpelling }
    return forms.stem == others.stem ? .typeChanged : .renamed
  }

  /// Whether two codes of units above name two units: not 500224 and 500151, nor the groups 5001 of districts and 5002 of
  /// counties, which are no units.
  private func isOtherUnit(_ code: String, _ other: String) -> Bool {
    let municipalities: Set = ["11", "12", "31", "50"]
    func unit(_ code: String) -> String {
      let present = history.present(code)
      return present.count == 4 && municipalities.contains(String(present.prefix(2)))
        ? String(present.prefix(2)) : present
    }
    guard unit(code) != unit(other) else { return false }
    // The unit above was itself re-coded.
    if let upper = old.units.firstIndex(where: { $0.code == code }), let match = newOfOld[upper] {
      return new.units[match].code != other
    }
    return true
  }

  private func order(_ change: DivisionChange) -> [String] {
    let unit = change.new.first.map { new.units[$0] } ?? change.old.first.map { old.units[$0] }
    return [unit?.code ?? "", unit?.name ?? "", change.kinds.map { String($0.rawValue + 10) }.joined()]
  }
}
