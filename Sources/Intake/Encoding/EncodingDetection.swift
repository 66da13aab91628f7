internal import CUchardet

/// What the bytes of a text tell of its encoding.
enum EncodingDetection: Equatable {
  /// Pure ASCII counts as UTF-8.
  case utf8
  case encoding(TextEncoding)
  /// What was found instead, for a message.
  case unknown(found: String)

  /// GB 18030 where the bytes have its form and either uchardet or the share of GB 2312 characters says so; Big5 where
  /// uchardet says so and all bytes have its form; UTF-16 without a mark by the zero bytes of its ASCII. What uchardet
  /// names besides is no ground to read names by.
  ///
  /// - Parameter isUTF8: whether the bytes are valid UTF-8, which settles it where no byte is zero.
  /// - Complexity: one pass, and uchardet on the first 256 KiB.
  init(of bytes: UnsafeRawBufferPointer, isUTF8: Bool) {
    if let encoding = Self.utf16(bytes, isUTF8: isUTF8) {
      self = .encoding(encoding)
      return
    }
    if isUTF8 {
      self = .utf8
      return
    }
    let form = GBForm(of: bytes)
    let guess = Self.uchardet(UnsafeRawBufferPointer(rebasing: bytes.prefix(1 << 18)))
    if form.isPossible, guess == "GB18030" || form.isPlain {
      self = .encoding(.gb18030)
    } else if guess == "BIG5", Self.isWhole(bytes, .big5) {
      self = .encoding(.big5)
    } else {
      self = .unknown(found: guess.isEmpty ? "?" : guess)
    }
  }

  /// Delimiters, digits and line breaks are zero bytes with another, always on the same side; binary files hold zero
  /// bytes on both sides. A stray one in another text is no evidence: Chinese in UTF-16 is hardly ever valid UTF-8, and
  /// of anything else half of the bytes would be zero.
  private static func utf16(_ bytes: UnsafeRawBufferPointer, isUTF8: Bool) -> TextEncoding? {
    let start = bytes.prefix(4096)
    guard bytes.count % 2 == 0, start.contains(0) else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in start.enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    guard zeros.even == 0 || zeros.odd == 0, (zeros.even + zeros.odd) * (isUTF8 ? 4 : 50) >= start.count else {
      return nil
    }
    let encoding: TextEncoding = zeros.even == 0 ? .utf16LittleEndian : .utf16BigEndian
    let lineBreak: [UInt8] = zeros.even == 0 ? [0x0A, 0] : [0, 0x0A]
    let hasLineBreak = stride(from: 0, to: start.count - 1, by: 2).contains {
      start[$0..<$0 + 2].elementsEqual(lineBreak)
    }
    guard isUTF8 || hasLineBreak else { return nil }
    return isWhole(bytes, encoding) ? encoding : nil
  }

  /// Whether every byte is part of a character.
  private static func isWhole(_ bytes: UnsafeRawBufferPointer, _ encoding: TextEncoding) -> Bool {
    guard let decoder = TextDecoder(encoding) else { return false }
    return decoder.decode(bytes) { _, _ in } == 0
  }

  private static func uchardet(_ bytes: UnsafeRawBufferPointer) -> String {
    guard let detector = uchardet_new() else { return "" }
    defer { uchardet_delete(detector) }
    let text = bytes.bindMemory(to: CChar.self)
    guard let start = text.baseAddress, uchardet_handle_data(detector, start, text.count) == 0 else { return "" }
    uchardet_data_end(detector)
    return uchardet_get_charset(detector).map { String(cString: $0) } ?? ""
  }
}

func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)) != nil
}

/// Whether bytes have the form of GB 18030.
///
/// uchardet needs some hundred characters; a table of thirty towns has fewer. In GB 2312, where nearly every Chinese
/// text keeps to, both bytes of a character are A1 or above, which neither Big5 nor Latin texts keep to.
struct GBForm {
  private(set) var isPossible = true
  private var characters = 0
  private var common = 0

  init() {}

  init(of bytes: UnsafeRawBufferPointer) { add(bytes) }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      let length = Self.length(of: bytes, at: index)
      guard length > 0 else {
        isPossible = false
        return
      }
      characters += 1
      if length == 2, (0xA1...0xF7).contains(lead), bytes[index + 1] >= 0xA1 { common += 1 }
      index += length
    }
  }

  /// How many of a hundred characters are in GB 2312.
  var plainPercent: Int { characters == 0 ? 0 : common * 100 / characters }

  /// Every character is in GB 2312.
  var isWhollyPlain: Bool { isPossible && characters > 0 && common == characters }

  /// At least nine of ten characters are in GB 2312.
  var isPlain: Bool { characters > 0 && common * 10 >= characters * 9 }

  /// The length of the character there; 0 where none can begin.
  private static func length(of bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
    guard (0x81...0xFE).contains(bytes[index]), index + 1 < bytes.count else { return 0 }
    switch bytes[index + 1] {
    case 0x40...0x7E, 0x80...0xFE: return 2
    case 0x30...0x39:
      let isFourByte =
        index + 3 < bytes.count && (0x81...0xFE).contains(bytes[index + 2])
        && (0x30...0x39).contains(bytes[index + 3])
      return isFourByte ? 4 : 0
    default: return 0
    }
  }
}
