extension GeometryColumn {
  /// A row as ISO well-known binary, little endian, two dimensions; `none` is an empty collection.
  public func wkb(ofRow row: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    appendWKB(ofRow: row, to: &bytes)
    return bytes
  }

  /// Appends a row as ISO well-known binary, little endian, two dimensions; `none` is an empty collection.
  public func appendWKB(ofRow row: Int, to bytes: inout [UInt8]) {
    let type = types[row]
    let parts = parts(ofRow: row)
    if type != .point { bytes.reserveCapacity(forAppending: wkbSize(ofRow: row)) }
    guard type != .none else { return bytes.appendWKBHeader(type: 7, count: 0) }
    guard type.isMulti else {
      if let part = parts.first { return appendWKB(ofPart: part, type: type, to: &bytes) }
      return bytes.appendEmptyWKB(type)
    }
    bytes.appendWKBHeader(type: UInt32(type.rawValue), count: parts.count)
    let member = GeometryType(dimension: type.dimension ?? 0, isMulti: false)
    for part in parts { appendWKB(ofPart: part, type: member, to: &bytes) }
  }

  private func appendWKB(ofPart part: Int, type: GeometryType, to bytes: inout [UInt8]) {
    let rings = rings(ofPart: part)
    switch type {
    case .point:
      guard let vertex = rings.first.flatMap({ vertices(ofRing: $0).first }) else { return bytes.appendEmptyWKB(type) }
      bytes.appendWKBHeader(type: 1)
      append(vertices: vertex..<vertex + 1, to: &bytes)
    case .lineString:
      let vertices = rings.first.map(vertices(ofRing:)) ?? 0..<0
      bytes.appendWKBHeader(type: 2, count: vertices.count)
      append(vertices: vertices, to: &bytes)
    default:
      bytes.appendWKBHeader(type: 3, count: rings.count)
      for ring in rings {
        let vertices = vertices(ofRing: ring)
        bytes.appendLittleEndian(UInt32(vertices.count))
        append(vertices: vertices, to: &bytes)
      }
    }
  }

  private func append(vertices: Range<Int>, to bytes: inout [UInt8]) {
    coordinates.withUnsafeBufferPointer { buffer in
      let slice = UnsafeBufferPointer(rebasing: buffer[2 * vertices.lowerBound..<2 * vertices.upperBound])
      if 1.littleEndian == 1 {
        bytes.append(contentsOf: UnsafeRawBufferPointer(slice))
      } else {
        for value in slice { bytes.appendLittleEndian(value.bitPattern) }
      }
    }
  }

  private func wkbSize(ofRow row: Int) -> Int {
    let parts = parts(ofRow: row)
    let ringCount = parts.reduce(0) { $0 + rings(ofPart: $1).count }
    return 9 + 9 * parts.count + 4 * ringCount + 16 * vertices(ofRow: row).count
  }
}

extension [UInt8] {
  mutating func appendLittleEndian<Number: FixedWidthInteger>(_ number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }

  /// Grows by doubling: an exact reservation for every row would copy everything each time.
  fileprivate mutating func reserveCapacity(forAppending size: Int) {
    guard count + size > capacity else { return }
    reserveCapacity(Swift.max(count + size, 2 * capacity))
  }

  fileprivate mutating func appendWKBHeader(type: UInt32, count: Int? = nil) {
    append(1)
    appendLittleEndian(type)
    if let count { appendLittleEndian(UInt32(clamping: count)) }
  }

  fileprivate mutating func appendEmptyWKB(_ type: GeometryType) {
    guard type == .point else { return appendWKBHeader(type: UInt32(type.rawValue), count: 0) }
    appendWKBHeader(type: 1)
    for _ in 0..<2 { appendLittleEndian(Double.nan.bitPattern) }
  }
}
