internal import GRDB
import Geometry
public import Registry

/// Changes a workspace; handed out by `Workspace.update`.
///
/// A source that is begun again replaces its records, notes and rejected rows when it ends; one that was begun and
/// never ended leaves no trace.
public struct WorkspaceWriter: RecordSink {
  private let connection: Database
  private let inFlight = InsertionInFlight()
  private let timestamp: String
  var sources: [SourceRow]
  private var current: CurrentSource?
  /// The highest id of each table with records, notes or rejected rows.
  var lastIDs: [String: Int] = [:]
  /// Tables whose rows must be brought into the order of the sources and numbered anew.
  var disordered: Set<String> = []
  var changed: Set<String> = []
  /// Of the file being read: what its end takes the place of.
  private var replaced: [(table: String, source: Int, lastID: Int)]?

  /// The source being read.
  private struct CurrentSource {
    var row: SourceRow
    /// The last ids before it, by table: what stands behind them is its own.
    var marks: [String: Int]
  }

  init(_ db: Database, timestamp: String) throws {
    connection = db
    self.timestamp = timestamp
    sources = try SourceRow.all(db)
    for table in RecordKind.allCases.map(\.rawValue) + ["import_note", "rejected_row"] {
      lastIDs[table] = try Int.fetchOne(db, sql: "SELECT max(rowid) FROM \(table.quotedIdentifier)") ?? 0
    }
  }

  /// The connection, once it is free.
  var db: Database {
    get throws {
      try inFlight.finish()
      return connection
    }
  }

  /// Lets the insertion come to its end where what it says is of no use any more.
  func waitForInsertion() { try? inFlight.finish() }

  // MARK: Sources

  /// - Returns: the id of the source in the workspace.
  /// - Throws: `WorkspaceError.sameContent` when the content was imported under another file name.
  public mutating func begin(_ source: Source) throws -> Int {
    try abandonCurrentSource()
    if let twin = sources.first(where: { $0.source.hasSameContent(as: source) }) {
      throw WorkspaceError.sameContent(file: source.file, existing: twin.source.file)
    }
    let id = sources.first { $0.isSame(as: source) }?.id ?? (sources.last?.id ?? 0) + 1
    current = CurrentSource(row: SourceRow(id: id, source: source), marks: lastIDs)
    return id
  }

  public mutating func add(_ records: RecordTable) throws {
    guard var source = current else { throw SourceNotBegun() }
    let newKeys = records.keys.filter { !source.row.recordKeys.contains($0) }
    if !newKeys.isEmpty {
      source.row.recordKeys += newKeys
      current = source
      try WorkspaceSchema.addColumns(newKeys, to: records.kind, db)
    }
    guard records.count > 0 else { return }
    let firstID = lastIDs[records.kind.rawValue, default: 0] + 1
    inFlight.start(try RecordInsertion(records, source: source.row.id, firstID: firstID, db))
    lastIDs[records.kind.rawValue] = firstID + records.count - 1
  }

  public mutating func add(_ note: ImportNote) throws {
    let id = nextID("import_note")
    try db.cachedStatement(sql: "INSERT INTO import_note VALUES (?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
      id, note.source, note.code.rawValue, note.row, note.field, note.value,
      note.details.isEmpty ? nil : JSON.encode(note.details),
    ])
  }

  public mutating func add(_ row: RejectedRow) throws {
    let id = nextID("rejected_row")
    try db.cachedStatement(sql: "INSERT INTO rejected_row VALUES (?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
      id, row.origin.source, row.origin.row, row.field, row.reason.zh, row.reason.en, JSON.encode(row.cells),
    ])
  }

  public mutating func end(_ source: Source, at index: Int) throws {
    guard var row = current?.row, row.id == index, let marks = current?.marks else {
      throw SourceNotBegun()
    }
    current = nil
    row.source = source
    try row.write(db)
    let tables = [source.kind.rawValue, "import_note", "rejected_row"]
    if let known = sources.firstIndex(where: { $0.id == index }) {
      sources[known] = row
      let earlier = tables.map { (table: $0, source: index, lastID: marks[$0] ?? 0) }
      if replaced == nil { try remove(earlier) } else { replaced? += earlier }
      disordered.formUnion(tables)
    } else {
      sources.append(row)
    }
    changed.formUnion(tables)
    changed.insert("source")
  }

  /// Takes in all sources that `body` reads, or none of them when it throws: a file of many layers goes in whole.
  ///
  /// - Throws: what `body` throws.
  public mutating func wholly<Result>(_ body: (inout Self) throws -> Result) throws -> Result {
    try abandonCurrentSource()
    let before = self
    replaced = []
    do {
      let result = try body(&self)
      try abandonCurrentSource()
      try remove(replaced ?? [])
      replaced = nil
      return result
    } catch {
      try restore(before)
      throw error
    }
  }

  private func remove(_ rows: [(table: String, source: Int, lastID: Int)]) throws {
    for (table, source, lastID) in rows {
      try db.execute(
        sql: "DELETE FROM \(table.quotedIdentifier) WHERE source_id = ? AND rowid <= ?", arguments: [source, lastID])
    }
  }

  /// Takes back what was written since; nothing older has been touched but the descriptions of sources.
  private mutating func restore(_ before: Self) throws {
    waitForInsertion()
    for (table, mark) in before.lastIDs.sorted(by: { $0.key < $1.key }) {
      try db.execute(sql: "DELETE FROM \(table.quotedIdentifier) WHERE rowid > ?", arguments: [mark])
    }
    let known = Dictionary(uniqueKeysWithValues: before.sources.map { ($0.id, $0) })
    for row in sources {
      if let earlier = known[row.id] {
        try earlier.write(db)
      } else {
        try db.execute(sql: "DELETE FROM source WHERE id = ?", arguments: [row.id])
      }
    }
    self = before
  }

  /// Takes sources out, with their records, notes and rejected rows.
  ///
  /// - Parameter name: a file name, or file/layer.
  /// - Returns: the sources that were taken out.
  /// - Throws: `WorkspaceError.unknownSource`.
  @discardableResult
  public mutating func removeSource(named name: String) throws -> [Source] {
    try abandonCurrentSource()
    let removed = sources.filter { $0.source.file == name || $0.source.tableKey == name }
    guard !removed.isEmpty else {
      throw WorkspaceError.unknownSource(name: name, known: sources.map(\.source.tableKey))
    }
    for row in removed {
      let tables = [row.source.kind.rawValue, "import_note", "rejected_row"]
      for table in tables {
        try db.execute(sql: "DELETE FROM \(table.quotedIdentifier) WHERE source_id = ?", arguments: [row.id])
      }
      try db.execute(sql: "DELETE FROM source WHERE id = ?", arguments: [row.id])
      disordered.formUnion(tables)
      changed.formUnion(tables)
    }
    changed.insert("source")
    sources.removeAll { row in removed.contains { $0.id == row.id } }
    return removed.map(\.source)
  }

  // MARK: Findings and settings

  /// Replaces the findings of the last check.
  public mutating func replaceFindings(_ findings: [StoredFinding]) throws {
    try db.execute(sql: "DELETE FROM finding")
    for finding in findings { try finding.write(db) }
    changed.insert("finding")
  }

  /// Sets a value that belongs to the workspace as a whole, such as the district; `nil` removes it.
  public mutating func setValue(_ value: String?, for name: String) throws {
    try WorkspaceSchema.set(name, to: value, db)
    changed.insert("setting")
  }

  // MARK: End

  /// Brings order, indexes and descriptions in line with the rows.
  mutating func finish() throws {
    try abandonCurrentSource()
    for table in disordered.sorted() { try RowOrder(db: db, table: table).restore() }
    for table in WorkspaceSchema.featureTables where changed.contains(table) { try SpatialIndex.rebuild(table, db) }
    try WorkspaceSchema.createTriggers(db)
    try resetSequences()
    for table in changed.sorted() {
      // A later time than a midnight of ours is the mark of another program's edits, which `DatasetReader` needs.
      try db.execute(
        sql: "UPDATE gpkg_contents SET last_change = ? WHERE table_name = ? AND last_change LIKE ?",
        arguments: [timestamp, table, "%\(Workspace.midnight)"])
    }
  }

  private mutating func nextID(_ table: String) -> Int {
    lastIDs[table, default: 0] += 1
    return lastIDs[table, default: 0]
  }

  mutating func abandonCurrentSource() throws {
    guard let source = current else { return }
    current = nil
    for (table, mark) in source.marks.sorted(by: { $0.key < $1.key }) where lastIDs[table] != mark {
      try db.execute(sql: "DELETE FROM \(table.quotedIdentifier) WHERE rowid > ?", arguments: [mark])
      lastIDs[table] = mark
    }
  }

  /// Sets the counters of automatic ids to the highest id of each table, in the order of their names.
  private func resetSequences() throws {
    let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_sequence")
    let own = Set(lastIDs.keys).union(["source", "setting", "finding"])
    var counters: [String: Int] = [:]
    for name in names {
      counters[name] = try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?", arguments: [name])
    }
    for name in own {
      counters[name] = try Int.fetchOne(db, sql: "SELECT max(rowid) FROM \(name.quotedIdentifier)") ?? 0
    }
    try db.execute(sql: "DELETE FROM sqlite_sequence")
    for (name, last) in counters.sorted(by: { $0.key < $1.key }) {
      try db.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [name, last])
    }
  }
}

/// A reader gave records, or the end, of a source that it did not begin: a defect of the reader.
struct SourceNotBegun: Error {}
