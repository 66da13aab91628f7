import Registry
import Testing

@Suite struct DatasetAppendTests {
  private func dataset(_ file: String, _ kind: RecordKind) -> Dataset {
    var dataset = Dataset()
    let source = dataset.add(Source(kind: kind, file: file, layer: file))
    var table = RecordTable(kind: kind)
    table.append([.name: file], origin: Origin(source: source, row: 2))
    dataset.add(table)
    dataset.add(ImportNote(.kindGuessed, source: source, value: file))
    dataset.add(
      RejectedRow(origin: Origin(source: source, row: 3), reason: LocalizedText(zh: file, en: file), cells: []))
    return dataset
  }

  /// Records, notes and rejected rows go on naming their own source.
  @Test func appendedDatasetsKeepTheirSources() {
    var all = Dataset()
    for (file, kind) in [("a", RecordKind.placeName), ("b", .facility), ("c", .placeName)] {
      all.append(contentsOf: dataset(file, kind))
    }
    #expect(all.sources.map(\.file) == ["a", "b", "c"])
    #expect(all[.placeName].count == 2 && all[.facility].count == 1)
    for table in all.tables.values {
      for row in table.rows { #expect(all.source(of: table.origins[row]).file == table.text(.name, row)) }
    }
    #expect(all.notes.map(\.value) == all.notes.map { all.sources[$0.source].file })
    #expect(all.rejected.map(\.reason.zh) == all.rejected.map { all.source(of: $0.origin).file })
    #expect(all.rejected.count == 3)
  }
}
