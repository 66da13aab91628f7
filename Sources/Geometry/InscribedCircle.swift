internal import CGEOS

/// A circle in the plane, in units of the coordinates.
public struct Circle: Sendable, Hashable {
  public var centre: Position
  public var radius: Double

  public init(centre: Position, radius: Double) {
    self.centre = centre
    self.radius = radius
  }
}

extension Geometry {
  /// The largest circle inside a polygonal geometry: twice its radius is the greatest width of a gap or overlap.
  ///
  /// The radius is never too large. It is at most a hundredth of the mean width too small for compact polygons; for
  /// those more than fifty times as long as wide it is the best of about a thousand places along the boundary.
  /// Parts that are not polygons count for nothing.
  ///
  /// - Returns: `nil` for an empty geometry and one without area.
  public func maximumInscribedCircle() throws(GeometryError) -> Circle? {
    let (area, circumference) = (try area, try length)
    guard area > 0, circumference > 0 else { return nil }
    let meanWidth = 2 * area / circumference
    // GEOS divides the plane into squares, whose number grows with length by width: a sliver of a kilometre by
    // a millimetre would fill the memory.
    guard circumference <= 100 * meanWidth else { return try SliverCircle(self)?.largest() }
    let polygons = try Geometry(row: 0, of: try column(dimension: 2), in: context)
    let radiusLine = try result(
      "maximumInscribedCircle", GEOSMaximumInscribedCircle_r(context.handle, polygons.handle, meanWidth / 100))
    guard let centre = try radiusLine.firstPosition(for: "maximumInscribedCircle") else { return nil }
    return Circle(centre: centre, radius: try radiusLine.length)
  }
}

/// Looks for the largest circle among those that touch the boundary in given places.
///
/// In every place it starts with a circle too large and shrinks it to the nearest point of the boundary until none is
/// inside (the shrinking ball of Ma, Bae, Choi: "3D medial axis point approximation using nearest neighbors", 2012).
private struct SliverCircle {
  private struct Edge {
    var start: Position
    var end: Position
    /// The length of the boundary before it.
    var offset: Double
    var length: Double
  }

  private let origin: Position
  private let boundary: PreparedGeometry
  private let edges: [Edge]
  private let circumference: Double
  private let largestRadius: Double

  init?(_ geometry: borrowing Geometry) throws(GeometryError) {
    var column = try geometry.column(dimension: 2).normalisedOrientation()
    // Near the origin a width of micrometres keeps its digits.
    origin = column.firstPosition(ofRow: 0) ?? Position(x: 0, y: 0)
    column.subtract(origin)
    var edges: [Edge] = []
    var offset = 0.0
    for part in column.parts(ofRow: 0) {
      for ring in column.rings(ofPart: part) {
        let vertices = column.vertices(ofRing: ring)
        for (first, second) in zip(vertices, vertices.dropFirst()) {
          let (start, end) = (column.position(ofVertex: first), column.position(ofVertex: second))
          let length = start.distance(to: end)
          guard length > 0 else { continue }
          edges.append(Edge(start: start, end: end, offset: offset, length: length))
          offset += length
        }
      }
    }
    guard offset > 0 else { return nil }
    self.edges = edges
    circumference = offset
    largestRadius = offset / 4
    boundary = try PreparedGeometry(
      try Geometry(row: 0, of: column, in: geometry.context).boundary())
  }

  func largest() throws(GeometryError) -> Circle? {
    let count = min(max(4 * edges.count, 64), 1024)
    let step = circumference / Double(count)
    var best: Circle?
    var bestOffset = 0.0
    func search(from start: Double, count: Int, step: Double) throws(GeometryError) {
      for number in 0..<count {
        let offset = start + (Double(number) + 0.5) * step
        guard let circle = try circle(touchingAt: offset) else { continue }
        if circle.radius > best?.radius ?? 0 { (best, bestOffset) = (circle, offset) }
      }
    }
    try search(from: 0, count: count, step: step)
    try search(from: bestOffset - step, count: 64, step: step / 32)
    best?.centre.x += origin.x
    best?.centre.y += origin.y
    return best
  }

  /// The largest circle inside that touches the boundary at this length from its start.
  private func circle(touchingAt offset: Double) throws(GeometryError) -> Circle? {
    guard offset >= 0, offset < circumference, let edge = edge(at: offset) else { return nil }
    // Shells run counter-clockwise and holes clockwise: the inside is on the left.
    let (dx, dy) = ((edge.end.x - edge.start.x) / edge.length, (edge.end.y - edge.start.y) / edge.length)
    let along = offset - edge.offset
    let touch = Position(x: edge.start.x + along * dx, y: edge.start.y + along * dy)
    var radius = largestRadius
    for _ in 0..<64 {
      let centre = Position(x: touch.x - radius * dy, y: touch.y + radius * dx)
      guard let nearest = try boundary.nearestPosition(to: centre) else { return nil }
      let distance = nearest.distance(to: centre)
      if distance >= radius * (1 - 1e-12) { return Circle(centre: centre, radius: distance) }
      // The circle through the nearest point that still touches here.
      let (toX, toY) = (nearest.x - touch.x, nearest.y - touch.y)
      let depth = toY * dx - toX * dy
      guard depth > 0 else { return nil }
      let smaller = (toX * toX + toY * toY) / (2 * depth)
      // Rounding allows no smaller one.
      guard smaller < radius else { return Circle(centre: centre, radius: distance) }
      radius = smaller
    }
    return nil
  }

  private func edge(at offset: Double) -> Edge? {
    var (low, high) = (0, edges.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle].offset <= offset { low = middle } else { high = middle }
    }
    return edges.isEmpty ? nil : edges[low]
  }
}

extension GeometryColumn {
  fileprivate mutating func subtract(_ origin: Position) {
    replaceCoordinates { coordinates in
      for index in stride(from: 0, to: coordinates.count, by: 2) {
        coordinates[index] -= origin.x
        coordinates[index + 1] -= origin.y
      }
    }
  }
}

extension Position {
  fileprivate func distance(to other: Position) -> Double {
    let (dx, dy) = (other.x - x, other.y - y)
    return (dx * dx + dy * dy).squareRoot()
  }
}
