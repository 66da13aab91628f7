import Foundation
internal import GRDB
public import Registry

/// A source as the workspace keeps it.
struct SourceRow {
  let id: Int
  var source: Source
  /// The columns that its records fill, in their order; also those that no header names, such as `attributes`.
  var recordKeys: [FieldKey]

  static func all(_ db: Database) throws -> [SourceRow] {
    try Row.fetchAll(db, sql: "SELECT * FROM source ORDER BY id").compactMap { try SourceRow($0) }
  }

  init(id: Int, source: Source, recordKeys: [FieldKey] = []) {
    self.id = id
    self.source = source
    self.recordKeys = recordKeys
  }

  /// - Throws: when another program has left a cell blank or put something else into it.
  private init?(_ row: Row) throws {
    guard let kind = RecordKind(rawValue: try row.decode(forColumn: "kind")) else { return nil }
    id = try row.decode(forColumn: "id")
    source = Source(
      kind: kind, file: try row.decode(forColumn: "file"), layer: try row.decode(forColumn: "layer"),
      sha256: try row.decode(forColumn: "sha256"), size: try row.decode(forColumn: "size"),
      format: try row.decode(forColumn: "format"), encoding: try row.decode(forColumn: "encoding"),
      crs: try row.decode(forColumn: "crs"), pipeline: try row.decode(forColumn: "pipeline"),
      accuracyMetres: try row.decode(forColumn: "accuracy_m"),
      headers: JSON.decode([Source.Header].self, try row.decode(forColumn: "headers")) ?? [])
    source.path = try row.decodeIfPresent(String.self, forColumn: "path") ?? ""
    source.modified = try row.decodeIfPresent(String.self, forColumn: "modified") ?? ""
    source.mapping = try row.decodeIfPresent(String.self, forColumn: "mapping") ?? ""
    source.isInternal = try row.decodeIfPresent(Bool.self, forColumn: "internal") ?? false
    source.pipelineAccuracyMetres = try row.decodeIfPresent(Double.self, forColumn: "pipeline_accuracy_m")
    source.readCount = try row.decode(forColumn: "read_count")
    source.importedCount = try row.decode(forColumn: "imported_count")
    source.rejectedCount = try row.decode(forColumn: "rejected_count")
    recordKeys = (JSON.decode([String].self, try row.decode(forColumn: "record_keys")) ?? [])
      .map(FieldKey.init(rawValue:))
  }

  func write(_ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        id, source.kind.rawValue, source.file, source.layer, source.sha256, source.size, source.format,
        source.encoding, source.crs, source.pipeline, source.accuracyMetres,
        JSON.encode(source.headers), JSON.encode(recordKeys.map(\.rawValue)), source.readCount, source.importedCount,
        source.rejectedCount, source.path, source.modified, source.mapping, source.isInternal,
        source.pipelineAccuracyMetres,
      ])
  }

  /// Whether another source is the same table of the same kind.
  func isSame(as other: Source) -> Bool {
    source.kind == other.kind && source.file == other.file && source.layer == other.layer
  }

}

extension Row {
  /// The value of a column that workspaces of earlier versions do not have.
  fileprivate func decodeIfPresent<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ type: Value.Type, forColumn name: String
  ) throws -> Value? {
    hasColumn(name) ? try decode(Value?.self, forColumn: name) : nil
  }
}

extension Source {
  /// Whether another source is the same content under another file name.
  public func hasSameContent(as other: Source) -> Bool {
    guard kind == other.kind, !sha256.isEmpty, sha256 == other.sha256, file != other.file else { return false }
    // Formats of one layer name it after the file.
    return layer == other.layer || (isNamedAfterFile && other.isNamedAfterFile)
  }

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
