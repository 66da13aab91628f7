internal import CGEOS

/// Positions along a line by their distance from its start (chainage), in units of the coordinates.
///
/// Degrees are no lengths: project a line to a plane in metres before asking for chainages.
extension Geometry {
  /// The chainage of the point of the line that is nearest to a position.
  ///
  /// - Throws: `GeometryError.geos` if it is no line.
  public func chainage(nearestTo position: Position) throws(GeometryError) -> Double {
    let point = try Geometry(point: position, in: context)
    let chainage = GEOSProject_r(context.handle, handle, point.handle)
    guard chainage >= 0 else { throw context.failure("project") }
    return chainage
  }

  /// The position at a chainage; before the start it is the start, after the end the end, and a negative chainage
  /// counts back from the end. `nil` for an empty line.
  public func position(atChainage chainage: Double) throws(GeometryError) -> Position? {
    let point = try result("interpolate", GEOSInterpolate_r(context.handle, handle, chainage))
    return try point.firstPosition(for: "interpolate")
  }

  /// The distance of a position, in units of the coordinates: 0 inside a polygon; `nil` if empty. O(n); for many
  /// positions use `PreparedGeometry`.
  public func distance(to position: Position) throws(GeometryError) -> Double? {
    guard try !isEmpty else { return nil }
    let point = try Geometry(point: position, in: context)
    var distance = 0.0
    guard GEOSDistance_r(context.handle, handle, point.handle, &distance) == 1 else {
      throw context.failure("distance")
    }
    return distance
  }
}
