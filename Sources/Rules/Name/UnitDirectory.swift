import Registry
import Toponymy

/// The units that codes and names of records can mean: those that are loaded, and those of the dated lists.
///
/// A unit is its code in nine digits: 500151101 a town, 500151000 a county.
struct UnitDirectory {
  typealias Code = Int

  let list: DivisionList
  /// County codes that were in use before the date of the check, and no longer at it.
  private let formerCounties: [Int: DivisionList.FormerUnit]
  /// The same by name: 铜梁县.
  private let formerNames: [String: DivisionList.FormerUnit]
  private let loaded: UnitIndex
  private let divisions: [Division]
  private let listed: [String: [Code]]
  /// Of provinces and counties, present or former.
  private let upperNames: [String]
  private let year: Int

  init(_ area: Area) {
    let year = area.asOf.year
    (list, divisions, self.year) = (area.divisionCodes, area.divisions, year)
    loaded = UnitIndex(divisions)
    var counties: [Int: DivisionList.FormerUnit] = [:]
    var names: [String: DivisionList.FormerUnit] = [:]
    // In the order of codes: of two units with one name and one last year the first counts.
    let former = area.divisionCodes.formerUnits.sorted { $0.key < $1.key }.flatMap(\.value)
    for unit in former where !unit.years.contains(year) {
      guard unit.code.level == .county, year > unit.years.upperBound else { continue }
      if case .former = list.status(of: unit.code, in: year) { counties[unit.code.value] = unit }
      guard let present = list.units[unit.presentCode], present.name != unit.name else { continue }
      if let known = names[unit.name], known.years.upperBound >= unit.years.upperBound { continue }
      names[unit.name] = unit
    }
    // A name that was given up under one code may live on under the next.
    for unit in former where unit.years.contains(year) {
      names[unit.name] = nil
    }
    formerCounties = counties
    formerNames = names
    var listed: [String: [Code]] = [:]
    for unit in list.units.values.sorted(by: { $0.code < $1.code }) {
      if let code = unit.code.nineDigits { listed[unit.name, default: []].append(code) }
    }
    self.listed = listed
    upperNames = list.units.values.filter { $0.code.level < .town }.map(\.name) + names.keys
  }

  // MARK: Codes

  /// The unit that had a county code until before the date of the check.
  func formerUnit(ofCounty county: Int) -> DivisionList.FormerUnit? { formerCounties[county] }

  /// The county code at the date of the check: 500151 for 500224.
  func presentCounty(_ county: Int) -> Int { formerCounties[county].map(\.presentCode.value) ?? county }

  func isLoaded(_ text: String) -> Bool { !loaded.divisions(named: text).isEmpty }

  // MARK: For messages

  func describe(_ unit: DivisionList.FormerUnit) -> [String: MessageArgument] {
    [
      "unit": .text(unit.name), "years": .text("\(unit.years.lowerBound)–\(unit.years.upperBound)"),
      "present": .text(unit.presentCode.description),
      "presentName": .text(list.units[unit.presentCode]?.name ?? unit.presentCode.description),
    ]
  }

  func subject(of code: DivisionCode) -> Subject {
    Subject(kind: .division, key: code.description, name: list.units[code]?.name)
  }

  // MARK: Names

  /// The unit that had a name until before the date of the check.
  func formerUnit(named name: String) -> DivisionList.FormerUnit? { formerNames[name] }

  /// Whether a former name can mean its unit in a record of a county: another province may have the name today. Without a
  /// county only names of 县 and 市 do, which are unique in the nation; those of 区 are not.
  func canMean(_ unit: DivisionList.FormerUnit, county: Int?) -> Bool {
    guard let county else { return !unit.name.hasSuffix("区") }
    return county / 10_000 == unit.presentCode.value / 10_000
  }

  /// The counties and towns of a name, the loaded ones where there are any, else those of the lists.
  func codes(named name: String) -> [Code] {
    let own = loaded.divisions(named: name).compactMap { index -> Code? in
      divisions[index].code.flatMap { try? DivisionCode($0) }.flatMap(\.nineDigits)
    }
    return own.isEmpty ? listed[name] ?? [] : own
  }

  /// The codes that a level calls its units by (500151101, 500151, 50), of those with a name.
  func codes(named name: String, level: DivisionLevel) -> [Int] {
    switch level {
    case .town: codes(named: name).filter { $0 % 1000 != 0 }
    case .county: codes(named: name).filter { $0 % 1000 == 0 }.map { $0 / 1000 }
    default: list.units.values.filter { $0.code.level == .province && $0.name == name }.map(\.code.value)
    }
  }

  /// The list of towns of a county, where one is complete and the county's code is in use at the date of the check.
  func towns(ofCounty county: Int) -> (units: [DivisionList.Unit], list: DivisionList.Coverage)? {
    guard let code = try? DivisionCode(String(county)), code.level == .county,
      let coverage = list.coverage(of: .town, in: code), case .present = list.status(of: code, in: year)
    else { return nil }
    return (list.units(at: .town, in: code), coverage)
  }

  /// The counties whose towns are listed completely.
  var countiesWithTowns: [Int] {
    list.coverages.filter { $0.level == .town && $0.prefix.level == .county }.map(\.prefix.value).sorted()
  }

  /// The longest name of a province or county, present or former, that a text begins with.
  func upperUnit(before text: Substring) -> Substring? {
    let text = String(text)
    let names = upperNames.filter { text.hasPrefix($0) }
    return names.max { $0.count < $1.count }.map { text.prefix($0.count) }
  }

}

extension DivisionCode {
  /// `nil` for what is no county and has none above it.
  var nineDigits: Int? {
    if level == .town { return value }
    return level == .county ? value * 1000 : nil
  }
}

/// The kinds of towns that a name can end in, and what stands before.
enum TownKind: String, CaseIterable {
  // Longer ones first: 街道办事处 is 街道.
  case office = "街道办事处"
  case subdistrict = "街道"
  case ethnicTownship = "民族乡"
  case town = "镇"
  case township = "乡"

  /// The kind at the end of a name; `nil` where nothing stands before it.
  init?(of name: String) {
    guard let kind = Self.allCases.first(where: { name.hasSuffix($0.rawValue) && name.count > $0.rawValue.count })
    else {
      return nil
    }
    self = kind
  }

  static func stem(of name: String) -> String? {
    TownKind(of: name).map { String(name.dropLast($0.rawValue.count)) }
  }
}
