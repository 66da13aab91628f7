import Analysis
import Geodesy
import Geometry
import Registry

/// Tripoint markers that do not stand where their three units meet.
enum JunctionMarkerMisplaced: Rule {
  static let descriptor = RuleDescriptor(
    code: "M109", name: "junction-marker-misplaced",
    title: LocalizedText(zh: "三交点界桩位置不符", en: "misplaced tripoint marker"),
    severity: .error, certainty: .definite, needs: [.boundaryMarker], needsContext: [.datum],
    finds: LocalizedText(
      zh: "三交点界桩（编号以 I 结尾，或类型为三交点）：离它所在各条界线的端点超过附图上 0.4 毫米的；登记的三个行政区都有面数据时，"
        + "离其中一个超过面数据精度（accuracy_m）的；几条界线各登记一次而坐标不一致的。",
      en:
        "Tripoint markers (numbers that end in I, or type 三交点): farther from the end of a line of theirs than 0.4 mm on the "
        + "map; farther from one of their three units than the accuracy of its polygon, where all three are given; or "
        + "recorded with several lines at different places."),
    why: LocalizedText(
      zh: "三交点是三条界线共同的端点，位置不一致，三方的界线就接不上。",
      en: "The tripoint is the common end of three lines; where its position differs, the lines do not meet."),
    basis: LocalizedText(
      zh: "《行政区域界线界桩管理办法》（民政部令第36号）第五条：交会点（三交点）协议书；附图上位移不超过 0.4 毫米（该数值尚未对照标准原文核实）",
      en:
        "Measures for Boundary Markers (MCA Order 36), art. 5: the tripoint has an agreement of its own; 0.4 mm on the map "
        + "(not yet compared with the text)"),
    next: LocalizedText(
      zh: "对照三交点协议书核对坐标，与另两方统一后，三条界线的端点和界桩记录用同一坐标。",
      en: "Check the coordinates in the tripoint's agreement; let the three lines and records use one position."),
    settings: [
      RuleSetting(
        "limit", .automatic, unit: "m",
        meaning: LocalizedText(
          zh: "到界线端点允许的最大距离；不设置时按附图比例尺计算", en: "the largest distance to an end of a line; by default from the map scale"
        )),
      RuleSetting(
        "records", .number(1), unit: "m",
        meaning: LocalizedText(zh: "同一三交点各次登记允许相差的距离", en: "how far the records of one tripoint may differ")),
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "距“{line}”最近的端点 {measure}，限差 {limit}", en: "{measure} from the nearest end of “{line}”, limit {limit}"),
      "unit": LocalizedText(
        zh: "距登记的行政区“{unit}” {measure}，超过面数据精度 {limit}",
        en: "{measure} from the recorded unit “{unit}”, more than the accuracy of its polygon, {limit}"),
      "records": LocalizedText(
        zh: "同一三交点登记了 {count} 次，坐标相差最大 {measure}（{rows}）",
        en: "recorded {count} times, up to {measure} apart ({rows})"),
    ])

  static let examples = [
    RuleExample(
      zh: "离界线端点 60 米", en: "60 m from the ends of its lines",
      """
      boundary_line   | name   | unit1  | unit2  | map_scale | geom
                      | 铜合线 | 铜梁区 | 合川区 | 1:10000   | 0 0, 3000 0
                      | 铜大线 | 铜梁区 | 大足区 | 1:10000   | 0 0, 0 -3000
      boundary_marker | line   | number  | unit1  | unit2  | unit3  | geom
                      | 铜合线 | 111751I | 铜梁区 | 合川区 | 大足区 | 60 0  <- E 60
      """),
    RuleExample(
      zh: "三条界线各登记一次，一次差 25 米", en: "recorded with three lines, once 25 m away",
      """
      boundary_marker | line   | number  | geom
                      | 铜合线 | 111751I | 0 0
                      | 铜大线 | 111751I | 0 0
                      | 合大线 | 111751I | 0 25  <- E 25
      """),
    RuleExample(
      zh: "三个行政区在别处相交", en: "the three units meet elsewhere",
      """
      accuracy 10
      division        | code   | name   | level  | geom
                      | 500151 | 铜梁区 | county | 0 0, 1000 0, 1000 1000, 0 1000
                      | 500117 | 合川区 | county | 0 0, -1000 0, -1000 1000, 0 1000
                      | 500111 | 大足区 | county | -1000 0, 1000 0, 1000 -1000, -1000 -1000
      boundary_marker | line   | number  | unit1  | unit2  | unit3  | geom
                      | 铜合线 | 111751I | 铜梁区 | 合川区 | 大足区 | 0 4
                      | 铜大线 | 111752I | 铜梁区 | 合川区 | 大足区 | 0 40  <- E 40
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let table = area.dataset[.boundaryMarker]
    let tripoints = area.markers.filter { marker in
      marker.parsedNumber?.letter == "I" || table.text(.type, marker.row)?.contains("三交点") ?? false
    }
    guard !tripoints.isEmpty else { return }
    let ends = try LineEnds(area)
    let units = RecordedUnits(area)
    for marker in tripoints {
      guard let position = marker.position, position.x.isFinite, abs(position.y) <= 90 else { continue }
      let names = FieldKey.units.compactMap { table.text($0, marker.row) }
      if let off = ends.farthest(from: position, of: marker, units: names, settings.number("limit")) {
        findings.report(marker.subject, origin: marker.origin, place: position) { finding in
          finding.related = [area.lines[off.line].subject]
          finding.measure = Measure(off.metres, .metres, limit: off.limit)
          finding.arguments["line"] = .text(area.lines[off.line].name ?? area.lines[off.line].subject.key)
        }
      } else if names.count == 3, let off = try units.farthest(from: position, names: names) {
        findings.report(marker.subject, origin: marker.origin, place: position) { finding in
          finding.message = "unit"
          finding.related = [off.unit.subject]
          finding.measure = Measure(off.metres, .metres, limit: off.limit)
          finding.arguments["unit"] = .text(off.name)
        }
      }
    }
    compareRecords(tripoints, area, limit: settings.number("records") ?? 1, into: &findings)
  }

  /// The records of one tripoint, by its full number.
  private static func compareRecords(
    _ tripoints: [BoundaryMarker], _ area: Area, limit: Double, into findings: inout FindingSink
  ) {
    let named = tripoints.filter { $0.parsedNumber.map { $0.serial == nil || !$0.prefix.isEmpty } ?? false }
    for records in Dictionary(grouping: named, by: { $0.number ?? "" }).values {
      let placed = records.filter { $0.position != nil }
      let places = placed.compactMap(\.position).filter { $0.x.isFinite && abs($0.y) <= 90 }
      let farthest = PointHull(places.flatMap { [$0.x, $0.y] }).extentMetres
      guard farthest > limit, let first = placed.min(by: { $0.subject.key < $1.subject.key }) else { continue }
      findings.report(first.subject, origin: first.origin, place: first.position) { finding in
        finding.message = "records"
        finding.related = placed.map(\.subject).filter { $0 != first.subject }
        finding.measure = Measure(farthest, .metres, limit: limit)
        finding.arguments["count"] = .count(placed.count)
        finding.arguments["rows"] = .localized(area.dataset.rowList(placed.map(\.origin)))
      }
    }
  }
}

/// The ends of the lines and who meets there.
private struct LineEnds {
  private let area: Area
  /// By index of the line: longitude and latitude of start and end.
  private var ends: [Int: [Position]] = [:]
  private let index: LineIndex

  init(_ area: Area) throws {
    self.area = area
    index = LineIndex(area.lines)
    for line in try area.referencedLines() where line.isContinuous {
      guard let path = line.path else { continue }
      ends[line.line] = [path.position(atChainage: 0), path.position(atChainage: path.lengthMetres)]
    }
  }

  /// The line of a tripoint whose nearest end is the farthest away, where that is over its limit.
  func farthest(
    from position: Position, of marker: BoundaryMarker, units: [String], _ limit: Double?
  ) -> (line: Int, metres: Double, limit: Double)? {
    lines(of: marker, units).compactMap { line -> (line: Int, metres: Double, limit: Double)? in
      guard let metres = ends[line]?.map({ EllipsoidalMeasure.distance(position, $0) }).min() else { return nil }
      let allowed = limit ?? area.lines[line].toleranceMetres
      return metres > allowed ? (line, metres, allowed) : nil
    }.max { ($0.metres, $1.line) < ($1.metres, $0.line) }
  }

  /// The lines that the record names, and those that part two of its units.
  private func lines(of marker: BoundaryMarker, _ units: [String]) -> [Int] {
    let table = area.dataset[.boundaryMarker]
    let named = index.lines(name: table.text(.line, marker.row), code: table.text(.lineCode, marker.row))
    let lineTable = area.dataset[.boundaryLine]
    let between = ends.keys.filter { line in
      let row = area.lines[line].row
      guard let first = lineTable.text(FieldKey.units[0], row), let second = lineTable.text(FieldKey.units[1], row)
      else { return false }
      return first != second && units.contains(first) && units.contains(second)
    }
    return Set(named + between).sorted()
  }
}
