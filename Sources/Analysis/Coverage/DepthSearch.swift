import Geometry

/// Finds where no unit lies though units lie around, and where several lie over each other.
///
/// The edges without partner cut the plane into faces in each of which the number of units is the same throughout. One
/// place close to the border of every face, asked for its units, says it all.
struct DepthSearch {
  /// Holes between the units, one polygon a row.
  private(set) var gaps = GeometryColumn()
  /// Pairs of rows that certainly overlap, at least one in every region where units do.
  private(set) var pairs: Set<UnitPair> = []

  private let boundary: BoundaryEdges
  private let polygons: GeometryColumn
  private let tree: STRtree
  private let groupTree: STRtree
  private let context: GEOSContext

  /// - Parameter tree: the rows of the boundary's polygons by place.
  init(_ boundary: BoundaryEdges, _ tree: STRtree, in context: GEOSContext) throws {
    self.boundary = boundary
    self.tree = tree
    self.context = context
    polygons = boundary.table.column
    groupTree = STRtree(boundary.groups.map(\.envelope))
    for group in boundary.groups.indices {
      if boundary.groups[group].isRing { try lookAtRing(group) } else { try lookAtFaces(of: group) }
    }
  }

  /// Outside of its units a ring parts them from nothing, or from a unit that covers it: then it is a hole's or theirs.
  private mutating func lookAtRing(_ group: Int) throws {
    let (shape, enclosesItsUnits) = boundary.ring(of: boundary.groups[group])
    guard let edge = longestEdge(of: boundary.groups[group]) else { return }
    let owner = boundary.table.row(ofEdge: edge)
    let middle = Envelope(boundary.table.start(ofEdge: edge)).extended(to: boundary.table.end(ofEdge: edge)).centre
    let others = units(at: middle).filter { $0 != owner }
    for other in others { pairs.insert(UnitPair(owner, other)) }
    if others.isEmpty, !enclosesItsUnits { try addGap(shape.normalisedOrientation(), group) }
  }

  private mutating func lookAtFaces(of group: Int) throws {
    let lines = boundary.lines(of: boundary.groups[group])
    let faces = try Geometry(collecting: 0..<lines.count, of: lines, in: context).unaryUnion().polygonized()
      .column(dimension: 2)
    for row in 0..<faces.count {
      for part in faces.parts(ofRow: row) {
        let face = faces.polygon(ofPart: part).normalisedOrientation()
        guard let place = Self.placeInside(face) else { continue }
        let units = units(at: place)
        if units.isEmpty { try addGap(face, group) }
        for (index, unit) in units.enumerated() {
          for other in units[..<index] { pairs.insert(UnitPair(unit, other)) }
        }
      }
    }
  }

  /// Takes units that lie in the hole, meeting its border nowhere, off it.
  private mutating func addGap(_ shape: GeometryColumn, _ group: Int) throws {
    guard let envelope = shape.envelope(ofRow: 0) else { return }
    var inside: Set<Int> = []
    groupTree.forEach(intersecting: envelope) { other in
      guard other != group, let first = boundary.groups[other].members.first else { return }
      let edge = boundary.edges[first]
      if shape.encloses(boundary.table.start(ofEdge: edge), row: 0) {
        for member in boundary.groups[other].members {
          inside.insert(boundary.table.row(ofEdge: boundary.edges[member]))
        }
      }
    }
    guard !inside.isEmpty else { return gaps.append(0, of: shape) }
    let units = try Geometry.union(ofRows: inside.sorted(), of: polygons, in: context)
    let rest = try Geometry(row: 0, of: shape, in: context).difference(units).column(dimension: 2)
    // Nothing that was taken off meets the hole's border, so one part has it: the hole. The others lie inside islands: units
    // that fit their neighbours all around, and holes that have a group of edges of their own.
    let parts = rest.parts(ofRow: 0).map { rest.polygon(ofPart: $0) }
    if let hole = parts.max(by: { $0.extent < $1.extent }) { gaps.append(0, of: hole) }
  }

  /// The rows of all units that lie above a place.
  private func units(at place: Position) -> [Int] {
    tree.query(Envelope(place)).filter { polygons.encloses(place, row: $0) }
  }

  private func longestEdge(of group: BoundaryEdges.Group) -> Int? {
    group.members.map { boundary.edges[$0] }.max { left, right in
      boundary.table.squaredLength(ofEdge: left) < boundary.table.squaredLength(ofEdge: right)
    }
  }

  /// A place inside a face, about 10 µm from its longest edge: no other group comes between, as groups meet nowhere and
  /// coordinates are rounded to ten times as much.
  private static func placeInside(_ face: GeometryColumn) -> Position? {
    guard let ring = face.rings(ofPart: 0).first else { return nil }
    let vertices = face.vertices(ofRing: ring)
    let longest = vertices.dropLast().max { face.squaredLength(after: $0) < face.squaredLength(after: $1) }
    guard let longest else { return nil }
    let (a, b) = (face.position(ofVertex: longest), face.position(ofVertex: longest + 1))
    let middle = Envelope(a).extended(to: b).centre
    let length = face.squaredLength(after: longest).squareRoot()
    // The face lies to the left of its edges. A place nearer than coordinates can tell is no place.
    var distance = min(1e-10, length / 1000)
    while distance > 1e-14 {
      let share = distance / length
      let place = Position(x: middle.x - share * (b.y - a.y), y: middle.y + share * (b.x - a.x))
      if face.encloses(place, row: 0) { return place }
      distance /= 4
    }
    return nil
  }
}

/// Two rows, the smaller first.
struct UnitPair: Hashable, Comparable {
  let first: Int
  let second: Int

  init(_ one: Int, _ other: Int) { (first, second) = (min(one, other), max(one, other)) }

  static func < (left: UnitPair, right: UnitPair) -> Bool { (left.first, left.second) < (right.first, right.second) }
}

extension EdgeTable {
  func squaredLength(ofEdge edge: Int) -> Double { column.squaredLength(after: edge) }
}

extension GeometryColumn {
  /// Half of the circumference of the first row's bounds, in units of the coordinates.
  fileprivate var extent: Double {
    envelope(ofRow: 0).map { $0.maxX - $0.minX + ($0.maxY - $0.minY) } ?? 0
  }

  /// The square of the length of the edge from a vertex to the next, in units of the coordinates.
  func squaredLength(after vertex: Int) -> Double {
    let (a, b) = (position(ofVertex: vertex), position(ofVertex: vertex + 1))
    return (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
  }
}
