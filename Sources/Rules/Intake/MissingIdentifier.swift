import Registry

/// Rows whose key is blank.
enum MissingIdentifier: Rule {
  static let descriptor = RuleDescriptor(
    code: "I104", name: "missing-identifier",
    title: LocalizedText(zh: "没有标识", en: "missing identifier"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "标识列空白的行：政区的代码，地名的标识码和地名代码，界桩和联检记录的编号，界线的名称和代码，标志的编号，设施的名称，"
        + "人口的代码和名称。表中有几个标识列时全部空白才算；没有标识列的表不查；标识列整列空白时只对该表报一条。",
      en:
        "Rows with a blank key: code of a division, id and code of a place name, number of a marker or inspection, name and "
        + "code of a line, id of a sign, name of a facility, code and name in a population table. All key columns of the table "
        + "must be blank; a table without key column is not looked at, one whose key columns are wholly blank gets one finding."
    ),
    why: LocalizedText(
      zh: "没有标识的记录无法与其他表对应，重新导入后也认不出是同一条。",
      en: "A record without key cannot be joined with other tables nor recognised after the next import."),
    basis: LocalizedText(
      zh: "地名代码编制规则（民地办发〔2010〕1号）；GB/T 17796-2009 界桩编号；GB/T 2260、GB/T 10114 区划代码",
      en: "rule of place-name codes (2010); GB/T 17796-2009 marker numbers; GB/T 2260 and GB/T 10114 division codes"),
    next: LocalizedText(zh: "在原表中补填后重新导入。", en: "Fill in the cell and import the table again."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(zh: "{columns}空白", en: "{columns} blank"),
      "column": LocalizedText(zh: "{columns}整列空白", en: "{columns} blank in all rows"),
    ])

  static let examples = [
    RuleExample(
      zh: "地名：标识码和地名代码都空白才算", en: "place names: both id and code must be blank",
      """
      place_name | id       | place_code           | name
                 | 0020500d |                      | 王家湾
                 |          | 50015110022200000001 | 李家坝
                 |          |                      | 张家院子   <-
      """),
    RuleExample(
      zh: "没有标识列，或整列空白", en: "no key column, or a wholly blank one",
      """
      place_name one.csv | name
                         | 王家湾
      place_name two.csv | id | name     <-
                         |    | 王家湾
                         |    | 李家坝
      """),
    RuleExample(
      zh: "界桩没有编号，设施没有名称", en: "a marker without number, a facility without name",
      """
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 |          | 500 0   <-
      facility        | name   | unit
                      | 土桥公墓 | 土桥镇
                      |        | 二坪镇   <-
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in area.dataset.kinds {
      let table = area.dataset[kind]
      let keyColumns = area.dataset.sources.map { source in
        source.kind == kind ? IdentifierColumns.keys(of: kind).filter(source.holds) : []
      }
      let cells = keyColumns.map { keys in keys.compactMap { table[$0] } }
      for row in table.rows {
        let source = table.origins[row].source
        guard !cells[source].isEmpty, cells[source].allSatisfy({ $0.isBlank(row) }) else { continue }
        findings.report(table, row: row, field: keyColumns[source][0]) {
          $0.arguments["columns"] = columns(keyColumns[source], of: kind)
        }
      }
    }
    reportBlankColumns(area, into: &findings)
  }

  /// Tables whose key columns are there but wholly blank, where I101 does not say so.
  private static func reportBlankColumns(_ area: Area, into findings: inout FindingSink) {
    for source in area.dataset.sources {
      let keys = IdentifierColumns.keys(of: source.kind).filter(source.has)
      guard let first = keys.first, !keys.contains(where: source.holds),
        keys.allSatisfy({ FieldCatalogue.standard.field(source.kind, $0)?.requirement == .optional })
      else { continue }
      findings.report(table: source, field: first.rawValue) {
        $0.evidence = Evidence(field: first, value: "")
        $0.message = "column"
        $0.arguments["columns"] = columns(keys, of: source.kind)
      }
    }
  }

  private static func columns(_ keys: [FieldKey], of kind: RecordKind) -> MessageArgument {
    let titles = keys.map { FieldCatalogue.standard.field(kind, $0)?.title ?? $0.rawValue }
    return .localized(
      LocalizedText(
        zh: titles.map { "“\($0)”" }.joined(), en: keys.map { "“\($0.rawValue)”" }.joined(separator: ", ")))
  }
}

enum IdentifierColumns {
  /// The columns that can tell the records of a kind apart; one of them suffices.
  static func keys(of kind: RecordKind) -> [FieldKey] {
    switch kind {
    case .division: [.code]
    case .placeName: [.id, .placeCode]
    case .boundaryMarker, .inspection: [.number]
    case .boundaryLine: [.name, .code]
    case .sign: [.id]
    case .facility: [.name]
    case .population: [.code, .name]
    case .constraint: []
    }
  }
}
