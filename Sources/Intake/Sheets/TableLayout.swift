internal import Registry

/// How one table lies in a sheet: its headers in one or more rows, which columns make a field, and what stands above.
///
/// Decided from the first rows alone, so that a file of any length can be read in one go.
struct TableLayout {
  /// How many rows are looked at: those in which the headers are searched, the rows of headers, and one behind.
  static let depth = HeaderRow.searchDepth + 5

  struct Column: Sendable {
    let name: String
    let readings: HeaderReadings
    /// The columns of the sheet; several hold degrees, minutes and seconds.
    let sources: Range<Int>
  }

  let columns: [Column]
  /// Labelled values above the table, each of which counts for every row.
  let constants: [LabelledText.Pair]
  /// The rows of headers as given; none where the table has none.
  let headerRows: [TableRow]
  /// The index of the first row of records among the rows that were given.
  let bodyStart: Int
  private(set) var notes: [ImportNote] = []

  var headers: [String] { columns.map(\.name) + constants.map(\.label) }
  var readings: [HeaderReadings] { columns.map(\.readings) + constants.map { HeaderReadings($0.label) } }
  /// One column of the sheet is one column of the layer.
  var isPlain: Bool { constants.isEmpty && columns.allSatisfy { $0.sources.count == 1 } }

  /// The columns of the file that have one in the layer.
  var width: Int { columns.last?.sources.upperBound ?? 0 }

  /// The header of the layer over a column of the file.
  func name(ofSource column: Int) -> String? { columns.first { $0.sources.contains(column) }?.name }

  /// The cells of a row of the file under the headers of the layer; behind them those that no header is over.
  func arranged(_ cells: [String]) -> [String] {
    guard !isPlain else { return cells }
    let own = columns.map { column in
      let parts = Array(cells[column.sources.clamped(to: cells.indices)])
      return column.sources.count > 1 ? Sexagesimal.text(parts) : parts.first ?? ""
    }
    return own + constants.map(\.value) + cells.dropFirst(width)
  }

  /// - Parameters:
  ///   - rows: the first rows that are not blank, up to `depth`.
  ///   - width: the columns of the sheet, at least those of the headers.
  ///   - explicit: headers that the user named.
  /// - Returns: `nil` when there are no rows.
  init?(
    _ rows: [TableRow], width: Int? = nil, merged: MergedCells = MergedCells(), explicit: some Collection<String>
  ) {
    guard let first = rows.first else { return nil }
    guard var index = HeaderRow.index(in: rows.map(\.cells), explicit: explicit) else {
      let places = (0..<max(width ?? 0, first.cells.count)).map { "第\($0 + 1)列" }
      columns = places.enumerated().map { Column(name: $1, readings: HeaderReadings($1), sources: $0..<$0 + 1) }
      (constants, headerRows, bodyStart) = ([], [], 0)
      notes = [ImportNote(.headerMissing, source: 0, row: first.number, value: first.filled.joined(separator: " "))]
      return
    }
    let block = HeaderBlock(in: rows, at: &index, merged)
    headerRows = block.rows
    bodyStart = index + 1
    let width = width ?? block.rows.map { Self.width($0.cells) }.max() ?? 0
    columns = Self.columns(block, width: width)
    let above = rows.prefix { $0.number < block.rows[0].number }
    let table = columns.map(\.readings)
    constants = above.flatMap { LabelledText.pairs($0.cells) }.filter { pair in
      !pair.value.isEmpty && AboveTable.counts(pair.label, besides: table)
    }
    note(above: above, body: rows[min(bodyStart, rows.count)...])
  }

  private mutating func note(above: ArraySlice<TableRow>, body: ArraySlice<TableRow>) {
    let row = headerRows.last?.number
    if !above.isEmpty {
      notes.append(
        ImportNote(.titleRowsSkipped, source: 0, row: headerRows[0].number, value: HeaderRow.titles(above.map(\.cells)))
      )
    }
    if headerRows.count > 1 {
      let combined = columns.map(\.name).filter { $0.contains(" ") }.joined(separator: "、")
      notes.append(
        ImportNote(
          .headerRowsCombined, source: 0, row: row, value: combined, details: ["rows": "\(headerRows.count)"]))
    }
    for column in columns where column.sources.count > 1 {
      let places = column.sources.map { "\($0 + 1)" }.joined(separator: "、")
      notes.append(ImportNote(.columnsCombined, source: 0, row: row, field: column.name, value: places))
    }
    if let second = columnBehindGap(body) {
      notes.append(ImportNote(.tablesSideBySide, source: 0, row: row, field: second.name))
    }
    for pair in constants {
      notes.append(ImportNote(.valueAboveTable, source: 0, row: row, field: pair.label, value: pair.value))
    }
  }

  /// The first column behind one that is blank from the headers down, where two headers or more stand on either side.
  private func columnBehindGap(_ body: ArraySlice<TableRow>) -> Column? {
    let isFilled = columns.map { column in
      !column.readings.names.isEmpty
        || body.contains { row in
          row.cells.indices.contains(column.sources.lowerBound)
            && !TableRow.isBlank(row.cells[column.sources.lowerBound])
        }
    }
    for index in columns.indices.dropFirst(2).dropLast(2) where !isFilled[index] && isFilled[index + 1] {
      guard isFilled[..<index].count(where: \.self) >= 2, isFilled[(index + 1)...].count(where: \.self) >= 2 else {
        continue
      }
      return columns[index + 1]
    }
    return nil
  }

  // MARK: Columns

  /// Spreadsheets write delimiters for columns that are empty from top to bottom.
  private static func width(_ cells: [String]) -> Int {
    cells.count - cells.reversed().prefix(while: TableRow.isBlank).count
  }

  private static func columns(_ block: HeaderBlock, width: Int) -> [Column] {
    let parts = (0..<width).map(block.parts)
    var groups: [(parts: [String], sources: Range<Int>)] = []
    while let column = groups.last?.sources.upperBound ?? parts.indices.first, column < width {
      let (name, count) = Sexagesimal.group(parts[column...])
      groups.append((count > 1 ? name : parts[column], column..<column + count))
    }
    var leaves: [String: Int] = [:]
    for leaf in groups.compactMap(\.parts.last) { leaves[FieldNames.fold(leaf), default: 0] += 1 }
    return groups.map { parts, sources in
      Column(
        name: parts.isEmpty ? "第\(sources.lowerBound + 1)列" : parts.joined(separator: " "),
        readings: HeaderReadings(
          parts: parts, leafIsUnique: parts.last.map { leaves[FieldNames.fold($0)] == 1 } ?? false), sources: sources)
    }
  }
}

/// Degrees, minutes and seconds in columns of their own.
enum Sexagesimal {
  /// How many of the first columns together are one angle, and what stands over it; 1 where they are none.
  ///
  /// - Parameter columns: what stands over each column, from the top down.
  static func group(_ columns: ArraySlice<[String]>) -> (parts: [String], count: Int) {
    let marks = [["度", "°"], ["分", "′", "'"], ["秒", "″", "\""]]
    var names: [[String]] = []
    for (parts, marks) in zip(columns, marks) {
      guard let name = stripped(parts, marks), names.isEmpty || names[0] == name else { break }
      names.append(name)
    }
    guard names.count > 1, let name = names.first else { return ([], 1) }
    // `经分` beside `经秒`: what is left of `经度` is no name.
    let isBare = name.count == 1 && ["经", "纬", "东", "北"].contains(name[0])
    return (isBare ? [name[0] + "度"] : name, names.count)
  }

  private static func stripped(_ parts: [String], _ marks: [String]) -> [String]? {
    guard let leaf = parts.last.map(FieldNames.fold) else { return nil }
    if parts.count > 1, marks.contains(leaf) { return Array(parts.dropLast()) }
    for mark in marks {
      for suffix in ["(\(mark))", mark] where leaf.hasSuffix(suffix) && leaf.count > suffix.count {
        return parts.dropLast() + [String(leaf.dropLast(suffix.count))]
      }
    }
    return nil
  }

  static func text(_ cells: [String]) -> String {
    let parts = TextColumn(cells)
    var column = TextColumn()
    parts.withAllBytes { bytes in
      append(cells.indices.map { UnsafeBufferPointer(rebasing: bytes[parts.byteRange($0)]) }, to: &column)
    }
    return column[0]
  }

  /// The angle in its usual notation; blank parts are left out.
  static func append(_ cells: [UnsafeBufferPointer<UInt8>], to column: inout TextColumn) {
    var text: [UInt8] = []
    for (cell, mark) in zip(cells, ["°", "′", "″"]) {
      let part = TextColumn.trim(cell)
      guard !part.isEmpty else { continue }
      text.append(contentsOf: part)
      // Some write the marks besides.
      if part.last.map({ (0x30...0x39).contains($0) || $0 == 0x2E }) ?? false { text.append(contentsOf: mark.utf8) }
    }
    text.withUnsafeBufferPointer { column.append($0) }
  }
}

/// What a labelled value above a table says of all its rows.
enum AboveTable {
  private static let keys: Set<FieldKey> = [
    .crs, "height_datum", .line, "line_code", "unit", "unit1", "unit2", "level", "year", "round", "survey_method",
    "bearing_reference", "inspected_on", "province_name", "city_name", "county_name",
  ]

  /// Whether the label names such a field, and no header of the table the same one.
  static func counts(_ label: String, besides table: [HeaderReadings]) -> Bool {
    let wanted = fields(HeaderReadings(label)).intersection(keys)
    return !wanted.isEmpty && table.allSatisfy { fields($0).isDisjoint(with: wanted) }
  }

  private static func fields(_ header: HeaderReadings) -> Set<FieldKey> {
    Set(RecordKind.allCases.compactMap { FieldNames.standard.match(header, $0)?.key })
  }
}
