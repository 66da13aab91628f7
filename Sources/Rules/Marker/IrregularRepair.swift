import Registry

/// Repairs and moves of markers without the neighbour, or without filing.
enum IrregularRepair: Rule {
  static let descriptor = RuleDescriptor(
    code: "M203", name: "irregular-repair",
    title: LocalizedText(zh: "界桩修复、移动手续不全", en: "irregular repair or move"),
    severity: .warning, certainty: .definite, needs: [.inspection],
    finds: LocalizedText(
      zh: "联检记录中修复、重埋、移动或增设了界桩，而“毗邻方到场”或“备案”为否；为空的列为疑似（修复只看毗邻方是否到场，移动、增设两项都看）。",
      en:
        "Inspection records of a repair, a move or a new marker where the neighbour was not present or nothing was filed; a "
        + "blank is suspect (of filing only for moves and new markers)."),
    why: LocalizedText(
      zh: "界桩应当在毗邻方在场的情况下修复，移动、增设要共同测绘并报批准机关备案；擅自移动的无效，毗邻方不在场时修复要追究责任。",
      en:
        "A marker is repaired with the neighbour present; a move is surveyed jointly and filed. A move by one side has no "
        + "effect, and repairing alone is an offence of the officials."),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第六条、第十六条",
      en: "Regulations on Administrative Boundary Lines (State Council Order 353), arts. 6 and 16"),
    next: LocalizedText(
      zh: "商毗邻方共同复核界桩位置，补办确认和备案手续；记录漏填的，补填。",
      en:
        "Check the position together with the neighbour and make up for confirmation and filing; fill in what was left out."
    ),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "处理措施为“{done}”，毗邻方没有到场", en: "“{done}” without the neighbour present"),
      "filing": LocalizedText(zh: "处理措施为“{done}”，没有备案", en: "“{done}” without filing"),
      "presence": LocalizedText(
        zh: "处理措施为“{done}”，没有记录毗邻方是否到场", en: "“{done}”, and no word whether the neighbour was present"),
      "filed": LocalizedText(zh: "处理措施为“{done}”，没有记录是否备案", en: "“{done}”, and no word whether it was filed"),
    ])

  static let examples = [
    RuleExample(
      zh: "毗邻方不在场时修复、移动后没有备案、没有写明", en: "repaired alone, moved without filing, nothing said",
      """
      inspection | line   | number   | inspected_on | condition | measure    | neighbour_present | filed
                 | 铜合线 | 5117001Q | 2026-05-01   | 损坏      | 重新埋设   | 否                | 是     <- W
                 | 铜合线 | 5117002Q | 2026-05-01   | 损坏      | 修复       | 是                |
                 | 铜合线 | 5117003Q | 2026-05-01   | 移位      | 移回原位   | 是                | 否     <- W
                 | 铜合线 | 5117004Q | 2026-05-01   | 完好      | 描红       | 否                |
                 | 铜合线 | 5117005Q | 2026-05-01   | 损坏      | 更换       |                   | 是     <- W s
                 | 铜合线 | 5117006Q | 2026-05-01   | 损坏      | 拟更换     |                   |
                 | 铜合线 | 5117007Q | 2026-05-01   | 损坏      | 建议双方尽快修复 | 否          |
                 | 铜合线 | 5117008Q | 2026-05-01   | 损坏      | 未进行修复 | 否                |
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.inspection]
    for record in area.inspectionRecords() {
      guard let measure = record.measure, measure != .repaint else { continue }
      report(
        table, record, .neighbourPresent, record.isNeighbourPresent, no: RuleDescriptor.mainMessage, blank: "presence",
        into: &findings)
      report(
        table, record, .filed, record.isFiled, no: "filing", blank: measure == .move ? "filed" : nil, into: &findings)
    }
  }

  /// A column that the table lacks says nothing about single records.
  private static func report(
    _ table: RecordTable, _ record: InspectionRecord, _ field: FieldKey, _ answer: Bool?, no: String, blank: String?,
    into findings: inout FindingSink
  ) {
    guard answer != true, let message = answer == false ? no : blank, table[field] != nil else { return }
    findings.report(table, row: record.row, field: field) { finding in
      finding.message = message
      finding.certainty = answer == nil ? .suspect : .definite
      finding.arguments["done"] = .text(record.measureText ?? "")
    }
  }
}
