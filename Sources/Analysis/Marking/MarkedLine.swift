public import Geometry
public import Registry

/// A boundary line with its markers referenced to it.
public struct MarkedLine: Sendable {
  /// The index of the line among the lines given; of a line that stands on several rows, its first.
  public let line: Int
  /// The rows of the line table that have its geometry.
  public let rows: [Int]
  /// On the ellipsoid, parts and rows added up.
  public let lengthMetres: Double
  /// Whether chainages run from one end of the line to the other; `false` for a line on several rows that do not join end
  /// to end.
  public let isContinuous: Bool
  /// The line as a path, its rows joined where they join; `nil` where it is no line.
  public let axis: LineAxis?
  /// In the order of the marker table.
  public let markers: [LocatedMarker]

  /// References every marker to its line, in a local projection on the line itself.
  ///
  /// Rows of one source with one name, or one code where there is no name, are one line. Markers without position and lines
  /// without geometry are left out. Complexity: O(vertices) for each marker.
  public static func all(
    lines: [BoundaryLine], geometry: GeometryColumn, markers: [BoundaryMarker]
  ) throws -> [MarkedLine] {
    var byLine: [[Int]] = Array(repeating: [], count: lines.count)
    for (index, marker) in markers.enumerated() {
      if let line = marker.line { byLine[line].append(index) }
    }
    return groups(lines).compactMap { indices in
      let rows = indices.map { lines[$0].row }.filter { row in
        geometry.types[row].dimension == 1 && geometry.envelope(ofRow: row) != nil
      }
      guard let first = indices.first, !rows.isEmpty else { return nil }
      let joined = rows.count > 1 ? LineJoin.joined(geometry, rows: rows) : nil
      let axis = joined.map { LineAxis($0, rows: [0]) } ?? LineAxis(geometry, rows: rows)
      return MarkedLine(
        line: first, rows: rows,
        lengthMetres: rows.reduce(0) { $0 + EllipsoidalMeasure.length(ofRow: $1, in: geometry) },
        isContinuous: rows.count == 1 || joined != nil, axis: axis,
        markers: axis.map { locate(indices.flatMap { byLine[$0] }.sorted(), of: markers, on: $0) } ?? [])
    }
  }

  /// The indices of the lines that are one, by the first of each.
  public static func groups(_ lines: [BoundaryLine]) -> [[Int]] {
    struct Key: Hashable {
      let source: Int
      let name: String
    }
    var groups: [[Int]] = []
    var groupOfKey: [Key: Int] = [:]
    for (index, line) in lines.enumerated() {
      guard let name = line.name.map(LineName.key) ?? line.code else {
        groups.append([index])
        continue
      }
      let key = Key(source: line.origin.source, name: name)
      if let group = groupOfKey[key] {
        groups[group].append(index)
      } else {
        groupOfKey[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  private static func locate(
    _ indices: [Int], of markers: [BoundaryMarker], on axis: LineAxis
  ) -> [LocatedMarker] {
    indices.compactMap { index in
      guard let foot = markers[index].position.flatMap(axis.foot) else { return nil }
      return LocatedMarker(
        marker: index, key: markers[index].subject.key, chainageMetres: foot.chainageMetres, foot: foot.position,
        distanceMetres: foot.distanceMetres)
    }
  }
}

extension MarkedLine {
  /// The vertices along the line, longitude and latitude, a path a part; rows joined where they join.
  public func paths(in geometry: GeometryColumn) -> [[Position]] {
    let joined = rows.count > 1 ? LineJoin.joined(geometry, rows: rows) : nil
    let column = joined ?? geometry
    return column.paths(ofRows: joined == nil ? rows : [0]).map { $0.map(column.position(ofVertex:)) }
  }

  /// The chainage of the marker with that subject key, where it is located.
  public func chainage(ofMarkerKey key: String) -> Double? { markers.first { $0.key == key }?.chainageMetres }
}

/// A marker referenced to its line.
public struct LocatedMarker: Sendable {
  /// The index of the marker among the markers given.
  public let marker: Int
  /// The marker's subject key.
  public let key: String
  /// From the start of the line, in metres.
  public let chainageMetres: Double
  /// The nearest point of the line, longitude and latitude.
  public let foot: Position
  /// From the marker to its foot, on the ellipsoid.
  public let distanceMetres: Double
}
