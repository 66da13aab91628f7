public import Analysis
internal import Geometry
public import Registry
internal import Texts

/// The joint-inspection calendar and the risk ranking as tables.
public enum InspectionTables {
  /// One row a due date, in the order given.
  public static func due(_ entries: [InspectionDue], lines: [BoundaryLine], asOf: CalendarDate) -> ReportTable {
    ReportTable(
      key: "inspection_due",
      title: LocalizedText(zh: "联合检查到期一览", en: "Joint inspections due"),
      columns: [
        .init("line", zh: "界线", en: "Line"), .init("level", zh: "等级", en: "Level"),
        .init("round", zh: "上次轮次", en: "Last round"), .init("last", zh: "上次联检", en: "Last"),
        .init("due", zh: "应于何时前", en: "Due by"), .init("days", zh: "剩余天数", en: "Days left"),
        .init("state", zh: "状态", en: "State"), .init("reason", zh: "依据", en: "Reason"),
      ],
      rows: entries.map { entry in
        let line = lines[entry.line]
        return [
          .text(line.name ?? line.subject.key), line.level.map { .localized($0.title) } ?? .blank,
          (entry.last?.round).map { .text($0) } ?? .blank, (entry.last?.date).map { .text($0.description) } ?? .blank,
          .text(entry.due.description), .count(entry.days), .localized(state(entry)), .localized(reason(entry)),
        ]
      },
      footers: [
        LocalizedText(zh: "截至 \(asOf)；剩余天数为负的已逾期。", en: "As of \(asOf); negative days are overdue.")
      ])
  }

  private static func state(_ entry: InspectionDue) -> LocalizedText {
    if entry.days < 0 { return LocalizedText(zh: "已逾期", en: "overdue") }
    return entry.days <= 90
      ? LocalizedText(zh: "将到期", en: "due soon") : LocalizedText(zh: "未到期", en: "not due")
  }

  static func reason(_ entry: InspectionDue) -> LocalizedText {
    switch entry.reason {
    case .periodic:
      LocalizedText(zh: "每五年联合检查一次（界线管理条例第十二条）", en: "every five years (Order 353, art. 12)")
    case .change(let event, let date):
      LocalizedText(
        zh: "\(date) 发生\(event)，应及时联检（界线管理条例第十二条）",
        en: "\(event) on \(date): to be inspected at once (Order 353, art. 12)")
    }
  }

  /// One row a stretch, the most pressing first.
  public static func risks(
    _ risks: [BoundaryRisk], lines: [BoundaryLine], thresholds: BoundaryRisk.Thresholds = .init()
  ) -> ReportTable {
    ReportTable(
      key: "risk",
      title: LocalizedText(zh: "平安边界风险排查", en: "Stretches of boundary that need attention"),
      columns: [
        .init("rank", zh: "排序", en: "Rank"), .init("line", zh: "界线", en: "Line"),
        .init("from_m", zh: "起（米）", en: "From (m)"), .init("to_m", zh: "止（米）", en: "To (m)"),
        .init("points", zh: "分值", en: "Points"), .init("reasons", zh: "原因", en: "Reasons"),
        .init("longitude", zh: "经度", en: "Longitude"), .init("latitude", zh: "纬度", en: "Latitude"),
      ],
      rows: risks.enumerated().map { index, risk in
        let line = lines[risk.line]
        return [
          .ordinal(index + 1), .text(line.name ?? line.subject.key), .number(risk.fromChainageMetres, decimals: 0),
          .number(risk.toChainageMetres, decimals: 0), .number(risk.points, decimals: 1),
          .localized(joined(risk.reasons.map { text($0) })), .number(risk.place.x, decimals: 6),
          .number(risk.place.y, decimals: 6),
        ]
      },
      footers: [
        LocalizedText(
          zh: "只作排查先后的参考，不是错误；分值 = 无界桩长度 ÷ \(NumberText.decimal(thresholds.unmarkedMetres / 1000, decimals: 1)) 千米、"
            + "联检超过 \(thresholds.surveyYears) 年的年数、灾害后未联检、检查发现的问题、未征得同意的跨界建设各项之和。",
          en: "A ranking, not faults. Points add up the length without marker over "
            + "\(NumberText.decimal(thresholds.unmarkedMetres / 1000, decimals: 1)) km, the years beyond "
            + "\(thresholds.surveyYears) since the last inspection, disasters without one, open findings, and construction without consent."
        )
      ])
  }

  private static func text(_ reason: BoundaryRisk.Reason) -> LocalizedText {
    switch reason {
    case .unmarked(let metres):
      let km = NumberText.decimal(metres / 1000, decimals: 1)
      return LocalizedText(zh: "\(km) 千米没有界桩和线状地物", en: "\(km) km without marker or linear feature")
    case .oldSurvey(let date?): return LocalizedText(zh: "上次联检 \(date)", en: "last inspected \(date)")
    case .oldSurvey(nil): return LocalizedText(zh: "没有联检记录", en: "no inspection recorded")
    case .findings(let errors, let warnings):
      return LocalizedText(
        zh: "未处理的问题：错误 \(errors)、警告 \(warnings)", en: "open findings: \(errors) errors, \(warnings) warnings")
    case .change(let event, let date):
      return LocalizedText(
        zh: "\(date) 发生\(VisibleText.of(event))，之后还没有联检", en: "\(VisibleText.of(event)) on \(date), no inspection since"
      )
    case .construction(let text, isRefused: true):
      let shown = VisibleText.of(text)
      return LocalizedText(
        zh: "跨界建设未征得毗邻方同意：\(shown)", en: "construction across the line without the neighbour's consent: \(shown)")
    case .construction(let text, isRefused: false):
      let shown = VisibleText.of(text)
      return LocalizedText(
        zh: "跨界建设未记录是否征得同意：\(shown)", en: "construction across the line, no consent recorded: \(shown)")
    }
  }

  private static func joined(_ texts: [LocalizedText]) -> LocalizedText {
    LocalizedText(
      zh: texts.map(\.zh).joined(separator: "；"), en: texts.map(\.en).joined(separator: "; "))
  }
}
