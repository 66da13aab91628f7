internal import CGEOS

// MARK: Predicates

extension Geometry {
  /// Whether it is valid by OGC Simple Features; `GeometryColumn.invalidities(ofRow:in:)` says why not.
  public var isValid: Bool {
    get throws(GeometryError) { try context.predicate("isValid", GEOSisValid_r(context.handle, handle)) }
  }

  /// The first reason why it is not valid and where, in GEOS's own words; `nil` if valid.
  public func validityDetail() throws(GeometryError) -> (reason: String, place: Position?)? {
    var reason: UnsafeMutablePointer<CChar>?
    var location: OpaquePointer?
    let code = GEOSisValidDetail_r(context.handle, handle, 0, &reason, &location)
    defer { if let reason { GEOSFree_r(context.handle, reason) } }
    let place: Position? =
      if let location {
        try Geometry(owning: location, in: context).firstPosition(for: "isValid")
      } else {
        nil
      }
    guard try !context.predicate("isValid", code) else { return nil }
    return (reason.map { String(cString: $0) } ?? "invalid", place)
  }

  public func intersects(_ other: borrowing Geometry) throws(GeometryError) -> Bool {
    try context.predicate("intersects", GEOSIntersects_r(context.handle, handle, other.handle))
  }

  /// Whether all of `other` lies in it and not only on its boundary.
  public func contains(_ other: borrowing Geometry) throws(GeometryError) -> Bool {
    try context.predicate("contains", GEOSContains_r(context.handle, handle, other.handle))
  }

  /// Whether no point of `other` lies outside.
  public func covers(_ other: borrowing Geometry) throws(GeometryError) -> Bool {
    try context.predicate("covers", GEOSCovers_r(context.handle, handle, other.handle))
  }

  /// Whether they have points in common, but none of both interiors.
  public func touches(_ other: borrowing Geometry) throws(GeometryError) -> Bool {
    try context.predicate("touches", GEOSTouches_r(context.handle, handle, other.handle))
  }

  /// Whether both are the same set of points.
  public func equals(_ other: borrowing Geometry) throws(GeometryError) -> Bool {
    try context.predicate("equals", GEOSEquals_r(context.handle, handle, other.handle))
  }
}

// MARK: Overlay

extension Geometry {
  public func intersection(_ other: borrowing Geometry) throws(GeometryError) -> Geometry {
    try result("intersection", GEOSIntersection_r(context.handle, handle, other.handle))
  }

  public func union(_ other: borrowing Geometry) throws(GeometryError) -> Geometry {
    try result("union", GEOSUnion_r(context.handle, handle, other.handle))
  }

  public func difference(_ other: borrowing Geometry) throws(GeometryError) -> Geometry {
    try result("difference", GEOSDifference_r(context.handle, handle, other.handle))
  }

  /// The union of its parts; lines come out noded, as `polygonized()` needs them.
  public func unaryUnion() throws(GeometryError) -> Geometry {
    try result("union", GEOSUnaryUnion_r(context.handle, handle))
  }

  /// The union of many rows, in a cascade; rows without geometry count for nothing.
  public static func union(
    ofRows rows: some Sequence<Int>, of column: GeometryColumn, in context: GEOSContext
  ) throws(GeometryError) -> Geometry {
    try Geometry(collecting: rows, of: column, in: context).unaryUnion()
  }

  /// Many rows in one collection.
  public init(
    collecting rows: some Sequence<Int>, of column: GeometryColumn, in context: GEOSContext
  ) throws(GeometryError) {
    var members: [OpaquePointer?] = []
    do throws(GeometryError) {
      for row in rows where column.types[row] != .none {
        members.append(try context.makeGeometry(row: row, of: column))
      }
    } catch {
      context.destroy(members)
      throw error
    }
    self.init(owning: try context.makeCollection(members, type: GEOS_GEOMETRYCOLLECTION), in: context)
  }

  /// The polygons that noded lines enclose: those of every part, as a collection.
  public func polygonized() throws(GeometryError) -> Geometry {
    var lines: OpaquePointer? = handle
    return try result("polygonize", GEOSPolygonize_r(context.handle, &lines, 1))
  }
}

// MARK: Derived geometries

extension Geometry {
  public enum MakeValidMethod: Sendable {
    /// Keeps all lines of the input and builds polygons from what they enclose.
    case linework
    /// Takes shells and holes at their word: first each ring, then shells united and holes taken off.
    case structure
  }

  public func madeValid(method: MakeValidMethod = .linework) throws(GeometryError) -> Geometry {
    guard method == .structure else { return try result("makeValid", GEOSMakeValid_r(context.handle, handle)) }
    let parameters = try context.pointer("makeValid", GEOSMakeValidParams_create_r(context.handle))
    defer { GEOSMakeValidParams_destroy_r(context.handle, parameters) }
    guard GEOSMakeValidParams_setMethod_r(context.handle, parameters, GEOS_MAKE_VALID_STRUCTURE) == 1 else {
      throw context.failure("makeValid")
    }
    return try result("makeValid", GEOSMakeValidWithParams_r(context.handle, handle, parameters))
  }

  /// All points within `distance`; a negative distance shrinks polygons.
  public func buffer(_ distance: Double, quadrantSegments: Int = 8) throws(GeometryError) -> Geometry {
    try result("buffer", GEOSBuffer_r(context.handle, handle, distance, Int32(clamping: quadrantSegments)))
  }

  public func boundary() throws(GeometryError) -> Geometry {
    try result("boundary", GEOSBoundary_r(context.handle, handle))
  }

  public func convexHull() throws(GeometryError) -> Geometry {
    try result("convexHull", GEOSConvexHull_r(context.handle, handle))
  }

  public func minimumRotatedRectangle() throws(GeometryError) -> Geometry {
    try result("minimumRotatedRectangle", GEOSMinimumRotatedRectangle_r(context.handle, handle))
  }

  /// The holes of a polygonal geometry, each as a polygon of its own, counter-clockwise.
  public func interiorRings() throws(GeometryError) -> GeometryColumn {
    let source = try column(dimension: 2)
    var holes = GeometryColumn()
    for part in source.parts(ofRow: 0) {
      for ring in source.rings(ofPart: part).dropFirst() {
        for vertex in source.vertices(ofRing: ring) {
          let position = source.position(ofVertex: vertex)
          holes.appendVertex(x: position.x, y: position.y)
        }
        holes.endRing()
        holes.endPart()
        holes.endRow(.polygon)
      }
    }
    return holes.normalisedOrientation()
  }

  func result(_ operation: String, _ pointer: OpaquePointer?) throws(GeometryError) -> Geometry {
    Geometry(owning: try context.pointer(operation, pointer), in: context)
  }
}
