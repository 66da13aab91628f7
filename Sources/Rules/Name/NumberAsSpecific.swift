import Registry
import Toponymy

/// 怪: numbers in place of a specific.
enum NumberAsSpecific: Rule {
  static let descriptor = RuleDescriptor(
    code: "N401", name: "number-as-specific",
    title: LocalizedText(zh: "疑似以数字作专名", en: "number as specific"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "用数目字作专名的（五小区、第八步道），以“×号”作专名或结尾的（6号大院、领江一号），大写数目字（叁仟栋、壹品），数字加计量单位的（一海里）。" + SuspectReport.reachZh
        + "道路的序数（经五路、三环路、一马路）、日期（五一广场、三八路）、门牌号（解放路12号）不在此列；没有“号”的阿拉伯数字由 N106 查。",
      en: "Numerals as specific (五小区, 第八步道), 一号 and the like as specific or at the end (6号大院, 领江一号), numerals of bills "
        + "(叁仟栋), a number with a measure (一海里). " + SuspectReport.reachEn
        + " Exempt: ordinals of roads (经五路), dates (五一广场, 三八路), house numbers. Arabic digits without 号 are N106's."),
    why: LocalizedText(
      zh: "146 号通知把用无实际含义的数字作专名的列入“怪”。",
      en: "The notice counts numbers without meaning as specific among the bizarre."),
    basis: LocalizedText(
      zh: "民发〔2018〕146号（据转载）；《重庆市地名专名与通名使用规范》（2008）：数字作专名须经市批准；重庆市民政局 2025-09 答复（五小区、第八步道）",
      en: "notice 民发〔2018〕146号 (after copies); Chongqing rules of 2008: numbers need approval of the city; reply of "
        + "2025-09"),
    next: SuspectReport.next, settings: [SuspectReport.sinceSetting],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似以数字作专名：{field}“{value}”中的“{term}”",
        en: "suspected number as specific: “{term}” in the {field} “{value}”"),
      "unclassified": LocalizedText(
        zh: "疑似以数字作专名：{field}“{value}”中的“{term}”；没有类别代码，请先核对类别",
        en: "suspected number as specific: “{term}” in the {field} “{value}”; no class code, check the class first"),
    ])

  static let examples = [
    RuleExample(
      zh: "数字作专名", en: "numbers as specifics",
      """
      place_name | name             | class_code
                 | 保利«叁仟»栋     | 22100   <- W s
                 | «6号»大院        | 22100   <- W s
                 | 琶洲«一号»       | 22100   <- W s
                 | 柏林«100号»      | 22100   <- W s
                 | «五»小区         | 22100   <- W s
                 | «第八»步道       | 23510   <- W s
                 | 中盈·«一海里»    | 22100   <- W s
                 | «壹»品天城       | 22100   <- W s
      """),
    RuleExample(
      zh: "序数、日期、门牌号不报", en: "ordinals, dates and house numbers",
      """
      place_name | name         | class_code
                 | 经五路       | 23510
                 | 三环路       | 23510
                 | 一马路       | 23510
                 | 支一路       | 23510
                 | 三八路       | 23510
                 | 五一广场     | 26300
                 | 八一大厦     | 26100
                 | 解放路12号   | 22100
                 | 1203高地     | 22100
                 | 十八村       | 22100
                 | 三里         | 22100
                 | 五塔         | 26240
                 | 九龙花园     | 22100
                 | 百花苑       | 22100
                 | 三号村       | 22200
                 | 99大厦       | 26100
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    var years = EstablishmentYears(area.dataset[.placeName], settings)
    for suspect in area.suspects() {
      guard let number = suspect.number, years.admits(suspect.row) else { continue }
      SuspectReport.report(suspect, span: number, area, into: &findings) { _ in }
    }
  }
}
