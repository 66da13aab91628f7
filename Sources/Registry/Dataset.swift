/// What was read: the records by kind, their sources, what was noticed and what was rejected.
public struct Dataset: Sendable {
  public private(set) var tables: [RecordKind: RecordTable] = [:]
  public private(set) var sources: [Source] = []
  public private(set) var notes: [ImportNote] = []
  public private(set) var rejected: [RejectedRow] = []

  public init() {}

  /// The records of a kind; an empty table when there are none.
  public subscript(kind: RecordKind) -> RecordTable { tables[kind] ?? RecordTable(kind: kind) }

  /// The kinds of which a source was read, in catalogue order, also those whose sources have no row.
  public var kinds: [RecordKind] { Set(sources.map(\.kind)).sorted() }

  /// Adds a source and returns the index by which origins, notes and rejected rows name it.
  @discardableResult
  public mutating func add(_ source: Source) -> Int {
    sources.append(source)
    return sources.count - 1
  }

  public mutating func update(_ source: Source, at index: Int) { sources[index] = source }
  public mutating func add(_ note: ImportNote) { notes.append(note) }
  public mutating func add(_ row: RejectedRow) { rejected.append(row) }

  public mutating func add(_ records: RecordTable) {
    guard tables[records.kind] != nil else {
      tables[records.kind] = records
      return
    }
    tables[records.kind]?.append(contentsOf: records)
  }

  /// Appends all of another dataset, its sources behind those here.
  public mutating func append(contentsOf other: Dataset) {
    guard !sources.isEmpty else {
      self = other
      return
    }
    let offset = sources.count
    sources += other.sources
    for (kind, table) in other.tables {
      tables[kind, default: RecordTable(kind: kind)].append(contentsOf: table, sourceOffset: offset)
    }
    notes += other.notes.map { note in
      var note = note
      note.source += offset
      return note
    }
    rejected += other.rejected.map { row in
      var row = row
      row.origin.source += offset
      return row
    }
  }

  public func source(of origin: Origin) -> Source { sources[origin.source] }
}
