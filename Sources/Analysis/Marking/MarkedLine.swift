import Geodesy
public import Geometry
public import Registry

/// A boundary line with its markers referenced to it.
public struct MarkedLine: Sendable {
  /// The index of the line among the lines given; of a line that stands on several rows, its first.
  public let line: Int
  /// On the ellipsoid, parts and rows added up.
  public let lengthMetres: Double
  /// Whether chainages run from one end of the line to the other; `false` for a line on several rows that do not join end
  /// to end.
  public let isContinuous: Bool
  /// In the order of the marker table.
  public let markers: [LocatedMarker]

  /// References every marker to its line, in a local projection on the line itself.
  ///
  /// Rows of one source with one name, or one code where there is no name, are one line. Markers without position and lines
  /// without geometry are left out. Complexity: one line at a time, O(vertices) for each
  /// of its markers.
  public static func all(
    lines: [BoundaryLine], geometry: GeometryColumn, markers: [BoundaryMarker]
  ) throws -> [MarkedLine] {
    let context = GEOSContext()
    var byLine: [[Int]] = Array(repeating: [], count: lines.count)
    for (index, marker) in markers.enumerated() {
      if let line = marker.line { byLine[line].append(index) }
    }
    return try rowsOfLines(lines).compactMap { indices in
      let rows = indices.map { lines[$0].row }.filter { row in
        geometry.types[row].dimension == 1 && geometry.envelope(ofRow: row) != nil
      }
      guard let first = indices.first, !rows.isEmpty else { return nil }
      let joined = rows.count > 1 ? LineJoin.joined(geometry, rows: rows) : nil
      return MarkedLine(
        line: first, lengthMetres: rows.reduce(0) { $0 + EllipsoidalMeasure.length(ofRow: $1, in: geometry) },
        isContinuous: rows.count == 1 || joined != nil,
        markers: try locate(
          indices.flatMap { byLine[$0] }.sorted(), of: markers, on: joined ?? geometry.linework(ofRows: rows),
          in: context))
    }
  }

  /// The indices of the lines that are one, by the first of each.
  static func rowsOfLines(_ lines: [BoundaryLine]) -> [[Int]] {
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
    _ indices: [Int], of markers: [BoundaryMarker], on line: GeometryColumn, in context: GEOSContext
  ) throws -> [LocatedMarker] {
    // A vertex of the line and not the centre of its bounds, which is far away for a line across the antimeridian.
    let vertices = line.vertices(ofRow: 0)
    guard !indices.isEmpty, !vertices.isEmpty else { return [] }
    let centre = line.position(ofVertex: vertices.lowerBound + vertices.count / 2)
    let plane = LocalProjection(longitude: centre.x, latitude: centre.y)
    var local = line
    local.replaceCoordinates { plane.forward(&$0) }
    guard local.envelope(ofRow: 0) != nil else { return [] }
    let geometry = try Geometry(row: 0, of: local, in: context)
    return try indices.compactMap { index in
      guard let position = markers[index].position, position.x.isFinite, abs(position.y) <= 90 else { return nil }
      var xy = [position.x, position.y]
      plane.forward(&xy)
      let point = Position(x: xy[0], y: xy[1])
      // Not the position at the chainage: where one part ends and the next begins, two places have the same.
      guard let (foot, _) = try geometry.nearestPoints(try Geometry(point: point, in: context)) else { return nil }
      var footDegrees = [foot.x, foot.y]
      plane.inverse(&footDegrees)
      let footPosition = Position(x: footDegrees[0], y: footDegrees[1])
      return LocatedMarker(
        marker: index, chainageMetres: try geometry.chainage(nearestTo: point), foot: footPosition,
        distanceMetres: EllipsoidalMeasure.distance(position, footPosition))
    }
  }
}

extension GeometryColumn {
  /// Line rows as a column of one row, without parts of a single vertex, which are no lines.
  fileprivate func linework(ofRows rows: [Int]) -> GeometryColumn {
    var column = GeometryColumn()
    for vertices in paths(ofRows: rows) { column.appendPath(vertices, of: self) }
    column.endRow(.multiLineString)
    return column
  }
}

/// A marker referenced to its line.
public struct LocatedMarker: Sendable {
  /// The index of the marker among the markers given.
  public let marker: Int
  /// From the start of the line, in metres.
  public let chainageMetres: Double
  /// The nearest point of the line, longitude and latitude.
  public let foot: Position
  /// From the marker to its foot, on the ellipsoid.
  public let distanceMetres: Double
}
