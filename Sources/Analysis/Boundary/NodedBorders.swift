import Geometry

/// Units whose edges without partner have a vertex wherever another unit has one beside them.
///
/// Of a long edge along which two neighbours follow each other, each part has its own neighbour behind it only when the edge
/// is cut where they meet (a T-junction).
struct NodedBorders {
  private(set) var column: GeometryColumn
  /// Vertices of `column` that the unit itself does not have.
  private(set) var inserted: Set<Int> = []

  /// A vertex this near to an edge lies on it; in metres.
  private static let onEdgeMetres = 0.01

  private struct Node {
    /// How far along the edge, 0 to 1.
    let share: Double
    let place: Position
  }

  /// Complexity: O(n log n) in vertices, but for places where very many units are within the search distance.
  init(_ column: GeometryColumn, searchMetres: Double) {
    self.column = column
    guard searchMetres > 0 else { return }
    let nodes = Self.nodes(NearbyEdges(EdgeTable(column)), searchMetres)
    if !nodes.isEmpty { insert(nodes) }
  }

  /// By edge, the vertices of each other unit whose nearest edge of this one it is.
  private static func nodes(_ nearby: NearbyEdges, _ reach: Double) -> [Int: [Node]] {
    let table = nearby.table
    var nodes: [Int: [Node]] = [:]
    for vertex in Set(nearby.edges.flatMap { [$0, $0 + 1] }).sorted() {
      let (row, place) = (table.row(ofEdge: vertex), table.start(ofEdge: vertex))
      var nearest: [Int: (metres: Double, edge: Int)] = [:]
      nearby.forEach(within: reach, of: place) { edge, metres in
        let other = table.row(ofEdge: edge)
        if other != row, nearest[other].map({ (metres, edge) < $0 }) ?? true { nearest[other] = (metres, edge) }
      }
      for (metres, edge) in nearest.values {
        if let node = node(place, metres, table.start(ofEdge: edge), table.end(ofEdge: edge)) {
          nodes[edge, default: []].append(node)
        }
      }
    }
    return nodes.mapValues { $0.sorted { ($0.share, $0.place.x, $0.place.y) < ($1.share, $1.place.x, $1.place.y) } }
  }

  /// Where an edge has to be cut for a vertex; `nil` at its ends.
  private static func node(_ place: Position, _ metres: Double, _ a: Position, _ b: Position) -> Node? {
    let plane = DegreePlane(place)
    let (start, end) = (plane.metres(a), plane.metres(b))
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    let along = -(start.x * dx + start.y * dy) / length
    guard along > onEdgeMetres, along < length - onEdgeMetres else { return nil }
    let share = along / length
    let foot = Position(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
    return Node(share: share, place: metres <= onEdgeMetres ? place : foot)
  }

  private mutating func insert(_ nodes: [Int: [Node]]) {
    let given = column
    column = GeometryColumn()
    column.reserveCapacity(rows: given.count, vertices: given.coordinates.count / 2)
    for row in 0..<given.count {
      for part in given.parts(ofRow: row) {
        for ring in given.rings(ofPart: part) {
          for vertex in given.vertices(ofRing: ring) {
            var last = given.position(ofVertex: vertex)
            column.appendVertex(x: last.x, y: last.y)
            for node in nodes[vertex] ?? [] where node.place != last {
              inserted.insert(column.coordinates.count / 2)
              column.appendVertex(x: node.place.x, y: node.place.y)
              last = node.place
            }
          }
          column.endRing()
        }
        column.endPart()
      }
      column.endRow(given.types[row])
    }
  }
}
