import Testing

@testable import Geometry

@Suite struct InscribedCircleTests {
  let context = GEOSContext()

  private func circle(_ wkt: String) throws -> Circle {
    try #require(try Geometry(wkt: wkt, in: context).maximumInscribedCircle())
  }

  @Test func ofARectangle() throws {
    let circle = try circle("POLYGON ((0 0, 8 0, 8 2, 0 2, 0 0))")
    #expect(abs(circle.radius - 1) < 0.02)
    #expect(abs(circle.centre.y - 1) < 0.02)
  }

  /// GEOS would fill the memory with squares.
  @Test func ofASliverAlongAnAxis() throws {
    let circle = try circle("POLYGON ((100 30, 110 30, 110 30.000001, 100 30.000001, 100 30))")
    #expect(abs(circle.radius - 0.5e-6) < 1e-14)
    #expect(abs(circle.centre.y - 30.000_000_5) < 1e-12)
  }

  /// A long wedge is widest at its blunt end.
  @Test func ofAWedge() throws {
    let circle = try circle("POLYGON ((0 0, 100 -0.5, 100 0.5, 0 0))")
    // The area by half the circumference.
    let expected = 50 / (0.5 + (100.0 * 100 + 0.25).squareRoot())
    #expect(circle.radius <= expected + 1e-9 && circle.radius > 0.97 * expected)
    #expect(circle.centre.x > 99)
  }

  /// A bulge in a sliver, between two of its vertices.
  @Test func ofASliverWithABulge() throws {
    let circle = try circle("POLYGON ((0 0, 100 0, 100 0.1, 63 0.1, 62 1, 61 0.1, 0 0.1, 0 0))")
    #expect(circle.radius > 0.3)
    #expect(abs(circle.centre.x - 62) < 0.3)
  }

  @Test func ofThePolygonsOfAMixedResult() throws {
    let circle = try circle("GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1), POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0)))")
    #expect(abs(circle.radius - 1) < 0.02)
  }

  @Test func ofWhatHasNoArea() throws {
    #expect(try Geometry(wkt: "POLYGON EMPTY", in: context).maximumInscribedCircle() == nil)
    #expect(try Geometry(wkt: "POLYGON ((0 0, 1 0, 2 0, 0 0))", in: context).maximumInscribedCircle() == nil)
    #expect(try Geometry(wkt: "LINESTRING (0 0, 1 0)", in: context).maximumInscribedCircle() == nil)
  }
}
