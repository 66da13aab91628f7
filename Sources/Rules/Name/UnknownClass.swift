import Registry
import Toponymy

/// Class codes that no class has.
enum UnknownClass: Rule {
  static let descriptor = RuleDescriptor(
    code: "N703", name: "unknown-class",
    title: LocalizedText(zh: "类别代码不存在", en: "unknown class"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "不是类别代码的写法、不属于任何大类、或者流传的错误清单中才有的类别代码；没有类别代码列的，查地名代码中的类别段。属于已知大类但名单中没有的，"
        + "列为疑似：完整的分类表没有公开，各地也有自行细分的。同一代码有十条以上的，对整列给出一条。",
      en:
        "Class codes that are written wrongly, belong to no major class, or stem from a circulating list with errors; without "
        + "a column for them, those in the place-name codes. A code that is missing in the list but lies in a major class is a "
        + "suspect, since the full table of the standard is not published and counties make further classes. Codes that ten or "
        + "more records have are one finding about the column."),
    why: LocalizedText(
      zh: "类别决定重名范围、拼写规则、清理整治对象和必填项；类别错了，其他检查也跟着错。",
      en:
        "The class decides scope, spelling rules and required fields; with a wrong class the other checks go wrong too."
    ),
    basis: LocalizedText(
      zh: "GB/T 18521-2001《地名分类与类别代码编制规则》表 2（所收为真实数据和公开代码中出现过的类别，未见标准全文）",
      en: "GB/T 18521-2001, Table 2, as far as seen in real data and open code (the full table was not found)"),
    next: LocalizedText(
      zh: "按实体性质改用标准的类别代码；本地自行细分的类别，确认后可豁免。",
      en: "Use the class code of the standard; a class of your own can be waived once confirmed."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "类别代码“{code}”不属于任何大类", en: "class code “{code}” belongs to no major class"),
      "malformed": LocalizedText(
        zh: "“{code}”不是类别代码（二至五位数字）", en: "“{code}” is no class code (two to five digits)"),
      "circulating": LocalizedText(
        zh: "类别代码“{code}”表示“{name}”出自流传的错误清单{right}",
        en: "class code “{code}” for {name} stems from a circulating list with errors{right}"),
      "unlisted": LocalizedText(
        zh: "疑似类别代码有误：名单中没有“{code}”，可能是本地自行细分的类别",
        en: "suspected: “{code}” is not among the known class codes; it may be a class of the county's own"),
      "malformedColumn": LocalizedText(
        zh: "这一列有 {count} 条不是类别代码（二至五位数字），如“{code}”",
        en: "{count} records of the column have no class code (two to five digits), such as “{code}”"),
      "column": LocalizedText(
        zh: "反复使用的不存在或未收录的类别代码：{codes}，共 {count} 条；可能是另一套分类，请核对",
        en:
          "codes in use that no class has, or that are not among the known ones: {codes}, {count} records in all; this may be "
          + "another classification"),
      "unlistedColumn": LocalizedText(
        zh: "名单中没有而反复使用的类别代码：{codes}，共 {count} 条；疑似本地自行细分的类别，请核对",
        en:
          "codes in use that are not among the known ones: {codes}, {count} records in all; suspected classes of the county's own"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "没有的大类、错误清单、写法不对；未收录的为疑似",
      en: "no such major class, an error that circulates, wrong writing; an unlisted one is a suspect",
      """
      place_name | name   | class_code | class
                 | 王家湾 | 22200      | 农村居民点
                 | 李家坝 | 99000      |              <- E
                 | 云雾山 | 23100      | 山脉         <- E
                 | 涪江   | 24100      | 河流         <- E
                 | 老井   | 24100      | 井
                 | 张家沟 | 二二二     |              <- E
                 | 大足湖 | 23710      |              <- W s
                 | 石牛洞 | 13210      |
                 | 溪沟   | 121        |
                 | 赵家坡 |            |
      """),
    RuleExample(
      zh: "没有类别代码列，查地名代码", en: "no column of class codes: those in the place-name codes",
      """
      place_name | name   | place_code
                 | 王家湾 | 50015110122200000001
                 | 李家坝 | 500151101«99000»000001   <- E
      """),
  ]

  private enum Fault: Hashable {
    case noMajorClass(Int)
    case malformed
    case circulating(name: String, note: String)
    case unlisted(Int)
  }

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let cells = ClassCells(table) else { return }
    var coded: [Int: (fault: Fault, rows: [Int])] = [:]
    var malformed: [Int] = []
    var judge = Judge(names: table[.className])
    for row in table.rows {
      guard let fault = judge.fault(cells, row) else { continue }
      if fault == .malformed {
        malformed.append(row)
      } else if let code = cells.code(row) {
        coded[code, default: (fault, [])].rows.append(row)
      }
    }
    let shared = SharedFaults(malformed, of: table, mostOf: cells.field)
    findings.report(shared, area, table, field: cells.field) { finding, row, isColumn in
      finding.message = isColumn ? "malformedColumn" : "malformed"
      finding.arguments["code"] = .text(cells.text(row))
    }
    report(coded, area, cells, into: &findings)
  }

  /// Judges every code once.
  private struct Judge {
    let names: TextColumn?
    private var known: [Int: (fault: Fault?, isMistakable: Bool)] = [:]

    init(names: TextColumn?) { self.names = names }

    mutating func fault(_ cells: ClassCells, _ row: Int) -> Fault? {
      guard let code = cells.code(row) else { return cells.isFilled(row) ? .malformed : nil }
      let verdict = known[code] ?? Self.verdict(code)
      known[code] = verdict
      guard verdict.fault == nil, verdict.isMistakable, let names, let code = ClassCode(String(code)) else {
        return verdict.fault
      }
      let name = names.trimmed(row)
      return ClassCodeTable.standard.mistake(code, name: name).map { .circulating(name: name, note: $0) }
    }

    private static func verdict(_ code: Int) -> (fault: Fault?, isMistakable: Bool) {
      guard let code = ClassCode(String(code)) else { return (.malformed, false) }
      let table = ClassCodeTable.standard
      switch table.status(of: code) {
      case .known, .inGroup: return (nil, table.isMistakable(code))
      case .circulatingError(let name, let note): return (.circulating(name: name, note: note), true)
      case .unknown: return (table.hasMajorClass(of: code) ? .unlisted(code.value) : .noMajorClass(code.value), false)
      }
    }
  }

  private static func report(
    _ fault: Fault, _ table: RecordTable, _ row: Int, _ cells: ClassCells, into findings: inout FindingSink
  ) {
    findings.report(table, row: row, field: cells.field, span: cells.span) { finding in
      finding.arguments["code"] = .text(cells.text(row))
      switch fault {
      case .noMajorClass, .malformed: break
      case .unlisted:
        (finding.severity, finding.certainty, finding.message) = (.warning, .suspect, "unlisted")
      case .circulating(let name, let note):
        finding.message = "circulating"
        finding.arguments["name"] = .text(name)
        finding.arguments["right"] = .text(note.isEmpty ? "" : "（\(note)）")
      }
    }
  }

  /// Codes that come again and again are a system of somebody's: one finding for all of a source.
  private static func report(
    _ coded: [Int: (fault: Fault, rows: [Int])], _ area: Area, _ cells: ClassCells, into findings: inout FindingSink
  ) {
    let table = area.dataset[.placeName]
    var ofSource: [Int: [(code: Int, fault: Fault, rows: [Int])]] = [:]
    for (code, group) in coded.sorted(by: { $0.key < $1.key }) {
      let shared = SharedFaults(group.rows, of: table)
      for column in shared.columns { ofSource[column.source, default: []].append((code, group.fault, column.rows)) }
      for row in shared.rows { report(group.fault, table, row, cells, into: &findings) }
    }
    for (source, groups) in ofSource.sorted(by: { $0.key < $1.key }) {
      let count = groups.reduce(0) { $0 + $1.rows.count }
      findings.report(table: area.dataset.sources[source], field: cells.field.rawValue) { finding in
        finding.message = "column"
        if groups.allSatisfy({ $0.fault == .unlisted($0.code) }) {
          (finding.severity, finding.certainty, finding.message) = (.warning, .suspect, "unlistedColumn")
        }
        finding.evidence = Evidence(field: cells.field, value: table.text(cells.field, groups[0].rows[0]) ?? "")
        finding.measure = Measure(Double(count), .count)
        finding.arguments["codes"] = .list(groups.map { String($0.code) })
        finding.arguments["count"] = .count(count)
      }
    }
  }
}

/// Where the class codes of a table stand: in their own column, else in the place-name codes.
private struct ClassCells {
  let field: FieldKey
  /// The part of a cell that is the code; `nil` for all of it.
  let span: Range<Int>?
  private let column: TextColumn

  init?(_ table: RecordTable) {
    if let column = table[.classCode] {
      (self.column, field, span) = (column, .classCode, nil)
    } else if let column = table[.placeCode] {
      (self.column, field, span) = (column, .placeCode, 9..<14)
    } else {
      return nil
    }
  }

  /// As a number, filled up to five digits; `nil` where there is none.
  func code(_ row: Int) -> Int? {
    guard let span else { return column.digits(row, upTo: 5).flatMap { $0.count < 2 ? nil : $0.padded(to: 5) } }
    // A segment that begins with 0 is malformed (N701).
    return column.digits(row, of: 20, in: span).flatMap { $0 < 10_000 ? nil : $0 }
  }

  /// Whether there is something where a code should be.
  func isFilled(_ row: Int) -> Bool {
    guard span == nil, !column.isBlank(row) else { return false }
    return SpreadsheetDamage(column.trimmed(row), digits: 5) == nil  // I106
  }

  func text(_ row: Int) -> String {
    let text = column.trimmed(row)
    return span.map { String(text.dropFirst($0.lowerBound).prefix($0.count)) } ?? text
  }
}
