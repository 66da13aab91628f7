import Registry
import Toponymy

/// Where the place names of a table lie and which of them must differ, by class.
///
/// Reads bytes and keeps what it learns of classes and units, so that a million rows cost some tens of nanoseconds each.
struct ScopedNames {
  /// Names of one scope and one key must differ.
  struct Place: Hashable, Comparable {
    /// An index into `scopes`.
    let scope: Int
    /// The code of the unit that the scope means, or a negative number for a unit known by its name only.
    let unit: Int

    static func < (left: Place, right: Place) -> Bool { (left.scope, left.unit) < (right.scope, right.unit) }
  }

  /// What a scope is called and based on.
  struct Scope {
    let title: LocalizedText
    let basis: LocalizedText
  }

  private var scopes: [NameScope] = []
  private var scopeOfClass: [Int: Int?] = [:]
  private let classCodes: TextColumn?
  private let placeCodes: TextColumn?
  private let unitCodes: TextColumn?
  private let usages: TextColumn?
  private let statuses: TextColumn?
  private let towns: NamedUnits?
  private let counties: NamedUnits?
  private let provinces: NamedUnits?
  private let table: RecordTable
  private let builtUpAreas: BuiltUpAreas

  init(_ area: Area) {
    table = area.dataset[.placeName]
    builtUpAreas = BuiltUpAreas(area.dataset[.constraint])
    classCodes = table[.classCode]
    placeCodes = table[.placeCode]
    unitCodes = table[.unitCode]
    usages = table[.usage]
    statuses = table[.censusStatus]
    towns = NamedUnits(.unit, level: .town, area)
    counties = NamedUnits(.countyName, level: .county, area)
    provinces = NamedUnits(.provinceName, level: .province, area)
  }

  /// Where a row is compared; `nil` for classes whose names may repeat, rows without class or, where the town decides,
  /// without town, and for names that are no longer in use.
  mutating func place(ofRow row: Int) -> Place? {
    guard let scope = scope(ofRow: row), !isFormer(row) else { return nil }
    let code = unitCode(ofRow: row)
    let unit: Int?
    switch scopes[scope].area {
    case .nation: unit = 0
    case .province:
      unit = code.map { $0 / 10_000_000 } ?? towns?.code(row).map { $0 / 10_000_000 } ?? provinces?[row] ?? 0
    case .county:
      // A table without codes and names of counties is that of one county.
      unit = code.map { $0 / 1000 } ?? towns?.code(row).map { $0 / 1000 } ?? counties?[row] ?? 0
    case .builtUp where builtUpAreas.number(at: table, row) != nil: unit = builtUpAreas.number(at: table, row)
    case .town, .builtUp:
      unit = code.flatMap { $0 % 1000 == 0 ? nil : $0 } ?? towns?[row]
    }
    return unit.map { Place(scope: scope, unit: $0) }
  }

  func scope(of place: Place) -> Scope {
    let scope = scopes[place.scope]
    let title: LocalizedText
    if let name = builtUpAreas.name(ofNumber: place.unit) {
      title = LocalizedText(zh: "同一建成区（\(name)）", en: "one built-up area (\(name))")
    } else {
      title = scope.area.title
    }
    return Scope(title: title, basis: LocalizedText(zh: scope.basisZh, en: scope.basisEn))
  }

  // MARK: Class

  private mutating func scope(ofRow row: Int) -> Int? {
    guard let code = classCode(ofRow: row) else { return nil }
    if let known = scopeOfClass[code] { return known }
    let scope = ClassCode(String(code)).flatMap(NameScope.of)
    var index: Int?
    if let scope {
      index = scopes.firstIndex(of: scope) ?? scopes.count
      if index == scopes.count { scopes.append(scope) }
    }
    scopeOfClass[code] = .some(index)
    return index
  }

  /// The class code, else that in the place-name code; as it is written, without filling it up.
  func classCode(ofRow row: Int) -> Int? {
    if let code = classCodes?.digits(row, upTo: 5) { return code.value }
    return placeCodes?.digits(row, of: 20, in: 9..<14)
  }

  /// Whether a name is no longer in use: historic or cancelled.
  func isFormer(_ row: Int) -> Bool {
    usages?.equals("历史地名", row) ?? false || statuses?.equals("删除", row) ?? false
      || statuses?.equals("注销", row) ?? false
  }

  // MARK: Unit

  /// The first nine digits of the unit's code, else of the place-name code; 500151000 for a county.
  func unitCode(ofRow row: Int) -> Int? {
    if let code = unitCodes?.nineDigits(row) { return code }
    return placeCodes?.digits(row, of: 20, in: 0..<9)
  }
}

/// Units given by name, numbered: by their code where a loaded division has the name, else by a negative number.
private struct NamedUnits {
  private let groups: TextGroups
  private let numbers: [Int]

  /// - Returns: `nil` where place names lack the column.
  init?(_ field: FieldKey, level: DivisionLevel, _ area: Area) {
    guard let column = area.dataset[.placeName][field], let groups = area.groups(.placeName, field) else { return nil }
    self.groups = groups
    let index = UnitIndex(area.divisions)
    numbers = groups.firstRows.enumerated().map { group, row in
      let codes = Set(
        index.divisions(named: column.trimmed(row)).compactMap { division in
          area.divisions[division].level == level ? area.divisions[division].code.flatMap { Int($0) } : nil
        })
      return codes.count == 1 ? codes.first ?? 0 : -1 - group
    }
  }

  /// `nil` where the cell is blank.
  subscript(row: Int) -> Int? {
    let group = groups.groupOfRow[row]
    return group < 0 ? nil : numbers[Int(group)]
  }

  /// The code; `nil` where no single division has the name.
  func code(_ row: Int) -> Int? { self[row].flatMap { $0 > 0 ? $0 : nil } }
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
