import Registry
import Toponymy

/// 洋: names of foreign places, persons and marks.
enum ForeignName: Rule {
  static let descriptor = RuleDescriptor(
    code: "N301", name: "foreign-name",
    title: LocalizedText(zh: "疑似使用外国人名地名", en: "foreign name"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "以外国国名、地名、人名、著名商标的通用译名作地名的。" + SuspectReport.reachZh
        + "两个字的译名（罗马、柏林、米兰）只在整个专名就是它、通名是居民区或建筑物时才报，罗马村、柏林镇不报；白求恩国际和平医院、列宁公园、希尔顿酒店等有历史、纪念意义或属于商标的不在此列。",
      en: "Names of foreign countries, places, persons and well-known marks in their usual Chinese form. "
        + SuspectReport.reachEn
        + " Forms of two characters (罗马, 柏林, 米兰) count only as the whole specific of a name of buildings. "
        + "Commemorative names (列宁公园) and trade names (希尔顿酒店) are exempt."),
    why: LocalizedText(
      zh: "条例规定一般不以外国人名、地名作地名；但词语也可能与外国无关，须由人认定。",
      en: "Foreign names of persons and places are not to be used; the same characters can also be a Chinese word, so "
        + "a person decides."),
    basis: SuspectReport.basis146, next: SuspectReport.next, settings: [SuspectReport.sinceSetting],
    messages: SuspectReport.messages(zh: "使用外国人名地名", en: "suspected foreign name"))

  static let examples = [
    RuleExample(
      zh: "外国地名和人名", en: "foreign places and persons",
      """
      place_name | name             | class_code
                 | «曼哈顿»社区     | 22100   <- W s
                 | «香榭丽舍»小区   | 22100   <- W s
                 | «林肯»公寓       | 22100   <- W s
                 | «哥伦布»广场     | 26310   <- W s
                 | «普罗旺斯»       | 22100   <- W s
                 | «罗马»家园       | 22100   <- W s
                 | 东方«巴黎»       | 22100   <- W s
                 | 东方·«米兰»      | 22100   <- W s
                 | «加州»建材家居广场 | 26100 <- W s
                 | «柏林»春天       | 22100   <- W s
                 | 美丽«泰晤士»小镇 | 22100   <- W s
      """),
    RuleExample(
      zh: "不应当报的", en: "names that must not be reported",
      """
      place_name | name               | class_code
                 | 罗马村             | 22100
                 | 柏林镇             | 22100
                 | 柏林               | 22100
                 | 小罗马村           | 22200
                 | 曼哈顿村           | 22200
                 | 人马德里           | 22100
                 | 白马德里巷         | 23510
                 | 红海棠花园         | 22100
                 | 巴林左旗           | 22100
                 | 列宁公园           | 26300
                 | 白求恩国际和平医院 | 26100
                 | 希尔顿酒店         | 26100
                 | 西门子公司         | 26100
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    SuspectReport.report([.foreignName], area, settings: settings, into: &findings)
  }
}
