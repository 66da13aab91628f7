import Geometry
import Registry
import Toponymy

/// Where the place names of a table lie and which of them must differ, by class.
///
/// Reads bytes and judges words once, so that a million rows cost some tens of nanoseconds each.
struct ScopedNames {
  /// Names of one place that are the same are reported.
  struct Place: Hashable {
    /// An index into `NameScope.all`, of the first scope of the group.
    let scope: Int
    /// The code of the unit that the scope means, or a negative number for a unit known by its name only.
    let unit: Int
  }

  /// Where a name is compared, or why it is not.
  enum Placement {
    case place(Place)
    case none(Exemption)
  }

  enum Exemption: Int {
    /// No longer in use.
    case former = -1
    case noClass = -2
    /// Names of the class may repeat.
    case mayRepeat = -3
    /// The town decides, and is not known.
    case unknownTown = -4
  }

  private let scopes = ScopesByClass()
  private let classes: NameClasses
  private let names: TextColumn?
  private let placeCodes: TextColumn?
  private let unitCodes: TextColumn?
  private let statuses: NameStatuses
  private let directory: UnitDirectory
  /// The county of the check.
  private let district: Int?
  private let towns: NamedUnits?
  private let counties: NamedUnits?
  private let provinces: NamedUnits?
  private let table: RecordTable
  private let builtUpAreas: BuiltUpAreas
  private let divisions: [Division]
  private let hasTowns: Bool
  private let containing: ContainingUnit

  init(_ area: Area) {
    table = area.dataset[.placeName]
    builtUpAreas = BuiltUpAreas(area.dataset[.constraint])
    divisions = area.divisions
    hasTowns = divisions.contains { $0.level == .town }
    containing = ContainingUnit(area, in: GEOSContext())
    classes = area.nameClasses
    names = table[.name]
    placeCodes = table[.placeCode]
    unitCodes = table[.unitCode]
    statuses = NameStatuses(area)
    directory = UnitDirectory(area)
    district = area.homeCounty
    towns = NamedUnits(.unit, level: .town, area, directory)
    counties = NamedUnits(.countyName, level: .county, area, directory)
    provinces = NamedUnits(.provinceName, level: .province, area, directory)
  }

  var builtUpNames: [String] { builtUpAreas.names }

  func placement(ofRow row: Int) -> Placement {
    guard !isFormer(row) else { return .none(.former) }
    guard let classCode = classCode(ofRow: row) else { return .none(.noClass) }
    guard let scope = scopes.scope(classCode, of: names, row) else { return .none(.mayRepeat) }
    let code = unitCode(ofRow: row)
    let unit: Int?
    switch NameScope.all[scope].area {
    case .nation: unit = 0
    // A table without codes and names of units above the towns is that of one province, and of one county.
    case .province: unit = province(row, county: county(row, code)) ?? 0
    case .county: unit = county(row, code) ?? 0
    case .town: unit = town(row, code)
    case .builtUp: unit = builtUpAreas.number(at: table, row) ?? town(row, code)
    }
    return unit.map { .place(Place(scope: scope, unit: $0)) } ?? .none(.unknownTown)
  }

  /// By code, by name, else by position.
  private func town(_ row: Int, _ code: Int?) -> Int? {
    if let code, code % 1000 != 0 { return code }
    return towns?.number(row, within: county(row, code)) ?? townOfPosition(row)
  }

  private func townOfPosition(_ row: Int) -> Int? {
    guard hasTowns, let position = table.position(row) else { return nil }
    // What GEOS refuses is an invalid polygon, which B101 reports.
    let division = (try? containing.division(at: position, level: .town)) ?? nil
    return division.flatMap { divisions[$0].code.flatMap { Int($0) } }
  }

  /// By code, by the name of the county, by the only loaded town of the name; else that of the check.
  private func county(_ row: Int, _ code: Int?) -> Int? {
    let named = code == nil ? counties?.number(row, within: provinces?.number(row, within: nil)) : nil
    if let named { return named }
    return (code ?? towns?.onlyLoaded(row)).map { directory.presentCounty($0 / 1000) } ?? district
  }

  private func province(_ row: Int, county: Int?) -> Int? {
    if let county, county > 0 { return county / 10_000 }
    return provinces?.number(row, within: nil)
  }

  /// The class code in five digits, else that in the place-name code.
  func classCode(ofRow row: Int) -> Int? { classes.code(row) }

  /// Whether a name is no longer in use: historic or cancelled.
  func isFormer(_ row: Int) -> Bool { statuses.isFormer(row) }

  // MARK: Unit

  /// The unit's code in nine digits, else the beginning of the place-name code, which also tells the town where the unit
  /// is its county; 500151000 for a county.
  func unitCode(ofRow row: Int) -> Int? {
    let code = unitCodes?.nineDigits(row)
    if let code, code % 1000 != 0 { return code }
    guard let own = placeCodes?.digits(row, of: 20, in: 0..<9) else { return code }
    return code.map { $0 / 1000 == own / 1000 ? own : $0 } ?? own
  }
}

/// The scope of every class, as an index into `NameScope.all`: the first of its group.
private struct ScopesByClass {
  private var scopes = [Int8](repeating: -1, count: 100_000)
  /// Scopes of names with an ending.
  private var narrowed: [(index: Int, classes: Range<Int>, suffix: [UInt8])] = []

  init() {
    for scope in NameScope.all.sorted(by: { $0.classPrefix.utf8.count < $1.classPrefix.utf8.count }) {
      guard let prefix = Int(scope.classPrefix),
        let first = NameScope.all.firstIndex(where: { $0.group == scope.group })
      else { continue }
      let size = (scope.classPrefix.utf8.count..<5).reduce(1) { size, _ in size * 10 }
      let classes = prefix * size..<(prefix + 1) * size
      if scope.nameSuffix.isEmpty {
        for code in classes where code < scopes.count { scopes[code] = Int8(first) }
      } else {
        narrowed.append((first, classes, Array(scope.nameSuffix.utf8)))
      }
    }
  }

  /// The scope of a name by its class and ending; `nil` for classes whose names may repeat.
  func scope(_ code: Int, of names: TextColumn?, _ row: Int) -> Int? {
    guard scopes.indices.contains(code), scopes[code] >= 0 else { return nil }
    let narrow = narrowed.first { narrow in
      narrow.classes.contains(code)
        && names?.withBytes(row) { TextColumn.trim($0).suffix(narrow.suffix.count).elementsEqual(narrow.suffix) }
          ?? false
    }
    return narrow?.index ?? Int(scopes[code])
  }
}
