import Registry
import Toponymy

/// 怪: vulgar, ill-omened and incomprehensible words.
enum VulgarOrBizarre: Rule {
  static let descriptor = RuleDescriptor(
    code: "N403", name: "vulgar-or-bizarre",
    title: LocalizedText(zh: "疑似怪异难懂或粗俗的地名", en: "vulgar or bizarre name"),
    severity: .info, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "粗俗、歧视残疾的用语（各类地名都查；农村沿用的只作提示，逐步雅化）；黄泉等不吉用语、谐音生造的词（领秀、都荟、香缇），以及以“之光”“印象”“时光”等广告用语结尾、没有通名的名称。"
        + "后三种" + SuspectReport.reachZh,
      en: "Vulgar words and words that slight the disabled, in all classes (customary rural names: information only); "
        + "ill-omened words, plays on the sound of other words (领秀, 都荟), and names that end in phrases of advertising "
        + "(之光, 印象) instead of a generic. The last three: " + SuspectReport.reachEn),
    why: LocalizedText(
      zh: "146 号通知的“怪”：含义不清、怪异难懂。农村沿用的俗名是实际资料，重庆的做法是逐步雅化。",
      en: "The notice counts names without clear meaning among the bizarre. Customary rural names are real data."),
    basis: LocalizedText(
      zh: "民发〔2018〕146号（据转载）；《地名管理条例》第九条：含义健康、不违背公序良俗；重庆市民政局 2025-09 答复（俗名逐步雅化）",
      en: "notice 民发〔2018〕146号 (after copies); Regulations on Place Names, art. 9; reply of the Chongqing bureau, "
        + "2025-09"),
    next: SuspectReport.next, settings: [SuspectReport.sinceSetting],
    messages: SuspectReport.messages(zh: "怪异难懂或粗俗", en: "suspected vulgar or bizarre word"))

  static let examples = [
    RuleExample(
      zh: "怪异难懂的用语", en: "bizarre words",
      """
      place_name | name             | class_code
                 | «黄泉»路         | 23510   <- I s
                 | «哑巴»路         | 23510   <- I s
                 | 瓯海«之光»       | 22100   <- I s
                 | «蔚澜»香醍       | 22100   <- I s
                 | 中梁«香缇»半岛   | 22100   <- I s
                 | 金碧«领秀»       | 22100   <- I s
                 | 山东半岛         | 13000
                 | 印象             | 22100
                 | 阳光村           | 22200
                 | 之江路           | 23510
      """),
    RuleExample(
      zh: "农村沿用的俗名只作提示", en: "customary rural names are information",
      """
      place_name | name     | class_code | unit_code
                 | «鸭儿»凼 | 22200 | 500151100   <- I s
                 | «屙»屎坪 | 22200 | 500151100   <- I s
                 | 牛«屎»耙 | 22200 | 500151100   <- I s
                 | 王家湾   | 22200 | 500151100
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    SuspectReport.report([.bizarre, .vulgar], area, settings: settings, into: &findings)
  }
}
