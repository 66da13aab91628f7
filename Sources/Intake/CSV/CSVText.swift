internal import Glibc

/// The text of a delimited file as UTF-8: the mapped file itself, or a decoded copy.
struct CSVText {
  let encoding: TextEncoding
  let origin: EncodingOrigin
  /// Some bytes are no characters: they are `TextDecoder.damageMark` or otherwise invalid UTF-8.
  let isDamaged: Bool
  let holdsNUL: Bool
  /// The columns in which cells had another encoding than the others.
  let foreignColumns: [Int]
  private let storage: Storage

  private enum Storage {
    case file(MappedFile, skipping: Int)
    case decoded([UInt8])
  }

  /// - Parameter option: the encoding that the user named.
  /// - Throws: `IntakeError` (`unknownEncoding`, `unsupportedEncoding`, `notText`).
  init(_ file: MappedFile, path: String, option: String?) throws(IntakeError) {
    let mark = ByteOrderMark(file.bytes)
    let declared = try Self.encoding(named: option, file: path)
    if let encoding = mark?.encoding ?? declared {
      origin = mark == nil ? .option : .byteOrderMark
      (storage, isDamaged) = Self.decode(file, skipping: mark?.length ?? 0, encoding)
      self.encoding = encoding
      foreignColumns = []
    } else {
      (storage, encoding, origin, foreignColumns) = try Self.detect(file, path)
      isDamaged = false
    }
    holdsNUL = Self.holdsNUL(storage)
    // A NUL that early means a workbook or UTF-16 under the name of a table, later ones a damaged row.
    let isBinary = holdsNUL && Self.bytes(of: storage) { $0.prefix(4096).contains(0) }
    if isBinary { throw IntakeError(.notText, file: path) }
  }

  /// Gives memory back for a part of the text that has been read.
  func release(_ range: Range<Int>) {
    guard case .file(let file, let skipped) = storage else { return }
    file.release(range.lowerBound + skipped..<range.upperBound + skipped)
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try Self.bytes(of: storage, body)
  }

  private static func bytes<Result>(
    of storage: Storage, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    switch storage {
    case .file(let file, let skipped):
      try withExtendedLifetime(file) { try body(UnsafeRawBufferPointer(rebasing: file.bytes[skipped...])) }
    case .decoded(let bytes): try bytes.withUnsafeBytes(body)
    }
  }

  private static func holdsNUL(_ storage: Storage) -> Bool {
    let isFree: (UnsafeRawBufferPointer) -> Bool = { piece in
      piece.baseAddress.map { memchr($0, 0, piece.count) == nil } ?? true
    }
    switch storage {
    case .file(let file, let skipped): return !file.allPieces(from: skipped, satisfy: isFree)
    case .decoded(let bytes): return !bytes.withUnsafeBytes(isFree)
    }
  }

  private static func encoding(named option: String?, file: String) throws(IntakeError) -> TextEncoding? {
    guard let option else { return nil }
    guard let encoding = TextEncoding(named: option) else {
      throw IntakeError(.unsupportedEncoding, file: file, value: option)
    }
    return encoding
  }

  private static func decode(
    _ file: MappedFile, skipping length: Int, _ encoding: TextEncoding
  ) -> (storage: Storage, isDamaged: Bool) {
    guard encoding != .utf8, let decoder = TextDecoder(encoding) else {
      return (.file(file, skipping: length), !file.allPieces(from: length, satisfy: isValidUTF8))
    }
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[length...])
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count * 3 / 2)
    let damage = decoder.decode(bytes, into: &decoded)
    return (.decoded(decoded), damage > 0)
  }

  private static func detect(
    _ file: MappedFile, _ path: String
  ) throws(IntakeError) -> (Storage, TextEncoding, EncodingOrigin, foreign: [Int]) {
    switch EncodingDetection(of: file.bytes, isUTF8: file.allPieces(satisfy: isValidUTF8)) {
    case .utf8: return (.file(file, skipping: 0), .utf8, .valid, [])
    case .unknown(let found):
      guard let mixed = MixedText(file.bytes) else { throw IntakeError(.unknownEncoding(found: found), file: path) }
      return (.decoded(mixed.bytes), .utf8AndGB18030, .detected, mixed.foreignCells.keys.sorted())
    case .encoding(let encoding):
      let (storage, isDamaged) = decode(file, skipping: 0, encoding)
      guard isDamaged else { return (storage, encoding, .detected, []) }
      if let mixed = MixedText(file.bytes) {
        return (.decoded(mixed.bytes), .utf8AndGB18030, .detected, mixed.foreignCells.keys.sorted())
      }
      let row = bytes(of: storage) { bytes in
        bytes.prefix { $0 != TextDecoder.damageMark }.count { $0 == UInt8(ascii: "\n") } + 1
      }
      throw IntakeError(.unknownEncoding(found: "\(encoding.name)?"), file: path, row: row)
    }
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
