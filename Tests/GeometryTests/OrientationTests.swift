import Testing

@testable import Geometry

@Suite struct OrientationTests {
  @Test func exactWhereDoublesAreNot() {
    // On a line through points that differ by one unit in the last place the plain determinant is noise.
    let (a, b) = (Position(x: 12, y: 12), Position(x: 24, y: 24))
    for x in 0..<32 {
      for y in 0..<32 {
        let point = Position(x: 0.5 + Double(x) * 0.5.ulp, y: 0.5 + Double(y) * 0.5.ulp)
        #expect(orientation(a, b, point) == (y - x).signum())
        #expect(orientation(b, point, a) == (y - x).signum())
      }
    }
  }

  @Test func shellsTurnLeftAndHolesRight() throws {
    let column = try columnFromWKT(
      "POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 1))", "LINESTRING (0 0, 0 1)",
      "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 6, 6 5, 5 5)))")
    let expected = try columnFromWKT(
      "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 2, 2 1, 1 1))", "LINESTRING (0 0, 0 1)",
      "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))")
    #expect(column.normalisedOrientation() == expected)
    #expect(expected.normalisedOrientation() == expected)
  }

  @Test func sliversFarFromTheOriginAreTurnedRightly() {
    // Half a unit in the last place wide: the sum of the area is nothing but rounding.
    let (x, y) = (500_000.0, 3_300_000.0)
    let clockwise = polygon([[[(x, y), (x + 1, y + 1 + y.ulp), (x + 2, y + 2), (x + 1, y + 1), (x, y)]]])
    #expect(clockwise.isCounterClockwise(ring: 0) == false)
    #expect(clockwise.normalisedOrientation().isCounterClockwise(ring: 0) == true)
  }

  @Test func ringsWithoutAreaStay() {
    let flat = polygon([[[(0, 0), (1, 1), (2, 2), (0, 0)]], [[]], [[(1, 1)]]])
    #expect(flat.isCounterClockwise(ring: 0) == nil)
    #expect(flat.normalisedOrientation() == flat)
  }

}
