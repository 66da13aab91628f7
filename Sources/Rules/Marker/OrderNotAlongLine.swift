import Analysis
import Geometry
import Registry

/// Markers whose serials do not rise along their line.
enum OrderNotAlongLine: Rule {
  static let descriptor = RuleDescriptor(
    code: "M105", name: "order-not-along-line",
    title: LocalizedText(zh: "界桩顺序与界线走向不符", en: "marker order not along the line"),
    severity: .warning, certainty: .definite, needs: [.boundaryLine, .boundaryMarker],
    finds: LocalizedText(
      zh: "把界桩投影到界线上，序号应当沿界线递增；方向取多数界桩一致的方向，列出不在最长有序序列中的界桩。"
        + "同号界桩之间不论先后。整条界线与“自西向东、自北向南”相反的，给出一条提示。一条界线存成几个要素又不首尾相接的，不检查。",
      en:
        "Projected onto the line, serials should rise along it, in the direction that most markers agree with; listed are "
        + "the markers outside a longest ordered sequence. Equal numbers never break order. A line numbered as a whole "
        + "against west→east / north→south gives one piece of information. A line on several rows that do not join end to end is not tested."
    ),
    why: LocalizedText(
      zh: "顺序不符常常是编号或坐标录错；后来补设的界桩也会打乱顺序，这是合法的，所以只作警告。",
      en:
        "A break of order is often a wrong number or coordinate; a marker inserted later breaks it legally, so this is a "
        + "warning."),
    basis: LocalizedText(
      zh: "GB/T 17796-2009《行政区域界线测绘规范》：界桩沿界线自西向东或自北向南编号",
      en: "GB/T 17796-2009: markers are numbered along the line from west to east or north to south"),
    next: LocalizedText(
      zh: "核对该界桩的编号和坐标；如果是后来补设的，不用修改。", en: "Check the number and the coordinates; if it was inserted later, leave it."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "距界线起点 {chainage}，与序号 {serial} 的前后界桩顺序不符",
        en: "lies {chainage} from the start of the line, out of order with the markers around serial {serial}"),
      "reversed": LocalizedText(
        zh: "整条界线的界桩编号方向与“自西向东、自北向南”相反",
        en: "the whole line is numbered against west to east or north to south"),
    ])

  static let examples = [
    RuleExample(
      zh: "003 与 004 的坐标互换", en: "003 and 004 exchanged",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 5000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002Q | 1000 0
                      | 铜合线 | 5117003Q | 4000 0   <- W
                      | 铜合线 | 5117004Q | 2000 0
                      | 铜合线 | 5117005Q | 3000 0
      """),
    RuleExample(
      zh: "自东向西编号：一条提示", en: "numbered from east to west: one piece of information",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 5000 0   <- I
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 4000 0
                      | 铜合线 | 5117002Q | 3000 0
                      | 铜合线 | 5117003Q | 1000 0
      """),
    RuleExample(
      zh: "一条界线存成两个首尾相接的要素", en: "a line on two rows that join end to end",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 2000 0
                      | 合铜线 | 5000 0, 2000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002Q | 1000 0
                      | 铜合线 | 5117003Q | 4000 0   <-
                      | 铜合线 | 5117004Q | 2500 0
                      | 铜合线 | 5117005Q | 3000 0
      """),
    RuleExample(
      zh: "两个要素不相接：不检查", en: "two rows that do not join are not tested",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 3000 0, 5000 0
                      | 铜合线 | 0 0, 2000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002Q | 1000 0
                      | 铜合线 | 5117003Q | 4000 0
      """),
    RuleExample(
      zh: "同号双立的先后不算", en: "the two of a pair may stand in any order",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 5000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002A | 1010 30
                      | 铜合线 | 5117002B | 1000 -30
                      | 铜合线 | 5117003Q | 2000 0
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    for line in try area.referencedLines() where line.isContinuous {
      let located = line.markers.filter { area.markers[$0.marker].parsedNumber?.serial != nil }
      let serials = located.map { area.markers[$0.marker].parsedNumber?.serial ?? 0 }
      let order = MarkerOrder(serials: serials, chainages: located.map(\.chainageMetres))
      for index in order.outOfOrder {
        let marker = area.markers[located[index].marker]
        findings.report(marker.subject, origin: marker.origin, place: marker.position) { finding in
          finding.related = [area.lines[line.line].subject]
          finding.arguments["chainage"] = .metres(located[index].chainageMetres)
          finding.arguments["serial"] = .text(marker.parsedNumber?.serialKey ?? "")
        }
      }
      let kept = Set(located.indices).subtracting(order.outOfOrder).sorted { (serials[$0], $0) < (serials[$1], $1) }
      if isReversed(kept.map { located[$0].foot }, serials: Set(kept.map { serials[$0] })) {
        let record = area.lines[line.line]
        findings.report(record.subject, origin: record.origin, place: kept.first.map { located[$0].foot }) {
          $0.message = "reversed"
          $0.severity = .info
        }
      }
    }
  }

  /// Whether the first to the last marker run mainly to the west, or mainly to the north.
  private static func isReversed(_ feet: [Position], serials: Set<Int>) -> Bool {
    guard serials.count >= 2, let first = feet.first, let last = feet.last else { return false }
    let eastward = EllipsoidalMeasure.distance(first, Position(x: last.x, y: first.y))
    let northward = EllipsoidalMeasure.distance(first, Position(x: first.x, y: last.y))
    return eastward >= northward ? last.x < first.x : last.y > first.y
  }
}
