import Registry
import Texts
import Toponymy

/// Place-name codes that are not put together as the 20 digits of a place-name code.
enum MalformedPlaceCode: Rule {
  static let descriptor = RuleDescriptor(
    code: "N701", name: "malformed-place-code",
    title: LocalizedText(zh: "地名代码不合规则", en: "malformed place-name code"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "不是 20 位数字的地名代码，以及县级、乡级、类别三段不合编码规则的地名代码。被电子表格改坏的（I106）和与其他列矛盾的（N702）不在此列。"
        + "半数以上的代码有同一毛病时，对整列给出一条。",
      en:
        "Place-name codes that are not 20 digits, and those whose segment for county, town or class breaks the rules of "
        + "these codes. Codes damaged by a spreadsheet (I106) or in contradiction to other columns (N702) are not counted "
        + "here. What more than half of the codes have in common is one finding about the column."),
    why: LocalizedText(
      zh: "地名代码是地名数据库之间对接的依据，不合规则的导不进国家地名信息库。",
      en: "Databases of names are joined by these codes; the national one refuses malformed ones."),
    basis: LocalizedText(
      zh: "地名代码编制规则（民地办发〔2010〕1号）：县级代码 6 位、乡级代码 3 位、类别代码 5 位、顺序码 6 位；GB/T 2260、GB/T 10114",
      en: "rules for place-name codes (2010): county 6 digits, town 3, class 5, serial 6; GB/T 2260, GB/T 10114"),
    next: LocalizedText(
      zh: "对照原始登记表改正；没有代码的留空，不要用自编号代替。",
      en: "Correct it after the registration form; leave the cell blank rather than put in a number of your own."),
    fixSafety: LocalizedText(
      zh: "不安全：只去掉代码中间的空格、连字符并改成半角，应当再核对。",
      en: "unsafe: only takes out blanks and hyphens and makes digits half-width; look at it again"),
    messages: [
      "length": LocalizedText(
        zh: "地名代码“{value}”为 {digits} 位，应为 20 位", en: "place-name code “{value}” has {digits} digits instead of 20"),
      "notDigits": LocalizedText(
        zh: "地名代码“{value}”含有数字以外的字符", en: "place-name code “{value}” has characters that are no digits"),
      "county": LocalizedText(
        zh: "地名代码“{value}”的第 1—6 位不是县级区划代码", en: "digits 1 to 6 of place-name code “{value}” are no county code"),
      "town": LocalizedText(
        zh: "地名代码“{value}”的第 7—9 位不在乡级代码的号段内",
        en: "digits 7 to 9 of place-name code “{value}” are in no range of town codes"),
      "class": LocalizedText(
        zh: "地名代码“{value}”的第 10—14 位不是类别代码", en: "digits 10 to 14 of place-name code “{value}” are no class code"),
      "column": LocalizedText(
        zh: "“地名代码”列有 {count} 个代码不是 20 位的地名代码，如“{value}”；可能是别的编号",
        en:
          "{count} codes of the column are no place-name codes of 20 digits, such as “{value}”; these may be other numbers"
      ),
      "segmentColumn": LocalizedText(
        zh: "“地名代码”列有 {count} 个代码的分段不合编码规则，如“{value}”；可能是另一套编码",
        en:
          "{count} codes of the column break the rules for the segments, such as “{value}”; this may be another scheme"),
    ])

  static let examples = [
    RuleExample(
      zh: "位数、字母、三段的号段", en: "length, letters, the ranges of the three segments",
      """
      place_name | place_code               | name
                 | 50015110122200000001     | 王家湾
                 | 5001511012220000001      | 李家坝   <- E
                 | 5OO15110122200000003     | 张家沟   <- E
                 | 500151-101-22200-000004  | 赵家坡   <- E
                 | «990151»10122200000005     | 周家嘴   <- E
                 | 500151«901»22200000006     | 吴家塝   <- E
                 | 500151101«00000»000007     | 郑家坳   <- E
                 | 50015100022200000008     | 冯家岩
                 | 5.00151E+19              | 陈家塆
                 |                          | 褚家院
      """),
    RuleExample(
      zh: "整列是别的编号：给出一条", en: "a column of other numbers: one finding",
      """
      place_name | place_code   | name   <- E 10
                 | 500151000001 | 一湾
                 | 500151000002 | 二湾
                 | 500151000003 | 三湾
                 | 500151000004 | 四湾
                 | 500151000005 | 五湾
                 | 500151000006 | 六湾
                 | 500151000007 | 七湾
                 | 500151000008 | 八湾
                 | 500151000009 | 九湾
                 | 500151000010 | 十湾
      """),
  ]

  private enum Fault: Hashable {
    case notDigits
    case length(Int)
    case county, town, classCode

    var message: String {
      switch self {
      case .notDigits: "notDigits"
      case .length: "length"
      case .county: "county"
      case .town: "town"
      case .classCode: "class"
      }
    }

    /// Where it stands among the 20 digits.
    var span: Range<Int>? {
      switch self {
      case .notDigits, .length: nil
      case .county: 0..<6
      case .town: 6..<9
      case .classCode: 9..<14
      }
    }
  }

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let codes = table[.placeCode] else { return }
    var rows: [Fault: [Int]] = [:]
    var order: [Fault] = []
    var divisions = DivisionFaults()
    for row in table.rows where !codes.isBlank(row) {
      guard let fault = fault(codes, row, &divisions) else { continue }
      if rows[fault] == nil { order.append(fault) }
      rows[fault, default: []].append(row)
    }
    for fault in order {
      let shared = SharedFaults(rows[fault] ?? [], of: table, mostOf: .placeCode)
      findings.report(shared, area, table, field: .placeCode, span: fault.span) { finding, _, isColumn in
        finding.message = !isColumn ? fault.message : fault.span == nil ? "column" : "segmentColumn"
        if case .length(let digits) = fault { finding.arguments["digits"] = .count(digits) }
        if !isColumn, fault == .notDigits { finding.fix = fix(finding.evidence?.value ?? "") }
      }
    }
  }

  private static func fault(_ codes: TextColumn, _ row: Int, _ divisions: inout DivisionFaults) -> Fault? {
    if let division = codes.digits(row, of: 20, in: 0..<9), let classCode = codes.digits(row, of: 20, in: 9..<14) {
      guard let fault = divisions[division] else { return classCode < 10_000 ? .classCode : nil }
      return fault
    }
    do {
      _ = try PlaceCode(codes.trimmed(row))
      return nil
    } catch {
      switch error {
      case .damaged: return nil
      case .notDigits: return .notDigits
      case .length(let digits): return .length(digits)
      }
    }
  }

  /// The faults of the first nine digits, kept, since few differ.
  private struct DivisionFaults {
    private var known: [Int: Fault?] = [:]

    subscript(code: Int) -> Fault? {
      mutating get {
        if let fault = known[code] { return fault }
        let fault = Self.fault(code)
        known[code] = .some(fault)
        return fault
      }
    }

    private static func fault(_ code: Int) -> Fault? {
      do {
        _ = try DivisionCode(String(code))
        return nil
      } catch {
        return error == .unassignedRange(.town) ? .town : .county
      }
    }
  }

  /// The code without blanks and hyphens, half-width, where that makes 20 digits.
  private static func fix(_ code: String) -> Fix? {
    let digits = code.foldingWidth.filter { !$0.isWhitespace && !"-—_.·".contains($0) }
    guard (try? PlaceCode(digits)) != nil else { return nil }
    return Fix(.unsafe, field: .placeCode, old: code, new: digits)
  }
}
