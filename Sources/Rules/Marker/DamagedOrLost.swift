import Registry

/// Markers that are damaged, moved or lost, and that no record says were repaired.
enum DamagedOrLost: Rule {
  static let descriptor = RuleDescriptor(
    code: "M202", name: "damaged-or-lost",
    title: LocalizedText(zh: "界桩损坏或丢失", en: "damaged or lost marker"),
    severity: .warning, certainty: .definite, needs: [.boundaryMarker],
    finds: LocalizedText(
      zh: "标志现状不是完好、正常的界桩（损坏、移位、丢失、危及、方位物变化等），而联检记录、变更历史记录中没有修复、重埋等处理措施。"
        + "有联检记录的，以最近一次为准。认不出的现状列为疑似。",
      en:
        "Markers whose condition is not 完好 or 正常, and for which neither inspection records nor history tell of a repair. Of "
        + "several inspections the last counts. A condition in unknown words is suspect."),
    why: LocalizedText(
      zh: "损坏、丢失的界桩应当由管理方在毗邻方在场的情况下修复。", en: "Its managing side has to repair it, with the neighbour present."),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第六条",
      en: "Regulations on Administrative Boundary Lines (State Council Order 353), art. 6"),
    next: LocalizedText(
      zh: "商毗邻方共同到现场，在原位修复或重新埋设，填写登记表并记入联检记录。",
      en: "Restore it in its place together with the neighbour, fill in the form and record it."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "标志现状为“{value}”，没有修复记录", en: "condition “{value}”, and no record of a repair"),
      "inspected": LocalizedText(
        zh: "{date} 联检时标志现状为“{value}”，没有处理记录",
        en: "condition “{value}” when inspected on {date}, and no record of a repair"),
      "unknown": LocalizedText(
        zh: "标志现状“{value}”不在常用说法中，请确认是否完好", en: "condition “{value}” is none of the usual words: is the marker fine?"),
    ])

  static let examples = [
    RuleExample(
      zh: "损坏未修复、已修复、认不出", en: "damaged, repaired, and unknown words",
      """
      boundary_marker | line   | number   | condition  | history        | geom
                      | 铜合线 | 5117001Q | 完好       |                | 0 0
                      | 铜合线 | 5117002Q | 损坏       |                | 500 0   <- W
                      | 铜合线 | 5117003Q | 倾斜       | 2024年重新埋设 | 900 0
                      | 铜合线 | 5117004Q | 丢失       |                | 1500 0
                      | 铜合线 | 5117005Q | 待核实     |                | 1900 0  <- W s
                      | 铜合线 | 5117006Q | 无损坏     |                | 2300 0
      inspection      | line   | number   | inspected_on | condition | measure
                      | 铜合线 | 5117004Q | 2026-05-01   | 丢失      | 已重埋
      """),
    RuleExample(
      zh: "最近一次联检时移位", en: "moved when last inspected",
      """
      boundary_marker | line   | number   | condition  | geom
                      | 铜合线 | 5117001Q | 完好       | 0 0
                      | 铜合线 | 5117002Q | 损坏       | 500 0
      inspection      | line   | number   | inspected_on | condition | measure
                      | 铜合线 | 5117001Q | 2026-05-01   | 移位      |            <- W
                      | 铜合线 | 5117001Q | 2021-05-01   | 完好      |
                      | 铜合线 | 5117002Q | 2026-05-01   | 完好      |
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.boundaryMarker]
    let records = InspectionRecord.all(in: area.dataset[.inspection], lines: area.lines)
    let byMarker = Dictionary(grouping: records.filter { $0.markerKey != nil }, by: { $0.markerKey ?? "" })
    for marker in area.markers {
      let own = byMarker[marker.subject.key] ?? []
      let isRepaired =
        own.contains { $0.measure == .repair || $0.measure == .move }
        || table.text(.history, marker.row).flatMap { MarkerMeasure(parsing: $0) } != nil
      guard !isRepaired else { continue }
      if let last = own.filter({ $0.condition != nil }).max(by: { precedes($0, $1) }) {
        report(last, of: marker, area, into: &findings)
      } else if let text = table.text(.condition, marker.row) {
        report(MarkerCondition(parsing: text), into: &findings) { sink, message, certainty in
          sink.report(table, row: marker.row, field: .condition) { finding in
            finding.message = message
            finding.certainty = certainty
          }
        }
      }
    }
  }

  private static func precedes(_ left: InspectionRecord, _ right: InspectionRecord) -> Bool {
    guard left.date != right.date else { return left.row < right.row }
    guard let date = left.date, let other = right.date else { return left.date == nil }
    return date < other
  }

  private static func report(
    _ record: InspectionRecord, of marker: BoundaryMarker, _ area: Area, into findings: inout FindingSink
  ) {
    guard let condition = record.condition else { return }
    report(condition, into: &findings) { sink, message, certainty in
      sink.report(marker.subject, origin: record.origin, place: marker.position) { finding in
        finding.message = message == RuleDescriptor.mainMessage ? "inspected" : message
        finding.certainty = certainty
        let text = area.dataset[.inspection].text(.condition, record.row) ?? ""
        finding.evidence = Evidence(field: .condition, value: text)
        finding.related = [record.subject]
        finding.arguments["date"] = .text(record.date?.description ?? "?")
      }
    }
  }

  private static func report(
    _ condition: MarkerCondition, into findings: inout FindingSink,
    _ add: (inout FindingSink, _ message: String, Certainty) -> Void
  ) {
    switch condition {
    case .fine: break
    case .notFine: add(&findings, RuleDescriptor.mainMessage, .definite)
    case .unknown: add(&findings, "unknown", .suspect)
    }
  }
}
