/// A unit of administrative division (行政区划).
public struct Division: Sendable {
  public let row: Int
  public let origin: Origin
  /// Without padding: 2, 4, 6, 9 or 12 digits where it is well formed.
  public let code: String?
  public let name: String?
  public let level: DivisionLevel?
  public let subject: Subject

  /// The divisions of a table, in row order.
  public static func all(in table: RecordTable) -> [Division] {
    table.rows.map { row in
      let code = table.text(.code, row).map(DivisionKey.unpadded)
      return Division(
        row: row, origin: table.origins[row], code: code, name: table.text(.name, row),
        level: table.text(.level, row).flatMap(DivisionLevel.init(parsing:)) ?? code.flatMap(DivisionLevel.init(code:)),
        subject: table.subject(ofRow: row))
    }
  }
}

public enum DivisionLevel: Int, Sendable, Hashable, Comparable, CaseIterable {
  case province = 2
  case prefecture = 4
  case county = 6
  case town = 9
  case village = 12

  public static func < (left: DivisionLevel, right: DivisionLevel) -> Bool { left.rawValue < right.rawValue }

  /// As the level of a boundary line or a unit.
  public var title: LocalizedText {
    switch self {
    case .province: LocalizedText(zh: "省级", en: "province")
    case .prefecture: LocalizedText(zh: "市级", en: "prefecture")
    case .county: LocalizedText(zh: "县级", en: "county")
    case .town: LocalizedText(zh: "乡级", en: "town")
    case .village: LocalizedText(zh: "村级", en: "village")
    }
  }

  /// By the length of an unpadded code.
  public init?(code: String) { self.init(rawValue: code.utf8.count) }

  /// Reads `town`, 乡级, 镇街, 区县级, 地级市, 自治区 and the like, of divisions and of boundary lines.
  public init?(parsing text: String) {
    let text = text.lowercased().filter { !$0.isWhitespace }
    for (words, level) in Self.words where words.contains(where: text.hasPrefix) {
      self = level
      return
    }
    return nil
  }

  /// How the texts of a level begin; the first match counts, so what is longer stands before.
  private static let words: [(words: [String], level: DivisionLevel)] = [
    (["province", "省", "自治区", "直辖市", "特别行政区"], .province),
    (["county", "县", "区", "旗", "市辖区", "自治县", "自治旗"], .county),
    (["prefecture", "地", "市", "州", "自治州", "盟"], .prefecture),
    (["town", "乡", "镇", "街", "民族乡", "苏木"], .town),
    (["village", "村", "社区", "行政村"], .village),
  ]
}

public enum DivisionKey {
  /// A division code without the padding of other code lengths: `500151000000` and `156500151` are `500151`.
  ///
  /// A national data set puts the country's number 156 before the six digits; no town code begins so, for no prefecture of
  /// 15 (Inner Mongolia) has had a number of 60 or more.
  public static func unpadded(_ text: String) -> String {
    var digits = Substring(text.filter { !$0.isWhitespace })
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return text }
    if digits.count == 9, digits.hasPrefix("156") { digits = digits.dropFirst(3) }
    if digits.count == 12, digits.hasSuffix("000") { digits = digits.dropLast(3) }
    if digits.count == 9, digits.hasSuffix("000") { digits = digits.dropLast(3) }
    if digits.count == 6, digits.hasSuffix("0000") { return String(digits.dropLast(4)) }
    if digits.count == 6, digits.hasSuffix("00") { return String(digits.dropLast(2)) }
    return String(digits)
  }
}
