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

  /// By the length of an unpadded code.
  public init?(code: String) { self.init(rawValue: code.utf8.count) }

  /// Reads `town`, 乡级, 镇街, 县级 and the like.
  public init?(parsing text: String) {
    switch text.lowercased() {
    case "province", "省级", "省": self = .province
    case "prefecture", "地级", "市级", "地市级": self = .prefecture
    case "county", "县级", "区县", "区县级", "县", "区": self = .county
    case "town", "乡级", "乡镇级", "镇街", "乡", "镇", "街道": self = .town
    case "village", "村级", "村", "社区": self = .village
    default: return nil
    }
  }
}

public enum DivisionKey {
  /// A division code without the padding of other code lengths: `500151000000` and `156500151` are `500151`.
  ///
  /// A national data set puts the country's number 156 before the six digits; no county code begins with 1565 to 1568,
  /// and none of a nine-digit town code begins with 156 followed by a province of 2 to 6.
  public static func unpadded(_ text: String) -> String {
    var digits = Substring(text.filter { !$0.isWhitespace })
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return text }
    if digits.count == 9, digits.hasPrefix("156"), !digits.hasPrefix("1561") || digits.hasSuffix("0000") {
      digits = digits.dropFirst(3)
    }
    if digits.count == 12, digits.hasSuffix("000") { digits = digits.dropLast(3) }
    if digits.count == 9, digits.hasSuffix("000") { digits = digits.dropLast(3) }
    if digits.count == 6, digits.hasSuffix("0000") { return String(digits.dropLast(4)) }
    if digits.count == 6, digits.hasSuffix("00") { return String(digits.dropLast(2)) }
    return String(digits)
  }
}
