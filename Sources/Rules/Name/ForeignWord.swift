import Registry
import Toponymy

/// 洋: foreign script, and foreign words in characters.
enum ForeignWord: Rule {
  static let descriptor = RuleDescriptor(
    code: "N302", name: "foreign-word",
    title: LocalizedText(zh: "疑似使用外文或外语词", en: "foreign script or word"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "名称中两个以上连写的外文字母（MALL、Park），包括全用外文的名称；用汉字记音的外语普通词（帕提欧、巴洛克）。"
        + SuspectReport.reachZh + "外文字母不论年份。单个字母、数字和符号由 N106 查，其他类别的字母也由 N106 查；CBD、IT、APEC 等通行缩写和 G318 这类编号不在此列。",
      en: "Two foreign letters in a row or more (MALL, Park), also names without any Chinese character; ordinary words "
        + "of foreign languages written by sound (帕提欧, 巴洛克). " + SuspectReport.reachEn
        + " Letters whatever the year. Single letters, digits and symbols are N106's, so are letters in other classes; "
        + "known abbreviations (CBD, IT, APEC) and codes (G318) are exempt."),
    why: LocalizedText(
      zh: "标准地名用汉字书写，不用外文和外语词；是不是普通汉语词须由人认定。",
      en: "Standard names are written in Chinese and not with foreign words; a person decides what is a Chinese word."),
    basis: SuspectReport.basis146, next: SuspectReport.next, settings: [SuspectReport.sinceSetting],
    messages: SuspectReport.messages(zh: "使用外语词", en: "suspected foreign word").merging([
      "script": LocalizedText(
        zh: "疑似使用外文：{field}“{value}”中的“{term}”", en: "suspected foreign script: “{term}” in the {field} “{value}”")
    ]) { first, _ in first })

  static let examples = [
    RuleExample(
      zh: "外文字母和外语词", en: "letters and words",
      """
      place_name | name         | class_code | promotional_name
                 | 美丽«MALL»   | 26100 |              <- W s
                 | 智汇«Park»   | 26100 |              <- W s
                 | 佳家«sport»  | 26100 |              <- W s
                 | «EE»新城     | 22100 |              <- W s
                 | «MOMOPARK»   | 26100 |              <- W s
                 | «帕提欧»公馆 | 22100 |              <- W s
                 | 新光花园     | 22100 | 新光«ONE»    <- W s
      """),
    RuleExample(
      zh: "不应当报的", en: "names that must not be reported",
      """
      place_name | name       | class_code
                 | APEC大道   | 23510
                 | 中央CBD    | 26300
                 | G318国道   | 23510
                 | A座        | 26100
                 | KFC        | 27400
                 | K2村       | 22200
                 | 99大厦     | 26100
                 | 罗曼村     | 22200
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    var reported: Set<Cell> = []
    let script = ForeignScript(area)
    for field in JudgedClasses.nameFields {
      guard let column = table[field] else { continue }
      for row in column.unusualNames {
        let name = column[row]
        let standing = script.standing(row, name)
        let words = ForeignScript.stretches(in: name, withoutChinese: true)
          .filter { ForeignScript.isWord($0, of: name, in: standing) }
        guard let first = words.first else { continue }
        reported.insert(Cell(field: field, row: row))
        let suspect = SuspectName(field: field, row: row, standing: standing, matches: [], number: nil)
        SuspectReport.report(suspect, span: first.span, area, into: &findings) { finding in
          finding.message = "script"
          // What is no character has no reading either.
          finding.explains = ["N601"]
        }
      }
    }
    SuspectReport.report([.foreignWord], area, settings: settings, into: &findings) {
      !reported.contains(Cell(field: $0.field, row: $0.row))
    }
  }

  private struct Cell: Hashable {
    let field: FieldKey
    let row: Int
  }
}
