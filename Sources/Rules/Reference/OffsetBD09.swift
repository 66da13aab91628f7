import Analysis
import Geodesy
import Registry

/// Positions with the offset of BD-09, recognised by what they ought to fit.
enum OffsetBD09: Rule {
  static let descriptor = RuleDescriptor(
    code: "R107", name: "bd09-offset",
    title: LocalizedText(zh: "疑为 BD-09 坐标", en: "offset as in BD-09"),
    severity: .warning, certainty: .suspect,
    finds: LocalizedText(
      zh:
        "位置与界线、已知点、同代码政区的边界或所登记的政区整体错开，按 BD-09（百度地图的偏移坐标）还原后明显吻合的来源；"
        + "给出还原前后的差距。",
      en:
        "Sources whose positions stand off from lines, known points, borders of the same units or the "
        + "units they name, and fit clearly better once the offset of BD-09 (Baidu) is taken off."),
    why: LocalizedText(
      zh: "百度地图上取的点偏移约 1 千米。",
      en: "Points taken from Baidu are off by about a kilometre."),
    basis: LocalizedText(
      zh: "BD-09 的公开算法（没有正式文本，精度约 1 米）；对来源作稳健比对，取中位数",
      en:
        "the published formula of BD-09 (there is no official text; good to a metre), compared by "
        + "medians"),
    next: LocalizedText(
      zh: "向提供方问清坐标来源；属实的，重新导入并用 --crs BD-09 指定。",
      en: "Ask where the coordinates come from; if it is so, import again with --crs BD-09."),
    settings: ForensicReport.settings,
    messages: ForensicReport.messages)

  static let examples = [
    RuleExample(
      zh: "取自百度地图的界桩", en: "markers taken from Baidu",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 4000 0, 4000 4000
      boundary_marker | line   | number   | geom   <-
                      | 铜合线 | 5117001Q | @106.0355841 29.8031280
                      | 铜合线 | 5117002Q | @106.0459285 29.8032701
                      | 铜合线 | 5117003Q | @106.0562559 29.8034568
                      | 铜合线 | 5117004Q | @106.0665788 29.8036404
                      | 铜合线 | 5117005Q | @106.0717416 29.8127362
                      | 铜合线 | 5117006Q | @106.0717378 29.8217561
                      | 铜合线 | 5117007Q | @106.0717330 29.8307755
      """),
    RuleExample(
      zh: "取自高德地图的由 R106 报告", en: "those from Amap are reported by R106",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 4000 0, 4000 4000
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | @106.0289866 29.7974066
                      | 铜合线 | 5117002Q | @106.0393634 29.7974333
                      | 铜合线 | 5117003Q | @106.0497368 29.7974562
                      | 铜合线 | 5117004Q | @106.0601061 29.7974747
                      | 铜合线 | 5117005Q | @106.0652933 29.8065043
                      | 铜合线 | 5117006Q | @106.0652975 29.8155263
                      | 铜合线 | 5117007Q | @106.0653018 29.8245483
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    ForensicReport.check(area, settings, into: &findings, where: isMeant)
  }

  private static func isMeant(_ hypothesis: CoordinateHypothesis) -> Bool {
    hypothesis == .mapOffset(.bd09)
  }
}
