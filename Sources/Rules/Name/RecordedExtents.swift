import Geodesy
import Geometry
import Registry

/// The extents that forms record beside a point (至东经, 至北纬), as what stands for the feature: of a river or road the
/// line from one to the other, else the box.
struct RecordedExtents {
  private let longitudesTo: TextColumn?
  private let latitudesTo: TextColumn?
  private let table: RecordTable
  private let classes: NameClasses

  init(_ area: Area) {
    table = area.dataset[.placeName]
    classes = area.nameClasses
    longitudesTo = table[.longitudeTo]
    latitudesTo = table[.latitudeTo]
  }

  /// One row; `nil` where no extent is recorded, where it is none (N805), or where its numbers are not those that the
  /// position came from.
  func extent(ofRow row: Int) -> GeometryColumn? {
    guard table.geometry.types[row] == .point, isFilled(longitudesTo, row) || isFilled(latitudesTo, row),
      let start = table.position(row), let longitude = degrees(.longitude, row), let latitude = degrees(.latitude, row)
    else { return nil }
    // A position that was moved to another datum takes its extent along; another place is another system.
    let (dx, dy) = (start.x - longitude, start.y - latitude)
    guard abs(dx) < Self.farthestShift, abs(dy) < Self.farthestShift else { return nil }
    let end = Position(
      x: (degrees(.longitudeTo, row) ?? longitude) + dx, y: (degrees(.latitudeTo, row) ?? latitude) + dy)
    guard end.x >= start.x, end.y >= start.y, end != start, end.x - start.x < 5, end.y - start.y < 5 else { return nil }
    return isLine(row) || end.x == start.x || end.y == start.y ? line(start, end) : box(start, end)
  }

  /// In degrees: GCJ-02 and the datums move a point by less.
  private static let farthestShift = 0.02

  private func isFilled(_ column: TextColumn?, _ row: Int) -> Bool { column.map { !$0.isBlank(row) } ?? false }

  private func degrees(_ field: FieldKey, _ row: Int) -> Double? { table.text(field, row).flatMap(parseDegrees) }

  /// Whether a row is a long feature by its class, of which a point says little.
  func isLine(_ row: Int) -> Bool { classes.code(row).flatMap { ClassExtent.ofClass[$0] } == .line }

  private func line(_ start: Position, _ end: Position) -> GeometryColumn {
    var column = GeometryColumn()
    for place in [start, end] { column.appendVertex(x: place.x, y: place.y) }
    column.endRing()
    column.endPart()
    column.endRow(.lineString)
    return column
  }

  private func box(_ start: Position, _ end: Position) -> GeometryColumn {
    var column = GeometryColumn()
    for (x, y) in [(start.x, start.y), (end.x, start.y), (end.x, end.y), (start.x, end.y), (start.x, start.y)] {
      column.appendVertex(x: x, y: y)
    }
    column.endRing()
    column.endPart()
    column.endRow(.polygon)
    return column
  }
}
