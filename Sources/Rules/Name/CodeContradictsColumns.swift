import Registry
import Toponymy

/// Place-name codes whose segments say another unit or class than the columns.
enum CodeContradictsColumns: Rule {
  static let descriptor = RuleDescriptor(
    code: "N702", name: "code-contradicts-columns",
    title: LocalizedText(zh: "地名代码与其他列不符", en: "code contradicts columns"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "地名代码的县级段、乡级段与“所属行政区划代码”“所在(跨)行政区”“县名”不符，类别段与“类别代码”“地名类别”不符；县级段是旧区划代码的为警告，"
        + "并给出现行代码。乡级段为 000 的不比较乡级；类别只是粗细不同的不算。半数以上的代码有同一问题时，对整列给出一条。",
      en:
        "The county or town segment of a place-name code against unit_code, unit and county_name, its class segment against "
        + "class_code and class; a former county code is a warning and names the present one. A town segment of 000 says "
        + "nothing of the town; classes that are only more or less detailed agree. What more than half of the codes have in "
        + "common is one finding about the column."),
    why: LocalizedText(
      zh: "代码和列中有一个是错的；按代码统计、查重、对接，就会归到别的镇街或类别。",
      en: "Code or column is wrong; counts, duplicates and joins by code go to another town or class."),
    basis: LocalizedText(
      zh: "地名代码编制规则（民地办发〔2010〕1号）：县级代码 6 位、乡级代码 3 位、类别代码 5 位、顺序码 6 位",
      en: "rules for place-name codes (2010): county 6 digits, town 3, class 5, serial 6"),
    next: LocalizedText(
      zh: "对照登记表判断哪一个错；区划调整后代码没有更新的，按现行区划代码重新编制，并保留原代码备查。",
      en:
        "Find out after the registration form which is wrong; after a change of divisions make the code anew and keep the "
        + "old one on record."),
    messages: [
      "county": LocalizedText(
        zh: "地名代码“{value}”的县级段是 {segment}，与“{column}”“{declared}”不符",
        en: "place-name code “{value}” has county {segment}, which contradicts {column} “{declared}”"),
      "town": LocalizedText(
        zh: "地名代码“{value}”的乡级段是 {segment}{name}，与“{column}”“{declared}”不符",
        en: "place-name code “{value}” has town {segment}{name}, which contradicts {column} “{declared}”"),
      "class": LocalizedText(
        zh: "地名代码“{value}”的类别段是 {segment}{name}，与“{column}”“{declared}”不符",
        en: "place-name code “{value}” has class {segment}{name}, which contradicts {column} “{declared}”"),
      "former": LocalizedText(
        zh: "地名代码“{value}”用的是旧区划代码 {segment}（{unit}，{years} 年），现行代码 {present}（{presentName}）；乡级代码也已重新编排",
        en:
          "place-name code “{value}” has the former county code {segment} ({unit}, {years}); the present one is {present} "
          + "({presentName}), and its towns were numbered anew"),
      "countyColumn": LocalizedText(
        zh: "“地名代码”列有 {count} 个代码的县级段与“{column}”不符，如“{value}”与“{declared}”",
        en: "{count} codes of the column contradict {column} in the county, such as “{value}” and “{declared}”"),
      "townColumn": LocalizedText(
        zh: "“地名代码”列有 {count} 个代码的乡级段与“{column}”不符，如“{value}”与“{declared}”；可能是另一套乡级编码，请按名称对接",
        en:
          "{count} codes of the column contradict {column} in the town, such as “{value}” and “{declared}”; this may be "
          + "another scheme of town codes, join by name"),
      "classColumn": LocalizedText(
        zh: "“地名代码”列中类别段 {segment}{name}有 {count} 条对应“{column}”“{declared}”，如“{value}”；可能是另一套分类",
        en:
          "{count} codes of the column with class {segment}{name} have {column} “{declared}”, such as “{value}”; this may be "
          + "another classification"),
      "formerColumn": LocalizedText(
        zh: "“地名代码”列有 {count} 个代码用的是旧区划代码 {segment}（{unit}，{years} 年），如“{value}”；现行代码 {present}（{presentName}），"
          + "乡级代码也已重新编排，不能只换前六位",
        en:
          "{count} codes of the column have the former county code {segment} ({unit}, {years}), such as “{value}”; the present "
          + "one is {present} ({presentName}), and its towns were numbered anew, so the first six digits alone do not do"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "三段与各列不符；旧区划代码为警告", en: "the three segments against the columns; a former code is a warning",
      """
      place_name | place_code             | name   | class_code | class      | unit_code | unit
                 | 50015110122200000001   | 王家湾 | 22200      | 农村居民点 | 500151101 | 土桥镇
                 | «500152»10122200000002 | 李家坝 | 22200      |            | 500151101 |        <- E
                 | 500151«103»22200000003 | 张家沟 | 22200      |            | 500151101 |        <- E
                 | 500151101«13400»000004 | 赵家坡 | 22200      |            | 500151101 |        <- E
                 | «500224»11522200000005 | 周家嘴 | 22200      |            | 500151117 |        <- W
                 | 500151«103»22200000006 | 吴家塝 | 22200      |            |           | 土桥镇 <- E
                 | 500151101«12100»000007 | 郑家坳 |            | 农村居民点 | 500151101 |        <- E
                 | 50015100022200000008   | 冯家岩 | 22200      |            | 500151101 |
                 | 50015110122210000009   | 陈家塆 | 22200      | 农村居民点 | 500151101 | 土桥镇、二坪镇
                 | 5.00151E+19            | 褚家院 | 22200      |            | 500151101 |
      """),
    RuleExample(
      zh: "名称只在同一县、同一省内比较", en: "names are compared within the county or the province",
      """
      place_name | place_code             | name   | unit   | county_name
                 | 50015112422200000001   | 王家湾 | 太平镇 | 铜梁区
                 | 51102510022200000002   | 李家坝 | 太平镇 |
                 | «500117»10122200000003 | 张家沟 |        | 铜梁区      <- E
                 | «500224»10122200000004 | 赵家坡 |        | 铜梁区      <- W
                 | 35010210122200000005   | 周家嘴 |        | 铜梁区
      """),
    RuleExample(
      zh: "检查日期时仍在使用的旧代码", en: "a code that was in use at the date of the check",
      """
      as-of 2010-06-01
      place_name | place_code           | name   | unit_code
                 | 50022411522200000001 | 周家嘴 | 500224115
      """),
    RuleExample(
      zh: "整列按另一套乡级编码：给出一条", en: "a column after another scheme of town codes: one finding",
      """
      place_name | place_code           | name   | unit     <- E 10
                 | 50015110022200000001 | 一湾   | 土桥镇
                 | 50015110022200000002 | 二湾   | 土桥镇
                 | 50015110022200000003 | 三湾   | 土桥镇
                 | 50015110022200000004 | 四湾   | 土桥镇
                 | 50015110222200000005 | 五湾   | 二坪镇
                 | 50015110222200000006 | 六湾   | 二坪镇
                 | 50015110222200000007 | 七湾   | 二坪镇
                 | 50015110222200000008 | 八湾   | 二坪镇
                 | 50015110322200000009 | 九湾   | 水口镇
                 | 50015110322200000010 | 十湾   | 水口镇
                 | 50015100422200000011 | 十一湾 | 蒲吕街道
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let codes = table[.placeCode] else { return }
    let units = DeclaredCodes(area)
    let classes = DeclaredClasses(area)
    var faults: [SegmentFault: [Int]] = [:]
    for row in table.rows {
      guard let digits = codes.digits(row, of: 20, in: 0..<14) else { continue }
      if let fault = units.fault(of: digits / 100_000, row) { faults[fault, default: []].append(row) }
      if let fault = classes.fault(of: digits % 100_000, row) { faults[fault, default: []].append(row) }
    }
    for (fault, rows) in faults.sorted(by: { $0.key < $1.key }) {
      let shared = SharedFaults(rows, of: table, mostOf: { fault.isMeasured(by: codes, $0) })
      findings.report(shared, area, table, field: .placeCode, span: fault.segment.span) { finding, row, isColumn in
        finding.message = fault.segment.rawValue + (isColumn ? "Column" : "")
        finding.arguments["column"] = .text(FieldCatalogue.standard.field(.placeName, fault.field)?.title ?? "")
        finding.arguments["declared"] = .text(table.text(fault.field, row) ?? "")
        let code = codes.trimmed(row)
        finding.arguments["segment"] = .text(
          String(code.dropFirst(fault.segment.span.lowerBound).prefix(fault.segment.span.count)))
        finding.arguments["name"] = .text(fault.segment == .classCode ? classes.name(code) : units.townName(code))
        if fault.segment == .former { units.describeFormer(code, &finding) }
      }
    }
  }
}

/// What contradicts what.
private struct SegmentFault: Hashable, Comparable {
  enum Segment: String {
    case county, former, town
    case classCode = "class"

    /// Where it stands among the 20 digits.
    var span: Range<Int> {
      switch self {
      case .county, .former: 0..<6
      case .town: 6..<9
      case .classCode: 9..<14
      }
    }
  }

  let segment: Segment
  /// The column that says otherwise.
  let field: FieldKey
  /// The class of the code and that of the column, a number of its own for each name: another classification contradicts
  /// class by class.
  var classes: [Int] = []

  /// Whether a row is one of those of which most must have the fault to make it one of the column: those of the class, or all
  /// that have a code.
  func isMeasured(by codes: TextColumn, _ row: Int) -> Bool {
    guard let own = classes.first else { return !codes.isBlank(row) }
    return codes.digits(row, of: 20, in: 9..<14) == own
  }

  static func < (left: SegmentFault, right: SegmentFault) -> Bool {
    if (left.segment, left.field) != (right.segment, right.field) {
      return (left.segment.rawValue, left.field) < (right.segment.rawValue, right.field)
    }
    return left.classes.lexicographicallyPrecedes(right.classes)
  }
}

/// The units that the columns of place names state, held against the first nine digits of their codes.
private struct DeclaredCodes {
  let directory: UnitDirectory
  private let unitCodes: TextColumn?
  /// Columns with names, and the codes that each distinct text can mean; empty for one that means nothing known.
  private let names: [(field: FieldKey, groups: TextGroups, codes: [[UnitDirectory.Code]])]

  init(_ area: Area) {
    let table = area.dataset[.placeName]
    let directory = UnitDirectory(area)
    self.directory = directory
    unitCodes = table[.unitCode]
    names = [FieldKey.unit, .countyName].compactMap { field in
      guard let column = table[field], let groups = area.groups(.placeName, field) else { return nil }
      let codes = groups.firstRows.map { row in
        ListCell.items(column.trimmed(row)).flatMap(directory.codes(named:))
      }
      return (field, groups, codes)
    }
  }

  func fault(of code: UnitDirectory.Code, _ row: Int) -> SegmentFault? {
    let (county, town) = (code / 1000, code % 1000)
    let isFormer = directory.formerUnit(ofCounty: county) != nil
    if let declared = unitCodes?.nineDigits(row) {
      if declared / 1000 != county {
        let isSame = directory.presentCounty(declared / 1000) == directory.presentCounty(county)
        // Where the column has the former code, N802 says so.
        if !isSame { return SegmentFault(segment: .county, field: .unitCode) }
      } else if !isFormer, town != 0, declared % 1000 != 0, town != declared % 1000 {
        return SegmentFault(segment: .town, field: .unitCode)
      }
    }
    for (field, groups, codes) in names {
      let group = groups.groupOfRow[row]
      guard group >= 0, !codes[Int(group)].isEmpty else { continue }
      if let segment = contradiction(county, town, isFormer, codes[Int(group)]) {
        return SegmentFault(segment: segment, field: field)
      }
    }
    return isFormer ? SegmentFault(segment: .former, field: .placeCode) : nil
  }

  /// A name says something of a town only in its own county, of a county only in its own province: elsewhere others may have
  /// the name.
  private func contradiction(
    _ county: Int, _ town: Int, _ isFormer: Bool, _ declared: [UnitDirectory.Code]
  ) -> SegmentFault.Segment? {
    let county = directory.presentCounty(county)
    let sameCounty = declared.filter { $0 / 1000 == county }
    if !sameCounty.isEmpty {
      // The towns under a former code were numbered otherwise.
      let agrees = isFormer || town == 0 || sameCounty.contains { $0 % 1000 == 0 || $0 % 1000 == town }
      return agrees ? nil : .town
    }
    let isAnotherCounty = declared.allSatisfy { $0 % 1000 == 0 && $0 / 10_000_000 == county / 10_000 }
    return isAnotherCounty ? .county : nil
  }

  /// The unit that a town segment means, in brackets.
  func townName(_ code: String) -> String {
    guard let unit = (try? PlaceCode(code))?.division, let name = directory.list.presentUnit(for: unit)?.name else {
      return ""
    }
    return "（\(name)）"
  }

  func describeFormer(_ code: String, _ finding: inout Finding) {
    guard let county = Int(code.prefix(6)), let unit = directory.formerUnit(ofCounty: county) else { return }
    finding.severity = .warning
    finding.arguments.merge(directory.describe(unit)) { _, new in new }
    finding.related = [directory.subject(of: unit.presentCode)]
  }
}

/// The classes that the columns of place names state, held against the class segment of their codes.
private struct DeclaredClasses {
  private let codes: TextColumn?
  private let names: TextGroups?
  /// The classes that each distinct name can mean.
  private let classes: [[Int]]

  init(_ area: Area) {
    let table = area.dataset[.placeName]
    codes = table[.classCode]
    names = area.groups(.placeName, .className)
    classes =
      names.flatMap { groups in
        table[.className].map { column in
          groups.firstRows.map { row in
            ClassCodeTable.standard.classes(named: column.trimmed(row)).map(\.value)
          }
        }
      } ?? []
  }

  func fault(of code: Int, _ row: Int) -> SegmentFault? {
    if let declared = codes?.digits(row, upTo: 5), declared.count >= 2, !agree(declared.padded(to: 5), code) {
      return SegmentFault(segment: .classCode, field: .classCode, classes: [code, declared.padded(to: 5)])
    }
    guard let names, names.groupOfRow[row] >= 0 else { return nil }
    let declared = classes[Int(names.groupOfRow[row])]
    return declared.isEmpty || declared.contains { agree($0, code) }
      ? nil
      : SegmentFault(segment: .classCode, field: .className, classes: [code, Int(names.groupOfRow[row])])
  }

  private func agree(_ left: Int, _ right: Int) -> Bool {
    guard let left = ClassCode(String(left)), let right = ClassCode(String(right)) else { return left == right }
    return left.isSameOrPart(of: right)
  }

  /// The class that a code has, in brackets.
  func name(_ code: String) -> String {
    guard let code = ClassCode(code.dropFirst(9).prefix(5)), let name = ClassCodeTable.standard.name(of: code) else {
      return ""
    }
    return "（\(name)）"
  }
}
