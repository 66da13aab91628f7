import Dispatch
internal import GRDB
import Geometry
import Registry

/// Writes a record table into the workspace table of its kind, on another thread than the one that prepared it.
///
/// About one and a half microseconds a row of fifteen columns: the cells are bound where they lie.
final class RecordInsertion: @unchecked Sendable {
  // @unchecked: prepared by one thread, run once by another, while nobody else uses the connection.
  private let records: RecordTable
  private let columns: [TextColumn]
  private let statement: SQLiteStatement
  private let firstID: Int

  /// - Parameter firstID: the rows are numbered on from it.
  init(_ records: RecordTable, source: Int, firstID: Int, _ db: Database) throws {
    (self.records, self.firstID) = (records, firstID)
    columns = records.keys.compactMap { records[$0] }
    let names = ["fid", "source_id", "source_row", "geom"] + records.keys.map(\.rawValue.quotedIdentifier)
    let places = Array(repeating: "?", count: names.count).joined(separator: ", ")
    let table = records.kind.rawValue.quotedIdentifier
    statement = try SQLiteStatement(db, "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))")
    statement.bind(source, at: 2)
  }

  func run() throws {
    let geometry = Self.fitted(records.geometry, to: records.kind)
    try TextColumn.withAllBytes(of: columns) { cells in
      var blob: [UInt8] = []
      for row in records.rows {
        statement.bind(firstID + row, at: 1)
        statement.bind(records.origins[row].row, at: 3)
        for (index, bytes) in cells.enumerated() {
          let range = columns[index].byteRange(row)
          let place = Int32(truncatingIfNeeded: index + 5)
          if range.isEmpty {
            statement.bindNull(at: place)
          } else {
            statement.bind(text: UnsafeBufferPointer(rebasing: bytes[range]), at: place)
          }
        }
        blob.removeAll(keepingCapacity: true)
        // A coordinate that is no number has no place in an index; the row keeps what was written.
        if geometry.envelope(ofRow: row) != nil {
          geometry.appendGeoPackageBlob(ofRow: row, srsID: WorkspaceSchema.coordinateSystem, to: &blob)
        }
        try blob.withUnsafeBufferPointer { bytes in
          if bytes.isEmpty { statement.bindNull(at: 4) } else { statement.bind(blob: bytes, at: 4) }
          try statement.run()
        }
      }
    }
  }

  /// Single polygons and lines as Multi, and Multi points of one point as points, where the kind's table wants that.
  private static func fitted(_ geometry: GeometryColumn, to kind: RecordKind) -> GeometryColumn {
    func target(_ row: Int) -> GeometryType {
      switch (kind, geometry.types[row]) {
      case (.division, .polygon): .multiPolygon
      case (.boundaryLine, .lineString): .multiLineString
      case (.boundaryMarker, .multiPoint) where geometry.parts(ofRow: row).count == 1: .point
      case (_, let type): type
      }
    }
    guard geometry.types.indices.contains(where: { target($0) != geometry.types[$0] }) else { return geometry }
    var fitted = GeometryColumn()
    fitted.reserveCapacity(rows: geometry.count, vertices: geometry.coordinates.count / 2)
    for row in 0..<geometry.count {
      for part in geometry.parts(ofRow: row) {
        for ring in geometry.rings(ofPart: part) {
          for vertex in geometry.vertices(ofRing: ring) {
            let position = geometry.position(ofVertex: vertex)
            fitted.appendVertex(x: position.x, y: position.y)
          }
          fitted.endRing()
        }
        fitted.endPart()
      }
      fitted.endRow(target(row))
    }
    return fitted
  }
}

/// The insertion that another thread is at, while the next records are read.
final class InsertionInFlight: @unchecked Sendable {
  private let queue = DispatchQueue(label: "jieming.insertion")
  /// Touched by `queue` only between `start` and the end of `finish`.
  private var failure: (any Error)?

  /// Only when `finish` has returned.
  func start(_ insertion: RecordInsertion) {
    queue.async {
      do { try insertion.run() } catch { self.failure = error }
    }
  }

  /// Waits until the connection is free.
  ///
  /// - Throws: what the insertion threw, once.
  func finish() throws {
    queue.sync {}
    defer { failure = nil }
    if let failure { throw failure }
  }
}
