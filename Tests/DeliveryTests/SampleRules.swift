import Registry

/// Descriptors made by hand, so that these tests do not depend on rules.
enum SampleRules {
  static let all = [missingColumn, offset, overlap, offLine, unknownLine, invisible, sameName, withoutFacility]

  static let missingColumn = rule(
    "I101", "missing-column", "缺少必需的列", "required column missing", .error, .definite, [],
    basis: ("《全国地名普查登记表》", "place-name census form"), next: ("补齐该列后重新导入。", "Add the column and import again."),
    messages: [
      "main": ("缺少“{field}”列；表中现有列：{headers}", "column {field} is missing; columns present: {headers}")
    ])

  static let offset = rule(
    "R106", "gcj02-offset", "坐标疑似 GCJ-02 加密坐标", "coordinates look like GCJ-02", .warning, .suspect, [.boundaryMarker],
    basis: ("与界线拟合的残差", "residuals of the fit to the line"),
    next: ("向提供方核实坐标来源，确认后用 --crs GCJ-02 重新导入。", "Ask where the coordinates come from; then import with --crs GCJ-02."),
    messages: ["main": ("平均残差由 {measure} 降到 {after}", "mean residual falls from {measure} to {after}")])

  static let overlap = rule(
    "B102", "overlapping-units", "政区重叠", "overlapping units", .error, .definite, [.division],
    basis: ("相邻政区共用一条界线，不得重叠", "neighbours share one border"),
    next: ("双方对照协议书附图核对界线。", "Both parties compare with the agreement's map."),
    messages: [
      "main": (
        "与“{related}”重叠 {measure}，平均宽 {meanWidth}，最宽 {maximumWidth}",
        "overlaps “{related}” by {measure}, mean width {meanWidth}, maximum width {maximumWidth}"
      )
    ])

  static let offLine = RuleDescriptor(
    code: "M106", name: "marker-off-line", title: LocalizedText(zh: "界桩偏离界线", en: "marker off its line"),
    severity: .error, certainty: .definite, needs: [.boundaryLine, .boundaryMarker],
    finds: LocalizedText(
      zh: "单立界桩到所属界线的距离超过附图上 0.4 毫米；没有附图比例尺时，县级和乡级界线为 4 米，省级界线为 20 米。",
      en: "Single markers farther from their line than 0.4 mm at the scale of the agreement's map."),
    why: LocalizedText(
      zh: "单立界桩立在界线上，偏离说明界桩或界线的坐标有一方不对。",
      en: "A single marker stands on the line; a distance shows that one of the two has wrong coordinates."),
    basis: LocalizedText(zh: "GB/T 17796-2009《行政区域界线测绘规范》", en: "GB/T 17796-2009"),
    next: LocalizedText(
      zh: "核对界桩登记表上的坐标和坐标系。", en: "Check the coordinates and their system in the registration form."),
    settings: [
      RuleSetting(
        "limit", .automatic, unit: "m", meaning: LocalizedText(zh: "允许的最大距离", en: "the largest distance allowed")),
      RuleSetting(
        "countyLimit", .number(4), unit: "m",
        meaning: LocalizedText(zh: "没有附图比例尺的县级界线", en: "county lines without a scale")),
    ],
    messages: [
      "main": LocalizedText(zh: "距“{related}”{measure}，限差 {limit}", en: "{measure} from “{related}”, limit {limit}")
    ])

  static let unknownLine = rule(
    "M107", "unknown-line", "界桩所属界线不存在", "unknown line", .error, .definite, [.boundaryLine, .boundaryMarker],
    basis: ("界线表", "the line table"), next: ("改正界线名称。", "Correct the line's name."),
    messages: ["main": ("界线{value}不在界线表中", "line {value} is not in the line table")])

  static let invisible = rule(
    "N102", "compatibility-character", "地名含兼容字符或不可见字符", "compatibility or invisible character", .warning, .definite,
    [.placeName], basis: ("《通用规范汉字表》", "List of Standard Characters"),
    next: ("用“jieming fix”改正，或在源表中改正后重新导入。", "Apply `jieming fix` or correct the source."),
    fixSafety: LocalizedText(zh: "只换写法，不改名称，可自动修改。", en: "Only the writing changes; safe."),
    messages: ["main": ("{field}{value}中有 {count} 个字符应当改写", "{field} {value}: {count} characters to rewrite")])

  static let sameName = rule(
    "N501", "same-name-in-scope", "同一范围内重名", "same name in one scope", .warning, .definite, [.placeName],
    basis: ("《地名管理条例》第九条", "Regulations on Place Names, article 9"),
    next: ("新命名的应当更名；旧名列入清理整治清单。", "Rename a new name; list an old one."),
    messages: [
      "main": ("与第 {rows} 行重名，相距 {distance}", "same name as rows {rows}, {distance} apart")
    ])

  static let withoutFacility = rule(
    "F101", "unit-without-facility", "没有公墓服务的镇", "unit without facility", .error, .definite, [.division, .facility],
    basis: ("规划目标", "the plan"), next: ("列入建设计划。", "Put it on the list of projects."),
    messages: ["main": ("没有建成并投入使用的公墓", "no cemetery in use")])

  private static func rule(
    _ code: String, _ name: String, _ zh: String, _ en: String, _ severity: Severity, _ certainty: Certainty,
    _ needs: [RecordKind], basis: (zh: String, en: String), next: (zh: String, en: String),
    fixSafety: LocalizedText? = nil, messages: [String: (zh: String, en: String)]
  ) -> RuleDescriptor {
    RuleDescriptor(
      code: code, name: name, title: LocalizedText(zh: zh, en: en), severity: severity, certainty: certainty,
      needs: needs, finds: LocalizedText(zh: zh, en: en), why: LocalizedText(zh: "影响使用。", en: "It matters."),
      basis: LocalizedText(zh: basis.zh, en: basis.en), next: LocalizedText(zh: next.zh, en: next.en),
      fixSafety: fixSafety, messages: messages.mapValues { LocalizedText(zh: $0.zh, en: $0.en) })
  }
}
