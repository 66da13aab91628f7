import Registry
import Toponymy

/// Traditional and variant characters that have a form in the table.
enum TraditionalOrVariant: Rule {
  static let descriptor = RuleDescriptor(
    code: "N103", name: "traditional-or-variant",
    title: LocalizedText(zh: "繁体字或异体字", en: "traditional or variant character"),
    severity: .warning, certainty: .definite,
    finds: LocalizedText(
      zh: "地名和标志的名称中不在《通用规范汉字表》、而在表中有对应字的字，例如臺（台）、嶽（岳）、峯（峰）。表内的字（於、甯、乾等）不报；没有对应字的由 N104 查，部首和兼容汉字由 N102 查。",
      en: "Characters in names of places and signs that are outside the Table of General Standard Chinese Characters "
        + "and have a form in it: 臺 (台), 嶽 (岳), 峯 (峰). Characters of the table (於, 甯, 乾) are right; those without form "
        + "are N104's."),
    why: LocalizedText(
      zh: "标准地名用规范汉字书写；写法不一，查重名、查标志都对不上。",
      en: "Standard names are written in standard characters; two ways of writing do not match each other."),
    basis: LocalizedText(
      zh: "\(NameRegulations.article9.zh)：使用国家通用语言文字；《通用规范汉字表》（2013）；对应字据 Unicode Unihan",
      en: "\(NameRegulations.article9.en); Table of General Standard Chinese Characters (2013); forms after "
        + "Unicode Unihan"),
    next: LocalizedText(
      zh: "核对后改成规范字；一个繁体字可能对应几个规范字，由人确定。",
      en: "Check, then write the standard form; a traditional character can have several, so a person decides."),
    fixSafety: LocalizedText(
      zh: "须确认：只是建议，同一个字可能有几个对应字", en: "to be confirmed: a proposal, there can be several forms"),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "名称“{value}”中有不规范的字：{characters}，应为“{new}”", en: "{characters} in the name “{value}”; write “{new}”")
    ])

  static let examples = [
    RuleExample(
      zh: "繁体字、异体字；表内的字不报", en: "traditional and variant characters; those of the table are right",
      """
      place_name | name
                 | «臺»儿庄     <- W
                 | «嶽»麓山     <- W
                 | 山«峯»       <-
                 | 於潜镇
                 | 甯家湾
                 | 王家湾
                 | 中梁香«緹»半岛   <-
      sign       | id  | name
                 | 001 | 王家«灣»   <- W
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in UnlistedNames.kinds {
      let table = area.dataset[kind]
      for row in area.unlisted().outside[kind] ?? [] {
        let name = table[.name]?[row] ?? ""
        guard let stretch = ListedStretch(name, where: hasStandardForm) else { continue }
        findings.report(table, row: row, field: .name, span: stretch.span) { describe(stretch, in: name, &$0) }
      }
    }
  }

  /// Whether a character is outside the table and has a form inside.
  static func hasStandardForm(_ character: Unicode.Scalar) -> Bool {
    CharacterTable.shared.tableIndex(of: character) == nil && CharacterTable.shared.standardForm(of: character) != nil
  }

  private static func describe(_ stretch: ListedStretch, in name: String, _ finding: inout Finding) {
    let new = String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          hasStandardForm(scalar) ? CharacterTable.shared.standardForm(of: scalar) ?? scalar : scalar
        }))
    finding.arguments["characters"] = .list(
      stretch.characters.map { character in
        let form = CharacterTable.shared.standardForm(of: character)
        return "\(character)" + (form.map { "（\($0)）" } ?? "")
      })
    finding.arguments["new"] = .text(new)
    finding.fix = Fix(.unsafe, field: .name, old: name, new: new)
  }
}
