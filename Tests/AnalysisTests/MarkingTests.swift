import Geodesy
import Geometry
import Registry
import TestSupport
import Testing

@testable import Analysis

@Suite struct MarkedLineTests {
  /// The markers of one line, referenced to it; parts and places in metres of a plane.
  private func located(
    _ parts: [[(Double, Double)]], _ places: [(Double, Double)], in plane: LocalProjection = districtPlane
  ) throws -> MarkedLine {
    var geometry = GeometryColumn()
    geometry.append(.multiLineString, parts.map { [degrees($0, in: plane)] })
    return try #require(try located(geometry, degrees(places, in: plane)).first)
  }

  private func located(_ geometry: GeometryColumn, _ places: [Position?]) throws -> [MarkedLine] {
    var lines = RecordTable(kind: .boundaryLine)
    lines.append([.name: "铜合线"], geometry: geometry, origin: Origin(source: 0, row: 1))
    var markers = RecordTable(kind: .boundaryMarker)
    for (row, place) in places.enumerated() {
      var point = GeometryColumn()
      if let place { point.appendPoint(x: place.x, y: place.y) } else { point.appendNone() }
      markers.append([.line: "铜合线", .number: "5117001Q"], geometry: point, origin: Origin(source: 1, row: row))
    }
    let records = BoundaryLine.all(in: lines)
    return try MarkedLine.all(
      lines: records, geometry: lines.geometry, markers: BoundaryMarker.all(in: markers, lines: records))
  }

  private func expect(_ marker: LocatedMarker, _ chainage: Double, _ distance: Double) {
    #expect(abs(marker.chainageMetres - chainage) < 0.05, "\(marker.chainageMetres) for \(chainage)")
    #expect(abs(marker.distanceMetres - distance) < 0.02, "\(marker.distanceMetres) for \(distance)")
  }

  /// In the district and elsewhere, but at the poles and across the antimeridian.
  static let planes: [(Double, Double)] = [
    (106.02, 29.8), (0, 0), (135, 53), (-179, -45), (15, 66),
  ]

  @Test(arguments: planes)
  func aDiagonalIsMeasuredAnywhereOnEarth(_ centre: (longitude: Double, latitude: Double)) throws {
    let plane = LocalProjection(longitude: centre.longitude, latitude: centre.latitude)
    let vertices = (-5...5).map { (300 * Double($0), 400 * Double($0)) }
    // Along (0.6, 0.8), to the left of it (-0.8, 0.6).
    let places = [(-2500.0, 0.0), (-1000, 30), (0, -37.2), (1234.5, 3.9), (2500, 0)].map { along, aside in
      (0.6 * along - 0.8 * aside, 0.8 * along + 0.6 * aside)
    }
    let line = try located([vertices], places, in: plane)
    #expect(abs(line.lengthMetres - 5000) < 0.05)
    let expected = [(0.0, 0.0), (1500, 30), (2500, 37.2), (3734.5, 3.9), (5000, 0)]
    #expect(line.markers.map(\.marker) == [0, 1, 2, 3, 4])
    for (marker, expected) in zip(line.markers, expected) { expect(marker, expected.0, expected.1) }
  }

  @Test func aReversedLineCountsFromItsOtherEnd() throws {
    let vertices = [(0.0, 0.0), (1000, 0), (1000, 1000)]
    let places = [(250.0, 10.0), (1010, 400), (1200, 1100)]
    let forward = try located([vertices], places).markers
    let backward = try located([vertices.reversed()], places).markers
    for (marker, other) in zip(forward, backward) {
      #expect(abs(marker.chainageMetres + other.chainageMetres - 2000) < 0.05)
      #expect(abs(marker.distanceMetres - other.distanceMetres) < 1e-3)
      #expect(EllipsoidalMeasure.distance(marker.foot, other.foot) < 1e-3)
    }
    expect(forward[0], 250, 10)
    expect(forward[1], 1400, 10)
    expect(forward[2], 2000, (200.0 * 200 + 100 * 100).squareRoot())
  }

  @Test func theGapBetweenPartsCountsForNothing() throws {
    let line = try located(
      [[(0, 0), (1000, 0)], [(3000, 0), (3500, 0)], [(9000, 9000)]], [(400, 5), (3100, 5), (2100, 0), (1900, 0)])
    #expect(abs(line.lengthMetres - 1500) < 0.01)
    for (marker, expected) in zip(line.markers, [(400.0, 5.0), (1100, 5), (1000, 900), (1000, 900)]) {
      expect(marker, expected.0, expected.1)
    }
  }

  @Test func footAndMarkerAreTheDistanceApart() throws {
    var generator = SeededGenerator(seed: 12)
    let vertices = (0...20).map { (500 * Double($0), Double.random(in: -200...200, using: &generator)) }
    let places = (0..<50).map { _ in
      (Double.random(in: 0...10_000, using: &generator), Double.random(in: -400...400, using: &generator))
    }
    let line = try located([vertices], places)
    for (marker, place) in zip(line.markers, places) {
      // The nearest point of every edge, in the plane.
      let nearest = zip(vertices, vertices.dropFirst()).map { a, b -> Double in
        let (dx, dy) = (b.0 - a.0, b.1 - a.1)
        let share = max(0, min(1, ((place.0 - a.0) * dx + (place.1 - a.1) * dy) / (dx * dx + dy * dy)))
        let (x, y) = (a.0 + share * dx - place.0, a.1 + share * dy - place.1)
        return (x * x + y * y).squareRoot()
      }.min()
      #expect(abs(marker.distanceMetres - (nearest ?? 0)) < 0.02)
    }
  }

  /// One row in two parts, of which the second is drawn backwards: they join to one line.
  @Test func partsOfOneRowAreJoined() throws {
    let line = try located([[(0, 0), (500, 0)], [(1000, 0), (500, 0)]], [(0, 0), (400, 0), (600, 0), (950, 0)])
    #expect(line.isContinuous)
    for (marker, chainage) in zip(line.markers, [0.0, 400, 600, 950]) { expect(marker, chainage, 0) }
    #expect(try !located([[(0, 0), (500, 0)], [(600, 0), (1000, 0)]], []).isContinuous)
  }

  /// Two rows of one name side by side are two versions; markers and lengths are those of the first.
  @Test func aSecondVersionIsNoPartOfTheLine() throws {
    var lines = RecordTable(kind: .boundaryLine)
    for y in [0.0, 25] {
      var geometry = GeometryColumn()
      geometry.append(.lineString, [[degrees([(0, y), (1000, y)])]])
      lines.append([.name: "铜合线"], geometry: geometry, origin: Origin(source: 0, row: Int(y) + 2))
    }
    let line = try #require(
      try MarkedLine.all(lines: BoundaryLine.all(in: lines), geometry: lines.geometry, markers: []).first)
    #expect(abs(line.lengthMetres - 1000) < 0.05)
    #expect(line.rows == [0] && line.otherRows == [1] && line.isContinuous)
  }

  @Test func whatHasNoPlaceIsLeftOut() throws {
    var geometry = GeometryColumn()
    geometry.append(.multiLineString, [[degrees([(0, 0), (1000, 0)])]])
    let places = [nil, Position(x: 106.02, y: 29.8), Position(x: .nan, y: 1), Position(x: 29.8, y: 106.02)]
    #expect(try located(geometry, places).first?.markers.map(\.marker) == [1])

    var none = GeometryColumn()
    none.appendNone()
    #expect(try located(none, places).isEmpty)
  }

  @Test func aLineThatIsNoneStopsNothing() throws {
    for vertices in [[Position(x: 106, y: 29)], [Position(x: 106, y: 100), Position(x: 106, y: 101)]] {
      var geometry = GeometryColumn()
      geometry.append(.multiLineString, [[vertices]])
      #expect(try located(geometry, [Position(x: 106.02, y: 29.8)]).first?.markers.isEmpty == true)
    }
    var point = GeometryColumn()
    point.append(.multiLineString, [[[Position(x: 106, y: 29), Position(x: 106, y: 29)]]])
    let marker = try located(point, [Position(x: 106, y: 29)]).first?.markers.first
    #expect(marker?.distanceMetres ?? 0 < 0.001)
  }
}

@Suite struct MarkerOrderTests {
  @Test func findsALongestNonDecreasingSubsequenceOfEveryPermutation() {
    for count in 0...7 {
      // Without and with values that stand twice.
      for values in [(0..<count).map(Double.init), (0..<count).map { Double($0 / 2) }] {
        forEachPermutation(of: values) { permutation in
          let chain = MarkerOrder.longestNonDecreasing(permutation)
          let kept = chain.map { permutation[$0] }
          if chain != chain.sorted() || kept != kept.sorted() || chain.count != longestByBruteForce(permutation) {
            Issue.record("\(permutation): \(chain)")
          }
        }
      }
    }
  }

  private func forEachPermutation(of values: [Double], _ body: ([Double]) -> Void) {
    var values = values
    func permute(_ count: Int) {
      guard count > 1 else { return body(values) }
      for index in 0..<count {
        permute(count - 1)
        values.swapAt(count.isMultiple(of: 2) ? index : 0, count - 1)
      }
    }
    permute(values.count)
  }

  /// Over all subsets.
  private func longestByBruteForce(_ values: [Double]) -> Int {
    var longest = 0
    for subset in 0..<(1 << values.count) where subset.nonzeroBitCount > longest {
      var last = -Double.infinity
      let isOrdered = values.indices.allSatisfy { index in
        guard subset & (1 << index) != 0 else { return true }
        defer { last = values[index] }
        return values[index] >= last
      }
      if isOrdered { longest = subset.nonzeroBitCount }
    }
    return longest
  }

  @Test(
    arguments: [
      ([1, 2, 3, 4, 5], [0, 1000, 4000, 2000, 3000], .withLine, [2]),
      ([1, 2, 3], [4000, 3000, 1000], .againstLine, []),
      ([1, 2, 2, 3], [0, 1010, 1000, 2000], .withLine, []), ([1, 2, 2, 3], [2000, 1000, 1010, 0], .againstLine, []),
      ([1, 2, 8, 3, 4], [0, 1000, 1500, 2000, 3000], .withLine, [2]), ([], [], .withLine, []),
      ([7], [5], .withLine, []),
      ([1, 1, 1], [3, 1, 2], .withLine, []), ([3, 1, 2], [300, 100, 200], .withLine, []),
      ([1, 2], [5, 5], .withLine, []),
    ] as [([Int], [Double], MarkerOrder.Direction, [Int])])
  func namesTheMarkersOutOfOrder(
    _ serials: [Int], _ chainages: [Double], _ direction: MarkerOrder.Direction, _ outOfOrder: [Int]
  ) {
    let order = MarkerOrder(serials: serials, chainages: chainages)
    #expect(order.direction == direction)
    #expect(order.outOfOrder == outOfOrder)
  }

  @Test func turningTheLineTurnsTheDirectionAndNothingElse() {
    var generator = SeededGenerator(seed: 77)
    for _ in 0..<300 {
      let count = Int.random(in: 0...12, using: &generator)
      let serials = (0..<count).map { _ in Int.random(in: 1...9, using: &generator) }
      let chainages = (0..<count).map { _ in Double.random(in: 0...1000, using: &generator) }
      let order = MarkerOrder(serials: serials, chainages: chainages)
      let turned = MarkerOrder(serials: serials, chainages: chainages.map { 1000 - $0 })
      #expect(order.outOfOrder.count == turned.outOfOrder.count)
      if order.direction == .againstLine { #expect(turned.direction == .withLine) }
    }
  }
}
