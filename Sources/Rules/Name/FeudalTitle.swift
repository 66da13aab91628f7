import Registry
import Toponymy

/// 怪: emperors, ranks and their houses.
enum FeudalTitle: Rule {
  static let descriptor = RuleDescriptor(
    code: "N402", name: "feudal-title",
    title: LocalizedText(zh: "疑似带封建色彩的地名", en: "feudal title"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "名称中的皇帝、皇庭、御府、帝都、王府、相府等帝王、爵位、官衔和府第用语。" + SuspectReport.reachZh
        + "有特定历史或宗教背景的不在此列：王府井、皇城、白帝城、玉皇、关帝、王家湾；以村、屯等结尾的也不报。",
      en: "Words of emperors, ranks, offices and their houses: 皇帝, 皇庭, 御府, 帝都, 王府, 相府. " + SuspectReport.reachEn
        + " Exempt are names with a historical or religious background (王府井, 皇城, 白帝城, 玉皇, 关帝, 王家湾) and names that end "
        + "as villages do."),
    why: LocalizedText(
      zh: "146 号通知把带封建色彩、体现帝王等级的地名列入“怪”；老地名有历史依据的应当保留。",
      en: "The notice counts names of feudal rank among the bizarre; old names with history are to stay."),
    basis: SuspectReport.basis146, next: SuspectReport.next, settings: [SuspectReport.sinceSetting],
    messages: SuspectReport.messages(zh: "带封建色彩", en: "suspected feudal title"))

  static let examples = [
    RuleExample(
      zh: "帝王、府第用语", en: "emperors and their houses",
      """
      place_name | name         | class_code
                 | «帝豪»大厦   | 26100   <- W s
                 | «皇达»大厦   | 26100   <- W s
                 | 五缘«尊府»   | 22100   <- W s
                 | 麓湖«御景»   | 22100   <- W s
                 | «天子»云庭   | 22100   <- W s
                 | 金域«华府»   | 22100   <- W s
                 | 沂河«官邸»   | 22100   <- W s
                 | «央玺»       | 22100   <- W s
      """),
    RuleExample(
      zh: "有历史背景的和村名", en: "history, religion, villages",
      """
      place_name | name         | class_code
                 | 王府井大街   | 23510
                 | 皇城根北街   | 23510
                 | 白帝城       | 22100
                 | 玉皇阁巷     | 23510
                 | 关帝庙街     | 23510
                 | 秦皇岛路     | 23510
                 | 王家湾       | 22100
                 | 御营村       | 22100
                 | 皇庄         | 22100
                 | 皇冠村       | 22200
                 | 天府大道     | 23510
                 | 学府路       | 23510
                 | 公主坟社区   | 21620
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    SuspectReport.report([.feudal], area, settings: settings, into: &findings)
  }
}
