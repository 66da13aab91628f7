import Analysis
import Registry

/// Single markers that stand farther from their line than its map scale allows.
enum MarkerOffLine: Rule {
  static let descriptor = RuleDescriptor(
    code: "M106", name: "marker-off-line",
    title: LocalizedText(zh: "界桩偏离界线", en: "marker off its line"),
    severity: .error, certainty: .definite, needs: [.boundaryLine, .boundaryMarker],
    finds: LocalizedText(
      zh: "单立界桩到所属界线的距离超过附图上 0.4 毫米；没有附图比例尺时，县级和乡级界线为 4 米，省级界线为 20 米。"
        + "同号双立、三立和三交点界桩不在此列。",
      en:
        "Single markers farther from their line than 0.4 mm at the scale of the agreement's map; without a scale 4 m for "
        + "county and town lines, 20 m for provincial ones. Pairs, triples and tripoints stand off the line by design."),
    why: LocalizedText(
      zh: "单立界桩立在界线上，偏离说明界桩或界线的坐标有一方不对（常见的有坐标系、带号或录入错误）。",
      en: "A single marker stands on the line; a distance shows that one of the two has wrong coordinates."),
    basis: LocalizedText(
      zh: "GB/T 17796-2009《行政区域界线测绘规范》，附图上位移不超过 0.4 毫米（该数值尚未对照标准原文核实；可用 limit 另行设置）",
      en: "GB/T 17796-2009, at most 0.4 mm on the map (not yet compared with the text; `limit` sets another)"),
    next: LocalizedText(
      zh: "核对界桩登记表上的坐标和坐标系；坐标无误时对照协议书附图检查界线。",
      en:
        "Check the coordinates and their reference system in the registration form, then the line on the agreement's map."
    ),
    settings: [
      RuleSetting(
        "limit", .automatic, unit: "m",
        meaning: LocalizedText(
          zh: "允许的最大距离；不设置时按附图比例尺计算", en: "the largest distance allowed; by default from the map scale"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "距“{line}” {measure}，限差 {limit}（附图比例尺 1:{scale}）",
        en: "{measure} from “{line}”, limit {limit} (map scale 1:{scale})"),
      "unscaled": LocalizedText(
        zh: "距“{line}” {measure}，限差 {limit}（界线没有附图比例尺，用默认限差）",
        en: "{measure} from “{line}”, limit {limit} (the line states no map scale: default limit)"),
      "set": LocalizedText(
        zh: "距“{line}” {measure}，限差 {limit}（设置）", en: "{measure} from “{line}”, limit {limit} (as set)"),
    ])

  static let examples = [
    RuleExample(
      zh: "1:1 万附图：3.9 米以内合格，37.2 米不合格", en: "map of 1:10,000: 3.9 m is within, 37.2 m is not",
      """
      boundary_line   | name   | map_scale | geom
                      | 铜合线 | 1:10000   | 0 0, 1000 0
      boundary_marker | line   | number   | geom
                      | 合铜线 | 5117001Q | 200 3.9
                      | 铜合线 | 5117002Q | 500 37.2   <- 37.2
                      | 铜合线 | 5117003A | 700 30
                      | 铜合线 | 5117003B | 700 -30
      """),
    RuleExample(
      zh: "没有比例尺：县级 4 米，省级 20 米", en: "without scale: county 4 m, province 20 m",
      """
      boundary_line   | name   | level | geom
                      | 铜合线 | 县级  | 0 0, 1000 0
                      | 渝川线 | 省级  | 0 9000, 1000 9000
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 200 5        <- 5
                      | 渝川线 | 5051001Q | 200 9019
      """),
    RuleExample(
      zh: "一条界线存成几个要素，取最近的一个", en: "a line on several rows: the nearest counts",
      """
      boundary_line   | name   | map_scale | geom
                      | 铜合线 | 1:10000   | 0 0, 1000 0
                      | 铜合线 | 1:10000   | 2000 0, 3000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 200 0
                      | 铜合线 | 5117002Q | 2500 3
                      | 铜合线 | 5117003Q | 2500 50   <- 50
      """),
    RuleExample(
      zh: "设置限差 1 米", en: "a limit of 1 m is set",
      """
      set limit = 1
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 1000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 200 2        <- 2
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    for marked in try area.referencedLines() {
      let line = area.lines[marked.line]
      let (limit, message) = limit(for: line, settings)
      for located in marked.markers where located.distanceMetres > limit {
        let marker = area.markers[located.marker]
        guard marker.standsOnLine else { continue }
        findings.report(marker.subject, origin: marker.origin, place: marker.position) { finding in
          finding.related = [line.subject]
          finding.measure = Measure(located.distanceMetres, .metres, limit: limit)
          finding.message = message
          finding.arguments["line"] = .text(line.name ?? line.subject.key)
          finding.arguments["scale"] = .text(String(line.mapScale ?? 0))
        }
      }
    }
  }

  private static func limit(for line: BoundaryLine, _ settings: RuleSettings) -> (metres: Double, message: String) {
    if let limit = settings.number("limit") { return (limit, "set") }
    return (line.toleranceMetres, line.mapScale == nil ? "unscaled" : RuleDescriptor.mainMessage)
  }
}
