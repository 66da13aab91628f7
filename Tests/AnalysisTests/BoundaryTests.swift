import Foundation
import Geometry
import Registry
import TestSupport
import Testing

@testable import Analysis

private func line(_ metres: [(Double, Double)]...) -> GeometryColumn {
  var column = GeometryColumn()
  column.append(.multiLineString, metres.map { [degrees($0)] })
  return column
}

private func path(_ metres: [(Double, Double)]...) throws -> LinePath {
  var column = GeometryColumn()
  column.append(.multiLineString, metres.map { [degrees($0)] })
  return try #require(LinePath(column, rows: [0]))
}

@Suite struct AdjacencyGraphTests {
  private func derive(_ column: GeometryColumn, search: Double = 0, junction: Double = 0) -> AdjacencyGraph {
    AdjacencyGraph.derive(column, rows: Array(0..<column.count), searchMetres: search, junctionMetres: junction)
  }

  /// A grid of 4 × 3 cells has 17 inner borders, 6 inner junctions of four cells and 10 on the outline.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func aTessellationHasTheBordersOfItsGrid(_ seed: UInt64) throws {
    let tessellation = Tessellation(columns: 4, rows: 3, size: 4000, seed: seed)
    let graph = derive(tessellation.polygons)
    #expect(graph.borders.count == 17)
    #expect(graph.borders.allSatisfy { $0.nearestMetres == 0 && $0.shape.parts(ofRow: 0).count == 1 })
    #expect(graph.junctions.count { $0.units.count == 4 && !$0.touchesOutside } == 6)
    #expect(graph.junctions.count { $0.units.count == 2 && $0.touchesOutside } == 10)
    #expect(graph.junctions.count == 16)
    #expect(graph.parts.isEmpty)
    // South border of cell 4, which is the north border of cell 0.
    let border = try #require(graph.border(of: 4, 0))
    let own = tessellation.ring(4)[0...4].map { ($0.0, $0.1) }
    #expect(abs(border.lengthMetres - EllipsoidalMeasure.length(ofRow: 0, in: line(own))) < 1e-3)
    #expect(graph.border(of: 0, 11) == nil)
  }

  @Test func theFirstUnitLiesToTheLeftOfTheBorder() throws {
    var column = GeometryColumn()
    column.appendPolygon([rectangle(0, 0, 1000, 1000)])
    column.appendPolygon([rectangle(1000, 0, 2000, 1000)])
    let shape = try #require(derive(column).borders.first).shape
    let ends = [shape.position(ofVertex: 0), shape.position(ofVertex: 1)]
    #expect(ends[0].y < ends[1].y)
  }

  /// Two sources: the neighbours' copy of the border is 8 m off and has other vertices.
  @Test func bordersDrawnTwiceAreFoundWithinReach() throws {
    var column = GeometryColumn()
    column.appendPolygon([rectangle(0, 0, 1000, 1000)])
    column.appendPolygon([[(1008, 0), (2000, 0), (2000, 1000), (1008, 1000), (1008, 700), (1008, 200)]])
    #expect(derive(column).borders.isEmpty)
    #expect(derive(column, search: 5).borders.isEmpty)
    let border = try #require(derive(column, search: 20).borders.first)
    #expect(abs(border.nearestMetres - 8) < 0.1)
    #expect(abs(border.lengthMetres - 1000) < 1)
    #expect(border.drawings.parts(ofRow: 0).count == 2)
  }

  @Test func anEnclaveAndTheOtherPartOfItsUnitAreListed() throws {
    var column = GeometryColumn()
    column.appendPolygon([rectangle(0, 0, 1000, 1000), rectangle(400, 400, 600, 600)])
    column.append(
      .multiPolygon,
      [
        [degrees(rectangle(400, 400, 600, 600) + [(400, 400)])],
        [degrees(rectangle(1000, 0, 1500, 1000) + [(1000, 0)])],
      ])
    let graph = derive(column)
    #expect(graph.parts.map(\.row) == [1, 1])
    #expect(graph.parts.map(\.host) == [0, nil])
    #expect(abs(graph.parts[0].areaSquareMetres - 40_000) < 1)
    #expect(graph.borders.map { $0.shape.parts(ofRow: 0).count } == [2])
  }

  /// One long edge to the south, two units that share it to the north, with their vertex on it or near it.
  @Test(arguments: [0.0, 3], [0.0, 20])
  func aTJunctionPartsTheBorder(_ offset: Double, _ junction: Double) throws {
    var column = GeometryColumn()
    column.appendPolygon([rectangle(0, -3000, 10_000, 0)])
    column.appendPolygon([[(0, 0), (5000, offset), (5000, 3000), (0, 3000)]])
    column.appendPolygon([[(5000, offset), (10_000, 0), (10_000, 3000), (5000, 3000)]])
    let graph = derive(column, search: 50, junction: junction)
    for other in [1, 2] {
      let border = try #require(graph.border(of: 0, other))
      #expect(abs(border.lengthMetres - 5000) < 5)
      #expect(border.nearestMetres < 3.1)
    }
    #expect(graph.borders.count == 3)
    // In the middle the three meet; at either end two and the outside.
    let full = graph.junctions.filter { $0.units == [0, 1, 2] }
    #expect(!full.isEmpty && full.allSatisfy { !$0.touchesOutside })
    #expect(full.allSatisfy { EllipsoidalMeasure.distance($0.place, degrees([(5000, 0)])[0]) < 5 })
    if junction > 0 { #expect(full.count == 1) }
    #expect(Set(graph.junctions.filter(\.touchesOutside).map(\.units)) == [[0, 1], [0, 2], [1, 2]])
    // The unit's own edge has no vertex more for it.
    #expect(graph.border(of: 0, 1)?.shape.coordinates.count == 4)
  }

  /// A shared oblique border on which one side has a vertex more: the units touch.
  @Test func aMissingVertexLeavesNoDistance() throws {
    var column = GeometryColumn()
    column.appendPolygon([[(0, 0), (3000, 1000), (0, 3000)]])
    column.appendPolygon([[(3000, 1000), (1234, 411.33), (0, 0), (3000, -2000)]])
    let border = try #require(derive(column, search: 50).borders.first)
    #expect(border.nearestMetres < 0.1 && abs(border.lengthMetres - 3162.3) < 1)
  }

  @Test func touchingInAPointIsNoBorder() {
    var column = GeometryColumn()
    column.appendPolygon([rectangle(0, 0, 1000, 1000)])
    column.appendPolygon([rectangle(1000, 1000, 2000, 2000)])
    #expect(derive(column, search: 50).borders.isEmpty)
  }

  @Test func whatIsNoPolygonStopsNothing() {
    var column = GeometryColumn()
    column.appendNone()
    column.append(.polygon, [[degrees([(0, 0), (0, 0)])]])
    column.append(.polygon, [[[Position(x: .nan, y: 1), Position(x: 1, y: 1), Position(x: .nan, y: 1)]]])
    column.appendPoint(x: 106, y: 29)
    column.append(.polygon, [])
    column.appendPolygon([rectangle(0, 0, 1000, 1000)])
    let graph = derive(column, search: 50, junction: 50)
    #expect(graph.borders.isEmpty && graph.junctions.isEmpty && graph.parts.isEmpty)
  }
}

@Suite struct LinePathTests {
  @Test func chainagesAndFeetAreThoseOfTheNearestEdge() throws {
    let path = try path([(0, 0), (300, 400), (300, 1400)])
    #expect(abs(path.lengthMetres - 1500) < 0.05)
    let foot = path.nearest(to: degrees([(310, 900)])[0])
    #expect(abs(foot.chainageMetres - 1000) < 0.1 && abs(foot.distanceMetres - 10) < 0.01)
    #expect(EllipsoidalMeasure.distance(path.position(atChainage: 1000), degrees([(300, 900)])[0]) < 0.1)
    #expect(path.position(atChainage: -5) == path.positions[0])
    #expect(path.position(atChainage: 9999) == path.positions[2])
    #expect(path.positions(from: 700, to: 200).count == 3)
  }

  /// Against a search over every edge.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func findsTheNearestEdgeOfAll(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func random() -> (Double, Double) {
      (Double.random(in: -5000...5000, using: &generator), Double.random(in: -5000...5000, using: &generator))
    }
    let parts = [(0..<60).map { _ in random() }, (0..<5).map { _ in random() }]
    let path = try path(parts[0], parts[1])
    let edges = parts.flatMap { part in zip(part, part.dropFirst()).map { ($0, $1) } }
    for place in (0..<30).map({ _ in random() }) {
      let nearest = edges.map { start, end in
        let foot = nearestPoint(
          of: Position(x: start.0, y: start.1), Position(x: end.0, y: end.1), to: Position(x: place.0, y: place.1))
        return ((foot.x - place.0) * (foot.x - place.0) + (foot.y - place.1) * (foot.y - place.1)).squareRoot()
      }.min()
      #expect(abs(path.nearest(to: degrees([place])[0]).distanceMetres - (nearest ?? 0)) < 5)
    }
  }

  @Test func whatHasNoLengthIsNoPath() throws {
    #expect(LinePath(line([(0, 0)]), rows: [0]) == nil)
    #expect(LinePath(line([(0, 0), (0, 0)]), rows: [0]) == nil)
    #expect(LinePath(line(), rows: [0]) == nil)
    var broken = GeometryColumn()
    broken.append(.lineString, [[[Position(x: .nan, y: 0), Position(x: 106, y: .infinity)]]])
    #expect(LinePath(broken, rows: [0]) == nil)
  }
}

@Suite struct DeviationProfileTests {
  @Test func aBulgeIsOneStretchWithItsAreaOnOneSide() throws {
    let first = try path([(0, 0), (400, 0), (600, 0), (1000, 0)])
    let second = try path([(0, 0), (400, 0), (500, 30), (600, 0), (1000, 0)])
    let profile = try DeviationProfile(of: first, against: second, toleranceMetres: 4)
    #expect(abs(profile.maximumMetres - 30) < 0.1)
    #expect(profile.stretches.count == 1)
    let stretch = try #require(profile.stretches.first)
    #expect(stretch.fromMetres > 405 && stretch.fromMetres < 425 && stretch.toMetres > 575 && stretch.toMetres < 595)
    #expect(abs(stretch.leftSquareMetres - 2950) < 60)
    #expect(stretch.rightSquareMetres < 1)
    #expect(EllipsoidalMeasure.distance(stretch.place, degrees([(500, 30)])[0]) < 1)
  }

  /// The same bulge in any place and direction: the land between is what lies between.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func theAreaIsThereInEveryPlace(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let start = (
      Double.random(in: -5000...5000, using: &generator), Double.random(in: -5000...5000, using: &generator)
    )
    let direction = Double.random(in: 0..<(2 * Double.pi), using: &generator)
    let height = Double.random(in: 10...60, using: &generator) * (seed.isMultiple(of: 2) ? 1 : -1)
    func place(_ along: Double, _ across: Double) -> (Double, Double) {
      (
        start.0 + along * cos(direction) - across * sin(direction),
        start.1 + along * sin(direction) + across * cos(direction)
      )
    }
    let first = try path([place(0, 0), place(370, 0), place(1000, 0)])
    let bulge = [place(0, 0), place(300, 0), place(450, height), place(520, height), place(700, 0), place(1000, 0)]
    let second = try path(seed.isMultiple(of: 3) ? bulge.reversed() : bulge)
    let profile = try DeviationProfile(of: first, against: second, toleranceMetres: 1)
    let stretch = try #require(profile.stretches.first)
    let land = shoelace([place(300, 0), place(450, height), place(520, height), place(700, 0)])
    let (gained, other) =
      height > 0
      ? (stretch.leftSquareMetres, stretch.rightSquareMetres) : (stretch.rightSquareMetres, stretch.leftSquareMetres)
    #expect(profile.stretches.count == 1)
    #expect(abs(gained - land) < 0.02 * land && other < 1)
    #expect(stretch.meanMetres > 0.4 * abs(height) && stretch.meanMetres < 0.75 * abs(height))
  }

  /// Vertices that stand close to each other count for no more than the length they stand for.
  @Test func theMeanIsThatOfTheLength() throws {
    let first = try path([(0, 0), (1000, 0)])
    let even = try path([(0, 10), (500, 20), (1000, 10)])
    let dense = (480...520).map { step -> (Double, Double) in
      let x = Double(step)
      return (x, 20 - abs(x - 500) / 50)
    }
    let crowded = try path([(0.0, 10.0)] + dense + [(1000.0, 10.0)])
    let means = try [even, crowded].map {
      try DeviationProfile(of: first, against: $0, toleranceMetres: 1).stretches.first?.meanMetres ?? 0
    }
    #expect(abs(means[0] - 15) < 0.1 && abs(means[1] - means[0]) < 0.1)
  }

  /// Which is first, and in which direction they run, changes sides and nothing else.
  @Test(arguments: [false, true])
  func isSymmetric(_ isReversed: Bool) throws {
    let straight: [(Double, Double)] = [(0, 0), (1000, 0)]
    let bent: [(Double, Double)] = [(0, 0), (300, -25), (600, 0), (800, 10), (1000, 0)]
    let first = try path(straight)
    let second = try path(isReversed ? bent.reversed() : bent)
    let there = try DeviationProfile(of: first, against: second, toleranceMetres: 5)
    let back = try DeviationProfile(of: second, against: first, toleranceMetres: 5)
    #expect(abs(there.maximumMetres - back.maximumMetres) < 0.01)
    #expect(abs(there.meanMetres - back.meanMetres) < 0.01)
    #expect(there.stretches.count == 2 && back.stretches.count == 2)
    let sums = [there, back].map { profile in
      (
        profile.stretches.reduce(0) { $0 + $1.leftSquareMetres },
        profile.stretches.reduce(0) { $0 + $1.rightSquareMetres }
      )
    }
    #expect(sums[0].1 > sums[0].0)
    // Seen along the second: what was left of the first lies to its right, unless it runs the other way.
    let (left, right) = isReversed ? sums[1] : (sums[1].1, sums[1].0)
    #expect(abs(left - sums[0].0) < 0.02 * sums[0].0 + 1)
    #expect(abs(right - sums[0].1) < 0.02 * sums[0].1 + 1)
  }

  @Test func aMissingPieceCountsOnlyWhenBothDirectionsAreAsked() throws {
    let short = try path([(0, 0), (500, 0)])
    let long = try path([(0, 0), (1000, 0)])
    #expect(try DeviationProfile(of: short, against: long, toleranceMetres: 4, isSymmetric: false).stretches.isEmpty)
    #expect(abs(try DeviationProfile(of: short, against: long, toleranceMetres: 4).maximumMetres - 500) < 0.1)
  }

  @Test func equalLinesDoNotDiffer() throws {
    let once = try path([(0, 0), (500, 20), (1000, 0)])
    let profile = try DeviationProfile(of: once, against: once, toleranceMetres: 0)
    #expect(profile.maximumMetres < 1e-6 && profile.stretches.count { $0.maximumMetres > 1e-6 } == 0)
  }

  @Test func manyVerticesAreNoTrouble() throws {
    let count = 20_000
    var columns = [GeometryColumn(), GeometryColumn()]
    for index in 0..<count {
      let share = Double(index) / Double(count)
      columns[0].appendVertex(x: 106 + share, y: 29)
      columns[1].appendVertex(x: 106 + share, y: 29 + (index > 8000 && index < 8010 ? 1e-3 : 0))
    }
    for index in 0..<2 {
      columns[index].endRing()
      columns[index].endPart()
      columns[index].endRow(.lineString)
    }
    let paths = try columns.map { try #require(LinePath($0, rows: [0])) }
    let profile = try DeviationProfile(of: paths[0], against: paths[1], toleranceMetres: 20)
    #expect(profile.maximumMetres > 15 && profile.maximumMetres < 111)
    #expect(profile.stretches.count == 1)
    #expect(columns[0].lineFaults(ofRows: [0]).isEmpty)
  }
}

@Suite struct SurveyedLineTests {
  private func lines(_ rows: [(name: String, source: Int, GeometryColumn)]) -> [SurveyedLine] {
    coded(rows.map { ($0.name, "", $0.source, $0.2) })
  }

  private func coded(_ rows: [(name: String, code: String, source: Int, GeometryColumn)]) -> [SurveyedLine] {
    var table = RecordTable(kind: .boundaryLine)
    for (row, value) in rows.enumerated() {
      let cells = [FieldKey.name: value.name, .code: value.code].filter { !$0.value.isEmpty }
      table.append(cells, geometry: value.3, origin: Origin(source: value.source, row: row + 1))
    }
    return SurveyedLine.all(BoundaryLine.all(in: table), geometry: table.geometry)
  }

  @Test func rowsThatGoOnAreOneAndRowsBesideEachOtherAreVersions() {
    let found = lines([
      ("铜合线", 0, line([(0, 0), (500, 0)])), ("合铜线", 0, line([(1000, 0), (500, 0)])),
      ("铜合线", 0, line([(0, 0), (480, 8)])), ("铜合线", 1, line([(0, 0), (1000, 0)])),
    ])
    #expect(found.map(\.lines) == [[0, 1], [2], [3]])
    #expect(Set(found.map(\.key)).count == 1)
    #expect(found[0].isContinuous && abs(found[0].path.lengthMetres - 1000) < 0.1)
  }

  @Test func aRingHasNoEndsAndGapsAreMeasured() throws {
    let ring = try #require(lines([("飞地线", 0, line([(0, 0), (100, 0), (0, 100), (0, 0)]))]).first)
    #expect(ring.ends.isEmpty && ring.isContinuous)
    let broken = line([(0, 0), (500, 0)], [(1000, 0), (512, 0)])
    let found = try #require(lines([("铜合线", 0, broken)]).first)
    #expect(!found.isContinuous)
    let gaps = PartGaps.gaps(broken, rows: [0])
    #expect(gaps.count == 1 && abs((gaps.first?.metres ?? 0) - 12) < 0.01)
  }

  @Test func aNameOrACodeInCommonMakesVersionsOfOneLine() {
    let (one, other) = (line([(0, 0), (1000, 0)]), line([(0, 25), (1000, 25)]))
    let found = coded([
      ("铜合线", "500117500151", 0, one), ("铜梁合川线", "500117500151", 1, other), ("", "500117500151", 2, one),
      ("合铜线", "", 3, other), ("铜大线", "500111500151", 0, one), ("", "", 0, one),
    ])
    #expect(Set(found[0..<4].map(\.key)).count == 1 && found[0].key != nil)
    #expect(found[4].key != nil && found[4].key != found[0].key && found[5].key == nil)
  }

  /// A line whose every edge is a row, or a part with a gap before the next.
  @Test func thousandsOfRowsAndPartsAreOneLine() {
    func edge(_ index: Int, gap: Double = 0) -> [(Double, Double)] {
      [(Double(index) * 10, 0), (Double(index + 1) * 10 - gap, Double(index % 2) * 1e-3)]
    }
    let found = lines((0..<5000).map { ("铜合线", 0, line([(Double($0) * 10, 0), (Double($0 + 1) * 10, 0)])) })
    #expect(found.count == 1 && found.first?.isContinuous == true)
    var parts = GeometryColumn()
    parts.append(.multiLineString, (0..<20_000).map { [degrees(edge($0, gap: 2))] })
    let gaps = PartGaps.gaps(parts, rows: [0])
    #expect(gaps.count == 19_999 && gaps.allSatisfy { abs($0.metres - 2) < 0.01 })
  }

  /// Against a search of all ends in every step.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func goesOnByTheNearestFreeEnd(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = (0..<12).map { _ in
      (0..<2).map { _ in
        (Double.random(in: 0...3000, using: &generator), Double.random(in: 0...3000, using: &generator))
      }
    }
    var column = GeometryColumn()
    column.append(.multiLineString, parts.map { [degrees($0)] })
    var open = parts.map { degrees($0) }
    let first = open.removeFirst()
    var ends = [first[1], first[0]]
    var expected: [Double] = []
    while !open.isEmpty {
      var best = (metres: Double.infinity, part: 0, end: 0, grown: 0)
      for part in open.indices {
        for end in 0..<2 {
          for grown in 0..<2 {
            let metres = EllipsoidalMeasure.distance(ends[grown], open[part][end])
            if metres < best.metres { best = (metres, part, end, grown) }
          }
        }
      }
      expected.append(best.metres)
      ends[best.grown] = open.remove(at: best.part)[1 - best.end]
    }
    let found = PartGaps.gaps(column, rows: [0]).map(\.metres)
    #expect(found.count == expected.count)
    for (metres, wanted) in zip(found, expected) { #expect(abs(metres - wanted) < 1e-3) }
  }

  @Test func whatIsNoLineIsLeftOut() {
    var point = GeometryColumn()
    point.appendPoint(x: 106, y: 29)
    var none = GeometryColumn()
    none.appendNone()
    #expect(lines([("甲乙线", 0, line([(0, 0)])), ("甲丙线", 0, point), ("甲丁线", 0, none), ("甲戊线", 0, line())]).isEmpty)
  }

  @Test func theUnitOnTheLeftIsTheOneThatLiesThere() throws {
    let north = try path([(0, 0), (0, 1000)])
    let west = degrees([(-1, 0)])[0].x
    #expect(north.unitOnLeft { unit, place in unit == (place.x < west ? 1 : 0) } == 1)
    #expect(north.unitOnLeft { _, _ in true } == nil)
  }
}
