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

  /// A rule whose findings differ in severity has a row for each, so that the rows add up to the counts by severity.
  static func byRule(_ result: CheckResult) -> ReportTable {
    let summary = FindingsSummary(result.findings)
    return ReportTable(
      key: "byRule", title: LocalizedText(zh: "按规则统计", en: "By rule"),
      columns: [
        .init("rule", zh: "代码", en: "code"), .init("title", zh: "问题", en: "problem"),
        .init("severity", zh: "级别", en: "severity"), .init("count", zh: "条数", en: "findings"),
      ],
      rows: summary.byRule.flatMap { rule in
        let title: ReportTable.Cell = result.rules.first { $0.code == rule.rule }.map { .localized($0.title) } ?? .blank
        return rule.bySeverity.sorted { $0.key > $1.key }.map { severity, count -> [ReportTable.Cell] in
          [.text(rule.rule), title, .localized(severity.title), .count(count)]
        }
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
          .localized(.list(needs)),
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
          .count(source.importedCount), .count(source.rejectedCount), .localized(ProvenanceText.encoding(source)),
          .localized(ProvenanceText.crs(source)),
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

  /// How wide overlaps and gaps are: a histogram by powers of ten, from which to choose the width that divides slivers from
  /// territory (setting `width` of B103). Every piece is listed, whatever the setting.
  static func widths(_ result: CheckResult) -> ReportTable {
    let pieces = result.findings.filter { ["B102", "B103"].contains($0.rule) }.compactMap { finding in
      finding.measures.first { $0.name == "mean_width" }.map { (finding: finding, width: $0.measure) }
    }
    let limits = [0.01, 0.1, 1, 10, 100, 1000, Double.infinity]
    let names = ["< 0.01", "0.01–0.1", "0.1–1", "1–10", "10–100", "100–1,000", "≥ 1,000"]
    let bins = zip(names, zip([0] + limits, limits)).compactMap { name, range -> [ReportTable.Cell]? in
      let inside = pieces.filter { $0.width.value >= range.0 && $0.width.value < range.1 }
      guard !inside.isEmpty else { return nil }
      let area = inside.reduce(0) { $0 + ($1.finding.measure?.value ?? 0) }
      return [
        .text(name), .count(inside.count { $0.finding.rule == "B102" }),
        .count(inside.count { $0.finding.rule == "B103" }),
        .number(area, decimals: 0),
      ]
    }
    let limit = pieces.lazy.compactMap(\.width.limit).first
    return ReportTable(
      key: "widths", title: LocalizedText(zh: "重叠和空隙的平均宽度", en: "Mean widths of overlaps and gaps"),
      columns: [
        .init("width", zh: "平均宽度（米）", en: "mean width (m)"), .init("overlaps", zh: "重叠", en: "overlaps"),
        .init("gaps", zh: "空隙", en: "gaps"), .init("area", zh: "面积合计（平方米）", en: "total area (m²)"),
      ], rows: bins,
      footers: limit.map { limit in
        [
          LocalizedText(
            zh: "空隙以平均宽度 \(NumberText.decimal(limit, decimals: 2)) 米为界区分错误与疑似（B103 的设置 width）；各处都已列出，不受此值影响",
            en:
              "Gaps are divided into errors and suspects at \(NumberText.decimal(limit, decimals: 2)) m (setting width of "
              + "B103); all of them are listed, whatever that width")
        ]
      } ?? [])
  }
}
