import Registry

/// Markers whose registration is not complete.
enum MissingRecord: Rule {
  static let descriptor = RuleDescriptor(
    code: "M112", name: "missing-record",
    title: LocalizedText(zh: "界桩登记不全", en: "incomplete marker record"),
    severity: .warning, certainty: .definite, needs: [.boundaryMarker],
    finds: LocalizedText(
      zh: "界桩登记表应有的内容为空：fields 所列各栏，以及有方位角而没有写明的方位角基准。整张表没有的栏目合为一条提示。",
      en:
        "Blank fields that a registration has to have: those of `fields`, and the north of bearings where one is recorded. "
        + "The columns that a whole table lacks are one piece of information."),
    why: LocalizedText(
      zh: "登记表和照片是界桩丢失、移位后恢复原位的依据，联检前应当补齐。",
      en: "Form and photo are what a lost marker is set again by; they should be complete before the inspection."),
    basis: LocalizedText(
      zh: "《行政区域界线界桩管理办法》（民政部令第36号）第五条、第六条：界桩登记表；档案完备",
      en: "Measures for Boundary Markers (MCA Order 36), arts. 5 and 6: registration form; complete archive"),
    next: LocalizedText(
      zh: "从界桩登记表和档案补录；档案中也没有的，列入联检时补测、补拍的清单。",
      en: "Add it from the form and the archive; what is not there goes on the list for the inspection."),
    settings: [
      RuleSetting(
        "fields",
        .list([
          "type", "material", "unit1", "unit2", "managed_by", "basis_document", "condition", "reference1", "reference2",
          "reference3", "registration_form", "photo",
        ]), meaning: LocalizedText(zh: "应当填写的栏目（字段名）", en: "the fields that have to be filled"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(zh: "未填写：{fields}", en: "not filled: {fields}"),
      "columns": LocalizedText(zh: "表中没有这些栏目：{fields}", en: "the table lacks these columns: {fields}"),
      "bearing": LocalizedText(zh: "有方位角，没有写明方位角基准", en: "bearings are recorded, but not from which north"),
    ])

  static let examples = [
    RuleExample(
      zh: "第二颗没有照片和管理方；表中没有登记表一栏", en: "the second lacks photo and managing side; the table has no column for forms",
      """
      boundary_marker | line   | number   | type | material | unit1 | unit2 | managed_by | basis_document | condition | reference1 | reference2 | reference3 | photo | geom  <- I
                      | 铜合线 | 5117001Q | 单立 | 花岗岩   | 铜梁区 | 合川区 | 铜梁区 | 协议书 | 完好 | 电杆 | 房角 | 独立树 | 001.jpg | 0 0
                      | 铜合线 | 5117002Q | 单立 | 花岗岩   | 铜梁区 | 合川区 |        | 协议书 | 完好 | 电杆 | 房角 | 独立树 |         | 500 0  <- W 2
      """),
    RuleExample(
      zh: "有方位角而没有基准", en: "bearings without a north",
      """
      boundary_marker | line   | number   | condition | reference1_bearing | bearing_reference | geom  <- I 11
                      | 铜合线 | 5117001Q | 完好      | 227°10′            | 坐标              | 0 0
                      | 铜合线 | 5117002Q | 完好      | 227°10′            |                   | 500 0  <- W
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.boundaryMarker]
    let fields = settings.list("fields").map(FieldKey.init(rawValue:))
    for (index, source) in area.dataset.sources.enumerated() where source.kind == .boundaryMarker {
      let rows = area.rows(ofSource: index)
      guard !rows.isEmpty else { continue }
      let present = fields.filter { source.hasColumn($0) }
      let absent = fields.filter { !source.hasColumn($0) }
      if !absent.isEmpty {
        findings.report(table: source) { finding in
          finding.severity = .info
          finding.message = "columns"
          finding.arguments["fields"] = .localized(titles(absent))
          finding.measure = Measure(Double(absent.count), .count)
        }
      }
      for row in rows { check(row, of: table, present, into: &findings) }
    }
  }

  private static func check(
    _ row: Int, of table: RecordTable, _ fields: [FieldKey], into findings: inout FindingSink
  ) {
    let blank = fields.filter { table.text($0, row) == nil }
    if let first = blank.first {
      findings.report(table, row: row, field: first) { finding in
        finding.measure = Measure(Double(blank.count), .count)
        finding.arguments["fields"] = .localized(titles(blank))
      }
    }
    let hasBearing = (1...3).contains { table.text(FieldKey(rawValue: "reference\($0)_bearing"), row) != nil }
    if hasBearing, table.text(.bearingReference, row) == nil {
      findings.report(table, row: row, field: .bearingReference) { $0.message = "bearing" }
    }
  }

  private static func titles(_ fields: [FieldKey]) -> LocalizedText {
    let titles = fields.map { FieldCatalogue.standard.field(.boundaryMarker, $0)?.title ?? $0.rawValue }
    return LocalizedText(
      zh: titles.joined(separator: "、"), en: fields.map(\.rawValue).joined(separator: ", "))
  }
}

extension Source {
  /// Whether one of its headers was read as that column.
  fileprivate func hasColumn(_ key: FieldKey) -> Bool { headers.contains { $0.key == key.rawValue } }
}
