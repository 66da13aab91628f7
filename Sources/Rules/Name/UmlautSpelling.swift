import Registry
import Toponymy

/// ü written as v, u, u: or yu, or ü where Pinyin writes u.
enum UmlautSpelling: Rule {
  static let descriptor = RuleDescriptor(
    code: "N606", name: "u-umlaut",
    title: LocalizedText(zh: "ü 的写法有误", en: "ü written otherwise"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "ü 写成了 v、u、u:、yu 等；j、q、x、y 后面的 u 写成了 ü 或 v。",
      en: "ü written as v, u, u: or yu; ü or v behind j, q, x, y, where Pinyin writes u."),
    why: LocalizedText(
      zh: "标志和地图上的地名要用规范的字母；v 不是汉语拼音的字母。",
      en: "Signs and maps need the right letter; v is no letter of Pinyin for Chinese."),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）",
      en: "Spelling rules for Chinese place names in Hanyu Pinyin (1984)"),
    next: LocalizedText(
      zh: "改成建议的写法。",
      en: "Write the proposed form."),
    fixSafety: LocalizedText(zh: "安全：只换 ü 一个字母。", en: "safe: only the letter ü changes"),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{name}”拼作“{value}”，ü 应写作“{new}”",
        en: "ü in “{value}” for {name} should be “{new}”")
    ])

  static let examples = [
    RuleExample(
      zh: "ü 的各种误写", en: "ways to write ü",
      """
      place_name | name   | romanisation   | class_code
                 | 侣俸镇 | L«v»feng Zhen  | 21500   <- W
                 | 侣俸镇 | L«yu»feng Zhen | 21500   <- W
                 | 侣俸镇 | L«u:»feng Zhen | 21500   <- W
                 | 侣俸镇 | L«ǔ»fèng Zhèn  | 21500   <- W
                 | 渝州路 | Y«ü»zhou Lu    | 23510   <- W
                 | 侣俸镇 | Lǚfèng Zhèn    | 21500
                 | 绿水村 | LÜSHUI CUN     | 21610
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    guard var spellings = SpellingFindings(area) else { return }
    spellings.report(.umlaut, area, into: &findings) { row, finding in
      finding.arguments["new"] = .text(row.corrected)
      finding.fix = Fix(.safe, field: .romanisation, old: row.romanisation, new: row.corrected)
    }
  }
}
