import Registry
import Toponymy

/// Characters that the table of standard characters does not have, in any form.
enum OutsideStandardTable: Rule {
  static let descriptor = RuleDescriptor(
    code: "N104", name: "outside-standard-table",
    title: LocalizedText(zh: "《通用规范汉字表》以外的字", en: "character outside the standard table"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "地名和标志的名称中不在《通用规范汉字表》8105 字之内、表中也没有对应字的字。新命名的为错误，老地名为警告；有对应字的由 N103 查。“〇”作数字，不报。",
      en: "Characters in names of places and signs that are not among the 8,105 of the standard table and have no form "
        + "in it. An error in new names, a warning in old ones; those with a form are N103's. 〇 is a numeral."),
    why: LocalizedText(
      zh: "表外的字许多系统显示不出、输入不了，新地名不得使用；老地名的字要逐个研究。",
      en: "Many systems cannot show or type them; new names must not have them, old ones are to be looked at one by "
        + "one."),
    basis: LocalizedText(
      zh: "\(NameRegulations.article9.zh)：使用国家通用语言文字，避免使用生僻字；《通用规范汉字表》（2013）",
      en: "\(NameRegulations.article9.en); Table of General Standard Chinese Characters (2013)"),
    next: LocalizedText(
      zh: "核对是否误用同音、形近的字；新地名改用表内的字，老地名报专家研究。",
      en: "Check whether a character of the table was meant; a new name needs one, an old name goes to the experts."),
    settings: [NewNames.setting],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "名称“{value}”中的“{characters}”不在《通用规范汉字表》内，新地名不得使用",
        en: "“{characters}” in the name “{value}” is not in the standard table; a new name must not have it"),
      "old": LocalizedText(
        zh: "名称“{value}”中的“{characters}”不在《通用规范汉字表》内",
        en: "“{characters}” in the name “{value}” is not in the standard table"),
    ])

  static let examples = [
    RuleExample(
      zh: "新地名为错误，老地名为警告", en: "an error in a new name, a warning in an old one",
      """
      place_name | name     | named_on
                 | 王家«㘭» | 2023-05-01   <- E
                 | 王家«㘭» | 1980年       <- W
                 | 王家«㘭» |              <- W
                 | 𠙶山镇   |
                 | 王家坳   |
                 | 二〇五   |
                 | 臺儿庄   |
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in UnlistedNames.kinds {
      let table = area.dataset[kind]
      var new = NewNames(table, settings)
      for row in area.unlisted().outside[kind] ?? [] {
        let name = table[.name]?[row] ?? ""
        guard let stretch = ListedStretch(name, where: isUnknown) else { continue }
        let isNew = new.isNew(row)
        findings.report(table, row: row, field: .name, span: stretch.span) { finding in
          finding.arguments["characters"] = .list(stretch.characters.map { "\($0)" })
          if !isNew { (finding.severity, finding.message) = (.warning, "old") }
        }
      }
    }
  }

  private static func isUnknown(_ character: Unicode.Scalar) -> Bool {
    let table = CharacterTable.shared
    return table.tableIndex(of: character) == nil && table.standardForm(of: character) == nil
      && table.ordinaryForm(of: character) == nil
  }
}
