import Analysis
import Geometry
import Registry

/// Units in several parts: listed, because they are legal and easily taken for faults.
enum Exclave: Rule {
  static let descriptor = RuleDescriptor(
    code: "B304", name: "exclave",
    title: LocalizedText(zh: "飞地（多部件政区）", en: "exclave"),
    severity: .info, certainty: .definite, needs: [.division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "由几个互不相连的部分组成的政区，给出部分数、最大一块以外各部分的面积，以及飞地在哪个政区之内。飞地合法，只列出，不算错误。",
      en:
        "Units in several parts that do not touch, with the number of parts, the area of all but the largest, and the units "
        + "around. Exclaves are legal: listed, never an error."),
    why: LocalizedText(
      zh: "飞地按协议保留；列出来便于核对有没有漏画、多画，整理数据时也不会被误删。",
      en: "Exclaves stay as agreed; the list shows whether one is missing and keeps it from being tidied away."),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第十一条：飞地按协议管理",
      en:
        "Regulations on Administrative Boundary Lines (State Council Order 353), art. 11: exclaves follow the agreement"
    ),
    next: LocalizedText(zh: "与协议书核对，无误即可。", en: "Compare with the agreement; nothing to do if right."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "由 {measure} 个部分组成，最大一块以外共 {area}；其余部分四周是“{others}”",
        en: "in {measure} parts, {area} besides the largest; the others are surrounded by “{others}”"),
      "islands": LocalizedText(
        zh: "由 {measure} 个部分组成，最大一块以外共 {area}，不与其他政区相接",
        en: "in {measure} parts, {area} besides the largest, which touch no other unit"),
    ])

  static let examples = [
    RuleExample(
      zh: "土桥镇有一块飞地在二坪镇境内", en: "a town has an exclave inside another",
      """
      division | code      | name   | level | geom
               | 500151101 | 土桥镇 | town  | 0 0, 1000 0, 1000 1000, 0 1000   <- I 2
               | 500151103 | 二坪镇 | town  | 1000 0, 2000 0, 2000 1000, 1000 1000; 1400 400, 1400 600, 1600 600, 1600 400
               | 500151101 | 土桥镇 | town  | 1400 400, 1600 400, 1600 600, 1400 600
      """),
    RuleExample(
      zh: "由一块组成的政区", en: "a unit in one part",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    for level in area.unitsByLevel() {
      let parts = Dictionary(grouping: level.graph.parts, by: \.row)
      for (row, parts) in parts.sorted(by: { $0.key < $1.key }) where parts.count > 1 {
        report(row, parts.sorted { $0.areaSquareMetres > $1.areaSquareMetres }, level, area, &findings)
      }
    }
  }

  private static func report(
    _ row: Int, _ parts: [AdjacencyGraph.Part], _ level: LevelUnits, _ area: Area, _ findings: inout FindingSink
  ) {
    let division = area.divisions[level.units[row].divisions[0]]
    let others = parts.dropFirst()
    // An exclave in another unit says more than an island.
    let shown = others.first { $0.host != nil } ?? others.first { !$0.neighbours.isEmpty } ?? parts[1]
    let ring = level.polygons.rings(ofPart: shown.part).first.map(level.polygons.vertices(ofRing:))
    findings.report(
      division.subject, origin: division.origin, place: ring?.first.map(level.polygons.position(ofVertex:))
    ) { finding in
      let around = Set(others.flatMap(\.neighbours)).sorted()
      finding.related = around.map { area.divisions[level.units[$0].divisions[0]].subject }
      finding.measure = Measure(Double(parts.count), .count)
      let rest = others.reduce(0) { $0 + $1.areaSquareMetres }
      finding.measures = [("area_besides_largest", Measure(rest, .squareMetres))]
      finding.arguments["area"] = .squareMetres(rest)
      if around.isEmpty { finding.message = "islands" }
      finding.arguments["others"] = .list(around.map { area.name(of: $0, in: level) })
    }
  }
}
