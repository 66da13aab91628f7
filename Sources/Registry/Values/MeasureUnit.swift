internal import Texts

/// A unit of measure as a factor to the base unit of its dimension.
public struct MeasureUnit: Sendable, Hashable {
  public enum Dimension: Sendable, Hashable {
    case length, area, volume, mass, money, ratio, angle, count, year
  }

  public let dimension: Dimension
  /// Base units are metre, square metre, cubic metre, tonne, yuan, percent, degree, piece and year.
  ///
  /// A fraction, so that 亩 (2000/3 m²) and sizes in 万 convert without a rounding error of the factor.
  let numerator: Double
  let denominator: Double

  private init(_ dimension: Dimension, _ numerator: Double, per denominator: Double = 1) {
    (self.dimension, self.numerator, self.denominator) = (dimension, numerator, denominator)
  }

  /// The unit that a column of `fields.tsv` is in; `nil` where it names none.
  init?(key: String) {
    guard let unit = Self.byKey[key] else { return nil }
    self = unit
  }

  /// A unit as tables write it: `公顷`, `万元`, `km²`, `(平方米)`; case, width, blanks and brackets do not matter.
  ///
  /// 里 is none: it is half a kilometre, but as often stands for 公里.
  ///
  /// - Returns: `nil` for anything else.
  public init?(word: String) {
    var word = word.foldingWidth.lowercased().filter { !$0.isWhitespace }
    if word.hasPrefix("("), word.hasSuffix(")") { word = String(word.dropFirst().dropLast()) }
    guard let (unit, scale) = Self.scaled(word) else { return nil }
    self.init(unit.dimension, unit.numerator * scale, per: unit.denominator)
  }

  /// A value in this unit as one in another; `nil` where the two measure different things.
  public func convert(_ value: Double, to other: MeasureUnit) -> Double? {
    guard dimension == other.dimension else { return nil }
    let up = numerator * other.denominator
    let down = denominator * other.numerator
    // One division or multiplication rounds once: 1.2 万元 stays 1.2.
    return (up / down).rounded() == up / down ? value * (up / down) : value * up / down
  }

  /// The unit with a size word before it, `1.2` of `万` people.
  func scaled(by factor: Double) -> MeasureUnit { MeasureUnit(dimension, numerator * factor, per: denominator) }

  /// Whether the unit itself counts in 万, so that a 万 behind a number would be ambiguous.
  var isInTensOfThousands: Bool { [.money, .volume].contains(dimension) && numerator == 10_000 }

  // MARK: Words

  static let tenThousand = 10_000.0

  /// Sizes that stand between a number and its unit, the longest first.
  static let sizes: [(word: String, factor: Double)] = [
    ("百万", 1e6), ("千万", 1e7), ("万", tenThousand), ("亿", 1e8), ("千", 1e3), ("百", 1e2),
  ]

  /// A unit, perhaps behind a size word; 千米 is a kilometre before it is a thousand metres, which is the same.
  private static func scaled(_ word: String) -> (MeasureUnit, Double)? {
    if let unit = byWord[word] { return (unit, 1) }
    for size in sizes where word.hasPrefix(size.word) {
      if let unit = byWord[String(word.dropFirst(size.word.count))] { return (unit, size.factor) }
    }
    return nil
  }

  private static let mu = MeasureUnit(.area, 2000, per: 3)

  private static let byKey: [String: MeasureUnit] = [
    "m": .init(.length, 1), "km": .init(.length, 1000), "m2": .init(.area, 1), "km2": .init(.area, 1_000_000),
    "mu": mu, "ha": .init(.area, 10_000), "10k_m3": .init(.volume, 10_000), "10k_yuan": .init(.money, 10_000),
    "t": .init(.mass, 1), "deg": .init(.angle, 1), "percent": .init(.ratio, 1), "permille": .init(.ratio, 1, per: 10),
    "count": .init(.count, 1), "persons": .init(.count, 1), "places": .init(.count, 1), "beds": .init(.count, 1),
    "year": .init(.year, 1),
  ]

  /// In code because a unit's size is no matter of law or county; 1 亩 = 2000/3 m² (国发〔1984〕28号).
  private static let byWord: [String: MeasureUnit] = {
    let words: [(MeasureUnit, String)] = [
      (.init(.length, 1), "米 m 公尺"), (.init(.length, 1000), "公里 千米 km"),
      (.init(.length, 1, per: 100), "厘米 cm"), (.init(.length, 1, per: 1000), "毫米 mm"),
      (.init(.area, 1), "平方米 平米 ㎡ m² m2 m^2"), (mu, "亩 市亩"),
      (.init(.area, 10_000), "公顷 ha hm² hm2"),
      (.init(.area, 1_000_000), "平方公里 平方千米 km² km2 km^2 ㎢"),
      (.init(.volume, 1), "立方米 m³ m3 方"), (.init(.mass, 1), "吨 t"), (.init(.money, 1), "元 圆"),
      (.init(.ratio, 1), "%"), (.init(.ratio, 1, per: 10), "‰"), (.init(.angle, 1), "度 °"), (.init(.year, 1), "年"),
      // Households (户) are no people and stand apart.
      (.init(.count, 1), "人 名 口 位 个 座 穴 格 张 床 颗 根 块 处 层 栋 幢 张床 个墓位 个床位"),
    ]
    return Dictionary(
      words.flatMap { unit, words in words.split(separator: " ").map { (String($0), unit) } },
      uniquingKeysWith: { first, _ in first })
  }()
}
