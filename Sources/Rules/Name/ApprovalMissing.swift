import Registry

/// New names without the approval that they need.
enum ApprovalMissing: Rule {
  static let descriptor = RuleDescriptor(
    code: "N905", name: "approval-missing",
    title: LocalizedText(zh: "新地名没有批准信息", en: "approval missing"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "2022年5月1日（或 new_since）及以后命名、设立、更名或批准的地名，批准机关、批准文号、批准时间有空白的；历史地名和已注销的不查。"
        + "表中没有的栏目，有新地名时合为一条提示。",
      en:
        "Names given, established, changed or approved on or after 1 May 2022 (or new_since) with blank approval_authority, "
        + "approval_number or approved_on; not historic or cancelled ones. The columns that a table with new names lacks are "
        + "one piece of information."),
    why: LocalizedText(
      zh: "新命名、更名要经批准并备案公告，没有批准信息的不能作为标准地名公布。",
      en:
        "New and changed names need approval and a filing announcement; without it they cannot be published as standard."
    ),
    basis: LocalizedText(
      zh: "\(NameRegulations.article12.zh)：批准；地名备案公告的内容（2023年）",
      en:
        "\(NameRegulations.article12.en); filing announcements (2023)"
    ),
    next: LocalizedText(
      zh: "查批复文件补填；没有批准的，按程序办理。", en: "Add it from the decree; where there is none, apply for approval."),
    settings: [NewNames.setting],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(zh: "新地名未填：{fields}", en: "a new name without {fields}"),
      "columns": LocalizedText(
        zh: "有 {count} 个新地名，表中没有栏目：{fields}", en: "{count} new names; the table lacks the columns {fields}"),
    ])

  static let examples = [
    RuleExample(
      zh: "新街没有文号；老地名和历史地名不查", en: "a new street without number; old and historic names are not looked at",
      """
      place_name | name   | named_on   | established | usage    | approval_authority | approval_number | approved_on
                 | 金龙街 | 2023-05-01 |             | 现今地名 | 区政府             |                 | 2023-04-20   <- W 1
                 | 银龙街 |            | 2022年5月   | 现今地名 |                    |                 |              <- W 3
                 | 王家湾 |            | 1950年      | 现今地名 |                    |                 |
                 | 李家坝 | 2023-05-01 |             | 历史地名 |                    |                 |
                 | 张家沟 | 2023-05-01 |             | 现今地名 | 区政府             | 铜府〔2023〕1号 | 2023-04-20
      """),
    RuleExample(
      zh: "表中没有批准信息的栏目；另设新地名的起点", en: "no such columns; another day from which names are new",
      """
      set new_since = 2010-01-01
      place_name | name   | established   <- I 3
                 | 金龙街 | 2012年
                 | 王家湾 | 1950年
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    let keys: [FieldKey] = [.approvalAuthority, .approvalNumber, .approvedOn]
    var newNames = NewNames(table, settings, by: [.namedOn, .established, .approvedOn])
    let statuses = NameStatuses(area)
    for (index, source) in area.dataset.sources.enumerated() where source.kind == .placeName {
      let present = keys.filter(source.has)
      let columns = present.map { (key: $0, cells: table[$0]) }
      var count = 0
      for row in area.rows(ofSource: index) where newNames.isNew(row) {
        guard isInUse(statuses, row) else { continue }
        count += 1
        let blank = columns.filter { $0.cells?.isBlank(row) ?? true }.map(\.key)
        guard let first = blank.first else { continue }
        findings.report(table, row: row, field: first) { finding in
          finding.measure = Measure(Double(blank.count), .count)
          finding.arguments["fields"] = .localized(RecordTable.titles(blank, of: .placeName))
        }
      }
      guard count > 0, present.count < keys.count else { continue }
      let absent = keys.filter { !source.has($0) }
      findings.report(table: source) { finding in
        (finding.severity, finding.message) = (.info, "columns")
        finding.measure = Measure(Double(absent.count), .count)
        finding.arguments["count"] = .count(count)
        finding.arguments["fields"] = .localized(RecordTable.titles(absent, of: .placeName))
      }
    }
  }

  private static func isInUse(_ statuses: NameStatuses, _ row: Int) -> Bool {
    if case .historical = statuses.usage(row) { return false }
    return !statuses.isRemoved(row)
  }
}

extension FieldKey {
  static let approvalAuthority: FieldKey = "approval_authority"
  static let approvalNumber: FieldKey = "approval_number"
  static let approvedOn: FieldKey = "approved_on"
}
