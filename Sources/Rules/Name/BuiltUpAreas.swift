import Geometry
import Registry

/// The extents of built-up areas (建成区): constraint records of that kind.
struct BuiltUpAreas {
  private let shapes: [(name: String, shape: PreparedGeometry)]
  /// Below all numbers of units that are known by name only.
  private static let firstNumber = Int.min

  init(_ constraints: RecordTable) {
    let context = GEOSContext()
    shapes = constraints.rows.compactMap { row in
      guard constraints.text(.kind, row)?.hasPrefix("建成区") ?? false,
        constraints.geometry.types[row].dimension == 2,
        let shape = try? PreparedGeometry(Geometry(row: row, of: constraints.geometry, in: context).madeValid())
      else { return nil }
      return (constraints.text(.name, row) ?? "建成区", shape)
    }
  }

  /// The number of the built-up area in which a row lies by its first position; `nil` outside of all.
  func number(at table: RecordTable, _ row: Int) -> Int? {
    guard !shapes.isEmpty, let position = table.position(row) else { return nil }
    return shapes.firstIndex { (try? $0.shape.covers(position)) ?? false }.map { Self.firstNumber + $0 }
  }

  var names: [String] { shapes.map(\.name) }

  /// The place in `names` of a number; `nil` for what is no number of a built-up area.
  static func index(ofNumber number: Int) -> Int? {
    let index = number &- firstNumber
    return (0..<1 << 32).contains(index) ? index : nil
  }
}
