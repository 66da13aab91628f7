import Analysis
import Registry

/// Indicators of the plan that fall short of their target.
enum TargetNotMet: Rule {
  static let descriptor = RuleDescriptor(
    code: "F401", name: "target-not-met",
    title: LocalizedText(zh: "规划指标未达到", en: "plan target not met"),
    severity: .warning, certainty: .definite, needs: [.facility], needsContext: [.plan],
    finds: LocalizedText(
      zh: "按设施台账计算的规划指标没有达到目标值的；哪些设施计入由规划文件的 where 条件决定。",
      en:
        "Indicators of the plan, computed from the register of facilities, that miss their target; the plan file's `where` "
        + "says which facilities count."),
    why: LocalizedText(zh: "规划指标要逐年报告完成情况。", en: "Progress on the plan's indicators is reported every year."),
    basis: LocalizedText(zh: "项目的规划文件（plan）所列指标和目标", en: "the indicators and targets of the project's plan file"),
    next: LocalizedText(
      zh: "核对台账中的状态；确未达到的，列出差额和在建项目。",
      en: "Check the states in the register; if it holds, list what is missing and what is being built."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{indicator}：现为 {current} {unit}，{year} 年目标 {target} {unit}",
        en: "{indicator}: now {current} {unit}, target for {year}: {target} {unit}"),
      "unreadable": LocalizedText(
        zh: "{indicator}：现为 {current} {unit}，{year} 年目标 {target} {unit}；另有 {count} 处设施的数无法读取，未计入：{facilities}",
        en:
          "{indicator}: now {current} {unit}, target for {year}: {target} {unit}; not counted are {count} facilities whose "
          + "number cannot be read: {facilities}"),
    ])

  static let examples = [
    RuleExample(
      zh: "建成 1 座，目标 2 座", en: "one built, two planned",
      """
      target 农村公益性 2
      facility | name     | type       | status | unit   <- 1
               | 土桥公墓 | 农村公益性 | 建成   | 土桥镇
               | 水口公墓 | 农村公益性 | 在建   | 水口镇
      """),
    RuleExample(
      zh: "目标 1 座，已达到", en: "a target of one is met",
      """
      target 农村公益性 1
      facility | name     | type       | status | unit
               | 土桥公墓 | 农村公益性 | 建成   | 土桥镇
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    guard let plan = area.plan else { return }
    for progress in PlanProgress.all(of: plan, facilities: area.dataset[.facility]) where !progress.isMet {
      let indicator = progress.indicator
      findings.report(Subject(indicator: indicator, of: plan), origin: nil, place: nil) { finding in
        finding.measure = Measure(progress.value, .count, limit: indicator.target)
        finding.basis = LocalizedText(zh: "\(plan.name)（\(plan.document)）", en: "\(plan.name) (\(plan.document))")
        finding.arguments["indicator"] = .text(indicator.name)
        finding.arguments["unit"] = .text(indicator.unit)
        finding.arguments["year"] = .text(String(indicator.year))
        finding.arguments["current"] = .number(progress.value)
        finding.arguments["target"] = .number(indicator.target)
        guard !progress.unreadable.isEmpty else { return }
        finding.message = "unreadable"
        finding.arguments["count"] = .number(Double(progress.unreadable.count))
        finding.arguments["facilities"] = .list(
          progress.unreadable.map { area.dataset[.facility].text(.name, $0) ?? "#\($0 + 1)" })
      }
    }
  }
}
