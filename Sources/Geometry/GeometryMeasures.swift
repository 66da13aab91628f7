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

// MARK: Largest circle inside

/// A circle in the plane, in units of the coordinates.
public struct Circle: Sendable, Hashable {
  public var centre: Position
  public var radius: Double
}

extension Geometry {
  /// The largest circle inside a polygonal geometry: twice its radius is the greatest width of a gap or overlap.
  ///
  /// - Parameter tolerance: accuracy of the radius; by default a thousandth of the narrower side of the envelope.
  /// - Returns: `nil` for an empty geometry and one without area.
  public func maximumInscribedCircle(tolerance: Double? = nil) throws(GeometryError) -> Circle? {
    guard let envelope = try envelope, try area > 0 else { return nil }
    let (width, height) = (envelope.maxX - envelope.minX, envelope.maxY - envelope.minY)
    let (narrow, wide) = (min(width, height), max(width, height))
    guard narrow > 0 else { return nil }
    let accuracy = tolerance.flatMap { $0 > 0 ? $0 : nil } ?? narrow / 1000
    // GEOS starts from a grid of squares as wide as the narrower side: a million of them for a sliver along an axis.
    // Turned by 45 degrees the same sliver has a square envelope.
    guard wide > 100 * narrow else { return try uprightInscribedCircle(tolerance: accuracy) }
    let pivot = envelope.centre
    let turned = try Geometry(row: 0, of: try column(dimension: 2).turned(around: pivot, sine: 1), in: context)
    guard var circle = try turned.uprightInscribedCircle(tolerance: accuracy) else { return nil }
    circle.centre = circle.centre.turned(around: pivot, sine: -1)
    return circle
  }

  private func uprightInscribedCircle(tolerance: Double) throws(GeometryError) -> Circle? {
    let radiusLine = try result(
      "maximumInscribedCircle", GEOSMaximumInscribedCircle_r(context.handle, handle, tolerance))
    guard let centre = try radiusLine.firstPosition(for: "maximumInscribedCircle") else { return nil }
    return Circle(centre: centre, radius: try radiusLine.length)
  }
}

extension Position {
  /// Turned by 45 degrees: counter-clockwise for `sine` 1, clockwise for -1.
  fileprivate func turned(around pivot: Position, sine: Double) -> Position {
    let (dx, dy) = ((x - pivot.x) * 0.5.squareRoot(), (y - pivot.y) * 0.5.squareRoot())
    return Position(x: pivot.x + dx - sine * dy, y: pivot.y + sine * dx + dy)
  }
}

extension GeometryColumn {
  fileprivate func turned(around pivot: Position, sine: Double) -> GeometryColumn {
    var column = self
    column.replaceCoordinates { coordinates in
      for index in stride(from: 0, to: coordinates.count, by: 2) {
        let turned = Position(x: coordinates[index], y: coordinates[index + 1]).turned(around: pivot, sine: sine)
        (coordinates[index], coordinates[index + 1]) = (turned.x, turned.y)
      }
    }
    return column
  }
}
