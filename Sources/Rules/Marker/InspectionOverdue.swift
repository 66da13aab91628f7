import Registry

/// Lines whose five-year joint inspection is overdue or falls due soon.
enum InspectionOverdue: Rule {
  static let descriptor = RuleDescriptor(
    code: "M201", name: "inspection-overdue",
    title: LocalizedText(zh: "界线联检到期", en: "joint inspection due"),
    severity: .warning, certainty: .definite, needs: [.boundaryLine],
    finds: LocalizedText(
      zh: "上次联合检查满五年的界线，以及 90 天内将满五年的界线；上次联检取界线表和联检记录中最近的一次。",
      en:
        "Lines whose last joint inspection is five years ago, or will be within 90 days; the later of the line table and "
        + "the inspection records counts."),
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
    let recorded = lastRecords(in: area)
    let notice = settings.number("notice") ?? 90
    for (index, line) in area.lines.enumerated() {
      let text = table.text(.lastInspection, line.row)
      let stated = table.date(.lastInspection, line.row)
      if text != nil, stated == nil, recorded[index] == nil {
        findings.report(table, row: line.row, field: .lastInspection) { $0.message = "unreadable" }
      }
      guard let last = [stated, recorded[index]].compactMap({ $0 }).max(), let due = last.adding(years: 5) else {
        continue
      }
      // An inspection "in 2021-11" may have been on the last day of the month.
      let days = area.asOf.days(until: due.lastDay)
      guard Double(days) <= notice else { continue }
      findings.report(line.subject, origin: line.origin, place: table.position(line.row)) { finding in
        if last == stated {
          finding.evidence = Evidence(field: .lastInspection, value: table[.lastInspection]?[line.row] ?? "")
        }
        finding.message = days < 0 ? RuleDescriptor.mainMessage : days == 0 ? "today" : "soon"
        finding.arguments["last"] = .text(last.description)
        finding.arguments["due"] = .text(due.description)
        finding.arguments["days"] = .count(abs(days))
      }
    }
  }

  /// The latest inspection of each line in the inspection records.
  private static func lastRecords(in area: Area) -> [Int: CalendarDate] {
    let inspections = area.dataset[.inspection]
    let index = LineIndex(area.lines)
    var last: [Int: CalendarDate] = [:]
    for row in inspections.rows {
      guard let line = index.line(name: inspections.text(.line, row), code: nil),
        let date = inspections.date(.inspectedOn, row)
      else { continue }
      last[line] = max(last[line] ?? date, date)
    }
    return last
  }
}
