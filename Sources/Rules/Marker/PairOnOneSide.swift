import Analysis
import Geometry
import Registry

/// The two markers of a pair on the same side of their line.
enum PairOnOneSide: Rule {
  static let descriptor = RuleDescriptor(
    code: "M108", name: "pair-on-one-side",
    title: LocalizedText(zh: "同号双立界桩在界线同侧", en: "pair of markers on one side"),
    severity: .error, certainty: .definite, needs: [.boundaryLine, .boundaryMarker],
    finds: LocalizedText(
      zh: "同号双立的 A、B 两座界桩之间的连线不穿过界线，即两座在界线同一侧。离界线不到 tolerance 的，算两侧都可以；两座都在界线端点以外的，不检查。",
      en:
        "The straight way between the markers A and B of a pair does not cross the line: both stand on one side. A marker "
        + "within `tolerance` of the line counts as on either side; beyond the end of a line nothing is tested."),
    why: LocalizedText(
      zh: "同号双立分立于界线（河流、道路）两侧，由两座的连线指示界线位置；在同侧说明有一座坐标不对，或类型码标错。",
      en: "A pair stands on both sides of a river or road; on one side, a coordinate or a type letter is wrong."),
    basis: LocalizedText(
      zh: "GB/T 17796-2009《行政区域界线测绘规范》：同号双立界桩分别埋设在界线两侧",
      en: "GB/T 17796-2009: the markers of a pair are set on both sides of the line"),
    next: LocalizedText(
      zh: "核对两座界桩登记表上的坐标和类型码，再对照协议书附图检查界线。",
      en: "Check both coordinates and the type letters in the registration forms, then the line on the agreement's map."
    ),
    settings: [
      RuleSetting(
        "tolerance", .number(1), unit: "m",
        meaning: LocalizedText(zh: "离界线多近时不论在哪一侧", en: "how near to the line a marker is on either side"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{a}（距界线{first}）与 {b}（距界线{second}）在“{line}”的同一侧",
        en: "{a} ({first} from the line) and {b} ({second}) stand on one side of “{line}”")
    ])

  static let examples = [
    RuleExample(
      zh: "002 的两座都在北侧；隔河相距 200 米的不算错", en: "both of 002 stand north; 200 m apart across a river is no fault",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 3000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001A | 500 100
                      | 铜合线 | 5117001B | 500 -100
                      | 铜合线 | 5117002A | 900 30    <- E 30
                      | 铜合线 | 5117002B | 900 14
                      | 铜合线 | 5117003A | 1500 30
                      | 铜合线 | 5117003B | 1500 0.5
                      | 铜合线 | 5117004A | 1900 30
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let tolerance = settings.number("tolerance") ?? 1
    for line in try area.referencedLines() {
      guard let axis = line.axis else { continue }
      for pair in pairs(of: line, area.markers) {
        let (a, b) = (area.markers[pair.a.marker], area.markers[pair.b.marker])
        guard let start = a.position, let end = b.position, pair.a.distanceMetres > tolerance,
          pair.b.distanceMetres > tolerance, axis.crossings(from: start, to: end).isMultiple(of: 2),
          !isBeyondEnd(pair.a, axis), !isBeyondEnd(pair.b, axis)
        else { continue }
        let record = area.lines[line.line]
        findings.report(a.subject, origin: a.origin, place: start) { finding in
          finding.related = [b.subject, record.subject]
          finding.measure = Measure(pair.a.distanceMetres, .metres, limit: tolerance)
          finding.arguments["a"] = .text(a.number ?? "")
          finding.arguments["b"] = .text(b.number ?? "")
          finding.arguments["first"] = .metres(pair.a.distanceMetres)
          finding.arguments["second"] = .metres(pair.b.distanceMetres)
          finding.arguments["line"] = .text(record.name ?? record.subject.key)
        }
      }
    }
  }

  /// A and B of each number that has just these two.
  private static func pairs(
    of line: MarkedLine, _ markers: [BoundaryMarker]
  ) -> [(a: LocatedMarker, b: LocatedMarker)] {
    let groups = Dictionary(grouping: line.markers) { markers[$0.marker].parsedNumber?.serialKey ?? "" }
    return groups.values.compactMap { members in
      let letters = { (letter: Character) in members.filter { markers[$0.marker].parsedNumber?.letter == letter } }
      guard let a = letters("A").first, let b = letters("B").first, letters("A").count == 1, letters("B").count == 1
      else { return nil }
      return (a, b)
    }
  }

  /// Nearest to an end, where a way around it crosses nothing.
  private static func isBeyondEnd(_ marker: LocatedMarker, _ axis: LineAxis) -> Bool {
    marker.chainageMetres < 0.01 || marker.chainageMetres > axis.lengthMetres - 0.01
  }
}
