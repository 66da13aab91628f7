import Analysis
import Geometry
import Registry
import Toponymy

/// The proposals that have a name, as names that are given on a day.
struct ProposedNames: Sendable {
  let sources: [Source]
  let table: RecordTable
  let unnamed: [Origin]
  /// By row of `table`.
  let faults: [[ProposalFault]]

  init(_ proposals: Dataset, namedOn day: CalendarDate) {
    sources = proposals.sources
    let given = proposals[.placeName]
    var (table, unnamed, faults) = (RecordTable(kind: .placeName), [Origin](), [[ProposalFault]]())
    for row in given.rows {
      let origin = given.origins[row]
      guard given.text(.name, row) != nil else {
        unnamed.append(origin)
        continue
      }
      var cells: [FieldKey: String] = [:]
      for key in given.keys { cells[key] = given.text(key, row) }
      // Not the name and unit, which a name in use may have, too.
      cells[.id] = "proposed-" + (origin.source == 0 ? "" : "\(origin.source + 1)-") + "\(origin.row)"
      cells[.namedOn] = day.description
      faults.append(Self.faults(cells, hasPlace: given.geometry.types[row] != .none))
      table.append(cells, geometry: given.geometry.single(row: row), origin: origin)
    }
    (self.table, self.unnamed, self.faults) = (table, unnamed, faults)
  }

  private static func faults(_ cells: [FieldKey: String], hasPlace: Bool) -> [ProposalFault] {
    var faults: [ProposalFault] = []
    if let code = cells[.classCode], ClassCode(code) == nil { faults.append(.unreadableClass(code)) }
    let place = [FieldKey.longitude, .latitude, .easting, .northing, .geometry].compactMap { cells[$0] }
    if !hasPlace, !place.isEmpty { faults.append(.unreadablePlace(place.joined(separator: ", "))) }
    return faults
  }

  func dataset() -> Dataset { dataset(of: table) }

  func dataset(of table: RecordTable) -> Dataset {
    var dataset = Dataset()
    for source in sources { dataset.add(source) }
    dataset.add(table)
    return dataset
  }
}

/// Proposals with the units that they lie in: by the polygons of units, else as they say.
struct PlacedNames {
  let table: RecordTable
  let divisions: [Division]
  /// By row, indices into `divisions`, the largest first.
  let units: [[Int]]
  let faults: [[ProposalFault]]
  private let proposed: ProposedNames

  init(_ proposed: ProposedNames, among inUse: Dataset, _ area: Area) {
    let divisions = area.divisions
    let units = Self.units(of: proposed.table, divisions, inUse[.division].geometry)
    let named = NamedUnit(area)
    let hasTowns = divisions.contains { $0.level == .town }
    let index = UnitIndex(divisions)
    var (table, faults) = (RecordTable(kind: .placeName, keys: proposed.table.keys), proposed.faults)
    for row in proposed.table.rows {
      var cells: [FieldKey: String] = [:]
      for key in proposed.table.keys { cells[key] = proposed.table.text(key, row) }
      if let unit = units[row].last(where: { Self.level(divisions[$0]) <= DivisionLevel.town.rawValue }) {
        if let given = cells[.unitCode] ?? cells[.unit], let name = divisions[unit].name,
          !index.divisions(named: given).isEmpty, Set(index.divisions(named: given)).isDisjoint(with: units[row])
        {
          faults[row].append(.otherUnit(given: given, actual: name))
        }
        named.set(divisions[unit], in: &cells)
      } else if let given = cells[.unit], cells[.unitCode] == nil, !named.set(given, in: &cells), hasTowns {
        faults[row].append(.unknownUnit(given))
      }
      table.append(
        cells, geometry: proposed.table.geometry.single(row: row), origin: proposed.table.origins[row])
    }
    (self.proposed, self.divisions, self.units) = (proposed, divisions, units)
    (self.table, self.faults) = (table, faults)
  }

  /// The unit that a proposal gives itself.
  func givenUnit(_ row: Int) -> String? {
    proposed.table.text(.unit, row) ?? proposed.table.text(.unitCode, row)
  }

  /// The proposals in front of what is in use.
  ///
  /// - Parameter rows: the proposals that take part; all by default.
  func dataset(_ inUse: Dataset, rows: [Int]? = nil) -> Dataset {
    var chosen = RecordTable(kind: .placeName, keys: table.keys)
    for row in rows ?? [] {
      var cells: [FieldKey: String] = [:]
      for key in table.keys { cells[key] = table.text(key, row) }
      chosen.append(cells, geometry: table.geometry.single(row: row), origin: table.origins[row])
    }
    var dataset = proposed.dataset(of: rows == nil ? table : chosen)
    dataset.append(contentsOf: inUse)
    return dataset
  }

  private static func level(_ division: Division) -> Int { division.level?.rawValue ?? .max }

  private static func units(
    of proposals: RecordTable, _ divisions: [Division], _ polygons: GeometryColumn
  ) -> [[Int]] {
    let context = GEOSContext()
    let envelopes = divisions.map { polygons.envelope(ofRow: $0.row) }
    var prepared: [Int: PreparedGeometry] = [:]
    return proposals.rows.map { row in
      guard let position = proposals.position(row) else { return [] }
      return divisions.indices.filter { index in
        guard envelopes[index]?.contains(position) ?? false else { return false }
        // What GEOS cannot build is an invalid polygon, which B101 reports.
        if prepared[index] == nil {
          prepared[index] = try? PreparedGeometry(row: divisions[index].row, of: polygons, in: context)
        }
        return (try? prepared[index]?.covers(position)) ?? false
      }.sorted { level(divisions[$0]) < level(divisions[$1]) }
    }
  }
}

/// Writes a unit into the columns by which names are compared.
private struct NamedUnit {
  private let area: Area
  private let directory = Once<UnitDirectory>()

  init(_ area: Area) { self.area = area }

  func set(_ unit: Division, in cells: inout [FieldKey: String]) {
    cells[.unit] = unit.level == .town ? unit.name : nil
    if unit.level == .county { cells[.countyName] = unit.name }
    if unit.level == .province { cells[.provinceName] = unit.name }
    cells[.unitCode] = unit.code
  }

  /// - Returns: whether a single unit has the name: a loaded one, or one of the dated lists.
  func set(_ name: String, in cells: inout [FieldKey: String]) -> Bool {
    var codes = directory { UnitDirectory(area) }.codes(named: name)
    if codes.count > 1, let district = area.district.flatMap({ Int($0) }) {
      codes = codes.filter { $0 / 1000 == district }
    }
    guard let code = codes.first, codes.count == 1 else { return false }
    cells[.unitCode] = String(code)
    guard code % 1000 == 0 else { return true }
    // A county is no town, whatever the column is called.
    cells[.unit] = nil
    cells[.countyName] = name
    return true
  }
}
