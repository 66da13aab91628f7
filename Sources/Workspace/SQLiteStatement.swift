internal import GRDB
internal import GRDBSQLite

/// A prepared statement for the bulk paths: cells go in and out as bytes, without a `String` each.
///
/// It must not outlive the access to its database.
final class SQLiteStatement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer

  init(_ db: Database, _ sql: String) throws {
    guard let connection = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
    guard code == SQLITE_OK, let handle else { throw Self.error(connection, code) }
    self.handle = handle
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: In

  func bind(_ value: Int, at index: Int32) { sqlite3_bind_int64(handle, index, Int64(value)) }
  func bindNull(at index: Int32) { sqlite3_bind_null(handle, index) }

  /// Binds text without copying it: the bytes must stay until `run` has returned.
  func bind(text bytes: UnsafeBufferPointer<UInt8>, at index: Int32) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return bindNull(at: index) }
    start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
      _ = sqlite3_bind_text(handle, index, text, Int32(clamping: bytes.count), nil)
    }
  }

  /// Binds a blob without copying it: the bytes must stay until `run` has returned.
  func bind(blob bytes: UnsafeBufferPointer<UInt8>, at index: Int32) {
    sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(clamping: bytes.count), nil)
  }

  /// Runs a statement that returns nothing.
  func run() throws {
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw Self.error(connection, code) }
  }

  // MARK: Out

  /// Steps to the next row; `false` when there is none.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw Self.error(connection, code)
    }
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  /// The bytes of a text or blob; they last until the next step.
  func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    // Not `sqlite3_column_text`: to end the text with a zero it would copy every cell.
    guard let start = sqlite3_column_blob(handle, column) else { return UnsafeBufferPointer(start: nil, count: 0) }
    let count = Int(sqlite3_column_bytes(handle, column))
    return UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count)
  }

  private static func error(_ connection: OpaquePointer, _ code: Int32) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
  }
}

extension String {
  /// The name as an SQL identifier.
  var quotedIdentifier: String { "\"" + replacingDoubleQuotes() + "\"" }

  private func replacingDoubleQuotes() -> String {
    contains("\"") ? split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") : self
  }
}
