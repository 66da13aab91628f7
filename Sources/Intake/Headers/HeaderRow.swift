internal import Registry

/// Finds the row of headers in a table that may begin with a title.
enum HeaderRow {
  /// How many rows are looked at.
  static let searchDepth = 11

  /// - Parameters:
  ///   - rows: the first rows of the table, up to `searchDepth`.
  ///   - explicit: headers that the user named.
  /// - Returns: 0 unless the first row names no field and a later one does.
  static func index(in rows: [[String]], explicit: some Collection<String>) -> Int {
    let wanted = Set(explicit.map(FieldNames.fold))
    guard let first = rows.first, namedFields(first, wanted) == 0 else { return 0 }
    // One cell that happens to read like a header makes no header row.
    return rows.indices.dropFirst().first { namedFields(rows[$0], wanted) >= 2 } ?? 0
  }

  /// The number of fields that a row names, of the kind of which it names most.
  private static func namedFields(_ row: [String], _ wanted: Set<String>) -> Int {
    let folded = row.map(FieldNames.fold)
    if !wanted.isEmpty, wanted.isSubset(of: folded) { return folded.count }
    let counts = RecordKind.allCases.map { kind in
      folded.count { FieldNames.standard.match($0, kind) != nil || Axis($0) != nil }
    }
    return counts.max() ?? 0
  }

  /// What stands above the headers, a line for each row.
  static func titles(_ rows: some Collection<[String]>) -> String {
    rows.map { row in row.filter { !TextColumn([$0]).isBlank(0) }.joined(separator: " ") }.joined(separator: "\n")
  }

  /// Headers as the table gives them; a blank one is called by its place.
  static func headers(_ cells: [String]) -> [String] {
    cells.enumerated().map { index, cell in
      let text = cell.split(whereSeparator: \.isNewline).joined(separator: " ")
      return TextColumn([text]).isBlank(0) ? "第\(index + 1)列" : text
    }
  }
}
