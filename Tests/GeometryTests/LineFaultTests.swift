import Foundation
import Geometry
import TestSupport
import Testing

@Suite struct LineFaultTests {
  private func faults(_ parts: [(Double, Double)]...) -> [LineFault.Kind] { faults(parts, tolerance: 0) }

  private func faults(_ parts: [[(Double, Double)]], tolerance: Double) -> [LineFault.Kind] {
    var column = GeometryColumn()
    for part in parts {
      for (x, y) in part { column.appendVertex(x: x, y: y) }
      column.endRing()
      column.endPart()
    }
    column.endRow(.multiLineString)
    return column.lineFaults(ofRows: [0], tolerance: tolerance).map(\.kind)
  }

  @Test func linesInOrderHaveNone() {
    #expect(faults([(0, 0), (1, 0), (2, 1)]).isEmpty)
    #expect(faults([(0, 0), (1, 0), (1, 1), (0, 0)]).isEmpty)
    #expect(faults([(0, 0), (1, 0)], [(2, 0), (1, 0)]).isEmpty)
    #expect(faults().isEmpty)
    #expect(faults([(0, 0)]).isEmpty)
    #expect(faults([(.nan, 0), (1, .infinity)]).isEmpty)
  }

  @Test func everyFaultIsNamed() {
    #expect(faults([(0, 0), (2, 0), (2, 2), (1, 2), (1, -1)]) == [.selfCrossing])
    #expect(faults([(0, 0), (1, 0), (2, 0), (2, 2), (1, 0), (1, -1)]) == [.selfCrossing])
    #expect(faults([(0, 0), (2, 0), (2, 2), (1, 0), (0, 2)]) == [.selfTouch])
    #expect(faults([(0, 0), (2, 0), (2, 1), (1, 1), (1, 0)]) == [.selfTouch])
    #expect(faults([(0, 0), (3, 0), (3, 1), (2, 1), (2, 0), (1, 0), (1, -1)]) == [.overlap])
    #expect(faults([(0, 0), (1, 0), (1, 1), (1, 0), (2, 0)]) == [.spike])
    #expect(faults([(0, 0), (1, 0), (1, 1), (1, 0.5), (1, 0), (2, 0)]) == [.spike])
    #expect(faults([(0, 0), (0, 0), (0, 0)]) == [.repeatedVertex])
    #expect(faults([(0, 0), (1, 0), (1, 0), (2, 0)]) == [.repeatedVertex])
    #expect(faults([(0, 0), (3, 0)], [(1, -1), (1, 1)]) == [.selfCrossing])
    #expect(faults([(0, 0), (3, 0)], [(1, 0), (1, 1)]) == [.selfTouch])
    #expect(faults([(0, 0), (2, 0)], [(0, 0), (2, 0)]) == [.overlap])
  }

  private static let shapes: [(parts: [[(Double, Double)]], kinds: [LineFault.Kind])] = [
    ([[(0, 0), (1, 0), (2, 1)]], []),
    ([[(0, 0), (1, 0), (1, 1), (0, 0)]], []),
    ([[(0, 0), (1, 0)], [(2, 0), (1, 0)]], []),
    ([[(0, 0), (2, 0), (2, 2), (1, 2), (1, -1)]], [.selfCrossing]),
    ([[(0, 0), (1, 0), (2, 0), (2, 2), (1, 0), (1, -1)]], [.selfCrossing]),
    ([[(0, 0), (2, 0), (2, 2), (1, 0), (0, 2)]], [.selfTouch]),
    ([[(0, 0), (2, 0), (2, 1), (1, 1), (1, 0)]], [.selfTouch]),
    ([[(0, 0), (3, 0), (3, 1), (2, 1), (2, 0), (1, 0), (1, -1)]], [.overlap]),
    ([[(0, 0), (1, 0), (1, 1), (1, 0), (2, 0)]], [.spike]),
    ([[(0, 0), (1, 0), (1, 1), (1, 0.5), (1, 0), (2, 0)]], [.spike]),
    ([[(0, 0), (3, 0)], [(1, 0), (1, 1)]], [.selfTouch]),
    ([[(0, 0), (2, 0)], [(0, 0), (2, 0)]], [.overlap]),
  ]

  /// Turned and shaken by less than the tolerance, as a transformation of coordinates does.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func whatMeetsWithinTheToleranceMeets(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let angle = Double.random(in: 0..<6.28, using: &generator)
    for shape in Self.shapes {
      let shaken = shape.parts.map { part in
        part.map { x, y in
          (
            x * cos(angle) - y * sin(angle) + Double.random(in: -3e-7...3e-7, using: &generator),
            x * sin(angle) + y * cos(angle) + Double.random(in: -3e-7...3e-7, using: &generator)
          )
        }
      }
      #expect(faults(shaken, tolerance: 1e-6) == shape.kinds, "\(shape.parts)")
    }
  }

  /// Vertices nearer to each other than the tolerance are no contact.
  @Test func aDenseLineHasNone() {
    let circle = (0..<2000).map { step in (cos(Double(step) * 0.003), sin(Double(step) * 0.003)) }
    #expect(faults([circle], tolerance: 0.01).isEmpty)
  }

  /// Every pair of edges of a random line, compared one by one.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func findsTheCrossingsThatComparingAllWithAllFinds(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let points = (0..<40).map { _ in
      (Double.random(in: 0...1, using: &generator), Double.random(in: 0...1, using: &generator))
    }
    let positions = points.map { Position(x: $0.0, y: $0.1) }
    var crossings = 0
    for first in 0..<39 {
      for second in first + 2..<max(first + 2, 39) {
        if segmentContact(positions[first], positions[first + 1], positions[second], positions[second + 1]) != nil {
          crossings += 1
        }
      }
    }
    #expect(faults(points).count == crossings)
  }
}
