import Analysis
import Registry

/// Longitudes that are off by what a wrong central meridian moves them.
enum WrongCentralMeridian: Rule {
  static let descriptor = RuleDescriptor(
    code: "R105", name: "wrong-central-meridian",
    title: LocalizedText(zh: "中央经线用错", en: "wrong central meridian"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "经度整体偏差 3° 或 1.5°，减去后落回所登记的政区、本区县或界线的来源；只有少数行如此的，逐行列出。",
      en:
        "Sources whose longitudes are off by 3° or 1.5° and that come home to the units they name, to "
        + "the district or to their lines once that is taken off; single rows where only few are so."),
    why: LocalizedText(
      zh: "换算时中央经线选错，位置整体东移或西移约 290 千米或 145 千米。",
      en: "The wrong meridian in a conversion moves everything east or west by about 290 km or 145 km."),
    basis: LocalizedText(
      zh: "高斯-克吕格 3° 带的中央经线相隔 3°，任意带常取中间的 1.5°；同样的平面坐标换一条中央经线，经度只差这个数",
      en:
        "meridians of 3° zones are 3° apart, local systems often take the middle; with another "
        + "meridian the same plane coordinates differ by exactly that in longitude"),
    next: LocalizedText(
      zh: "核对坐标系的中央经线；整列如此的，重新导入并用 --crs 指定正确的带。",
      en: "Check the central meridian; for a whole column import again with the --crs of the right zone."),
    settings: ForensicReport.settings,
    messages: ForensicReport.messages.merging(ForensicReport.rowMessages) { first, _ in first })

  static let examples = [
    RuleExample(
      zh: "整列偏东 3°：一条", en: "a whole column 3° too far east: one finding",
      """
      district 500151
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                 | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
                 | 500151104 | 水口镇 | 2000 0, 3000 0, 3000 1000, 2000 1000
      place_name | name   | unit   | longitude    | latitude   | geom   <-
                 | 王家湾 | 土桥镇 | 109.0210344 | 29.8009021 | @109.0210344 29.8009021
                 | 李家湾 | 土桥镇 | 109.0231032 | 29.8034010 | @109.0231032 29.8034010
                 | 张家湾 | 土桥镇 | 109.0251720 | 29.8058998 | @109.0251720 29.8058998
                 | 赵家湾 | 土桥镇 | 109.0272405 | 29.8011816 | @109.0272405 29.8011816
                 | 吴家湾 | 土桥镇 | 109.0293095 | 29.8036804 | @109.0293095 29.8036804
                 | 周家湾 | 二坪镇 | 109.0313785 | 29.8061791 | @109.0313785 29.8061791
                 | 郑家湾 | 二坪镇 | 109.0334467 | 29.8014608 | @109.0334467 29.8014608
                 | 冯家湾 | 二坪镇 | 109.0355158 | 29.8039594 | @109.0355158 29.8039594
                 | 陈家湾 | 二坪镇 | 109.0375851 | 29.8064581 | @109.0375851 29.8064581
                 | 何家湾 | 二坪镇 | 109.0396530 | 29.8017396 | @109.0396530 29.8017396
                 | 刘家湾 | 水口镇 | 109.0417222 | 29.8042382 | @109.0417222 29.8042382
                 | 杨家湾 | 水口镇 | 109.0437916 | 29.8067367 | @109.0437916 29.8067367
                 | 黄家湾 | 水口镇 | 109.0458592 | 29.8020182 | @109.0458592 29.8020182
                 | 罗家湾 | 水口镇 | 109.0479287 | 29.8045167 | @109.0479287 29.8045167
      """),
    RuleExample(
      zh: "一行偏东 3°", en: "one row 3° too far east",
      """
      district 500151
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                 | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
                 | 500151104 | 水口镇 | 2000 0, 3000 0, 3000 1000, 2000 1000
      place_name | name   | unit   | longitude    | latitude   | geom
                 | 王家湾 | 土桥镇 | 106.0210344 | 29.8009021 | @106.0210344 29.8009021
                 | 李家湾 | 土桥镇 | 106.0231032 | 29.8034010 | @106.0231032 29.8034010
                 | 张家湾 | 土桥镇 | 106.0251720 | 29.8058998 | @106.0251720 29.8058998
                 | 赵家湾 | 土桥镇 | 106.0272405 | 29.8011816 | @106.0272405 29.8011816
                 | 吴家湾 | 土桥镇 | 109.0293095 | 29.8036804 | @109.0293095 29.8036804   <-
                 | 周家湾 | 二坪镇 | 106.0313785 | 29.8061791 | @106.0313785 29.8061791
                 | 郑家湾 | 二坪镇 | 106.0334467 | 29.8014608 | @106.0334467 29.8014608
                 | 冯家湾 | 二坪镇 | 106.0355158 | 29.8039594 | @106.0355158 29.8039594
                 | 陈家湾 | 二坪镇 | 106.0375851 | 29.8064581 | @106.0375851 29.8064581
                 | 何家湾 | 二坪镇 | 106.0396530 | 29.8017396 | @106.0396530 29.8017396
                 | 刘家湾 | 水口镇 | 106.0417222 | 29.8042382 | @106.0417222 29.8042382
                 | 杨家湾 | 水口镇 | 106.0437916 | 29.8067367 | @106.0437916 29.8067367
                 | 黄家湾 | 水口镇 | 106.0458592 | 29.8020182 | @106.0458592 29.8020182
                 | 罗家湾 | 水口镇 | 106.0479287 | 29.8045167 | @106.0479287 29.8045167
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    ForensicReport.checkWithRows(area, settings, into: &findings, where: isMeant)
  }

  private static func isMeant(_ hypothesis: CoordinateHypothesis) -> Bool {
    if case .meridian = hypothesis { true } else { false }
  }
}
