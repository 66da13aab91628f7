import Analysis
import Registry

/// Two versions of one line that run apart: the two parties' copies, or an old and a new survey.
enum VersionsDisagree: Rule {
  static let descriptor = RuleDescriptor(
    code: "B206", name: "versions-disagree",
    title: LocalizedText(zh: "同一界线的两份数据不一致", en: "versions of a line disagree"),
    severity: .warning, certainty: .definite, needs: [.boundaryLine], needsContext: [.datum],
    finds: LocalizedText(
      zh: "同一条界线（名称不分先后，或代码相同）在两个数据源中各有一份，或在一个数据源中有两行并行：两线相距超过限差的"
        + "地方，给出最大和平均距离、里程、各方多出的面积。限差默认取附图上 0.4 毫米；没有比例尺时县、乡级 4 米，省级 20 米。",
      en:
        "One line (by its parties in either order, or its code) in two sources, or on two rows of one source that run beside "
        + "each other: where the two are farther apart than the tolerance, with largest and mean distance, chainage and the "
        + "land that each party gains. Default tolerance: 0.4 mm on the agreement's map; without a scale 4 m, provincial 20 m."
    ),
    why: LocalizedText(
      zh: "毗邻双方手里的线不同，联检和执法时各执一词。",
      en: "When neighbours hold different lines, each inspection and each case begins with a dispute."),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第十五条：对位置认定不一致的，由批准该界线的机关依据协议书确定",
      en:
        "Regulations on Administrative Boundary Lines (State Council Order 353), art. 15: the approving authority decides by "
        + "the agreement"),
    next: LocalizedText(
      zh: "双方对照协议书附图核定一份，另一份作废；工具只报告差异，不作判断。",
      en: "Both parties settle one copy by the agreement's map. The tool reports the difference and decides nothing."),
    settings: [
      RuleSetting(
        "tolerance", .automatic, unit: "m",
        meaning: LocalizedText(
          zh: "两线允许的最大距离；不设置时按附图比例尺计算", en: "the largest distance allowed; by default from the map scale"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "与另一份（{version}）最大相距 {measure}，限差 {limit}，平均 {mean}；超限 {stretches} 段共长 {length}，"
          + "最大处在里程 {from}–{to}；{areas}",
        en:
          "up to {measure} from the other version ({version}), limit {limit}, mean {mean}; {stretches} stretches of {length} "
          + "over it, worst at chainage {from}–{to}; {areas}")
    ])

  static let examples = [
    RuleExample(
      zh: "两区各有一份，中段相差 25 米，方向相反", en: "two copies, 25 m apart in the middle and in opposite directions",
      """
      boundary_line tongliang.shp | name   | map_scale | geom
                                  | 铜合线 | 1:10000   | 0 0, 400 0, 500 0, 600 0, 1000 0   <- W 25
      boundary_line hechuan.shp   | name   | geom
                                  | 合铜线 | 1000 0, 600 0, 500 25, 400 0, 0 0
      """),
    RuleExample(
      zh: "名称不同、代码相同的两份", en: "two copies with different names and one code",
      """
      boundary_line tongliang.shp | name     | code         | geom
                                  | 铜合线   | 500117500151 | 0 0, 500 0, 1000 0   <- W 25
      boundary_line hechuan.shp   | name     | code         | geom
                                  | 合川北线 | 500117500151 | 0 0, 500 25, 1000 0
      """),
    RuleExample(
      zh: "限差以内", en: "within the tolerance",
      """
      boundary_line tongliang.shp | name   | map_scale | geom
                                  | 铜合线 | 1:10000   | 0 0, 1000 0
      boundary_line hechuan.shp   | name   | geom
                                  | 合铜线 | 0 1, 500 3.5, 1000 0
      """),
    RuleExample(
      zh: "同一数据源中首尾相接的两行是一条线的两段", en: "two rows that continue each other are one version",
      """
      boundary_line | name   | geom
                    | 铜合线 | 0 0, 500 20, 1000 0
                    | 铜合线 | 1000 0, 2000 500
      """),
    RuleExample(
      zh: "同一数据源中并行的两行是两份", en: "two rows that run beside each other are two versions",
      """
      boundary_line | name   | geom
                    | 铜合线 | 0 0, 500 0, 1000 0   <- W 20
                    | 铜合线 | 0 0, 500 20, 1000 0
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let groups = Dictionary(grouping: area.partingLines().filter { $0.line.key != nil }) { $0.line.key ?? 0 }
    for (_, versions) in groups.sorted(by: { $0.key < $1.key }) where versions.count > 1 {
      let versions = versions.sorted { $0.first < $1.first }
      for other in versions.dropFirst() { try compare(versions[0], other, area, settings, &findings) }
    }
  }

  private static func compare(
    _ first: PartingLine, _ second: PartingLine, _ area: Area, _ settings: RuleSettings, _ findings: inout FindingSink
  ) throws {
    let (line, other) = (area.lines[first.first], area.lines[second.first])
    // Within one source the same code on another name may be the next stretch of the line.
    let isOneSource = line.origin.source == other.origin.source
    guard !isOneSource || first.line.path.runsAlong(second.line.path) else { return }
    let tolerance =
      settings.number("tolerance") ?? max(line.toleranceMetres, other.mapScale == nil ? 0 : other.toleranceMetres)
    let profile = try DeviationProfile(of: first.line.path, against: second.line.path, toleranceMetres: tolerance)
    guard let worst = profile.worst else { return }
    findings.report(line.subject, origin: line.origin, place: worst.place) { finding in
      finding.related = [other.subject]
      let source = area.dataset.source(of: other.origin)
      finding.arguments["version"] = .localized(
        LocalizedText(zh: "\(source.file)第 \(other.origin.row) 行", en: "\(source.file), row \(other.origin.row)"))
      finding.measure = Measure(profile.maximumMetres, .metres, limit: tolerance)
      profile.describe(
        &finding, first.line.path, gains: area.gains(of: first.parties == nil ? second : first, along: first.line.path))
    }
  }
}
