import Registry
import Toponymy

/// Marks that are no characters in names.
enum MarkInName: Rule {
  static let descriptor = RuleDescriptor(
    code: "N107", name: "mark-in-name",
    title: LocalizedText(zh: "名称含标点或间隔号", en: "mark in a name"),
    severity: .warning, certainty: .suspect,
    finds: LocalizedText(
      zh: "汉字名称中的间隔号“·”、连接号“-”、括号、引号等符号。单位名称（27）、门楼牌、标了语种或少数民族语书写的名称不查；代替缺字的括号由 N101 查，字母、数字和“+”“&”等由 N106、N302 查。",
      en: "Marks in Chinese names: “·”, “-”, brackets, quotes. Organisations (27), door plates and names with a "
        + "language or a minority writing are exempt; brackets that stand for a lost character are N101's; letters, "
        + "digits and signs such as “+” are N106's and N302's."),
    why: LocalizedText(
      zh: "标准地名只用汉字书写，146 号通知把含非汉字符号的名称列入“怪”。",
      en: "Standard names consist of Chinese characters; the notice counts names with marks among the bizarre."),
    basis: SuspectReport.basis146, next: SuspectReport.next,
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似不规范：{field}“{value}”含符号“{characters}”", en: "suspected: {characters} in the {field} “{value}”")
    ])

  static let examples = [
    RuleExample(
      zh: "间隔号、连接号、括号", en: "dots, dashes, brackets",
      """
      place_name | name             | class_code | promotional_name
                 | 新世界«·»凯粤湾  | 22100 |                 <- W s
                 | 中瑞«-»曼哈顿    | 22100 |                 <- W s
                 | 金龙花园«（»二期） | 22100 |               <- W s
                 | 王家湾«(»东)     | 22200 |                 <- W s
                 | 新光花园         | 22100 | 恒展«·»江山时代 <- W s
                 | 王家湾           | 22200 |
                 | (上山下奋)口     | 22200 |
                 | G318国道         | 23210 |
                 | 某某公司(铜梁)   | 27400 |
      """),
    RuleExample(
      zh: "少数民族语地名、门楼牌不查", en: "minority names and door plates are passed over",
      """
      place_name | name            | language
                 | 买买提·吐尔逊村 | 维吾尔语
      sign | id  | name         | type
           | 001 | 中兴路12-3号 | 门楼牌
           | 002 | 铜梁«(»东)   | 村牌   <- W s
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in UnlistedNames.kinds {
      let table = area.dataset[kind]
      let foreign = [FieldKey.minorityWriting, .language].compactMap { table[$0] }
      for field in kind == .sign ? [.name] : JudgedClasses.nameFields {
        guard let column = table[field] else { continue }
        for row in column.unusualNames where !isExempt(row, table, area.nameClasses, foreign) {
          report(table, field, row, into: &findings)
        }
      }
    }
  }

  private static func isExempt(
    _ row: Int, _ table: RecordTable, _ classes: NameClasses, _ foreign: [TextColumn]
  ) -> Bool {
    if table.kind == .sign { return table.text(.type, row)?.contains("门") ?? false }
    return classes.code(row).map { $0 / 1000 == 27 } ?? false || foreign.contains { $0.saysForeignLanguage(row) }
  }

  private static func report(_ table: RecordTable, _ field: FieldKey, _ row: Int, into findings: inout FindingSink) {
    let name = table[field]?[row] ?? ""
    let lost = LostCharacter.find(in: name).map(\.span)
    let marks = NameMarks.find(in: name).filter { mark in !lost.contains { $0.overlaps(mark) } }
    guard let first = marks.first else { return }
    findings.report(table, row: row, field: field, span: first) { finding in
      let scalars = Array(name.unicodeScalars)
      let characters = marks.map { String(String.UnicodeScalarView(scalars[$0])) }
      finding.arguments["characters"] = .list(characters.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
      finding.arguments["field"] = .localized(SuspectReport.label(of: field))
    }
  }
}
