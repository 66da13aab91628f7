import Registry
import Toponymy

/// 大: words far above what the thing is.
enum ExaggeratedWord: Rule {
  static let descriptor = RuleDescriptor(
    code: "N201", name: "exaggerated-word",
    title: LocalizedText(zh: "疑似刻意夸大的地名", en: "exaggerated word"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "名称中的宇宙、中央、天下、世界、环球、欧洲、中国、国际、首府等用语，以及一号、一品等自居第一的用语。"
        + SuspectReport.reachZh + "国际机场、国际会展中心、中央党校、中国银行、六枝特区、天下第一关等不在此列，全部例外见 term_contexts.tsv。",
      en: "Words such as 宇宙, 中央, 天下, 世界, 环球, 欧洲, 中国, 国际, 首府, and words that rank a name first (一号, 一品). "
        + SuspectReport.reachEn
        + " Exempt: 国际机场, 国际会展中心, 中央党校, 中国银行, 六枝特区, 天下第一关 and what else stands in term_contexts.tsv."
    ),
    why: LocalizedText(
      zh: "地名的含义应当与实体的规模、性质相符；各地做法不一，2019 年曾因扩大范围被纠正，只能由专家认定。",
      en: "A name has to fit the size and nature of its place; the campaign of 2019 overreached and was pulled back, "
        + "so experts decide."),
    basis: SuspectReport.basis146, next: SuspectReport.next, settings: [SuspectReport.sinceSetting],
    messages: SuspectReport.messages(zh: "刻意夸大", en: "suspected exaggeration"))

  static let examples = [
    RuleExample(
      zh: "146 号和地方清单列出的用语", en: "words of the notice and of local lists",
      """
      place_name | name         | class_code | unit_code
                 | 盛世«中央»   | 22100 | 500151100   <- W s
                 | «宇宙»城     | 22100 | 500151100   <- W s
                 | 龙御«天下»   | 22100 | 500151100   <- W s
                 | 金科«世界»城 | 22100 | 500151100   <- W s
                 | 信洲«国际»   | 26100 | 500151100   <- W s
                 | 领江«一号»   | 22100 | 500151100   <- W s
                 | «欧洲»大道   | 23510 | 500151100   <- W s
      """),
    RuleExample(
      zh: "村、单位和例外不报", en: "villages, organisations and exempt words",
      """
      place_name | name             | class_code
                 | 中央村           | 22200
                 | 天下             | 21610
                 | 国际康复医院     | 27300
                 | 国际机场         | 26100
                 | 国际会展中心     | 26100
                 | 环球国际学校     | 26100     <-
                 | 中央公园         | 22100
                 | 中国银行大厦     | 26100
                 | 六枝特区         | 22100
                 | 天下第一关       | 26100
                 | 特色小镇         | 22100
                 | 中央CBD          | 23510     <-
                 | 金龙大桥         | 23510
      """),
    RuleExample(
      zh: "1990 年以前设立的不查，没有年份的照查", en: "nothing older than 1990; no year is judged",
      """
      place_name | name         | class_code | established
                 | 中央大街     | 23510 | 1985年
                 | «中央»豪庭   | 22100 | 2005年     <- W s
                 | «中央»名都   | 22100 |            <- W s
                 | «中央»名邸   | 22100 | 不详       <- W s
      """),
    RuleExample(
      zh: "推广名单独判断；没有类别的说明", en: "the promotional name in its own right; no class is told",
      """
      place_name | name         | promotional_name | class_code
                 | 新光城市花园 | 万«国»城         | 27400
                 | 新光城市花园 | «万国»城         | 22100     <- W s
                 | «环球»大厦   |                  |           <- W s
                 | 中央湾       |                  |
                 | 世界村       |                  |
      """),
    RuleExample(
      zh: "只在本省清单上的用语", en: "words of the list of one province only",
      """
      place_name | name         | class_code | unit_code
                 | 富力«小镇»   | 22100 | 440113001   <- W s
                 | 富力小镇     | 22100 | 500151100
                 | 富力«银河»   | 22100 | 330113001   <- W s
                 | 富力银河     | 22100 | 500151100
                 | 银河花园     | 22100 | 500151100
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    SuspectReport.report([.exaggerated], area, settings: settings, into: &findings)
  }
}
