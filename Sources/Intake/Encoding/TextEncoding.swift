internal import Glibc

/// A character encoding by the name that iconv knows it by.
struct TextEncoding: Sendable, Equatable {
  let name: String

  static let utf8 = TextEncoding(known: "UTF-8")
  /// Holds GB 2312 and GBK, and every character of Unicode.
  static let gb18030 = TextEncoding(known: "GB18030")
  /// Some cells in one, some in the other.
  static let utf8AndGB18030 = TextEncoding(known: "UTF-8 + GB18030")
  static let utf16LittleEndian = TextEncoding(known: "UTF-16LE")
  static let utf16BigEndian = TextEncoding(known: "UTF-16BE")
  /// With the characters of Hong Kong, which Taiwan's table lacks.
  static let big5 = TextEncoding(known: "BIG5-HKSCS")

  private init(known name: String) { self.name = name }

  /// An encoding as a user, a `.cpg` file or a code page number names it.
  ///
  /// - Returns: `nil` when there is no such encoding.
  init?(named text: String) {
    let label = text.uppercased().filter { $0.isLetter || $0.isNumber }
    let codePage = String(label.drop { !$0.isNumber })
    let isCodePage = ["", "CP", "ANSI", "OEM", "WINDOWS", "MS"].contains(String(label.prefix { !$0.isNumber }))
    switch label {
    case "UTF8", "65001", "CP65001": self = .utf8
    case "UTF16LE", "UTF16", "UNICODE": self = .utf16LittleEndian
    case "UTF16BE": self = .utf16BigEndian
    case "BIG5", "CP950", "BIG5HKSCS", "950": self = .big5
    case "GBK", "GB2312", "GB18030", "GB180302022", "EUCCN", "HZGB2312": self = .gb18030
    case _ where isCodePage && ["936", "54936", "20936"].contains(codePage): self = .gb18030
    case _ where isCodePage && codePage == "88591": name = "CP1252"
    case _ where isCodePage && !codePage.isEmpty: name = "CP\(codePage)"
    case "ISO88591", "LATIN1": name = "CP1252"
    default: name = text
    }
    guard self == .utf8 || TextDecoder(self) != nil else { return nil }
  }
}

/// How the encoding of a text was known.
enum EncodingOrigin: Sendable, Equatable {
  case byteOrderMark
  /// The user said so.
  case option
  /// A file or byte beside the text says so, for example `.cpg`.
  case declared(in: String)
  /// Nothing but ASCII, or valid UTF-8.
  case valid
  /// By the statistics of the bytes.
  case detected

  var description: String {
    switch self {
    case .byteOrderMark: "BOM"
    case .option: "--encoding"
    case .declared(let place): place
    case .valid: "valid UTF-8"
    case .detected: "detected"
    }
  }
}

/// Turns texts of one encoding into UTF-8 through iconv.
final class TextDecoder {
  /// Stands in the output where bytes mean no character; no UTF-8 text has such a byte.
  static let damageMark: UInt8 = 0xFF

  private let descriptor: iconv_t
  private let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 1 << 16)

  /// - Returns: `nil` when iconv does not know the encoding.
  init?(_ encoding: TextEncoding) {
    guard let descriptor = iconv_open("UTF-8", encoding.name), Int(bitPattern: descriptor) != -1 else {
      buffer.deallocate()
      return nil
    }
    self.descriptor = descriptor
  }

  deinit {
    iconv_close(descriptor)
    buffer.deallocate()
  }

  /// Appends the text as UTF-8, `damageMark` for every byte that is no part of a character.
  ///
  /// - Returns: the number of such bytes.
  @discardableResult
  func decode(_ text: UnsafeRawBufferPointer, into output: inout [UInt8]) -> Int {
    decode(text) { piece, _ in output.append(contentsOf: piece) }
  }

  /// The same, piece by piece, each with the number of bytes of the text that are done.
  func decode<Failure>(
    _ text: UnsafeRawBufferPointer, take: (UnsafeRawBufferPointer, Int) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    guard let start = text.baseAddress else { return 0 }
    iconv(descriptor, nil, nil, nil, nil)
    var input: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
      mutating: start.assumingMemoryBound(to: CChar.self))
    var inputLeft = text.count
    var damage = 0
    while inputLeft > 0 {
      var target = buffer.baseAddress
      // Room for the mark behind the text.
      var room = buffer.count - 1
      let result = iconv(descriptor, &input, &inputLeft, &target, &room)
      if result == -1, errno == EILSEQ || errno == EINVAL {
        target?.pointee = CChar(bitPattern: Self.damageMark)
        room -= 1
        damage += 1
        input = input.map { $0 + 1 }
        inputLeft -= 1
      }
      try take(
        UnsafeRawBufferPointer(start: buffer.baseAddress, count: buffer.count - 1 - room), text.count - inputLeft)
    }
    // A letter with which a mark may combine is held back until the next one is seen.
    var (target, room) = (buffer.baseAddress, buffer.count)
    iconv(descriptor, nil, nil, &target, &room)
    if room < buffer.count {
      try take(UnsafeRawBufferPointer(start: buffer.baseAddress, count: buffer.count - room), text.count)
    }
    return damage
  }
}

/// Turns UTF-8 into another encoding through iconv.
final class TextEncoder {
  private let descriptor: iconv_t

  /// - Returns: `nil` when iconv does not know the encoding.
  init?(_ encoding: TextEncoding) {
    guard let descriptor = iconv_open(encoding.name, "UTF-8"), Int(bitPattern: descriptor) != -1 else { return nil }
    self.descriptor = descriptor
  }

  deinit { iconv_close(descriptor) }

  /// Appends the text in the encoding.
  ///
  /// - Returns: whether all of it can be written so; else a part stands in the output.
  func encode(_ text: UnsafeRawBufferPointer, into output: inout [UInt8]) -> Bool {
    guard let start = text.baseAddress else { return true }
    iconv(descriptor, nil, nil, nil, nil)
    var input: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: start.assumingMemoryBound(to: CChar.self))
    var inputLeft = text.count
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 12) { buffer in
      while inputLeft > 0 {
        var target = buffer.baseAddress
        var room = buffer.count
        let result = iconv(descriptor, &input, &inputLeft, &target, &room)
        let failure = errno
        output.append(contentsOf: UnsafeRawBufferPointer(start: buffer.baseAddress, count: buffer.count - room))
        if result == -1, failure != E2BIG { return false }
      }
      return true
    }
  }
}
