import Analysis
import Registry
import Toponymy

/// How the proposals stand to the names in use, and to one another.
struct LikeGroups {
  /// By proposal: the first of the same name and scope, where that is another one.
  private(set) var repeats: [Int: Int] = [:]
  private(set) var firstRows: [Int] = []

  private let found: FoundNames
  private let table: RecordTable
  private let places: ScopedPlaces
  private let sounds: [SoundKey]
  private let names: TextGroups?
  /// The row of the first name in use.
  private let base: Int
  private static let listed = 10

  /// - Parameter area: the proposals, and behind them the names in use.
  init(_ proposals: Range<Int>, _ found: FoundNames, _ area: Area) {
    self.found = found
    table = area.dataset[.placeName]
    places = area.scopedPlaces
    sounds = area.spellings.soundKeys
    names = area.groups(.placeName, .name)
    base = proposals.count
    var first: [Key: Int] = [:]
    for row in proposals {
      if let place = places[row], let known = first[Key(name: found.nameOfProposal[row], place: place)] {
        repeats[row] = known
      } else {
        if let place = places[row] { first[Key(name: found.nameOfProposal[row], place: place)] = row }
        firstRows.append(row)
      }
    }
  }

  private struct Key: Hashable {
    let name: Int32
    let place: ScopedPlaces.Place
  }

  private func rows(like row: Int) -> [Int] {
    let name = Int(found.nameOfProposal[row])
    return found.like.indices.contains(name) ? found.like[name].map { base + $0 } : []
  }

  func likeNames(of row: Int) -> [LikeName] {
    let here = table.position(row)
    return rows(like: row).map { other in
      LikeName(
        likeness(row, other), standing(row, other), name: table.text(.name, other) ?? "",
        classCode: table.text(.classCode, other).flatMap { ClassCode($0) },
        unit: table.text(.unit, other) ?? table.text(.countyName, other),
        distanceMetres: here.flatMap { here in
          table.position(other).map { EllipsoidalMeasure.distance(here, $0) }
        })
    }.sorted { left, right in
      (left.standing.order, left.likeness.rawValue, left.distanceMetres ?? .infinity, left.name)
        < (right.standing.order, right.likeness.rawValue, right.distanceMetres ?? .infinity, right.name)
    }
  }

  func comparison(of row: Int, hasWorkspace: Bool) -> ScopeComparison {
    guard hasWorkspace else { return .none(.noWorkspace) }
    guard found.hasNames else { return .none(.noNamesInUse) }
    let others = rows(like: row)
    guard let place = places[row] else {
      if others.isEmpty { return .everywhere }
      switch places.exemption(ofRow: row) {
      case .mayRepeat: return .none(.mayRepeat)
      case .unknownTown: return .none(.unknownUnit(.town))
      case .noClass, .former, nil: return .none(.noClass)
      }
    }
    if !places.isDecisive(place) {
      if others.isEmpty { return .everywhere }
      if others.contains(where: { standing(row, $0) == .undecided }) {
        return .none(.unknownUnit(places.level(of: place)))
      }
    }
    return .within(places.scope(of: place).title)
  }

  func likeProposals(of row: Int) -> (first: [LikeProposal], count: Int) {
    let name = Int(found.nameOfProposal[row])
    guard found.proposals.indices.contains(name) else { return ([], 0) }
    let same = found.proposals[name]
    let alike = found.likeProposals[name].filter { found.nameOfProposal[$0] != name }
    let listed = Array(same.lazy.filter { $0 != row }.prefix(Self.listed)) + alike.prefix(Self.listed)
    let first = listed.prefix(Self.listed).map { other in
      LikeProposal(likeness(row, other), name: table.text(.name, other) ?? "", row: table.origins[other].row)
    }
    return (first, same.count - 1 + alike.count)
  }

  /// The rules compare texts and sounds in the same way.
  private func likeness(_ row: Int, _ other: Int) -> NameLikeness {
    if let names, names.groupOfRow[row] == names.groupOfRow[other] { return .same }
    return sounds[row] == sounds[other] && !sounds[row].isSilent ? .sameSound : .nearlySame
  }

  private func standing(_ row: Int, _ other: Int) -> LikeName.Standing {
    guard let there = places[other] else {
      switch places.exemption(ofRow: other) {
      case .former: return .former
      case .mayRepeat: return .beyond
      case .noClass, .unknownTown, nil: return .undecided
      }
    }
    guard let here = places[row] else { return places.exemption(ofRow: row) == .mayRepeat ? .beyond : .undecided }
    switch places.relation(here, there) {
    case .same: return .within
    case .different: return .beyond
    case .undecided: return .undecided
    }
  }
}

extension LikeName.Standing {
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
