internal import ReferenceData
internal import Registry
internal import Toponymy

/// A time that a text on a place name states: a year, a year of a reign, a dynasty.
struct StatedTime: Sendable, Equatable {
  /// As the text has it.
  let words: String
  /// Of the Christian era; before it negative.
  let years: ClosedRange<Int>

  /// All times that a text states up to a year, in the order of the text. Lengths of time (300年历史, 距今200年) are none.
  static func all(in text: String, until asOf: Int) -> [StatedTime] {
    let scalars = Array(text.unicodeScalars)
    var found: [StatedTime] = []
    var index = 0
    while index < scalars.count {
      if let match = era(in: scalars, at: index) ?? year(in: scalars, at: index) {
        if match.time.years.lowerBound <= asOf { found.append(match.time) }
        index = match.end
      } else {
        // A number is read whole or not at all.
        let digits = scalars[index...].prefix(while: isDigit).count
        index += max(digits, 1)
      }
    }
    return found
  }

  // MARK: Years

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { value(ofDigit: scalar) != nil }

  private static func value(ofDigit scalar: Unicode.Scalar) -> Int? {
    if ("0"..."9").contains(scalar) { return Int(scalar.value) - 0x30 }
    if (0xFF10...0xFF19).contains(scalar.value) { return Int(scalar.value) - 0xFF10 }
    return chineseDigits.firstIndex(of: scalar).map { $0 > 9 ? 0 : $0 }
  }

  private static let chineseDigits = Array("〇一二三四五六七八九零○".unicodeScalars)

  /// Three or four digits and 年.
  private static func year(in text: [Unicode.Scalar], at start: Int) -> (time: StatedTime, end: Int)? {
    let digits = text[start...].prefix(while: isDigit)
    let end = start + digits.count
    guard (3...4).contains(digits.count), end < text.count, text[end] == "年" else { return nil }
    let year = digits.reduce(0) { $0 * 10 + (value(ofDigit: $1) ?? 0) }
    guard year >= 100, !isNoYear(year, text, start, end + 1) else { return nil }
    let isBeforeChrist = start >= 1 && text[start - 1] == "前" && start >= 2 && text[start - 2] == "元"
    let signed = isBeforeChrist ? -year : year
    return (StatedTime(words: words(text, start, end + 1), years: signed...signed), end + 1)
  }

  /// Whether the number is no year: a length of time (300年历史, 已有1200年, 1000多年) or an amount (居民1200年人口).
  private static func isNoYear(_ year: Int, _ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> Bool {
    let before = String(String.UnicodeScalarView(text[max(0, start - 3)..<start]))
    if ["已有", "距今", "历时", "约有", "近", "达", "有", "人口", "居民", "投资"].contains(where: before.hasSuffix) { return true }
    guard end < text.count else { return false }
    let after = text[end]
    if "历之多余来人".unicodeScalars.contains(after) { return true }
    // 1949年前 is a time, 1000年前 is a length.
    return "前以左".unicodeScalars.contains(after) && (year < 1000 || year % 100 == 0)
  }

  // MARK: Dynasties and reigns

  private struct Era {
    let word: [Unicode.Scalar]
    let years: ClosedRange<Int>
    let isReign: Bool
  }

  /// The longest words first.
  private static let eras: [Era] = ReferenceData.table("eras").rows.compactMap { row -> Era? in
    guard let from = Int(row["from"]), let to = Int(row["to"]), from <= to else { return nil }
    return Era(word: Array(row["word"].unicodeScalars), years: from...to, isReign: row["kind"] == "reign")
  }.sorted { $0.word.count > $1.word.count }

  private static let erasByFirst = Dictionary(grouping: eras) { $0.word.first ?? " " }

  private static func era(in text: [Unicode.Scalar], at start: Int) -> (time: StatedTime, end: Int)? {
    guard let candidates = erasByFirst[text[start]],
      let era = candidates.first(where: { text[start...].starts(with: $0.word) })
    else { return nil }
    let end = start + era.word.count
    guard era.isReign else { return (StatedTime(words: words(text, start, end), years: era.years), end) }
    if let year = yearOfReign(text, end), era.years.contains(era.years.lowerBound + year.number - 1) {
      let christian = era.years.lowerBound + year.number - 1
      return (StatedTime(words: words(text, start, year.end), years: christian...christian), year.end)
    }
    // 民国 and the like alone; 正统 alone is a word.
    let follows = end < text.count && "年时间初末朝".unicodeScalars.contains(text[end])
    let hasDynasty = start > 0 && "明清".unicodeScalars.contains(text[start - 1])
    guard follows || hasDynasty || era.word.elementsEqual("民国".unicodeScalars) else { return nil }
    return (StatedTime(words: words(text, start, end), years: era.years), end)
  }

  /// `三十年`, `30年` or `元年` behind the name of a reign.
  private static func yearOfReign(_ text: [Unicode.Scalar], _ start: Int) -> (number: Int, end: Int)? {
    let rest = text[start...].prefix(5)
    guard let mark = rest.firstIndex(of: "年"), mark > start else { return nil }
    let number = String(String.UnicodeScalarView(text[start..<mark]))
    if number == "元" { return (1, mark + 1) }
    let value = Int(number) ?? ChineseNumeral.integer(number)
    return value.flatMap { (1...99).contains($0) ? ($0, mark + 1) : nil }
  }

  /// The words, with the dynasty in front of a reign.
  private static func words(_ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> String {
    let first = start > 0 && "明清".unicodeScalars.contains(text[start - 1]) ? start - 1 : start
    return String(String.UnicodeScalarView(text[first..<end]))
  }
}
