import Registry
import Toponymy

/// Reads a number with its unit behind a keyword.
struct FigureReader {
  struct Figure {
    let value: Double
    let halfStep: Double
    let isAbout: Bool
  }

  private var rest: ArraySlice<Unicode.Scalar>
  private var isAbout = false

  init(_ text: ArraySlice<Unicode.Scalar>) { rest = text }

  /// Where reading stopped, in the scalars of the text.
  var end: Int { rest.startIndex }

  mutating func figure(of kind: DescribedFact.Kind, needsUnit: Bool) -> Figure? {
    skipLinks()
    if kind == .postcode { return postcode() }
    guard let number = number(), !isSpan else { return nil }
    var size = 1.0
    skipVagueness()
    if let word = Self.sizes.first(where: { rest.first == $0.mark }) {
      size = word.factor
      rest.removeFirst()
      skipVagueness()
    }
    guard !isSpan, let unit = unit(of: kind, needsUnit: needsUnit) else { return nil }
    skipVagueness()
    return Figure(
      value: number.value * size * unit, halfStep: number.halfStep * size * unit, isAbout: isAbout)
  }

  // MARK: Between keyword and number

  private static let links: Set<Unicode.Scalar> = [
    "为", "有", "是", "达", "共", "计", "合", "总", "数", "量", "：", ":", "，", "、", " ", "\u{3000}",
  ]
  private static let vagueWords: [[Unicode.Scalar]] = [
    "大约", "约", "近", "超过", "逾", "将近", "不足", "余", "多", "左右", "上下", "以上", "来",
  ].map { Array($0.unicodeScalars) }

  /// Passes over 为, 共计, 约 and the like, and a bracket such as （2020年）.
  private mutating func skipLinks() {
    var limit = 8
    while limit > 0, let first = rest.first {
      limit -= 1
      if first == "(" || first == "（" {
        guard let close = rest.prefix(14).firstIndex(where: { $0 == ")" || $0 == "）" }) else { return }
        rest = rest[(close + 1)...]
      } else if Self.links.contains(first) {
        rest.removeFirst()
      } else if !skipVagueness() {
        return
      }
    }
  }

  @discardableResult
  private mutating func skipVagueness() -> Bool {
    guard let word = Self.vagueWords.first(where: { rest.starts(with: $0) }) else { return false }
    rest = rest.dropFirst(word.count)
    isAbout = true
    return true
  }

  // MARK: Number

  private static let sizes: [(mark: Unicode.Scalar, factor: Double)] = [
    ("万", 1e4), ("亿", 1e8), ("千", 1e3), ("百", 1e2),
  ]

  /// Digits, perhaps with grouped thousands and decimals, or Chinese numerals.
  private mutating func number() -> (value: Double, halfStep: Double)? {
    guard let first = rest.first else { return nil }
    guard Self.digit(first) != nil else { return chineseNumber() }
    var (value, decimals, scale) = (0.0, 0, 1.0)
    var hasPoint = false
    while let scalar = rest.first {
      if let digit = Self.digit(scalar) {
        value = value * 10 + Double(digit)
        if hasPoint { (decimals, scale) = (decimals + 1, scale * 10) }
      } else if !hasPoint, scalar == "." || scalar == "．", rest.dropFirst().first.flatMap(Self.digit) != nil {
        hasPoint = true
      } else if !hasPoint, scalar == ",", isGroup(rest.dropFirst()) {
      } else {
        break
      }
      rest.removeFirst()
    }
    return decimals <= 6 && value < 1e15 ? (value / scale, 0.5 / scale) : nil
  }

  /// Whether three digits follow, and no fourth.
  private func isGroup(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    text.prefix(4).prefix { Self.digit($0) != nil }.count == 3
  }

  private mutating func chineseNumber() -> (value: Double, halfStep: Double)? {
    let text = String(String.UnicodeScalarView(rest.prefix(24)))
    guard let (value, behind) = ChineseNumeral.decimal(atStartOf: text) else { return nil }
    rest = rest.dropFirst(text.unicodeScalars.count - behind.unicodeScalars.count)
    return (value, 0.5)
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: Int(scalar.value) - 0x30
    case 0xFF10...0xFF19: Int(scalar.value) - 0xFF10
    default: nil
    }
  }

  /// Whether the number is the first of two: 3～5公里.
  private var isSpan: Bool {
    guard let first = rest.first, "-—－～~–至到".unicodeScalars.contains(first), let next = rest.dropFirst().first else {
      return false
    }
    return Self.digit(next) != nil || ChineseNumeral.isNumeral(next)
  }

  private mutating func postcode() -> Figure? {
    let digits = rest.prefix { Self.digit($0) != nil }
    guard digits.count == 6 else { return nil }
    rest = rest[digits.endIndex...]
    return Figure(value: digits.reduce(0) { $0 * 10 + Double(Self.digit($1) ?? 0) }, halfStep: 0, isAbout: false)
  }

  // MARK: Unit

  /// The size of the unit that comes next, in that of the kind; 1 where there is none and none is needed.
  private mutating func unit(of kind: DescribedFact.Kind, needsUnit: Bool) -> Double? {
    while rest.first == " " { rest.removeFirst() }
    if kind == .population {
      if rest.first == "人" || rest.first == "口" {
        rest.removeFirst()
        // 人次 and 人民币 count something else.
        return rest.first.map { "次民均".unicodeScalars.contains($0) } ?? false ? nil : 1
      }
      let endsHere = rest.first.map { "，。；,;、 \n".unicodeScalars.contains($0) } ?? true
      return !needsUnit && endsHere ? 1 : nil
    }
    guard let base = MeasureUnit(word: kind == .length ? "米" : "平方米") else { return nil }
    for length in stride(from: min(4, rest.count), to: 0, by: -1) {
      let word = String(String.UnicodeScalarView(rest.prefix(length)))
      guard let size = MeasureUnit(word: word)?.convert(1, to: base) else { continue }
      rest = rest.dropFirst(length)
      return size
    }
    return nil
  }
}
