import Analysis
import Geometry
import Glibc
import Registry

/// Ends of lines where no other line ends and no three units meet.
enum LineEndNotAtJunction: Rule {
  static let descriptor = RuleDescriptor(
    code: "B202", name: "line-end-not-at-junction",
    title: LocalizedText(zh: "界线端点不在交会点", en: "line end not at a junction"),
    severity: .error, certainty: .definite, needs: [.boundaryLine], needsContext: [.datum],
    finds: LocalizedText(
      zh: "界线的端点既不是别的界线的端点（或落在上一级界线上），也不是三个政区的交会点（三交点）。"
        + "与政区面的交会点相距在政区数据精度（accuracy_m）以内的，只作提示，列为疑似。"
        + "附近没有其他界线、两侧政区也没有载入的，无从判断，不报告。",
      en:
        "An end of a line at which no other line ends (or one of a higher level passes) and where no three units meet. Within "
        + "the accuracy of the polygons (accuracy_m): information, suspect. Where neither other lines are near nor both units "
        + "are loaded, nothing can be told."),
    why: LocalizedText(
      zh: "相邻界线首尾不接，三交点就有几个位置，界线围不成政区。",
      en: "Lines that do not meet give a tripoint several positions, and enclose no unit."),
    basis: LocalizedText(
      zh: "《行政区域界线界桩管理办法》（民政部令第36号）第五条：交会点（三交点）有单独的协议书",
      en: "Measures for Boundary Markers (MCA Order 36), art. 5: junctions have agreements of their own"),
    next: LocalizedText(
      zh: "以三交点协议书的坐标为准，接好各条界线的端点。", en: "Join the ends of all lines at the position in the junction's agreement."),
    settings: [
      RuleSetting(
        "limit", .number(1), unit: "m",
        meaning: LocalizedText(zh: "端点允许相距的距离", en: "how far apart ends may be")),
      RuleSetting(
        "search", .number(1000), unit: "m",
        meaning: LocalizedText(
          zh: "两侧政区没有载入时，只在此距离内有别的界线端点才报告",
          en: "without the two units loaded, only ends with another end within this distance are reported")),
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{end}离最近的{what}{measure}，没有接上", en: "{end} is {measure} from the nearest {what} and does not meet it"),
      "within": LocalizedText(
        zh: "{end}离最近的{what}{measure}，在政区数据精度以内",
        en: "{end} is {measure} from the nearest {what}, within the accuracy of the polygons"),
      "alone": LocalizedText(
        zh: "{end}附近没有别的界线端点，也没有三个政区的交会点", en: "{end} has neither another line's end nor a junction near it"),
    ])

  static let examples = [
    RuleExample(
      zh: "三条界线，一条的终点差 30 米", en: "three lines, one of which ends 30 m short",
      """
      boundary_line | name   | level | geom
                    | 铜合线 | 县级  | 0 0, 1000 0
                    | 铜潼线 | 县级  | 1000 0, 2000 1000, 0 0
                    | 合潼线 | 县级  | 0 0, 970 0   <- E 30
      """),
    RuleExample(
      zh: "乡级界线止于县级界线中间", en: "a town line may end on a county line",
      """
      boundary_line | name   | level | geom
                    | 铜合线 | 县级  | 0 0, 1000 0, 2000 0
                    | 铜潼线 | 县级  | 0 0, 1000 3000, 2000 0
                    | 土二线 | 乡级  | 1500 0, 1000 3000
      """),
    RuleExample(
      zh: "政区面的交会点在精度以内", en: "a junction of the polygons within their accuracy",
      """
      accuracy 50
      division      | code      | name   | geom
                    | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                    | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      boundary_line | name   | level | unit1  | unit2  | geom
                    | 土二线 | 乡级  | 土桥镇 | 二坪镇 | 1000 0, 1000 980   <- I s 20
      """),
    RuleExample(
      zh: "东面 0.95 米处是端点，北面 1.03 米处也是：取近的", en: "an end 0.95 m to the east is nearer than one 1.03 m to the north",
      """
      boundary_line | name   | level | geom
                    | 铜合线 | 县级  | 1000 0, 0 0
                    | 铜大线 | 县级  | 0.95 0, 500 -900
                    | 铜潼线 | 县级  | 0 1.03, -500 900   <- E 1.03
                    | 大合线 | 县级  | 1000 0, 500 -900
                    | 潼合线 | 县级  | 1000 0, -500 900
      """),
    RuleExample(
      zh: "只有一条界线：无从判断；闭合的界线没有端点", en: "a line alone, and a ring that has no ends",
      """
      boundary_line | name   | level | geom
                    | 铜合线 | 县级  | 0 0, 1000 0
                    | 飞地线 | 县级  | 5000 5000, 5100 5000, 5100 5100, 5000 5000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let lines = area.partingLines()
    let witnesses = EndWitnesses(lines)
    let (limit, search) = (settings.number("limit") ?? 1, settings.number("search") ?? 1000)
    for (index, line) in lines.enumerated() {
      for (number, end) in line.line.ends.enumerated() {
        let toLine = witnesses.nearest(to: end, exceptOf: index)
        if let toLine, toLine <= limit { continue }
        let (toJunction, accuracy) = junction(near: end, of: line, area)
        if let toJunction, toJunction <= limit { continue }
        guard toJunction != nil || toLine.map({ $0 <= search }) ?? false else { continue }
        report(area.lines[line.first], end, number, toLine, toJunction, accuracy, &findings)
      }
    }
  }

  /// Metres to the nearest place where three units of the line's level meet; `nil` where its units are not loaded.
  private static func junction(near end: Position, of line: PartingLine, _ area: Area) -> (Double?, accuracy: Double) {
    guard let parties = line.parties else { return (nil, 0) }
    let level = area.unitsByLevel()[parties.level]
    let distances = level.graph.junctions.map { EllipsoidalMeasure.distance(end, $0.place) }
    return (distances.min() ?? .infinity, level.accuracyMetres(parties.one, parties.other))
  }

  private static func report(
    _ line: BoundaryLine, _ end: Position, _ number: Int, _ toLine: Double?, _ toJunction: Double?, _ accuracy: Double,
    _ findings: inout FindingSink
  ) {
    let distance = min(toLine ?? .infinity, toJunction ?? .infinity)
    findings.report(line.subject, origin: line.origin, place: end) { finding in
      finding.arguments["end"] = .localized(
        number == 0 ? LocalizedText(zh: "起点", en: "the start") : LocalizedText(zh: "终点", en: "the end"))
      finding.arguments["what"] = .localized(
        distance == toLine
          ? LocalizedText(zh: "别的界线端点", en: "end of another line") : LocalizedText(zh: "政区交会点", en: "junction of units")
      )
      if distance.isFinite { finding.measure = Measure(distance, .metres) }
      if let toJunction, toJunction <= accuracy {
        (finding.severity, finding.certainty, finding.message) = (.info, .suspect, "within")
      } else if !distance.isFinite {
        finding.message = "alone"
      }
    }
  }
}

/// What the end of a line may meet: the ends of others, and any place of lines of a higher level.
private struct EndWitnesses {
  private let ends: [(place: Position, line: Int)]
  private let scale: Double
  /// Of the ends, scaled.
  private let tree: STRtree
  private let lines: [PartingLine]
  private let boxes: STRtree

  init(_ lines: [PartingLine]) {
    self.lines = lines
    let ends = lines.enumerated().flatMap { index, line in line.line.ends.map { (place: $0, line: index) } }
    let latitude = ends.isEmpty ? 0 : ends.reduce(0) { $0 + $1.place.y } / Double(ends.count)
    let scale = max(0.01, cos(latitude * .pi / 180))
    (self.ends, self.scale) = (ends, scale)
    tree = STRtree(ends.map { Envelope(Position(x: $0.place.x * scale, y: $0.place.y)) })
    boxes = STRtree(
      lines.map { line in
        line.line.path.positions.dropFirst().reduce(Envelope(line.line.path.positions[0])) { $0.extended(to: $1) }
      })
  }

  /// Metres to the nearest; versions of the same line are no witnesses. `nil` when there is nothing.
  func nearest(to end: Position, exceptOf own: Int) -> Double? {
    let nearestEnd = tree.nearest(to: scaled(end)) { index -> Double? in
      guard isOther(ends[index].line, own) else { return nil }
      let (a, b) = (scaled(end), scaled(ends[index].place))
      return ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }
    var nearest = nearestEnd.map { EllipsoidalMeasure.distance(end, ends[$0.index].place) }
    let level = lines[own].level?.rawValue ?? 0
    boxes.forEach(intersecting: Envelope(end).grown(by: 0.01)) { other in
      guard isOther(other, own), let otherLevel = lines[other].level?.rawValue, otherLevel < level else { return }
      nearest = min(nearest ?? .infinity, lines[other].line.path.nearest(to: end).distanceMetres)
    }
    return nearest
  }

  private func isOther(_ line: Int, _ own: Int) -> Bool {
    line != own && (lines[line].line.key == nil || lines[line].line.key != lines[own].line.key)
  }

  /// Degrees of longitude as long as degrees of latitude, so that the nearest in degrees is the nearest on the ground.
  private func scaled(_ position: Position) -> Position { Position(x: position.x * scale, y: position.y) }
}
