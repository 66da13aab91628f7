import Registry
import Toponymy

/// Class codes that are not those of the class named beside them.
enum ClassContradictsName: Rule {
  static let descriptor = RuleDescriptor(
    code: "N705", name: "class-contradicts-name",
    title: LocalizedText(zh: "类别代码与地名类别不符", en: "class code contradicts the class named"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "“类别代码”与“地名类别”所写的名称不是同一类。只是粗细不同的不算，名单中没有的代码和名称不比较。同一代码和名称占该代码半数以上且有十条的，"
        + "对整列给出一条。",
      en:
        "A class code and the name of a class beside it that are two classes. More or less detailed ones agree; codes and "
        + "names that are not on the list are not compared. A pair that more than half of the records of a code have, ten or "
        + "more, is one finding about the column."),
    why: LocalizedText(
      zh: "两列中有一列是错的；重名范围、拼写规则、清理对象都按代码判断。",
      en: "One of them is wrong, and scope, spelling rules and the clean-up go by the code."),
    basis: LocalizedText(
      zh: "GB/T 18521-2001《地名分类与类别代码编制规则》表 2（所收为真实数据和公开代码中出现过的类别，未见标准全文）",
      en: "GB/T 18521-2001, Table 2, as far as seen in real data and open code (the full table was not found)"),
    next: LocalizedText(zh: "按实体性质判断哪一列写错，改正。", en: "Find out after the feature which is wrong, and correct it."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "类别代码“{value}”是{name}，与地名类别“{declared}”不符", en: "class code “{value}” is {name}, not “{declared}”"),
      "column": LocalizedText(
        zh: "{count} 条的类别代码“{value}”是{name}，而地名类别写“{declared}”；可能是另一套分类",
        en:
          "{count} records have class code “{value}”, {name}, and the class “{declared}”; this may be another classification"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "不同类的报；粗细不同的、名单中没有的不报", en: "two classes; not more or less detailed ones, nor unlisted ones",
      """
      place_name | name   | class_code | class
                 | 西门   | 23510      | 桥梁         <- E
                 | 王家湾 | 22200      | 城镇居民点   <- E
                 | 李家坝 | 22200      | 农村居民点
                 | 张家沟 | 22210      | 农村居民点
                 | 石牛洞 | 13210      | 溶洞
                 | 老井   |            | 井
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let codes = table[.classCode],
      let named = JudgedColumn(.className, area, { ClassCodeTable.standard.classes(named: $0) })
    else { return }
    var faults: [Pair: [Int]] = [:]
    // By number; `nil` for one that is not on the list.
    var listed: [Int: ClassCode?] = [:]
    for row in table.rows {
      guard let number = codes.digits(row, upTo: 5)?.padded(to: 5), let declared = named[row], !declared.isEmpty else {
        continue
      }
      let known = listed[number] ?? Self.listed(number)
      listed[number] = .some(known)
      guard let code = known, !declared.contains(where: code.isSameOrPart) else { continue }
      faults[Pair(code: code, name: table.text(.className, row) ?? ""), default: []].append(row)
    }
    for (pair, rows) in faults.sorted(by: { ($0.key.code, $0.key.name) < ($1.key.code, $1.key.name) }) {
      let shared = SharedFaults(
        rows, of: table, mostOf: { codes.digits($0, upTo: 5)?.padded(to: 5) == pair.code.value })
      findings.report(shared, area, table, field: .classCode) { finding, _, isColumn in
        if isColumn { finding.message = "column" }
        finding.arguments["name"] = .text(ClassCodeTable.standard.name(of: pair.code) ?? "")
        finding.arguments["declared"] = .text(pair.name)
      }
    }
  }

  private static func listed(_ number: Int) -> ClassCode? {
    guard let code = ClassCode(String(number)), ClassCodeTable.standard.name(of: code) != nil else { return nil }
    return code
  }

  private struct Pair: Hashable {
    let code: ClassCode
    let name: String
  }
}
