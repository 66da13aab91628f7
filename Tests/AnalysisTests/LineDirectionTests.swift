import Geodesy
import Geometry
import TestSupport
import Testing

@testable import Analysis

@Suite struct LineDirectionTests {
  private func path(_ parts: [[(Double, Double)]]) throws -> LinePath {
    var geometry = GeometryColumn()
    geometry.append(.multiLineString, parts.map { [degrees($0)] })
    return try #require(LinePath(geometry, rows: [0]))
  }

  @Test func placesAndChainagesAreEachOthersInverse() throws {
    var generator = SeededGenerator(seed: 4)
    let vertices = (0...40).map { (300 * Double($0), Double.random(in: -100...100, using: &generator)) }
    let path = try path([vertices])
    for _ in 0..<200 {
      let chainage = Double.random(in: 0...path.lengthMetres, using: &generator)
      let foot = try #require(path.foot(of: path.position(atChainage: chainage)))
      #expect(abs(foot.chainageMetres - chainage) < 0.001)
      #expect(foot.distanceMetres < 0.001)
    }
    #expect(path.position(atChainage: -5) == path.position(atChainage: 0))
    #expect(path.position(atChainage: 1e9) == path.position(atChainage: path.lengthMetres))
  }

  @Test func azimuthsAreFromTrueNorth() throws {
    let path = try path([[(0, 0), (1000, 0), (1000, -1000), (0, -1000)]])
    #expect(abs((path.azimuth(fromChainage: 0, to: 1000) ?? 0) - 90) < 0.01)
    #expect(abs((path.azimuth(fromChainage: 1000, to: 2000) ?? 0) - 180) < 0.01)
    #expect(abs((path.azimuth(fromChainage: 3000, to: 2000) ?? 0) - 90) < 0.01)
    #expect(path.azimuth(fromChainage: 500, to: 500) == nil)
  }

  @Test func countsCrossings() throws {
    let path = try path([[(0, 0), (1000, 0), (1000, 1000), (2000, 1000)]])
    let count = { (a: (Double, Double), b: (Double, Double)) -> Int in
      let places = degrees([a, b])
      return path.crossings(from: places[0], to: places[1])
    }
    #expect(count((500, 30), (500, -30)) == 1)
    #expect(count((500, 30), (600, 200)) == 0)
    #expect(count((500, 500), (1500, 500)) == 1)
    #expect(count((500, -100), (1500, 1100)) == 3)
    #expect(count((-100, 30), (-100, -30)) == 0)
  }

  @Test func theGapBetweenPartsCountsForNothing() throws {
    let path = try path([[(0, 0), (1000, 0)], [(1500, 0), (2000, 0)]])
    #expect(path.parts.map(\.count) == [2, 2])
    #expect(abs(path.lengthMetres - 1500) < 0.01)
    let place = degrees([(1750, 20)])[0]
    #expect(abs((path.foot(of: place)?.chainageMetres ?? 0) - 1250) < 0.01)
  }

  @Test func simplifyingKeepsEndsAndDetailOverTheTolerance() throws {
    let path = try path([[(0, 0), (500, 4), (1000, 0), (1000, 600), (1003, 900), (1000, 1200)]])
    let points = path.simplified(fromChainage: 0, to: path.lengthMetres, toleranceMetres: 10)
    #expect(points.count == 3)
    #expect(points.first == 0)
    #expect(points.last == path.lengthMetres)
    let back = path.simplified(fromChainage: path.lengthMetres, to: 0, toleranceMetres: 10)
    #expect(back == points.reversed())
  }

  @Test func whatIsNoLineHasNoPath() {
    for vertices in [[], [Position(x: 106, y: 29)], [Position(x: 106, y: 29), Position(x: .nan, y: 29)]] {
      var geometry = GeometryColumn()
      geometry.append(.multiLineString, [[vertices]])
      #expect(LinePath(geometry, rows: [0]) == nil)
    }
    var geometry = GeometryColumn()
    geometry.append(.multiLineString, [[[Position(x: 106, y: 29), Position(x: 106, y: 29)]]])
    let path = LinePath(geometry, rows: [0])
    #expect(path == nil)
  }

  /// Section 15 of the domain facts: ΔN −19.416, ΔE −35.105 from 106.02°E 29.80°N is 40.117 m at a grid bearing of 241.05°.
  @Test func aReferenceObjectHasTheGridBearingOfItsPlaneCoordinates() throws {
    let crs = try CRS(epsg: 4544)
    let plane = try CoordinateTransformation(from: crs, to: .cgcs2000)
    let object = try #require(plane.transform(x: 598_615.405 - 35.105, y: 3_298_379.516 - 19.416))
    let azimuth = Ellipsoid.cgcs2000.azimuth(from: (106.02, 29.8), to: (object.x, object.y))
    let convergence = gridConvergence(longitude: 106.02, latitude: 29.8, centralMeridian: 105)
    #expect(abs(convergence - 0.507) < 0.001)
    #expect(abs(azimuth - convergence - 241.05) < 0.02)
  }
}
