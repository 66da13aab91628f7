public import Geometry
public import Registry

/// A boundary line with its markers referenced to it.
public struct MarkedLine: Sendable {
  /// The index of the line among the lines given; of a line that stands on several rows, its first.
  public let line: Int
  /// The rows of the line table that have its geometry.
  public let rows: [Int]
  /// The rows that draw the same line again, as another version of it; markers are not referenced to them.
  public let otherRows: [Int]
  /// Whether chainages run from one end of the line to the other; `false` for a line with gaps or branches.
  public let isContinuous: Bool
  /// Its rows and parts joined where they join; `nil` where it is no line.
  public let path: LinePath?
  /// In the order of the marker table.
  public let markers: [LocatedMarker]

  /// On the ellipsoid, parts added up.
  public var lengthMetres: Double { path?.lengthMetres ?? 0 }

  /// References every marker to its line; of a line that is there in several versions, to the first.
  ///
  /// Rows of one source with one name, or one code where there is no name, are one line. Markers without position and lines
  /// without geometry are left out. Complexity: O(log vertices) for each marker.
  public static func all(
    lines: [BoundaryLine], geometry: GeometryColumn, markers: [BoundaryMarker]
  ) throws -> [MarkedLine] {
    var byLine: [[Int]] = Array(repeating: [], count: lines.count)
    for (index, marker) in markers.enumerated() {
      if let line = marker.line { byLine[line].append(index) }
    }
    let versions = SurveyedLine.all(lines, geometry: geometry)
    let versionOfLine = Dictionary(
      versions.enumerated().flatMap { version, value in value.lines.map { ($0, version) } },
      uniquingKeysWith: { first, _ in first })
    return groups(lines).compactMap { indices in
      let drawn = indices.filter { index in
        geometry.types[lines[index].row].dimension == 1 && geometry.envelope(ofRow: lines[index].row) != nil
      }
      guard let first = indices.first, !drawn.isEmpty else { return nil }
      let version = drawn.lazy.compactMap { versionOfLine[$0] }.first.map { versions[$0] }
      let own = version.map { Set($0.lines) } ?? Set(drawn)
      return MarkedLine(
        line: first, rows: drawn.filter(own.contains).map { lines[$0].row },
        otherRows: drawn.filter { !own.contains($0) && versionOfLine[$0] != nil }.map { lines[$0].row },
        isContinuous: version?.isContinuous ?? false, path: version?.path,
        markers: version.map { locate(indices.flatMap { byLine[$0] }.sorted(), of: markers, on: $0.path) } ?? [])
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
    _ indices: [Int], of markers: [BoundaryMarker], on path: LinePath
  ) -> [LocatedMarker] {
    indices.compactMap { index in
      guard let foot = markers[index].position.flatMap(path.foot) else { return nil }
      return LocatedMarker(
        marker: index, key: markers[index].subject.key, chainageMetres: foot.chainageMetres, foot: foot.position,
        distanceMetres: foot.distanceMetres)
    }
  }
}

extension MarkedLine {
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
