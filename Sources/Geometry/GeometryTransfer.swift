internal import CGEOS

// MARK: Column to GEOS

extension GEOSContext {
  /// A geometry that the caller must destroy or hand on.
  func makeGeometry(row: Int, of column: GeometryColumn) throws(GeometryError) -> OpaquePointer {
    let type = column.types[row]
    let parts = column.parts(ofRow: row)
    guard type != .none else { return try makeCollection([], type: GEOS_GEOMETRYCOLLECTION) }
    if !type.isMulti, let part = parts.first { return try makePart(part, of: column, dimension: type.dimension) }
    var members: [OpaquePointer?] = []
    members.reserveCapacity(parts.count)
    do throws(GeometryError) {
      for part in parts { members.append(try makePart(part, of: column, dimension: type.dimension)) }
    } catch {
      destroy(members)
      throw error
    }
    return try makeCollection(members, type: type.collectionType)
  }

  /// A collection that owns its members.
  func makeCollection(_ members: [OpaquePointer?], type: GEOSGeomTypes) throws(GeometryError) -> OpaquePointer {
    var members = members
    let kind = Int32(type.rawValue)
    return try pointer("collection", GEOSGeom_createCollection_r(handle, kind, &members, UInt32(members.count)))
  }

  func destroy(_ geometries: [OpaquePointer?]) {
    for case let geometry? in geometries { GEOSGeom_destroy_r(handle, geometry) }
  }

  private func makePart(
    _ part: Int, of column: GeometryColumn, dimension: Int?
  ) throws(GeometryError) -> OpaquePointer {
    let rings = column.rings(ofPart: part)
    switch dimension {
    case 0:
      guard let vertex = rings.first.flatMap({ column.vertices(ofRing: $0).first }) else {
        return try pointer("point", GEOSGeom_createEmptyPoint_r(handle))
      }
      let position = column.position(ofVertex: vertex)
      return try pointer("point", GEOSGeom_createPointFromXY_r(handle, position.x, position.y))
    case 1:
      let sequence = try makeSequence(vertices: rings.first.map(column.vertices(ofRing:)) ?? 0..<0, of: column)
      return try pointer("line", GEOSGeom_createLineString_r(handle, sequence))
    default:
      return try makePolygon(rings: rings, of: column)
    }
  }

  private func makePolygon(rings: Range<Int>, of column: GeometryColumn) throws(GeometryError) -> OpaquePointer {
    guard let shell = rings.first else { return try pointer("polygon", GEOSGeom_createEmptyPolygon_r(handle)) }
    let shellHandle = try makeRing(shell, of: column)
    guard rings.count > 1 else {
      return try pointer("polygon", GEOSGeom_createPolygon_r(handle, shellHandle, nil, 0))
    }
    var holes: [OpaquePointer?] = []
    holes.reserveCapacity(rings.count - 1)
    do throws(GeometryError) {
      for ring in rings.dropFirst() { holes.append(try makeRing(ring, of: column)) }
    } catch {
      destroy(holes + [shellHandle])
      throw error
    }
    return try pointer("polygon", GEOSGeom_createPolygon_r(handle, shellHandle, &holes, UInt32(holes.count)))
  }

  private func makeRing(_ ring: Int, of column: GeometryColumn) throws(GeometryError) -> OpaquePointer {
    let sequence = try makeSequence(vertices: column.vertices(ofRing: ring), of: column)
    // The ring owns the sequence even where GEOS refuses it.
    return try pointer("ring", GEOSGeom_createLinearRing_r(handle, sequence))
  }

  private func makeSequence(vertices: Range<Int>, of column: GeometryColumn) throws(GeometryError) -> OpaquePointer {
    guard !vertices.isEmpty else { return try pointer("coordinates", GEOSCoordSeq_create_r(handle, 0, 2)) }
    let sequence = column.coordinates.withUnsafeBufferPointer { coordinates in
      let slice = UnsafeBufferPointer(rebasing: coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound])
      return GEOSCoordSeq_copyFromBuffer_r(handle, slice.baseAddress, UInt32(vertices.count), 0, 0)
    }
    return try pointer("coordinates", sequence)
  }
}

extension GeometryType {
  fileprivate var collectionType: GEOSGeomTypes {
    switch dimension {
    case 0: GEOS_MULTIPOINT
    case 1: GEOS_MULTILINESTRING
    default: GEOS_MULTIPOLYGON
    }
  }

  /// The type of a row with points of this dimension.
  init(dimension: Int, isMulti: Bool) {
    switch dimension {
    case 0: self = isMulti ? .multiPoint : .point
    case 1: self = isMulti ? .multiLineString : .lineString
    default: self = isMulti ? .multiPolygon : .polygon
    }
  }
}

// MARK: GEOS to column

extension Geometry {
  /// Appends it as one row: empty becomes `none`, a collection of one family its Multi type, a ring a line.
  ///
  /// - Parameter dimension: keeps only points (0), lines (1) or polygons (2): what is asked of an intersection of two
  ///   polygons, whose result also has the points and lines where they only touch.
  /// - Throws: `GeometryError.mixedCollection` without `dimension`; the column stays as it was.
  public func append(to column: inout GeometryColumn, dimension: Int? = nil) throws(GeometryError) {
    var reader = PartReader(context: context, wanted: dimension)
    do throws(GeometryError) {
      try reader.read(handle, into: &column)
    } catch {
      column.abandonRow()
      throw error
    }
    guard let found = reader.found else { return column.appendNone() }
    column.endRow(GeometryType(dimension: found, isMulti: reader.isCollection))
  }

  /// It as a column of one row; see `append(to:dimension:)`.
  public func column(dimension: Int? = nil) throws(GeometryError) -> GeometryColumn {
    var column = GeometryColumn()
    try append(to: &column, dimension: dimension)
    return column
  }
}

/// Walks the parts of a geometry into the row being built.
private struct PartReader {
  let context: GEOSContext
  let wanted: Int?
  /// The dimension of the parts read so far; `nil` before the first.
  var found: Int?
  var isCollection = false

  mutating func read(_ geometry: OpaquePointer, into column: inout GeometryColumn) throws(GeometryError) {
    let type = GEOSGeomTypes(UInt32(bitPattern: GEOSGeomTypeId_r(context.handle, geometry)))
    switch type {
    case GEOS_POINT: try readPart(geometry, dimension: 0, into: &column)
    case GEOS_LINESTRING, GEOS_LINEARRING: try readPart(geometry, dimension: 1, into: &column)
    case GEOS_POLYGON: try readPart(geometry, dimension: 2, into: &column)
    case GEOS_MULTIPOINT, GEOS_MULTILINESTRING, GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
      isCollection = true
      for index in 0..<max(0, GEOSGetNumGeometries_r(context.handle, geometry)) {
        let member = try context.pointer("member", GEOSGetGeometryN_r(context.handle, geometry, index))
        try read(member, into: &column)
      }
    default: throw context.failure("type")
    }
  }

  private mutating func readPart(
    _ geometry: OpaquePointer, dimension: Int, into column: inout GeometryColumn
  ) throws(GeometryError) {
    guard wanted == nil || wanted == dimension,
      try !context.predicate("isEmpty", GEOSisEmpty_r(context.handle, geometry))
    else { return }
    guard found == nil || found == dimension else { throw .mixedCollection(operation: "append") }
    found = dimension
    if dimension < 2 {
      try readRing(geometry, into: &column)
    } else {
      try readRing(try context.pointer("shell", GEOSGetExteriorRing_r(context.handle, geometry)), into: &column)
      for index in 0..<max(0, GEOSGetNumInteriorRings_r(context.handle, geometry)) {
        let hole = try context.pointer("hole", GEOSGetInteriorRingN_r(context.handle, geometry, index))
        if try !context.predicate("isEmpty", GEOSisEmpty_r(context.handle, hole)) { try readRing(hole, into: &column) }
      }
    }
    column.endPart()
  }

  private func readRing(_ ring: OpaquePointer, into column: inout GeometryColumn) throws(GeometryError) {
    let sequence = try context.pointer("coordinates", GEOSGeom_getCoordSeq_r(context.handle, ring))
    var count: UInt32 = 0
    guard GEOSCoordSeq_getSize_r(context.handle, sequence, &count) == 1 else { throw context.failure("coordinates") }
    if count > 0 {
      try column.appendVertices(count: Int(count)) { buffer throws(GeometryError) in
        guard GEOSCoordSeq_copyToBuffer_r(context.handle, sequence, buffer.baseAddress, 0, 0) == 1 else {
          throw context.failure("coordinates")
        }
      }
    }
    column.endRing()
  }
}
