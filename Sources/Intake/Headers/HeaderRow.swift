internal import Registry

/// Finds the row of headers in a table that may begin with a title.
enum HeaderRow {
  /// How many rows are looked at.
  static let searchDepth = 30
  /// Beyond these, headers are found only below titles, one cell a row.
  private static let nearDepth = 11

  /// - Parameters:
  ///   - rows: the first rows of the table that are not blank.
  ///   - explicit: headers that the user named.
  /// - Returns: the first row unless it names no field, or is a title or labelled values, and a later one does; `nil`
  ///   when no row names a field and the first holds numbers as records do.
  static func index(in rows: [[String]], explicit: some Collection<String>) -> Int? {
    let wanted = Set(explicit.map(FieldNames.fold))
    let rows = rows.prefix(searchDepth)
    guard let first = rows.first else { return nil }
    let named = namedFields(first, wanted)
    // One cell that happens to read like a header makes no header row.
    let titles = rows.prefix { filled($0).count <= 1 }.count
    let later = rows.indices.dropFirst().prefix { $0 < max(nearDepth, titles + 1) }
      .first { namedFields(rows[$0], wanted) >= 2 }
    let isTitle = filled(first).count == 1 && rows.contains { filled($0).count > 1 }
    if named > 0, !isTitle {
      guard let later, isLabelled(first), namedFields(rows[later], wanted) > named else { return 0 }
      return later
    }
    if let later { return later }
    if named == 0, looksLikeRecord(first) { return nil }
    return isTitle && named == 0 ? rows.firstIndex { filled($0).count > 1 } : 0
  }

  /// The number of fields that a row names, of the kind of which it names most.
  private static func namedFields(_ row: [String], _ wanted: Set<String>) -> Int {
    let folded = row.map(FieldNames.fold)
    if !wanted.isEmpty, wanted.isSubset(of: folded) { return folded.count }
    return namedFields(row)
  }

  static func namedFields(_ row: [String]) -> Int {
    let readings = row.map(HeaderReadings.init)
    let counts = RecordKind.allCases.map { kind in
      readings.count { header in
        FieldNames.standard.match(header, kind) != nil || header.names.contains { Axis($0) != nil }
      }
    }
    return counts.max() ?? 0
  }

  private static func filled(_ row: [String]) -> [String] { row.filter { !TableRow.isBlank($0) } }

  /// Labels and values in turn: `界线名称 | 铜合线 | 坐标系 | 2000国家大地坐标系`.
  private static func isLabelled(_ row: [String]) -> Bool {
    let cells = filled(row)
    guard cells.count.isMultiple(of: 2) else { return false }
    return cells.enumerated().allSatisfy { index, cell in
      FieldNames.standard.names(HeaderReadings(cell)) == index.isMultiple(of: 2)
    }
  }

  /// Numbers other than years, which stand over columns too.
  private static func looksLikeRecord(_ row: [String]) -> Bool {
    filled(row).contains { cell in
      guard TableRow.isNumber(cell) else { return false }
      return Double(FieldNames.fold(cell)).map { $0 != $0.rounded() || !(1900...2100).contains($0) } ?? true
    }
  }

  /// What stands above the headers, a line for each row.
  static func titles(_ rows: some Collection<[String]>) -> String {
    rows.map { filled($0).joined(separator: " ") }.joined(separator: "\n")
  }
}
