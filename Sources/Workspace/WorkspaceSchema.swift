internal import GISResources
internal import GRDB
import Registry

/// The tables of a workspace: made, brought up to date, asked for.
enum WorkspaceSchema {
  /// The version that this program writes; a later one adds `workspace_3.sql` and so on to `GIS/schema`.
  static let version = 2
  static let versionSetting = "jieming.schema"
  static let asOfSetting = "asOf"

  static let coordinateSystem: Int32 = 4490

  /// The tables with a geometry, in the order in which they are made.
  static let featureTables = RecordKind.allCases.map(\.rawValue) + ["finding"]

  /// The declared geometry of a table.
  static func geometryType(ofTable table: String) -> String {
    switch table {
    case RecordKind.division.rawValue: "MULTIPOLYGON"
    case RecordKind.boundaryLine.rawValue: "MULTILINESTRING"
    case RecordKind.boundaryMarker.rawValue, "finding": "POINT"
    default: "GEOMETRY"
    }
  }

  /// The schema version of a database; `nil` when Jieming did not write it.
  static func version(of db: Database) throws -> Int? {
    guard try db.tableExists("setting") else { return nil }
    return try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [versionSetting])
      .flatMap { Int($0) }
  }

  /// Makes what is missing and drops the triggers, which `createTriggers` makes again after the bulk load.
  static func prepare(_ db: Database, timestamp: String) throws {
    let current = try version(of: db) ?? 0
    for step in current..<max(current, version) { try run("workspace_\(step + 1)", db, ["timestamp": timestamp]) }
    for kind in RecordKind.allCases where try !db.tableExists(kind.rawValue) {
      try createTable(kind, db, timestamp: timestamp)
    }
    for table in featureTables where try !db.tableExists("rtree_\(table)_geom") {
      try run("spatial_index", db, ["table": table])
    }
    for table in featureTables {
      for event in ["insert", "update1", "update2", "update3", "update4", "delete"] {
        try db.execute(sql: "DROP TRIGGER IF EXISTS rtree_\(table)_geom_\(event)")
      }
    }
    try set(versionSetting, to: String(version), db)
  }

  static func createTriggers(_ db: Database) throws {
    for table in featureTables { try run("spatial_index_triggers", db, ["table": table]) }
  }

  /// - Throws: `WorkspaceError.damaged` when another program has taken columns away that every record has.
  static func checkColumns(of kind: RecordKind, _ db: Database, path: String) throws {
    let present = try db.columns(in: kind.rawValue).map(\.name)
    let missing = ["fid", "source_id", "source_row", "geom"].filter { !present.contains($0) }
    guard missing.isEmpty else { throw WorkspaceError.damaged(path: path, table: kind.rawValue, missing: missing) }
  }

  /// The columns of a kind's table that are keys.
  static func keys(of kind: RecordKind, _ db: Database) throws -> [FieldKey] {
    let own: Set<String> = ["fid", "geom", "source_id", "source_row"]
    return try db.columns(in: kind.rawValue).map(\.name).filter { !own.contains($0) }.map(FieldKey.init(rawValue:))
  }

  /// Adds columns for keys that the table lacks.
  static func addColumns(_ keys: [FieldKey], to kind: RecordKind, _ db: Database) throws {
    let present = Set(try self.keys(of: kind, db))
    for key in keys where !present.contains(key) {
      try db.execute(
        sql: "ALTER TABLE \(kind.rawValue.quotedIdentifier) ADD COLUMN \(key.rawValue.quotedIdentifier) TEXT")
    }
  }

  static func set(_ name: String, to value: String?, _ db: Database) throws {
    guard let value else { return try db.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [name]) }
    try db.execute(
      sql: "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      arguments: [name, value])
  }

  private static func createTable(_ kind: RecordKind, _ db: Database, timestamp: String) throws {
    let columns = FieldCatalogue.standard[kind].map { ",\n  \($0.key.rawValue.quotedIdentifier) TEXT" }.joined()
    try run(
      "record_table", db,
      [
        "table": kind.rawValue, "geometry_type": geometryType(ofTable: kind.rawValue), "columns": columns,
        "identifier": kind.title.zh, "description": kind.title.en, "timestamp": timestamp,
      ])
  }

  private static func run(_ resource: String, _ db: Database, _ values: [String: String]) throws {
    guard var sql = GISResources.text(resource) else {
      throw DatabaseError(message: "the schema \(resource).sql is not linked in")
    }
    for (name, value) in values { sql = sql.replacing("{\(name)}", with: value) }
    try db.execute(sql: sql)
  }
}
