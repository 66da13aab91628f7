internal import CPROJ
import Glibc

/// Lengths, areas and directions on an ellipsoid, along geodesics (C. F. F. Karney, 2013, as in PROJ).
///
/// Positions are longitude, latitude in degrees. Values that mean no place (not finite, latitude beyond ±90) give NaN.
/// An instance may be used by any number of threads.
public struct Ellipsoid: Sendable {
  public let semiMajorMetres: Double
  public let inverseFlattening: Double
  let geodesic: geod_geodesic

  /// The ellipsoid of CGCS2000 (EPSG 1024), the one for all reports.
  public static let cgcs2000 = Ellipsoid(semiMajorMetres: 6_378_137, inverseFlattening: 298.257_222_101)

  public init(semiMajorMetres: Double, inverseFlattening: Double) {
    self.semiMajorMetres = semiMajorMetres
    self.inverseFlattening = inverseFlattening
    var geodesic = geod_geodesic()
    geod_init(&geodesic, semiMajorMetres, 1 / inverseFlattening)
    self.geodesic = geodesic
  }

  /// Shortest distance in metres; accurate to nanometres, also for nearly opposite points.
  public func distance(
    from start: (longitude: Double, latitude: Double), to end: (longitude: Double, latitude: Double)
  ) -> Double {
    var metres = 0.0
    withUnsafePointer(to: geodesic) {
      geod_inverse($0, start.latitude, start.longitude, end.latitude, end.longitude, &metres, nil, nil)
    }
    return metres
  }

  /// Direction at `start` towards `end` in degrees clockwise from true north, 0 ..< 360.
  ///
  /// NaN when the two are the same place, which has no direction.
  public func azimuth(
    from start: (longitude: Double, latitude: Double), to end: (longitude: Double, latitude: Double)
  ) -> Double {
    var metres = 0.0
    var degrees = 0.0
    withUnsafePointer(to: geodesic) {
      geod_inverse($0, start.latitude, start.longitude, end.latitude, end.longitude, &metres, &degrees, nil)
    }
    guard metres > 0 else { return .nan }
    let turned = degrees < 0 ? degrees + 360 : degrees
    return turned < 360 ? turned : 0
  }

  /// The place at a distance in a direction (degrees clockwise from true north); longitude in -180...180.
  public func destination(
    from start: (longitude: Double, latitude: Double), azimuth degrees: Double, distanceMetres: Double
  ) -> (longitude: Double, latitude: Double) {
    var longitude = 0.0
    var latitude = 0.0
    withUnsafePointer(to: geodesic) {
      geod_direct($0, start.latitude, start.longitude, degrees, distanceMetres, &latitude, &longitude, nil)
    }
    return (longitude, latitude)
  }

  /// Length in metres of a line given as interleaved longitude, latitude; 0 for fewer than two points.
  ///
  /// - Complexity: O(n), about 0.5 µs a segment.
  public func length(of line: UnsafeBufferPointer<Double>) -> Double {
    withUnsafePointer(to: geodesic) { geodesic in
      var total = 0.0
      var metres = 0.0
      for index in stride(from: 0, to: line.count - 3, by: 2) {
        geod_inverse(
          geodesic, line[index + 1], line[index], line[index + 3], line[index + 2], &metres, nil, nil)
        total += metres
      }
      return total
    }
  }

  public func length(of line: [Double]) -> Double {
    line.withUnsafeBufferPointer { length(of: $0) }
  }

  /// Area in m² of a simple ring given as interleaved longitude, latitude: positive when it runs counter-clockwise.
  ///
  /// The ring may repeat its first point at the end or not. Edges are geodesics; a ring around a pole is allowed.
  ///
  /// - Complexity: O(n), about 0.7 µs an edge.
  public func signedArea(ofRing ring: UnsafeBufferPointer<Double>) -> Double {
    withUnsafePointer(to: geodesic) { geodesic in
      var polygon = geod_polygon()
      geod_polygon_init(&polygon, 0)
      for index in stride(from: 0, to: ring.count - 1, by: 2) {
        guard abs(ring[index + 1]) <= 90, ring[index].isFinite else { return .nan }
        geod_polygon_addpoint(geodesic, &polygon, ring[index + 1], ring[index])
      }
      var area = 0.0
      geod_polygon_compute(geodesic, &polygon, 0, 1, &area, nil)
      return area
    }
  }

  public func signedArea(ofRing ring: [Double]) -> Double {
    ring.withUnsafeBufferPointer { signedArea(ofRing: $0) }
  }

  /// Area in m² of a simple ring, whichever way it runs.
  public func area(ofRing ring: UnsafeBufferPointer<Double>) -> Double { abs(signedArea(ofRing: ring)) }

  public func area(ofRing ring: [Double]) -> Double { abs(signedArea(ofRing: ring)) }
}

/// How far the grid north of a Gauss-Krüger zone lies east of true north, in degrees (meridian convergence).
///
/// A grid bearing (坐标方位角) is the true one less this. The spherical formula; it differs from that of the ellipsoid by
/// less than 0.001° within 3° of the central meridian. At 106.02°E 29.8°N with the meridian 105° it is 0.507°.
public func gridConvergence(longitude: Double, latitude: Double, centralMeridian: Double) -> Double {
  let (away, phi) = ((longitude - centralMeridian) * .pi / 180, latitude * .pi / 180)
  return atan(tan(away) * sin(phi)) * 180 / .pi
}
