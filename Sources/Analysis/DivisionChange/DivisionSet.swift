public import Geometry
public import Registry
public import Toponymy

/// The units of a set of divisions at one time.
public struct DivisionSet: Sendable {
  /// One unit: all rows with its code and name, so that an exclave may have a row of its own.
  public struct Unit: Sendable {
    /// Without padding.
    public let code: String?
    public let name: String?
    public let level: DivisionLevel?
    /// The code of the unit above, as recorded or from the code.
    public let parentCode: String?
    let nameForms: UnitName?

    /// What to call it: its name, else its code.
    public var title: String { name ?? code ?? "?" }
  }

  /// In the order of their first rows.
  public let units: [Unit]
  /// A row per unit: its valid polygons, or none.
  public let polygons: GeometryColumn
  /// Units with a polygon that cannot be used, such as an unclosed ring.
  public let unusable: [Int]

  public var hasPolygons: Bool { polygons.types.contains { $0 != .none } }

  /// - Parameters:
  ///   - table: of kind `division`.
  ///   - code: keeps the units in this one only; a former code of it counts.
  /// - Throws: `GeometryError` when polygons of one unit cannot be united.
  public init(_ table: RecordTable, within code: String? = nil, history: DivisionList = .linkedIn) throws {
    struct Key: Hashable {
      let code: String
      let form: String
    }
    var units: [Unit] = []
    var rows: [[Int]] = []
    var known: [Key: Int] = [:]
    for division in Division.all(in: table) where division.code != nil || division.name != nil {
      let unit = Unit(division, parentCode: table.text(.parentCode, division.row))
      if let code, !unit.isWithin(code, history) { continue }
      let key = Key(code: unit.code ?? "~\(division.row)", form: unit.nameForms?.form ?? "")
      if let index = known[key] {
        rows[index].append(division.row)
      } else {
        known[key] = units.count
        units.append(unit)
        rows.append([division.row])
      }
    }
    self.units = units
    (polygons, unusable) = try Self.united(rows, of: table.geometry)
  }

  /// A polygon row per group of rows.
  private static func united(
    _ groups: [[Int]], of column: GeometryColumn
  ) throws -> (polygons: GeometryColumn, unusable: [Int]) {
    let context = GEOSContext()
    var polygons = GeometryColumn()
    var unusable: [Int] = []
    for (index, rows) in groups.enumerated() {
      let rows = rows.filter { column.types[$0].dimension == 2 && !column.parts(ofRow: $0).isEmpty }
      do {
        guard try append(rows, of: column, to: &polygons, in: context) else {
          polygons.appendNone()
          continue
        }
      } catch {
        // One polygon that GEOS cannot build must not hide what is to be found about the others.
        polygons.appendNone()
        unusable.append(index)
      }
    }
    polygons.normaliseOrientation()
    return (polygons, unusable)
  }

  /// - Returns: whether a row was appended.
  private static func append(
    _ rows: [Int], of column: GeometryColumn, to polygons: inout GeometryColumn, in context: GEOSContext
  ) throws -> Bool {
    guard let first = rows.first else { return false }
    if rows.count == 1, try Geometry(row: first, of: column, in: context).isValid {
      polygons.append(first, of: column)
      return true
    }
    var valid = GeometryColumn()
    for row in rows {
      try Geometry(row: row, of: column, in: context).madeValid().append(to: &valid, dimension: 2)
    }
    try Geometry.union(ofRows: 0..<valid.count, of: valid, in: context).append(to: &polygons, dimension: 2)
    return true
  }
}

extension DivisionSet.Unit {
  init(_ division: Division, parentCode: String?) {
    code = division.code
    name = division.name
    level = division.level
    // What is no code in the column (a JSON object, in some web maps' files) names no unit.
    self.parentCode =
      parentCode.map(DivisionKey.unpadded).flatMap { $0.allSatisfy { $0.isASCII && $0.isNumber } ? $0 : nil }
      ?? division.code.flatMap { try? DivisionCode($0) }?.parent.map(\.description)
    nameForms = division.name.map(UnitName.init)
  }

  func isWithin(_ other: String, _ history: DivisionList) -> Bool {
    [code, parentCode].compactMap { $0 }.contains { code in
      code.hasPrefix(other) || history.present(String(code.prefix(6))).hasPrefix(other)
    }
  }
}

extension DivisionList {
  /// The code that the unit of a code has today; the code itself where the lists say nothing of a successor.
  func present(_ code: String) -> String {
    (try? DivisionCode(code)).flatMap { presentUnit(for: $0) }?.code.description ?? code
  }
}
