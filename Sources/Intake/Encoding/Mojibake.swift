/// Recognises Chinese text that was decoded by the wrong table and then saved, by undoing it: `鐢查晣` is `甲镇` in UTF-8
/// read as GBK, `ÍõÁ¬` GBK read as Latin letters.
///
/// Only what turns back into nothing but Chinese is taken for it, so ordinary text is never suspected.
final class Mojibake {
  private let toGB18030: TextEncoder
  private let fromGB18030: TextDecoder
  /// The characters that such text can begin with: first bytes of UTF-8 with a following byte, as GBK has them.
  private let openings: [UInt64]
  private var encoded: [UInt8] = []
  private var decoded: [UInt8] = []

  init?() {
    guard let encoder = TextEncoder(.gb18030), let decoder = TextDecoder(.gb18030) else { return nil }
    (toGB18030, fromGB18030) = (encoder, decoder)
    var openings: [UInt64] = Array(repeating: 0, count: 0x10000 / 64)
    for lead in UInt8(0xE2)...0xE9 {
      for trail in UInt8(0x80)...0xBF {
        var output: [UInt8] = []
        [lead, trail].withUnsafeBytes { _ = decoder.decode($0, into: &output) }
        if let scalar = String(decoding: output, as: UTF8.self).unicodeScalars.first, scalar.value < 0x10000 {
          openings[Int(scalar.value / 64)] |= 1 << UInt64(scalar.value % 64)
        }
      }
    }
    self.openings = openings
  }

  /// The text as it was meant; `nil` for text that is as it should be.
  func original(of cell: UnsafeBufferPointer<UInt8>) -> String? {
    guard let start = cell.firstIndex(where: { $0 >= 0x80 }), start + 3 < cell.count else { return nil }
    if cell[start] == 0xC2 || cell[start] == 0xC3 { return originalOfLatin(cell) }
    guard (0xE2...0xE9).contains(cell[start]), isOpening(cell, start) else { return nil }
    return originalOfGBK(cell)
  }

  /// - Parameter index: of the first of three bytes.
  private func isOpening(_ cell: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    let scalar = Int(cell[index] & 0x0F) << 12 | Int(cell[index + 1] & 0x3F) << 6 | Int(cell[index + 2] & 0x3F)
    return openings[scalar / 64] >> UInt64(scalar % 64) & 1 == 1
  }

  /// UTF-8 that was read as GBK; the last character may have lost its end.
  private func originalOfGBK(_ cell: UnsafeBufferPointer<UInt8>) -> String? {
    var text = cell[...]
    if text.reversed().starts(with: [0xBD, 0xBF, 0xEF]) { text = text.dropLast(3) }
    if text.last == UInt8(ascii: "?") { text = text.dropLast() }
    // Windows reads a single 0x80 as €.
    if text.reversed().starts(with: [0xAC, 0x82, 0xE2]) { text = text.dropLast(3) }
    encoded.removeAll(keepingCapacity: true)
    guard toGB18030.encode(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text)), into: &encoded) else {
      return nil
    }
    for dropped in 0...2 where encoded.count > dropped {
      let whole = encoded.dropLast(dropped)
      let isText = whole.withUnsafeBytes { isValidUTF8($0) }
      if isText { return Self.chinese(String(decoding: whole, as: UTF8.self), atLeast: 2) }
    }
    return nil
  }

  /// GBK or UTF-8 that was read as Latin letters.
  private func originalOfLatin(_ cell: UnsafeBufferPointer<UInt8>) -> String? {
    var bytes: [UInt8] = []
    for scalar in String(decoding: cell, as: UTF8.self).unicodeScalars {
      guard let byte = Self.latinByte(scalar) else { return nil }
      bytes.append(byte)
    }
    if bytes.withUnsafeBytes(isValidUTF8) { return Self.chinese(String(decoding: bytes, as: UTF8.self), atLeast: 1) }
    // Two letters with accents side by side are met in names of the west; four are not.
    guard bytes.count(where: { $0 >= 0xA1 }) >= 4, bytes.withUnsafeBytes({ GBForm(of: $0) }).isWhollyPlain else {
      return nil
    }
    decoded.removeAll(keepingCapacity: true)
    let damage = bytes.withUnsafeBytes { fromGB18030.decode($0, into: &decoded) }
    return damage == 0 ? Self.chinese(String(decoding: decoded, as: UTF8.self), atLeast: 2) : nil
  }

  /// The byte of Windows code page 1252, with Latin-1 where that has none.
  private static func latinByte(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value <= 0xFF { return UInt8(scalar.value) }
    return windows1252[scalar]
  }

  private static let windows1252: [Unicode.Scalar: UInt8] = [
    "€": 0x80, "‚": 0x82, "ƒ": 0x83, "„": 0x84, "…": 0x85, "†": 0x86, "‡": 0x87, "ˆ": 0x88, "‰": 0x89, "Š": 0x8A,
    "‹": 0x8B, "Œ": 0x8C, "Ž": 0x8E, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "•": 0x95, "–": 0x96, "—": 0x97,
    "˜": 0x98, "™": 0x99, "š": 0x9A, "›": 0x9B, "œ": 0x9C, "ž": 0x9E, "Ÿ": 0x9F,
  ]

  /// The text where its characters are ASCII, Chinese characters and their punctuation.
  private static func chinese(_ text: String, atLeast count: Int) -> String? {
    var characters = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x4E00...0x9FFF: characters += 1
      case 0x20...0x7E, 0x3000...0x303F, 0xFF01...0xFF5E, 0x2010...0x203A, 0x09, 0x0A, 0x0D: break
      default: return nil
      }
    }
    return characters >= count ? text : nil
  }
}
