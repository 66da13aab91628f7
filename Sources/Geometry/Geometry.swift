internal import CGEOS

/// One geometry in the memory of GEOS, freed with its owner.
///
/// Made from a row of a `GeometryColumn` and put back into one; coordinates cross in whole buffers, so that a row costs
/// a few nanoseconds a vertex. Lengths and areas are planar, in the units of the coordinates.
public struct Geometry: ~Copyable {
  public let context: GEOSContext
  let handle: OpaquePointer

  init(owning handle: OpaquePointer, in context: GEOSContext) {
    self.handle = handle
    self.context = context
  }

  /// A row of a column; a row without geometry becomes an empty collection.
  ///
  /// - Throws: `GeometryError.geos` where GEOS cannot build it: an unclosed ring, a line of one vertex.
  public init(row: Int, of column: GeometryColumn, in context: GEOSContext) throws(GeometryError) {
    self.init(owning: try context.makeGeometry(row: row, of: column), in: context)
  }

  public init(point: Position, in context: GEOSContext) throws(GeometryError) {
    let handle = GEOSGeom_createPointFromXY_r(context.handle, point.x, point.y)
    self.init(owning: try context.pointer("point", handle), in: context)
  }

  public init(envelope: Envelope, in context: GEOSContext) throws(GeometryError) {
    let handle = GEOSGeom_createRectangle_r(
      context.handle, envelope.minX, envelope.minY, envelope.maxX, envelope.maxY)
    self.init(owning: try context.pointer("envelope", handle), in: context)
  }

  /// Well-known text, for tests and examples.
  public init(wkt: String, in context: GEOSContext) throws(GeometryError) {
    let reader = try context.pointer("well-known text", GEOSWKTReader_create_r(context.handle))
    defer { GEOSWKTReader_destroy_r(context.handle, reader) }
    let handle = GEOSWKTReader_read_r(context.handle, reader, wkt)
    self.init(owning: try context.pointer("well-known text", handle), in: context)
  }

  deinit { GEOSGeom_destroy_r(context.handle, handle) }

  public var isEmpty: Bool {
    get throws(GeometryError) { try context.predicate("isEmpty", GEOSisEmpty_r(context.handle, handle)) }
  }

  /// The bounds; `nil` if empty.
  public var envelope: Envelope? {
    get throws(GeometryError) {
      guard try !isEmpty else { return nil }
      var bounds = Envelope(minX: 0, minY: 0, maxX: 0, maxY: 0)
      let isRead =
        GEOSGeom_getXMin_r(context.handle, handle, &bounds.minX) == 1
        && GEOSGeom_getYMin_r(context.handle, handle, &bounds.minY) == 1
        && GEOSGeom_getXMax_r(context.handle, handle, &bounds.maxX) == 1
        && GEOSGeom_getYMax_r(context.handle, handle, &bounds.maxY) == 1
      guard isRead else { throw context.failure("envelope") }
      return bounds
    }
  }
}
