import Registry
import Toponymy

/// Names of leaders, companies and trade marks.
enum PersonOrCompanyName: Rule {
  static let descriptor = RuleDescriptor(
    code: "N907", name: "person-or-company-name",
    title: LocalizedText(zh: "疑似以领导人姓名、企业名、商标名作地名", en: "name of a leader or company"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "名称中的国家领导人姓名、知名企业和商标名称。" + SuspectReport.reachZh
        + "所列词语只是常见的一部分，其他人名（含虚构人物）没有名单，要由人看出；与特定的人、企业没有联系的词语不受限制，例如绿地公园。",
      en: "Names of leaders of the state, of well-known companies and trade marks. " + SuspectReport.reachEn
        + " The list is only a part of what exists, and of other persons, fictional ones included, there is none; words without a specific link to the person or company are free."
    ),
    why: LocalizedText(
      zh: "条例规定不以国家领导人姓名、企业名称、商标名称作地名；老名称和没有特定联系的除外，须由人认定。",
      en: "Leaders, companies and trade marks are not to be used for places, except where there is no specific link."),
    basis: LocalizedText(
      zh: "\(NameRegulations.article9.zh)第四项、第六项；《地名管理条例实施办法》（民政部令第71号）",
      en: "\(NameRegulations.article9.en), (4) and (6); measures of "
        + "2024 (Order 71)"
    ),
    next: SuspectReport.next,
    settings: [
      RuleSetting(
        "established_since", .number(2022), unit: "year",
        meaning: LocalizedText(
          zh: "只查这一年及以后设立或命名的（条例 2022 年 5 月 1 日施行）；未填年份的照查",
          en: "only names of this year or later (the regulations are in force since 2022-05-01); names without year "
            + "are judged"))
    ],
    messages: SuspectReport.messages(zh: "以人名、企业名或商标名作地名", en: "suspected name of a person or company"))

  static let examples = [
    RuleExample(
      zh: "企业名称；老名称不查", en: "companies; old names are left alone",
      """
      place_name | name         | class_code | established
                 | «万科»欧泊   | 22100 | 2023年   <- W s
                 | «恒大»绿洲   | 22100 |          <- W s
                 | 万科城       | 22100 | 2010年
                 | 恒大社区     | 21620 | 2023年
                 | 保利村       | 22200 |
                 | 绿地公园     | 26300 |
                 | 中山路       | 23510 |
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    SuspectReport.report([.company, .leader], area, settings: settings, into: &findings)
  }
}
