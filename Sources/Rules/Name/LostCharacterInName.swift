import Registry
import Toponymy

/// Names in which a character is missing.
enum LostCharacterInName: Rule {
  static let descriptor = RuleDescriptor(
    code: "N101", name: "lost-character",
    title: LocalizedText(zh: "名称缺字", en: "lost character"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "地名和标志的名称中的私用区字符、用字形或读音代替的字（“(上山下奋)”“⿰山鱼”“（氵甸）”“（lang）”）；单个问号和汉字之间的空格为疑似。替换符号（U+FFFD）、连续的问号、□、〓 和乱码由 I103 查。",
      en: "In names of places and signs: private-use characters and descriptions in place of a character (“(上山下奋)”, "
        + "“⿰山鱼”); single question marks and blanks between characters are suspects. U+FFFD, runs of question marks, "
        + "□, 〓 and garbled text are I103's."),
    why: LocalizedText(
      zh: "打不出、存不下的字会变成私用区字符、问号或描述，换一台电脑就认不出，名称也对不上。",
      en: "What cannot be typed or stored turns into private-use characters, question marks or descriptions that match "
        + "nothing."
    ),
    basis: LocalizedText(
      zh: "GB 18030-2022《信息技术 中文编码字符集》；\(NameRegulations.article9.zh)：使用国家通用语言文字",
      en: "GB 18030-2022, Chinese coded character set; \(NameRegulations.article9.en)"),
    next: LocalizedText(
      zh: "按原始资料查出原字，用 GB 18030 或 Unicode 的字录入。", en: "Find the character in the original record and enter it."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "名称“{value}”中的“{characters}”是对一个字的描述或读音，原字没有录入",
        en: "“{characters}” in the name “{value}” describes or spells a character that was not entered"),
      "private-use": LocalizedText(
        zh: "名称“{value}”中有私用区字符（{characters}），换一台电脑就显示不出来",
        en: "private-use characters in the name “{value}” ({characters}), which other computers cannot show"),
      "question-mark": LocalizedText(
        zh: "名称“{value}”中有问号，可能是丢失的字", en: "a question mark in the name “{value}”, perhaps a lost character"),
      "blank": LocalizedText(
        zh: "名称“{value}”的汉字之间有空格，可能缺字", en: "a blank inside the name “{value}”, perhaps a lost character"),
    ])

  static let examples = [
    RuleExample(
      zh: "私用区字符、字形描述、单个问号、空格", en: "private use, descriptions, a question mark, a blank",
      """
      place_name | name
                 | 王家«\u{EC72}»     <- E
                 | «(上山下奋)»口     <- E
                 | «（左山右鱼）»岛   <- E
                 | «⿰山鱼»岛         <- E
                 | 小«（氵甸）»村     <- E
                 | 双满«（lang）»村   <- E
                 | 王«?»湾            <- E s
                 | 王« »湾            <- E s
                 | ??湾
                 | 王家湾(上)
                 | 王家湾(上下)
                 | 王家湾
                 | 金龙 CBD
      sign       | id  | name
                 | 001 | 王家«\u{E042}»   <- E
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in UnlistedNames.kinds {
      let table = area.dataset[kind]
      guard let names = table[.name] else { continue }
      for row in names.unusualNames {
        let name = names[row]
        let lost = LostCharacter.find(in: name)
        guard let first = lost.first(where: { [.privateUse, .description].contains($0.kind) }) ?? lost.first else {
          continue
        }
        findings.report(table, row: row, field: .name, span: first.span) { describe(first, in: name, &$0) }
      }
    }
  }

  private static func describe(_ lost: LostCharacter, in name: String, _ finding: inout Finding) {
    let characters = Array(name.unicodeScalars)[lost.span]
    switch lost.kind {
    case .privateUse:
      finding.message = "private-use"
      finding.arguments["characters"] = .list(
        characters.map { "U+" + String($0.value, radix: 16, uppercase: true) })
    case .description: finding.arguments["characters"] = .text(String(String.UnicodeScalarView(characters)))
    case .questionMark: (finding.message, finding.certainty) = ("question-mark", .suspect)
    case .blank:
      (finding.message, finding.certainty) = ("blank", .suspect)
    }
    // Once the character stands there, its substitute is no unusual form any more.
    finding.explains = ["N102"]
  }
}
