import Registry
import Toponymy

/// Words of a romanisation that do not begin with a capital, or have one inside.
enum WrongCapitalisation: Rule {
  static let descriptor = RuleDescriptor(
    code: "N604", name: "wrong-capitalisation",
    title: LocalizedText(zh: "大小写不合规则", en: "wrong capitals"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "每个分写的词第一个字母没有大写，或者词中有大写字母。全部大写合规。",
      en: "Written words that do not begin with a capital, or capitals inside a word. All capitals are legal."),
    why: LocalizedText(
      zh: "录入软件只会把不带声调的字母改成大写，带声调的首字母常留作小写（ānjū）。",
      en: "Entry software capitalises plain letters only, so that an initial with a tone mark stays small (ānjū)."),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）",
      en: "Spelling rules for Chinese place names in Hanyu Pinyin (1984)"),
    next: LocalizedText(
      zh: "改成建议的写法。",
      en: "Write the proposed form."),
    fixSafety: LocalizedText(
      zh: "安全：只改字母的大小写；分写连写也不合规则的不给改法。",
      en: "safe: only the case of letters changes; nothing is proposed where the words are divided wrongly, too"),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{name}”拼作“{value}”，大小写应为“{new}”",
        en: "the capitals of “{value}” for {name} should be “{new}”"),
      "undivided": LocalizedText(
        zh: "“{name}”拼作“{value}”，大小写不合规则；先按规则分写连写，再改大小写",
        en: "the capitals of “{value}” for {name} are against the rules; first divide the words, then correct them"),
    ])

  static let examples = [
    RuleExample(
      zh: "首字母小写、词中大写；全部大写合规", en: "small initials, capitals inside; all capitals are right",
      """
      place_name | name   | romanisation | class_code
                 | 安居镇 | «ā»njū Zhèn  | 21500   <- W
                 | 土桥镇 | Tu«Q»iao Zhen | 21500   <- W
                 | 土桥镇 | «t»uqiao zhen | 21500   <- W
                 | 土桥镇 | TUQIAO ZHEN  | 21500
                 | 土桥镇 | Tuqiao Zhen  | 21500
                 | 北二巷 | Běi 2 Xiàng  | 22100
                 | 西安路 | Xi «a»n Lu   | 23510   <- W
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    guard var spellings = SpellingFindings(area) else { return }
    spellings.report(.capitals, area, into: &findings) { row, finding in
      // Where the words are divided wrongly nobody knows yet which letters begin one.
      let isDivided = row.faults.isDisjoint(with: [.division, .digits])
      if isDivided {
        finding.arguments["new"] = .text(row.corrected)
        finding.fix = Fix(.safe, field: .romanisation, old: row.romanisation, new: row.corrected)
      } else {
        finding.message = "undivided"
      }
    }
  }
}
