import Analysis
import Geodesy
import Registry

/// Positions with the offset of GCJ-02, recognised by what they ought to fit.
enum OffsetGCJ02: Rule {
  static let descriptor = RuleDescriptor(
    code: "R106", name: "gcj02-offset",
    title: LocalizedText(zh: "疑为 GCJ-02 坐标", en: "offset as in GCJ-02"),
    severity: .warning, certainty: .suspect,
    finds: LocalizedText(
      zh:
        "位置与界线、已知点、同代码政区的边界或所登记的政区整体错开，按 GCJ-02（高德、腾讯地图的偏移坐标）还原后明显吻合的来源；"
        + "给出还原前后的差距。标为 GCJ-02 而其实没有偏移的也在此列。",
      en:
        "Sources whose positions stand off from lines, known points, borders of the same units or the "
        + "units they name, and fit clearly better once the offset of GCJ-02 (Amap, Tencent) is taken "
        + "off; also sources labelled GCJ-02 that have no offset."),
    why: LocalizedText(
      zh: "高德、腾讯地图上取的点偏移 300 米至 700 米，界桩会离开界线，镇街边缘的地名会落到邻镇。",
      en:
        "Points taken from Amap or Tencent are off by 300 m to 700 m: markers leave their lines, "
        + "places near a border fall into the next town."),
    basis: LocalizedText(
      zh: "GCJ-02 的公开算法（没有正式文本，精度约 1 米）；对来源作稳健比对，取中位数",
      en:
        "the published formula of GCJ-02 (there is no official text; good to a metre), compared by "
        + "medians"),
    next: LocalizedText(
      zh: "向提供方问清坐标来源；属实的，重新导入并用 --crs GCJ-02 指定。",
      en: "Ask where the coordinates come from; if it is so, import again with --crs GCJ-02."),
    settings: ForensicReport.settings,
    messages: ForensicReport.messages)

  static let examples = [
    RuleExample(
      zh: "取自高德地图的界桩", en: "markers taken from Amap",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 4000 0, 4000 4000
      boundary_marker | line   | number   | geom   <-
                      | 铜合线 | 5117001Q | @106.0289866 29.7974066
                      | 铜合线 | 5117002Q | @106.0393634 29.7974333
                      | 铜合线 | 5117003Q | @106.0497368 29.7974562
                      | 铜合线 | 5117004Q | @106.0601061 29.7974747
                      | 铜合线 | 5117005Q | @106.0652933 29.8065043
                      | 铜合线 | 5117006Q | @106.0652975 29.8155263
                      | 铜合线 | 5117007Q | @106.0653018 29.8245483
      """),
    RuleExample(
      zh: "离界线 2 米的界桩", en: "markers 2 m off their line",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 4000 0, 4000 4000
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 500 2
                      | 铜合线 | 5117002Q | 1500 2
                      | 铜合线 | 5117003Q | 2500 2
                      | 铜合线 | 5117004Q | 3500 2
                      | 铜合线 | 5117005Q | 4002 1000
                      | 铜合线 | 5117006Q | 4002 2000
                      | 铜合线 | 5117007Q | 4002 3000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    ForensicReport.check(area, settings, into: &findings, where: isMeant)
  }

  private static func isMeant(_ hypothesis: CoordinateHypothesis) -> Bool {
    switch hypothesis {
    case .mapOffset(.gcj02), .withoutOffset: true
    default: false
    }
  }
}
