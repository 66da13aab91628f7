/// The kinds of geometry a record can have; the raw values are the OGC type codes.
public enum GeometryType: UInt8, Sendable, Hashable {
  case none = 0
  case point = 1
  case lineString = 2
  case polygon = 3
  case multiPoint = 4
  case multiLineString = 5
  case multiPolygon = 6

  /// The dimension of the points it consists of: 0, 1 or 2; `nil` for `none`.
  public var dimension: Int? {
    switch self {
    case .none: nil
    case .point, .multiPoint: 0
    case .lineString, .multiLineString: 1
    case .polygon, .multiPolygon: 2
    }
  }

  public var isMulti: Bool { rawValue >= GeometryType.multiPoint.rawValue }
}

/// A position in the plane, or longitude (x) and latitude (y) in degrees.
public struct Position: Sendable, Hashable {
  public var x: Double
  public var y: Double

  @inlinable
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// The geometries of a table, one a row, as structure of arrays.
///
/// A geometry consists of parts, a part of rings, a ring of vertices. A point is one part of one ring of one vertex;
/// a line string is one part of one ring; a polygon is one part whose first ring is the shell and whose further rings
/// are holes, each closed (the first vertex is repeated). A row without geometry has type `none` and no part.
///
/// Coordinates are interleaved x, y; in Jieming's tables these are CGCS2000 longitude, latitude in degrees.
public struct GeometryColumn: Sendable, Equatable {
  public private(set) var types: [GeometryType] = []
  /// Interleaved x, y of all vertices.
  public private(set) var coordinates: [Double] = []
  @usableFromInline private(set) var ringEnds: [Int] = []
  @usableFromInline private(set) var partEnds: [Int] = []
  @usableFromInline private(set) var rowEnds: [Int] = []

  public init() {}

  public var count: Int { types.count }
  public var isEmpty: Bool { types.isEmpty }

  // MARK: Reading

  /// The parts of a row, as indices for `rings(ofPart:)`.
  @inlinable
  public func parts(ofRow row: Int) -> Range<Int> {
    (row == 0 ? 0 : rowEnds[row - 1])..<rowEnds[row]
  }

  /// The rings of a part, as indices for `vertices(ofRing:)`.
  @inlinable
  public func rings(ofPart part: Int) -> Range<Int> {
    (part == 0 ? 0 : partEnds[part - 1])..<partEnds[part]
  }

  /// The vertices of a ring, as indices for `position(ofVertex:)`.
  @inlinable
  public func vertices(ofRing ring: Int) -> Range<Int> {
    (ring == 0 ? 0 : ringEnds[ring - 1])..<ringEnds[ring]
  }

  @inlinable
  public func position(ofVertex vertex: Int) -> Position {
    Position(x: coordinates[2 * vertex], y: coordinates[2 * vertex + 1])
  }

  /// All vertices of a row; empty for `none`.
  public func vertices(ofRow row: Int) -> Range<Int> {
    let parts = parts(ofRow: row)
    guard !parts.isEmpty else { return 0..<0 }
    let rings = rings(ofPart: parts.lowerBound).lowerBound..<rings(ofPart: parts.upperBound - 1).upperBound
    guard !rings.isEmpty else { return 0..<0 }
    return vertices(ofRing: rings.lowerBound).lowerBound..<vertices(ofRing: rings.upperBound - 1).upperBound
  }

  /// The first vertex of a row: the position itself for a point.
  public func firstPosition(ofRow row: Int) -> Position? {
    vertices(ofRow: row).first.map(position(ofVertex:))
  }

  /// The bounds of a row; `nil` without geometry or where a coordinate is not finite.
  public func envelope(ofRow row: Int) -> Envelope? {
    var envelope: Envelope?
    for vertex in vertices(ofRow: row) {
      let position = position(ofVertex: vertex)
      guard position.x.isFinite, position.y.isFinite else { return nil }
      envelope = envelope.map { $0.extended(to: position) } ?? Envelope(position)
    }
    return envelope
  }

  /// The geometry of one row as a column of one row.
  public func single(row: Int) -> GeometryColumn {
    var column = GeometryColumn()
    column.append(row, of: self)
    return column
  }

  // MARK: Building

  public mutating func appendNone() {
    types.append(.none)
    rowEnds.append(partEnds.count)
  }

  public mutating func appendPoint(x: Double, y: Double) {
    appendVertex(x: x, y: y)
    endRing()
    endPart()
    endRow(.point)
  }

  /// Adds a vertex to the ring being built.
  @inline(__always)
  public mutating func appendVertex(x: Double, y: Double) {
    coordinates.append(x)
    coordinates.append(y)
  }

  /// Adds `count` vertices to the ring being built, which `write` stores as interleaved x, y: so whole buffers come in.
  public mutating func appendVertices<Failure: Error>(
    count: Int, _ write: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Void
  ) throws(Failure) {
    let start = coordinates.count
    coordinates.append(contentsOf: repeatElement(0, count: 2 * count))
    try coordinates.withUnsafeMutableBufferPointer { buffer throws(Failure) in
      try write(UnsafeMutableBufferPointer(rebasing: buffer[start...]))
    }
  }

  /// Ends the ring being built: what has been appended since the ring before.
  public mutating func endRing() { ringEnds.append(coordinates.count / 2) }

  /// Ends the part being built: the rings since the part before.
  public mutating func endPart() { partEnds.append(ringEnds.count) }

  /// Ends the row being built: the parts since the row before.
  public mutating func endRow(_ type: GeometryType) {
    types.append(type)
    rowEnds.append(partEnds.count)
  }

  /// Drops what was appended since the last ended row, for a reader that meets a fault half-way.
  public mutating func abandonRow() {
    partEnds.removeLast(partEnds.count - (rowEnds.last ?? 0))
    ringEnds.removeLast(ringEnds.count - (partEnds.last ?? 0))
    coordinates.removeLast(coordinates.count - 2 * (ringEnds.last ?? 0))
  }

  /// Appends one row of another column.
  public mutating func append(_ row: Int, of other: GeometryColumn) {
    for part in other.parts(ofRow: row) {
      for ring in other.rings(ofPart: part) {
        let vertices = other.vertices(ofRing: ring)
        coordinates.append(contentsOf: other.coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound])
        endRing()
      }
      endPart()
    }
    endRow(other.types[row])
  }

  /// Appends all rows of another column.
  public mutating func append(contentsOf other: GeometryColumn) {
    let (vertexBase, ringBase, partBase) = (coordinates.count / 2, ringEnds.count, partEnds.count)
    types.append(contentsOf: other.types)
    coordinates.append(contentsOf: other.coordinates)
    ringEnds.append(contentsOf: other.ringEnds.lazy.map { $0 + vertexBase })
    partEnds.append(contentsOf: other.partEnds.lazy.map { $0 + ringBase })
    rowEnds.append(contentsOf: other.rowEnds.lazy.map { $0 + partBase })
  }

  public mutating func reserveCapacity(rows: Int, vertices: Int) {
    types.reserveCapacity(rows)
    rowEnds.reserveCapacity(rows)
    partEnds.reserveCapacity(rows)
    ringEnds.reserveCapacity(rows)
    coordinates.reserveCapacity(2 * vertices)
  }

  /// Replaces all coordinates at once, as a transformation does; the count must stay.
  public mutating func replaceCoordinates(_ transform: (inout [Double]) throws -> Void) rethrows {
    let count = coordinates.count
    try transform(&coordinates)
    precondition(coordinates.count == count, "a transformation keeps the number of coordinates")
  }
}

/// An axis-parallel box; for longitude and latitude it does not cross the antimeridian.
public struct Envelope: Sendable, Hashable {
  public var minX: Double
  public var minY: Double
  public var maxX: Double
  public var maxY: Double

  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    (self.minX, self.minY, self.maxX, self.maxY) = (minX, minY, maxX, maxY)
  }

  public init(_ position: Position) {
    self.init(minX: position.x, minY: position.y, maxX: position.x, maxY: position.y)
  }

  public func extended(to position: Position) -> Envelope {
    Envelope(
      minX: min(minX, position.x), minY: min(minY, position.y),
      maxX: max(maxX, position.x), maxY: max(maxY, position.y))
  }

  public func union(_ other: Envelope) -> Envelope {
    Envelope(
      minX: min(minX, other.minX), minY: min(minY, other.minY),
      maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))
  }

  /// Grown by the same amount on all sides; a negative amount shrinks it.
  public func grown(by amount: Double) -> Envelope {
    Envelope(minX: minX - amount, minY: minY - amount, maxX: maxX + amount, maxY: maxY + amount)
  }

  public func intersects(_ other: Envelope) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  public func contains(_ position: Position) -> Bool {
    minX <= position.x && position.x <= maxX && minY <= position.y && position.y <= maxY
  }

  public var centre: Position { Position(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }
}
