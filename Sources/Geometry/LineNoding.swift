/// Lets a line meet itself exactly where it meets itself within a tolerance.
///
/// Coordinates that were transformed are rounded, so what touched or ran along itself in the plane of the survey misses
/// itself by a fraction of a millimetre. Vertices near another vertex take its place, those near an edge become a vertex of
/// it; nothing moves by more than the tolerance.
struct LineNoding {
  private static let runLength = 8
  /// Nearer than this times the tolerance along the line, places are near each other as a matter of course.
  private static let wayFactor = 10.0

  private let points: [Position]
  private let partOfPoint: [Int]
  /// The way along its part to each vertex.
  private let ways: [Double]
  private let tolerance: Double
  private var same: DisjointSets
  private var hasContacts = false
  /// By edge, the vertices that lie on it, with the share of the edge before them.
  private var insertions: [Int: [(share: Double, point: Int)]] = [:]

  /// - Parameter tolerance: in the unit of the coordinates.
  /// - Complexity: about O(n log n).
  static func noded(_ parts: [[Position]], tolerance: Double) -> [[Position]] {
    guard tolerance > 0 else { return parts }
    var noding = LineNoding(parts, tolerance)
    noding.findContacts()
    return noding.hasContacts ? noding.parts(count: parts.count) : parts
  }

  private init(_ parts: [[Position]], _ tolerance: Double) {
    var (points, partOfPoint, ways) = ([Position](), [Int](), [Double]())
    for (part, positions) in parts.enumerated() {
      var way = 0.0
      for position in positions where position.x.isFinite && position.y.isFinite {
        if let last = points.last, partOfPoint.last == part { way += Self.distance(last, position) }
        points.append(position)
        partOfPoint.append(part)
        ways.append(way)
      }
    }
    (self.points, self.partOfPoint, self.ways, self.tolerance) = (points, partOfPoint, ways, tolerance)
    same = DisjointSets(count: points.count)
  }

  // MARK: Contacts

  private mutating func findContacts() {
    let edges = points.indices.filter { $0 + 1 < points.count && partOfPoint[$0] == partOfPoint[$0 + 1] }
    let runs = stride(from: 0, to: edges.count, by: Self.runLength)
      .map { Array(edges[$0..<min($0 + Self.runLength, edges.count)]) }
    let boxes = runs.map { run in run.reduce(box(run[0])) { $0.union(box($1)) } }
    let tree = STRtree(boxes)
    for (index, run) in runs.enumerated() {
      for other in tree.query(boxes[index]) where other >= index {
        for first in run {
          let bounds = box(first)
          for second in runs[other] where second > first && bounds.intersects(box(second)) {
            for point in [first, first + 1] { compare(point, withEdge: second) }
            for point in [second, second + 1] { compare(point, withEdge: first) }
          }
        }
      }
    }
  }

  private mutating func compare(_ point: Int, withEdge edge: Int) {
    guard point != edge, point != edge + 1 else { return }
    let foot = nearestPoint(of: points[edge], points[edge + 1], to: points[point])
    guard Self.distance(foot, points[point]) <= tolerance else { return }
    let isSamePart = partOfPoint[point] == partOfPoint[edge]
    let way = ways[edge] + Self.distance(points[edge], foot)
    guard !isSamePart || abs(way - ways[point]) > Self.wayFactor * tolerance else { return }
    hasContacts = true
    if let end = [edge, edge + 1].first(where: { Self.distance(points[$0], points[point]) <= tolerance }) {
      _ = same.unite(end, point)
    } else {
      let length = ways[edge + 1] - ways[edge]
      insertions[edge, default: []].append(((way - ways[edge]) / length, point))
    }
  }

  // MARK: Result

  private mutating func parts(count: Int) -> [[Position]] {
    var first: [Int: Int] = [:]
    let roots = points.indices.map { same.root($0) }
    for point in points.indices where first[roots[point]] == nil { first[roots[point]] = point }
    func place(_ point: Int) -> Position { points[first[roots[point]] ?? point] }
    var parts = [[Position]](repeating: [], count: count)
    for point in points.indices {
      let part = partOfPoint[point]
      // A vertex that was repeated stays so; one that became the same is left out.
      let isRepeated = point > 0 && partOfPoint[point - 1] == part && points[point - 1] == points[point]
      if isRepeated || parts[part].last != place(point) { parts[part].append(place(point)) }
      for insertion in (insertions[point] ?? []).sorted(by: { ($0.share, $0.point) < ($1.share, $1.point) })
      where parts[part].last != place(insertion.point) {
        parts[part].append(place(insertion.point))
      }
    }
    return parts
  }

  private func box(_ edge: Int) -> Envelope {
    Envelope(points[edge]).extended(to: points[edge + 1]).grown(by: tolerance)
  }

  private static func distance(_ a: Position, _ b: Position) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }
}
