import Registry
import Toponymy

/// Division codes that are malformed, or that no unit has at the date of the check.
enum UnknownDivisionCode: Rule {
  static let descriptor = RuleDescriptor(
    code: "B301", name: "unknown-division-code",
    title: LocalizedText(zh: "区划代码不存在", en: "unknown division code"),
    severity: .error, certainty: .definite, needs: [.division],
    finds: LocalizedText(
      zh: "区划代码的位数、分段和上级不符合编码规则，或者不在名单中、已经废止、是旧代码（给出现行代码）。"
        + "名单只在声明完整的前缀下使用；代码与名称大面积对不上的，对表给出一条，其余只检查编码规则和上级。",
      en:
        "Codes against the grammar (length, segments, parent), codes that are not in the list, void, or of a former unit "
        + "(with the present one). The list decides only under prefixes it declares complete; codes that contradict the "
        + "names throughout give one finding about the table, and only grammar and parent are tested then."),
    why: LocalizedText(
      zh: "区划代码是各系统之间对接的依据；按错误的代码对接会“成功”，但对到别的单位。",
      en: "Codes join systems; a join on wrong codes succeeds and joins other units."),
    basis: LocalizedText(
      zh: "GB/T 2260、GB/T 10114；《行政区划代码管理办法》（民政部令第79号，2025年9月1日起施行）：废止的代码不再使用",
      en:
        "GB/T 2260, GB/T 10114; Measures for Division Codes (MCA Order 79, in force 2025-09-01): void codes are not reused"
    ),
    next: LocalizedText(
      zh: "按民政部门公布的代码名单改正；用其他名单核对时，在设置中用 codes 指定。",
      en: "Correct it after the list of the civil-affairs authority; another list can be set with `codes`."),
    settings: [
      RuleSetting(
        "codes", .text(""),
        meaning: LocalizedText(
          zh: "代码名单文件（CSV，列 code、name），对其中出现的县级单位视为完整；空白用内置名单",
          en: "a list of codes (CSV with code, name), complete for the counties in it; blank for the list that ships"))
    ],
    messages: [
      "notDigits": LocalizedText(zh: "代码“{value}”含有数字以外的字符", en: "code “{value}” has characters that are no digits"),
      "length": LocalizedText(
        zh: "代码“{value}”为 {digits} 位，应为 2、4、6、9 或 12 位",
        en: "code “{value}” has {digits} digits; 2, 4, 6, 9 or 12 are possible"),
      "province": LocalizedText(zh: "代码“{value}”的前两位不是省级代码", en: "no province has the first two digits of “{value}”"),
      "range": LocalizedText(
        zh: "代码“{value}”的末段不在国家标准规定的号段内", en: "the last segment of “{value}” is in no range of the standards"),
      "parent": LocalizedText(
        zh: "代码“{value}”不属于上级代码“{parent}”", en: "code “{value}” does not lie under its parent code “{parent}”"),
      "former": LocalizedText(
        zh: "代码“{value}”是旧代码（{unit}，{years} 年），现行代码 {present}",
        en: "code “{value}” is a former one ({unit}, {years}); the present code is {present}"),
      "belowFormer": LocalizedText(
        zh: "代码“{value}”在旧代码 {county}（{unit}，{years} 年）之下，该县级单位现行代码 {present}，乡级代码已重新编排",
        en:
          "code “{value}” is under the former code {county} ({unit}, {years}); that county is now {present}, its towns were "
          + "numbered anew"),
      "unknown": LocalizedText(
        zh: "代码“{value}”不在名单中（{list}）", en: "code “{value}” is not in the list ({list})"),
      "unknownTown": LocalizedText(
        zh: "代码“{value}”的上级 {county} 不在名单中（{list}）",
        en: "{county}, the parent of code “{value}”, is not in the list ({list})"),
      "scheme": LocalizedText(
        zh: "代码与名称成批对不上：{all} 个单位中有 {count} 个的代码在名单中是别的单位或不存在，如 {value} 在名单中是“{unit}”；"
          + "可能是另一套编码，请按名称对接",
        en:
          "codes contradict the names: those of {count} of {all} units belong to others or to none in the list, such as {value} "
          + "for “{unit}”; this may be another scheme, join by name"),
    ])

  static let examples = [
    RuleExample(
      zh: "字母 O、位数、旧代码、名单中没有的镇", en: "a letter O, a wrong length, a former code, a town not in the list",
      """
      division | code         | name
               | 500151101    | 土桥镇
               | 5OO151103    | 二坪镇       <-
               | 50015        | 铜梁区       <-
               | 500224       | 铜梁县       <-
               | 500224115    | 大庙镇       <-
               | 500151199    | 某镇         <-
               | 500151199205 | 枫桥村       <-
               | 500151107203 | 白坡村
               | 500151104000 | 水口镇
               | 510107001    | 浆洗街街道
      """),
    RuleExample(
      zh: "另一套编码：对表给出一条", en: "another scheme: one finding about the table",
      """
      division | code      | name       <-
               | 500151003 | 巴川街道
               | 500151001 | 东城街道
               | 500151002 | 南城街道
               | 500151100 | 土桥镇
               | 500151004 | 蒲吕街道
      """),
    RuleExample(
      zh: "另一套编码中位数不对的代码", en: "a wrong length in another scheme",
      """
      division | code      | name       <-
               | 500151003 | 巴川街道
               | 500151001 | 东城街道
               | 500151002 | 南城街道
               | 500151100 | 土桥镇
               | 500151004 | 蒲吕街道
               | 50015110  | 水口镇     <-
      """),
    RuleExample(
      zh: "检查日期时仍在使用的代码", en: "a code in use at the date of the check",
      """
      as-of 2010-06-01
      division | code   | name
               | 500224 | 铜梁县
      """),
    RuleExample(
      zh: "上级代码不符", en: "a parent that does not fit",
      """
      division | code      | name   | parent_code
               | 500151101 | 土桥镇 | 500151
               | 500151103 | 二坪镇 | 500152   <-
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.division]
    let names = NameIndex(area.divisionCodes)
    for (source, units) in Dictionary(grouping: area.divisions, by: \.origin.source).sorted(by: { $0.key < $1.key }) {
      let contradicting = units.filter { names.contradicts($0, area.divisionCodes) }
      let judged = units.filter { area.divisionCodes.covers($0) }
      let isAnotherScheme = contradicting.count >= 3 && 2 * contradicting.count > judged.count
      if isAnotherScheme { report(scheme: contradicting, of: judged.count, area, source, into: &findings) }
      let list = isAnotherScheme ? nil : area.divisionCodes
      for division in units {
        guard let text = table.text(.code, division.row),
          let fault = CodeFault(text, parent: table.text(.parentCode, division.row), in: list, at: area.asOf.year)
        else { continue }
        findings.report(table, row: division.row, field: .code) { finding in
          finding.message = fault.message
          finding.arguments.merge(fault.arguments) { _, new in new }
        }
      }
    }
  }

  private static func report(
    scheme units: [Division], of all: Int, _ area: Area, _ source: Int, into findings: inout FindingSink
  ) {
    let example = units.first { division in
      division.code.flatMap { try? DivisionCode($0) }.map { area.divisionCodes.presentUnit(for: $0) != nil } ?? false
    }
    let code = (example ?? units[0]).code ?? ""
    findings.report(table: area.dataset.sources[source], field: FieldKey.code.rawValue) { finding in
      finding.message = "scheme"
      finding.evidence = Evidence(field: .code, value: code)
      finding.measure = Measure(Double(units.count), .count)
      finding.arguments["count"] = .count(units.count)
      finding.arguments["all"] = .count(all)
      let unit = (try? DivisionCode(code)).flatMap { area.divisionCodes.presentUnit(for: $0)?.name }
      finding.arguments["unit"] = .text(unit ?? "—")
    }
  }
}

/// The codes of a list by parent and name.
private struct NameIndex {
  private struct Key: Hashable {
    let parent: DivisionCode
    let name: String
  }

  private var codes: [Key: DivisionCode] = [:]

  init(_ list: DivisionList) {
    for unit in list.units.values {
      guard let parent = unit.code.parent else { continue }
      let key = Key(parent: parent, name: unit.name)
      codes[key] = min(codes[key] ?? unit.code, unit.code)
    }
  }

  /// Whether the list gives the name to another code than the division's.
  func contradicts(_ division: Division, _ list: DivisionList) -> Bool {
    guard list.covers(division), let text = division.code, let code = try? DivisionCode(text), let name = division.name,
      let parent = code.parent
    else { return false }
    return codes[Key(parent: parent, name: name)].map { $0 != code } ?? false
  }
}

extension DivisionList {
  /// Whether the list is complete where the division's code lies, so that it can judge it.
  fileprivate func covers(_ division: Division) -> Bool {
    guard let text = division.code, let code = try? DivisionCode(text), let parent = code.parent else { return false }
    return coverage(of: code.level, in: parent) != nil
  }
}

/// What is wrong with one code.
private struct CodeFault {
  let message: String
  let arguments: [String: MessageArgument]

  private init(_ message: String, _ arguments: [String: MessageArgument] = [:]) {
    self.message = message
    self.arguments = arguments
  }

  /// - Parameters:
  ///   - list: `nil` to test the grammar and the parent only.
  ///   - year: that of the check.
  /// - Returns: `nil` for a code that is right, or that no list can judge.
  init?(_ text: String, parent: String?, in list: DivisionList?, at year: Int) {
    let code: DivisionCode
    do { code = try DivisionCode(text) } catch {
      self.init(error)
      return
    }
    if let parent, let parentCode = try? DivisionCode(parent), !code.isWithin(parentCode) {
      self.init("parent", ["parent": .text(parent)])
    } else if let list {
      self.init(code, list, year)
    } else {
      return nil
    }
  }

  private init(_ fault: DivisionCode.Fault) {
    switch fault {
    case .notDigits: self.init("notDigits")
    case .length(let digits): self.init("length", ["digits": .count(digits)])
    case .unknownProvince: self.init("province")
    case .unassignedRange: self.init("range")
    }
  }

  /// The code itself, then the units above it: a village is wrong under a town that does not exist.
  private init?(_ code: DivisionCode, _ list: DivisionList, _ year: Int) {
    var current: DivisionCode? = code
    while let examined = current {
      switch list.status(of: examined, in: year) {
      case .present: return nil
      case .former(let unit):
        guard !unit.years.contains(year) else { return nil }  // It was in use at the date of the check.
        self.init(examined == code ? "former" : "belowFormer", Self.describe(unit))
        return
      case .belowFormer(let unit):
        guard !unit.years.contains(year) else { return nil }
        self.init("belowFormer", Self.describe(unit))
        return
      case .unknown(let coverage):
        let list = "\(coverage.source)，\(coverage.asOf)"
        let arguments: [String: MessageArgument] = ["list": .text(list), "county": .text(examined.description)]
        self.init(examined == code ? "unknown" : "unknownTown", arguments)
        return
      case .notCovered: current = examined.parent
      }
    }
    return nil
  }

  private static func describe(_ unit: DivisionList.FormerUnit) -> [String: MessageArgument] {
    [
      "unit": .text(unit.name), "county": .text(unit.code.description), "present": .text(unit.presentCode.description),
      "years": .text("\(unit.years.lowerBound)–\(unit.years.upperBound)"),
    ]
  }
}
