import Analysis
import Registry

/// Lines whose five-year joint inspection is overdue or falls due soon.
enum InspectionOverdue: Rule {
  static let descriptor = RuleDescriptor(
    code: "M201", name: "inspection-overdue",
    title: LocalizedText(zh: "界线联检到期", en: "joint inspection due"),
    severity: .warning, certainty: .definite, needs: [.boundaryLine],
    finds: LocalizedText(
      zh: "上次联合检查满五年的界线，以及 90 天内将满五年的界线；上次联检取界线表和联检记录中最近的一次。"
        + "上次联检之后发生灾害、河流改道、道路改线（灾害或地物变化）的，也要及时联检。",
      en:
        "Lines whose last joint inspection is five years ago, or will be within 90 days; the later of the line table and "
        + "the inspection records counts. Also lines where a disaster, a shifted river or a changed road came after it."
    ),
    why: LocalizedText(
      zh: "毗邻双方应当每五年联合检查一次，逾期要说明原因。", en: "The neighbours have to inspect each line jointly every five years."),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第十二条：每五年联合检查一次",
      en: "Regulations on Administrative Boundary Lines (State Council Order 353), art. 12: every five years"),
    next: LocalizedText(
      zh: "商毗邻方民政部门列入本年度联检计划。", en: "Agree with the neighbour on a date and put the line on this year's plan."),
    settings: [
      RuleSetting(
        "notice", .number(90), unit: "d",
        meaning: LocalizedText(zh: "提前提醒的天数", en: "days of notice before the due date"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "上次联检 {last}，应于 {due} 前联检，已逾期 {days} 天",
        en: "last inspected {last}, due by {due}: {days} days overdue"),
      "unreadable": LocalizedText(
        zh: "上次联检“{value}”不是可以识别的日期，无法判断是否到期",
        en: "last inspection “{value}” is no date that can be read, so it cannot be told whether it is due"),
      "change": LocalizedText(
        zh: "{due} 发生{value}，之后还没有联检", en: "{value} on {due}, and no inspection since"),
      "today": LocalizedText(
        zh: "上次联检 {last}，今日（{due}）满五年", en: "last inspected {last}: the five years end today ({due})"),
      "soon": LocalizedText(
        zh: "上次联检 {last}，应于 {due} 前联检，还有 {days} 天", en: "last inspected {last}, due by {due}: {days} days left"),
    ])

  static let examples = [
    RuleExample(
      zh: "只写到月的，按当月最后一天算；认不出的日期", en: "a month counts to its last day; a date that cannot be read",
      """
      as-of 2026-11-24
      set notice = 0
      boundary_line | name   | last_inspection | geom
                    | 铜合线 | 2021-11         | 0 0, 1000 0
                    | 铜大线 | 2021-10         | 0 1000, 1000 1000  <-
                    | 铜永线 | 待检            | 0 2000, 1000 2000  <-
      """),
    RuleExample(
      zh: "逾期、将到期、未到期", en: "overdue, due soon, not due",
      """
      as-of 2026-11-24
      boundary_line | name   | last_inspection | geom
                    | 铜合线 | 2021-06         | 0 0, 1000 0        <-
                    | 铜大线 | 2022年1月15日   | 0 1000, 1000 1000  <-
                    | 铜永线 | 2023-05-01      | 0 2000, 1000 2000
                    | 铜璧线 |                 | 0 3000, 1000 3000
      """),
    RuleExample(
      zh: "联检记录中有更近的一次", en: "a later inspection in the records",
      """
      as-of 2026-11-24
      boundary_line | name   | last_inspection | geom
                    | 铜合线 | 2019-06-01      | 0 0, 1000 0
      inspection    | line   | number   | inspected_on | condition
                    | 合铜线 | 5117001Q | 2024-06-01   | 完好
      """),
    RuleExample(
      zh: "一条界线两行：联检记录管到整条界线", en: "a line on two rows: a record counts for the whole line",
      """
      as-of 2026-11-24
      boundary_line | name   | last_inspection | geom
                    | 铜合线 | 2019-06-01      | 0 0, 1000 0
                    | 铜合线 | 2019-06-01      | 1000 0, 2000 0
      inspection    | line   | number   | inspected_on | condition
                    | 铜合线 | 5117001Q | 2024-06-01   | 完好
      """),
    RuleExample(
      zh: "上次联检之后发生山体滑坡", en: "a landslide after the last inspection",
      """
      as-of 2026-11-24
      boundary_line | name   | last_inspection | change_event | changed_on | geom
                    | 铜合线 | 2025-06-01      | 山体滑坡     | 2026-07-12 | 0 0, 1000 0   <-
                    | 铜大线 | 2026-09-01      | 山体滑坡     | 2026-07-12 | 0 900, 1000 900
                    | 铜永线 | 2025-06-01      | 无           |            | 0 1800, 1000 1800
      """),
    RuleExample(
      zh: "提前天数再大也可以", en: "any number of days of notice will do",
      """
      as-of 2026-11-24
      set notice = 1e30
      boundary_line | name   | last_inspection | geom
                    | 铜永线 | 2026-05-01      | 0 2000, 1000 2000   <-
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.boundaryLine]
    let last = LastInspection.all(lines: area.lines, table: table, inspections: area.inspectionRecords())
    let notice = settings.number("notice") ?? 90
    reportUnreadable(table, area, last, into: &findings)
    for due in InspectionDue.all(lines: area.lines, table: table, last: last, asOf: area.asOf) {
      // After a change the day of the change is past.
      guard Double(due.days) <= notice else { continue }
      let line = area.lines[due.line]
      findings.report(line.subject, origin: line.origin, place: table.position(line.row)) { finding in
        if let row = due.last?.rowOfLineTable {
          finding.evidence = Evidence(field: .lastInspection, value: table[.lastInspection]?[row] ?? "")
        }
        finding.message = due.days < 0 ? RuleDescriptor.mainMessage : due.days == 0 ? "today" : "soon"
        if case .change(let event, _) = due.reason {
          finding.message = "change"
          finding.evidence = Evidence(field: .changeEvent, value: event)
        }
        finding.arguments["last"] = .text(due.last?.date?.description ?? "")
        finding.arguments["due"] = .text(due.due.description)
        finding.arguments["days"] = .count(abs(due.days))
      }
    }
  }

  private static func reportUnreadable(
    _ table: RecordTable, _ area: Area, _ last: [LastInspection], into findings: inout FindingSink
  ) {
    for line in last where line.date == nil {
      for row in line.lines.map({ area.lines[$0].row }) where table.text(.lastInspection, row) != nil {
        findings.report(table, row: row, field: .lastInspection) { $0.message = "unreadable" }
      }
    }
  }
}
