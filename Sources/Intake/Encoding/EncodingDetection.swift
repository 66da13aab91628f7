internal import CUchardet

/// What the bytes of a text tell of its encoding.
enum EncodingDetection: Equatable {
  /// Pure ASCII counts as UTF-8.
  case utf8
  case encoding(TextEncoding)
  /// What was found instead, for a message.
  case unknown(found: String)

  /// GB 18030 where the bytes have its form and either uchardet or the share of GB 2312 characters says so; what
  /// uchardet names besides is no ground to read names by.
  ///
  /// - Parameter isUTF8: whether the bytes are valid UTF-8, which settles it.
  /// - Complexity: one pass, and uchardet on the first 256 KiB.
  init(of bytes: UnsafeRawBufferPointer, isUTF8: Bool) {
    if isUTF8 {
      self = .utf8
      return
    }
    let form = GBForm(of: bytes)
    let guess = Self.uchardet(UnsafeRawBufferPointer(rebasing: bytes.prefix(1 << 18)))
    if form.isPossible, guess == "GB18030" || form.isPlain {
      self = .encoding(.gb18030)
    } else {
      self = .unknown(found: guess.isEmpty ? "?" : guess)
    }
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

  init(of bytes: UnsafeRawBufferPointer) {
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
