internal import Registry

/// Reads delimited text: CSV by RFC 4180, and the same with tabs or semicolons.
///
/// Our own reader because it keeps rows, raw texts and encodings exactly, and because tables of a million rows come in
/// this format.
final class CSVReader {
  private let text: CSVText
  private let delimiter: UInt8
  private let path: String
  private let recordLimit: Int
  private let headers: [String]
  private var position: Int
  private var row: Int
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
    let reader = try CSVReader(
      path: path, encoding: encoding, explicitHeaders: explicitHeaders, recordLimit: recordLimit)
    let text = reader.text
    return RawLayer(
      name: FilePath(path).stem, headers: reader.headers, format: reader.delimiter == Self.tab ? "TSV" : "CSV",
      encoding: "\(text.encoding.name) (\(text.origin.description))", next: reader.next)
  }

  private init(
    path: String, encoding: String?, explicitHeaders: some Collection<String>, recordLimit: Int
  ) throws(IntakeError) {
    let text = try CSVText(MappedFile(path: path), path: path, option: encoding)
    (self.text, self.path, self.recordLimit) = (text, path, recordLimit)
    let isTabbed = FilePath(path).fileExtension == "tsv"
    let delimiter = isTabbed ? Self.tab : text.withBytes { DelimiterSniffer.delimiter(of: $0.bound) }
    self.delimiter = delimiter
    let rows = text.withBytes { Self.firstRows($0.bound, delimiter) }
    let candidates = rows.filter { !$0.isBlank }
    guard !candidates.isEmpty else { throw IntakeError(.empty, file: path) }
    let header = candidates[HeaderRow.index(in: candidates.map(\.cells), explicit: explicitHeaders)]
    headers = HeaderRow.headers(Self.withoutBlankEnd(header.cells))
    (position, row) = (header.end, header.row)
    if text.origin == .detected {
      notes.append(ImportNote(.encodingDetected, source: 0, value: text.encoding.name))
    }
    if header.row > (candidates.first?.row ?? 1) {
      let titles = HeaderRow.titles(candidates.prefix { $0.row < header.row }.map(\.cells))
      notes.append(ImportNote(.titleRowsSkipped, source: 0, row: header.row, value: titles))
    }
  }

  // MARK: Batches

  private func next() throws(IntakeError) -> RawBatch? {
    var batch = RawBatch(columnCount: headers.count, hasGeometry: false)
    batch.notes = notes
    notes = []
    let start = position
    let isWhole = text.withBytes { bytes in
      var scanner = CSVScanner(
        bytes.bound, delimiter: delimiter, from: position, row: row, recordLimit: recordLimit)
      defer { (position, row) = (scanner.position, scanner.row) }
      return fill(&batch, from: &scanner, bytes.bound)
    }
    guard isWhole else { throw IntakeError(.recordTooLong(bytes: recordLimit), file: path, row: row) }
    text.release(start..<position)
    return batch.count == 0 && batch.rejected.isEmpty ? nil : batch
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
      while batch.rowNumbers.count + batch.rejected.count < RawBatch.rowLimit {
        if scanner.position - start > Self.batchSize, batch.rowNumbers.count + batch.rejected.count > 0 { break }
        let outcome = scanner.next()
        if outcome == .end { break }
        if outcome == .tooLong { return false }
        if let fault = fault(of: outcome, scanner, bytes) {
          let cells =
            outcome == .record ? scanner.cells.map { Self.string($0, bytes) } : [Self.string(bytes[scanner.record])]
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

  private func append(
    _ cells: [CSVScanner.Cell], _ bytes: UnsafeBufferPointer<UInt8>,
    to columns: UnsafeMutableBufferPointer<TextColumn>
  ) {
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

  // MARK: Faults

  private func fault(
    of outcome: CSVScanner.Outcome, _ scanner: CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (reason: LocalizedText, field: String?)? {
    if outcome == .unbalancedQuotes {
      return (LocalizedText(zh: "这一行的引号不成对", en: "the quotes of this line do not pair"), nil)
    }
    if scanner.cells.count > headers.count,
      scanner.cells[headers.count...].contains(where: { !Self.isBlank($0, bytes) })
    {
      let (given, expected) = (scanner.cells.count, headers.count)
      return (
        LocalizedText(
          zh: "这一行有 \(given) 格，表头只有 \(expected) 列", en: "the row has \(given) cells, the header \(expected)"), nil
      )
    }
    guard text.isDamaged || text.holdsNUL else { return nil }
    return byteFault(scanner, bytes)
  }

  private func byteFault(
    _ scanner: CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (reason: LocalizedText, field: String?)? {
    for (index, cell) in scanner.cells.enumerated() {
      let raw = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[cell.start..<cell.end])
      let field = index < headers.count ? headers[index] : nil
      if text.holdsNUL, raw.contains(0) {
        return (LocalizedText(zh: "这一格含有空字符（NUL）", en: "the cell holds a NUL byte"), field)
      }
      if text.isDamaged, !isValidUTF8(raw) {
        let name = text.encoding.name
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

  private struct FirstRow {
    var cells: [String]
    var row: Int
    var end: Int

    var isBlank: Bool { TextColumn([cells.joined()]).isBlank(0) }
  }

  private static func firstRows(_ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) -> [FirstRow] {
    var scanner = CSVScanner(bytes, delimiter: delimiter)
    var rows: [FirstRow] = []
    while rows.count < HeaderRow.searchDepth {
      let outcome = scanner.next()
      if outcome == .end || outcome == .tooLong { break }
      let cells =
        scanner.cells.isEmpty
        ? [string(bytes[scanner.record].prefix(headerSize))] : scanner.cells.map { string($0, bytes, headerSize) }
      rows.append(FirstRow(cells: cells, row: scanner.row, end: scanner.position))
    }
    return rows
  }

  /// Spreadsheets write delimiters for columns that are empty from top to bottom.
  private static func withoutBlankEnd(_ cells: [String]) -> [String] {
    let blanks = cells.reversed().prefix { TextColumn([$0]).isBlank(0) }.count
    return cells.dropLast(blanks)
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
