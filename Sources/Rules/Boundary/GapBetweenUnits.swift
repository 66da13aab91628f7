import Analysis
import Registry

/// Land inside a coverage that no unit claims.
enum GapBetweenUnits: Rule {
  static let descriptor = RuleDescriptor(
    code: "B103", name: "gap-between-units",
    title: LocalizedText(zh: "政区之间有空隙", en: "gap between units"),
    severity: .error, certainty: .definite, needs: [.division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "同一图层同一级别的政区面之间 1 平方米以上、四周被围住的空隙，给出面积、宽度和周围的政区。"
        + "平均宽度小于宽度分界的为错误；更宽的可能是没有载入的政区，列为疑似。",
      en:
        "Enclosed gaps of 1 m² and more between the polygons of one level of one source, with area, widths and the units "
        + "around. Narrower than the break of the widths: error; wider: perhaps a unit that was not loaded, suspect."),
    why: LocalizedText(
      zh: "空隙里的土地和地名不属于任何政区，统计时漏掉，界线也不闭合。",
      en: "Land and places in a gap belong to no unit and are left out of every count."),
    basis: OverlappingUnits.descriptor.basis,
    next: LocalizedText(
      zh: "对照协议书附图把两侧的面接到同一条线上；如果是没有载入的政区（如飞地），补充该政区后重查。",
      en:
        "Join both sides to one line after the agreement's map; if a unit is missing (an exclave), load it and check again."
    ),
    settings: [
      RuleSetting(
        "width", .automatic, unit: "m",
        meaning: LocalizedText(
          zh: "区分错误与疑似的平均宽度；不设置时取宽度分布中最大的断点，没有明显断点时为 30 米",
          en:
            "mean width that divides errors from suspects; by default the largest break of the widths, 30 m without one"
        ))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "与“{others}”之间有空隙 {measure}，平均宽 {meanWidth}，最宽 {maximumWidth}；与“{longest}”共边最长（{longest_shared_stretch}）",
        en: "a gap of {measure} to “{others}”, mean width {meanWidth}, maximum width {maximumWidth}; longest "
          + "along “{longest}” ({longest_shared_stretch})"),
      "wide": LocalizedText(
        zh: "与“{others}”之间有未被覆盖的区域 {measure}，平均宽 {meanWidth}：可能是空隙，也可能是没有载入的政区",
        en: "{measure} to “{others}” are not covered, mean width {meanWidth}: a gap, or territory of a unit not loaded"),
    ])

  static let examples = [
    RuleExample(
      zh: "三镇之间 2 米宽的空隙", en: "a gap 2 m wide between three towns",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000   <- E 2000
               | 500151103 | 二坪镇 | 1002 0, 2000 0, 2000 1000, 1002 1000
               | 500151104 | 水口镇 | 0 1000, 1000 1000, 1002 1000, 2000 1000, 2000 2000, 0 2000
               | 500151105 | 安居镇 | 0 -1000, 2000 -1000, 2000 0, 1002 0, 1000 0, 0 0
      """),
    RuleExample(
      zh: "四周围住的大片空白列为疑似", en: "a wide enclosed blank is a suspect",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 3000 0, 3000 3000, 0 3000; 1000 1000, 1000 2000, 2000 2000, 2000 1000   <- W s 1000000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    for coverage in try area.analysedCoverages() {
      let gaps = coverage.analysis.gaps
      let limit = settings.number("width") ?? WidthBreak.metres(of: gaps.map(\.piece.meanWidthMetres), fallback: 30)
      for gap in gaps {
        let units = gap.neighbours.map { area.divisions[$0] }.sorted { $0.subject.key < $1.subject.key }
        guard let first = units.first else { continue }
        findings.report(first.subject, origin: first.origin, place: gap.piece.place) { finding in
          finding.related = units.dropFirst().map(\.subject)
          let others = units.count > 1 ? Array(units.dropFirst()) : units
          finding.arguments["others"] = .list(others.map { $0.name ?? $0.subject.key })
          gap.piece.describe(&finding, shares: gap.shares, widthLimit: limit)
          let longest = gap.shares.first.map { area.divisions[$0.row] }
          finding.arguments["longest"] = .text(longest.map { $0.name ?? $0.subject.key } ?? "")
          if gap.piece.meanWidthMetres > limit {
            (finding.severity, finding.certainty, finding.message) = (.warning, .suspect, "wide")
          }
        }
      }
    }
  }
}
