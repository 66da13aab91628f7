import Foundation
import TestSupport
import Testing

@testable import Geometry

@Suite struct OperationTests {
  let context = GEOSContext()

  private func geometry(_ wkt: String) throws -> Geometry { try Geometry(wkt: wkt, in: context) }

  @Test func versionIsSupported() {
    #expect(GEOSContext.version.hasPrefix("3."))
  }

  @Test func predicates() throws {
    let square = try geometry("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))")
    let corner = try geometry("POINT (0 0)")
    #expect(try square.intersects(corner))
    #expect(try square.covers(corner))
    #expect(try !square.contains(corner))
    #expect(try square.touches(corner))
    #expect(try square.contains(try geometry("POINT (1 1)")))
    #expect(try !square.intersects(try geometry("POINT (3 3)")))
    #expect(try square.equals(try geometry("POLYGON ((0 0, 1 0, 2 0, 2 2, 0 2, 0 0))")))
    #expect(try !geometry("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))").isValid)
  }

  @Test func overlay() throws {
    let left = try geometry("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))")
    let right = try geometry("POLYGON ((1 0, 3 0, 3 2, 1 2, 1 0))")
    #expect(try left.intersection(right).area == 2)
    #expect(try left.union(right).area == 6)
    #expect(try left.difference(right).area == 2)
    #expect(try left.length == 8)
  }

  @Test func unionOfRows() throws {
    let squares = try columnFromWKT(
      "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "GEOMETRYCOLLECTION EMPTY", "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))",
      "POLYGON ((9 9, 10 9, 10 10, 9 9))")
    let union = try Geometry.union(ofRows: 0..<3, of: squares, in: context)
    #expect(try union.area == 2)
    #expect(try union.column().types == [.polygon])
    #expect(try Geometry.union(ofRows: 1...1, of: squares, in: context).isEmpty)
  }

  @Test func holesOfAUnionAreItsGaps() throws {
    let ring = try geometry("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1), (4 4, 4 6, 6 6, 6 4, 4 4))")
    let holes = try ring.interiorRings()
    #expect(holes.types == [.polygon, .polygon])
    #expect(try Geometry(row: 1, of: holes, in: context).area == 4)
    #expect(holes.isCounterClockwise(ring: 0) == true && holes.isCounterClockwise(ring: 1) == true)
  }

  @Test func derivedGeometries() throws {
    let bowtie = try geometry("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))")
    #expect(try bowtie.madeValid().area == 2)
    #expect(try bowtie.madeValid(method: .structure).isValid)
    #expect(try geometry("POINT (0 0)").buffer(1, quadrantSegments: 64).area > 3.14)
    #expect(try geometry("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))").boundary().length == 8)
    #expect(try geometry("MULTIPOINT ((0 0), (2 0), (1 1), (1 0.5))").convexHull().area == 1)
    #expect(try geometry("POLYGON ((0 0, 4 4, 3 5, -1 1, 0 0))").minimumRotatedRectangle().area.rounded() == 8)
    let lines = try geometry("MULTILINESTRING ((0 0, 4 0), (4 0, 4 4), (4 4, 0 0), (-1 1, 5 1))")
    let faces = try lines.unaryUnion().polygonized().column()
    #expect(faces.types == [.multiPolygon])
    #expect(faces.parts(ofRow: 0).count == 2)
  }

  @Test func places() throws {
    let line = try geometry("LINESTRING (0 0, 10 0)")
    let point = try geometry("POINT (4 3)")
    #expect(try line.distance(point) == 3)
    let nearest = try #require(try line.nearestPoints(point))
    #expect(nearest.0 == Position(x: 4, y: 0) && nearest.1 == Position(x: 4, y: 3))
    let horseshoe = try geometry("POLYGON ((0 0, 9 0, 9 9, 8 9, 8 1, 1 1, 1 9, 0 9, 0 0))")
    let inside = try #require(try horseshoe.pointOnSurface())
    #expect(try horseshoe.contains(try Geometry(point: inside, in: context)))
    #expect(try geometry("POINT (4 3)").centroid() == Position(x: 4, y: 3))
    #expect(try line.envelope == Envelope(minX: 0, minY: 0, maxX: 10, maxY: 0))
  }

  @Test func emptyGeometriesHaveNoPlaces() throws {
    let empty = try geometry("POLYGON EMPTY")
    let point = try geometry("POINT (4 3)")
    #expect(try empty.envelope == nil)
    #expect(try empty.distance(point) == nil)
    #expect(try empty.nearestPoints(point) == nil)
    #expect(try empty.pointOnSurface() == nil)
    #expect(try empty.maximumInscribedCircle() == nil)
    #expect(try PreparedGeometry(try geometry("POLYGON EMPTY")).distance(to: Position(x: 0, y: 0)) == nil)
    #expect(try empty.area == 0 && empty.length == 0)
  }

  @Test func errorsCarryTheTextOfGEOS() throws {
    let unclosed = polygon([[[(0, 0), (1, 0), (1, 1), (0, 1)]]])
    let error = #expect(throws: GeometryError.self) { _ = try Geometry(row: 0, of: unclosed, in: context).isEmpty }
    guard case .geos(let operation, let message) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(operation == "ring")
    #expect(message.contains("closed linestring"))
    let parse = #expect(throws: GeometryError.self) { _ = try geometry("POLYGON ((0 0, 1").isEmpty }
    #expect(parse?.description.contains("ParseException") == true)
    // The text of one failure does not cling to the next.
    #expect(parse?.description.contains("closed linestring") == false)
  }

  @Test func invalidInputOfAnOverlayIsAnError() throws {
    let notFinite = try geometry("POLYGON ((0 0, 2 2, 2 0, 0 0))")
    #expect(throws: GeometryError.self) {
      _ = try notFinite.chainage(nearestTo: Position(x: 0, y: 0))
    }
  }

  @Test func preparedAgreesWithPlain() throws {
    var generator = SeededGenerator(seed: 5)
    let shell = star((0, 0), radius: 10, vertices: 200, using: &generator)
    let column = polygon([[shell, star((0, 0), radius: 3, vertices: 20, using: &generator)]])
    let plain = try Geometry(row: 0, of: column, in: context)
    let prepared = try PreparedGeometry(row: 0, of: column, in: context)
    var inside = 0
    for _ in 0..<500 {
      let position = Position(
        x: .random(in: -12...12, using: &generator), y: .random(in: -12...12, using: &generator))
      let point = try Geometry(point: position, in: context)
      let isInside = try plain.contains(point)
      #expect(try prepared.contains(position) == isInside)
      #expect(try prepared.covers(position) == isInside)
      #expect(try prepared.intersects(position) == isInside)
      #expect(try prepared.contains(point) == isInside)
      #expect(try prepared.distance(to: position) == plain.distance(point))
      let distance = try #require(try plain.distance(to: position))
      #expect(try prepared.isWithin(1, of: position) == (distance <= 1))
      let nearest = try #require(try prepared.nearestPosition(to: position))
      #expect(abs(distance - hypot(nearest.x - position.x, nearest.y - position.y)) < 1e-12)
      inside += isInside ? 1 : 0
    }
    #expect(inside > 50 && inside < 450)
  }

  @Test func preparedKnowsTheBoundary() throws {
    let square = try PreparedGeometry(try geometry("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"))
    let edge = Position(x: 1, y: 0)
    #expect(try !square.contains(edge))
    #expect(try square.covers(edge) && square.intersects(edge))
    #expect(try square.covers(try geometry("LINESTRING (0 0, 2 0)")))
    #expect(try square.intersects(try geometry("LINESTRING (-1 -1, 0 0)")))
  }

  @Test func linearReferencing() throws {
    let line = try geometry("LINESTRING (0 0, 10 0, 10 10)")
    #expect(try line.chainage(nearestTo: Position(x: 4, y: 2)) == 4)
    #expect(try line.chainage(nearestTo: Position(x: 12, y: 5)) == 15)
    #expect(try line.chainage(nearestTo: Position(x: -3, y: -3)) == 0)
    #expect(try line.chainage(nearestTo: Position(x: 10, y: 99)) == 20)
    #expect(try line.position(atChainage: 15) == Position(x: 10, y: 5))
    #expect(try line.position(atChainage: 99) == Position(x: 10, y: 10))
    #expect(try line.position(atChainage: -5) == Position(x: 10, y: 5))
    #expect(try line.distance(to: Position(x: 12, y: 5)) == 2)
    #expect(try geometry("LINESTRING EMPTY").position(atChainage: 1) == nil)
  }

  @Test func chainageOfAnInterpolatedPositionIsTheChainage() throws {
    var generator = SeededGenerator(seed: 6)
    let shell = star((0, 0), radius: 100, vertices: 300, using: &generator)
    var column = GeometryColumn()
    for (x, y) in shell.dropLast() { column.appendVertex(x: x, y: y) }
    column.endRing()
    column.endPart()
    column.endRow(.lineString)
    let line = try Geometry(row: 0, of: column, in: context)
    let length = try line.length
    for _ in 0..<200 {
      let chainage = Double.random(in: 0...length, using: &generator)
      let position = try #require(try line.position(atChainage: chainage))
      #expect(abs(try line.chainage(nearestTo: position) - chainage) < 1e-9)
    }
  }
}
