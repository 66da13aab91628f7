public import Analysis
import Geometry
public import Registry
import Toponymy

/// Names that are proposed, checked on their own and among the names in use by the rules that a check would hold against
/// them once they are given.
public struct NamePrechecks: Sendable {
  /// In the order of the proposals.
  public let names: [NamePrecheck]
  /// All findings, for those who render them.
  public let result: CheckResult

  /// The columns of place names and divisions that are read of the names in use.
  public static let keys: Set<FieldKey> = [
    .name, .classCode, .placeCode, .id, .unit, .unitCode, .countyName, .provinceName, .usage, .censusStatus, .namedOn,
    .established, .romanisation, .code, .level,
  ]

  /// What is said of a name alone, and what of it among others.
  private static let alone = ["N1", "N2", "N3", "N4", "N703", "N704", "N907"]
  private static let amongOthers = ["N501", "N502", "N503"]

  /// - Parameters:
  ///   - proposals: place names; of those the rules read name, class, position and, without polygons, the unit.
  ///   - inUse: a workspace's place names and divisions.
  ///   - overrides: settings of rules.
  /// - Throws: `RuleSelectionError` for an unknown rule or setting.
  /// - Complexity: linear in the names in use, since any of them may sound the same.
  public init(
    _ proposals: Dataset, among inUse: Dataset, asOf: CalendarDate, district: String? = nil,
    overrides: [String: RuleOverride] = [:]
  ) throws {
    let units = ProposedUnits(proposals[.placeName], among: inUse)
    var alone = Dataset()
    alone.add(Source(kind: .placeName, file: proposals.sources.first?.file ?? "", layer: Self.layer))
    alone.add(units.placed(proposals[.placeName], namedOn: asOf))
    var all = alone
    all.append(contentsOf: inUse)

    func findings(_ rules: [String], _ dataset: Dataset) throws -> CheckResult {
      try Checker(RuleSelection(select: rules, overrides: overrides))
        .check(Area(dataset: dataset, asOf: asOf, district: district))
    }
    let (first, second) = (try findings(Self.alone, alone), try findings(Self.amongOthers, all))
    let table = all[.placeName]
    let subjects = alone[.placeName].rows.map { table.subject(ofRow: $0) }
    names = alone[.placeName].rows.map { row in
      let subject = subjects[row]
      let duplicates = second.findings.filter { $0.subject == subject || $0.related.contains(subject) }
      let neighbours = Neighbours(of: row, subject, duplicates, in: table)
      return NamePrecheck(
        table.text(.name, row) ?? "", class: table.classCode(row), at: table.position(row),
        in: units.units[row].map { units.divisions[$0] }, neighbours: neighbours.nearestFirst,
        sameNameElsewhere: neighbours.sameNameElsewhere,
        findings: first.findings.filter { $0.subject == subject } + duplicates)
    }
    result = CheckResult(
      asOf: asOf, dataset: all, rules: first.rules + second.rules, notRun: [],
      findings: names.flatMap(\.findings))
  }

  /// How the source of the proposals is called.
  static let layer = "proposed"
}

/// The units that proposed places lie in.
private struct ProposedUnits {
  let divisions: [Division]
  /// By proposal, indices into `divisions`, the largest first.
  private(set) var units: [[Int]]

  init(_ proposals: RecordTable, among inUse: Dataset) {
    divisions = Division.all(in: inUse[.division])
    let polygons = inUse[.division].geometry
    let context = GEOSContext()
    var prepared: [Int: PreparedGeometry] = [:]
    units = proposals.rows.map { _ in [] }
    for row in proposals.rows {
      guard let position = proposals.position(row) else { continue }
      units[row] = divisions.indices.filter { index in
        let unit = divisions[index].row
        guard polygons.envelope(ofRow: unit)?.contains(position) ?? false else { return false }
        // What GEOS cannot build is an invalid polygon, which B101 reports.
        if prepared[unit] == nil { prepared[unit] = try? PreparedGeometry(row: unit, of: polygons, in: context) }
        return (try? prepared[unit]?.covers(position)) ?? false
      }.sorted { level($0) < level($1) }
    }
  }

  private func level(_ division: Int) -> Int { divisions[division].level?.rawValue ?? .max }

  /// The proposals as names that are given on a day, in the unit where they lie.
  func placed(_ proposals: RecordTable, namedOn day: CalendarDate) -> RecordTable {
    var table = RecordTable(kind: .placeName)
    for row in proposals.rows {
      var cells: [FieldKey: String] = [:]
      for key in proposals.keys { cells[key] = proposals.text(key, row) }
      // Not the name and unit, which a name in use may have, too.
      cells[.id] = "\(NamePrechecks.layer)-\(row + 1)"
      cells[.namedOn] = day.description
      if let town = units[row].last(where: { level($0) <= DivisionLevel.town.rawValue }).map({ divisions[$0] }) {
        cells[.unit] = town.name
        cells[.unitCode] = town.code
      }
      var geometry: GeometryColumn?
      if proposals.geometry.types[row] != .none { geometry = proposals.geometry.single(row: row) }
      table.append(cells, geometry: geometry, origin: Origin(source: 0, row: proposals.origins[row].row))
    }
    return table
  }
}

/// The names in use that are like a proposed one.
private struct Neighbours {
  private(set) var nearestFirst: [NamePrecheck.Neighbour] = []
  private(set) var sameNameElsewhere = 0

  init(of row: Int, _ subject: Subject, _ findings: [Finding], in table: RecordTable) {
    let here = table.position(row)
    for finding in findings {
      let others = ([finding.subject] + finding.related).filter { $0 != subject }
      for other in Self.rows(of: others, in: table) {
        let distance = here.flatMap { here in
          table.position(other).map { EllipsoidalMeasure.distance(here, $0) }
        }
        nearestFirst.append(
          NamePrecheck.Neighbour(
            rule: finding.rule, name: table.text(.name, other) ?? "", classCode: table.classCode(other),
            unit: table.text(.unit, other), distanceMetres: distance))
      }
    }
    nearestFirst.sort {
      ($0.rule, $0.distanceMetres ?? .infinity, $0.name) < ($1.rule, $1.distanceMetres ?? .infinity, $1.name)
    }
    let name = table.text(.name, row) ?? ""
    sameNameElsewhere =
      Self.rows(named: [name], in: table).count { $0 != row && table.subject(ofRow: $0) != subject }
      - nearestFirst.count { $0.rule == "N501" && $0.name == name }
  }

  /// The rows of some subjects: found by their names, since a key costs more to make than a name to compare.
  private static func rows(of subjects: [Subject], in table: RecordTable) -> [Int] {
    let wanted = Set(subjects)
    return rows(named: Set(subjects.compactMap(\.name)), in: table).filter { wanted.contains(table.subject(ofRow: $0)) }
  }

  private static func rows(named names: Set<String>, in table: RecordTable) -> [Int] {
    guard let column = table[.name], !names.isEmpty else { return [] }
    let wanted = names.map { Array($0.utf8) }
    return table.rows.filter { row in
      column.withBytes(row) { cell in
        let cell = TextColumn.trim(cell)
        return wanted.contains { $0.count == cell.count && cell.elementsEqual($0) }
      }
    }
  }
}

extension RecordTable {
  fileprivate func classCode(_ row: Int) -> ClassCode? { text(.classCode, row).flatMap { ClassCode($0) } }
}
