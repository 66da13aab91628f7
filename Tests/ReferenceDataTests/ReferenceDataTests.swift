import ReferenceData
import Testing

/// Every table is read by name here: `ReferenceData.table` gives an empty table for a name that is not linked in.
@Suite struct ReferenceDataTests {
  static let tables: [(name: String, rows: Int)] = [
    ("china_crs", 256), ("class_codes", 80), ("code_history", 40), ("code_lists", 1), ("divisions", 35),
    ("eras", 60), ("nonstandard_kinds", 14), ("unpublished_classes", 2), ("historic_names", 7),
    ("facility_statuses", 5), ("facility_types", 5), ("fields", 260), ("generics", 450), ("known_abbreviations", 3),
    ("described_facts", 50), ("direction_sectors", 16), ("extent_classes", 8), ("linear_features", 10),
    ("marker_conditions", 8), ("marker_measures", 10), ("marker_number_profiles", 5), ("name_requirements", 25),
    ("name_scopes", 10), ("number_contexts", 10), ("peoples", 56), ("plan_indicators", 10),
    ("readings", 50),
    ("generic_stacking", 10), ("generic_thresholds", 9), ("name_affixes", 50), ("nonstandard_terms", 500),
    ("number_words", 20), ("term_contexts", 50), ("term_sources", 20),
    ("standard_forms", 5), ("translated_generics", 60),
  ]

  @Test("Tables have a source, a date, and rows as long as their header", arguments: tables)
  func tableIsWellFormed(name: String, rows: Int) {
    let table = ReferenceData.table(name)
    #expect(table.rows.count >= rows)
    #expect(table.comments.contains { $0.hasPrefix("source: ") })
    #expect(table.comments.contains { $0.hasPrefix("date: ") })
    #expect(Set(table.columns).count == table.columns.count)
    for row in table.rows { #expect(row.cells.count == table.columns.count, "\(row.cells)") }
    #expect(Set(table.rows.map { $0.cells.joined(separator: "\t") }).count == table.rows.count, "a row stands twice")
  }

  @Test func noCellIsPaddedWithBlanks() {
    for (name, _) in Self.tables {
      for row in ReferenceData.table(name).rows {
        for cell in row.cells {
          #expect(!cell.hasPrefix(" ") && !cell.hasSuffix(" ") && !cell.contains("\r"), "\(name): \(row.cells)")
        }
      }
    }
  }

  @Test func unknownNameGivesAnEmptyTable() {
    #expect(ReferenceData.bytes(of: "no_such_table") == nil)
    #expect(ReferenceData.table("no_such_table").rows.isEmpty)
  }

  @Test func characterTableIsLinkedIn() {
    #expect((ReferenceData.bytes(of: "characters")?.count ?? 0) < 600_000)
    #expect(ReferenceData.bytes(of: "characters")?.starts(with: Array("JMCHAR3".utf8)) == true)
  }

  @Test func vocabulariesAreUnambiguous() {
    for (name, column) in [("facility_types", "type"), ("facility_statuses", "status")] {
      let words = ReferenceData.table(name).rows.flatMap { row in
        [row[column]] + row["synonyms"].split(separator: "|").map(String.init)
      }
      #expect(Set(words).count == words.count, "\(name)")
    }
    let conditions = ReferenceData.table("marker_conditions").rows.map { $0["word"] }
    #expect(Set(conditions).count == conditions.count)
  }

  @Test func planTargetsAreNumbersWithAComparison() {
    for row in ReferenceData.table("plan_indicators").rows {
      #expect(row["target"].isEmpty == row["comparison"].isEmpty, "\(row["id"])")
      #expect(row["target"].isEmpty || Int(row["target"]) != nil, "\(row["id"])")
      #expect(["count", "sum", "share", "presence", "flag", "ratio"].contains(row["computation"]), "\(row["id"])")
    }
  }
}
