import Geodesy
import Geometry
import TestSupport
import Testing

@testable import Analysis

@Suite struct LineAxisTests {
  private func axis(_ parts: [[(Double, Double)]]) throws -> LineAxis {
    var geometry = GeometryColumn()
    geometry.append(.multiLineString, parts.map { [degrees($0)] })
    return try #require(LineAxis(geometry, rows: [0]))
  }

  @Test func placesAndChainagesAreEachOthersInverse() throws {
    var generator = SeededGenerator(seed: 4)
    let vertices = (0...40).map { (300 * Double($0), Double.random(in: -100...100, using: &generator)) }
    let axis = try axis([vertices])
    for _ in 0..<200 {
      let chainage = Double.random(in: 0...axis.lengthMetres, using: &generator)
      let foot = try #require(axis.foot(of: axis.position(atChainage: chainage)))
      #expect(abs(foot.chainageMetres - chainage) < 0.001)
      #expect(foot.distanceMetres < 0.001)
    }
    #expect(axis.position(atChainage: -5) == axis.position(atChainage: 0))
    #expect(axis.position(atChainage: 1e9) == axis.position(atChainage: axis.lengthMetres))
  }

  @Test func azimuthsAreFromTrueNorth() throws {
    let axis = try axis([[(0, 0), (1000, 0), (1000, -1000), (0, -1000)]])
    #expect(abs((axis.azimuth(fromChainage: 0, to: 1000) ?? 0) - 90) < 0.01)
    #expect(abs((axis.azimuth(fromChainage: 1000, to: 2000) ?? 0) - 180) < 0.01)
    #expect(abs((axis.azimuth(fromChainage: 3000, to: 2000) ?? 0) - 90) < 0.01)
    #expect(axis.azimuth(fromChainage: 500, to: 500) == nil)
  }

  @Test func countsCrossings() throws {
    let axis = try axis([[(0, 0), (1000, 0), (1000, 1000), (2000, 1000)]])
    let count = { (a: (Double, Double), b: (Double, Double)) -> Int in
      let places = degrees([a, b])
      return axis.crossings(from: places[0], to: places[1])
    }
    #expect(count((500, 30), (500, -30)) == 1)
    #expect(count((500, 30), (600, 200)) == 0)
    #expect(count((500, 500), (1500, 500)) == 1)
    #expect(count((500, -100), (1500, 1100)) == 3)
    #expect(count((-100, 30), (-100, -30)) == 0)
  }

  @Test func theGapBetweenPartsCountsForNothing() throws {
    let axis = try axis([[(0, 0), (1000, 0)], [(1500, 0), (2000, 0)]])
    #expect(!axis.isContinuous)
    #expect(abs(axis.lengthMetres - 1500) < 0.01)
    let place = degrees([(1750, 20)])[0]
    #expect(abs((axis.foot(of: place)?.chainageMetres ?? 0) - 1250) < 0.01)
  }

  @Test func simplifyingKeepsEndsAndDetailOverTheTolerance() throws {
    let axis = try axis([[(0, 0), (500, 4), (1000, 0), (1000, 600), (1003, 900), (1000, 1200)]])
    let points = axis.simplified(fromChainage: 0, to: axis.lengthMetres, toleranceMetres: 10)
    #expect(points.count == 3)
    #expect(points.first?.chainage == 0)
    #expect(points.last?.chainage == axis.lengthMetres)
    let back = axis.simplified(fromChainage: axis.lengthMetres, to: 0, toleranceMetres: 10)
    #expect(back.map(\.chainage) == points.map(\.chainage).reversed())
  }

  @Test func whatIsNoLineHasNoAxis() {
    for vertices in [[], [Position(x: 106, y: 29)], [Position(x: 106, y: 29), Position(x: .nan, y: 29)]] {
      var geometry = GeometryColumn()
      geometry.append(.multiLineString, [[vertices]])
      #expect(LineAxis(geometry, rows: [0]) == nil)
    }
    var geometry = GeometryColumn()
    geometry.append(.multiLineString, [[[Position(x: 106, y: 29), Position(x: 106, y: 29)]]])
    let axis = LineAxis(geometry, rows: [0])
    #expect(axis?.lengthMetres == 0)
    #expect(axis?.azimuth(fromChainage: 0, to: 0) == nil)
    #expect(axis?.foot(of: Position(x: 106, y: 29.001))?.chainageMetres == 0)
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
