import Analysis
import Registry

/// Degrees, minutes and seconds run together and read as decimal degrees.
enum PackedDegrees: Rule {
  static let descriptor = RuleDescriptor(
    code: "R103", name: "packed-degrees",
    title: LocalizedText(zh: "度分秒连写当作十进制度", en: "packed degrees"),
    severity: .error, certainty: .suspect,
    finds: LocalizedText(
      zh:
        "把连写的度分秒（如 1060312.34、106.031234）当作十进制度的经纬度：拆开后明显更吻合所登记的政区、"
        + "本区县、界线或已知点的来源；只有少数行如此的，逐行列出。只看是否吻合，不看样子。",
      en:
        "Longitudes and latitudes in which degrees, minutes and seconds run together (1060312.34, "
        + "106.031234) were read as decimal degrees: sources that fit clearly better taken apart, or "
        + "single rows. Decided by what they fit, not by their look."),
    why: LocalizedText(
      zh: "106.031234 当作十进制度会偏差 2 千米，最多可达 39 千米。",
      en: "106.031234 read as decimal degrees is 2 km off, others up to 39 km."),
    basis: LocalizedText(
      zh: "外业成果和老软件常用 D.MMSSss、DDDMMSS.ss 记度分秒；分、秒均小于 60",
      en: "field records and old programs write D.MMSSss and DDDMMSS.ss; minutes and seconds are below 60"),
    next: LocalizedText(
      zh: "对照登记表确认；整列如此的，导入时加 --packed-degrees，个别行改写成 106°03′12.34″ 的形式。",
      en: "Check against the form; import a whole column with --packed-degrees, write single rows as 106°03′12.34″."),
    settings: ForensicReport.settings,
    messages: ForensicReport.messages.merging(ForensicReport.rowMessages) { first, _ in first })

  static let examples = [
    RuleExample(
      zh: "整列连写：一条", en: "a whole column: one finding",
      """
      district 500151
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                 | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
                 | 500151104 | 水口镇 | 2000 0, 3000 0, 3000 1000, 2000 1000
      place_name | name   | unit   | longitude    | latitude   | geom   <-
                 | 王家湾 | 土桥镇 | 106.011572 | 29.480325 | @106.0115720 29.4803250
                 | 李家湾 | 土桥镇 | 106.012317 | 29.481224 | @106.0123170 29.4812240
                 | 张家湾 | 土桥镇 | 106.013062 | 29.482124 | @106.0130620 29.4821240
                 | 赵家湾 | 土桥镇 | 106.013807 | 29.480425 | @106.0138070 29.4804250
                 | 吴家湾 | 土桥镇 | 106.014551 | 29.481325 | @106.0145510 29.4813250
                 | 周家湾 | 二坪镇 | 106.015296 | 29.482224 | @106.0152960 29.4822240
                 | 郑家湾 | 二坪镇 | 106.020041 | 29.480526 | @106.0200410 29.4805260
                 | 冯家湾 | 二坪镇 | 106.020786 | 29.481425 | @106.0207860 29.4814250
                 | 陈家湾 | 二坪镇 | 106.021531 | 29.482325 | @106.0215310 29.4823250
                 | 何家湾 | 二坪镇 | 106.022275 | 29.480626 | @106.0222750 29.4806260
                 | 刘家湾 | 水口镇 | 106.023020 | 29.481526 | @106.0230200 29.4815260
                 | 杨家湾 | 水口镇 | 106.023765 | 29.482425 | @106.0237650 29.4824250
                 | 黄家湾 | 水口镇 | 106.024509 | 29.480727 | @106.0245090 29.4807270
                 | 罗家湾 | 水口镇 | 106.025254 | 29.481626 | @106.0252540 29.4816260
      """),
    RuleExample(
      zh: "一行连写", en: "one row",
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
                 | 赵家湾 | 土桥镇 | 1060138.07 | 294804.25 |    <-
                 | 吴家湾 | 土桥镇 | 106.0293095 | 29.8036804 | @106.0293095 29.8036804
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
    hypothesis == .packedDegrees
  }
}
