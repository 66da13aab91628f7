import Registry

/// Several markers of one line with one number and one type letter.
enum DuplicateNumber: Rule {
  static let descriptor = RuleDescriptor(
    code: "M102", name: "duplicate-number",
    title: LocalizedText(zh: "界桩编号重复", en: "duplicate marker number"),
    severity: .error, certainty: .definite, needs: [.boundaryMarker],
    finds: LocalizedText(
      zh: "同一条界线上编号和类型码都相同的界桩；同号双立（A、B）和同号三立（C、D、E）不算重复。",
      en: "Markers of one line with the same serial and type letter; A+B and C+D+E with one serial are no duplicates."),
    why: LocalizedText(
      zh: "编号是界桩在协议书、登记表和成果表之间对应的依据，重复后无法确定说的是哪一颗。",
      en:
        "The number joins agreement, registration form and results table; a duplicate leaves open which marker is meant."
    ),
    basis: LocalizedText(
      zh: "GB/T 17796-2009《行政区域界线测绘规范》界桩编号", en: "GB/T 17796-2009, numbering of boundary markers"),
    next: LocalizedText(
      zh: "对照界桩登记表改正其中一颗的编号，或删去重复的行。", en: "Correct one number after the registration form, or remove the repeated row."
    ),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "编号“{value}”在同一条界线上出现 {count} 次：{rows}",
        en: "number “{value}” occurs {count} times on one line: {rows}")
    ])

  static let examples = [
    RuleExample(
      zh: "同一编号两行；同号双立不算", en: "one number on two rows; a pair is no duplicate",
      """
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0     <-
                      | 铜合线 | 5117001Q | 500 0
                      | 铜合线 | 5117002A | 900 30
                      | 铜合线 | 5117002B | 900 -30
                      | 铜大线 | 5111001Q | 0 900
                      | 铜合线 | 5051001Q | 1200 0
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let numbered = area.markers.filter { $0.parsedNumber != nil }
    let groups = Dictionary(grouping: numbered) { $0.subject.key }.values.filter { $0.count > 1 }
    for group in groups.flatMap(withoutForeignCodes) where group.count > 1 {
      let first = group[0]
      findings.report(first.subject, origin: first.origin, place: first.position) { finding in
        finding.evidence = Evidence(field: .number, value: first.number ?? "")
        finding.measure = Measure(Double(group.count), .count, limit: 1)
        finding.arguments["count"] = .count(group.count)
        finding.arguments["rows"] = .localized(area.dataset.rowList(group.map(\.origin)))
      }
    }
  }

  /// 1751001Q and 5051001Q are two numbers; M101 finds the code that is not the line's.
  private static func withoutForeignCodes(_ group: [BoundaryMarker]) -> [[BoundaryMarker]] {
    let prefixes = Set(group.compactMap { $0.parsedNumber?.prefix }.filter { !$0.isEmpty })
    guard prefixes.count > 1 else { return [group] }
    return Dictionary(grouping: group) { $0.parsedNumber?.prefix ?? "" }.sorted { $0.key < $1.key }.map(\.value)
  }
}
