import Analysis
import Geometry
import Registry

/// The loaded divisions that the rows of a table are declared to lie in.
struct DeclaredUnits {
  struct Declaration {
    /// Indices into `Area.divisions`; the unit is their union.
    let divisions: [Int]
    /// The column that declares it.
    let field: FieldKey
    /// In table order.
    var rows: [Int] = []
  }

  /// Only declarations of which every unit is loaded with its polygon.
  private(set) var declarations: [Declaration] = []

  init(_ table: RecordTable, _ area: Area) {
    let index = UnitIndex(area.divisions)
    var declared = [Bool](repeating: false, count: table.count)
    for (field, mayList) in [(FieldKey.unitCode, false), (.unit, true)] {
      guard let column = table[field], let groups = area.groups(.placeName, field) else { continue }
      let first = declarations.count
      let places = groups.firstRows.map { row -> Int in
        let text = column.trimmed(row)
        let names = mayList ? ListCell.items(text) : [text]
        guard let divisions = Self.divisions(named: names, index, area) else { return -1 }
        declarations.append(Declaration(divisions: divisions, field: field))
        return declarations.count - 1
      }
      guard declarations.count > first else { continue }
      for (row, group) in groups.groupOfRow.enumerated() where group >= 0 && !declared[row] {
        let place = places[Int(group)]
        guard place >= 0 else { continue }
        declarations[place].rows.append(row)
        declared[row] = true
      }
    }
  }

  private static func divisions(named names: [String], _ index: UnitIndex, _ area: Area) -> [Int]? {
    let types = area.dataset[.division].geometry.types
    let found = names.map { name in
      index.divisions(named: name).filter { types[area.divisions[$0].row].dimension == 2 }
    }
    guard !found.isEmpty, found.allSatisfy({ !$0.isEmpty }) else { return nil }
    return found.flatMap { $0 }
  }
}

/// Finds the division of a level that holds a position.
final class ContainingUnit {
  private let area: Area
  private let polygons: GeometryColumn
  private let tree: STRtree
  private let context: GEOSContext
  private let divisionOfRow: [Int: Int]
  private var prepared: [Int: PreparedGeometry?] = [:]

  init(_ area: Area, in context: GEOSContext) {
    self.area = area
    self.context = context
    polygons = area.dataset[.division].geometry
    tree = STRtree(polygons)
    divisionOfRow = Dictionary(
      area.divisions.enumerated().map { ($1.row, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The division of the level that holds a position, the one with the smallest code where several do.
  func division(at position: Position, level: DivisionLevel?) throws(GeometryError) -> Int? {
    var found: [Int] = []
    for row in tree.query(Envelope(position)) {
      guard let division = divisionOfRow[row], area.divisions[division].level == level,
        let shape = shape(row), try shape.covers(position)
      else { continue }
      found.append(division)
    }
    return found.min { (area.divisions[$0].subject.key, $0) < (area.divisions[$1].subject.key, $1) }
  }

  /// `nil` for a polygon that GEOS cannot build, which B101 reports.
  private func shape(_ row: Int) -> PreparedGeometry? {
    if let known = prepared[row] { return known }
    let shape = polygons.types[row].dimension == 2 ? try? PreparedGeometry(row: row, of: polygons, in: context) : nil
    prepared[row] = .some(shape)
    return shape
  }
}
