import Registry

/// Names on the protection list that were renamed or dropped.
enum ProtectedNameChanged: Rule {
  static let descriptor = RuleDescriptor(
    code: "N906", name: "protected-name-changed",
    title: LocalizedText(zh: "保护名录地名被更改", en: "protected name changed"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "列入保护名录（“是否列入保护名录”为是）的地名：普查状态为删除、注销；状态为修改、变更且有曾用名；同一政区另一条记录把它列为曾用名。"
        + "只有曾用名或只有变更状态、看不出改的是哪个名称的，列为疑似警告；状态为保留、增加的不报。两份数据之间的变化用 jieming diff 对比。",
      en:
        "Names on the protection list (`protected`) whose census status is deleted or cancelled; whose status is changed with a "
        + "former name; or that another record of the unit has as its former name. A former name or a changed status alone, "
        + "which does not tell what was changed, is a suspect; kept and added names are not reported. Between two sets of data "
        + "`jieming diff` tells."),
    why: LocalizedText(
      zh: "列入保护名录的地名不得更名，派生使用也要保留原名。",
      en: "Names on the protection list must not be changed."),
    basis: LocalizedText(
      zh: "《地名管理条例》（国务院令第753号）第四章：地名文化保护；保护名录中的地名不得更改（该章尚未对照原文核实）",
      en: "Regulations on Place Names (State Council Order 753), chapter 4: protection (not yet compared with the text)"
    ),
    next: LocalizedText(
      zh: "核对保护名录和批复：误改的恢复原名，确需更名的先按程序报批。",
      en: "Compare list and decree: restore the name, or apply for approval of the change first."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "保护名录地名“{name}”的普查状态为“{value}”", en: "protected name “{name}” has the census status “{value}”"),
      "renamed": LocalizedText(
        zh: "保护名录地名已更名：曾用名“{value}”，现名“{name}”", en: "protected name changed: “{value}” is now “{name}”"),
      "replaced": LocalizedText(
        zh: "保护名录地名“{name}”已改为{related}，原名列为曾用名",
        en: "protected name “{name}” was changed to {related}, which has it as former name"),
      "unclear": LocalizedText(
        zh: "保护名录地名“{name}”疑似有更改（{value}），请核对改的是否为名录中的名称",
        en: "protected name “{name}” may have been changed ({value}): check whether it is the one on the list"),
    ])

  static let examples = [
    RuleExample(
      zh: "注销；变更且有曾用名；只有曾用名的为疑似", en: "cancelled; changed with a former name; a former name alone is a suspect",
      """
      place_name | id | name   | protected | census_status | former_name
                 | 1  | 安居城 | 是        | 注销          |             <- E
                 | 2  | 新安镇 | 是        | 变更          | 旧安镇      <- E
                 | 3  | 巴川   | 是        |               | 巴州        <- W s
                 | 4  | 土桥   | 是        | 保留          | 土主
                 | 5  | 王家湾 | 否        | 注销          | 汪家湾
                 | 6  | 李家坝 |           | 变更          | 黎家坝
      """),
    RuleExample(
      zh: "另一条记录把它列为曾用名", en: "another record has it as its former name",
      """
      place_name | id | name   | unit   | protected | former_name
                 | 1  | 安居城 | 安居镇 | 是        |               <- E
                 | 2  | 安居街 | 安居镇 |           | 安居城、老街
                 | 3  | 土桥   | 土桥镇 | 是        |
                 | 4  | 新桥   | 二坪镇 |           | 土桥
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let answers = JudgedColumn(.protected, area, { YesNo.parse($0) ?? false }) else { return }
    let rows = table.rows.filter { answers[$0] ?? false }
    guard !rows.isEmpty else { return }
    let successors = Successors(of: rows, in: table)
    let statuses = NameStatuses(area)
    for row in rows {
      let hasFormerName = table.text(.formerName, row).map { !$0.saysNothing } ?? false
      switch (statuses.census(row), hasFormerName) {
      case (.removed, _): report(table, row, .censusStatus, RuleDescriptor.mainMessage, into: &findings)
      case (.changed, true): report(table, row, .formerName, "renamed", into: &findings)
      case (.changed, false): report(table, row, .censusStatus, "unclear", into: &findings)
      case (.unknown, true): report(table, row, .formerName, "unclear", into: &findings)
      case (.kept, _), (.unknown, false):
        guard let successor = successors[row] else { continue }
        report(table, row, .name, "replaced", successor: successor, into: &findings)
      }
    }
  }

  private static func report(
    _ table: RecordTable, _ row: Int, _ field: FieldKey, _ message: String, successor: Int? = nil,
    into findings: inout FindingSink
  ) {
    findings.report(table, row: row, field: field) { finding in
      finding.message = message
      if message == "unclear" { (finding.severity, finding.certainty) = (.warning, .suspect) }
      if let successor { finding.related = [table.subject(ofRow: successor)] }
      finding.arguments["name"] = .text(table.text(.name, row) ?? "")
    }
  }
}

/// The records that have a protected name of their unit as former name.
private struct Successors {
  private var rows: [Int: Int] = [:]

  init(of protected: [Int], in table: RecordTable) {
    guard let formerNames = table[.formerName] else { return }
    let byName = Dictionary(grouping: protected.filter { table.text(.name, $0) != nil }) { table.text(.name, $0) ?? "" }
    let groups = TextGroups(formerNames)
    // Of each distinct text of the column: which protected names it has.
    let found = groups.firstRows.map { row in
      formerNames.trimmed(row).split { "、，,;；/ \n（）()".contains($0) }.flatMap { byName[String($0)] ?? [] }
    }
    for (row, group) in groups.groupOfRow.enumerated() where group >= 0 {
      for old in found[Int(group)] where old != row && rows[old] == nil && Self.isOneUnit(old, row, table) {
        rows[old] = row
      }
    }
  }

  subscript(row: Int) -> Int? { rows[row] }

  private static func isOneUnit(_ one: Int, _ other: Int, _ table: RecordTable) -> Bool {
    for key in [FieldKey.unitCode, .unit] {
      if let left = table.text(key, one), let right = table.text(key, other) { return left == right }
    }
    return true
  }
}

extension FieldKey {
  static let protected: FieldKey = "protected"
  static let formerName: FieldKey = "former_name"
}
