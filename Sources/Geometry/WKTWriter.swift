extension GeometryColumn {
  /// A row as well-known text (ISO 19125-1), with as many digits as the numbers need; empty for `none`.
  public func wkt(ofRow row: Int) -> String {
    let name: String
    switch types[row] {
    case .none: return ""
    case .point: name = "POINT"
    case .lineString: name = "LINESTRING"
    case .polygon: name = "POLYGON"
    case .multiPoint: name = "MULTIPOINT"
    case .multiLineString: name = "MULTILINESTRING"
    case .multiPolygon: name = "MULTIPOLYGON"
    }
    let parts = parts(ofRow: row).map { part in
      let rings = rings(ofPart: part).map { ring in
        "("
          + vertices(ofRing: ring).map { "\(position(ofVertex: $0).x) \(position(ofVertex: $0).y)" }.joined(
            separator: ", ")
          + ")"
      }
      return types[row].dimension == 2 ? "(" + rings.joined(separator: ", ") + ")" : rings.joined()
    }.filter { $0 != "()" && !$0.isEmpty }
    guard let first = parts.first else { return name + " EMPTY" }
    return name + " " + (types[row].isMulti ? "(" + parts.joined(separator: ", ") + ")" : first)
  }
}
