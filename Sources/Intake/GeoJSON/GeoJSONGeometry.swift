internal import Geometry

/// Reads geometry objects into a column; the grammar of the text has been checked before.
struct GeoJSONGeometryReader {
  private var column = GeometryColumn()
  private var shape = Shape()
  /// What was put right on the way.
  private(set) var notes: [GeoJSONProblem] = []
  private(set) var hasHeight = false
  /// Shells that run clockwise and holes that do not (RFC 7946, section 3.1.6, asks for the other way): never a fault.
  private(set) var wrongHandedRings = 0

  /// Collections inside collections are read by recursion; RFC 7946 discourages even one level.
  private static let collectionDepthLimit = 16

  // MARK: Rows

  /// Begins a row; the row before has been ended or abandoned.
  mutating func beginRow() {
    shape = Shape()
    notes.removeAll(keepingCapacity: true)
    hasHeight = false
  }

  /// Ends the row with what has been read since it began.
  mutating func endRow() { column.endRow(shape.type) }

  /// Takes back what has been read of the row.
  mutating func abandonRow() {
    column.abandonRow()
    shape = Shape()
  }

  /// Hands over all rows.
  mutating func takeColumn() -> GeometryColumn {
    defer { column = GeometryColumn() }
    return column
  }

  /// Takes a geometry object or null.
  mutating func read(_ scanner: inout JSONScanner) throws(GeoJSONProblem) {
    switch scanner.peek() {
    case UInt8(ascii: "n"): try scanner.skipValue()
    case UInt8(ascii: "{"): try readObject(&scanner, depth: 0)
    default: throw GeoJSONProblem(.wrongGeometry, at: scanner.offset)
    }
  }

  /// Takes the coordinates of a geometry that stands by itself, or the members of a collection.
  mutating func read(
    _ scanner: inout JSONScanner, type: GeoJSONType.Kind, contentAt offset: Int
  ) throws(GeoJSONProblem) {
    scanner.offset = offset
    try readContent(&scanner, type, depth: 0)
  }

  /// What has been read of one row: with collections, several geometries.
  private struct Shape {
    var type = GeometryType.none

    /// Whether a further geometry can be part of the same row.
    mutating func join(_ next: GeometryType) -> Bool {
      if type == .none {
        type = next
        return true
      }
      guard type.dimension == next.dimension, let multi = type.multi else { return false }
      type = multi
      return true
    }
  }

  // MARK: Objects

  private mutating func readObject(_ scanner: inout JSONScanner, depth: Int) throws(GeoJSONProblem) {
    guard depth <= Self.collectionDepthLimit else { throw GeoJSONProblem(.tooDeep, at: scanner.offset) }
    let start = scanner.offset
    var members = GeometryMembers()
    var more = try scanner.openObject()
    while more {
      scanner.skipSpace()
      let keyOffset = scanner.offset
      let key = try scanner.key()
      scanner.skipSpace()
      if let problem = members.take(key, keyOffset, scanner) {
        guard problem.code.severity == .note else { throw problem }
        notes.append(problem)
      }
      // Nearly always the type comes first: then the coordinates are read where they stand.
      if let kind = members.kind, members.content(of: kind) == scanner.offset {
        try readContent(&scanner, kind, depth: depth)
        members.isRead = true
      } else {
        try scanner.skipValue()
      }
      more = try scanner.hasNextMember()
    }
    let end = scanner.offset
    guard let typeOffset = members.typeOffset else { throw GeoJSONProblem(.missingGeometryType, at: start) }
    guard let kind = members.kind else { throw GeoJSONProblem(.unknownType, at: typeOffset) }
    guard let content = members.content(of: kind) else { throw GeoJSONProblem(.missingCoordinates, at: start) }
    if !members.isExact { notes.append(GeoJSONProblem(.typeSpelling, at: typeOffset)) }
    if !members.isRead {
      scanner.offset = content
      try readContent(&scanner, kind, depth: depth)
      scanner.offset = end
    }
  }

  private mutating func readContent(
    _ scanner: inout JSONScanner, _ kind: GeoJSONType.Kind, depth: Int
  ) throws(GeoJSONProblem) {
    switch kind {
    case .geometryCollection: try readCollection(&scanner, depth: depth)
    case .geometry(let type):
      let start = scanner.offset
      if try readCoordinates(&scanner, type), !shape.join(type) { throw GeoJSONProblem(.mixedCollection, at: start) }
    case .feature, .featureCollection: throw GeoJSONProblem(.wrongGeometry, at: scanner.offset)
    }
  }

  private mutating func readCollection(_ scanner: inout JSONScanner, depth: Int) throws(GeoJSONProblem) {
    if depth > 0 { notes.append(GeoJSONProblem(.nestedCollection, at: scanner.offset)) }
    guard scanner.peek() == UInt8(ascii: "[") else { throw GeoJSONProblem(.wrongGeometry, at: scanner.offset) }
    var more = try scanner.openArray()
    while more {
      guard scanner.peek() == UInt8(ascii: "{") else { throw GeoJSONProblem(.wrongGeometry, at: scanner.offset) }
      try readObject(&scanner, depth: depth + 1)
      more = try scanner.hasNextElement()
    }
  }

  // MARK: Coordinates

  /// Takes a coordinates array.
  ///
  /// - Returns: `false` for an empty one, which is no geometry (RFC 7946, section 3.1).
  private mutating func readCoordinates(
    _ scanner: inout JSONScanner, _ type: GeometryType
  ) throws(GeoJSONProblem) -> Bool {
    let start = scanner.offset
    guard try openArray(&scanner) else { return false }
    switch type {
    case .none: return false
    case .point:
      scanner.offset = start
      _ = try readPosition(&scanner)
      column.endRing()
      column.endPart()
    case .multiPoint:
      repeat {
        _ = try readPosition(&scanner)
        column.endRing()
        column.endPart()
      } while try scanner.hasNextElement()
    case .lineString:
      try readLine(&scanner, from: start)
      column.endPart()
    case .multiLineString:
      repeat {
        _ = scanner.peek()
        let line = scanner.offset
        guard try openArray(&scanner) else { throw GeoJSONProblem(.shortLine, at: line) }
        try readLine(&scanner, from: line)
        column.endPart()
      } while try scanner.hasNextElement()
    case .polygon: try readRings(&scanner)
    case .multiPolygon:
      repeat {
        _ = scanner.peek()
        let polygon = scanner.offset
        guard try openArray(&scanner) else { throw GeoJSONProblem(.shortRing, at: polygon) }
        try readRings(&scanner)
      } while try scanner.hasNextElement()
    }
    return true
  }

  /// Takes `[` where the type asks for it.
  @inline(__always)
  private mutating func openArray(_ scanner: inout JSONScanner) throws(GeoJSONProblem) -> Bool {
    let first = scanner.peek()
    guard first == UInt8(ascii: "[") else {
      let isNumber = first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") <= 9
      throw GeoJSONProblem(isNumber ? .wrongDepth : Self.code(of: first), at: scanner.offset)
    }
    return try scanner.openArray()
  }

  /// Takes the positions of a line whose `[` is taken.
  private mutating func readLine(_ scanner: inout JSONScanner, from start: Int) throws(GeoJSONProblem) {
    var count = 0
    repeat {
      _ = try readPosition(&scanner)
      count += 1
    } while try scanner.hasNextElement()
    guard count >= 2 else { throw GeoJSONProblem(.shortLine, at: start) }
    column.endRing()
  }

  /// Takes the rings of a polygon whose `[` is taken.
  private mutating func readRings(_ scanner: inout JSONScanner) throws(GeoJSONProblem) {
    var isShell = true
    repeat {
      _ = scanner.peek()
      let start = scanner.offset
      guard try openArray(&scanner) else { throw GeoJSONProblem(.shortRing, at: start) }
      try readRing(&scanner, from: start, isShell: isShell)
      isShell = false
    } while try scanner.hasNextElement()
    column.endPart()
  }

  private mutating func readRing(
    _ scanner: inout JSONScanner, from start: Int, isShell: Bool
  ) throws(GeoJSONProblem) {
    let first = try readPosition(&scanner)
    var last = first
    var count = 1
    // Twice the signed area, about the first vertex: positive when counter-clockwise.
    var area = 0.0
    while try scanner.hasNextElement() {
      let next = try readPosition(&scanner)
      area += (last.x - first.x) * (next.y - first.y) - (next.x - first.x) * (last.y - first.y)
      last = next
      count += 1
    }
    if last != first {
      count += 1
      column.appendVertex(x: first.x, y: first.y)
      if count >= 4 { notes.append(GeoJSONProblem(.unclosedRing, at: start)) }
    }
    guard count >= 4 else { throw GeoJSONProblem(.shortRing, at: start) }
    if area != 0, (area > 0) != isShell { wrongHandedRings += 1 }
    column.endRing()
  }

  @inline(__always)
  private mutating func readPosition(_ scanner: inout JSONScanner) throws(GeoJSONProblem) -> Position {
    _ = scanner.peek()
    let start = scanner.offset
    guard try openArray(&scanner) else { throw GeoJSONProblem(.shortPosition, at: start) }
    let x = try readOrdinate(&scanner)
    guard try scanner.hasNextElement() else { throw GeoJSONProblem(.shortPosition, at: start) }
    let y = try readOrdinate(&scanner)
    if try scanner.hasNextElement() { try skipHeight(&scanner, from: start) }
    column.appendVertex(x: x, y: y)
    return Position(x: x, y: y)
  }

  @inline(__always)
  private mutating func readOrdinate(_ scanner: inout JSONScanner) throws(GeoJSONProblem) -> Double {
    let first = scanner.peek()
    let start = scanner.offset
    guard first &- UInt8(ascii: "0") <= 9 || first == UInt8(ascii: "-") else {
      throw GeoJSONProblem(Self.code(of: first), at: start)
    }
    if first == UInt8(ascii: "-"), scanner.skipNotFinite() { throw GeoJSONProblem(.coordinateNotNumber, at: start) }
    let value = try scanner.number()
    guard value.isFinite else { throw GeoJSONProblem(.coordinateNotNumber, at: start) }
    return value
  }

  /// Takes the rest of a position: a height, and what RFC 7946 discourages behind it.
  private mutating func skipHeight(_ scanner: inout JSONScanner, from start: Int) throws(GeoJSONProblem) {
    hasHeight = true
    var count = 2
    repeat {
      let first = scanner.peek()
      guard first &- UInt8(ascii: "0") <= 9 || first == UInt8(ascii: "-") else {
        throw GeoJSONProblem(Self.code(of: first), at: scanner.offset)
      }
      try scanner.skipValue()
      count += 1
    } while try scanner.hasNextElement()
    if count > 3 { notes.append(GeoJSONProblem(.longPosition, at: start)) }
  }

  /// What is wrong where an array or number should begin.
  private static func code(of first: UInt8) -> GeoJSONFault.Code {
    switch first {
    case UInt8(ascii: "["): .wrongDepth
    case UInt8(ascii: "\""): .textCoordinate
    default: .coordinateNotNumber
    }
  }
}

/// Where the members of a geometry object stand.
private struct GeometryMembers {
  private(set) var typeOffset: Int?
  private(set) var kind: GeoJSONType.Kind?
  private(set) var isExact = true
  private var coordinates: Int?
  private var geometries: Int?
  var isRead = false

  /// Where the coordinates, or the members of a collection, stand.
  func content(of kind: GeoJSONType.Kind) -> Int? { kind == .geometryCollection ? geometries : coordinates }

  /// Takes note of a member whose value stands at the scanner's offset.
  ///
  /// - Returns: what is wrong with it.
  mutating func take(_ key: JSONString, _ keyOffset: Int, _ scanner: JSONScanner) -> GeoJSONProblem? {
    let value = scanner.offset
    if scanner.matches(key, "type") {
      guard typeOffset == nil else { return GeoJSONProblem(.duplicateMember, at: keyOffset) }
      typeOffset = value
      guard let type = GeoJSONType(valueAt: value, scanner) else { return nil }
      kind = type.kind
      isExact = type.isExact
    } else if scanner.matches(key, "coordinates") {
      guard coordinates == nil else { return GeoJSONProblem(.duplicateMember, at: keyOffset) }
      coordinates = value
    } else if scanner.matches(key, "geometries") {
      guard geometries == nil else { return GeoJSONProblem(.duplicateMember, at: keyOffset) }
      geometries = value
    } else if scanner.matches(key, "bbox") {
      return scanner.isBounds(at: value) ? nil : GeoJSONProblem(.wrongBounds, at: value)
    } else if scanner.matches(key, "geometry") || scanner.matches(key, "properties")
      || scanner.matches(key, "features")
    {
      return GeoJSONProblem(.misplacedMember, at: keyOffset)
    } else if scanner.matches(key, "crs"), value < scanner.end, scanner.base[value] != UInt8(ascii: "n") {
      return GeoJSONProblem(.featureCRS, at: value)
    }
    return nil
  }
}

extension GeometryType {
  /// The type of several geometries of this one's dimension; `nil` for `none`.
  fileprivate var multi: GeometryType? {
    switch self {
    case .none: nil
    case .point, .multiPoint: .multiPoint
    case .lineString, .multiLineString: .multiLineString
    case .polygon, .multiPolygon: .multiPolygon
    }
  }
}
