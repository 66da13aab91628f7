/// Cuts delimited text into records and cells by RFC 4180, as positions in the text.
///
/// Lines end with LF, CRLF or CR. A quote is special only at the start of a cell. The text is UTF-8 or any other
/// encoding whose delimiters, quotes and line ends are single ASCII bytes.
struct CSVScanner {
  struct Cell {
    var start: Int
    var end: Int
    /// The cell was quoted and holds doubled quotes.
    var hasDoubledQuotes = false
  }

  enum Outcome: Equatable {
    case record
    /// Quotes that do not pair; the record is the one line on which it began, and scanning goes on behind it.
    case unbalancedQuotes
    /// A record beyond the limit; scanning cannot go on.
    case tooLong
    case end
  }

  private let text: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  private(set) var position: Int
  /// The cells of the last record; one empty cell for an empty line, none behind an `unbalancedQuotes`.
  private(set) var cells: [Cell] = []
  /// The bytes of the last record without its line end.
  private(set) var record = 0..<0
  /// The number of the last record, counted from 1; empty lines count, a quoted line end does not.
  private(set) var row: Int

  /// What a record may have; more than any outline of a province as text, less than what would fill the memory.
  static let recordLimit = 64 << 20
  private let recordLimit: Int
  /// Where looking for the end of the record at hand stops.
  private var limit = 0

  /// - Parameters:
  ///   - row: the number of the record that ends at `position`.
  ///   - recordLimit: the bytes that a record may have.
  init(
    _ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, from position: Int = 0, row: Int = 0,
    recordLimit: Int = CSVScanner.recordLimit
  ) {
    self.text = text
    self.recordLimit = recordLimit
    self.delimiter = delimiter
    self.position = position
    self.row = row
  }

  /// Goes to the next record.
  ///
  /// - Complexity: linear; a line with an unpaired quote is passed at most twice.
  mutating func next() -> Outcome {
    guard position < text.count else { return .end }
    row += 1
    cells.removeAll(keepingCapacity: true)
    let start = position
    limit = start + min(recordLimit, text.count - start)
    var cursor = start
    while true {
      if cursor < text.count, text[cursor] == Self.quote {
        guard let end = appendQuotedCell(from: cursor) else {
          skipLine(from: start)
          return isCut(record.upperBound) ? .tooLong : .unbalancedQuotes
        }
        cursor = end
      } else {
        let end = endOfPlainCell(from: cursor)
        cells.append(Cell(start: cursor, end: end))
        cursor = end
      }
      guard cursor < text.count, text[cursor] == delimiter else { break }
      cursor += 1
    }
    record = start..<cursor
    if isCut(cursor) { return .tooLong }
    position = behindLineEnd(cursor)
    return .record
  }

  private func isCut(_ end: Int) -> Bool { end >= limit && limit < text.count }

  /// - Returns: the position behind the closing quote; `nil` when none closes the cell.
  private mutating func appendQuotedCell(from open: Int) -> Int? {
    var cell = Cell(start: open + 1, end: open + 1)
    var cursor = open + 1
    while true {
      guard let quote = firstQuote(from: cursor) else { return nil }
      let behind = quote + 1
      if behind < text.count, text[behind] == Self.quote {
        cell.hasDoubledQuotes = true
        cursor = behind + 1
        continue
      }
      guard behind == text.count || text[behind] == delimiter || Self.isLineEnd(text[behind]) else { return nil }
      cell.end = quote
      cells.append(cell)
      return behind
    }
  }

  private mutating func skipLine(from start: Int) {
    var cursor = start
    while cursor < limit, !Self.isLineEnd(text[cursor]) { cursor += 1 }
    cells.removeAll(keepingCapacity: true)
    record = start..<cursor
    position = behindLineEnd(cursor)
  }

  private func firstQuote(from start: Int) -> Int? {
    var cursor = start
    while cursor < limit {
      if text[cursor] == Self.quote { return cursor }
      cursor += 1
    }
    return nil
  }

  /// The position of the next delimiter or line end; eight bytes are compared at a time.
  @inline(__always)
  private func endOfPlainCell(from start: Int) -> Int {
    var cursor = start
    let delimiters = UInt64(delimiter) &* Self.ones
    if let base = UnsafeRawPointer(text.baseAddress) {
      while cursor &+ 8 <= limit {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: cursor, as: UInt64.self))
        let hits =
          Self.zeroBytes(word ^ delimiters) | Self.zeroBytes(word ^ Self.lineFeeds)
          | Self.zeroBytes(word ^ Self.carriageReturns)
        if hits != 0 { return cursor &+ hits.trailingZeroBitCount &>> 3 }
        cursor &+= 8
      }
    }
    while cursor < limit, text[cursor] != delimiter, !Self.isLineEnd(text[cursor]) { cursor &+= 1 }
    return cursor
  }

  private func behindLineEnd(_ position: Int) -> Int {
    guard position < text.count else { return position }
    let isPair =
      text[position] == Self.carriageReturn && position + 1 < text.count && text[position + 1] == Self.lineFeed
    return position + (isPair ? 2 : 1)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let lineFeeds = ones &* 0x0A
  private static let carriageReturns = ones &* 0x0D

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  /// The top bit of every zero byte; exact up to and including the lowest one, which is all that is looked at.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & 0x8080_8080_8080_8080 }
}
