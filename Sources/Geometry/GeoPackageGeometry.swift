/// The header before the well-known binary of a geometry in a GeoPackage (OGC 12-128r19, clause 2.1.3).
public struct GeoPackageHeader: Sendable, Hashable {
  public var srsID: Int32
  public var envelope: Envelope?
  public var isEmpty: Bool
  /// Where the well-known binary starts, in bytes.
  public var size: Int

  /// Reads the header only: enough for the bounds of most geometries.
  public init(_ bytes: UnsafeRawBufferPointer) throws(WKBError) {
    guard bytes.count >= 8 else { throw .truncated(offset: bytes.count) }
    guard bytes[0] == UInt8(ascii: "G"), bytes[1] == UInt8(ascii: "P") else {
      throw .geoPackageHeader("it does not start with GP")
    }
    guard bytes[2] == 0 else { throw .geoPackageHeader("version \(bytes[2]) instead of 0") }
    let flags = bytes[3]
    guard flags & 0x20 == 0 else { throw .geoPackageHeader("its type is an extension") }
    guard let count = Self.envelopeDoubles(code: flags >> 1 & 7) else {
      throw .geoPackageHeader("envelope code \(flags >> 1 & 7)")
    }
    guard bytes.count >= 8 + 8 * count else { throw .truncated(offset: bytes.count) }
    let isBigEndian = flags & 1 == 0
    func double(_ index: Int) -> Double {
      let raw = bytes.loadUnaligned(fromByteOffset: 8 + 8 * index, as: UInt64.self)
      return Double(bitPattern: isBigEndian ? UInt64(bigEndian: raw) : UInt64(littleEndian: raw))
    }
    let srs = bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self)
    srsID = isBigEndian ? Int32(bigEndian: srs) : Int32(littleEndian: srs)
    isEmpty = flags & 0x10 != 0
    size = 8 + 8 * count
    let bounds =
      count == 0 ? nil : Envelope(minX: double(0), minY: double(2), maxX: double(1), maxY: double(3))
    // An empty geometry has an envelope of NaN.
    envelope = bounds.flatMap { $0.minX <= $0.maxX && $0.minY <= $0.maxY ? $0 : nil }
  }

  /// The doubles in the envelope of a code: none, xy, xyz, xym, xyzm.
  private static func envelopeDoubles(code: UInt8) -> Int? {
    switch code {
    case 0: 0
    case 1: 4
    case 2, 3: 6
    case 4: 8
    default: nil
    }
  }
}

extension GeometryColumn {
  /// Appends one row from a GeoPackage geometry; see `appendWKB(_:)`.
  ///
  /// - Throws: `WKBError`; the column is then as it was before.
  @discardableResult
  public mutating func appendGeoPackageBlob(
    _ bytes: UnsafeRawBufferPointer
  ) throws(WKBError) -> (header: GeoPackageHeader, properties: WKBProperties) {
    let header = try GeoPackageHeader(bytes)
    return (header, try appendWKB(bytes, from: header.size))
  }

  /// A row as GeoPackage geometry; see `appendGeoPackageBlob(ofRow:srsID:to:)`.
  public func geoPackageBlob(ofRow row: Int, srsID: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    appendGeoPackageBlob(ofRow: row, srsID: srsID, to: &bytes)
    return bytes
  }

  /// Appends a row as GeoPackage geometry, little endian, with its envelope except for points and empty geometries.
  ///
  /// A row without geometry becomes an empty collection; a table had better hold NULL.
  public func appendGeoPackageBlob(ofRow row: Int, srsID: Int32, to bytes: inout [UInt8]) {
    let isPoint = types[row] == .point
    let envelope = isPoint ? nil : envelope(ofRow: row)
    let isEmpty = isPoint ? parts(ofRow: row).isEmpty : vertices(ofRow: row).isEmpty
    let envelopeFlag: UInt8 = envelope == nil ? 0 : 1 << 1
    let flags = 1 | envelopeFlag | (isEmpty ? 1 << 4 : 0)
    // The eight bytes G, P, version 0, flags and reference system as one number.
    let start = UInt64(UInt8(ascii: "G")) | UInt64(UInt8(ascii: "P")) << 8 | UInt64(flags) << 24
    bytes.appendLittleEndian(start | UInt64(UInt32(bitPattern: srsID)) << 32)
    if let envelope {
      bytes.appendLittleEndian(envelope.minX.bitPattern)
      bytes.appendLittleEndian(envelope.maxX.bitPattern)
      bytes.appendLittleEndian(envelope.minY.bitPattern)
      bytes.appendLittleEndian(envelope.maxY.bitPattern)
    }
    appendWKB(ofRow: row, to: &bytes)
  }
}
