import Foundation
internal import GRDB
public import Registry

/// One GeoPackage with the records, their sources and the findings of the last check, open for reading.
///
/// An update replaces the file as a whole: an open workspace goes on showing the state in which it was opened.
public struct Workspace: Sendable {
  public let path: String
  private let queue: DatabaseQueue

  /// How a time ends that Jieming writes: dates are as-of dates, without a time of day.
  static let midnight = "T00:00:00.000Z"

  /// Opens a workspace; nothing is written, not even beside it.
  ///
  /// - Throws: `WorkspaceError`.
  public static func open(_ path: String) throws -> Workspace {
    let files = WorkspaceFiles(path)
    try checkHeader(files)
    return try failures(files) {
      let queue = try DatabaseQueue(path: files.path, configuration: readingConfiguration)
      try queue.read { try checkSchema($0, files) }
      return Workspace(path: files.path, queue: queue)
    }
  }

  /// Whether a file is a workspace, perhaps a damaged or later one, rather than data of another kind.
  public static func isWorkspace(_ path: String) -> Bool {
    do {
      _ = try open(path)
    } catch WorkspaceError.missing, WorkspaceError.notAWorkspace {
      return false
    } catch {
      // Of what cannot be read at all nothing is known.
      return SQLiteHeader.read(path) != nil
    }
    return true
  }

  /// All records, sources, import notes and rejected rows; without records only the others.
  public func dataset(withRecords: Bool = true) throws -> Dataset {
    try read { try DatasetReader(db: $0, path: path).read(withRecords: withRecords) }
  }

  /// The records of some kinds and, of one more kind, the chosen rows, with some columns only: for what has to answer at
  /// once. Without notes and rejected rows.
  ///
  /// - Parameters:
  ///   - few: the columns of that kind that the choice needs.
  ///   - choose: gets the other kinds and all rows of that one, with those columns and no shapes; gives the rows to read.
  public func records(
    of kinds: [RecordKind], keys: Set<FieldKey>, chosen kind: RecordKind, by few: Set<FieldKey>,
    _ choose: (Dataset) throws -> [Int]
  ) throws -> Dataset {
    try read { db in
      try DatasetReader(db: db, path: path).records(
        of: kinds, SourceRow.all(db), keys: keys, chosen: kind, by: few, choose)
    }
  }

  /// The sources in the order of their first import.
  public func sources() throws -> [Source] { try read { try SourceRow.all($0).map(\.source) } }

  /// The findings of the last check, in their order.
  public func findings() throws -> [StoredFinding] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM finding ORDER BY fid").compactMap { try StoredFinding($0) }
    }
  }

  /// A value set by `WorkspaceWriter.setValue`.
  public func value(_ name: String) throws -> String? {
    try read { try String.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
  }

  private func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try Self.failures(WorkspaceFiles(path)) { try queue.read(body) }
  }

  /// For reading: another program's short write is waited for.
  static var readingConfiguration: Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    return configuration
  }

  // MARK: Checks

  /// Refuses what is no GeoPackage, before SQLite touches it.
  static func checkHeader(_ files: WorkspaceFiles) throws(WorkspaceError) {
    var status = stat()
    guard stat(files.path, &status) == 0 else {
      guard errno == ENOENT else { throw .failed(path: files.path, reason: systemReason()) }
      throw .missing(path: files.path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .notAWorkspace(path: files.path, found: LocalizedText(zh: "是文件夹或设备", en: "a folder or device"))
    }
    guard access(files.path, R_OK) == 0 else { throw .failed(path: files.path, reason: systemReason()) }
    guard let header = SQLiteHeader.read(files.path) else {
      throw .notAWorkspace(path: files.path, found: LocalizedText(zh: "不是 GeoPackage 文件", en: "no GeoPackage"))
    }
    guard SQLiteHeader.applicationID(header) == SQLiteHeader.geoPackage else {
      throw .notAWorkspace(
        path: files.path, found: LocalizedText(zh: "是其他 SQLite 数据库", en: "another SQLite database"))
    }
  }

  static func checkSchema(_ db: Database, _ files: WorkspaceFiles) throws {
    guard let version = try WorkspaceSchema.version(of: db) else {
      throw WorkspaceError.notAWorkspace(
        path: files.path, found: LocalizedText(zh: "是其他软件的 GeoPackage", en: "a GeoPackage of another program"))
    }
    guard version <= WorkspaceSchema.version else {
      throw WorkspaceError.newerSchema(path: files.path, found: version, known: WorkspaceSchema.version)
    }
  }

  /// Runs `body`, and says of an error of SQLite which file it concerns.
  static func failures<Result>(_ files: WorkspaceFiles, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      throw WorkspaceError.openElsewhere(path: files.path)
    } catch let error as DatabaseError {
      throw WorkspaceError.failed(path: files.path, reason: error.message ?? "SQLite \(error.resultCode)")
    } catch let error as RowDecodingError {
      throw WorkspaceError.failed(path: files.path, reason: "\(error)")
    }
  }
}
