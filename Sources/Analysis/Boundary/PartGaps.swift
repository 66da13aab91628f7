public import Geometry
import Glibc

/// The gaps between the parts of a line that should run on from each other.
public enum PartGaps {
  public struct Gap: Sendable {
    /// The end of the part before the gap.
    public let place: Position
    public let metres: Double
  }

  /// Goes on from part to part by the nearest free end; parts that meet leave no gap.
  ///
  /// Complexity: O(n log n) in the number of parts, but where most of them lie nearer than the next free end.
  public static func gaps(_ lines: GeometryColumn, rows: [Int]) -> [Gap] {
    let parts = lines.paths(ofRows: rows).map { path in
      [lines.position(ofVertex: path.lowerBound), lines.position(ofVertex: path.upperBound - 1)]
    }
    guard parts.count > 1 else { return [] }
    var free = FreeEnds(parts)
    free.take(0)
    // The line grows at both of its ends.
    var (head, tail) = (Growth(parts[0][0]), Growth(parts[0][1]))
    var gaps: [Gap] = []
    for _ in 1..<parts.count {
      // What was nearest and has been taken since is still a lower bound: only who could be first is looked at anew.
      while true {
        if tail.metres <= head.metres {
          if free.isFree(tail.end) { break }
          free.search(&tail)
        } else {
          if free.isFree(head.end) { break }
          free.search(&head)
        }
        if !tail.metres.isFinite, !head.metres.isFinite { return gaps }
      }
      let isAtTail = tail.metres <= head.metres
      let next = isAtTail ? tail : head
      if next.metres > 0 { gaps.append(Gap(place: next.place, metres: next.metres)) }
      free.take(next.end / 2)
      let other = parts[next.end / 2][1 - next.end % 2]
      if isAtTail { tail = Growth(other) } else { head = Growth(other) }
    }
    return gaps
  }

  /// An end of the line so far, and the nearest free end when it was looked for.
  private struct Growth {
    let place: Position
    /// Of part `end / 2` the start (even) or the end (odd); -1 before any was found.
    var end = -1
    var metres = 0.0

    init(_ place: Position) { self.place = place }
  }

  /// The ends of the parts that the line does not have yet.
  private struct FreeEnds {
    private let ends: [Position]
    /// Degrees of longitude times this are as long as degrees of latitude.
    private let scale: Double
    private let tree: STRtree
    private var isTaken: [Bool]

    init(_ parts: [[Position]]) {
      let ends = parts.flatMap { $0 }
      let latitude = ends.reduce(0) { $0 + $1.y } / Double(max(1, ends.count))
      let plane = DegreePlane(Position(x: 0, y: latitude.isFinite ? latitude : 0))
      let scale = plane.eastward / plane.northward
      (self.ends, self.scale) = (ends, scale)
      tree = STRtree(
        ends.map { $0.x.isFinite && $0.y.isFinite ? Envelope(Position(x: $0.x * scale, y: $0.y)) : nil })
      isTaken = Array(repeating: false, count: parts.count)
    }

    mutating func take(_ part: Int) { isTaken[part] = true }

    func isFree(_ end: Int) -> Bool { end >= 0 && !isTaken[end / 2] }

    func search(_ growth: inout Growth) {
      let place = Position(x: growth.place.x * scale, y: growth.place.y)
      let found = tree.nearest(to: place) { end -> Double? in
        isTaken[end / 2] ? nil : hypot(ends[end].x * scale - place.x, ends[end].y - place.y)
      }
      growth.end = found?.index ?? -1
      growth.metres = found.map { EllipsoidalMeasure.distance(growth.place, ends[$0.index]) } ?? .infinity
    }
  }
}
