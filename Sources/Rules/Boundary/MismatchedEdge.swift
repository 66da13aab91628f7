import Analysis
import Registry

/// Common borders that the two units drew twice, without overlap or gap worth a finding of its own.
enum MismatchedEdge: Rule {
  static let descriptor = RuleDescriptor(
    code: "B104", name: "mismatched-edge",
    title: LocalizedText(zh: "共用边界不一致", en: "mismatched edge"),
    severity: .warning, certainty: .definite, needs: [.division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "同一图层同一级别的两个政区，共用的一段边界各画各的：一方缺少节点，或两方的点相近而不重合（1 米以内）。"
        + "每段一条。已形成 1 平方米以上重叠或空隙的，由 B102、B103 报告，不在此列。",
      en:
        "Stretches of border that two units of one coverage drew each for itself: a node is missing on one side, or vertices "
        + "are near each other without being equal (within 1 m). One finding a stretch. Overlaps and gaps of 1 m² and more "
        + "are B102 and B103."),
    why: LocalizedText(
      zh: "节点不一致的边界在投影、简化或编辑之后会裂开，变成重叠和空隙，两侧面积之和也不等于整体。",
      en: "Borders whose nodes differ come apart when they are projected, simplified or edited."),
    basis: OverlappingUnits.descriptor.basis,
    next: LocalizedText(
      zh: "以一方的边界为准，把另一方的节点捕捉上去（制图软件中的拓扑编辑），不要只移动一方。",
      en: "Snap the nodes of one side to the other in the drawing software's topology editing."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "与“{other}”的共用边界有一段长 {length} 画了两次，最大相差 {measure}：缺少节点 {missing} 处，相近而不重合的点 {near} 处",
        en:
          "{length} of the border with “{other}” are drawn twice, up to {measure} apart: {missing} missing nodes, {near} "
          + "near-miss vertices"),
      "aligned": LocalizedText(
        zh: "与“{other}”的共用边界有一段长 {length} 画了两次，线位一致而节点不同：缺少节点 {missing} 处",
        en:
          "{length} of the border with “{other}” are drawn twice in one place, but with other nodes: {missing} are missing"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "二坪镇在共用边界上少一个节点", en: "a node is missing on one side of the border",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 500, 1000 1000, 0 1000   <- W
               | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      """),
    RuleExample(
      zh: "相差 1 毫米的点", en: "vertices that are 1 mm apart",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000.001 500, 0 1000   <- W 0.001
               | 500151103 | 二坪镇 | 0 0, 2000 0, 2000 1000, 0 1000, 1000 500
      """),
    RuleExample(
      zh: "共用节点完全一致", en: "all nodes are shared",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 500, 1000 1000, 0 1000
               | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000, 1000 500
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    for coverage in try area.analysedCoverages() {
      for mismatch in coverage.analysis.mismatches {
        let pair = [area.divisions[mismatch.units.0], area.divisions[mismatch.units.1]]
          .sorted { $0.subject.key < $1.subject.key }
        findings.report(pair[0].subject, origin: pair[0].origin, place: mismatch.place) { finding in
          finding.related = [pair[1].subject]
          finding.arguments = [
            "other": .text(pair[1].name ?? pair[1].subject.key), "length": .metres(mismatch.lengthMetres),
            "missing": .count(mismatch.missingNodes), "near": .count(mismatch.nearMisses),
          ]
          finding.measure = Measure(mismatch.maximumMetres, .metres)
          // Written, distances have millimetres.
          if mismatch.maximumMetres < 0.0005, mismatch.nearMisses == 0 { finding.message = "aligned" }
          finding.measures = [
            ("length", Measure(mismatch.lengthMetres, .metres)),
            ("missing_nodes", Measure(Double(mismatch.missingNodes), .count)),
            ("near_misses", Measure(Double(mismatch.nearMisses), .count)),
          ]
          finding.extent = mismatch.shape
        }
      }
    }
  }
}
