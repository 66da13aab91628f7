import Registry
import Toponymy

/// Apostrophes that are missing, surplus, or written as another mark.
enum WrongApostrophe: Rule {
  static let descriptor = RuleDescriptor(
    code: "N605", name: "missing-or-wrong-apostrophe",
    title: LocalizedText(zh: "隔音符号缺失或有误", en: "missing or wrong apostrophe"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "词中以 a、o、e 开头的音节前没有隔音符号，不该用的地方用了，或者写成了逗号、顿撇等其他符号。",
      en:
        "Syllables inside a word that begin with a, o or e without an apostrophe before them, apostrophes elsewhere, and commas or other marks in their place."
    ),
    why: LocalizedText(
      zh: "没有隔音符号就会读错：Xian 是先还是西安。",
      en: "Without it the spelling is read wrongly: Xian is 先 or 西安."),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）",
      en: "Spelling rules for Chinese place names in Hanyu Pinyin (1984)"),
    next: LocalizedText(
      zh: "改成建议的写法。",
      en: "Write the proposed form."),
    fixSafety: LocalizedText(zh: "安全：只补上、换掉或去掉隔音符号。", en: "safe: only the apostrophe is added, replaced or dropped"),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{name}”拼作“{value}”，隔音符号应为“{new}”",
        en: "the apostrophe of “{value}” for {name} should be “{new}”")
    ])

  static let examples = [
    RuleExample(
      zh: "漏写、写成逗号、多写", en: "missing, a comma, too many",
      """
      place_name | name   | romanisation   | class_code
                 | 西安市 | Xi«»an Shi     | 21300   <- W
                 | 吉安县 | Ji«,»an Xian   | 21400   <- W
                 | 东阿县 | DONG«»E XIAN   | 21400   <- W
                 | 土桥镇 | Tu«'»qiao Zhen | 21500   <- W
                 | 西安市 | Xī'ān Shì      | 21300
                 | 西安市 | XI’AN SHI      | 21300
                 | 安阳市 | Anyang Shi     | 21300
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    guard var spellings = SpellingFindings(area) else { return }
    spellings.report(.apostrophe, area, into: &findings) { row, finding in
      finding.arguments["new"] = .text(row.corrected)
      finding.fix = Fix(.safe, field: .romanisation, old: row.romanisation, new: row.corrected)
    }
  }
}
