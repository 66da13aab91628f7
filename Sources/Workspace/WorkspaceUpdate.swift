import Foundation
internal import GRDB
public import Registry

extension Workspace {
  /// Changes a workspace as one step: all of it, or nothing when `body` throws or the process ends.
  ///
  /// The same updates in the same order give the same bytes, whatever the folder and the clock.
  ///
  /// - Parameters:
  ///   - createIfMissing: whether a file that is not there is made.
  ///   - startingEmpty: whether what the workspace held is left behind.
  ///   - asOf: the date written as the time of the change.
  /// - Throws: `WorkspaceError`, or what `body` throws.
  public static func update<Result>(
    _ path: String, createIfMissing: Bool, startingEmpty: Bool = false, asOf: CalendarDate,
    _ body: (inout WorkspaceWriter) throws -> Result
  ) throws -> Result {
    let files = WorkspaceFiles(path)
    guard files.exists || createIfMissing else { throw WorkspaceError.missing(path: files.path) }
    if files.exists { try checkHeader(files) }
    let lock = try WorkspaceLock(files)
    return try withExtendedLifetime(lock) {
      files.removePrivateFiles()
      defer { files.removePrivateFiles() }
      if files.exists {
        try settleJournals(files)
        try checked(files) { if !startingEmpty { try files.copyToScratch() } }
      }
      let result = try failures(files) { try write(files, asOf: asOf, body) }
      try files.publishResult()
      return result
    }
  }

  /// Refuses what is no workspace, then runs `body` while no other program can change it.
  private static func checked(_ files: WorkspaceFiles, _ body: () throws -> Void) throws {
    try failures(files) {
      let queue = try DatabaseQueue(path: files.path, configuration: readingConfiguration)
      try queue.read { db in
        try checkSchema(db, files)
        try body()
      }
      try queue.close()
    }
  }

  /// Takes in what another program left in a journal, and turns a write-ahead log off: it would outlive the file.
  private static func settleJournals(_ files: WorkspaceFiles) throws {
    let hasJournal = ["-wal", "-journal"].contains { access(files.path + $0, F_OK) == 0 }
    let usesLog = SQLiteHeader.read(files.path).map(SQLiteHeader.usesWriteAheadLog) ?? false
    guard hasJournal || usesLog else { return }
    // Settling changes the file, which another program's must not be. A journal to be played back hides what it is.
    do { try checked(files) {} } catch WorkspaceError.failed {}
    try failures(files) {
      let queue = try DatabaseQueue(path: files.path)
      try queue.writeWithoutTransaction { db in
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
        // Reading plays a journal back.
        _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
      }
      try queue.close()
    }
    guard access(files.path + "-wal", F_OK) != 0 else { throw WorkspaceError.openElsewhere(path: files.path) }
  }

  private static func write<Result>(
    _ files: WorkspaceFiles, asOf: CalendarDate, _ body: (inout WorkspaceWriter) throws -> Result
  ) throws -> Result {
    let queue = try DatabaseQueue(path: files.scratch, configuration: scratchConfiguration)
    let (result, hasPast) = try queue.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN EXCLUSIVE")
      let timestamp = "\(asOf)\(midnight)"
      try WorkspaceSchema.prepare(db, timestamp: timestamp)
      for kind in RecordKind.allCases { try WorkspaceSchema.checkColumns(of: kind, db, path: files.path) }
      var writer = try WorkspaceWriter(db, timestamp: timestamp)
      defer { writer.waitForInsertion() }
      try writer.setValue(asOf.description, for: WorkspaceSchema.asOfSetting)
      let result = try body(&writer)
      try writer.finish()
      try db.execute(sql: "COMMIT")
      // Compacting a file that has a past makes the bytes a function of the content: no free page or page order tells of
      // what was before.
      let hasPast = try files.exists || Int.fetchOne(db, sql: "PRAGMA freelist_count") != 0
      if hasPast { try db.execute(sql: "VACUUM INTO ?", arguments: [files.result]) }
      return (result, hasPast)
    }
    try queue.close()
    if !hasPast { try files.takeScratchAsResult() }
    return result
  }

  /// A private file needs no journal: when anything goes wrong it is thrown away.
  private static var scratchConfiguration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { db in
      try db.execute(
        sql: """
          PRAGMA page_size = 4096;
          PRAGMA journal_mode = OFF;
          PRAGMA synchronous = OFF;
          PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA temp_store = MEMORY;
          PRAGMA cache_size = -65536;
          """)
    }
    return configuration
  }
}
