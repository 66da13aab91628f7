import Analysis
import Registry

/// Land that two units of one coverage both claim.
enum OverlappingUnits: Rule {
  static let descriptor = RuleDescriptor(
    code: "B102", name: "overlapping-units",
    title: LocalizedText(zh: "政区相互重叠", en: "overlapping units"),
    severity: .error, certainty: .definite, needs: [.division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "同一图层同一级别的两个政区面相互重叠 1 平方米以上；每块重叠一条，给出面积、平均宽度、最大宽度和双方。",
      en:
        "Two polygons of one level of one source that overlap by 1 m² or more; one finding a piece, with area, mean and "
        + "maximum width and both parties."),
    why: LocalizedText(
      zh: "同一块地画进两个政区，面积重复计算，界线位置也有两种说法。",
      en: "Land drawn into two units is counted twice, and the line between them has two positions."),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第五条：界线实地位置由界桩、界线地物和协议书确定",
      en: "Regulations on Administrative Boundary Lines (State Council Order 353), art. 5"),
    next: LocalizedText(
      zh: "对照协议书附图，确定以哪一方的线为准后修改另一方的面。", en: "Compare with the agreement's map, then correct the side that is wrong."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "与“{other}”重叠 {measure}，平均宽 {meanWidth}，最宽 {maximumWidth}",
        en: "overlaps “{other}” by {measure}, mean width {meanWidth}, maximum width {maximumWidth}")
    ])

  static let examples = [
    RuleExample(
      zh: "两镇重叠一条 2 米宽的带", en: "two towns overlap in a strip 2 m wide",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1002 0, 1002 1000, 0 1000   <- 2000
               | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      """),
    RuleExample(
      zh: "共用边界的两镇", en: "two towns that share their border",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
               | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      """),
    RuleExample(
      zh: "县与它的镇不是同一级，不算重叠", en: "a county and its town are of different levels",
      """
      division | code      | name   | geom
               | 500151    | 铜梁区 | 0 0, 2000 0, 2000 1000, 0 1000
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    for coverage in try area.analysedCoverages() {
      for overlap in coverage.analysis.overlaps {
        let pair = [area.divisions[overlap.units.0], area.divisions[overlap.units.1]]
          .sorted { $0.subject.key < $1.subject.key }
        findings.report(pair[0].subject, origin: pair[0].origin, place: overlap.piece.place) { finding in
          finding.related = [pair[1].subject]
          finding.arguments["other"] = .text(pair[1].name ?? pair[1].subject.key)
          overlap.piece.describe(&finding, shares: overlap.shares)
        }
      }
    }
  }
}

extension CoveragePiece {
  /// Area as the measure, both widths as further measures, the shape as extent.
  ///
  /// - Parameter widthLimit: up to which mean width a gap is a sliver.
  func describe(_ finding: inout Finding, shares: [BorderShare], widthLimit: Double? = nil) {
    finding.measure = Measure(areaSquareMetres, .squareMetres, limit: 1)
    finding.measures = [
      ("mean_width", Measure(meanWidthMetres, .metres, limit: widthLimit)),
      ("maximum_width", Measure(maximumWidthMetres, .metres)),
      ("longest_shared_stretch", Measure(shares.first?.longestStretchMetres ?? 0, .metres)),
    ]
    finding.arguments["meanWidth"] = .metres(meanWidthMetres)
    finding.arguments["maximumWidth"] = .metres(maximumWidthMetres)
    finding.extent = shape
  }
}
