internal import GRDB
public import Registry

extension WorkspaceWriter {
  /// The sources in the workspace, with those that this update has added.
  public var allSources: [Source] { sources.map(\.source) }

  /// Puts what became of corrected rows in the place of the rejected ones.
  ///
  /// A row that was corrected before may be corrected again; then its record is replaced.
  ///
  /// - Parameters:
  ///   - rows: the numbers of the rows in their source.
  ///   - corrected: the records and the rows that are still rejected, as the only source of a dataset.
  ///   - file: the name of the file with the corrections, for the notes.
  /// - Throws: `WorkspaceError.notRejected`, `unknownSource`.
  public mutating func correct(_ rows: [Int], of source: Source, with corrected: Dataset, from file: String) throws {
    try abandonCurrentSource()
    guard let index = sources.firstIndex(where: { $0.isSame(as: source) }) else {
      throw WorkspaceError.unknownSource(name: source.tableKey, known: sources.map(\.source.tableKey))
    }
    let id = sources[index].id
    try checkRejected(rows, of: id, source)
    let table = source.kind.rawValue
    let replaced = try delete(rows, from: table, of: id, rowColumn: "source_row")
    let rejected = try delete(rows, from: "rejected_row", of: id, rowColumn: "row")
    try delete(rows, from: "import_note", of: id, rowColumn: "row")
    var row = sources[index]
    try insert(corrected, of: id, into: &row, from: file)

    let records = corrected[source.kind]
    row.source.importedCount += records.count - replaced
    row.source.rejectedCount += corrected.rejected.count - rejected
    let filled = Set((corrected.sources.first?.headers ?? []).filter { !$0.allBlank }.map(\.name))
    for place in row.source.headers.indices where filled.contains(row.source.headers[place].name) {
      row.source.headers[place].allBlank = false
    }
    try row.write(db)
    sources[index] = row
    disordered.formUnion([table, "import_note", "rejected_row"])
    changed.formUnion([table, "import_note", "rejected_row", "source"])
  }

  private func checkRejected(_ rows: [Int], of id: Int, _ source: Source) throws {
    let known = try Int.fetchSet(
      db,
      sql: """
        SELECT row FROM rejected_row WHERE source_id = ?1
        UNION SELECT row FROM import_note WHERE source_id = ?1 AND code = ?2 AND row IS NOT NULL
        """, arguments: [id, ImportNote.Code.correctedRow.rawValue])
    let unknown = rows.filter { !known.contains($0) }
    guard unknown.isEmpty else { throw WorkspaceError.notRejected(source: source.tableKey, rows: unknown.sorted()) }
  }

  /// - Returns: how many went.
  @discardableResult
  private func delete(_ rows: [Int], from table: String, of id: Int, rowColumn: String) throws -> Int {
    let list = rows.map(String.init).joined(separator: ",")
    try db.execute(
      sql: "DELETE FROM \(table.quotedIdentifier) WHERE source_id = ? AND \(rowColumn) IN (\(list))", arguments: [id])
    return try db.changesCount
  }

  private mutating func insert(
    _ corrected: Dataset, of id: Int, into row: inout SourceRow, from file: String
  ) throws {
    let records = corrected[row.source.kind]
    let newKeys = records.keys.filter { !row.recordKeys.contains($0) }
    row.recordKeys += newKeys
    try WorkspaceSchema.addColumns(newKeys, to: records.kind, db)
    let table = records.kind.rawValue
    try RecordInsertion(records, source: id, firstID: lastIDs[table, default: 0] + 1, db).run()
    lastIDs[table, default: 0] += records.count
    for var note in corrected.notes where note.row != nil {
      note.source = id
      try add(note)
    }
    for origin in records.origins {
      try add(ImportNote(.correctedRow, source: id, row: origin.row, value: file))
    }
    for var rejected in corrected.rejected {
      rejected.origin.source = id
      try add(rejected)
    }
  }
}
