import Analysis
import Geometry
import Registry

/// Surveyed lines that do not run along the common border of their two units' polygons.
enum LineOffBorder: Rule {
  static let descriptor = RuleDescriptor(
    code: "B201", name: "line-off-border",
    title: LocalizedText(zh: "界线与政区边界不符", en: "line off the border of its units"),
    severity: .warning, certainty: .definite, needs: [.boundaryLine, .division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "界线偏离两侧政区面的共用边界，超过政区数据的精度（accuracy_m）：给出最大和平均偏离、所围面积归哪一方。"
        + "偏离在精度以内的只作提示，列为疑似；两个政区的边界本身不一致时，与其中一条相符即可。",
      en:
        "The line runs farther from the common border of its two units' polygons than these are known (accuracy_m): largest "
        + "and mean distance, and the land between by party. Within the accuracy: information, suspect. Where the two "
        + "polygons disagree themselves, agreeing with one is enough."),
    why: LocalizedText(
      zh: "界线和政区面说的不是同一条边界：统计、地图和执法会用到不同的结果。界线的法律依据是协议书，不是政区面。",
      en:
        "Line and polygons tell two borders, and counts, maps and enforcement will differ. In law the agreement's line "
        + "counts, not the polygons."),
    basis: OverlappingUnits.descriptor.basis,
    next: LocalizedText(
      zh: "对照协议书附图和走向说明。界线无误的，按界线修改政区面；不得反过来移动界线。",
      en: "Compare with the agreement's map and course text. If the line is right, correct the polygons, not the line."),
    settings: [
      RuleSetting(
        "least", .number(0.1), unit: "m",
        meaning: LocalizedText(
          zh: "小于此值的偏离是坐标取位造成的，不报告", en: "distances below this come from rounding and are not reported"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "偏离“{one}”与“{other}”的共用边界，最大 {measure}，平均 {mean}，共 {stretches} 段长 {length}，"
          + "最大处在里程 {from}–{to}；{areas}",
        en:
          "off the common border of “{one}” and “{other}” by up to {measure}, mean {mean}, in {stretches} stretches of "
          + "{length}, worst at chainage {from}–{to}; {areas}"),
      "within": LocalizedText(
        zh: "偏离“{one}”与“{other}”的共用边界最大 {measure}，在政区数据精度 {limit} 以内；{areas}",
        en:
          "off the common border of “{one}” and “{other}” by up to {measure}, within the {limit} to which the polygons are "
          + "known; {areas}"),
    ])

  static let examples = [
    RuleExample(
      zh: "界线中段向二坪镇一侧偏 30 米", en: "the line bulges 30 m into one unit",
      """
      accuracy 0
      division      | code      | name   | geom
                    | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                    | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      boundary_line | name   | level | unit1  | unit2  | geom
                    | 土二线 | 乡级  | 土桥镇 | 二坪镇 | 1000 0, 1000 300, 1030 500, 1000 700, 1000 1000   <- W 30
      """),
    RuleExample(
      zh: "在精度以内：提示，疑似", en: "within the accuracy: information, suspect",
      """
      accuracy 50
      division      | code      | name   | geom
                    | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                    | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      boundary_line | name   | level | unit1  | unit2  | geom
                    | 土二线 | 乡级  | 土桥镇 | 二坪镇 | 1000 0, 1000 300, 1030 500, 1000 700, 1000 1000   <- I s 30
      """),
    RuleExample(
      zh: "政区面之间有空隙，界线与其中一条边界相符；单位用代码写", en: "the units leave a gap; the line follows one of them",
      """
      accuracy 0
      division      | code      | name   | geom
                    | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 300, 960 500, 1000 700, 1000 1000, 0 1000
                    | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000, 1000 700, 1000 300
      boundary_line | code               | level | geom
                    | 500151101500151103 | 乡级  | 1000 0, 1000 300, 1000 700, 1000 1000
                    | 500151103500151101 | 乡级  | 1000 0, 1000 300, 960 500, 1000 700, 1000 1000
      """),
    RuleExample(
      zh: "一侧政区没有载入：无从比较", en: "one unit is not loaded: nothing to compare",
      """
      division      | code      | name   | geom
                    | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      boundary_line | name   | level | unit1  | unit2  | geom
                    | 土二线 | 乡级  | 土桥镇 | 二坪镇 | 1300 0, 1300 1000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let least = settings.number("least") ?? 0.1
    for line in area.partingLines() {
      guard let parties = line.parties else { continue }
      let level = area.unitsByLevel()[parties.level]
      guard let border = level.wideGraph.border(of: parties.one, parties.other),
        let reference = LinePath(border.drawings, rows: [0])
      else { continue }
      let accuracy = level.accuracyMetres(parties.one, parties.other)
      let path = line.line.path
      var profile = try DeviationProfile(
        of: path, against: reference, toleranceMetres: max(accuracy, least), isSymmetric: false)
      guard profile.maximumMetres > least else { continue }
      let isWithin = profile.stretches.isEmpty
      if isWithin {
        profile = try DeviationProfile(of: path, against: reference, toleranceMetres: least, isSymmetric: false)
      }
      guard let worst = profile.worst else { continue }
      let subject = area.lines[line.first]
      findings.report(subject.subject, origin: subject.origin, place: worst.place) { finding in
        if isWithin { (finding.severity, finding.certainty, finding.message) = (.info, .suspect, "within") }
        finding.related = [parties.one, parties.other].map { area.divisions[level.units[$0].divisions[0]].subject }
        finding.arguments["one"] = .text(area.name(of: parties.one, in: level))
        finding.arguments["other"] = .text(area.name(of: parties.other, in: level))
        finding.measure = Measure(profile.maximumMetres, .metres, limit: accuracy)
        profile.describe(&finding, path, gains: area.gains(of: line, along: path))
      }
    }
  }
}
