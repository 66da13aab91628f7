internal import Geometry

extension ByteWriter {
  /// A geometry object (RFC 7946, section 3.1), or `null`; shells run counter-clockwise, holes clockwise.
  ///
  /// The coordinates are finite: `GeoJSONWriter` has looked at all of them.
  mutating func appendGeometry(_ column: GeometryColumn, row: Int, _ format: DecimalFormat) {
    let parts = column.parts(ofRow: row)
    switch column.types[row] {
    case .none: append("null")
    case .point:
      append(#"{"type":"Point","coordinates":"#)
      appendPosition(column, column.vertices(ofRow: row).lowerBound, format)
      append(UInt8(ascii: "}"))
    case .multiPoint:
      append(#"{"type":"MultiPoint","coordinates":"#)
      appendPositions(column, column.vertices(ofRow: row), format)
      append(UInt8(ascii: "}"))
    case .lineString:
      append(#"{"type":"LineString","coordinates":"#)
      appendPositions(column, column.vertices(ofRow: row), format)
      append(UInt8(ascii: "}"))
    case .multiLineString:
      append(#"{"type":"MultiLineString","coordinates":["#)
      for part in parts {
        if part > parts.lowerBound { append(UInt8(ascii: ",")) }
        for ring in column.rings(ofPart: part) { appendPositions(column, column.vertices(ofRing: ring), format) }
      }
      append("]}")
    case .polygon:
      append(#"{"type":"Polygon","coordinates":"#)
      for part in parts { appendPolygon(column, part, format) }
      append(UInt8(ascii: "}"))
    case .multiPolygon:
      append(#"{"type":"MultiPolygon","coordinates":["#)
      for part in parts {
        if part > parts.lowerBound { append(UInt8(ascii: ",")) }
        appendPolygon(column, part, format)
      }
      append("]}")
    }
  }

  /// A `bbox` array: west, south, east, north (RFC 7946, section 5).
  mutating func appendBounds(_ bounds: Envelope, _ format: DecimalFormat) {
    append(UInt8(ascii: "["))
    append(bounds.minX, format)
    append(UInt8(ascii: ","))
    append(bounds.minY, format)
    append(UInt8(ascii: ","))
    append(bounds.maxX, format)
    append(UInt8(ascii: ","))
    append(bounds.maxY, format)
    append(UInt8(ascii: "]"))
  }

  private mutating func appendPolygon(_ column: GeometryColumn, _ part: Int, _ format: DecimalFormat) {
    let rings = column.rings(ofPart: part)
    append(UInt8(ascii: "["))
    for ring in rings {
      if ring > rings.lowerBound { append(UInt8(ascii: ",")) }
      let vertices = column.vertices(ofRing: ring)
      let area = column.doubleArea(vertices)
      let isShell = ring == rings.lowerBound
      appendPositions(column, vertices, format, isReversed: isShell ? area < 0 : area > 0, isRing: true)
    }
    append(UInt8(ascii: "]"))
  }

  /// - Parameter isRing: the first position is repeated at the end where the source did not close the ring (rule B101 tells).
  private mutating func appendPositions(
    _ column: GeometryColumn, _ vertices: Range<Int>, _ format: DecimalFormat, isReversed: Bool = false,
    isRing: Bool = false
  ) {
    append(UInt8(ascii: "["))
    for index in vertices {
      if index > vertices.lowerBound { append(UInt8(ascii: ",")) }
      appendPosition(column, isReversed ? vertices.upperBound - 1 - (index - vertices.lowerBound) : index, format)
    }
    if isRing, let first = vertices.first, let last = vertices.last,
      column.position(ofVertex: first) != column.position(ofVertex: last)
    {
      append(UInt8(ascii: ","))
      appendPosition(column, isReversed ? last : first, format)
    }
    append(UInt8(ascii: "]"))
  }

  @inline(__always)
  private mutating func appendPosition(_ column: GeometryColumn, _ vertex: Int, _ format: DecimalFormat) {
    let position = column.position(ofVertex: vertex)
    append(UInt8(ascii: "["))
    append(position.x, format)
    append(UInt8(ascii: ","))
    append(position.y, format)
    append(UInt8(ascii: "]"))
  }
}

extension GeometryColumn {
  /// Twice the signed area of a closed ring in the plane, about its first vertex: positive when counter-clockwise.
  fileprivate func doubleArea(_ vertices: Range<Int>) -> Double {
    guard let first = vertices.first else { return 0 }
    let origin = position(ofVertex: first)
    var (area, last) = (0.0, origin)
    for vertex in vertices.dropFirst() {
      let next = position(ofVertex: vertex)
      area += (last.x - origin.x) * (next.y - origin.y) - (next.x - origin.x) * (last.y - origin.y)
      last = next
    }
    return area
  }
}
