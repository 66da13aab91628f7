import Registry
import Toponymy

/// The units that the columns of place names state, each distinct text judged once.
struct UnitColumns {
  let scoped: ScopedNames
  private let directory: UnitDirectory
  private let district: Int?
  private let codes: (groups: TextGroups, verdicts: [UnitVerdict?])?
  private let units: (groups: TextGroups, texts: [UnitTexts?])?
  private let counties: (groups: TextGroups, former: [DivisionList.FormerUnit?], codes: [Int?])?

  init(_ area: Area, _ directory: UnitDirectory) {
    let table = area.dataset[.placeName]
    self.directory = directory
    scoped = ScopedNames(area)
    district = area.homeCounty
    func texts(_ field: FieldKey) -> (TextGroups, [String])? {
      guard let column = table[field], let groups = area.groups(.placeName, field) else { return nil }
      return (groups, groups.firstRows.map(column.trimmed))
    }
    codes = texts(.unitCode).map { groups, texts in
      (groups, texts.map { Self.verdict(ofCode: $0, directory, area.asOf.year) })
    }
    units = texts(.unit).map { groups, texts in (groups, texts.map { UnitTexts($0, directory) }) }
    counties = texts(.countyName).map { groups, texts in
      (
        groups, texts.map(directory.formerUnit(named:)),
        texts.map { directory.county(named: $0) }
      )
    }
  }

  /// The first column of a row that states a unit which does not exist.
  func fault(_ row: Int) -> ColumnVerdict? {
    if let codes, let verdict = codes.groups.value(codes.verdicts, row) {
      return ColumnVerdict(field: .unitCode, verdict: verdict)
    }
    if let units, let texts = units.groups.value(units.texts, row),
      let verdict = texts.verdict(county: county(row), directory)
    {
      return ColumnVerdict(field: .unit, verdict: verdict)
    }
    if let counties, let former = counties.groups.value(counties.former, row),
      directory.canMean(former, county: codedCounty(row) ?? district)
    {
      return ColumnVerdict(field: .countyName, verdict: .formerName(former))
    }
    return nil
  }

  /// The county of a row's codes.
  func codedCounty(_ row: Int) -> Int? { scoped.unitCode(ofRow: row).map { directory.presentCounty($0 / 1000) } }

  /// The county in which a row says it lies, by its codes, else by name, else the district of the check.
  private func county(_ row: Int) -> Int? {
    if let code = codedCounty(row) { return code }
    if let counties, let code = counties.groups.value(counties.codes, row) { return code }
    return district
  }

  private static func verdict(ofCode text: String, _ directory: UnitDirectory, _ year: Int) -> UnitVerdict? {
    guard SpreadsheetDamage(text, digits: nil) == nil, !directory.isLoaded(text) else { return nil }
    guard var code = try? DivisionCode(text) else { return .malformedCode }
    // A village is wrong under a town that does not exist; of itself no list tells.
    if code.level == .village, let town = code.parent { code = town }
    switch directory.list.status(of: code, in: year) {
    case .present, .notCovered: return nil
    case .former(let unit): return unit.years.contains(year) ? nil : .formerCode(unit)
    case .belowFormer(let unit): return unit.years.contains(year) ? nil : .belowFormer(unit)
    case .unknown(let coverage): return .unknownCode(coverage)
    }
  }
}

extension TextGroups {
  /// The value of a row's group; `nil` for blank cells.
  func value<Value>(_ values: [Value?], _ row: Int) -> Value? {
    let group = groupOfRow[row]
    return group < 0 ? nil : values[Int(group)]
  }
}

extension UnitDirectory {
  /// The county of a name, where only one has it.
  func county(named name: String) -> Int? {
    if let unit = formerUnit(named: name) { return unit.presentCode.value }
    let codes = Set(codes(named: name).filter { $0 % 1000 == 0 })
    return codes.count == 1 ? codes.first.map { $0 / 1000 } : nil
  }
}

/// The units that one cell names, as far as something may be wrong with them.
struct UnitTexts {
  private let items: [Item]

  private struct Item {
    /// The county that the text itself names.
    let county: Int?
    let former: DivisionList.FormerUnit?
    /// The town, with its kind.
    let town: String?
    /// Whether the town's name ends the text, so that it can be said to be in no list.
    let isWhole: Bool
  }

  /// - Returns: `nil` where every unit is loaded or says nothing that could be judged.
  init?(_ text: String, _ directory: UnitDirectory) {
    items = ListCell.items(text).filter { !directory.isLoaded($0) }.compactMap { Self.item($0, directory) }
    if items.isEmpty { return nil }
  }

  /// `重庆市铜梁县大庙镇新华村`: the units above, then the town.
  private static func item(_ text: String, _ directory: UnitDirectory) -> Item? {
    var rest = Substring(text)
    var (county, former): (Int?, DivisionList.FormerUnit?) = (nil, nil)
    while let upper = directory.upperUnit(before: rest) {
      former = directory.formerUnit(named: String(upper)) ?? former
      county = directory.county(named: String(upper)) ?? county
      rest = rest.dropFirst(upper.count)
    }
    let isWhole = TownKind(of: String(rest)) != nil
    let town = isWhole ? String(rest) : town(before: rest)
    guard former != nil || town != nil else { return nil }
    return Item(county: county, former: former, town: town, isWhole: isWhole)
  }

  private static func town(before text: Substring) -> String? {
    let ends = TownKind.allCases.compactMap { kind in
      text.dropFirst().firstRange(of: kind.rawValue)?.upperBound
    }
    return ends.min().map { String(text[..<$0]) }
  }

  /// - Parameter county: where the row lies, unless the text names its county.
  func verdict(county: Int?, _ directory: UnitDirectory) -> UnitVerdict? {
    for item in items {
      if let former = item.former {
        if directory.canMean(former, county: county) { return .formerName(former) }
        continue
      }
      guard let town = item.town, let county = item.county ?? county,
        let verdict = directory.verdict(ofTown: town, county: county, mayBeUnknown: item.isWhole)
      else { continue }
      return verdict
    }
    return nil
  }
}

extension UnitDirectory {
  /// What is wrong with a town's name in a county; `nil` where no complete list can tell.
  func verdict(ofTown name: String, county: Int, mayBeUnknown: Bool) -> UnitVerdict? {
    guard let towns = towns(ofCounty: county), let stem = TownKind.stem(of: name) else { return nil }
    // 巴川街道办事处 is 巴川街道.
    if towns.units.contains(where: { $0.name == name || name.hasPrefix($0.name) && name.hasSuffix("办事处") }) {
      return nil
    }
    let same = towns.units.filter { TownKind.stem(of: $0.name) == stem }
    if same.count == 1 { return .kind(name: name, present: same[0], towns.list) }
    return mayBeUnknown ? .unknownName(name, towns.list) : nil
  }
}
