import Foundation
internal import GRDB
import Registry

/// A source as the workspace keeps it.
struct SourceRow {
  let id: Int
  var source: Source
  /// The columns that its records fill, in their order; also those that no header names, such as `attributes`.
  var recordKeys: [FieldKey]

  static func all(_ db: Database) throws -> [SourceRow] {
    try Row.fetchAll(db, sql: "SELECT * FROM source ORDER BY id").compactMap(SourceRow.init)
  }

  init(id: Int, source: Source, recordKeys: [FieldKey] = []) {
    self.id = id
    self.source = source
    self.recordKeys = recordKeys
  }

  private init?(_ row: Row) {
    guard let kind = RecordKind(rawValue: row["kind"]) else { return nil }
    id = row["id"]
    source = Source(
      kind: kind, file: row["file"], layer: row["layer"], sha256: row["sha256"], size: row["size"],
      format: row["format"], encoding: row["encoding"], crs: row["crs"],
      pipeline: row["pipeline"], accuracyMetres: row["accuracy_m"],
      headers: JSON.decode([Source.Header].self, row["headers"]) ?? [])
    source.readCount = row["read_count"]
    source.importedCount = row["imported_count"]
    source.rejectedCount = row["rejected_count"]
    recordKeys = (JSON.decode([String].self, row["record_keys"]) ?? []).map(FieldKey.init(rawValue:))
  }

  func write(_ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        id, source.kind.rawValue, source.file, source.layer, source.sha256, source.size, source.format,
        source.encoding, source.crs, source.pipeline, source.accuracyMetres,
        JSON.encode(source.headers), JSON.encode(recordKeys.map(\.rawValue)), source.readCount, source.importedCount,
        source.rejectedCount,
      ])
  }

  /// Whether another source is the same table of the same kind.
  func isSame(as other: Source) -> Bool {
    source.kind == other.kind && source.file == other.file && source.layer == other.layer
  }

  /// Whether another source is the same content under another file name.
  func hasContent(of other: Source) -> Bool {
    guard source.kind == other.kind, !other.sha256.isEmpty, source.sha256 == other.sha256 else { return false }
    guard source.file != other.file else { return false }
    // Formats of one layer name it after the file.
    return source.layer == other.layer || (source.isNamedAfterFile && other.isNamedAfterFile)
  }
}

extension Source {
  fileprivate var isNamedAfterFile: Bool {
    layer == file || file.hasPrefix(layer + ".")
  }
}

/// JSON in the cells of the workspace's own tables: keys sorted, Chinese as it is.
enum JSON {
  static func encode(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ text: String?) -> Value? {
    text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
  }
}
