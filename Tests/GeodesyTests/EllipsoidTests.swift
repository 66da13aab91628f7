import Testing

@testable import Geodesy

@Suite("Ellipsoidal measures")
struct EllipsoidTests {
  private let ellipsoid = Ellipsoid.cgcs2000

  /// JFK to LHR on WGS 84, an example of GeographicLib's documentation: 5551.759 km, azimuth 51.198883° (PROJ's `geod`).
  @Test func distanceOnWGS84() {
    let wgs84 = Ellipsoid(semiMajorMetres: 6_378_137, inverseFlattening: 298.257_223_563)
    let (kennedy, heathrow) = ((longitude: -73.8, latitude: 40.6), (longitude: -0.5, latitude: 51.6))
    #expect(abs(wgs84.distance(from: kennedy, to: heathrow) - 5_551_759.4) < 0.1)
    #expect(abs(wgs84.azimuth(from: kennedy, to: heathrow) - 51.198_883) < 1e-6)
  }

  /// Along the equator the geodesic is a circle of radius a; a quadrant of the meridian is 10 001 965.729 m (GRS 80).
  @Test func knownLengths() {
    let degree = 6_378_137 * Double.pi / 180
    #expect(abs(ellipsoid.distance(from: (0, 0), to: (1, 0)) - degree) < 1e-6)
    #expect(abs(ellipsoid.distance(from: (105, 0), to: (105, 90)) - 10_001_965.729) < 0.001)
    #expect(abs(ellipsoid.length(of: [0, 0, 1, 0, 2, 0, 1, 0]) - 3 * degree) < 1e-6)
    #expect(abs(ellipsoid.distance(from: (179.5, 0), to: (-179.5, 0)) - degree) < 1e-6)
  }

  /// The surface of GRS 80 is 510 065 621.72 km²; an octant is an eighth of it.
  @Test func knownAreas() {
    let octant = [0.0, 0, 90, 0, 0, 90]
    #expect(abs(ellipsoid.signedArea(ofRing: octant) - 510_065_621_718_491 / 8) < 1e4)
    let clockwise = [0.0, 0, 0, 90, 90, 0, 0, 0]
    #expect(ellipsoid.signedArea(ofRing: clockwise) < 0)
    #expect(abs(ellipsoid.area(ofRing: clockwise) - ellipsoid.area(ofRing: octant)) < 1e-3)
  }

  /// A small square against the plane of its own Gauss-Krüger zone, whose scale is known.
  @Test func smallAreaAgreesWithThePlane() throws {
    let corners: [(Double, Double)] = [
      (500_000, 3_298_000), (501_000, 3_298_000), (501_000, 3_299_000), (500_000, 3_299_000),
    ]
    let toPlace = try CoordinateTransformation(from: CRS(epsg: 4544), to: .cgcs2000)
    var ring = corners.flatMap { [$0.0, $0.1] }
    try toPlace.transform(&ring)
    #expect(abs(ellipsoid.signedArea(ofRing: ring) - 1_000_000) < 0.1)
    #expect(abs(ellipsoid.length(of: ring + ring.prefix(2)) - 4_000) < 0.001)
  }

  @Test(arguments: [0.0, 22.5, 90, 179, 181, 270, 359.9])
  func azimuthUndoesDestination(azimuth: Double) {
    let start = (longitude: 106.02, latitude: 29.80)
    let end = ellipsoid.destination(from: start, azimuth: azimuth, distanceMetres: 1_234.5)
    #expect(abs(ellipsoid.distance(from: start, to: end) - 1_234.5) < 1e-6)
    #expect(abs(ellipsoid.azimuth(from: start, to: end) - azimuth) < 1e-8)
  }

  @Test func azimuthIsBelow360AndNaNWithoutDirection() {
    #expect(ellipsoid.azimuth(from: (106, 29), to: (106, 30)) == 0)
    #expect(ellipsoid.azimuth(from: (106, 30), to: (106, 29)) == 180)
    #expect(ellipsoid.azimuth(from: (106, 29), to: (106 - 1e-13, 30)) < 360)
    #expect(ellipsoid.azimuth(from: (106, 29), to: (106, 29)).isNaN)
  }

  /// Grid convergence of 3° zones is about Δλ·sin φ: the true azimuth of the grid's north at the reference place.
  @Test func trueNorthIsNotGridNorth() throws {
    let toPlace = try CoordinateTransformation(from: CRS(epsg: 4544), to: .cgcs2000)
    let start = try #require(toPlace.transform(x: 598_615.405, y: 3_298_379.516))
    let north = try #require(toPlace.transform(x: 598_615.405, y: 3_298_479.516))
    let azimuth = ellipsoid.azimuth(from: (start.x, start.y), to: (north.x, north.y))
    #expect(abs(azimuth - 0.507) < 0.001)
  }

  @Test func degenerateInput() {
    #expect(ellipsoid.length(of: []) == 0)
    #expect(ellipsoid.length(of: [106, 29]) == 0)
    #expect(ellipsoid.length(of: [106, 29, 106]) == 0)
    #expect(ellipsoid.length(of: [106, 29, 106, 29]) == 0)
    #expect(ellipsoid.length(of: [106, 29, 106, 91]).isNaN)
    #expect(ellipsoid.length(of: [106, 29, .nan, 29]).isNaN)
    #expect(ellipsoid.length(of: [.infinity, 29, 106, 29]).isNaN)
    #expect(ellipsoid.area(ofRing: []) == 0)
    #expect(ellipsoid.area(ofRing: [106, 29]) == 0)
    #expect(ellipsoid.area(ofRing: [106, 29, 107, 29, 106, 29]) < 1e-3)
    #expect(ellipsoid.area(ofRing: [106, 29, 107, 29, 106, 91]).isNaN)
    #expect(ellipsoid.area(ofRing: [106, 29, 107, 29, .nan, 30]).isNaN)
    #expect(ellipsoid.distance(from: (0, 0), to: (0, 95)).isNaN)
    #expect(ellipsoid.azimuth(from: (0, 0), to: (.nan, 5)).isNaN)
  }
}

@Suite("Local projection")
struct LocalProjectionTests {
  private static let centres: [(Double, Double)] = [
    (106.02, 29.8), (0, 0), (180, 10), (-179.9999, -60), (87, 89.9999), (12, 90), (12, -90), (130, -89.95),
  ]

  /// Distances between places up to 10 km from the centre are true to 1e-6 of themselves.
  @Test(arguments: centres)
  func distancesNearTheCentre(longitude: Double, latitude: Double) {
    let projection = LocalProjection(longitude: longitude, latitude: latitude)
    let ellipsoid = Ellipsoid.cgcs2000
    var places: [(longitude: Double, latitude: Double)] = []
    for azimuth in stride(from: 0.0, to: 360, by: 23) {
      for metres in [10.0, 5_000, 9_999] {
        places.append(ellipsoid.destination(from: (longitude, latitude), azimuth: azimuth, distanceMetres: metres))
      }
    }
    var xy = places.flatMap { [$0.longitude, $0.latitude] }
    projection.forward(&xy)
    var worst = 0.0
    for first in places.indices {
      for second in places.indices.dropFirst(first + 1) {
        let (dx, dy) = (xy[2 * first] - xy[2 * second], xy[2 * first + 1] - xy[2 * second + 1])
        let plane = (dx * dx + dy * dy).squareRoot()
        let truth = ellipsoid.distance(from: places[first], to: places[second])
        worst = max(worst, abs(plane - truth) / truth)
      }
    }
    #expect(worst < 1e-6)
    #expect(worst > 1e-9, "a plane cannot be this true: nothing was compared")
  }

  @Test(arguments: centres)
  func roundTrip(longitude: Double, latitude: Double) {
    let projection = LocalProjection(longitude: longitude, latitude: latitude)
    let original = [0.0, 0, 10_000, 0, -3_000, 4_000, 0, -7_000, 12.5, 0.001]
    var xy = original
    projection.inverse(&xy)
    projection.forward(&xy)
    for (before, after) in zip(original, xy) { #expect(abs(before - after) < 1e-6) }
  }

  @Test func xPointsEastAndYNorth() {
    let projection = LocalProjection(longitude: 106, latitude: 30)
    var xy = [106.01, 30.0, 106, 30.01, 106, 30]
    projection.forward(&xy)
    #expect(abs(xy[0] - 964.86) < 0.1 && abs(xy[1]) < 0.1)
    #expect(abs(xy[2]) < 1e-6 && abs(xy[3] - 1_108.52) < 0.1)
    #expect(xy[4] == 0 && xy[5] == 0)
  }

  @Test func impossiblePlacesBecomeNaN() {
    var xy = [106, 91, .nan, 30, .infinity, 30, 106.01, 30]
    LocalProjection(longitude: 106, latitude: 30).forward(&xy)
    for value in xy.prefix(6) { #expect(value.isNaN) }
    #expect(xy[6].isFinite)
    var centreless = [106.0, 30]
    LocalProjection(longitude: .nan, latitude: 30).forward(&centreless)
    #expect(centreless[0].isNaN && centreless[1].isNaN)
    var empty: [Double] = []
    LocalProjection(longitude: 106, latitude: 30).forward(&empty)
    #expect(empty.isEmpty)
  }
}
