/// Why bytes are no geometry that a row can hold. Offsets count bytes from the start of what was given.
public enum WKBError: Error, Hashable, CustomStringConvertible {
  /// The bytes end, or a count says more than they can hold.
  case truncated(offset: Int)
  /// The first byte of a geometry is neither 0 (big endian) nor 1 (little endian).
  case byteOrder(UInt8, offset: Int)
  /// A type code outside points, lines, polygons and their collections, such as curves.
  case unsupportedType(UInt32, offset: Int)
  /// A part that its Multi type does not allow.
  case misplacedMember(UInt32, offset: Int)
  /// Points, lines and polygons in one collection.
  case mixedCollection(offset: Int)
  /// Collections in collections beyond any sense.
  case nestedTooDeeply(offset: Int)
  /// Bytes left over after the geometry.
  case trailingBytes(offset: Int)
  /// Not a GeoPackage geometry: wrong magic, version, envelope code, or an extended type.
  case geoPackageHeader(String)

  public var description: String {
    switch self {
    case .truncated(let offset): "The geometry ends too early at byte \(offset): export the file again."
    case .byteOrder(let value, let offset): "Byte \(offset) should be the byte order 0 or 1, but is \(value)."
    case .unsupportedType(let code, let offset):
      "Geometry type \(code) at byte \(offset) is not supported: convert curves and surfaces to lines and polygons."
    case .misplacedMember(let code, let offset): "Geometry type \(code) at byte \(offset) has no place in its parent."
    case .mixedCollection(let offset):
      "The collection mixes points, lines and polygons at byte \(offset): split it by kind."
    case .nestedTooDeeply(let offset): "Collections are nested too deeply at byte \(offset)."
    case .trailingBytes(let offset): "The geometry ends at byte \(offset), but more bytes follow."
    case .geoPackageHeader(let reason): "Not a GeoPackage geometry: \(reason)."
    }
  }
}

/// What well-known binary said besides the geometry.
public struct WKBProperties: Sendable, Hashable {
  /// Heights or measures were there and have been dropped.
  public var hadZ = false
  public var hadM = false
  /// The reference system of EWKB.
  public var srid: Int32?
}

extension GeometryColumn {
  /// Appends one row from well-known binary, ISO or EWKB, of either byte order.
  ///
  /// Z and M are dropped. Empty geometries become `none`; a collection of one family its Multi type.
  /// The time is linear in the bytes and nothing is allocated on the word of a count.
  ///
  /// - Throws: `WKBError`; the column is then as it was before.
  @discardableResult
  public mutating func appendWKB(_ bytes: UnsafeRawBufferPointer) throws(WKBError) -> WKBProperties {
    try appendWKB(bytes, from: 0)
  }

  mutating func appendWKB(_ bytes: UnsafeRawBufferPointer, from start: Int) throws(WKBError) -> WKBProperties {
    var reader = WKBReader(bytes: bytes, offset: start)
    do throws(WKBError) {
      try reader.readGeometry(into: &self, within: nil, depth: 0)
      guard reader.offset == bytes.count else { throw .trailingBytes(offset: reader.offset) }
    } catch {
      abandonRow()
      throw error
    }
    if let found = reader.found {
      endRow(GeometryType(dimension: found, isMulti: reader.isCollection))
    } else {
      appendNone()
    }
    return reader.properties
  }
}

private struct WKBReader {
  let bytes: UnsafeRawBufferPointer
  var offset: Int
  var properties = WKBProperties()
  /// The dimension of the parts read so far; `nil` before the first.
  var found: Int?
  var isCollection = false

  private struct Header {
    var isBigEndian: Bool
    var kind: UInt32
    /// Doubles in a vertex.
    var width: Int
  }

  /// - Parameter parent: the type code of the collection it stands in.
  mutating func readGeometry(
    into column: inout GeometryColumn, within parent: UInt32?, depth: Int
  ) throws(WKBError) {
    let start = offset
    let header = try readHeader()
    if let parent, parent != 7, header.kind + 3 != parent {
      throw .misplacedMember(header.kind, offset: start)
    }
    switch header.kind {
    case 1: try readPoint(header, into: &column)
    case 2: try readLine(header, into: &column)
    case 3: try readPolygon(header, into: &column)
    default:
      guard depth < 16 else { throw .nestedTooDeeply(offset: start) }
      isCollection = true
      // The smallest member has nine bytes: byte order, type and a count of nothing.
      for _ in 0..<(try readCount(header, itemSize: 9)) {
        try readGeometry(into: &column, within: header.kind, depth: depth + 1)
      }
    }
  }

  private mutating func readHeader() throws(WKBError) -> Header {
    let start = offset
    guard bytes.count - offset >= 5 else { throw .truncated(offset: offset) }
    let order = bytes[offset]
    guard order <= 1 else { throw .byteOrder(order, offset: offset) }
    offset += 1
    let code = try readUInt32(isBigEndian: order == 0)
    // EWKB says Z, M and reference system with the three highest bits, ISO says Z and M with thousands.
    let plain = code & 0x1FFF_FFFF
    guard plain < 4000, (1...7).contains(plain % 1000) else { throw .unsupportedType(code, offset: start) }
    let hasZ = code & 0x8000_0000 != 0 || plain / 1000 & 1 != 0
    let hasM = code & 0x4000_0000 != 0 || plain / 1000 & 2 != 0
    if code & 0x2000_0000 != 0 {
      let srid = Int32(bitPattern: try readUInt32(isBigEndian: order == 0))
      properties.srid = properties.srid ?? srid
    }
    if hasZ { properties.hadZ = true }
    if hasM { properties.hadM = true }
    return Header(isBigEndian: order == 0, kind: plain % 1000, width: 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0))
  }

  // MARK: Parts

  private mutating func readPoint(_ header: Header, into column: inout GeometryColumn) throws(WKBError) {
    guard bytes.count - offset >= 8 * header.width else { throw .truncated(offset: offset) }
    let x = readDouble(at: offset, header)
    let y = readDouble(at: offset + 8, header)
    // Well-known binary has no other way to say "empty point".
    if !(x.isNaN && y.isNaN) {
      try begin(dimension: 0)
      column.appendVertex(x: x, y: y)
      column.endRing()
      column.endPart()
    }
    offset += 8 * header.width
  }

  private mutating func readLine(_ header: Header, into column: inout GeometryColumn) throws(WKBError) {
    let count = try readCount(header, itemSize: 8 * header.width)
    guard count > 0 else { return }
    try begin(dimension: 1)
    readVertices(count, header, into: &column)
    column.endPart()
  }

  private mutating func readPolygon(_ header: Header, into column: inout GeometryColumn) throws(WKBError) {
    var isStarted = false
    for ring in 0..<(try readCount(header, itemSize: 4)) {
      let count = try readCount(header, itemSize: 8 * header.width)
      guard count > 0 else { continue }
      if !isStarted {
        try begin(dimension: 2)
        isStarted = true
        // An empty shell before a hole that is not: kept, so that the check of validity can name it.
        if ring > 0 { column.endRing() }
      }
      readVertices(count, header, into: &column)
    }
    if isStarted { column.endPart() }
  }

  private mutating func begin(dimension: Int) throws(WKBError) {
    guard found == nil || found == dimension else { throw .mixedCollection(offset: offset) }
    found = dimension
  }

  // MARK: Numbers

  private mutating func readVertices(_ count: Int, _ header: Header, into column: inout GeometryColumn) {
    column.appendVertices(count: count) { buffer in
      if header.width == 2, header.isBigEndian == (1.littleEndian != 1) {
        let source = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 16 * count])
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      } else {
        for vertex in 0..<count {
          let place = offset + vertex * 8 * header.width
          buffer[2 * vertex] = readDouble(at: place, header)
          buffer[2 * vertex + 1] = readDouble(at: place + 8, header)
        }
      }
    }
    offset += count * 8 * header.width
    column.endRing()
  }

  /// A count of items that the remaining bytes can really hold.
  private mutating func readCount(_ header: Header, itemSize: Int) throws(WKBError) -> Int {
    let count = Int(try readUInt32(isBigEndian: header.isBigEndian))
    guard count <= (bytes.count - offset) / itemSize else { throw .truncated(offset: offset) }
    return count
  }

  private mutating func readUInt32(isBigEndian: Bool) throws(WKBError) -> UInt32 {
    guard bytes.count - offset >= 4 else { throw .truncated(offset: offset) }
    let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    offset += 4
    return isBigEndian ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw)
  }

  private func readDouble(at offset: Int, _ header: Header) -> Double {
    let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: header.isBigEndian ? UInt64(bigEndian: raw) : UInt64(littleEndian: raw))
  }
}
