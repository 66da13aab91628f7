/// Delimited text in which some cells are UTF-8 and some GB 18030, as tables become that are put together from exports of
/// different programs.
struct MixedText {
  /// All of it as UTF-8, in a temporary file.
  let file: MappedFile
  /// The columns with cells in GB 18030, ascending.
  let foreignColumns: [Int]

  /// - Parameters:
  ///   - path: what errors name.
  ///   - recordLimit: the bytes that a record may have.
  /// - Returns: `nil` unless every cell is one or the other, both occur, and what is not UTF-8 is plainly Chinese.
  init?(_ source: MappedFile, path: String, recordLimit: Int = CSVScanner.recordLimit) throws(IntakeError) {
    guard let decoder = TextDecoder(.gb18030) else { return nil }
    let text = source.bytes
    let bound = text.bindMemory(to: UInt8.self)
    var scanner = CSVScanner(bound, delimiter: DelimiterSniffer.delimiter(of: bound), recordLimit: recordLimit)
    var form = GBForm()
    var foreign: Set<Int> = []
    var holdsUTF8 = false
    var copy = PiecewiseCopy(of: source, to: try TemporaryFile(for: path))
    while case let outcome = scanner.next(), outcome != .end {
      if outcome == .tooLong { return nil }
      let cells = outcome == .record ? scanner.cells.map { $0.start..<$0.end } : [scanner.record]
      for (column, range) in cells.enumerated() {
        let cell = UnsafeRawBufferPointer(rebasing: text[range])
        if isValidUTF8(cell) {
          holdsUTF8 = holdsUTF8 || cell.contains { $0 >= 0x80 }
          continue
        }
        form.add(cell)
        guard form.isPossible, copy.replace(range, by: decoder) else { return nil }
        foreign.insert(column)
      }
      try copy.write(before: scanner.position)
    }
    guard holdsUTF8, form.isPlain else { return nil }
    file = try copy.finished()
    foreignColumns = foreign.sorted()
  }
}

/// Copies a file with some of its cells decoded, and gives back the memory of what is done.
private struct PiecewiseCopy: ~Copyable {
  private let source: MappedFile
  private let target: TemporaryFile
  /// What is not written yet, and how far it goes in the source.
  private var pending: [UInt8] = []
  private var copied = 0
  private var released = 0

  private static let pieceSize = 1 << 20

  init(of source: MappedFile, to target: consuming TemporaryFile) {
    self.source = source
    self.target = target
  }

  /// - Returns: whether every byte of the cell is part of a character.
  mutating func replace(_ cell: Range<Int>, by decoder: TextDecoder) -> Bool {
    pending.append(contentsOf: source.bytes[copied..<cell.lowerBound])
    copied = cell.upperBound
    return decoder.decode(UnsafeRawBufferPointer(rebasing: source.bytes[cell]), into: &pending) == 0
  }

  /// Writes what stands before a position, once it is worth while.
  mutating func write(before position: Int) throws(IntakeError) {
    guard position - released >= Self.pieceSize else { return }
    try writeAll(before: position)
  }

  private mutating func writeAll(before position: Int) throws(IntakeError) {
    pending.append(contentsOf: source.bytes[copied..<position])
    copied = position
    let outcome: Result<Void, IntakeError> = pending.withUnsafeBytes { piece in
      do throws(IntakeError) { return .success(try target.write(piece)) } catch { return .failure(error) }
    }
    try outcome.get()
    pending.removeAll(keepingCapacity: true)
    source.release(released..<position)
    released = position
  }

  mutating func finished() throws(IntakeError) -> MappedFile {
    try writeAll(before: source.size)
    return try target.mapped()
  }
}
