import Registry

/// Markers that are damaged, moved or lost, and that no record says were repaired.
enum DamagedOrLost: Rule {
  static let descriptor = RuleDescriptor(
    code: "M202", name: "damaged-or-lost",
    title: LocalizedText(zh: "界桩损坏或丢失", en: "damaged or lost marker"),
    severity: .warning, certainty: .definite, needs: [.boundaryMarker],
    finds: LocalizedText(
      zh: "标志现状不是完好、正常的界桩（损坏、移位、丢失、危及、方位物变化等），而该次及以后的联检记录、变更历史记录中没有修复、重埋等处理措施"
        + "（描红不算；历史记录写明年份的，须不早于该次联检）。有联检记录的，以最近一次为准。认不出的现状列为疑似。",
      en:
        "Markers whose condition is not 完好 or 正常, and for which neither that inspection record, a later one nor the history "
        + "tells of a repair (repainting is none; a year in the history must not be before the inspection). Of several "
        + "inspections the last counts. A condition in unknown words is suspect."),
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
    RuleExample(
      zh: "早先修复过、只是描红、只是建议、又修好", en: "repaired before that, only repainted, only proposed, and repaired after it",
      """
      boundary_marker | line   | number   | history              | geom
                      | 铜合线 | 5117001Q | 2016年重新埋设       | 0 0
                      | 铜合线 | 5117002Q | 2026年描红           | 500 0
                      | 铜合线 | 5117003Q |                      | 900 0
                      | 铜合线 | 5117004Q | 2026年6月，原位重埋  | 1500 0
                      | 铜合线 | 5117005Q |                      | 1900 0
                      | 铜合线 | 5117006Q |                      | 2300 0
      inspection      | line   | number   | inspected_on | condition        | measure
                      | 铜合线 | 5117001Q | 2016-05-01   | 损坏             | 已重埋
                      | 铜合线 | 5117001Q | 2026-05-01   | 丢失             |               <- W
                      | 铜合线 | 5117002Q | 2026-05-01   | 损坏             |               <- W
                      | 铜合线 | 5117003Q | 2026-05-01   | 倾斜             | 建议尽快修复  <- W
                      | 铜合线 | 5117004Q | 2026-05-01   | 丢失             |
                      | 铜合线 | 5117005Q | 2026-05-01   | 未发现明显损坏   |
                      | 铜合线 | 5117006Q | 2026-05-01   | 损坏             |
                      | 铜合线 | 5117006Q | 2026-09-01   |                  | 修复
      """),
    RuleExample(
      zh: "类型码另有一栏、自编的编号、记在另一条界线名下的三交点",
      en: "type letter in its own column, other numbers, a tripoint on the other line's sheet",
      """
      boundary_marker | line          | number  | type_letter | geom
                      | 铜合线        | 5117003 | Q           | 0 0
                      | 铜合线        | TH-1    |             | 500 0
                      | 铜合线、铜大线 | 511751I |            | 900 0
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 900 0
                      | 铜大线 | 900 0, 900 900
      inspection      | line   | number   | inspected_on | condition
                      | 铜合线 | 5117003  | 2026-05-01   | 损坏       <- W
                      | 合铜线 | th-1号   | 2026-05-01   | 丢失       <- W
                      | 铜大线 | 511751I  | 2026-05-01   | 丢失       <- W
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.boundaryMarker]
    let byMarker = Dictionary(
      grouping: area.inspectionRecords().filter { $0.marker != nil }, by: { area.markers[$0.marker ?? 0].subject.key })
    for marker in area.markers {
      let own = (byMarker[marker.subject.key] ?? []).sorted { $0.precedes($1) }
      let history = table.text(.history, marker.row).map { MarkerMeasure.done(inHistory: $0) } ?? []
      let repairs = history.filter { $0.measure.isRepair }
      if let last = own.lastIndex(where: { $0.condition != nil }) {
        // What was repaired before may be damaged again.
        let date = own[last].date
        let isRepaired =
          own[last...].contains { $0.measure?.isRepair ?? false }
          || repairs.contains { repair in
            guard let year = repair.year, let date else { return true }
            return year >= date.year
          }
        if !isRepaired { report(own[last], of: marker, area, into: &findings) }
      } else if repairs.isEmpty, !own.contains(where: { $0.measure?.isRepair ?? false }),
        let text = table.text(.condition, marker.row)
      {
        report(MarkerCondition(parsing: text), into: &findings) { sink, message, certainty in
          sink.report(table, row: marker.row, field: .condition) { finding in
            finding.message = message
            finding.certainty = certainty
          }
        }
      }
    }
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
