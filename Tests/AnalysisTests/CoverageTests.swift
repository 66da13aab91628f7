import Foundation
import Geometry
import TestSupport
import Testing

@testable import Analysis

@Suite struct CoverageTests {
  private func analyse(_ column: GeometryColumn, minimumArea: Double = 1) throws -> CoverageAnalysis {
    try CoverageAnalysis.analyse(column, rows: Array(0..<column.count), minimumAreaSquareMetres: minimumArea)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func aCleanTessellationHasNeitherOverlapNorGap(_ seed: UInt64) throws {
    let analysis = try analyse(Tessellation(columns: 5, rows: 4, size: 5000, seed: seed).polygons, minimumArea: 0)
    #expect(analysis.overlaps.isEmpty)
    #expect(analysis.gaps.isEmpty)
  }

  /// Moves one unit's copy of the middle vertex of a border towards the neighbour (overlap) or away from it (gap).
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func oneMovedVertexIsExactlyOneOverlapOrGap(_ seed: UInt64) throws {
    let tessellation = Tessellation(columns: 4, rows: 4, size: 4000, seed: seed)
    var generator = SeededGenerator(seed: seed &* 977)
    var rings = (0..<tessellation.count).map(tessellation.ring)
    // A border inside the tessellation: the east side of a cell that has an eastern neighbour.
    let cell = Int.random(in: 0..<4, using: &generator) * 4 + Int.random(in: 0..<3, using: &generator)
    let vertex = 6  // Four vertices of the south border, then the corner, a quarter and the middle of the east border.
    let isOverlap = Bool.random(using: &generator)
    let shift = Double.random(in: 60...150, using: &generator) * (isOverlap ? 1 : -1)
    let old = rings[cell][vertex]
    rings[cell][vertex].0 += shift
    let piece = [rings[cell][vertex - 1], old, rings[cell][vertex + 1], rings[cell][vertex]]

    let analysis = try analyse(tessellation.column(of: rings))
    #expect(analysis.overlaps.count == (isOverlap ? 1 : 0))
    #expect(analysis.gaps.count == (isOverlap ? 0 : 1))
    let found = try #require(analysis.overlaps.first?.piece ?? analysis.gaps.first?.piece)
    let area = shoelace(piece)
    #expect(abs(found.areaSquareMetres - area) < max(0.5, area * 1e-3))
    #expect(found.shape.envelope(ofRow: 0)?.contains(found.place) == true)
    #expect(found.maximumWidthMetres > 0 && found.maximumWidthMetres < abs(shift))
    if let overlap = analysis.overlaps.first { #expect(overlap.units == (cell, cell + 1)) }
    if let gap = analysis.gaps.first { #expect(gap.neighbours == [cell, cell + 1]) }
  }

  @Test func anExclaveIsLegal() throws {
    let tessellation = Tessellation(columns: 4, rows: 1, size: 4000, seed: 3)
    var column = GeometryColumn()
    column.append(.multiPolygon, [0, 2].map { [closed(tessellation.ring($0))] })
    column.append(.multiPolygon, [1, 3].map { [closed(tessellation.ring($0))] })
    let analysis = try analyse(column, minimumArea: 0)
    #expect(analysis.overlaps.isEmpty && analysis.gaps.isEmpty)
  }

  @Test func anEnclaveInTheHoleOfItsNeighbourIsLegalAndWithoutItAGap() throws {
    var column = GeometryColumn()
    column.appendPolygon([rectangle(0, 0, 1000, 1000), rectangle(400, 400, 600, 600)])
    column.appendPolygon([rectangle(400, 400, 600, 600)])
    #expect(try analyse(column, minimumArea: 0).overlaps.isEmpty)
    #expect(try analyse(column, minimumArea: 0).gaps.isEmpty)
    let alone = try CoverageAnalysis.analyse(column, rows: [0], minimumAreaSquareMetres: 1)
    #expect(alone.gaps.map(\.neighbours) == [[0]])
    #expect(abs((alone.gaps.first?.piece.areaSquareMetres ?? 0) - 40_000) < 1)
  }

  @Test func aUnitThatStandsTwiceOverlapsItself() throws {
    let tessellation = Tessellation(columns: 3, rows: 3, size: 3000, seed: 8)
    let rings = (0..<9).map(tessellation.ring)
    let analysis = try analyse(tessellation.column(of: rings + [rings[4]]))
    #expect(analysis.overlaps.map { [$0.units.0, $0.units.1] } == [[4, 9]])
    let area = shoelace(rings[4])
    #expect(abs((analysis.overlaps.first?.piece.areaSquareMetres ?? 0) - area) < area * 1e-3)
    #expect(analysis.gaps.isEmpty)
  }

  /// A hole whose border is no plain ring, as one of its vertices is missing on one side, with a unit 10 m from its edge.
  @Test func anIslandNearTheEdgeOfAHoleDoesNotHideTheHole() throws {
    var column = GeometryColumn()
    column.appendPolygon([
      [(-1000, -1000), (20_000, -1000), (20_000, 0), (8000, 0), (0, 0), (0, 20_000), (-1000, 20_000)]
    ])
    column.appendPolygon([
      [
        (20_000, -1000), (21_000, -1000), (21_000, 21_000), (-1000, 21_000), (-1000, 20_000), (0, 20_000),
        (20_000, 20_000), (20_000, 0),
      ]
    ])
    column.appendPolygon([rectangle(0, 0, 1000, 10)])
    column.appendPolygon([rectangle(10, 9950, 110, 10_050)])
    let analysis = try analyse(column)
    #expect(analysis.overlaps.isEmpty)
    #expect(analysis.gaps.count == 1)
    let area = try #require(analysis.gaps.first).piece.areaSquareMetres
    #expect(abs(area - (400e6 - 20_000)) < 0.001 * 400e6)
  }

  /// A hole with an island of 3 × 3 units, the middle one of which fits its neighbours all around.
  @Test func aUnitInsideAnIslandOfUnitsIsNoGap() throws {
    let island = Tessellation(columns: 3, rows: 3, size: 900, seed: 4, isOuterStraight: true)
    var column = GeometryColumn()
    column.appendPolygon([rectangle(-2000, -2000, 2000, 2000), rectangle(-10, -10, 910, 910)])
    for cell in 0..<9 { column.appendPolygon([island.ring(cell)]) }
    let analysis = try analyse(column)
    #expect(analysis.gaps.count == 1 && analysis.gaps.first?.neighbours.contains(0) == true)
    let area = try #require(analysis.gaps.first).piece.areaSquareMetres
    #expect(abs(area - 36_400) < 100)
    // With a hole of its own in the island there are two gaps, each once.
    let hollow = try CoverageAnalysis.analyse(column, rows: [0, 1, 2, 3, 4, 6, 7, 8, 9], minimumAreaSquareMetres: 1)
    #expect(hollow.gaps.count == 2)
  }

  /// Geodesics and straight lines in degrees are 0.1 m apart in the middle of 3 km: that is no land.
  @Test func aVertexInTheMiddleOfALongObliqueEdgeIsMissingAndNoGap() throws {
    let (a, b) = (Position(x: 106, y: 29.8), Position(x: 106.03125, y: 29.8125))
    let middle = Position(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
    let (north, south) = (Position(x: 106, y: 29.875), Position(x: 106.03125, y: 29.75))
    for vertices in [[b, middle, a], [middle, b, a]] {
      var column = GeometryColumn()
      column.append(.polygon, [[[a, b, north, a]]])
      column.append(.polygon, [[vertices == [b, middle, a] ? [b, middle, a, south, b] : [a, south, b, middle, a]]])
      let analysis = try analyse(column, minimumArea: 0.1)
      #expect(analysis.gaps.isEmpty && analysis.overlaps.isEmpty)
      #expect(analysis.mismatches.map(\.missingNodes) == [1])
    }
  }

  /// Two exports of one layer may differ in the twelfth decimal place.
  @Test(arguments: [1e-12, 4e-11, 6e-10])
  func verticesThatDifferByRoundingAreEqual(_ hair: Double) throws {
    let tessellation = Tessellation(columns: 3, rows: 3, size: 3000, seed: 8)
    let clean = tessellation.polygons
    var shifted = GeometryColumn()
    for row in 0..<clean.count {
      for (number, vertex) in clean.vertices(ofRow: row).enumerated() {
        let position = clean.position(ofVertex: vertex)
        let isClosing = number + 1 == clean.vertices(ofRow: row).count
        let shift = row == 4 && !isClosing && number > 0 ? hair : 0
        shifted.appendVertex(x: position.x + shift, y: position.y - shift)
      }
      shifted.endRing()
      shifted.endPart()
      shifted.endRow(.polygon)
    }
    let analysis = try analyse(shifted)
    #expect(analysis.mismatches.isEmpty && analysis.gaps.isEmpty && analysis.overlaps.isEmpty)
  }

  /// The borders of the outer unit are all in order; only the inner one has edges without partner.
  @Test func aUnitInsideAnotherIsFound() throws {
    let tessellation = Tessellation(columns: 3, rows: 3, size: 3000, seed: 8)
    let analysis = try analyse(
      tessellation.column(of: (0..<9).map(tessellation.ring) + [rectangle(1400, 1400, 1600, 1600)]))
    #expect(analysis.overlaps.map { [$0.units.0, $0.units.1] } == [[4, 9]])
    #expect(abs((analysis.overlaps.first?.piece.areaSquareMetres ?? 0) - 40_000) < 1)
  }

  /// Two clean coverages of one area, one over the other: in the middle no edge lacks its partner.
  @Test func twoCoveragesOverEachOtherOverlapEverywhere() throws {
    let coarse = Tessellation(columns: 3, rows: 3, size: 6000, seed: 1, isOuterStraight: true)
    let fine = Tessellation(columns: 6, rows: 6, size: 6000, seed: 2, isOuterStraight: true)
    let column = coarse.column(of: (0..<9).map(coarse.ring) + (0..<36).map(fine.ring))
    #expect(try pairs(analyse(column, minimumArea: 0)) == pairsByBruteForce(column))
  }

  /// Rectangles on a grid, with a vertex on every grid line, so that edges are shared in all ways.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func findsThePairsThatComparingAllWithAllFinds(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var column = GeometryColumn()
    for _ in 0..<Int.random(in: 2...14, using: &generator) {
      let (left, bottom) = (Int.random(in: 0..<5, using: &generator), Int.random(in: 0..<5, using: &generator))
      let (right, top) = (
        Int.random(in: left + 1...5, using: &generator), Int.random(in: bottom + 1...5, using: &generator)
      )
      let south = (left..<right).map { (Double($0), Double(bottom)) }
      let east = (bottom..<top).map { (Double(right), Double($0)) }
      let north = (left + 1...right).reversed().map { (Double($0), Double(top)) }
      let west = (bottom + 1...top).reversed().map { (Double(left), Double($0)) }
      column.append(.polygon, [[closedPositions(south + east + north + west)]])
    }
    if seed.isMultiple(of: 2) {
      for cell in 0..<25 {
        let (x, y) = (Double(cell % 5), Double(cell / 5))
        column.append(.polygon, [[closedPositions([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)])]])
      }
    }
    #expect(try pairs(analyse(column, minimumArea: 0)) == pairsByBruteForce(column))
  }

  @Test func invalidPolygonsTakePartWithWhatTheyEnclose() throws {
    var column = GeometryColumn()
    column.appendPolygon([[(0, 0), (1000, 1000), (1000, 0), (0, 1000)]])
    column.appendPolygon([rectangle(900, 0, 2000, 1000)])
    let analysis = try analyse(column)
    #expect(analysis.overlaps.count == 1)
    #expect(abs((analysis.overlaps.first?.piece.areaSquareMetres ?? 0) - 90_000) < 100)
  }

  /// What a ring that crosses itself encloses twice is a fault of the unit (B101), no gap between units.
  @Test func aLoopOfAnInvalidRingIsNoGap() throws {
    var column = GeometryColumn()
    column.appendPolygon([
      [
        (0, 0), (1000, 0), (1000, 1000), (500, 1000), (500, 400), (700, 400), (700, 600), (400, 600), (400, 1000),
        (0, 1000),
      ]
    ])
    let analysis = try analyse(column)
    #expect(analysis.gaps.isEmpty)
    #expect(analysis.overlaps.isEmpty)
  }

  @Test func aPolygonThatCannotBeBuiltIsLeftOut() throws {
    var column = GeometryColumn()
    column.append(.polygon, [[degrees(rectangle(0, 0, 1000, 1000))]])  // not closed
    column.append(.polygon, [[degrees([(0, 0), (0, 0)])]])  // two points
    column.appendPolygon([rectangle(0, 0, 1000, 1000)])
    column.appendPolygon([rectangle(998, 0, 2000, 1000)])
    let analysis = try analyse(column)
    #expect(analysis.overlaps.map { [$0.units.0, $0.units.1] } == [[2, 3]])
    #expect(analysis.gaps.isEmpty)
  }

  @Test func rowsWithoutPolygonAreLeftOut() throws {
    var column = GeometryColumn()
    column.appendNone()
    column.appendPolygon([rectangle(0, 0, 1000, 1000)])
    column.appendPoint(x: 106.02, y: 29.8)
    column.append(
      .polygon, [[[Position(x: .nan, y: 1), Position(x: 1, y: 1), Position(x: 1, y: 2), Position(x: .nan, y: 1)]]])
    column.appendPolygon([rectangle(990, 0, 2000, 1000)])
    let analysis = try CoverageAnalysis.analyse(column, rows: [4, 3, 2, 1, 0], minimumAreaSquareMetres: 1)
    #expect(analysis.overlaps.map { [$0.units.0, $0.units.1] } == [[1, 4]])
    #expect(try analyse(GeometryColumn()).overlaps.isEmpty)
  }

  @Test func piecesUnderTheLeastAreaAreLeftOut() throws {
    var column = GeometryColumn()
    column.appendPolygon([
      rectangle(0, 0, 1000, 1000), rectangle(100, 100, 100.9, 101), rectangle(200, 200, 201.1, 201),
    ])
    #expect(try analyse(column).gaps.count == 1)
    #expect(try analyse(column, minimumArea: 0).gaps.count == 2)
  }

  private func closed(_ ring: [(Double, Double)]) -> [Position] { degrees(ring + ring.prefix(1)) }

  private func closedPositions(_ ring: [(Double, Double)]) -> [Position] {
    (ring + ring.prefix(1)).map { Position(x: 106 + $0.0 / 64, y: 29 + $0.1 / 64) }
  }

  private func pairs(_ analysis: CoverageAnalysis) -> Set<[Int]> {
    Set(analysis.overlaps.map { [$0.units.0, $0.units.1] })
  }

  private func pairsByBruteForce(_ column: GeometryColumn) throws -> Set<[Int]> {
    let context = GEOSContext()
    var found: Set<[Int]> = []
    for first in 0..<column.count {
      let polygon = try Geometry(row: first, of: column, in: context)
      for second in first + 1..<column.count {
        let common = try polygon.intersection(Geometry(row: second, of: column, in: context))
        if try common.area > 1e-12 { found.insert([first, second]) }
      }
    }
    return found
  }
}

@Suite struct CoveragePieceTests {
  /// A hole of a given ring in a unit, measured as a gap.
  private func gap(_ ring: [(Double, Double)]) throws -> CoveragePiece {
    var column = GeometryColumn()
    column.appendPolygon([rectangle(-2000, -2000, 2000, 2000), ring])
    let analysis = try CoverageAnalysis.analyse(column, rows: [0], minimumAreaSquareMetres: 0)
    #expect(analysis.gaps.count == 1)
    return try #require(analysis.gaps.first).piece
  }

  private func turned(_ ring: [(Double, Double)], _ degrees: Double) -> [(Double, Double)] {
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    return ring.map { ($0.0 * cosine - $0.1 * sine, $0.0 * sine + $0.1 * cosine) }
  }

  @Test(arguments: [(2.0, 500.0), (0.05, 800), (20, 100), (300, 400)], [0.0, 30, 90, 137])
  func aRectangleHasItsOwnWidth(_ size: (width: Double, length: Double), _ angle: Double) throws {
    let ring = turned(rectangle(0, 0, size.length, size.width), angle)
    let piece = try gap(ring)
    #expect(abs(piece.areaSquareMetres - size.width * size.length) < 0.02 * size.width * size.length)
    #expect(abs(piece.meanWidthMetres - size.width) < 0.02 * size.width)
    #expect(abs(piece.maximumWidthMetres - size.width) < 0.02 * size.width)
    let centre = degrees(turned([(size.length / 2, size.width / 2)], angle))[0]
    #expect(EllipsoidalMeasure.distance(piece.place, centre) <= size.length / 2 + size.width)
  }

  @Test func aPieceRounderThanARectangleHasTheRootOfItsArea() throws {
    let ring = (0..<64).map { step -> (Double, Double) in
      let angle = Double(step) * Double.pi / 32
      return (100 * cos(angle), 100 * sin(angle))
    }
    let piece = try gap(ring)
    #expect(abs(piece.meanWidthMetres - shoelace(ring).squareRoot()) < 1)
    #expect(abs(piece.maximumWidthMetres - 200) < 2)
    #expect(EllipsoidalMeasure.distance(piece.place, degrees([(0, 0)])[0]) < 2)
  }

  @Test func aWedgeIsWidestAtItsBase() throws {
    let piece = try gap([(0, 0), (600, 0), (600, 10)])
    #expect(piece.maximumWidthMetres > 9 && piece.maximumWidthMetres < 10)
    #expect(abs(piece.meanWidthMetres - 4.92) < 0.1)
  }
}

@Suite struct DegreePlaneTests {
  /// Against geodesics between vertices so near to each other that both are the same line.
  @Test(arguments: [0.01, 0.3, 2.0])
  func anAreaIsThatOfTheLineInDegrees(_ size: Double) throws {
    let corners = [(0.0, 0.0), (1, 0.2), (1.3, 1), (0.4, 0.7), (-0.2, 0.5)].map {
      Position(x: 106 + size * $0.0, y: 29 + size * $0.1)
    }
    var (coarse, dense) = (GeometryColumn(), GeometryColumn())
    for (index, a) in corners.enumerated() {
      let b = corners[(index + 1) % corners.count]
      coarse.appendVertex(x: a.x, y: a.y)
      for step in 0..<4000 {
        let share = Double(step) / 4000
        dense.appendVertex(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
      }
    }
    let plane = DegreePlane(Position(x: 106 + size / 2, y: 29 + size / 2))
    let areas = [coarse, dense].map { column -> (plane: Double, geodesic: Double) in
      var column = column
      column.appendVertex(x: corners[0].x, y: corners[0].y)
      column.endRing()
      column.endPart()
      column.endRow(.polygon)
      return (plane.area(ofPart: 0, in: column), EllipsoidalMeasure.area(ofRow: 0, in: column))
    }
    #expect(abs(areas[0].plane - areas[1].geodesic) < 2e-8 * areas[1].geodesic)
    #expect(abs(areas[1].plane - areas[1].geodesic) < 2e-8 * areas[1].geodesic)
  }

  @Test func lengthsAreThoseOnTheGround() {
    let plane = DegreePlane(Position(x: 106, y: 29.8))
    for end in [Position(x: 106.01, y: 29.8), Position(x: 106, y: 29.81), Position(x: 106.007, y: 29.793)] {
      let metres = EllipsoidalMeasure.distance(plane.place, end)
      #expect(abs(plane.distance(toEdge: end, end) - metres) < 1e-4 * metres)
      #expect(abs(plane.degrees(plane.metres(end)).x - end.x) < 1e-12)
    }
  }
}

@Suite struct WidthBreakTests {
  @Test(
    arguments: [
      ([], 3, 3), ([0.1, 0.2, 0.4, 100, 200], 3, 6.3245), ([0.5, 2, 8, 30], 3, 3), ([0.1, 0.5, 40, 4000], 3, 4.4721),
      ([10, 100], 3, 3), ([0, -1, 1, 5], 3, 2.2360), ([0, 1, 4.9], 3, 3), ([5, 1], 3, 2.2360), ([3, 15], 3, 6.7082),
      ([3.001, 16], 3, 3),
    ] as [([Double], Double, Double)])
  func liesInTheWidestStep(_ widths: [Double], _ fallback: Double, _ expected: Double) {
    #expect(abs(WidthBreak.metres(of: widths, fallback: fallback) - expected) < 1e-3)
  }
}
