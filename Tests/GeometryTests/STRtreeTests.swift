import TestSupport
import Testing

@testable import Geometry

@Suite struct STRtreeTests {
  private func randomEnvelopes(_ count: Int, using generator: inout SeededGenerator) -> [Envelope?] {
    (0..<count).map { _ in
      guard Int.random(in: 0..<20, using: &generator) > 0 else { return nil }
      let corner = Position(x: .random(in: 0...100, using: &generator), y: .random(in: 0...100, using: &generator))
      return Envelope(corner).extended(
        to: Position(
          x: corner.x + .random(in: 0...5, using: &generator), y: corner.y + .random(in: 0...5, using: &generator)))
    }
  }

  @Test(arguments: [0, 1, 2, 15, 16, 17, 256, 257, 3000])
  func agreesWithBruteForce(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let envelopes = randomEnvelopes(count, using: &generator)
    let tree = STRtree(envelopes)
    #expect(tree.count == envelopes.count { $0 != nil })
    for query in randomEnvelopes(100, using: &generator) {
      guard let query else { continue }
      let expected = envelopes.indices.filter { envelopes[$0]?.intersects(query) == true }
      #expect(tree.query(query) == expected)
      let nearest = tree.nearest(to: query.centre) { index in envelopes[index].map { distance($0, query.centre) } }
      let best = envelopes.compactMap { $0.map { distance($0, query.centre) } }.min()
      #expect(nearest?.distance == best)
    }
  }

  private func distance(_ envelope: Envelope, _ position: Position) -> Double {
    let dx = max(envelope.minX - position.x, position.x - envelope.maxX, 0)
    let dy = max(envelope.minY - position.y, position.y - envelope.maxY, 0)
    return (dx * dx + dy * dy).squareRoot()
  }

  @Test func nearestIsTheLowestOfEqualsAndMaySkip() {
    let boxes: [Envelope?] = Array(repeating: Envelope(Position(x: 1, y: 0)), count: 40)
    let tree = STRtree(boxes)
    #expect(tree.nearest(to: Position(x: 0, y: 0)) { _ in 1 }?.index == 0)
    #expect(tree.nearest(to: Position(x: 0, y: 0)) { $0 == 7 ? 1 : nil }?.index == 7)
    #expect(tree.nearest(to: Position(x: 0, y: 0)) { _ in nil } == nil)
  }

  @Test func rowsWithoutPlaceAreNeverFound() throws {
    var column = try columnFromWKT("POINT (1 1)", "GEOMETRYCOLLECTION EMPTY", "LINESTRING (0 0, 5 5)")
    column.appendPoint(x: .nan, y: 1)
    let tree = STRtree(column)
    #expect(tree.query(Envelope(minX: -9, minY: -9, maxX: 9, maxY: 9)) == [0, 2])
    #expect(tree.query(Envelope(minX: 2, minY: 2, maxX: 3, maxY: 3)) == [2])
    #expect(STRtree([Envelope(minX: .nan, minY: 0, maxX: .nan, maxY: 0)]).count == 0)
  }
}
