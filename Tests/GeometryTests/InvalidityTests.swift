import TestSupport
import Testing

@testable import Geometry

@Suite struct InvalidityTests {
  /// A fault in short: kind, place, and part and ring.
  struct Short: Hashable, CustomStringConvertible {
    var kind: Invalidity.Kind
    var x: Double
    var y: Double
    var part = 0
    var ring = 0

    init(_ kind: Invalidity.Kind, _ x: Double, _ y: Double, part: Int = 0, ring: Int = 0) {
      (self.kind, self.x, self.y, self.part, self.ring) = (kind, x, y, part, ring)
    }

    init(_ fault: Invalidity) {
      self.init(fault.kind, fault.place.x, fault.place.y, part: fault.ring.part, ring: fault.ring.ring)
    }

    var description: String { "\(kind) (\(x) \(y)) \(part)/\(ring)" }
  }

  private func expect(
    _ column: GeometryColumn, _ expected: [Short], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try column.invalidities(ofRow: 0, in: GEOSContext()).map(Short.init)
    #expect(found == expected, sourceLocation: sourceLocation)
  }

  // MARK: Each kind at its place

  @Test func nonFiniteCoordinate() throws {
    let ring = [(0.0, 0.0), (4, 0), (.nan, 4), (4, .infinity), (0, 4), (0, 0)]
    try expect(polygon([[ring]]), [Short(.nonFiniteCoordinate, 4, 0)])
    try expect(
      polygon([[[(.nan, 0.0), (4, 0), (4, 4), (0, 4), (.nan, 0)]]]),
      [Short(.nonFiniteCoordinate, 0, 4), Short(.nonFiniteCoordinate, 4, 0), Short(.unclosedRing, 0, 4)])
    var point = GeometryColumn()
    point.appendPoint(x: .nan, y: 1)
    let fault = try #require(try point.invalidities(ofRow: 0, in: GEOSContext()).first)
    #expect(fault.kind == .nonFiniteCoordinate && fault.place.x.isNaN && fault.place.y == 1)
  }

  @Test func tooFewPoints() throws {
    try expect(polygon([[[(0, 0), (1, 1), (1, 1), (0, 0)]]]), [Short(.tooFewPoints, 0, 0)])
    try expect(
      polygon([[rectangle(0, 0, 9, 9), [(5, 5), (5, 5), (5, 5), (5, 5)]]]), [Short(.tooFewPoints, 5, 5, ring: 1)])
    try expect(polygon([[[], [(5, 5), (6, 5), (6, 6), (5, 5)]]]), [Short(.tooFewPoints, 5, 5)])
    try expect(polygon([[[(3, 3)]]]), [Short(.tooFewPoints, 3, 3), Short(.unclosedRing, 3, 3)])
  }

  @Test func unclosedRing() throws {
    try expect(polygon([[[(0, 0), (4, 0), (4, 4), (0, 4)]]]), [Short(.unclosedRing, 0, 4)])
  }

  @Test func selfIntersection() throws {
    try expect(polygon([[[(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]]]), [Short(.selfIntersection, 1, 1)])
    // A figure of eight that crosses in a vertex.
    try expect(
      polygon([[[(0, 0), (1, 1), (2, 2), (2, 0), (1, 1), (0, 2), (0, 0)]]]), [Short(.selfIntersection, 1, 1)])
    // A vertex that crosses the inside of an edge: the ring goes through.
    try expect(
      polygon([[[(0, 0), (4, 0), (4, 4), (2, -2), (0, 4), (0, 0)]]]),
      [Short(.selfIntersection, 4 / 3, 0), Short(.selfIntersection, 8 / 3, 0)])
  }

  @Test func ringSelfTouch() throws {
    // Two triangles in one ring that meet in a point: vertex on vertex, and vertex on edge.
    try expect(polygon([[[(0, 0), (2, 0), (1, 1), (2, 2), (0, 2), (1, 1), (0, 0)]]]), [Short(.ringSelfTouch, 1, 1)])
    try expect(polygon([[[(0, 0), (4, 0), (4, 4), (2, 0), (0, 4), (0, 0)]]]), [Short(.ringSelfTouch, 2, 0)])
  }

  @Test func spike() throws {
    try expect(polygon([[[(0, 0), (4, 0), (4, 2), (7, 2), (4, 2), (4, 4), (0, 4), (0, 0)]]]), [Short(.spike, 7, 2)])
    // Of several edges, out and back; and one whose way back is shorter.
    try expect(
      polygon([[[(0, 0), (4, 0), (4, 2), (5, 2), (7, 3), (5, 2), (4, 2), (4, 4), (0, 4), (0, 0)]]]),
      [Short(.spike, 7, 3)])
    try expect(polygon([[[(0, 0), (4, 0), (4, 9), (4, 4), (0, 4), (0, 0)]]]), [Short(.spike, 4, 9)])
    // Over the first vertex of the ring.
    try expect(polygon([[[(-3, 0), (0, 0), (4, 0), (4, 4), (0, 4), (0, 0), (-3, 0)]]]), [Short(.spike, -3, 0)])
    // A ring of nothing else.
    try expect(polygon([[[(0, 0), (4, 0), (8, 0), (0, 0)]]]), [Short(.spike, 0, 0)])
  }

  @Test func crossingRings() throws {
    try expect(
      polygon([[rectangle(0, 0, 4, 4), rectangle(3, 1, 5, 2)]]),
      [Short(.crossingRings, 4, 1, ring: 1), Short(.crossingRings, 4, 2, ring: 1)])
  }

  @Test func overlappingEdges() throws {
    try expect(polygon([[rectangle(0, 0, 4, 4), rectangle(3, 1, 4, 2)]]), [Short(.overlappingEdges, 4, 1, ring: 1)])
    // Two neighbours as parts of one: one stretch of three edges, one fault.
    let left = [(0.0, 0.0), (4, 0), (4, 1), (5, 2), (4, 3), (0, 3), (0, 0)]
    let right = [(4.0, 0.0), (9, 0), (9, 3), (4, 3), (5, 2), (4, 1), (4, 0)]
    try expect(polygon([[left], [right]]), [Short(.overlappingEdges, 4, 0, part: 1)])
    // A ring with itself: a corridor without width.
    try expect(
      polygon([
        [[(0, 0), (9, 0), (9, 9), (5, 9), (5, 5), (6, 5), (6, 4), (4, 4), (4, 5), (5, 5), (5, 9), (0, 9), (0, 0)]]
      ]),
      [Short(.overlappingEdges, 5, 9)])
  }

  @Test func duplicateRings() throws {
    let hole = rectangle(1, 1, 2, 2)
    let turned = [(2.0, 2.0), (2, 1), (1, 1), (1, 2), (2, 2)]
    try expect(polygon([[rectangle(0, 0, 4, 4), hole, turned]]), [Short(.duplicateRings, 1, 1, ring: 2)])
    try expect(polygon([[rectangle(0, 0, 4, 4)], [rectangle(0, 0, 4, 4)]]), [Short(.duplicateRings, 0, 0, part: 1)])
  }

  @Test func holeOutsideShell() throws {
    try expect(
      polygon([[rectangle(0, 0, 4, 4), rectangle(6, 1, 7, 2)]]), [Short(.holeOutsideShell, 6, 1, ring: 1)])
    // The hole touches the shell with its first vertex only.
    try expect(
      polygon([[rectangle(0, 0, 4, 4), [(4, 2), (6, 1), (6, 3), (4, 2)]]]), [Short(.holeOutsideShell, 6, 1, ring: 1)])
    // The shell lies in its hole.
    try expect(
      polygon([[rectangle(2, 2, 3, 3), rectangle(0, 0, 5, 5)]]), [Short(.holeOutsideShell, 0, 0, ring: 1)])
  }

  @Test func nestedHoles() throws {
    try expect(
      polygon([[rectangle(0, 0, 9, 9), rectangle(1, 1, 8, 8), rectangle(3, 3, 4, 4)]]),
      [Short(.nestedHoles, 3, 3, ring: 2)])
    // All vertices of the inner hole stand on the outer one: its edges decide.
    try expect(
      polygon([[rectangle(0, 0, 9, 9), rectangle(2, 2, 6, 6), [(4, 2), (6, 4), (4, 6), (2, 4), (4, 2)]]]),
      [Short(.nestedHoles, 5, 3, ring: 2)])
  }

  @Test func overlappingParts() throws {
    try expect(
      polygon([[rectangle(0, 0, 4, 4)], [rectangle(3, 1, 6, 2)]]),
      [Short(.overlappingParts, 4, 1, part: 1), Short(.overlappingParts, 4, 2, part: 1)])
  }

  @Test func nestedParts() throws {
    try expect(polygon([[rectangle(0, 0, 9, 9)], [rectangle(3, 3, 4, 4)]]), [Short(.nestedParts, 3, 3, part: 1)])
    // An island in a lake is legal.
    try expect(polygon([[rectangle(0, 0, 9, 9), rectangle(2, 2, 6, 6)], [rectangle(3, 3, 4, 4)]]), [])
    // The same, with the island on the shore of the lake in two points.
    let lake = rectangle(2, 2, 6, 6)
    try expect(polygon([[rectangle(0, 0, 9, 9), lake], [[(2, 4), (4, 2), (5, 5), (2, 4)]]]), [])
  }

  @Test func disconnectedInterior() throws {
    // A hole from wall to wall.
    try expect(
      polygon([[rectangle(0, 0, 4, 4), [(0, 2), (2, 1), (4, 2), (2, 3), (0, 2)]]]),
      [Short(.disconnectedInterior, 4, 2, ring: 1)])
    // A chain of three holes around a piece of the inside.
    try expect(
      polygon([
        [
          rectangle(0, 0, 20, 20), [(4, 4), (10, 4), (4, 5), (4, 4)], [(10, 4), (11, 4), (10, 10), (10, 4)],
          [(10, 10), (4, 5), (9, 12), (10, 10)],
        ]
      ]), [Short(.disconnectedInterior, 10, 10, ring: 3)])
    // Holes that meet in one point leave it whole.
    try expect(
      polygon([
        [
          rectangle(0, 0, 20, 20), [(5, 5), (6, 5), (6, 6), (5, 5)], [(5, 5), (4, 5), (4, 4), (5, 5)],
          [(5, 5), (4, 6), (5, 7), (5, 5)],
        ]
      ]), [])
  }

  // MARK: Several at once

  @Test func allOfOnePolygonAreReported() throws {
    let shell = [
      (0.0, 0.0), (20, 0), (20, 10), (25, 10), (20, 10), (20, 20), (10, 20), (12, 22), (12, 20), (10, 22), (0, 20),
      (0, 0),
    ]
    let holes = [
      rectangle(-1, 5, 1, 6), rectangle(30, 1, 31, 2), rectangle(12, 2, 18, 8), rectangle(14, 4, 15, 5),
      rectangle(12, 2, 18, 8),
    ]
    try expect(
      polygon([[shell] + holes]),
      [
        Short(.selfIntersection, 11, 21), Short(.ringSelfTouch, 12, 20), Short(.spike, 25, 10),
        Short(.crossingRings, 0, 5, ring: 1), Short(.crossingRings, 0, 6, ring: 1),
        Short(.holeOutsideShell, 30, 1, ring: 2), Short(.nestedHoles, 14, 4, ring: 4),
        Short(.duplicateRings, 12, 2, ring: 5),
      ])
  }

  @Test func theOtherRingIsNamed() throws {
    let found = try polygon([[rectangle(0, 0, 9, 9)], [rectangle(20, 0, 29, 9), rectangle(8, 1, 10, 2)]])
      .invalidities(ofRow: 0, in: GEOSContext())
    let hole = RingIndex(part: 1, ring: 1)
    #expect(
      found == [
        Invalidity(.holeOutsideShell, at: Position(x: 8, y: 1), ring: hole, otherRing: RingIndex(part: 1, ring: 0)),
        Invalidity(.overlappingParts, at: Position(x: 9, y: 1), ring: hole, otherRing: RingIndex(part: 0, ring: 0)),
        Invalidity(.overlappingParts, at: Position(x: 9, y: 2), ring: hole, otherRing: RingIndex(part: 0, ring: 0)),
      ])
  }

  /// What stands in for a fault that only GEOS can see.
  @Test func theReasonOfGEOSIsAtHand() throws {
    let bowtie = try Geometry(wkt: "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", in: GEOSContext())
    let expected = Invalidity(
      .other, at: Position(x: 1, y: 1), ring: RingIndex(part: 0, ring: 0), message: "Self-intersection")
    #expect(try bowtie.firstInvalidity() == expected)
    #expect(try Geometry(wkt: "POINT (1 1)", in: GEOSContext()).firstInvalidity() == nil)
  }

  @Test func everyCrossingOfAComb() throws {
    // A zigzag over a straight edge: one crossing a tooth.
    var ring = [(0.0, 0.0), (101, 0)]
    for tooth in 0..<100 { ring.append((100.5 - Double(tooth), tooth.isMultiple(of: 2) ? -1 : 1)) }
    ring += [(0, 5), (0, 0)]
    let found = try polygon([[ring]]).invalidities(ofRow: 0, in: GEOSContext())
    #expect(found.count == 99)
    #expect(found.allSatisfy { $0.kind == .selfIntersection && abs($0.place.y) < 1e-12 })
  }

  @Test func garbageEndsInTime() throws {
    var generator = SeededGenerator(seed: 7)
    var ring = (0..<3000).map { _ in
      (Double.random(in: 0...1, using: &generator), Double.random(in: 0...1, using: &generator))
    }
    ring.append(ring[0])
    #expect(try polygon([[ring]]).invalidities(ofRow: 0, in: GEOSContext()).count == InvalidityFinder.limit)
  }

  // MARK: What is valid

  @Test func linesAreInvalidOnlyWithoutExtent() throws {
    try expect(try columnFromWKT("LINESTRING (0 0, 100 100, 100 0, 0 100, 0 0)"), [])
    var column = GeometryColumn()
    column.appendVertex(x: 3, y: 4)
    column.endRing()
    column.endPart()
    for _ in 0..<3 { column.appendVertex(x: 5, y: 6) }
    column.endRing()
    column.endPart()
    column.endRow(.multiLineString)
    try expect(column, [Short(.tooFewPoints, 3, 4), Short(.tooFewPoints, 5, 6, part: 1)])
  }

  @Test func noneAndPointsAreValid() throws {
    try expect(try columnFromWKT("GEOMETRYCOLLECTION EMPTY"), [])
    try expect(try columnFromWKT("MULTIPOINT ((1 1), (1 1))"), [])
  }

  @Test func repeatedPointsAreNoInvalidity() throws {
    let column = polygon([[[(0, 0), (4, 0), (4, 0), (4, 4), (0, 4), (0, 0)]]])
    try expect(column, [])
    #expect(
      column.repeatedPoints(ofRow: 0) == [
        RepeatedPoint(place: Position(x: 4, y: 0), ring: RingIndex(part: 0, ring: 0), vertex: 2)
      ])
    #expect(try columnFromWKT("MULTIPOINT ((1 1), (1 1))").repeatedPoints(ofRow: 0).isEmpty)
  }

}
