import Geometry
import Registry

/// Units of one level that stand in several files, so that nothing compares them across the files.
enum UnitsInSeveralSources: Rule {
  static let descriptor = RuleDescriptor(
    code: "B106", name: "units-in-several-sources",
    title: LocalizedText(zh: "同级政区分在几个数据源", en: "units of one level in several sources"),
    severity: .info, certainty: .definite, needs: [.division],
    finds: LocalizedText(
      zh: "同一级的政区分在几个数据源（文件或图层），代码互不相同而范围相接：重叠、空隙和画法不一致只在各数据源之内检查。每级一条。",
      en:
        "Units of one level in several sources (files or layers) that have no code in common and whose extents meet: overlaps, "
        + "gaps and mismatched edges are looked for within each source only. One finding per level."),
    why: LocalizedText(
      zh: "各自检查都没有问题，文件之间的接边处仍可能重叠或留空。",
      en: "Each file may be in order by itself and still overlap another one, or leave a gap to it."),
    basis: LocalizedText(
      zh: "接边检查的通行要求；数据源之间的精度可能不同，本程序不替用户合并",
      en: "Common practice of edge matching; sources may differ in accuracy, so they are not merged for the user"),
    next: LocalizedText(
      zh: "要检查接边的，把这些政区合并为一个文件或图层后再检查；界线与两侧政区是否相符见 B201、B205。",
      en: "To check the seams, put the units into one file or layer. Lines against the units on both sides: B201, B205."
    ),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{level}政区分在 {measure} 个数据源（{sources}），数据源之间的重叠和空隙没有检查",
        en: "units of the level {level} stand in {measure} sources ({sources}); seams between sources were not checked")
    ])

  static let examples = [
    RuleExample(
      zh: "相邻两区的镇各在一个文件", en: "the towns of two neighbouring districts, a file each",
      """
      division a.geojson | code      | name   | geom                                     <- I 2
                         | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      division b.geojson | code      | name   | geom
                         | 500117103 | 三庙镇 | 990 0, 2000 0, 2000 1000, 990 1000
      """),
    RuleExample(
      zh: "不同级的、不相接的、新旧两版的不报", en: "other levels, far away, or two vintages",
      """
      division a.geojson | code      | name   | geom
                         | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      division b.geojson | code      | name   | geom
                         | 500151    | 铜梁区 | 0 0, 1000 0, 1000 1000, 0 1000
      division c.geojson | code      | name   | geom
                         | 510115101 | 永宁镇 | 9000 9000, 9900 9000, 9900 9900, 9000 9900
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let polygons = area.dataset[.division].geometry
    let groups = area.divisionGroups().compactMap { Group($0.source, $0.units.map { area.divisions[$0] }, polygons) }
    for level in DivisionLevel.allCases {
      let ofLevel = groups.filter { $0.level == level }
      let meeting = ofLevel.filter { group in
        ofLevel.contains { $0.source != group.source && $0.isBeside(group) }
      }
      guard let first = meeting.first else { continue }
      findings.report(table: area.dataset.sources[first.source]) { finding in
        finding.related = meeting.dropFirst().map { Subject(table: area.dataset.sources[$0.source]) }
        finding.measure = Measure(Double(meeting.count), .count)
        finding.arguments["level"] = .localized(level.title)
        let files = meeting.map { area.dataset.sources[$0.source].file }
        finding.arguments["sources"] = .list(files.prefix(5) + (files.count > 5 ? ["…"] : []))
      }
    }
  }

  /// The units of one level of one source that have polygons.
  private struct Group {
    let source: Int
    let level: DivisionLevel
    private let codes: Set<String>
    private let extent: Envelope

    init?(_ source: Int, _ units: [Division], _ polygons: GeometryColumn) {
      let boxes = units.compactMap { polygons.envelope(ofRow: $0.row) }
      guard let level = units.first?.level, let first = boxes.first else { return nil }
      (self.source, self.level) = (source, level)
      codes = Set(units.compactMap(\.code))
      extent = boxes.dropFirst().reduce(first) { $0.union($1) }
    }

    /// Two vintages of the same units are no neighbours: B105 tells of them.
    func isBeside(_ other: Group) -> Bool { codes.isDisjoint(with: other.codes) && extent.intersects(other.extent) }
  }
}
