/// Takes what a reader reads, source by source, in batches: a `Dataset` in memory or a workspace.
public protocol RecordSink {
  /// Begins a source.
  ///
  /// - Returns: the index by which the origins, notes and rejected rows of this source name it.
  mutating func begin(_ source: Source) throws -> Int
  /// Takes a batch of records of the source begun last.
  mutating func add(_ records: RecordTable) throws
  mutating func add(_ note: ImportNote) throws
  mutating func add(_ row: RejectedRow) throws
  /// Ends a source, now with its counts and with what is known of its headers after the last row.
  mutating func end(_ source: Source, at index: Int) throws
}

extension Dataset: RecordSink {
  public mutating func begin(_ source: Source) -> Int { add(source) }

  public mutating func end(_ source: Source, at index: Int) { update(source, at: index) }
}
