public import Geometry

/// A stretch of border between two units that was drawn twice: no edge of one is an edge of the other, though both run
/// within the tolerance.
public struct EdgeMismatch: Sendable {
  /// Rows of the two units, the smaller first.
  public let units: (Int, Int)
  /// The stretch as one of the two drew it, one line.
  public let shape: GeometryColumn
  public let lengthMetres: Double
  /// The largest distance from a vertex of one to the other's edges.
  public let maximumMetres: Double
  /// Vertices of one that lie on an edge of the other (to 1 cm), which has no vertex there.
  public let missingNodes: Int
  /// Vertices of one with a vertex of the other beside them, within the tolerance but not equal.
  public let nearMisses: Int
  /// The middle of the stretch.
  public let place: Position

  func renumbered(_ rows: [Int]) -> EdgeMismatch {
    EdgeMismatch(
      units: (rows[units.0], rows[units.1]), shape: shape, lengthMetres: lengthMetres, maximumMetres: maximumMetres,
      missingNodes: missingNodes, nearMisses: nearMisses, place: place)
  }
}

/// Finds the edges without partner that run along the edges of another unit.
struct MismatchSearch {
  private let boundary: BoundaryEdges
  private let nearby: NearbyEdges
  private let excluded: Set<Int>
  private let tolerance: Double

  private static let onEdgeMetres = 0.01

  /// - Parameter excluded: edges along overlaps and gaps, which are findings of their own.
  init(_ boundary: BoundaryEdges, except excluded: Set<Int>, toleranceMetres: Double) {
    self.boundary = boundary
    nearby = NearbyEdges(boundary.table, boundary.edges, boundary.tree)
    self.excluded = excluded
    tolerance = toleranceMetres
  }

  /// In order of the units, then along the border of the first.
  func mismatches() -> [EdgeMismatch] {
    var runs: [UnitPair: [[Int]]] = [:]
    var last: (pair: UnitPair, edge: Int)?
    for index in boundary.edges.indices {
      let edge = boundary.edges[index]
      guard !excluded.contains(edge), let neighbour = neighbour(along: edge) else { continue }
      let pair = UnitPair(boundary.table.row(ofEdge: edge), neighbour)
      if let last, last.pair == pair, last.edge == edge - 1, let run = runs[pair]?.indices.last {
        runs[pair]?[run].append(edge)
      } else {
        runs[pair, default: []].append([edge])
      }
      last = (pair, edge)
    }
    return runs.sorted { $0.key < $1.key }.flatMap { pair, runs in
      // Each of the two sees the stretch; the copy of the first is told, or that of the second if it alone sees it.
      let own = runs.filter { boundary.table.row(ofEdge: $0[0]) == pair.first }
      // Of edges that differ by the rounding alone nothing is left to tell.
      return joined(own.isEmpty ? runs : own).map { mismatch(pair, $0) }
        .filter { $0.missingNodes > 0 || $0.nearMisses > 0 }
    }
  }

  /// Joins the run at the end of a ring with the one at its start.
  private func joined(_ runs: [[Int]]) -> [[Int]] {
    var joined: [[Int]] = []
    for run in runs {
      if let index = joined.firstIndex(where: {
        boundary.table.end(ofEdge: run[run.count - 1]) == boundary.table.start(ofEdge: $0[0])
      }) {
        joined[index] = run + joined[index]
      } else if let index = joined.firstIndex(where: {
        boundary.table.end(ofEdge: $0[$0.count - 1]) == boundary.table.start(ofEdge: run[0])
      }) {
        joined[index] += run
      } else {
        joined.append(run)
      }
    }
    return joined
  }

  /// The unit whose edges an edge runs along; `nil` for none within tolerance.
  private func neighbour(along edge: Int) -> Int? {
    let table = boundary.table
    let row = table.row(ofEdge: edge)
    guard let unit = nearby.unit(behindEdge: edge, within: tolerance),
      hasEdge(near: table.start(ofEdge: edge), exceptOf: row), hasEdge(near: table.end(ofEdge: edge), exceptOf: row)
    else { return nil }
    return unit.row
  }

  private func hasEdge(near place: Position, exceptOf row: Int) -> Bool {
    var found = false
    nearby.forEach(within: tolerance, of: place) { other, _ in found = found || boundary.table.row(ofEdge: other) != row
    }
    return found
  }

  private func mismatch(_ pair: UnitPair, _ run: [Int]) -> EdgeMismatch {
    let table = boundary.table
    let own = run.map(table.start(ofEdge:)) + [table.end(ofEdge: run[run.count - 1])]
    let row = table.row(ofEdge: run[0])
    var others: Set<Int> = []
    let other = row == pair.first ? pair.second : pair.first
    for place in own + run.map({ table.envelope(ofEdge: $0).centre }) {
      nearby.forEach(within: tolerance, of: place) { edge, _ in
        if table.row(ofEdge: edge) == other { others.insert(edge) }
      }
    }
    var shape = GeometryColumn()
    for position in own { shape.appendVertex(x: position.x, y: position.y) }
    shape.endRing()
    shape.endPart()
    shape.endRow(.lineString)
    var comparison = VertexComparison()
    for position in own { compare(position, with: other, &comparison) }
    let ownVertices = Set(own)
    for position in Set(others.flatMap { [table.start(ofEdge: $0), table.end(ofEdge: $0)] })
    where !ownVertices.contains(position) { compare(position, with: row, &comparison) }
    return EdgeMismatch(
      units: (pair.first, pair.second), shape: shape, lengthMetres: EllipsoidalMeasure.length(ofRow: 0, in: shape),
      maximumMetres: comparison.maximum, missingNodes: comparison.missing,
      nearMisses: (comparison.halfNear + 1) / 2, place: shape.position(ofVertex: own.count / 2))
  }

  /// What a vertex of one unit lacks in the other.
  private func compare(_ position: Position, with other: Int, _ comparison: inout VertexComparison) {
    let table = boundary.table
    let plane = DegreePlane(position)
    var toEdge: Double?
    var toVertex = Double.infinity
    nearby.forEach(within: tolerance, of: position) { edge, metres in
      guard table.row(ofEdge: edge) == other else { return }
      toEdge = min(toEdge ?? .infinity, metres)
      for vertex in [table.start(ofEdge: edge), table.end(ofEdge: edge)] {
        toVertex = min(toVertex, plane.distance(toEdge: vertex, vertex))
      }
    }
    guard let toEdge, toVertex > CoordinateGrid.equalMetres else { return }
    comparison.maximum = max(comparison.maximum, toEdge)
    if toVertex <= tolerance {
      comparison.halfNear += 1
    } else if toEdge <= Self.onEdgeMetres {
      comparison.missing += 1
    } else {
      comparison.halfNear += 2
    }
  }
}

private struct VertexComparison {
  var maximum = 0.0
  var missing = 0
  /// Each of the two vertices of a near miss counts for half of it.
  var halfNear = 0
}
