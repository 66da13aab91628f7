import Geodesy
import Geometry
import Registry

/// Lines and markers as longitude and latitude on the datum of their own source, so that rules which compare a line with
/// its markers also run where both keep the same datum.
///
/// Distances are those of the CGCS2000 ellipsoid also for other datums: the ellipsoids differ by less than 20 parts in a
/// million, 0.1 mm at a distance of 4 m. Nothing of it is a place in WGS 84.
struct OwnDatumPositions {
  let lineGeometry: GeometryColumn
  private let markerTable: RecordTable
  private let datums: [Datum]

  init(_ dataset: Dataset) {
    let readers = dataset.sources.map(KeptCoordinates.init)
    datums = readers.map { $0?.datum ?? .cgcs2000 }
    lineGeometry = Self.geometry(dataset[.boundaryLine], readers)
    let markers = dataset[.boundaryMarker]
    markerTable = RecordTable(
      kind: .boundaryMarker, columns: markers.keys.compactMap { key in markers[key].map { (key, $0) } },
      geometry: Self.geometry(markers, readers), origins: markers.origins)
  }

  /// The markers, without position where their line is on another datum.
  func markers(of lines: [BoundaryLine]) -> [BoundaryMarker] {
    var geometry = GeometryColumn()
    for marker in BoundaryMarker.all(in: markerTable, lines: lines) {
      let line = marker.line.map { datums[lines[$0].origin.source] }
      if line == nil || line == datums[marker.origin.source] {
        geometry.append(marker.row, of: markerTable.geometry)
      } else {
        geometry.appendNone()
      }
    }
    let table = RecordTable(
      kind: .boundaryMarker, columns: markerTable.keys.compactMap { key in markerTable[key].map { (key, $0) } },
      geometry: geometry, origins: markerTable.origins)
    return BoundaryMarker.all(in: table, lines: lines)
  }

  private static func geometry(_ table: RecordTable, _ readers: [KeptCoordinates?]) -> GeometryColumn {
    let context = GEOSContext()
    var geometry = GeometryColumn()
    for row in table.rows {
      if let reader = readers[table.origins[row].source] {
        reader.append(table, row, in: context, to: &geometry)
      } else {
        geometry.append(row, of: table.geometry)
      }
    }
    return geometry
  }
}

/// Reads the coordinates that a source keeps in its columns.
private final class KeptCoordinates {
  let datum: Datum
  private let system: CRS
  private var ways: [CRS: CoordinateTransformation?] = [:]
  private var labelled: [String: CRS?] = [:]

  /// - Returns: `nil` for a source that keeps no datum, or one whose system has no name that can be read again.
  init?(_ source: Source) {
    guard source.keepsDatum, let system = try? CRS(parsing: source.crsLabel) else { return nil }
    self.system = system
    datum = system.datum
  }

  /// Appends the row in longitude and latitude on the own datum; `none` where it has no coordinates.
  func append(_ table: RecordTable, _ row: Int, in context: GEOSContext, to column: inout GeometryColumn) {
    if let text = table.text(.geometry, row), var shape = try? Geometry(wkt: text, in: context).column() {
      var isRead = false
      shape.replaceCoordinates { coordinates in
        isRead = way(from: system).map { ((try? $0.transform(&coordinates)) ?? 1) == 0 } ?? false
      }
      if isRead { column.append(0, of: shape) } else { column.appendNone() }
    } else if let place = place(table, row) {
      column.appendPoint(x: place.x, y: place.y)
    } else {
      column.appendNone()
    }
  }

  private func place(_ table: RecordTable, _ row: Int) -> (x: Double, y: Double)? {
    switch RecordedPosition(table, row: row).numbers {
    case .plane(let easting, let northing):
      let system = table.text(.crs, row).flatMap(planeSystem) ?? system
      return system.isGeographic ? nil : way(from: system)?.transform(x: easting, y: northing)
    case .geographic(let longitude, let latitude):
      return abs(longitude) <= 180 && abs(latitude) <= 90 ? (longitude, latitude) : nil
    case nil: return nil
    }
  }

  /// The plane system that a row names, when it is on the datum of the source.
  private func planeSystem(_ label: String) -> CRS? {
    if let known = labelled[label] { return known }
    let named = try? CRS(parsing: label)
    let system = named.flatMap { $0.isGeographic || $0.datum != datum ? nil : $0 }
    labelled[label] = .some(system)
    return system
  }

  private func way(from system: CRS) -> CoordinateTransformation? {
    if let known = ways[system] { return known }
    let way = try? CoordinateTransformation(from: system, to: .geographic(on: datum))
    ways[system] = .some(way)
    return way
  }
}
