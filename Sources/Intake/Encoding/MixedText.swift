/// Delimited text in which some cells are UTF-8 and some GB 18030, as tables become that are put together from exports of
/// different programs.
struct MixedText {
  /// All of it as UTF-8.
  private(set) var bytes: [UInt8] = []
  /// How many cells of each column were GB 18030.
  private(set) var foreignCells: [Int: Int] = [:]

  /// - Parameter recordLimit: the bytes that a record may have.
  /// - Returns: `nil` unless every cell is one or the other, both occur, and what is not UTF-8 is plainly Chinese.
  init?(_ text: UnsafeRawBufferPointer, recordLimit: Int = CSVScanner.recordLimit) {
    guard let decoder = TextDecoder(.gb18030) else { return nil }
    let bound = text.bindMemory(to: UInt8.self)
    var scanner = CSVScanner(bound, delimiter: DelimiterSniffer.delimiter(of: bound), recordLimit: recordLimit)
    var form = GBForm()
    var holdsUTF8 = false
    var copied = 0
    bytes.reserveCapacity(text.count * 5 / 4)
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
        bytes.append(contentsOf: text[copied..<range.lowerBound])
        guard form.isPossible, decoder.decode(cell, into: &bytes) == 0 else { return nil }
        copied = range.upperBound
        foreignCells[column, default: 0] += 1
      }
    }
    guard holdsUTF8, form.isPlain else { return nil }
    bytes.append(contentsOf: text[copied...])
  }
}
