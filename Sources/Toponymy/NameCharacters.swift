import ReferenceData
import Texts

/// A stretch of a name that is written in other than ordinary Chinese characters.
public struct CharacterFinding: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A full-width letter, digit or blank.
    case fullWidth
    /// A compatibility ideograph or a radical in place of the character.
    case compatibility
    /// A character that stands for several, or for a number: Ⅱ, ㈠, ①, ㎡. Never replaced without asking.
    case composite
    /// A letter followed by a combining mark.
    case decomposed
    /// Zero-width and formatting characters, control characters, variation selectors.
    case invisible
    /// A blank other than U+0020 and U+3000.
    case unusualBlank
    /// Letters of any other script: MALL, の, 한.
    case foreignLetters
    /// Digits that are no ordinal or code.
    case digits
    /// `+`, `&`, `°`, pictures and the like.
    case symbols
    /// A mixture of letters, digits and symbols: `MOMOPARK2`, `A+`.
    case mixed
  }

  public let kind: Kind
  /// In Unicode scalars.
  public let span: Range<Int>
  /// What to write in its place; `nil` where a person must decide.
  public let replacement: String?

  public init(kind: Kind, span: Range<Int>, replacement: String? = nil) {
    (self.kind, self.span, self.replacement) = (kind, span, replacement)
  }
}

public enum NameCharacters {
  /// Whether a UTF-8 text consists of ordinary Chinese characters (U+3400 to U+9FFF) only, as most names do.
  ///
  /// - Complexity: O(bytes), without decoding.
  @inlinable
  public static func isPlain(_ text: borrowing Span<UInt8>) -> Bool {
    guard text.count % 3 == 0 else { return false }
    var index = 0
    while index < text.count {
      let first = text[index]
      guard first >= 0xE4 && first <= 0xE9 || first == 0xE3 && text[index + 1] >= 0x90 else { return false }
      index += 3
    }
    return true
  }

  // MARK: Compatibility

  /// Full-width, compatibility, decomposed and invisible characters, in order.
  ///
  /// - Returns: one finding per stretch of one kind; empty for a plain name.
  public static func compatibilityFindings(in name: String) -> [CharacterFinding] {
    let scalars = Array(name.unicodeScalars)
    var findings: [CharacterFinding] = []
    for (index, scalar) in scalars.enumerated() where scalar.value > 0x7E || scalar.value < 0x20 {
      guard let (kind, replacement) = compatibility(scalar, after: index > 0 ? scalars[index - 1] : nil) else {
        continue
      }
      let start = kind == .decomposed ? index - 1 : index
      if let last = findings.last, last.kind == kind, last.span.upperBound == start, kind != .decomposed {
        let joined = last.replacement.flatMap { text in replacement.map { text + $0 } }
        findings[findings.count - 1] =
          CharacterFinding(kind: kind, span: last.span.lowerBound..<index + 1, replacement: joined)
      } else {
        findings.append(CharacterFinding(kind: kind, span: start..<index + 1, replacement: replacement))
      }
    }
    return findings
  }

  private static func compatibility(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?
  ) -> (CharacterFinding.Kind, String?)? {
    if isInvisible(scalar.value) { return (.invisible, "") }
    // Brackets and other marks in Chinese text are full-width (GB/T 15834); whether one belongs there, N107 asks.
    let folded = scalar.foldedWidth.properties
    if (0xFF01...0xFF5E).contains(scalar.value), !folded.isAlphabetic, folded.numericType == nil { return nil }
    if let ordinary = CharacterTable.shared.ordinaryForm(of: scalar) {
      let isFullWidth = scalar.value == 0x3000 || (0xFF01...0xFFE6).contains(scalar.value)
      return (isFullWidth ? .fullWidth : .compatibility, String(Character(ordinary)))
    }
    switch scalar.value {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F: return (.unusualBlank, " ")
    case 0x300...0x36F: return previous.map { (.decomposed, composed($0, with: scalar)) }
    case 0xB2, 0xB3, 0xB9, 0x2070...0x209C, 0x2150...0x218B, 0x2460...0x24FF, 0x3200...0x33FF, 0xFB00...0xFB06:
      return (.composite, nil)
    default: return nil
    }
  }

  private static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// The letter in one character, as far as Pinyin has it.
  private static func composed(_ letter: Unicode.Scalar, with mark: Unicode.Scalar) -> String? {
    let decomposed = String(String.UnicodeScalarView([letter, mark]))
    return LatinLetter.composed.first { $0 == decomposed }
  }

  // MARK: Foreign letters and digits

  /// Latin letters, digits and symbols in a Chinese name, except ordinals and codes (三环, 6号, 12社, 1203高地, G318)
  /// and known abbreviations. Full-width forms count as what they stand for; marks such as `·` `-` `()` do not count.
  ///
  /// - Parameter withoutChinese: tell them also in names that have no Chinese character at all.
  /// - Returns: one finding per stretch.
  public static func foreignFindings(in name: String, withoutChinese: Bool = false) -> [CharacterFinding] {
    let scalars = name.unicodeScalars.map(\.foldedWidth.value)
    guard withoutChinese || scalars.contains(where: CharacterTable.isHan) else { return [] }
    var (findings, index) = ([CharacterFinding](), 0)
    while index < scalars.count {
      guard foreignKind(scalars[index]) != nil else {
        index += 1
        continue
      }
      let end = scalars[index...].firstIndex { foreignKind($0) == nil } ?? scalars.count
      if !NumberContexts.shared.admit(index..<end, of: scalars) {
        let kinds = Set(scalars[index..<end].compactMap(foreignKind))
        findings.append(CharacterFinding(kind: kinds.count == 1 ? kinds.first ?? .mixed : .mixed, span: index..<end))
      }
      index = end
    }
    return findings
  }

  /// Everything that is neither a Chinese character nor told by another rule; there are too many scripts to list.
  private static func foreignKind(_ scalar: UInt32) -> CharacterFinding.Kind? {
    if CharacterTable.isHan(scalar) || isToldElsewhere(scalar) || NameMarks.isMark(scalar) { return nil }
    guard let properties = Unicode.Scalar(scalar)?.properties else { return nil }
    if properties.numericType != nil { return .digits }
    return properties.isAlphabetic ? .foreignLetters : .symbols
  }

  /// Blanks and invisible characters, 〇, radicals and compatibility ideographs, combining marks of letters, and what stands
  /// for a lost character.
  private static func isToldElsewhere(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x3F, 0xA0, 0x300...0x36F, 0x2000...0x200A, 0x202F, 0x205F, 0x25A1, 0x2E80...0x2FFF, 0x3000, 0x3007,
      0x3013,
      0xE000...0xF8FF, 0xF900...0xFAFF, 0xFFFD, 0x2F800...0x2FA1F, 0xF0000...0x10FFFF:
      true
    default: isInvisible(scalar)
    }
  }
}

/// Where digits and letters belong to a Chinese name: `number_contexts.tsv` and `known_abbreviations.tsv`.
private struct NumberContexts {
  static let shared = NumberContexts()

  private let before: [[UInt32]]
  private let after: [[UInt32]]
  private let abbreviations: Set<[UInt32]>

  private init() {
    let rows = ReferenceData.table("number_contexts").rows
    func words(_ position: String) -> [[UInt32]] {
      rows.filter { $0["position"] == position }.map { $0["word"].unicodeScalars.map(\.value) }
    }
    before = words("before")
    after = words("after")
    abbreviations = Set(
      ReferenceData.table("known_abbreviations").rows.map { $0["abbreviation"].unicodeScalars.map(\.value) })
  }

  func admit(_ run: Range<Int>, of name: [UInt32]) -> Bool {
    let text = name[run]
    if abbreviations.contains(text.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }) { return true }
    if isRoadCode(text) { return true }
    guard text.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    return before.contains { name[..<run.lowerBound].suffix($0.count).elementsEqual($0) }
      || after.contains { name[run.upperBound...].starts(with: $0) }
  }

  /// G318, S205, X003, Y012, C123: the letters of 国道, 省道, 县道, 乡道, 村道.
  private func isRoadCode(_ text: ArraySlice<UInt32>) -> Bool {
    let digits = text.dropFirst()
    return "GSXYC".unicodeScalars.contains { $0.value == text.first } && (1...4).contains(digits.count)
      && digits.allSatisfy { (0x30...0x39).contains($0) }
  }
}
