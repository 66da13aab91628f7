/// The edges of rings in an R-tree whose leaves are runs of a few consecutive edges.
struct EdgeIndex {
  struct Run {
    var ring: Int
    var edges: Range<Int>
    var envelope: Envelope
  }

  private static let runLength = 8

  let rings: CleanRings
  let runs: [Run]
  private let tree: STRtree
  private let ringOfPoint: [Int32]

  init(_ rings: CleanRings) {
    self.rings = rings
    var runs: [Run] = []
    var ringOfPoint = [Int32](repeating: 0, count: rings.points.count)
    for (ring, range) in rings.ranges.enumerated() {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.runLength) {
        let edges = start..<min(start + Self.runLength, range.upperBound)
        var envelope = Envelope(rings.points[start])
        for edge in edges {
          envelope = envelope.extended(to: rings.points[edge + 1])
          ringOfPoint[edge] = Int32(ring)
        }
        runs.append(Run(ring: ring, edges: edges, envelope: envelope))
      }
    }
    self.runs = runs
    self.ringOfPoint = ringOfPoint
    tree = STRtree(runs.map(\.envelope))
  }

  func ring(ofEdge edge: Int) -> Int { Int(ringOfPoint[edge]) }

  func envelope(ofEdge edge: Int) -> Envelope {
    Envelope(rings.points[edge]).extended(to: rings.points[edge + 1])
  }

  func forEachRun(intersecting envelope: Envelope, _ body: (Int) -> Void) {
    tree.forEach(intersecting: envelope, body)
  }

  /// The rings that have a position inside, and those that have it on their line.
  ///
  /// One ray to the right answers for all rings; exact.
  func locate(_ position: Position) -> (inside: Set<Int>, boundary: Set<Int>) {
    var (inside, boundary): (Set<Int>, Set<Int>) = ([], [])
    let ray = Envelope(minX: position.x, minY: position.y, maxX: .infinity, maxY: position.y)
    forEachRun(intersecting: ray) { run in
      for edge in runs[run].edges {
        let (a, b) = (rings.points[edge], rings.points[edge + 1])
        guard min(a.y, b.y) <= position.y, position.y <= max(a.y, b.y), max(a.x, b.x) >= position.x else { continue }
        let side = orientation(a, b, position)
        if side == 0, min(a.x, b.x) <= position.x {
          boundary.insert(runs[run].ring)
        } else if (a.y > position.y) != (b.y > position.y), side == (b.y > a.y ? 1 : -1) {
          inside.formSymmetricDifference(CollectionOfOne(runs[run].ring))
        }
      }
    }
    return (inside.subtracting(boundary), boundary)
  }
}
