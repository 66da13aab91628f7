public import Geometry

/// The gaps between the parts of a line that should run on from each other.
public enum PartGaps {
  public struct Gap: Sendable {
    /// The end of the part before the gap.
    public let place: Position
    public let metres: Double
  }

  /// Goes on from part to part by the nearest free end; parts that meet leave no gap.
  ///
  /// Complexity: O(n²) in the number of parts.
  public static func gaps(_ lines: GeometryColumn, rows: [Int]) -> [Gap] {
    var ends = lines.paths(ofRows: rows).map { path in
      (lines.position(ofVertex: path.lowerBound), lines.position(ofVertex: path.upperBound - 1))
    }
    guard ends.count > 1 else { return [] }
    let first = ends.removeFirst()
    // The line grows at both of its ends.
    var (head, tail) = (first.0, first.1)
    var gaps: [Gap] = []
    while !ends.isEmpty {
      var best = (metres: Double.infinity, part: 0, atTail: true, reversed: false)
      for (part, (start, end)) in ends.enumerated() {
        for (atTail, reversed, from, to) in [
          (true, false, tail, start), (true, true, tail, end), (false, false, head, end), (false, true, head, start),
        ] {
          let metres = EllipsoidalMeasure.distance(from, to)
          if metres < best.metres { best = (metres, part, atTail, reversed) }
        }
      }
      let (start, end) = ends.remove(at: best.part)
      if best.metres > 0, best.metres.isFinite {
        gaps.append(Gap(place: best.atTail ? tail : head, metres: best.metres))
      }
      if best.atTail { tail = best.reversed ? start : end } else { head = best.reversed ? end : start }
    }
    return gaps
  }
}
