internal import Glibc

/// The text of a delimited file as UTF-8: the mapped file itself, or a decoded copy, mapped as well.
struct CSVText {
  let encoding: TextEncoding
  let origin: EncodingOrigin
  /// Some bytes are no characters: they are `TextDecoder.damageMark` or otherwise invalid UTF-8.
  let isDamaged: Bool
  let holdsNUL: Bool
  /// The columns in which cells had another encoding than the others.
  let foreignColumns: [Int]
  private let file: MappedFile
  /// The bytes of the mark before the text.
  private let start: Int

  /// - Parameter option: the encoding that the user named.
  /// - Throws: `IntakeError` (`unknownEncoding`, `unsupportedEncoding`, `notText`).
  init(_ file: MappedFile, path: String, option: String?) throws(IntakeError) {
    let mark = ByteOrderMark(file.bytes)
    let declared = try Self.encoding(named: option, file: path)
    if let encoding = mark?.encoding ?? declared {
      origin = mark == nil ? .option : .byteOrderMark
      (self.file, isDamaged) = try Self.decode(file, skipping: mark?.length ?? 0, encoding, path)
      start = encoding == .utf8 ? mark?.length ?? 0 : 0
      self.encoding = encoding
      foreignColumns = []
    } else {
      (self.file, encoding, origin, foreignColumns) = try Self.detect(file, path)
      start = 0
      isDamaged = false
    }
    holdsNUL = !self.file.allPieces(from: start) { piece in
      piece.baseAddress.map { memchr($0, 0, piece.count) == nil } ?? true
    }
    // A stray NUL is a damaged row.
    if holdsNUL, withBytes(Self.isBinary) { throw IntakeError(.notText, file: path) }
  }

  /// Gives memory back for a part of the text that has been read.
  func release(_ range: Range<Int>) { file.release(range.lowerBound + start..<range.upperBound + start) }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(file) { try body(UnsafeRawBufferPointer(rebasing: file.bytes[start...])) }
  }

  /// Whether the beginning is that of a workbook, or of UTF-16, under the name of a table: many NULs, or other bytes
  /// that no text has.
  private static func isBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = bytes.prefix(4096)
    return start.count { $0 == 0 } * 10 > start.count || start.contains { (0x01...0x08).contains($0) || $0 == 0x0E }
  }

  private static func encoding(named option: String?, file: String) throws(IntakeError) -> TextEncoding? {
    guard let option else { return nil }
    guard let encoding = TextEncoding(named: option) else {
      throw IntakeError(.unsupportedEncoding, file: file, value: option)
    }
    return encoding
  }

  /// The text as UTF-8, in a file of its own unless it is UTF-8 already.
  private static func decode(
    _ file: MappedFile, skipping length: Int, _ encoding: TextEncoding, _ path: String
  ) throws(IntakeError) -> (file: MappedFile, isDamaged: Bool) {
    guard encoding != .utf8 else { return (file, !file.allPieces(from: length, satisfy: isValidUTF8)) }
    let (text, damage) = try file.decoded(from: length, encoding, for: path)
    return (text, damage > 0)
  }

  private static func detect(
    _ file: MappedFile, _ path: String
  ) throws(IntakeError) -> (MappedFile, TextEncoding, EncodingOrigin, foreign: [Int]) {
    switch EncodingDetection(of: file) {
    case .utf8: return (file, .utf8, .valid, [])
    case .unknown(let found):
      guard let mixed = try MixedText(file, path: path) else {
        throw IntakeError(.unknownEncoding(found: found), file: path)
      }
      return (mixed.file, .utf8AndGB18030, .detected, mixed.foreignColumns)
    case .encoding(let encoding):
      let (text, isDamaged) = try decode(file, skipping: 0, encoding, path)
      guard isDamaged else { return (text, encoding, .detected, []) }
      if let mixed = try MixedText(file, path: path) {
        return (mixed.file, .utf8AndGB18030, .detected, mixed.foreignColumns)
      }
      let row = text.bytes.prefix { $0 != TextDecoder.damageMark }.count { $0 == UInt8(ascii: "\n") } + 1
      throw IntakeError(.unknownEncoding(found: "\(encoding.name)?"), file: path, row: row)
    }
  }
}

/// A delimited text and how it is cut into records.
struct DelimitedText {
  let text: CSVText
  let path: String
  let delimiter: UInt8
  /// The bytes of the longest record that is read.
  let recordLimit: Int

  func scanner(of bytes: UnsafeBufferPointer<UInt8>, from place: (position: Int, row: Int)) -> CSVScanner {
    CSVScanner(bytes, delimiter: delimiter, from: place.position, row: place.row, recordLimit: recordLimit)
  }
}

private struct ByteOrderMark {
  let encoding: TextEncoding
  let length: Int

  init?(_ bytes: UnsafeRawBufferPointer) {
    switch (bytes.first, bytes.dropFirst().first, bytes.dropFirst(2).first) {
    case (0xEF, 0xBB, 0xBF): (encoding, length) = (.utf8, 3)
    case (0xFF, 0xFE, _): (encoding, length) = (.utf16LittleEndian, 2)
    case (0xFE, 0xFF, _): (encoding, length) = (.utf16BigEndian, 2)
    default: return nil
    }
  }
}
