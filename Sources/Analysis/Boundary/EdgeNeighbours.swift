import Geometry

/// The unit behind every edge.
struct EdgeNeighbours {
  let table: EdgeTable
  /// By the vertex where the edge starts: the row behind it, -1 for the outside.
  private var rows: [Int32]
  /// Of edges whose neighbour was found by nearness, how near.
  private var distances: [Int: Double] = [:]

  /// Vertices that no unit drew.
  private let inserted: Set<Int>

  init(_ noded: NodedBorders, searchMetres: Double) {
    table = EdgeTable(noded.column)
    inserted = noded.inserted
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
    let nearby = NearbyEdges(table)
    for edge in nearby.edges {
      guard let unit = nearby.unit(behindEdge: edge, within: metres) else { continue }
      rows[edge] = Int32(unit.row)
      distances[edge] = unit.metres
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
    // Inserted vertices stay only where the stretch begins or ends.
    let drawn = run.prefix(1) + run.dropFirst().filter { !inserted.contains($0) }
    let positions = drawn.map(table.start(ofEdge:)) + [table.end(ofEdge: run[run.count - 1])]
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
