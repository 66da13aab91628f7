import Geometry
import Registry
import Toponymy

/// The polygons of the units that records name, town before county; made when first asked for.
final class DeclaredUnitShapes {
  private let polygons: GeometryColumn
  private let origins: [Origin]
  private let divisions: [Division]
  private let byName: UnitIndex
  /// The rows of the polygons of each code, those of the first source that has it.
  private var rowsOfCode: [String: [Int]] = [:]
  private let context: GEOSContext
  private var shapes: [[Int]: (shape: UnitShape, number: Int)?] = [:]
  private var rowsOfText: [String: [Int]?] = [:]

  /// - Parameter excluded: sources whose own coordinates are in doubt.
  init(_ dataset: Dataset, excluding excluded: Set<Int>, in context: GEOSContext) {
    let table = dataset[.division]
    polygons = table.geometry
    origins = table.origins
    self.context = context
    divisions = Division.all(in: table).filter { division in
      table.geometry.types[division.row].dimension == 2 && !excluded.contains(division.origin.source)
    }
    byName = UnitIndex(divisions)
    var sourceOfCode: [String: Int] = [:]
    for division in divisions {
      guard let code = division.code else { continue }
      if sourceOfCode[code] == nil { sourceOfCode[code] = division.origin.source }
      if sourceOfCode[code] == division.origin.source { rowsOfCode[code, default: []].append(division.row) }
    }
  }

  var isEmpty: Bool { divisions.isEmpty }

  /// The bounds of all units.
  private(set) lazy var bounds: Envelope? = {
    let boxes = divisions.compactMap { polygons.envelope(ofRow: $0.row) }
    return boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
  }()

  /// The unit that a row names by code or name, with a number that tells units apart; `nil` where none is loaded.
  func unit(_ table: RecordTable, row: Int) -> (shape: UnitShape, number: Int, sources: Set<Int>)? {
    guard let rows = polygonRows(table, row) else { return nil }
    let found: (shape: UnitShape, number: Int)?
    if let known = shapes[rows] {
      found = known
    } else {
      found = (try? UnitShape(rows: rows, of: polygons, in: context)).map { ($0, shapes.count) }
      shapes[rows] = .some(found)
    }
    return found.map { ($0.shape, $0.number, Set(rows.map { origins[$0].source })) }
  }

  private func polygonRows(_ table: RecordTable, _ row: Int) -> [Int]? {
    if let code = table.text(.unitCode, row) { return rows(ofText: code) { self.rows(ofCode: code) } }
    if let names = table.text(.unit, row), let found = rows(ofText: names, { self.rows(ofNames: names) }) {
      return found
    }
    guard let code = table.text(.placeCode, row), code.utf8.count >= 9 else { return nil }
    let town = String(code.prefix(9))
    return rows(ofText: town) { self.rows(ofCode: town) }
  }

  private func rows(ofText text: String, _ find: () -> [Int]?) -> [Int]? {
    if let known = rowsOfText[text] { return known }
    let found = find()
    rowsOfText[text] = .some(found)
    return found
  }

  /// Of a village or town whose polygon is not loaded the unit above it.
  private func rows(ofCode text: String) -> [Int]? {
    let code = DivisionKey.unpadded(text)
    guard code.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    for length in [code.count, 9, 6] where length <= code.count {
      if let rows = rowsOfCode[String(code.prefix(length))] { return rows }
    }
    return nil
  }

  private func rows(ofNames text: String) -> [Int]? {
    let names = text.split { "、，,;；|\n".contains($0) }
    let found = names.map { name in byName.divisions(named: String(name)).map { divisions[$0] } }
    guard !found.isEmpty, found.allSatisfy({ !$0.isEmpty }) else { return nil }
    return Array(Set(found.joined().flatMap { $0.code.flatMap { rowsOfCode[$0] } ?? [$0.row] })).sorted()
  }

  /// The district, whole or as its towns; `nil` when no polygon of it is loaded.
  func district(_ code: String) -> (shape: UnitShape, bounds: Envelope, sources: Set<Int>)? {
    let own = divisions.filter { $0.code?.hasPrefix(code) == true }
    guard let finest = own.first(where: { $0.code == code }) ?? own.min(by: { ($0.code ?? "") < ($1.code ?? "") })
    else { return nil }
    // The units of one level of one source cover it.
    let rows =
      finest.code == code
      ? rowsOfCode[code] ?? []
      : own.filter { $0.origin.source == finest.origin.source && $0.level == finest.level }.map(\.row)
    let boxes = rows.compactMap { polygons.envelope(ofRow: $0) }
    guard let first = boxes.first, let shape = try? UnitShape(rows: rows, of: polygons, in: context) else { return nil }
    return (shape, boxes.dropFirst().reduce(first) { $0.union($1) }, Set(rows.map { origins[$0].source }))
  }
}
