import ReferenceData

/// Numbers that stand for the specific of a name of buildings: 五小区, 领江一号, 叁仟栋, 中盈·一海里.
///
/// Arabic digits are told by `NameCharacters.foreignFindings` unless 号 follows them. Numerals that are dates (五一, 八一)
/// and the ordinals of roads are no such numbers.
public enum NumberSpecific {
  /// The first such number; `nil` where there is none.
  ///
  /// - Complexity: O(characters), no allocation for names without numeral.
  public static func find(in name: borrowing NameScalars) -> Range<Int>? {
    var index = 0
    let end = name.endWithoutBlanks
    while index < end {
      guard Numeral.kind(of: name[index]) != nil else {
        index += 1
        continue
      }
      let start = index
      while index < end, Numeral.kind(of: name[index]) != nil { index += 1 }
      if let span = judge(start..<index, of: name, end: end) { return span }
    }
    return nil
  }

  /// Whether a name has a digit or numeral at all.
  public static func hasNumeral(_ name: borrowing NameScalars) -> Bool {
    for index in 0..<name.count where Numeral.kind(of: name[index]) != nil { return true }
    return false
  }

  private static func judge(_ run: Range<Int>, of name: borrowing NameScalars, end: Int) -> Range<Int>? {
    if isFinancial(run, of: name, end: end) { return run }
    let isArabic = Numeral.kind(of: name[run.lowerBound]) == .arabic
    if run.upperBound < end, name[run.upperBound] == 0x53F7 {  // 号
      let span = run.lowerBound..<run.upperBound + 1
      let before = run.lowerBound
      if span.upperBound == end { return before >= 2 && !isAddress(before: before, of: name) ? span : nil }
      return before == 0 && isEstate(behind: span.upperBound, of: name, end: end, shortest: 1) ? span : nil
    }
    guard !isArabic else { return nil }
    for word in words.measures where name.has(word, at: run.upperBound) {
      return run.lowerBound..<run.upperBound + word.count
    }
    // 百 and 千 alone mean many: 百花苑.
    if run.count == 1, [0x767E, 0x5343].contains(name[run.lowerBound]) { return nil }
    let isOrdinal = run.lowerBound == 1 && name[0] == 0x7B2C  // 第
    guard run.lowerBound == 0 || isOrdinal, !words.isDate(run, of: name) else { return nil }
    // 三里, 九台, 五塔 are old names.
    return isEstate(behind: run.upperBound, of: name, end: end, shortest: 2) ? 0..<run.upperBound : nil
  }

  /// Numerals of bills: two of them, or one that is used for nothing else, or before a word that is counted.
  private static func isFinancial(_ run: Range<Int>, of name: borrowing NameScalars, end: Int) -> Bool {
    var (financial, telling) = (0, 0)
    for index in run {
      switch Numeral.kind(of: name[index]) {
      case .financial: financial += 1
      case .tellingFinancial: (financial, telling) = (financial + 1, telling + 1)
      default: break
      }
    }
    guard financial > 0 else { return false }
    if telling > 0 || financial > 1 { return true }
    for word in words.counted where name.has(word, at: run.upperBound) { return true }
    return false
  }

  /// A number behind a street or a village is that of a house: 解放路12号.
  private static func isAddress(before start: Int, of name: borrowing NameScalars) -> Bool {
    words.streets.contains(name[start - 1])
  }

  /// Whether the rest of a name is one generic of estates or buildings.
  private static func isEstate(
    behind start: Int, of name: borrowing NameScalars, end: Int, shortest: Int
  ) -> Bool {
    for word in words.estates where word.count >= shortest && start + word.count == end && name.has(word, at: start) {
      return true
    }
    return false
  }

  private static let words = NumberWords()
}

private enum Numeral {
  case arabic, plain, financial, tellingFinancial

  @inline(__always)
  static func kind(of scalar: UInt32) -> Numeral? {
    switch scalar {
    case 0x30...0x39: .arabic
    case _ where ChineseNumeral.isNumeral(scalar): .plain
    case 0x8086, 0x4F0D, 0x9646, 0x62FE, 0x4F70, 0x4EDF: .financial  // 肆 伍 陆 拾 佰 仟
    case 0x58F9, 0x8D30, 0x53C1, 0x67D2, 0x634C, 0x7396: .tellingFinancial  // 壹 贰 叁 柒 捌 玖
    default: nil
    }
  }
}

/// The words around numbers, from `number_words.tsv` and `generics.tsv`.
private struct NumberWords {
  let measures: [[UInt32]]
  let counted: [[UInt32]]
  let estates: [[UInt32]]
  let streets: Set<UInt32>
  private let dates: [[UInt32]]

  init() {
    let table = ReferenceData.table("number_words")
    func words(_ role: String) -> [[UInt32]] {
      table.words(role).map { $0.unicodeScalars.map(\.value) }
    }
    measures = words("measure")
    counted = words("counted")
    dates = words("date")
    streets = Set(words("street").compactMap(\.first))
    let generics = GenericTable.standard.all.filter { [.estate, .building].contains($0.kind) }
    estates = words("estate") + generics.map(\.scalars)
  }

  func isDate(_ run: Range<Int>, of name: borrowing NameScalars) -> Bool {
    for date in dates where date.count == run.count && name.has(date, at: run.lowerBound) { return true }
    return false
  }
}
