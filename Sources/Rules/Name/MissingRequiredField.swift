import ReferenceData
import Registry

/// Names whose registration lacks what the form requires.
enum MissingRequiredField: Rule {
  static let descriptor = RuleDescriptor(
    code: "N901", name: "missing-required-field",
    title: LocalizedText(zh: "必填项空白", en: "missing required field"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "地名登记表必填的栏目空白：标准名称、罗马字母拼写、地名类别、所在(跨)行政区、使用时间、含义、历史沿革、地理实体概况、登记时间、登记人、"
        + "登记单位；2022年5月1日以后的新地名另要位置描述。含义和沿革可以写在合并格里，有类别代码的不查类别；已删除、注销的只查名称。"
        + "该类地名应填的栏目（如河流的长度、居民点的邮编）空白的列为提示。每行合为一条。表中没有的栏目合为一条提示；"
        + "十行以上的表整列空白的，只对该表报一条。",
      en:
        "Blank cells of what the registration form requires: name, romanisation, class, unit, usage, meaning, history, "
        + "description, registered_on, registered_by, registered_at; of names new since 1 May 2022 also location. The joined "
        + "cell counts for meaning and history, a class code for the class; of names deleted or cancelled only the name is "
        + "required. Blank cells of fields that the class has (length of a river, postcode of a settlement) are information. One "
        + "finding a row. The columns that a table lacks are one piece of information; columns blank in all of ten rows or "
        + "more are one finding about the table."),
    why: LocalizedText(
      zh: "必填项不全的地名不能通过验收，也不能进国家地名信息库。",
      en: "Such a record fails the acceptance and cannot go into the national place-name information base."),
    basis: LocalizedText(
      zh: "第二次全国地名普查地名登记表（带 * 的必填项）；地名备案公告的内容（2023年）",
      en: "registration form of the second place-name census (fields marked *); contents of filing announcements (2023)"
    ),
    next: LocalizedText(
      zh: "从登记表原件、档案和实地调查补填。", en: "Fill it in from the original form, the archive or the field survey."),
    settings: [NewNames.setting],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(zh: "必填项空白：{fields}", en: "required and blank: {fields}"),
      "class": LocalizedText(zh: "该类地名应填而空白：{fields}", en: "blank, though names of its class have it: {fields}"),
      "blankColumns": LocalizedText(zh: "必填项整列空白：{fields}", en: "required and blank in all rows: {fields}"),
      "columns": LocalizedText(zh: "表中没有这些必填栏目：{fields}", en: "the table lacks these required columns: {fields}"),
    ])

  static let examples = [
    RuleExample(
      zh: "第三行缺拼写和使用时间；表中没有其余栏目", en: "the third row lacks romanisation and usage; the other columns are not there",
      """
      place_name | name   | romanisation | class_code | unit   | usage      <- I 6
                 | 王家湾 | Wangjiawan   | 22200      | 土桥镇 | 现今地名
                 | 李家坝 | Lijiaba      | 22200      | 土桥镇 | 现今地名
                 | 张家沟 |              | 22200      | 土桥镇 |            <- E 2
                 |        | Zhaojiapo    | 22200      | 土桥镇 | 现今地名   <- E 1
      """),
    RuleExample(
      zh: "合并格顶含义和沿革；新地名要有位置描述；注销的只查名称；河流应有长度",
      en: "the joined cell; a new name needs its location; a cancelled one only its name; a river has a length",
      """
      place_name | name   | romanisation | class | class_code | unit   | usage    | origin_meaning_history | description | registered_on | registered_by | registered_at | named_on | location | census_status | length_km
                 | 王家湾 | Wangjiawan   | 自然村 | 22200     | 土桥镇 | 现今地名 | 因姓氏得名             | 位于镇东    | 2015-01-01    | 张三          | 民政局        | 1950     |          | 保留          |
                 | 金龙街 | Jinlong Jie  | 街巷   | 23510     | 土桥镇 | 现今地名 | 寓意吉祥               | 位于镇中    | 2023-06-15    | 张三          | 民政局        | 2023-05-01 |        | 增加          |       <- E 1
                 | 银龙街 | Yinlong Jie  | 街巷   | 23510     | 土桥镇 | 现今地名 |                        | 位于镇中    | 2015-01-01    | 张三          | 民政局        | 1990     |          | 保留          |       <- E 2
                 | 赵家坡 |              | 自然村 | 22200     | 土桥镇 |          |                        |             |               |               |               |          |          | 注销          |
                 | 安居溪 | Anju Xi      |        | 12100     | 土桥镇 | 现今地名 | 因镇得名               | 流经镇北    | 2015-01-01    | 张三          | 民政局        |          |          | 保留          |       <- I 1
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    let context = RecordContext(
      table: table, classes: area.nameClasses, statuses: NameStatuses(area), newNames: NewNames(table, settings))
    for (index, source) in area.dataset.sources.enumerated() where source.kind == .placeName {
      let rows = area.rows(ofSource: index)
      guard !rows.isEmpty else { continue }
      var check = TableCheck(context, source, rows)
      check.run(into: &findings)
    }
  }
}

/// What the registration of a name has to say, from `name_requirements.tsv`.
private struct NameRequirement {
  let field: FieldKey
  /// The columns of which one suffices, the field first.
  let columns: [FieldKey]
  /// Empty for all classes.
  let classPrefixes: [String]
  let isOfNewNamesOnly: Bool
  /// Only what names of the class have, not what the form marks as required.
  let isOfClass: Bool
  let isOfRemovedToo: Bool

  static let all = ReferenceData.table("name_requirements").rows.map { row in
    func list(_ column: String) -> [String] { row[column].split(separator: "|").map(String.init) }
    return NameRequirement(
      field: FieldKey(rawValue: row["field"]),
      columns: ([row["field"]] + list("alternatives")).map(FieldKey.init(rawValue:)),
      classPrefixes: list("class_prefixes"), isOfNewNamesOnly: row["names"] == "new",
      isOfClass: row["requirement"] == "class", isOfRemovedToo: row["of_removed"] == "yes")
  }
}

/// What decides of a record which fields it needs.
private struct RecordContext {
  let table: RecordTable
  let classes: NameClasses
  let statuses: NameStatuses
  var newNames: NewNames
}

/// The check of one source.
private struct TableCheck {
  private struct Item {
    let requirement: NameRequirement
    /// The columns of the source that can say it.
    let cells: [TextColumn]
    let classes: ClassPrefixes<Bool>
  }

  /// In a table of so many rows a wholly blank column is one finding.
  private static let longTable = 10

  private var context: RecordContext
  private let source: Source
  private let rows: [Int]
  private var items: [Item] = []
  private var absent: [FieldKey] = []
  private var blank: [FieldKey] = []

  private var table: RecordTable { context.table }

  init(_ context: RecordContext, _ source: Source, _ rows: [Int]) {
    (self.context, self.source, self.rows) = (context, source, rows)
    for requirement in NameRequirement.all {
      let keys = requirement.columns.filter(source.has)
      if keys.isEmpty {
        // A column that some names alone need is no fault of the table.
        if !requirement.isOfClass, !requirement.isOfNewNamesOnly { absent.append(requirement.field) }
      } else if rows.count >= Self.longTable, keys.allSatisfy(isBlank) {
        if !requirement.isOfClass, !requirement.isOfNewNamesOnly { blank.append(requirement.field) }
      } else {
        items.append(
          Item(
            requirement: requirement, cells: keys.compactMap { context.table[$0] },
            classes: ClassPrefixes(requirement.classPrefixes.map { (prefix: $0, value: true) })))
      }
    }
  }

  private func isBlank(_ key: FieldKey) -> Bool { source.headers.contains { $0.key == key.rawValue && $0.allBlank } }

  mutating func run(into findings: inout FindingSink) {
    report(blank, .error, "blankColumns", into: &findings)
    report(absent, .info, "columns", into: &findings)
    // Nearly all rows are complete; only a blank cell needs a closer look.
    for row in rowsWithBlanks {
      let missing = missing(inRow: row)
      guard let first = missing.first(where: { !$0.isOfClass }) ?? missing.first else { continue }
      findings.report(table, row: row, field: first.field) { finding in
        finding.measure = Measure(Double(missing.count), .count)
        finding.arguments["fields"] = .localized(RecordTable.titles(missing.map(\.field), of: .placeName))
        if first.isOfClass { (finding.severity, finding.message) = (.info, "class") }
      }
    }
  }

  /// The rows with a blank cell that nothing stands for, found column by column, in table order.
  private var rowsWithBlanks: [Int] {
    var found: Set<Int> = []
    for item in items {
      guard let first = item.cells.first else { continue }
      first.withAllBytes { bytes in
        for row in rows where TextColumn.isBlank(UnsafeBufferPointer(rebasing: bytes[first.byteRange(row)])) {
          if item.cells.dropFirst().allSatisfy({ $0.isBlank(row) }) { found.insert(row) }
        }
      }
    }
    return found.sorted()
  }

  private func isBlank(_ item: Item, _ row: Int) -> Bool { item.cells.allSatisfy { $0.isBlank(row) } }

  private mutating func missing(inRow row: Int) -> [NameRequirement] {
    let isRemoved = context.statuses.isRemoved(row)
    var missing: [NameRequirement] = []
    for item in items where isBlank(item, row) {
      let requirement = item.requirement
      if isRemoved, !requirement.isOfRemovedToo { continue }
      if requirement.isOfNewNamesOnly, !context.newNames.isNew(row) { continue }
      if requirement.isOfClass, !(context.classes.code(row).map { item.classes[$0] ?? false } ?? false) { continue }
      missing.append(requirement)
    }
    return missing
  }

  private func report(
    _ fields: [FieldKey], _ severity: Severity, _ message: String, into findings: inout FindingSink
  ) {
    guard !fields.isEmpty else { return }
    findings.report(table: source, field: message == "columns" ? nil : fields[0].rawValue) { finding in
      (finding.severity, finding.message) = (severity, message)
      finding.measure = Measure(Double(fields.count), .count)
      finding.arguments["fields"] = .localized(RecordTable.titles(fields, of: .placeName))
    }
  }
}
