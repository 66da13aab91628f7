import Geodesy
public import Geometry
import Glibc

/// Which units of one level touch which, along what line, and where three meet (三交点).
///
/// The units may come from several sources, such as a district's own and its neighbours'. Where two drew their common
/// border differently, edges within the search distance of each other count as common border.
public struct AdjacencyGraph: Sendable {
  /// The common border of two units.
  public struct Border: Sendable {
    /// Rows, the smaller first.
    public let units: (Int, Int)
    /// As the first unit drew it (or the second where it alone sees the first): one row, stitched to as few lines as
    /// there are stretches, each with the first unit to its left.
    public let shape: GeometryColumn
    /// Both drawings: `shape`, and the second unit's own where it differs.
    public let drawings: GeometryColumn
    /// On the ellipsoid, of `shape`.
    public let lengthMetres: Double
    /// How near the two come: 0 where they share an edge.
    public let nearestMetres: Double
  }

  /// A place where three units meet, or two and the outside.
  public struct Junction: Sendable {
    public let place: Position
    /// Rows, ascending.
    public let units: [Int]
    /// Whether land of no unit given is a party.
    public let touchesOutside: Bool
  }

  /// A part of a unit in several parts, or one that a single other unit surrounds.
  public struct Part: Sendable {
    public let row: Int
    /// For `GeometryColumn.rings(ofPart:)` of the polygons given.
    public let part: Int
    public let areaSquareMetres: Double
    /// Rows of the units around, ascending.
    public let neighbours: [Int]
    public let touchesOutside: Bool

    /// The unit that surrounds it on all sides: then it is an enclave (飞地) there.
    public var host: Int? { neighbours.count == 1 && !touchesOutside ? neighbours.first : nil }
  }

  /// In order of the units.
  public let borders: [Border]
  /// From west to east.
  public let junctions: [Junction]
  /// Of units in several parts all parts, of the others those that are enclaves.
  public let parts: [Part]

  /// Derives it from the polygons of some rows; no polygon stops it, invalid ones take part with the edges they have.
  ///
  /// - Parameters:
  ///   - searchMetres: how far apart two drawings of a common border may be; 0 takes only edges that are equal.
  ///   - junctionMetres: junctions nearer to each other are one.
  /// - Complexity: O(n log n) in vertices.
  public static func derive(
    _ polygons: GeometryColumn, rows: [Int], searchMetres: Double = 0, junctionMetres: Double = 0
  ) -> AdjacencyGraph {
    let kept = rows.sorted().filter { polygons.types[$0].dimension == 2 && polygons.envelope(ofRow: $0) != nil }
    var column = GeometryColumn()
    for row in kept { column.append(row, of: polygons) }
    column.normaliseOrientation()
    let neighbours = EdgeNeighbours(EdgeTable(column), searchMetres: searchMetres)
    let parts = kept.indices.flatMap { index in
      zip(column.parts(ofRow: index), polygons.parts(ofRow: kept[index])).map { own, given in
        neighbours.part(own, ofRow: index, of: column, rows: kept, given: given)
      }
    }
    let partCounts = Dictionary(parts.map { ($0.row, 1) }, uniquingKeysWith: +)
    return AdjacencyGraph(
      borders: neighbours.borders().map { $0.renumbered(kept) },
      junctions: JunctionSearch(neighbours).junctions(mergedWithin: junctionMetres).map { $0.renumbered(kept) },
      parts: parts.filter { partCounts[$0.row, default: 0] > 1 || $0.host != nil })
  }

  /// The border of two rows; `nil` when they do not touch.
  public func border(of one: Int, _ other: Int) -> Border? {
    let pair = (min(one, other), max(one, other))
    var (low, high) = (0, borders.count)
    while low < high {
      let middle = (low + high) / 2
      if borders[middle].units < pair { low = middle + 1 } else { high = middle }
    }
    return low < borders.count && borders[low].units == pair ? borders[low] : nil
  }
}

extension AdjacencyGraph.Border {
  fileprivate func renumbered(_ rows: [Int]) -> Self {
    Self(
      units: (rows[units.0], rows[units.1]), shape: shape, drawings: drawings, lengthMetres: lengthMetres,
      nearestMetres: nearestMetres)
  }
}

extension AdjacencyGraph.Junction {
  fileprivate func renumbered(_ rows: [Int]) -> Self {
    Self(place: place, units: units.map { rows[$0] }, touchesOutside: touchesOutside)
  }
}

/// The unit behind every edge.
struct EdgeNeighbours {
  let table: EdgeTable
  /// By the vertex where the edge starts: the row behind it, -1 for the outside.
  private var rows: [Int32]
  /// Of edges whose neighbour was found by nearness, how near.
  private var distances: [Int: Double] = [:]

  private static let metresPerDegree = 111_320.0

  init(_ table: EdgeTable, searchMetres: Double) {
    self.table = table
    rows = Array(repeating: -1, count: table.partners.count)
    for edge in rows.indices {
      if let partner = table.partner(ofEdge: edge) { rows[edge] = Int32(table.row(ofEdge: partner)) }
    }
    if searchMetres > 0 {
      searchByNearness(searchMetres)
      dropStrayRuns(shorterThan: 4 * searchMetres)
    }
  }

  /// Takes back neighbours found by nearness on short runs that do not lead from a border with the neighbour back to it:
  /// behind a junction the outer borders of two units are near each other too.
  private mutating func dropStrayRuns(shorterThan least: Double) {
    var dropped: [Int] = []
    forEachRing { ring in
      let runs = EdgeRuns.of(ring) { edge in Side(row: rows[edge], isNear: distances[edge] != nil) }
      for (index, run) in runs.enumerated() where distances[run[0]] != nil {
        let (before, after) = (runs[(index + runs.count - 1) % runs.count][0], runs[(index + 1) % runs.count][0])
        guard rows[before] != rows[run[0]] || rows[after] != rows[run[0]] else { continue }
        let length = run.reduce(0) { $0 + EllipsoidalMeasure.distance(table.start(ofEdge: $1), table.end(ofEdge: $1)) }
        if length < least { dropped += run }
      }
    }
    for edge in dropped {
      rows[edge] = -1
      distances[edge] = nil
    }
  }

  private struct Side: Equatable {
    let row: Int32
    let isNear: Bool
  }

  /// Gives edges without partner the unit whose edges run along them, against their direction as neighbours' do.
  private mutating func searchByNearness(_ metres: Double) {
    let table = table
    let edges = table.unmatched
    let tree = STRtree(edges.map(table.envelope(ofEdge:)))
    for edge in edges {
      let (row, a, b) = (table.row(ofEdge: edge), table.start(ofEdge: edge), table.end(ofEdge: edge))
      let middle = Envelope(a).extended(to: b).centre
      let scale = max(0.01, cos(middle.y * .pi / 180))
      var nearest: (Double, Int)?
      let reach = metres / Self.metresPerDegree
      let box = Envelope(
        minX: middle.x - reach / scale, minY: middle.y - reach, maxX: middle.x + reach / scale, maxY: middle.y + reach)
      tree.forEach(intersecting: box) { index in
        let other = edges[index]
        let (c, d) = (table.start(ofEdge: other), table.end(ofEdge: other))
        guard table.row(ofEdge: other) != row, (b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y) < 0 else { return }
        let foot = nearestPoint(of: c, d, to: middle)
        let found = (
          hypot((foot.x - middle.x) * scale, foot.y - middle.y) * Self.metresPerDegree, table.row(ofEdge: other)
        )
        if found.0 <= metres, nearest.map({ found < $0 }) ?? true { nearest = found }
      }
      guard let nearest else { continue }
      rows[edge] = Int32(nearest.1)
      distances[edge] = nearest.0
    }
  }

  /// The row behind an edge; `nil` for the outside.
  func row(behindEdge edge: Int) -> Int? { rows[edge] >= 0 ? Int(rows[edge]) : nil }

  /// The edges of every ring, each ring on its own.
  func forEachRing(_ body: ([Int]) -> Void) {
    let column = table.column
    for row in 0..<column.count {
      for part in column.parts(ofRow: row) {
        for ring in column.rings(ofPart: part) { body(column.vertices(ofRing: ring).filter(table.isEdge)) }
      }
    }
  }

  func part(_ part: Int, ofRow row: Int, of column: GeometryColumn, rows: [Int], given: Int) -> AdjacencyGraph.Part {
    var neighbours: Set<Int> = []
    var touchesOutside = false
    if let shell = column.rings(ofPart: part).first {
      for edge in column.vertices(ofRing: shell) where table.isEdge(edge) {
        if let other = self.row(behindEdge: edge) { neighbours.insert(other) } else { touchesOutside = true }
      }
    }
    neighbours.remove(row)
    return AdjacencyGraph.Part(
      row: rows[row], part: given, areaSquareMetres: EllipsoidalMeasure.area(ofPart: part, in: column),
      neighbours: neighbours.map { rows[$0] }.sorted(), touchesOutside: touchesOutside)
  }

  // MARK: Borders

  func borders() -> [AdjacencyGraph.Border] {
    var runs: [UnitPair: (first: [[Int]], second: [[Int]])] = [:]
    forEachRing { ring in
      for run in EdgeRuns.of(ring, by: { row(behindEdge: $0) }) {
        guard let other = row(behindEdge: run[0]), case let own = table.row(ofEdge: run[0]), other != own else {
          continue
        }
        if own < other {
          runs[UnitPair(own, other), default: ([], [])].first.append(run)
        } else {
          runs[UnitPair(own, other), default: ([], [])].second.append(run)
        }
      }
    }
    return runs.sorted { $0.key < $1.key }.map { pair, runs in border(pair, runs.first, runs.second) }
  }

  private func border(_ pair: UnitPair, _ first: [[Int]], _ second: [[Int]]) -> AdjacencyGraph.Border {
    var shape = GeometryColumn()
    for run in first { append(run, isReversed: false, to: &shape) }
    if first.isEmpty { for run in second { append(run, isReversed: true, to: &shape) } }
    var drawings = shape
    shape.endRow(.multiLineString)
    if !first.isEmpty {
      for run in second {
        for stretch in EdgeRuns.of(run, by: { table.partner(ofEdge: $0) == nil })
        where table.partner(ofEdge: stretch[0]) == nil {
          append(stretch, isReversed: true, to: &drawings)
        }
      }
    }
    drawings.endRow(.multiLineString)
    let nearest = (first + second).joined().map { distances[$0] ?? 0 }.min() ?? 0
    return AdjacencyGraph.Border(
      units: (pair.first, pair.second), shape: shape, drawings: drawings,
      lengthMetres: EllipsoidalMeasure.length(ofRow: 0, in: shape), nearestMetres: nearest)
  }

  private func append(_ run: [Int], isReversed: Bool, to column: inout GeometryColumn) {
    let positions = run.map(table.start(ofEdge:)) + [table.end(ofEdge: run[run.count - 1])]
    for position in isReversed ? positions.reversed() : positions { column.appendVertex(x: position.x, y: position.y) }
    column.endRing()
    column.endPart()
  }
}

/// Cuts the edges of a ring where something about them changes.
enum EdgeRuns {
  /// Runs of edges with the same value; a run over the start of the ring is one run.
  static func of<Value: Equatable>(_ ring: [Int], by value: (Int) -> Value) -> [[Int]] {
    var runs: [[Int]] = []
    var last: Value?
    for edge in ring {
      let own = value(edge)
      if let last, last == own, !runs.isEmpty { runs[runs.count - 1].append(edge) } else { runs.append([edge]) }
      last = own
    }
    guard runs.count > 1, let first = ring.first, let last, value(first) == last else { return runs }
    runs[0] = runs.removeLast() + runs[0]
    return runs
  }
}

/// Finds the places where the unit behind a border changes.
struct JunctionSearch {
  private let neighbours: EdgeNeighbours

  init(_ neighbours: EdgeNeighbours) { self.neighbours = neighbours }

  func junctions(mergedWithin metres: Double) -> [AdjacencyGraph.Junction] {
    var parties: [Position: Set<Int>] = [:]
    neighbours.forEachRing { ring in
      guard var before = ring.last else { return }
      for edge in ring {
        let (left, right) = (neighbours.row(behindEdge: before), neighbours.row(behindEdge: edge))
        if left != right {
          let place = neighbours.table.start(ofEdge: edge)
          parties[place, default: []].formUnion([neighbours.table.row(ofEdge: edge), left ?? -1, right ?? -1])
        }
        before = edge
      }
    }
    let places = parties.keys.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    return merged(places, within: metres).compactMap { cluster in
      let units = cluster.reduce(into: Set<Int>()) { $0.formUnion(parties[$1] ?? []) }
      guard units.count >= 3 else { return nil }
      return AdjacencyGraph.Junction(
        place: cluster[0], units: units.filter { $0 >= 0 }.sorted(), touchesOutside: units.contains(-1))
    }
  }

  private func merged(_ places: [Position], within metres: Double) -> [[Position]] {
    guard metres > 0 else { return places.map { [$0] } }
    let tree = STRtree(places.map { Envelope($0) })
    var sets = DisjointSets(count: places.count)
    for (index, place) in places.enumerated() {
      let reach = metres / 111_000 / max(0.01, cos(place.y * .pi / 180))
      tree.forEach(intersecting: Envelope(place).grown(by: reach)) { other in
        if other > index, EllipsoidalMeasure.distance(place, places[other]) <= metres { sets.join(index, other) }
      }
    }
    let clusters = Dictionary(grouping: places.indices) { sets.root(of: $0) }
    return clusters.sorted { $0.key < $1.key }.map { $0.value.map { places[$0] } }
  }
}
