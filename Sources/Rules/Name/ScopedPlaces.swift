import Registry
import Toponymy

/// Where each place name is compared with others, made once for the rules on duplicates.
struct ScopedPlaces: Sendable {
  typealias Place = ScopedNames.Place
  typealias Exemption = ScopedNames.Exemption

  /// What a scope is called and based on.
  struct Scope {
    let title: LocalizedText
    let basis: LocalizedText
  }

  /// How the places of two names stand to each other.
  enum Relation {
    /// Both must differ.
    case same
    case different
    /// One of the two units is not known, or known by its name only.
    case undecided
  }

  /// By row; where the name is not compared the raw value of its exemption, which is negative, instead of a scope.
  private let places: [Place]
  private let builtUpNames: [String]

  init(_ area: Area) {
    let names = ScopedNames(area)
    places = area.dataset[.placeName].rows.map { row in
      switch names.placement(ofRow: row) {
      case .place(let place): place
      case .none(let exemption): Place(scope: exemption.rawValue, unit: 0)
      }
    }
    builtUpNames = names.builtUpNames
  }

  subscript(row: Int) -> Place? { places[row].scope < 0 ? nil : places[row] }

  /// Why a name is not compared; `nil` where it is.
  func exemption(ofRow row: Int) -> Exemption? { Exemption(rawValue: places[row].scope) }

  /// Whether the rules would compare two names.
  func relation(_ left: Place, _ right: Place) -> Relation {
    if left == right { return .same }
    guard left.scope == right.scope, NameScope.all[left.scope].area != .nation else { return .different }
    return Knowledge(left.unit) == Knowledge(right.unit) ? .different : .undecided
  }

  /// Whether it can be told of every place that is known by its code whether it is in the same unit.
  func isDecisive(_ place: Place) -> Bool {
    Knowledge(place.unit) == .byCode || NameScope.all[place.scope].area == .nation
  }

  /// The level of the unit that decides; towns stand for built-up areas.
  func level(of place: Place) -> DivisionLevel {
    switch NameScope.all[place.scope].area {
    case .nation, .province: .province
    case .county: .county
    case .town, .builtUp: .town
    }
  }

  /// How a unit is known; of two that are known alike it can be told that they are not the same.
  private enum Knowledge: Equatable {
    case not
    case byCode
    case byName

    init(_ unit: Int) {
      // What lies in a built-up area is known as well as by a code.
      self = unit == 0 ? .not : unit > 0 || BuiltUpAreas.index(ofNumber: unit) != nil ? .byCode : .byName
    }
  }

  /// The rows that share place and key with another one, in table order.
  ///
  /// Complexity: O(n); rows are found by a hash of both.
  func repeated(by key: (Int) -> UInt64?) -> [[Int]] {
    var size = 16
    while size < 2 * places.count { size *= 2 }
    var table = [Int32](repeating: -1, count: size)
    var keys = [UInt64](repeating: 0, count: places.count)
    var groupOfFirst: [Int: Int] = [:]
    var groups: [[Int]] = []
    for row in places.indices where places[row].scope >= 0 {
      guard let key = key(row) else { continue }
      keys[row] = key
      var slot = Int(truncatingIfNeeded: Self.hash(key, places[row])) & (size - 1)
      while table[slot] >= 0, keys[Int(table[slot])] != key || places[Int(table[slot])] != places[row] {
        slot = (slot + 1) & (size - 1)
      }
      let first = Int(table[slot])
      guard first >= 0 else {
        table[slot] = Int32(row)
        continue
      }
      if let group = groupOfFirst[first] {
        groups[group].append(row)
      } else {
        groupOfFirst[first] = groups.count
        groups.append([first, row])
      }
    }
    return groups
  }

  private static func hash(_ key: UInt64, _ place: Place) -> UInt64 {
    var hash = (key ^ UInt64(bitPattern: Int64(place.unit))) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32 ^ UInt64(bitPattern: Int64(place.scope))) &* 0xD6E8_FEB8_6659_FD93
    return hash ^ hash >> 32
  }

  func scope(of place: Place) -> Scope {
    let scope = NameScope.all[place.scope]
    let basis = LocalizedText(zh: scope.basisZh, en: scope.basisEn)
    guard let index = BuiltUpAreas.index(ofNumber: place.unit), builtUpNames.indices.contains(index) else {
      return Scope(title: scope.area.title, basis: basis)
    }
    let name = builtUpNames[index]
    return Scope(title: LocalizedText(zh: "同一建成区（\(name)）", en: "one built-up area (\(name))"), basis: basis)
  }
}

extension Area {
  /// Where each place name is compared with others.
  var scopedPlaces: ScopedPlaces { scopedPlacesOnce { ScopedPlaces(self) } }
}

extension NameScope.Area {
  fileprivate var title: LocalizedText {
    switch self {
    case .nation: LocalizedText(zh: "全国范围", en: "the nation")
    case .province: LocalizedText(zh: "同一省级行政区", en: "one province")
    case .county: LocalizedText(zh: "同一县级行政区", en: "one county")
    case .town: LocalizedText(zh: "同一乡镇（街道）", en: "one town")
    case .builtUp:
      LocalizedText(
        zh: "同一镇街（没有建成区范围，按所在镇街比较）", en: "one town (taken for the built-up area, whose extent is not known)")
    }
  }
}
