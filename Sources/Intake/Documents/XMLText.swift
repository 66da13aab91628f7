/// An XML file as UTF-8: the mapped file itself, or a decoded copy, mapped as well.
struct XMLText {
  /// The encoding and how it was known, for the workspace.
  let label: String
  private let file: MappedFile
  /// The bytes of the mark before the text.
  private let start: Int

  /// The encoding is that of the BOM, else the user's, else the declaration's, else UTF-8, as XML says.
  ///
  /// - Throws: `IntakeError` (`unsupportedEncoding`, `unreadable`).
  init(path: String, option: String?) throws(IntakeError) {
    let original = try MappedFile(path: path)
    let (encoding, origin, start) = try Self.encoding(original.bytes, option, path)
    label = "\(encoding.name) (\(origin.description))"
    (file, self.start) =
      encoding == .utf8 ? (original, start) : (try original.decoded(from: start, encoding, for: path).file, 0)
  }

  private static func encoding(
    _ bytes: UnsafeRawBufferPointer, _ option: String?, _ path: String
  ) throws(IntakeError) -> (TextEncoding, EncodingOrigin, start: Int) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, .byteOrderMark, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, .byteOrderMark, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, .byteOrderMark, 2) }
    guard let name = option ?? declaration(bytes) else { return (.utf8, .valid, 0) }
    guard let encoding = TextEncoding(named: name) else {
      throw IntakeError(.unsupportedEncoding, file: path, value: name)
    }
    return (encoding, option == nil ? .declared(in: "XML") : .option, 0)
  }

  /// The encoding that the first line declares; encodings of declarations without a BOM all begin like ASCII.
  private static func declaration(_ bytes: UnsafeRawBufferPointer) -> String? {
    let head = String(decoding: bytes.prefix(256).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
    guard head.hasPrefix("<?xml"), let match = head.firstMatch(of: /encoding\s*=\s*["']([^"']+)["']/) else {
      return nil
    }
    return String(match.1)
  }

  var count: Int { file.size - start }

  /// Runs `body` with a piece of the text.
  func withPiece<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let place = range.lowerBound + start..<range.upperBound + start
    defer { file.release(place) }
    return withExtendedLifetime(file) { body(UnsafeRawBufferPointer(rebasing: file.bytes[place])) }
  }
}
