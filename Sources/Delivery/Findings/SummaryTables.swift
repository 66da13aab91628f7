public import Registry
internal import Texts

/// The small tables that text, report and spreadsheet share.
public enum SummaryTables {
  /// `地名 12,034 条，界桩 41 条`
  static func records(_ dataset: Dataset, _ language: Language) -> String {
    guard !dataset.kinds.isEmpty else { return LocalizedText(zh: "没有数据", en: "no data")[language] }
    return dataset.kinds.map { kind in
      let count = NumberText.grouped(dataset[kind].count)
      return LocalizedText(zh: "\(kind.title.zh) \(count) 条", en: "\(kind.title.en) \(count)")[language]
    }.joined(separator: LocalizedText(zh: "，", en: ", ")[language])
  }

  /// Counts by severity, with those that a person has to decide.
  static func bySeverity(_ result: CheckResult) -> ReportTable {
    ReportTable(
      key: "bySeverity", title: LocalizedText(zh: "按级别统计", en: "By severity"),
      columns: [
        .init("severity", zh: "级别", en: "severity"), .init("count", zh: "条数", en: "findings"),
        .init("suspect", zh: "其中疑似", en: "of them suspect"), .init("waived", zh: "其中已有结论", en: "of them waived"),
      ],
      rows: Severity.allCases.reversed().map { severity in
        let summary = FindingsSummary(result.findings.filter { $0.severity == severity })
        return [
          .localized(severity.title), .count(summary.total), .count(summary.suspect), .count(summary.waived),
        ]
      })
  }

  static func byRule(_ result: CheckResult) -> ReportTable {
    let summary = FindingsSummary(result.findings)
    return ReportTable(
      key: "byRule", title: LocalizedText(zh: "按规则统计", en: "By rule"),
      columns: [
        .init("rule", zh: "代码", en: "code"), .init("title", zh: "问题", en: "problem"),
        .init("severity", zh: "级别", en: "severity"), .init("count", zh: "条数", en: "findings"),
      ],
      rows: summary.byRule.map { count in
        let title = result.rules.first { $0.code == count.rule }?.title
        return [
          .text(count.rule), title.map { .localized($0) } ?? .blank, .localized(count.severity.title),
          .count(count.count),
        ]
      })
  }

  static func notRun(_ result: CheckResult) -> ReportTable {
    ReportTable(
      key: "notRun", title: LocalizedText(zh: "未运行的规则", en: "Rules that did not run"),
      columns: [
        .init("rule", zh: "代码", en: "code"), .init("title", zh: "问题", en: "problem"),
        .init("needs", zh: "缺少的数据", en: "missing data"),
      ],
      rows: result.notRun.map { rule in
        let title = result.rules.first { $0.code == rule.rule }?.title
        let needs = rule.needs.map(\.title) + rule.needsContext.map(\.title)
        return [
          .text(rule.rule), title.map { .localized($0) } ?? .blank,
          .localized(
            LocalizedText(
              zh: needs.map(\.zh).joined(separator: "、"), en: needs.map(\.en).joined(separator: ", "))),
        ]
      })
  }

  /// What was read, and what became of it.
  public static func sources(_ sources: [Source]) -> ReportTable {
    ReportTable(
      key: "sources", title: LocalizedText(zh: "数据来源", en: "Sources"),
      columns: [
        .init("file", zh: "文件", en: "file"), .init("layer", zh: "工作表或图层", en: "layer"),
        .init("kind", zh: "数据类型", en: "kind"), .init("read", zh: "读取", en: "read"),
        .init("imported", zh: "导入", en: "imported"), .init("rejected", zh: "未导入", en: "quarantined"),
        .init("encoding", zh: "编码", en: "encoding"), .init("crs", zh: "坐标系", en: "CRS"),
      ],
      rows: sources.map { source in
        [
          .text(source.file), .text(source.layer), .localized(source.kind.title), .count(source.readCount),
          .count(source.importedCount), .count(source.rejectedCount), .text(source.encoding), .text(source.crs),
        ]
      })
  }

  /// Rows that were not imported, counted by file, column and reason, with the first row of each.
  static func rejected(_ dataset: Dataset) -> ReportTable {
    struct Group: Hashable {
      let source: Int
      let field: String?
      let reason: LocalizedText
    }
    var order: [Group] = []
    var rows: [Group: [Int]] = [:]
    for row in dataset.rejected {
      let group = Group(source: row.origin.source, field: row.field, reason: row.reason)
      if rows[group] == nil { order.append(group) }
      rows[group, default: []].append(row.origin.row)
    }
    return ReportTable(
      key: "rejected", title: LocalizedText(zh: "未导入的行", en: "Rows not imported"),
      columns: [
        .init("file", zh: "文件", en: "file"), .init("layer", zh: "工作表或图层", en: "layer"),
        .init("reason", zh: "原因", en: "reason"), .init("count", zh: "行数", en: "rows"),
        .init("first", zh: "首行行号", en: "first row"),
      ],
      rows: order.map { group in
        let source = dataset.sources[group.source]
        let numbers = rows[group] ?? []
        return [
          .text(source.file), .text(source.layer), .localized(group.reason), .count(numbers.count),
          .ordinal(numbers.first ?? 0),
        ]
      })
  }
}
