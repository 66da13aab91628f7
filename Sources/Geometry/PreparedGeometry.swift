internal import CGEOS

/// A geometry with an index of its edges, for many questions about one geometry: about 0.1 microseconds for
/// a point in a polygon of 500 vertices, against 6 unprepared.
///
/// A class, so that the prepared geometries of a layer can stand in an array.
public final class PreparedGeometry {
  public let geometry: Geometry
  private let prepared: OpaquePointer
  private var context: GEOSContextHandle_t { geometry.context.handle }

  public init(_ geometry: consuming Geometry) throws(GeometryError) {
    let prepared = GEOSPrepare_r(geometry.context.handle, geometry.handle)
    self.prepared = try geometry.context.pointer("prepare", prepared)
    self.geometry = geometry
  }

  public convenience init(row: Int, of column: GeometryColumn, in context: GEOSContext) throws(GeometryError) {
    try self.init(try Geometry(row: row, of: column, in: context))
  }

  deinit { GEOSPreparedGeom_destroy_r(geometry.context.handle, prepared) }

  /// Whether a position lies inside, not on the boundary.
  public func contains(_ position: Position) throws(GeometryError) -> Bool {
    try test("contains", position) { GEOSPreparedContains_r($0, $1, $2) }
  }

  /// Whether a position lies inside or on the boundary.
  public func covers(_ position: Position) throws(GeometryError) -> Bool {
    try test("covers", position) { GEOSPreparedCovers_r($0, $1, $2) }
  }

  /// Whether a position lies on it; of a line, whether it is exactly on the line.
  public func intersects(_ position: Position) throws(GeometryError) -> Bool {
    try test("intersects", position) { GEOSPreparedIntersects_r($0, $1, $2) }
  }

  public func contains(_ other: borrowing Geometry) throws(GeometryError) -> Bool {
    try geometry.context.predicate("contains", GEOSPreparedContains_r(context, prepared, other.handle))
  }

  public func covers(_ other: borrowing Geometry) throws(GeometryError) -> Bool {
    try geometry.context.predicate("covers", GEOSPreparedCovers_r(context, prepared, other.handle))
  }

  public func intersects(_ other: borrowing Geometry) throws(GeometryError) -> Bool {
    try geometry.context.predicate("intersects", GEOSPreparedIntersects_r(context, prepared, other.handle))
  }

  /// The distance of a position, in units of the coordinates: 0 inside a polygon; `nil` if empty.
  public func distance(to position: Position) throws(GeometryError) -> Double? {
    guard try !geometry.isEmpty else { return nil }
    let point = try Geometry(point: position, in: geometry.context)
    var distance = 0.0
    guard GEOSPreparedDistance_r(context, prepared, point.handle, &distance) == 1 else {
      throw geometry.context.failure("distance")
    }
    return distance
  }

  /// Its point that is nearest to a position: inside a polygon the position itself; `nil` if empty.
  public func nearestPosition(to position: Position) throws(GeometryError) -> Position? {
    guard try !geometry.isEmpty else { return nil }
    let context = geometry.context
    let point = try Geometry(point: position, in: context)
    let sequence = try context.pointer(
      "nearestPoints", GEOSPreparedNearestPoints_r(context.handle, prepared, point.handle))
    defer { GEOSCoordSeq_destroy_r(context.handle, sequence) }
    return try context.position(0, of: sequence, for: "nearestPoints")
  }

  /// Whether a position is at most `distance` away; cheaper than the distance itself.
  public func isWithin(_ distance: Double, of position: Position) throws(GeometryError) -> Bool {
    try test("distanceWithin", position) { GEOSPreparedDistanceWithin_r($0, $1, $2, distance) }
  }

  @inline(__always)
  private func test(
    _ operation: String, _ position: Position,
    _ predicate: (GEOSContextHandle_t, OpaquePointer, OpaquePointer) -> CChar
  ) throws(GeometryError) -> Bool {
    let context = context
    guard let point = GEOSGeom_createPointFromXY_r(context, position.x, position.y) else {
      throw geometry.context.failure(operation)
    }
    let answer = predicate(context, prepared, point)
    GEOSGeom_destroy_r(context, point)
    return try geometry.context.predicate(operation, answer)
  }
}
