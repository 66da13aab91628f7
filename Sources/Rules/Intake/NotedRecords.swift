import Geometry
import Registry

extension FindingSink {
  /// Reports on what was noticed while reading: on the record of the note's row, on the column of a note without row,
  /// or on the table where the row became no record.
  mutating func report(_ notes: [ImportNote], in area: Area, _ describe: (ImportNote, inout Finding) -> Void) {
    let rows = area.dataset.recordRows(of: notes)
    for note in notes {
      let source = area.dataset.sources[note.source]
      let origin = note.row.map { Origin(source: note.source, row: $0) }
      let record = origin.flatMap { rows[$0] }
      let evidence = note.field.map { Evidence(field: $0, value: note.value) }
      if let record {
        let table = area.dataset[source.kind]
        report(table, row: record) { finding in
          finding.evidence = evidence
          describe(note, &finding)
        }
      } else {
        // A quarantined row is no record: its finding is about the table and points to the row.
        report(Subject(table: source, field: note.row == nil ? note.field : nil), origin: origin, place: nil) {
          finding in
          finding.evidence = evidence
          describe(note, &finding)
        }
      }
    }
  }
}

extension Dataset {
  /// The table rows of the records that notes are about.
  fileprivate func recordRows(of notes: [ImportNote]) -> [Origin: Int] {
    let origins = Set(notes.compactMap { note in note.row.map { Origin(source: note.source, row: $0) } })
    var rows: [Origin: Int] = [:]
    for kind in Set(notes.map { sources[$0.source].kind }) {
      let table = self[kind]
      for row in table.rows where origins.contains(table.origins[row]) { rows[table.origins[row]] = row }
    }
    return rows
  }
}

extension ImportNote {
  /// A whole number among the details.
  func count(_ name: String) -> Int { details[name].flatMap { Int($0) } ?? 0 }
}

extension Dataset {
  /// The column of a note as the clerk's table calls it.
  func header(of note: ImportNote) -> String {
    guard let field = note.field else { return "" }
    return sources[note.source].header(of: FieldKey(rawValue: field)) ?? field
  }

  /// The field of the catalogue that a note is about.
  func field(of note: ImportNote) -> Field? {
    note.field.flatMap { FieldCatalogue.standard.field(sources[note.source].kind, FieldKey(rawValue: $0)) }
  }
}
