/// The cells of one column as UTF-8 in one buffer.
///
/// Cells hold the text as it was given. Bulk code reads bytes (`withBytes`); a `String` is made only for what reaches a
/// message. A blank cell is one of white space only.
public struct TextColumn: Sendable, Equatable {
  @usableFromInline private(set) var bytes: [UInt8] = []
  @usableFromInline private(set) var ends: [Int] = []

  public init() {}

  public init(blank count: Int) {
    ends = Array(repeating: 0, count: count)
  }

  public init(_ cells: some Sequence<String>) {
    for cell in cells { append(cell) }
  }

  public var count: Int { ends.count }

  // MARK: Reading

  @inlinable
  public func byteRange(_ row: Int) -> Range<Int> {
    (row == 0 ? 0 : ends[row - 1])..<ends[row]
  }

  /// The text of a cell as given.
  public subscript(row: Int) -> String {
    let range = byteRange(row)
    return bytes.withUnsafeBufferPointer { String(decoding: $0[range], as: UTF8.self) }
  }

  /// The text of a cell without white space (ASCII and U+3000) at its ends.
  public func trimmed(_ row: Int) -> String {
    withBytes(row) { String(decoding: TextColumn.trim($0), as: UTF8.self) }
  }

  /// Runs `body` with the UTF-8 bytes of a cell; they must not escape.
  @inlinable
  public func withBytes<Result, Failure: Error>(
    _ row: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = byteRange(row)
    return try bytes.withUnsafeBufferPointer { buffer throws(Failure) -> Result in
      try body(UnsafeBufferPointer(rebasing: buffer[range]))
    }
  }

  /// Runs `body` with the bytes of all cells, for loops over a whole column: cell `i` is `bytes[range(i)]`.
  @inlinable
  public func withAllBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) -> Result in try body(buffer) }
  }

  /// Runs `body` with the bytes of several columns at once: the fields of a kind, not the thousands that a file can have,
  /// since each costs a frame of the stack.
  public static func withAllBytes<Result>(
    of columns: [TextColumn], _ body: ([UnsafeBufferPointer<UInt8>]) throws -> Result
  ) rethrows -> Result {
    func open(_ opened: [UnsafeBufferPointer<UInt8>]) throws -> Result {
      guard opened.count < columns.count else { return try body(opened) }
      return try columns[opened.count].withAllBytes { try open(opened + [$0]) }
    }
    return try open([])
  }

  public func isBlank(_ row: Int) -> Bool {
    let range = byteRange(row)
    return withAllBytes { TextColumn.isBlank(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Whether a cell holds nothing but white space (ASCII and U+3000).
  @inlinable
  public static func isBlank(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first else { return true }
    // Only a cell that begins with white space can be all white space.
    guard first <= 0x20 || first == 0xE3 else { return false }
    return trim(cell).isEmpty
  }

  /// How many cells are not blank.
  public var filledCount: Int { bytes.isEmpty ? 0 : (0..<count).count { !isBlank($0) } }

  public var allBlank: Bool { bytes.isEmpty || (0..<count).allSatisfy(isBlank) }

  /// A cell's bytes without white space (ASCII and U+3000) at its ends.
  public static func trim(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, cell.count)
    while start < end {
      if isASCIISpace(cell[start]) {
        start += 1
      } else if isIdeographicSpace(cell, at: start, before: end) {
        start += 3
      } else {
        break
      }
    }
    while end > start {
      if isASCIISpace(cell[end - 1]) {
        end -= 1
      } else if end - 3 >= start, isIdeographicSpace(cell, at: end - 3, before: end) {
        end -= 3
      } else {
        break
      }
    }
    return UnsafeBufferPointer(rebasing: cell[start..<end])
  }

  private static func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func isIdeographicSpace(_ cell: UnsafeBufferPointer<UInt8>, at index: Int, before end: Int) -> Bool {
    index + 2 < end && cell[index] == 0xE3 && cell[index + 1] == 0x80 && cell[index + 2] == 0x80
  }

  // MARK: Building

  @inlinable
  public mutating func append(_ cell: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: cell)
    ends.append(bytes.count)
  }

  public mutating func append(_ cell: String) {
    bytes.append(contentsOf: cell.utf8)
    ends.append(bytes.count)
  }

  public mutating func appendBlank(count: Int = 1) {
    for _ in 0..<count { ends.append(bytes.count) }
  }

  public mutating func append(contentsOf other: TextColumn) {
    let base = bytes.count
    bytes.append(contentsOf: other.bytes)
    ends.append(contentsOf: other.ends.lazy.map { $0 + base })
  }

  public mutating func reserveCapacity(rows: Int, bytes byteCount: Int) {
    ends.reserveCapacity(rows)
    bytes.reserveCapacity(byteCount)
  }

  public mutating func removeAll(keepingCapacity: Bool) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
    ends.removeAll(keepingCapacity: keepingCapacity)
  }
}
