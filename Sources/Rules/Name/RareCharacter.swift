import Registry
import Toponymy

/// Characters of level 3 of the standard table.
enum RareCharacter: Rule {
  static let descriptor = RuleDescriptor(
    code: "N105", name: "rare-character",
    title: LocalizedText(zh: "三级字（较生僻）", en: "rare character"),
    severity: .info, certainty: .definite,
    finds: LocalizedText(
      zh: "地名和标志的名称中属于《通用规范汉字表》三级字表的字，例如塝、碥、硚。三级字是规范字，地名用字本来就在其中，只作提示。",
      en: "Characters of level 3 of the standard table in names of places and signs, such as 塝, 碥, 硚. They are "
        + "standard characters, many of them there for place names: information only."),
    why: LocalizedText(
      zh: "三级字不易读、不易输入，核对读音、字形和字库时要留意；新地名避免使用生僻字。",
      en: "They are hard to read and to type: look at reading, form and fonts; new names should avoid them."),
    basis: LocalizedText(
      zh: "《通用规范汉字表》（2013）三级字表；\(NameRegulations.article9.zh)：避免使用生僻字",
      en: "Table of General Standard Chinese Characters (2013), level 3; \(NameRegulations.article9.en)"),
    next: LocalizedText(zh: "核对读音和字形，无误的不必处理。", en: "Check reading and form; nothing to do when right."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "名称“{value}”中有三级字：{characters}", en: "characters of level 3 in the name “{value}”: {characters}")
    ])

  static let examples = [
    RuleExample(
      zh: "三级字；一、二级字和表外字不在此列", en: "level 3; not levels 1 and 2, not outside the table",
      """
      place_name | name
                 | 王家«塝»   <- I
                 | «硚»口     <- I
                 | 王家塆
                 | 王家湾
                 | 王家㘭
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in UnlistedNames.kinds {
      let table = area.dataset[kind]
      for row in area.unlisted().rare[kind] ?? [] {
        let name = table[.name]?[row] ?? ""
        let isRare: (Unicode.Scalar) -> Bool = { CharacterTable.shared.tableLevel(of: $0) == 3 }
        guard let stretch = ListedStretch(name, where: isRare) else { continue }
        findings.report(table, row: row, field: .name, span: stretch.span) { finding in
          finding.arguments["characters"] = .list(stretch.characters.map { "\($0)" })
        }
      }
    }
  }
}
