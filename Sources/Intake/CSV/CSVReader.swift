internal import Registry

/// Reads delimited text: CSV by RFC 4180, and the same with tabs or semicolons.
///
/// Our own reader because it keeps rows, raw texts and encodings exactly, and because tables of a million rows come in
/// this format.
final class CSVReader {
  private let file: DelimitedText
  private let layout: TableLayout
  private let body: TableBody
  private let headers: [String]
  private var position: Int
  private var row: Int
  /// Another table begins at `position`.
  private var otherTableFollows = false
  private var notes: [ImportNote] = []
  /// The bytes of each column in the batch before, by which room is made for the next one.
  private var columnSizes: [Int] = []
  /// Room for a cell without the doubling of its quotes.
  private var scratch: [UInt8] = []

  /// - Parameter explicitHeaders: headers that the user named; they tell the header row from a title.
  /// - Throws: `IntakeError`.
  static func layer(
    path: String, encoding: String?, explicitHeaders: some Collection<String>,
    recordLimit: Int = CSVScanner.recordLimit
  ) throws(IntakeError) -> RawLayer {
    let text = try CSVText(MappedFile(path: path), path: path, option: encoding)
    let isTabbed = FilePath(path).fileExtension == "tsv"
    let delimiter = isTabbed ? Self.tab : text.withBytes { DelimiterSniffer.delimiter(of: $0.bound) }
    let file = DelimitedText(text: text, path: path, delimiter: delimiter, recordLimit: recordLimit)
    guard let layer = layer(file, at: (0, 0), number: 1, Array(explicitHeaders)) else {
      throw IntakeError(.empty, file: path)
    }
    return layer
  }

  /// The table that begins at a position of the text.
  private static func layer(
    _ file: DelimitedText, at place: (position: Int, row: Int), number: Int, _ explicit: [String]
  ) -> RawLayer? {
    guard let reader = CSVReader(file, at: place, explicit) else { return nil }
    let text = file.text
    return RawLayer(
      name: RawLayer.name(FilePath(file.path).stem, table: number), headers: reader.headers,
      headerReadings: reader.layout.readings, format: file.delimiter == Self.tab ? "TSV" : "CSV",
      encoding: "\(text.encoding.name) (\(text.origin.description))",
      next: reader.next,
      following: {
        guard reader.otherTableFollows else { return nil }
        let place = (reader.position, reader.row)
        return layer(file, at: place, number: number + 1, explicit)
      })
  }

  /// - Returns: `nil` when nothing but blank rows is left.
  private init?(_ file: DelimitedText, at place: (position: Int, row: Int), _ explicit: [String]) {
    let text = file.text
    let rows = text.withBytes { bytes in Self.rows(file.scanner(of: bytes.bound, from: place), bytes.bound) }
    guard let layout = TableLayout(rows.map(\.row), explicit: explicit) else { return nil }
    self.file = file
    self.layout = layout
    body = TableBody(layout)
    headers = layout.headers
    let before = layout.bodyStart > 0 ? rows[layout.bodyStart - 1] : nil
    (position, row) = before.map { ($0.end, $0.row.number) } ?? place
    if place.position == 0, text.origin == .detected {
      notes.append(ImportNote(.encodingDetected, source: 0, value: text.encoding.name))
    }
    notes += layout.notes
    var foreign: [String] = []
    for name in text.foreignColumns.compactMap(layout.name(ofSource:)) where !foreign.contains(name) {
      foreign.append(name)
    }
    notes += foreign.map {
      ImportNote(.damagedText, source: 0, field: $0, value: "GB18030", details: ["damage": "encoding"])
    }
  }

  // MARK: Batches

  private func next() throws(IntakeError) -> RawBatch? {
    guard !otherTableFollows else { return nil }
    var batch = RawBatch(columnCount: headers.count, hasGeometry: false)
    batch.notes = notes
    notes = []
    let start = position
    let isWhole = file.text.withBytes { bytes in
      var scanner = file.scanner(of: bytes.bound, from: (position, row))
      let isWhole = fill(&batch, from: &scanner, bytes.bound)
      (position, row) = (scanner.position, scanner.row)
      if otherTableFollows { (position, row) = (scanner.record.lowerBound, scanner.row - 1) }
      return isWhole
    }
    guard isWhole else { throw IntakeError(.recordTooLong(bytes: file.recordLimit), file: file.path, row: row) }
    file.text.release(start..<position)
    batch.notes += notes
    notes = []
    return batch.isEmpty ? nil : batch
  }

  /// What a batch may have, however few its rows are, unless a single one has more.
  private static let batchSize = 32 << 20
  /// What is looked at of a cell to see whether it is a header.
  private static let headerSize = 1 << 20

  /// - Returns: whether no record was too long.
  private func fill(
    _ batch: inout RawBatch, from scanner: inout CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let start = scanner.position
    var columns: [TextColumn] = []
    swap(&columns, &batch.columns)
    defer { swap(&columns, &batch.columns) }
    for (index, size) in columnSizes.enumerated() {
      columns[index].reserveCapacity(rows: RawBatch.rowLimit, bytes: size + size / 8)
    }
    batch.rowNumbers.reserveCapacity(columnSizes.isEmpty ? 0 : RawBatch.rowLimit)
    defer { columnSizes = columns.map(\.byteCount) }
    return columns.withUnsafeMutableBufferPointer { columns in
      while !otherTableFollows, batch.rowNumbers.count + batch.rejected.count < RawBatch.rowLimit {
        if scanner.position - start > Self.batchSize, batch.rowNumbers.count + batch.rejected.count > 0 { break }
        let outcome = scanner.next()
        if outcome == .end { break }
        if outcome == .tooLong { return false }
        if outcome == .record, passesOver(scanner, bytes) { continue }
        if let fault = fault(of: outcome, scanner, bytes) {
          let cells =
            outcome == .record
            ? layout.arranged(scanner.cells.map { Self.string($0, bytes) }) : [Self.string(bytes[scanner.record])]
          batch.rejected.append(
            RejectedRow(
              origin: Origin(source: 0, row: scanner.row), field: fault.field, reason: fault.reason, cells: cells))
        } else if !scanner.record.isEmpty {
          append(scanner.cells, bytes, to: columns)
          batch.rowNumbers.append(scanner.row)
        }
      }
      return true
    }
  }

  /// Whether the record is none of the table; at another table the reader ends.
  private func passesOver(_ scanner: CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let verdict = scanner.cells.withUnsafeBufferPointer { cells in
      body.verdict(
        count: cells.count, cell: { UnsafeBufferPointer(rebasing: bytes[cells[$0].start..<cells[$0].end]) },
        following: { Self.rows(scanner, bytes, atMost: 3).map(\.row) })
    }
    switch verdict {
    case .record: return !layout.isPlain && scanner.cells.allSatisfy { Self.isBlank($0, bytes) }
    case .skipped(let code):
      let text = scanner.cells.map { Self.string($0, bytes) }.filter { !TableRow.isBlank($0) }.joined(separator: " ")
      notes.append(ImportNote(code, source: 0, row: scanner.row, value: text))
    case .otherTable:
      notes.append(ImportNote(.furtherTable, source: 0, row: scanner.row))
      otherTableFollows = true
    }
    return true
  }

  private func append(
    _ cells: [CSVScanner.Cell], _ bytes: UnsafeBufferPointer<UInt8>,
    to columns: UnsafeMutableBufferPointer<TextColumn>
  ) {
    guard layout.isPlain else {
      appendArranged(cells, bytes, to: columns)
      return
    }
    let given = min(cells.count, columns.count)
    for index in 0..<given {
      let cell = cells[index]
      let raw = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
      if cell.hasDoubledQuotes {
        unescape(raw)
        scratch.withUnsafeBufferPointer { columns[index].append($0) }
      } else {
        columns[index].append(raw)
      }
    }
    for index in given..<columns.count { columns[index].appendBlank() }
  }

  /// Appends the cells to the columns of the layout, which are not those of the file.
  private func appendArranged(
    _ cells: [CSVScanner.Cell], _ bytes: UnsafeBufferPointer<UInt8>,
    to columns: UnsafeMutableBufferPointer<TextColumn>
  ) {
    for (index, column) in layout.columns.enumerated() {
      let parts = column.sources.prefix { $0 < cells.count }.map { cells[$0] }
      if column.sources.count > 1 {
        Sexagesimal.append(
          parts.map { UnsafeBufferPointer(rebasing: bytes[$0.start..<$0.end]) }, to: &columns[index])
      } else if let cell = parts.first {
        columns[index].append(Self.string(cell, bytes))
      } else {
        columns[index].appendBlank()
      }
    }
    for (index, pair) in layout.constants.enumerated() { columns[layout.columns.count + index].append(pair.value) }
  }

  // MARK: Faults

  private func fault(
    of outcome: CSVScanner.Outcome, _ scanner: CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (reason: LocalizedText, field: String?)? {
    if outcome == .unbalancedQuotes {
      return (LocalizedText(zh: "这一行的引号不成对", en: "the quotes of this line do not pair"), nil)
    }
    let width = layout.width
    if scanner.cells.count > width, scanner.cells[width...].contains(where: { !Self.isBlank($0, bytes) }) {
      let (given, expected) = (scanner.cells.count, width)
      return (
        LocalizedText(
          zh: "这一行有 \(given) 格，表头只有 \(expected) 列", en: "the row has \(given) cells, the header \(expected)"), nil
      )
    }
    guard file.text.isDamaged || file.text.holdsNUL else { return nil }
    return byteFault(scanner, bytes)
  }

  private func byteFault(
    _ scanner: CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (reason: LocalizedText, field: String?)? {
    for (index, cell) in scanner.cells.enumerated() {
      let raw = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[cell.start..<cell.end])
      let field = layout.name(ofSource: index)
      if file.text.holdsNUL, raw.contains(0) {
        return (LocalizedText(zh: "这一格含有空字符（NUL）", en: "the cell holds a NUL byte"), field)
      }
      if file.text.isDamaged, !isValidUTF8(raw) {
        let name = file.text.encoding.name
        return (LocalizedText(zh: "这一格的文字不是 \(name) 编码", en: "the text of the cell is not \(name)"), field)
      }
    }
    return nil
  }

  // MARK: Cells

  /// Leaves the cell in `scratch` with every doubled quote as one.
  private func unescape(_ cell: UnsafeBufferPointer<UInt8>) {
    scratch.removeAll(keepingCapacity: true)
    var skipNext = false
    for byte in cell {
      if skipNext {
        skipNext = false
        continue
      }
      scratch.append(byte)
      skipNext = byte == UInt8(ascii: "\"")
    }
  }

  private static func string(
    _ cell: CSVScanner.Cell, _ bytes: UnsafeBufferPointer<UInt8>, _ limit: Int = .max
  ) -> String {
    let text = string(bytes[cell.start..<cell.end].prefix(limit))
    guard cell.hasDoubledQuotes else { return text }
    return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }

  private static func string(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static func isBlank(_ cell: CSVScanner.Cell, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    TextColumn.trim(UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])).isEmpty
  }

  // MARK: Header

  /// The next rows that are not blank, and where each ends.
  private static func rows(
    _ start: CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>, atMost limit: Int = TableLayout.depth
  ) -> [(row: TableRow, end: Int)] {
    var scanner = start
    var rows: [(row: TableRow, end: Int)] = []
    var looked = 0
    while rows.count < limit, looked < 4 * limit {
      let outcome = scanner.next()
      if outcome == .end || outcome == .tooLong { break }
      looked += 1
      let cells =
        scanner.cells.isEmpty
        ? [string(bytes[scanner.record].prefix(headerSize))] : scanner.cells.map { string($0, bytes, headerSize) }
      let row = TableRow(number: scanner.row, cells: cells)
      if !row.isBlank { rows.append((row, scanner.position)) }
    }
    return rows
  }

  private static let tab = UInt8(ascii: "\t")
}

extension TextColumn {
  fileprivate var byteCount: Int { count == 0 ? 0 : byteRange(count - 1).upperBound }
}

extension UnsafeRawBufferPointer {
  fileprivate var bound: UnsafeBufferPointer<UInt8> { bindMemory(to: UInt8.self) }
}

/// Finds out what separates the cells.
enum DelimiterSniffer {
  private static let candidates: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";")]
  private static let depth = 20

  /// The candidate that most of the first records have equally often; texts hold commas, but not the same number in
  /// every record.
  static func delimiter(of bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var best = (delimiter: UInt8(ascii: ","), rows: 0, cells: 1)
    for candidate in candidates {
      var scanner = CSVScanner(bytes, delimiter: candidate)
      var rowsByCells: [Int: Int] = [:]
      for _ in 0..<depth {
        guard scanner.next() == .record else { break }
        if scanner.cells.count > 1 { rowsByCells[scanner.cells.count, default: 0] += 1 }
      }
      guard let usual = rowsByCells.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
      if (usual.value, usual.key) > (best.rows, best.cells) { best = (candidate, usual.value, usual.key) }
    }
    return best.delimiter
  }
}
