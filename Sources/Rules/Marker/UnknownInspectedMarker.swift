import Registry

/// Inspection records of markers that are not among the markers of their line.
enum UnknownInspectedMarker: Rule {
  static let descriptor = RuleDescriptor(
    code: "M204", name: "unknown-inspected-marker",
    title: LocalizedText(zh: "联检记录的界桩不存在", en: "inspected marker is unknown"),
    severity: .warning, certainty: .definite, needs: [.boundaryMarker, .inspection],
    finds: LocalizedText(
      zh: "联检记录写明的界线和编号，在界桩表中找不到对应的界桩。编号先按原样对照，再按序号、类型码和界线编号对照。",
      en:
        "Inspection records whose line and number belong to no marker. Numbers are compared as recorded, then by serial, type "
        + "letter and line code."),
    why: LocalizedText(
      zh: "对不上界桩的记录不会计入该界桩的现状和处理措施，联检中发现的问题会因此漏掉。",
      en: "A record without its marker counts for none: what the inspection found is lost."),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第十二条：联合检查；《行政区域界线界桩管理办法》（民政部令第36号）第六条：档案完备",
      en: "State Council Order 353, art. 12: joint inspection; MCA Order 36, art. 6: complete archive"),
    next: LocalizedText(
      zh: "核对记录的界线名称和编号；界桩表中确实没有的，补录界桩。", en: "Check line and number of the record; add the marker where it is missing."
    ),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{line}”没有编号为“{value}”的界桩", en: "“{line}” has no marker numbered “{value}”"),
      "line": LocalizedText(zh: "没有界线“{line}”", en: "there is no line “{line}”"),
    ])

  static let examples = [
    RuleExample(
      zh: "界桩表中没有 099 号；没有类型码也认得", en: "there is no 099; a missing type letter does not matter",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 1000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002Q | 500 0
      inspection      | line   | number   | inspected_on | condition
                      | 合铜线 | 5117001  | 2026-05-01   | 完好
                      | 铜合线 | 002Q     | 2026-05-01   | 完好
                      | 铜合线 | 5117099Q | 2026-05-01   | 损坏  <- W
                      | 铜合线 | 5111001Q | 2026-05-01   | 完好  <- W
                      | 铜河线 | 5117001Q | 2026-05-01   | 完好  <- W
                      | 铜合线 |          | 2026-05-01   | 完好
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.inspection]
    for record in area.inspectionRecords() where record.marker == nil && record.number != nil {
      let label = table.text(.line, record.row) ?? ""
      let isUnknownLine = record.line == nil && !area.lines.isEmpty && !label.isEmpty
      findings.report(table, row: record.row, field: isUnknownLine ? .line : .number) { finding in
        if isUnknownLine { finding.message = "line" }
        finding.arguments["line"] = .text(label)
      }
    }
  }
}
