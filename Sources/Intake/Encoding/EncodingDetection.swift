internal import CUchardet

/// What the bytes of a text tell of its encoding.
enum EncodingDetection: Equatable {
  /// Pure ASCII counts as UTF-8.
  case utf8
  case encoding(TextEncoding)
  /// What was found instead, for a message.
  case unknown(found: String)

  /// UTF-16 without a mark by the zero bytes of its ASCII, UTF-8 where all of it is valid; else as of other texts.
  ///
  /// - Complexity: one pass a question, each giving back the memory of what it has read.
  init(of file: MappedFile) {
    let bytes = file.bytes
    let isUTF8 = file.allPieces(satisfy: isValidUTF8)
    if let encoding = Self.utf16(file, isUTF8: isUTF8) {
      self = .encoding(encoding)
    } else if isUTF8 {
      self = .utf8
    } else {
      var form = GBForm()
      form.add(bytes, release: file.release)
      self.init(
        form: form, start: UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.startSize)),
        isWhole: { Self.isWhole(file, $0) })
    }
  }

  /// What texts are in that are no UTF-8: GB 18030 where they have its form and either uchardet or the share of GB 2312
  /// characters says so; Big5 where uchardet says so and all bytes have its form. What uchardet names besides is no
  /// ground to read names by.
  ///
  /// - Parameters:
  ///   - start: the first `startSize` bytes, for uchardet.
  ///   - isWhole: whether every byte is part of a character.
  init(form: GBForm, start: UnsafeRawBufferPointer, isWhole: (TextEncoding) -> Bool) {
    let guess = Self.uchardet(start)
    if form.isPossible, guess == "GB18030" || form.isPlain {
      self = .encoding(.gb18030)
    } else if guess == "BIG5", isWhole(.big5) {
      self = .encoding(.big5)
    } else {
      self = .unknown(found: guess.isEmpty ? "?" : guess)
    }
  }

  static let startSize = 1 << 18

  /// Delimiters, digits and line breaks are zero bytes with another, always on the same side; binary files hold zero
  /// bytes on both sides. A stray one in another text is no evidence: Chinese in UTF-16 is hardly ever valid UTF-8, and
  /// of anything else half of the bytes would be zero.
  private static func utf16(_ file: MappedFile, isUTF8: Bool) -> TextEncoding? {
    let start = file.bytes.prefix(4096)
    guard file.size % 2 == 0, start.contains(0) else { return nil }
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
    return isWhole(file, encoding) ? encoding : nil
  }

  private static func isWhole(_ file: MappedFile, _ encoding: TextEncoding) -> Bool {
    guard let decoder = TextDecoder(encoding) else { return false }
    var released = 0
    return decoder.decode(file.bytes) { _, done in
      file.release(released..<done)
      released = done
    } == 0
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

  /// - Parameter release: gives back the memory of what has been read.
  mutating func add(_ bytes: UnsafeRawBufferPointer, release: (Range<Int>) -> Void = { _ in }) {
    var (index, released) = (0, 0)
    while index < bytes.count {
      if index - released >= Self.pieceSize {
        release(released..<index)
        released = index
      }
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

  private static let pieceSize = 8 << 20

  mutating func add(_ other: GBForm) {
    isPossible = isPossible && other.isPossible
    characters += other.characters
    common += other.common
  }

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
