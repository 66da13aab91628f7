import Analysis
import Geometry
import Registry

/// Lines between units that are no neighbours, and neighbours without a line.
enum UnitsDoNotAdjoin: Rule {
  static let descriptor = RuleDescriptor(
    code: "B205", name: "units-do-not-adjoin",
    title: LocalizedText(zh: "界线与毗邻关系不符", en: "units do not adjoin"),
    severity: .error, certainty: .definite, needs: [.boundaryLine, .division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "界线登记的两个毗邻单位在政区面上并不相邻（错误）；以及已有界线数据的级别中，相邻的两个政区（至少一个属于本区县）"
        + "没有界线（警告）。相距在政区数据精度（accuracy_m）以内的算相邻；没有载入的政区不判断。",
      en:
        "The two units of a line are no neighbours (error); and two neighbours, one of them in the district, without a line, "
        + "at a level that has lines (warning). Units as near as their polygons are known (accuracy_m) are neighbours; of "
        + "units that are not loaded nothing is told."),
    why: LocalizedText(
      zh: "毗邻单位填错，联检通知和管理责任就到了别人那里；缺界线的一段没有人检查。",
      en: "With wrong parties, notices go to the wrong office; a border without line is inspected by nobody."),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第四条、第十二条：界线由毗邻各方管理和联合检查",
      en:
        "Regulations on Administrative Boundary Lines (State Council Order 353), arts. 4 and 12: the adjoining parties manage "
        + "and inspect a line"),
    next: LocalizedText(
      zh: "核对协议书中的毗邻双方；缺少的界线补充导入，或确认该段另有界线数据。",
      en: "Compare with the parties of the agreement; import the missing line or confirm that it is kept elsewhere."),
    settings: [
      RuleSetting(
        "least", .number(10), unit: "m",
        meaning: LocalizedText(
          zh: "共用边界短于此值的相邻政区不要求有界线", en: "neighbours with less common border need no line"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "毗邻单位“{one}”和“{other}”在政区面上不相邻", en: "its units “{one}” and “{other}” are no neighbours"),
      "apart": LocalizedText(
        zh: "毗邻单位“{one}”和“{other}”在政区面上不相邻，最近处相距 {measure}",
        en: "its units “{one}” and “{other}” are no neighbours: {measure} apart at the nearest"),
      "missing": LocalizedText(
        zh: "与“{other}”相邻（共用边界长 {measure}），但没有这条界线的数据",
        en: "adjoins “{other}” ({measure} of common border), but there is no line for it"),
    ])

  static let examples = [
    RuleExample(
      zh: "登记的两镇不相邻，相邻的两镇没有界线", en: "a line between towns that do not touch; neighbours without a line",
      """
      accuracy 0
      district 500151
      division      | code      | name   | geom
                    | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                    | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000             <- W 1000
                    | 500151104 | 水口镇 | 2000 0, 3000 0, 3000 1000, 2000 1000
      boundary_line | name   | level | unit1  | unit2  | geom
                    | 土二线 | 乡级  | 土桥镇 | 二坪镇 | 1000 0, 1000 1000
                    | 土水线 | 乡级  | 土桥镇 | 水口镇 | 2000 0, 2000 1000                  <- E
      """),
    RuleExample(
      zh: "共用的斜边上一方少一个节点：相邻", en: "a node is missing on one side of an oblique border: they adjoin",
      """
      accuracy 0
      division      | code      | name   | geom
                    | 500151101 | 土桥镇 | 0 0, 3000 1000, 0 3000
                    | 500151103 | 二坪镇 | 3000 1000, 1234 411.33, 0 0, 3000 -2000
      boundary_line | name   | level | unit1  | unit2  | geom
                    | 土二线 | 乡级  | 土桥镇 | 二坪镇 | 0 0, 3000 1000
      """),
    RuleExample(
      zh: "没有界线数据的级别、外区县之间不要求；没有载入的单位不判断", en: "no lines of that level; units of other districts",
      """
      accuracy 0
      district 500151
      division      | code      | name   | geom
                    | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                    | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
                    | 500111101 | 甲镇   | 0 5000, 1000 5000, 1000 6000, 0 6000
                    | 500111102 | 乙镇   | 1000 5000, 2000 5000, 2000 6000, 1000 6000
                    | 500111    | 大足区 | 0 5000, 2000 5000, 2000 6000, 0 6000
                    | 500118    | 永川区 | 2000 5000, 3000 5000, 3000 6000, 2000 6000
      boundary_line | name   | level | unit1  | unit2  | geom
                    | 土二线 | 乡级  | 土桥镇 | 二坪镇 | 1000 0, 1000 1000
                    | 铜合线 | 县级  | 铜梁区 | 合川区 | 2000 0, 2000 1000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let levels = area.unitsByLevel()
    var withLine: Set<LevelPair> = []
    var levelsWithLines: Set<Int> = []
    for line in area.partingLines() {
      guard let parties = line.parties else { continue }
      let level = levels[parties.level]
      levelsWithLines.insert(parties.level)
      withLine.insert(LevelPair(parties.level, parties.one, parties.other))
      guard level.border(parties.one, parties.other) == nil else { continue }
      let subject = area.lines[line.first]
      let place = line.line.path.position(atChainage: line.line.path.lengthMetres / 2)
      let near = level.wideGraph.border(of: parties.one, parties.other)
      findings.report(subject.subject, origin: subject.origin, place: place) { finding in
        finding.related = [parties.one, parties.other].map { area.divisions[level.units[$0].divisions[0]].subject }
        finding.arguments["one"] = .text(area.name(of: parties.one, in: level))
        finding.arguments["other"] = .text(area.name(of: parties.other, in: level))
        guard let near else { return }
        finding.message = "apart"
        finding.measure = Measure(near.nearestMetres, .metres, limit: level.accuracyMetres(parties.one, parties.other))
      }
    }
    for index in levelsWithLines.sorted() {
      reportMissing(levels[index], area, settings.number("least") ?? 10, &findings) { border in
        withLine.contains(LevelPair(index, border.units.0, border.units.1))
      }
    }
  }

  private static func reportMissing(
    _ level: LevelUnits, _ area: Area, _ least: Double, _ findings: inout FindingSink,
    hasLine: (AdjacencyGraph.Border) -> Bool
  ) {
    for border in level.graph.borders where border.lengthMetres >= least && !hasLine(border) {
      let (one, other) = border.units
      let units = [one, other].map { area.divisions[level.units[$0].divisions[0]] }.sorted {
        $0.subject.key < $1.subject.key
      }
      guard level.border(one, other) != nil, units.contains(where: { area.isInDistrict($0) }),
        case let vertices = border.shape.vertices(ofRow: 0), !vertices.isEmpty
      else { continue }
      let place = border.shape.position(ofVertex: vertices.lowerBound + vertices.count / 2)
      // The unit in the district is the one that can do something about it.
      let own = units.first { area.isInDistrict($0) } ?? units[0]
      let neighbour = units[0].row == own.row ? units[1] : units[0]
      findings.report(own.subject, origin: own.origin, place: place) { finding in
        (finding.severity, finding.message) = (.warning, "missing")
        finding.related = [neighbour.subject]
        finding.arguments["other"] = .text(neighbour.name ?? neighbour.subject.key)
        finding.measure = Measure(border.lengthMetres, .metres)
        finding.extent = border.shape
      }
    }
  }

  private struct LevelPair: Hashable {
    let level: Int
    let low: Int
    let high: Int

    init(_ level: Int, _ one: Int, _ other: Int) { (self.level, low, high) = (level, min(one, other), max(one, other)) }
  }
}

extension Area {
  /// Whether a unit is the district or lies in it; every unit where no district is set.
  func isInDistrict(_ division: Division) -> Bool {
    guard let district else { return true }
    return division.code?.hasPrefix(district) ?? false
  }
}
