internal import Geodesy
internal import Texts
internal import Toponymy

/// A number with the unit that stands behind it, as people write it into tables.
///
/// Reads `780 亩`, `33.9亩`, `1,234.5`, `１２０座`, `1.2万人`, `三十三亩`, `二〇〇八年`. What is only about right (`约30亩`,
/// `30多亩`) or a range is not read: an estimate must not enter a sum as if it had been measured.
public struct Quantity: Sendable, Equatable {
  /// The number before size and unit: 1.2 in `1.2万人`.
  private let number: Double
  /// 10000 in `1.2万人`.
  private let size: Double
  public let unit: MeasureUnit?
  /// 万 or 亿 stand in the number: without a unit it might be meant as 万 or 万万 where the column is in 万.
  private let saysTenThousands: Bool

  public init?(parsing text: String) {
    let text = Self.levelled(text)
    guard let (number, rest) = Self.number(text) else { return nil }
    saysTenThousands = text.contains { "万亿萬億".contains($0) }
    var word = rest.drop(while: \.isWhitespace)
    if word.isEmpty {
      (self.number, size, unit) = (number, 1, nil)
    } else if let unit = MeasureUnit(word: String(word)) {
      (self.number, size, self.unit) = (number, 1, unit)
    } else if let size = MeasureUnit.sizes.first(where: { word.hasPrefix($0.word) }) {
      word = word.dropFirst(size.word.count)
      guard word.isEmpty else { return nil }
      (self.number, self.size, unit) = (number, size.factor, nil)
    } else {
      return nil
    }
  }

  /// The number without regard to the unit.
  public var value: Double { number * size }

  /// The number in another unit; one that states no unit is in that unit already.
  ///
  /// - Returns: `nil` where the unit measures something else, or where `1.2万` might be meant as 万 or 万万.
  public func value(in target: MeasureUnit?) -> Double? {
    guard let target else { return unit == nil ? value : nil }
    if unit == nil, saysTenThousands, target.isInTensOfThousands { return nil }
    guard let unit else { return value }
    return unit.scaled(by: size).convert(number, to: target)
  }

  // MARK: Reading

  /// Full-width characters as ASCII, without blanks at the ends.
  private static func levelled(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "−": scalars.append("-")
      case _ where scalar.properties.isWhitespace: scalars.append(" ")
      default: scalars.append(scalar.foldedWidth)
      }
    }
    let start = Substring(String(scalars)).drop { $0 == " " }
    return String(start.dropLast(start.reversed().prefix { $0 == " " }.count))
  }

  private static func number(_ text: String) -> (value: Double, rest: Substring)? {
    if let plain = parseDecimal(text) { return (plain, "") }
    let digits = text.prefix { $0.isASCII && ($0.isNumber || ".,+-".contains($0)) }
    if !digits.isEmpty {
      return ungrouped(digits).map { ($0, text[digits.endIndex...]) }
    }
    return ChineseNumeral.decimal(atStartOf: text)
  }

  /// A number whose thousands may be grouped; `1,5` and `12,34` are none.
  private static func ungrouped(_ digits: Substring) -> Double? {
    let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1 else { return parseDecimal(String(digits)) }
    let head = groups[0].drop { "+-".contains($0) }
    let whole = groups.dropFirst().dropLast() + [groups[groups.count - 1].prefix { $0 != "." }]
    guard (1...3).contains(head.count), whole.allSatisfy({ $0.count == 3 }) else { return nil }
    return parseDecimal(groups.joined())
  }
}
