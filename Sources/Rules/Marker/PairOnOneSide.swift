import Analysis
import Geometry
import Registry

/// The two markers of a pair on the same side of their line.
enum PairOnOneSide: Rule {
  static let descriptor = RuleDescriptor(
    code: "M108", name: "pair-on-one-side",
    title: LocalizedText(zh: "同号界桩在界线同侧", en: "set of markers on one side"),
    severity: .error, certainty: .definite, needs: [.boundaryLine, .boundaryMarker], needsContext: [.datum],
    finds: LocalizedText(
      zh: "同号双立的 A、B 两颗界桩之间的连线不穿过界线，即两颗在界线同一侧。同号三立的三颗都在同一侧的，列为疑似。"
        + "离界线不到 tolerance 的，算两侧都可以；在界线端点以外的，不检查。",
      en:
        "The straight way between the markers A and B of a pair does not cross the line: both stand on one side. A triple "
        + "of which all stand on one side is suspect. A marker within `tolerance` of the line counts as on either side; "
        + "beyond the end of a line nothing is tested."),
    why: LocalizedText(
      zh: "同号双立分立于界线（河流、道路）两侧，由两颗的连线指示界线位置；在同侧说明有一颗坐标不对，或类型码标错。",
      en: "A pair stands on both sides of a river or road; on one side, a coordinate or a type letter is wrong."),
    basis: LocalizedText(
      zh: "GB/T 17796-2009《行政区域界线测绘规范》：同号双立界桩分别埋设在界线两侧",
      en: "GB/T 17796-2009: the markers of a pair are set on both sides of the line"),
    next: LocalizedText(
      zh: "核对两颗界桩登记表上的坐标和类型码，再对照协议书附图检查界线。",
      en: "Check both coordinates and the type letters in the registration forms, then the line on the agreement's map."
    ),
    settings: [
      RuleSetting(
        "tolerance", .number(1), unit: "m",
        meaning: LocalizedText(zh: "离界线多近时不论在哪一侧", en: "how near to the line a marker is on either side"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{a}（距界线 {first}）与 {b}（距界线 {second}）在“{line}”的同一侧",
        en: "{a} ({first} from the line) and {b} ({second}) stand on one side of “{line}”"),
      "triple": LocalizedText(
        zh: "{a} 等同号三立的三颗界桩都在“{line}”的同一侧", en: "all three markers of the triple of {a} stand on one side of “{line}”"),
    ])

  static let examples = [
    RuleExample(
      zh: "002 的两颗都在北侧；隔河相距 200 米的不算错", en: "both of 002 stand north; 200 m apart across a river is no fault",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 2000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001A | 500 100
                      | 铜合线 | 5117001B | 500 -100
                      | 铜合线 | 5117002A | 900 30    <- E 30
                      | 铜合线 | 5117002B | 900 14
                      | 铜合线 | 5117003A | 1500 30
                      | 铜合线 | 5117003B | 1500 0.5
                      | 铜合线 | 5117004A | 1900 30
      """),
    RuleExample(
      zh: "同号三立：一颗在对侧即可", en: "a triple: one on the other side will do",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 3000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001C | 500 100
                      | 铜合线 | 5117001D | 520 60
                      | 铜合线 | 5117001E | 510 -40
                      | 铜合线 | 5117002C | 900 30    <- E s
                      | 铜合线 | 5117002D | 920 14
                      | 铜合线 | 5117002E | 940 25
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let tolerance = settings.number("tolerance") ?? 1
    for line in try area.referencedLines() {
      guard let path = line.path else { continue }
      let record = area.lines[line.line]
      for set in sets(of: line, area.markers) where isOnOneSide(set, path, area.markers, tolerance) {
        let members = set.map { area.markers[$0.marker] }
        findings.report(members[0].subject, origin: members[0].origin, place: members[0].position) { finding in
          if set.count > 2 { (finding.message, finding.certainty) = ("triple", .suspect) }
          finding.related = members.dropFirst().map(\.subject) + [record.subject]
          finding.measure = Measure(set[0].distanceMetres, .metres, limit: tolerance)
          finding.arguments["a"] = .text(members[0].number ?? "")
          finding.arguments["b"] = .text(members[1].number ?? "")
          finding.arguments["first"] = .metres(set[0].distanceMetres)
          finding.arguments["second"] = .metres(set[1].distanceMetres)
          finding.arguments["line"] = .text(record.name ?? record.subject.key)
        }
      }
    }
  }

  private static func isOnOneSide(
    _ set: [LocatedMarker], _ path: LinePath, _ markers: [BoundaryMarker], _ tolerance: Double
  ) -> Bool {
    guard let start = markers[set[0].marker].position else { return false }
    return set.allSatisfy { member in
      guard let end = markers[member.marker].position, member.distanceMetres > tolerance else { return false }
      return !isBeyondEnd(member, path) && path.crossings(from: start, to: end).isMultiple(of: 2)
    }
  }

  /// A and B, or C, D and E, of each number that has each of them once.
  private static func sets(of line: MarkedLine, _ markers: [BoundaryMarker]) -> [[LocatedMarker]] {
    let groups = Dictionary(grouping: line.markers) { markers[$0.marker].parsedNumber?.serialKey ?? "" }
    return groups.values.flatMap { members in
      [["A", "B"], ["C", "D", "E"]].compactMap { (letters: [Character]) in
        let set = letters.compactMap { letter -> LocatedMarker? in
          let found = members.filter { markers[$0.marker].parsedNumber?.letter == letter }
          return found.count == 1 ? found[0] : nil
        }
        return set.count == letters.count ? set : nil
      }
    }
  }

  /// Nearest to an end, where a way around it crosses nothing.
  private static func isBeyondEnd(_ marker: LocatedMarker, _ path: LinePath) -> Bool {
    marker.chainageMetres < 0.01 || marker.chainageMetres > path.lengthMetres - 0.01
  }
}
