import Geodesy
public import Geometry
public import Registry

/// A boundary line with its markers referenced to it.
public struct MarkedLine: Sendable {
  /// The index of the line among the lines given.
  public let line: Int
  /// On the ellipsoid, parts added up.
  public let lengthMetres: Double
  /// In the order of the marker table.
  public let markers: [LocatedMarker]

  /// References every marker to its line, in a local projection on the line itself.
  ///
  /// Markers without position and lines without geometry are left out. Complexity: one line at a time, O(vertices) for each
  /// of its markers.
  public static func all(
    lines: [BoundaryLine], geometry: GeometryColumn, markers: [BoundaryMarker]
  ) throws -> [MarkedLine] {
    let context = GEOSContext()
    let byLine = Dictionary(grouping: markers.indices.filter { markers[$0].line != nil }) { markers[$0].line ?? 0 }
    return try lines.indices.compactMap { index in
      let row = lines[index].row
      guard geometry.types[row].dimension == 1, let envelope = geometry.envelope(ofRow: row) else { return nil }
      return MarkedLine(
        line: index, lengthMetres: EllipsoidalMeasure.length(ofRow: row, in: geometry),
        markers: try locate(
          byLine[index] ?? [], of: markers, on: geometry.single(row: row), around: envelope.centre, in: context))
    }
  }

  private static func locate(
    _ indices: [Int], of markers: [BoundaryMarker], on line: GeometryColumn, around centre: Position,
    in context: GEOSContext
  ) throws -> [LocatedMarker] {
    guard !indices.isEmpty else { return [] }
    let plane = LocalProjection(longitude: centre.x, latitude: centre.y)
    var local = line
    local.replaceCoordinates { plane.forward(&$0) }
    let geometry = try Geometry(row: 0, of: local, in: context)
    return try indices.compactMap { index in
      guard let position = markers[index].position, position.x.isFinite, abs(position.y) <= 90 else { return nil }
      var xy = [position.x, position.y]
      plane.forward(&xy)
      let chainage = try geometry.chainage(nearestTo: Position(x: xy[0], y: xy[1]))
      guard let foot = try geometry.position(atChainage: chainage) else { return nil }
      var footDegrees = [foot.x, foot.y]
      plane.inverse(&footDegrees)
      let footPosition = Position(x: footDegrees[0], y: footDegrees[1])
      return LocatedMarker(
        marker: index, chainageMetres: chainage, foot: footPosition,
        distanceMetres: EllipsoidalMeasure.distance(position, footPosition))
    }
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
