/// How many columns of a terminal a text takes: two for wide and full-width characters, none for combining marks.
///
/// Source: Unicode Standard Annex #11 (East Asian Width), the classes W and F by block; ambiguous characters count as
/// one, as terminals in UTF-8 locales show them.
enum DisplayWidth {
  static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + of($1) } }

  static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if (0x4E00...0x9FFF).contains(value) { return 2 }
    if zeroWidth.contains(where: { $0.contains(value) }) { return 0 }
    if value < 0x1100 { return 1 }
    return wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// The text followed (or led, for `trailing`) by blanks up to a width.
  static func padded(_ text: String, to width: Int, trailing: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - of(text)))
    return trailing ? blanks + text : text + blanks
  }

  /// The lines of the highest of several cells side by side.
  static func lines(_ cells: [String], _ widths: [Int]) -> Int {
    zip(cells, widths).reduce(1) { highest, cell in
      // A character that does not fit leaves a gap at the end of a line.
      max(highest, (of(cell.0) + cell.1 - 2) / max(cell.1 - 1, 1))
    }
  }

  /// Lines of at most `width` columns, broken between Chinese characters or at blanks, never before closing punctuation.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    for word in words(of: text) {
      let wordWidth = of(word)
      if lineWidth + wordWidth > width, !line.isEmpty {
        lines.append(withoutTrailingBlanks(line))
        (line, lineWidth) = ("", 0)
      }
      if line.isEmpty, word == " " { continue }
      line += word
      lineWidth += wordWidth
    }
    lines.append(withoutTrailingBlanks(line))
    return lines
  }

  /// The pieces between which a line may break: blanks, Latin words, single wide characters with what must follow them.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var joinsNext = true
    for character in text {
      let scalars = String(character)
      let isWide = of(scalars) > 1
      let staysWithLast = closing.contains(character) || (joinsNext && character != " ") && !words.isEmpty
      if staysWithLast, !words.isEmpty {
        words[words.count - 1] += scalars
      } else {
        words.append(scalars)
      }
      joinsNext = opening.contains(character) || (!isWide && character != " " && !closing.contains(character))
      if joinsNext, isWide { joinsNext = opening.contains(character) }
    }
    return words
  }

  private static func withoutTrailingBlanks(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }

  private static let closing: Set<Character> = ["，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "】", "%"]
  private static let opening: Set<Character> = ["（", "《", "“", "【"]

  private static let zeroWidth: [ClosedRange<UInt32>] = [
    0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF...0xFEFF,
    0xE0100...0xE01EF,
  ]
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
