internal import CGEOS

extension Geometry {
  /// Planar area in squared units of the coordinates; 0 for points and lines.
  public var area: Double {
    get throws(GeometryError) {
      var area = 0.0
      guard GEOSArea_r(context.handle, handle, &area) == 1 else { throw context.failure("area") }
      return area
    }
  }

  /// Planar length of a line or circumference of a polygon, in units of the coordinates.
  public var length: Double {
    get throws(GeometryError) {
      var length = 0.0
      guard GEOSLength_r(context.handle, handle, &length) == 1 else { throw context.failure("length") }
      return length
    }
  }

  /// The least distance, in units of the coordinates; `nil` if one of both is empty.
  public func distance(_ other: borrowing Geometry) throws(GeometryError) -> Double? {
    guard try !isEmpty, try !other.isEmpty else { return nil }
    // The indexed distance of GEOS is that of the lines: not 0 for what lies inside a polygon.
    guard try !intersects(other) else { return 0 }
    var distance = 0.0
    guard GEOSDistanceIndexed_r(context.handle, handle, other.handle, &distance) == 1 else {
      throw context.failure("distance")
    }
    return distance
  }

  /// The pair of points at the least distance, the first on it, the second on `other`; `nil` if one of both is empty.
  public func nearestPoints(_ other: borrowing Geometry) throws(GeometryError) -> (Position, Position)? {
    guard try !isEmpty, try !other.isEmpty else { return nil }
    let sequence = try context.pointer(
      "nearestPoints", GEOSNearestPoints_r(context.handle, handle, other.handle))
    defer { GEOSCoordSeq_destroy_r(context.handle, sequence) }
    return (
      try context.position(0, of: sequence, for: "nearestPoints"),
      try context.position(1, of: sequence, for: "nearestPoints")
    )
  }

  /// A point that certainly lies on it, for labels; `nil` if empty.
  public func pointOnSurface() throws(GeometryError) -> Position? {
    let point = try result("pointOnSurface", GEOSPointOnSurface_r(context.handle, handle))
    return try point.firstPosition(for: "pointOnSurface")
  }

  /// The centre of gravity, which may lie outside; `nil` if empty.
  public func centroid() throws(GeometryError) -> Position? {
    let point = try result("centroid", GEOSGetCentroid_r(context.handle, handle))
    return try point.firstPosition(for: "centroid")
  }

  /// The first vertex of a point or line; `nil` if empty.
  func firstPosition(for operation: String) throws(GeometryError) -> Position? {
    guard try !isEmpty else { return nil }
    let sequence = try context.pointer(operation, GEOSGeom_getCoordSeq_r(context.handle, handle))
    return try context.position(0, of: sequence, for: operation)
  }
}

extension GEOSContext {
  func position(
    _ index: UInt32, of sequence: OpaquePointer, for operation: String
  ) throws(GeometryError) -> Position {
    var position = Position(x: 0, y: 0)
    guard GEOSCoordSeq_getXY_r(handle, sequence, index, &position.x, &position.y) == 1 else {
      throw failure(operation)
    }
    return position
  }
}
