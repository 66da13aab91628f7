import Registry
import Toponymy

/// Spellings in another reading than the one that is meant in place names.
enum PolyphoneNeedsCheck: Rule {
  static let descriptor = RuleDescriptor(
    code: "N602", name: "polyphone-needs-check",
    title: LocalizedText(zh: "多音字读音待核", en: "reading of a polyphone to be checked"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "拼写能由各字的读音拼成，但多音字用的不是地名中通常的读音。通常的读音依次据词语（重庆、乐亭）、村名中的姓氏（单家坝、曾家湾）和地名用字的意义确定；当地有几种读法而未定的（堡、行、柏等）不报。",
      en:
        "Spellings that compose, but not in the reading that is usual in place names: that of words (重庆, 乐亭), of surnames in names of villages (单家坝, 曾家湾), of the sense that place names use. Characters whose reading is left open (堡, 行, 柏) are not reported."
    ),
    why: LocalizedText(
      zh: "录入软件按常用读音自动生成拼写，多音字必须人工核对。",
      en: "Entry software takes the commonest reading; characters with several readings must be checked by hand."),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）：多音字和方言字按审音后的普通话读音拼写",
      en:
        "Spelling rules for Chinese place names in Hanyu Pinyin (1984): readings after the commission on pronunciation"),
    next: LocalizedText(
      zh: "多音字，请核：按审音资料或当地读音确定，当地读音正确的可保留。",
      en: "Verify the reading; a local reading that is right may stay."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "多音字，请核：“{name}”拼作“{value}”，{readings}",
        en: "please verify the polyphone: “{value}” for {name}, {readings}")
    ])

  static let examples = [
    RuleExample(
      zh: "常用读音代替了地名读音", en: "the commonest reading instead of that of the name",
      """
      place_name | name     | romanisation  | class_code
                 | 单家坝   | «Dan»jiaba    | 22200   <- W s
                 | 曾家塆   | «Céng»jiāwān  | 22200   <- W s
                 | 龙都村   | Long«dou» Cun | 21610   <- W s
                 | 重庆市   | «Zhòng»qìng Shì | 21200   <- W s
                 | 复兴镇   | Fù«xìng» Zhèn | 21500   <- W s
      """),
    RuleExample(
      zh: "地名读音；未定的读音；轻声", en: "right readings; readings left open; neutral tones",
      """
      place_name | name     | romanisation | class_code
                 | 单家坝   | Shanjiaba    | 22200
                 | 丰都县   | Fengdu Xian  | 21400
                 | 乐亭县   | Laoting Xian | 21400
                 | 复兴镇   | Fuxing Zhen  | 21500
                 | 吴堡     | Wubu         | 21400
                 | 覃家湾   | Tanjiawan    | 22200
                 | 院子     | Yuànzi       | 22200
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    guard var spellings = SpellingFindings(area) else { return }
    spellings.report(.reading, area, into: &findings) { row, finding in
      finding.arguments["readings"] = .list(row.remarks.map { Self.describe($0, row) })
    }
  }

  private static func describe(_ remark: SpellingRemark, _ row: SpellingRow) -> String {
    let readings = remark.readings.map(\.marked)
    return row.character(remark) + " " + readings.joined(separator: "→")
  }
}
