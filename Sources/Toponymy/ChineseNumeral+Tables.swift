extension ChineseNumeral {
  /// The value of a whole text: `一百二十三`, `二〇〇八` (digits in their order), `廿三`, `两万五千`, `壹拾`.
  ///
  /// - Returns: `nil` for anything else, also for `一百二`, which is said for 120 and read as 102.
  public static func integer(_ text: some StringProtocol) -> Int? {
    let scalars = levelled(text)
    guard !scalars.isEmpty, scalars.count <= 24 else { return nil }
    if scalars.count > 1, scalars.allSatisfy({ digit($0) != nil }) {
      guard scalars.count <= 15 else { return nil }
      return scalars.reduce(0) { $0 * 10 + (digit($1) ?? 0) }
    }
    var (total, rest) = (0, scalars[...])
    for (mark, size) in [("亿", 100_000_000), ("万", 10_000)] as [(Unicode.Scalar, Int)] {
      guard let index = rest.firstIndex(of: mark) else { continue }
      guard let value = section(rest[..<index], isFirst: total == 0), value > 0 else { return nil }
      total += value * size
      rest = rest[(index + 1)...]
    }
    if rest.isEmpty { return total }
    return section(rest, isFirst: total == 0).map { total + $0 }
  }

  /// A number at the start of a text, with its decimals behind 点, and what follows it.
  public static func decimal(atStartOf text: String) -> (value: Double, rest: Substring)? {
    let scalars = text.unicodeScalars
    let whole = scalars.prefix(while: isNumeral)
    guard !whole.isEmpty, let value = integer(Substring(whole)) else { return nil }
    guard whole.endIndex < scalars.endIndex, scalars[whole.endIndex] == "点" else {
      return (Double(value), text[whole.endIndex...])
    }
    let decimals = scalars[whole.endIndex...].dropFirst().prefix(while: isNumeral)
    let digits = levelled(Substring(decimals)).compactMap(digit)
    guard !digits.isEmpty, digits.count == decimals.count, digits.count <= 6 else { return nil }
    let scale = digits.reduce(1) { scale, _ in scale * 10 }
    let fraction = digits.reduce(0) { $0 * 10 + $1 }
    // As one whole number it can be beyond an Int.
    return ((Double(value) * Double(scale) + Double(fraction)) / Double(scale), text[decimals.endIndex...])
  }

  /// Whether a number of a table may hold this character.
  public static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x3007 && (levelled[scalar] != nil || digit(scalar) != nil || places.contains(scalar))
      || scalar == "○"
  }

  // MARK: Characters

  private static let places: Set<Unicode.Scalar> = ["十", "百", "千", "万", "亿"]

  /// Other characters for the same: of bills, old tens, variants.
  private static let levelled: [Unicode.Scalar: String] = [
    "〇": "零", "○": "零", "两": "二", "壹": "一", "贰": "二", "叁": "三", "肆": "四", "伍": "五", "陆": "六", "柒": "七",
    "捌": "八", "玖": "九", "拾": "十", "佰": "百", "仟": "千", "廿": "二十", "卅": "三十", "卌": "四十", "萬": "万", "億": "亿",
  ]

  private static func levelled(_ text: some StringProtocol) -> [Unicode.Scalar] {
    text.unicodeScalars.flatMap { scalar in levelled[scalar].map { Array($0.unicodeScalars) } ?? [scalar] }
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    digits.firstIndex(of: scalar.value)
  }

  /// 0 to 9999; behind a section before it a bare digit needs its 零, for 一万二 is said for 12000.
  private static func section(_ scalars: ArraySlice<Unicode.Scalar>, isFirst: Bool) -> Int? {
    let values = scalars.map(\.value)
    guard let first = scalars.first, let last = scalars.last, first != "百", first != "千", let value = value(values)
    else { return nil }
    guard digit(last) != nil, values.count > 1 || !isFirst else { return value }
    let before = values.dropLast().last
    let isPlaced = before == 0x5341 || before == digits[0]
    return isPlaced && last != "零" ? value : nil
  }
}
