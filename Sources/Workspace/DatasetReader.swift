import Foundation
internal import GRDB
import Geometry
import Registry

/// Reads the records of a workspace into columns.
struct DatasetReader {
  let db: Database
  let path: String

  /// The file that rows belong to which another program added.
  private var file: String { URL(fileURLWithPath: path).lastPathComponent }

  /// - Parameter withRecords: `false` for the sources, notes and rejected rows alone.
  func read(withRecords: Bool) throws -> Dataset {
    let sources = try SourceRow.all(db)
    var dataset = try records(of: withRecords ? RecordKind.allCases : [], sources)
    let indices = Self.indices(sources)
    try readNotes(indices: indices, into: &dataset)
    try readRejectedRows(indices: indices, into: &dataset)
    return dataset
  }

  /// The records of some kinds, with only the columns that `isWanted`, and all sources.
  func records(
    of kinds: some Sequence<RecordKind>, _ sources: [SourceRow], where isWanted: (FieldKey) -> Bool = { _ in true }
  ) throws -> Dataset {
    var dataset = Dataset()
    for source in sources { dataset.add(source.source) }
    for kind in kinds where try db.tableExists(kind.rawValue) {
      try WorkspaceSchema.checkColumns(of: kind, db, path: path)
      let keys = sources.filter { $0.source.kind == kind }.flatMap(\.recordKeys).uniqued()
      try readRecords(of: kind, keys: keys, indices: Self.indices(sources), into: &dataset, where: isWanted)
    }
    return dataset
  }

  /// Where in the dataset a source stands, by its id.
  private static func indices(_ sources: [SourceRow]) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($1.id, $0) })
  }

  /// The same, but of one kind only the rows that `choose` picks among all of them, of which it sees a few columns and
  /// no shapes, beside the other kinds.
  func records(
    of kinds: some Sequence<RecordKind>, _ sources: [SourceRow], keys: Set<FieldKey>, chosen kind: RecordKind,
    by few: Set<FieldKey>, _ choose: (Dataset) throws -> [Int]
  ) throws -> Dataset {
    var dataset = try records(of: kinds, sources) { keys.contains($0) }
    guard try db.tableExists(kind.rawValue) else { return dataset }
    try WorkspaceSchema.checkColumns(of: kind, db, path: path)
    let own = sources.filter { $0.source.kind == kind }.flatMap(\.recordKeys).uniqued()
    let indices = Self.indices(sources)
    var seen = dataset
    let ids = try readRecords(
      of: kind, keys: own, indices: indices, rows: .withoutShapes, into: &seen, where: few.contains)
    let chosen = try choose(seen).map { ids[$0] }
    try readRecords(
      of: kind, keys: own, indices: indices, rows: .chosen(chosen), into: &dataset, where: keys.contains)
    return dataset
  }

  /// - Returns: the identifiers of the rows.
  @discardableResult
  private func readRecords(
    of kind: RecordKind, keys: [FieldKey], indices: [Int: Int], rows: RecordColumns.Rows = .all,
    into dataset: inout Dataset, where isWanted: (FieldKey) -> Bool
  ) throws -> [Int] {
    let present = try WorkspaceSchema.keys(of: kind, db)
    // Another program may have filled in columns that no source has.
    let further = try wasEditedElsewhere(kind) ? present.filter { !keys.contains($0) } : []
    var batch = RecordColumns(keys: (keys + further).filter(isWanted))
    try batch.read(db, kind: kind, present: Set(present), rows: rows)

    var origins: [Origin] = []
    origins.reserveCapacity(batch.sourceIDs.count)
    var own: Int?
    for (id, row) in zip(batch.sourceIDs, batch.sourceRows) {
      if let index = indices[id] {
        origins.append(Origin(source: index, row: row))
      } else {
        let index = own ?? dataset.add(Source(kind: kind, file: file, layer: kind.rawValue, format: "GPKG"))
        own = index
        origins.append(Origin(source: index, row: row))
      }
    }
    let columns = zip(batch.keys, batch.columns).filter { keys.contains($0) || !$1.allBlank }
    guard !columns.isEmpty || !origins.isEmpty else { return batch.ids }
    dataset.add(
      RecordTable(
        kind: kind, columns: columns.map { (key: $0, cells: $1) }, geometry: batch.geometry, origins: origins))
    return batch.ids
  }

  /// Whether another program has changed the table: GDAL then sets the time of the change, Jieming writes midnights.
  private func wasEditedElsewhere(_ kind: RecordKind) throws -> Bool {
    let time = try String.fetchOne(
      db, sql: "SELECT last_change FROM gpkg_contents WHERE table_name = ?", arguments: [kind.rawValue])
    return !(time ?? "").hasSuffix(Workspace.midnight)
  }

  private func readNotes(indices: [Int: Int], into dataset: inout Dataset) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM import_note ORDER BY id")
    // A copy: rows of a cursor read text as a number, and blanks as zero.
    while let row = try rows.next()?.copy() {
      guard let source = indices[try row.decode(forColumn: "source_id")],
        let code = ImportNote.Code(rawValue: try row.decode(forColumn: "code"))
      else { continue }
      dataset.add(
        ImportNote(
          code, source: source, row: try row.decode(forColumn: "row"), field: try row.decode(forColumn: "field"),
          value: try row.decode(forColumn: "value"),
          details: JSON.decode([String: String].self, try row.decode(forColumn: "details")) ?? [:]))
    }
  }

  private func readRejectedRows(indices: [Int: Int], into dataset: inout Dataset) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM rejected_row ORDER BY id")
    // A copy: rows of a cursor read text as a number, and blanks as zero.
    while let row = try rows.next()?.copy() {
      guard let source = indices[try row.decode(forColumn: "source_id")] else { continue }
      dataset.add(
        RejectedRow(
          origin: Origin(source: source, row: try row.decode(forColumn: "row")),
          field: try row.decode(forColumn: "field"),
          reason: LocalizedText(zh: try row.decode(forColumn: "reason_zh"), en: try row.decode(forColumn: "reason_en")),
          cells: JSON.decode([String].self, try row.decode(forColumn: "cells")) ?? []))
    }
  }
}

/// The columns of a kind while they are read.
private struct RecordColumns {
  /// Which rows are read, in the order of their identifiers.
  enum Rows {
    case all
    case withoutShapes
    case chosen([Int])
  }

  let keys: [FieldKey]
  var columns: [TextColumn]
  var geometry = GeometryColumn()
  var ids: [Int] = []
  var sourceIDs: [Int] = []
  var sourceRows: [Int] = []

  init(keys: [FieldKey]) {
    self.keys = keys
    columns = keys.map { _ in TextColumn() }
  }

  mutating func read(_ db: Database, kind: RecordKind, present: Set<FieldKey>, rows: Rows) throws {
    let names = keys.map { present.contains($0) ? $0.rawValue.quotedIdentifier : "NULL" }
    func select(shape: String, where condition: String = "") -> String {
      let selected = (["fid", "source_id", "source_row", shape] + names).joined(separator: ", ")
      return "SELECT \(selected) FROM \(kind.rawValue.quotedIdentifier)\(condition) ORDER BY fid"
    }
    switch rows {
    case .all: try read(SQLiteStatement(db, select(shape: "geom")))
    case .withoutShapes: try read(SQLiteStatement(db, select(shape: "NULL")))
    case .chosen(let ids):
      let ids = ids.sorted()
      // Pieces that keep a statement far below SQLite's limit of a million bytes.
      for start in stride(from: 0, to: ids.count, by: 10_000) {
        let piece = ids[start..<min(start + 10_000, ids.count)].map(String.init).joined(separator: ",")
        try read(SQLiteStatement(db, select(shape: "geom", where: " WHERE fid IN (\(piece))")))
      }
    }
  }

  private mutating func read(_ rows: SQLiteStatement) throws {
    while try rows.step() {
      let id = rows.integer(0)
      ids.append(id)
      sourceIDs.append(rows.isNull(1) ? 0 : rows.integer(1))
      sourceRows.append(rows.isNull(2) ? id : rows.integer(2))
      let blob = UnsafeRawBufferPointer(rows.bytes(3))
      if blob.isEmpty || (try? geometry.appendGeoPackageBlob(blob)) == nil { geometry.appendNone() }
      for index in columns.indices {
        columns[index].append(rows.bytes(Int32(truncatingIfNeeded: index + 4)))
      }
    }
  }
}

extension [FieldKey] {
  /// The first of each key, in order.
  fileprivate func uniqued() -> [FieldKey] {
    var seen: Set<FieldKey> = []
    return filter { seen.insert($0).inserted }
  }
}
