import Analysis
import Geometry
import Glibc
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
      guard let column = table[field] else { continue }
      let groups = TextGroups(column)
      let first = declarations.count
      let places = groups.firstRows.map { row -> Int in
        let text = column.trimmed(row)
        let names = mayList ? text.split(whereSeparator: Self.separates).map(String.init) : [text]
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

  private static func separates(_ character: Character) -> Bool { "、，,;；|\n".contains(character) }
}

/// The polygons of a declared unit, for many questions.
final class UnitShape {
  private let pieces: [PreparedGeometry]
  private let rows: [Int]
  private let polygons: GeometryColumn
  private let context: GEOSContext
  private var inPlane: PreparedGeometry?
  private var grown: (metres: Double, shape: PreparedGeometry)?
  /// Degrees of longitude times this are as long as degrees of latitude; edges that are straight in degrees stay so.
  private let scale: Double

  init(rows: [Int], of polygons: GeometryColumn, in context: GEOSContext) throws(GeometryError) {
    var pieces: [PreparedGeometry] = []
    for row in rows { pieces.append(try PreparedGeometry(row: row, of: polygons, in: context)) }
    self.pieces = pieces
    self.rows = rows
    self.polygons = polygons
    self.context = context
    let latitude = rows.first.flatMap { polygons.envelope(ofRow: $0)?.centre.y } ?? 0
    scale = max(0.01, cos(latitude * .pi / 180))
  }

  func covers(_ position: Position) throws(GeometryError) -> Bool {
    for piece in pieces where try piece.covers(position) { return true }
    return false
  }

  /// Metres from a position outside to the nearest point of the unit.
  func distanceMetres(to position: Position) throws(GeometryError) -> Double {
    let place = Position(x: position.x * scale, y: position.y)
    guard let nearest = try shapeInPlane().nearestPosition(to: place) else { return 0 }
    return EllipsoidalMeasure.distance(Position(x: nearest.x / scale, y: nearest.y), position)
  }

  /// The part of a feature, 0 to 1, that lies in the unit grown by some metres: of its points, length or area.
  func share(
    ofRow row: Int, of column: GeometryColumn, grownByMetres metres: Double
  ) throws(GeometryError) -> Double {
    let shape = metres > 0 ? try shapeGrown(byMetres: metres) : try shapeInPlane()
    let feature = scaled(column.single(row: row))
    if feature.types[0].dimension == 0 {
      let vertices = feature.vertices(ofRow: 0)
      var inside = 0
      for vertex in vertices where try shape.covers(feature.position(ofVertex: vertex)) { inside += 1 }
      return Double(inside) / Double(max(1, vertices.count))
    }
    let geometry = try Geometry(row: 0, of: feature, in: context)
    if try shape.covers(geometry) { return 1 }
    let common = try shape.geometry.intersection(geometry)
    let isArea = feature.types[0].dimension == 2
    let whole = isArea ? try geometry.area : try geometry.length
    return whole > 0 ? (isArea ? try common.area : try common.length) / whole : 1
  }

  private func shapeInPlane() throws(GeometryError) -> PreparedGeometry {
    if let inPlane { return inPlane }
    var valid = GeometryColumn()
    for row in rows {
      try Geometry(row: 0, of: scaled(polygons.single(row: row)), in: context).madeValid()
        .append(to: &valid, dimension: 2)
    }
    let shape = try PreparedGeometry(try Geometry.union(ofRows: 0..<valid.count, of: valid, in: context))
    inPlane = shape
    return shape
  }

  private func shapeGrown(byMetres metres: Double) throws(GeometryError) -> PreparedGeometry {
    if let grown, grown.metres == metres { return grown.shape }
    let metresPerDegree = 111_000.0
    let shape = try PreparedGeometry(try shapeInPlane().geometry.buffer(metres / metresPerDegree))
    grown = (metres, shape)
    return shape
  }

  private func scaled(_ column: GeometryColumn) -> GeometryColumn {
    var column = column
    column.replaceCoordinates { coordinates in
      for index in stride(from: 0, to: coordinates.count, by: 2) { coordinates[index] *= scale }
    }
    return column
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
