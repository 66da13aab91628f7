internal import Registry
internal import Texts

/// The score as tables, for the workbook and for JSON.
struct ScoreTables {
  let score: AcceptanceScore
  private var names: PlaceNameRows { score.findings.names }
  private var language: Language { score.findings.language }

  var all: [ReportTable] { [summary, deductions, items] }

  /// One row for all names and one for each unit.
  private var summary: ReportTable {
    ReportTable(
      key: "score", title: LocalizedText(zh: "评分汇总", en: "Score"),
      columns: [
        .init("code", zh: "区划代码", en: "code"), .init("unit", zh: "政区", en: "unit"),
        .init("names", zh: "地名数", en: "names"),
      ]
        + score.table.items.enumerated().map { index, item in
          .init("item\(index + 1)", zh: item.name, en: item.name)
        } + [.init("deducted", zh: "扣分合计", en: "deducted"), .init("score", zh: "得分", en: "score")],
      rows: score.lines.map { line in
        [code(line), unit(line), .count(line.names)]
          + line.deductions.map { $0.map { .number($0.points, decimals: 2) } ?? .blank } + [
            .number(line.deducted, decimals: 2), .number(line.score, decimals: 2),
          ]
      },
      footers: reservations)
  }

  /// Every deduction that is not zero.
  private var deductions: ReportTable {
    ReportTable(
      key: "deductions", title: LocalizedText(zh: "扣分明细", en: "Deductions"),
      columns: [
        .init("code", zh: "区划代码", en: "code"), .init("unit", zh: "政区", en: "unit"),
        .init("item", zh: "扣分项", en: "item"), .init("rules", zh: "规则", en: "rules"),
        .init("count", zh: "数量", en: "count"), .init("of", zh: "地名数", en: "names"),
        .init("how", zh: "扣分办法", en: "how"), .init("points", zh: "扣分", en: "points"),
      ],
      rows: score.lines.flatMap { line in
        zip(score.table.items, line.deductions).compactMap { item, deduction -> [ReportTable.Cell]? in
          guard let deduction, deduction.count > 0 else { return nil }
          return [
            code(line), unit(line), .text(item.name), .list(item.rules), .count(deduction.count), .count(line.names),
            .localized(Self.way(item)), .number(deduction.points, decimals: 2),
          ]
        }
      })
  }

  private var items: ReportTable {
    ReportTable(
      key: "scoreTable", title: LocalizedText(zh: "分值表", en: "Score table"),
      columns: [
        .init("item", zh: "扣分项", en: "item"), .init("rules", zh: "规则", en: "rules"),
        .init("how", zh: "扣分办法", en: "how"), .init("cap", zh: "最多扣", en: "at most"),
        .init("suspects", zh: "疑似问题", en: "suspects"), .init("ran", zh: "本次是否评定", en: "evaluated"),
      ],
      rows: zip(score.table.items, score.lines.first?.deductions ?? []).map { item, deduction in
        [
          .text(item.name), .list(item.rules), .localized(Self.way(item)), .number(item.cap, decimals: 2),
          .localized(
            item.suspects == .all
              ? LocalizedText(zh: "都扣分", en: "count") : LocalizedText(zh: "核实属实的才扣分", en: "count when confirmed")),
          .flag(deduction != nil),
        ]
      })
  }

  private func code(_ line: AcceptanceScore.Line) -> ReportTable.Cell {
    let code = line.unit.map { names.units[$0].code } ?? ""
    return code.isEmpty ? .blank : .text(code)
  }

  private func unit(_ line: AcceptanceScore.Line) -> ReportTable.Cell {
    guard let unit = line.unit.map({ names.units[$0] }) else { return .localized(LocalizedText(zh: "全部", en: "all")) }
    if !unit.name.isEmpty { return .text(unit.name) }
    return unit.code.isEmpty ? .localized(LocalizedText(zh: "未填政区", en: "no unit")) : .blank
  }

  private static func way(_ item: ScoreTable.Item) -> LocalizedText {
    let points = NumberText.decimal(item.points, decimals: 4)
    switch item.per {
    case .percent:
      return LocalizedText(zh: "有问题的地名每占 1% 扣 \(points) 分", en: "\(points) a percent of names")
    case .finding: return LocalizedText(zh: "每条问题扣 \(points) 分", en: "\(points) a finding")
    }
  }

  // MARK: Reservations

  private var reservations: [LocalizedText] {
    var texts: [LocalizedText] = []
    if score.table.isProposal {
      texts.append(
        LocalizedText(
          zh: "分值是程序自带的建议，不是官方分值表（国地名普查办发〔2016〕24号的条文没有公开），不能直接用作验收结论；请用 --score 换成本地的分值表。",
          en:
            "The points are a proposal, not the official score table, which is not public; give your own with --score.")
      )
    }
    let unrated = zip(score.table.items, score.lines.first?.deductions ?? []).filter { $0.1 == nil }.map(\.0.name)
    if !unrated.isEmpty {
      texts.append(
        LocalizedText(
          zh: "没有评定的扣分项（没有运行的规则）：\(unrated.joined(separator: "、"))。",
          en: "Items not evaluated, for no rule of theirs ran: \(unrated.joined(separator: ", "))."))
    }
    if !score.rulesNotRun.isEmpty {
      texts.append(
        LocalizedText(
          zh: "因缺少数据没有运行的规则：\(score.rulesNotRun.joined(separator: "、"))。",
          en: "Rules that could not run: \(score.rulesNotRun.joined(separator: ", "))."))
    }
    texts.append(
      LocalizedText(
        zh: "满分 \(NumberText.decimal(score.table.full, decimals: 2))。只计错误和警告；疑似的除分值表写明外核实属实才扣；误报、予以保留的和由其他问题引起的不扣。",
        en:
          "Full score \(NumberText.decimal(score.table.full, decimals: 2)). Errors and warnings count; suspects when confirmed, "
          + "unless the table says otherwise; waived findings and consequences of others do not."))
    return texts
  }

  // MARK: Files

  func json(toolVersion: String) -> [UInt8] {
    ReportTable.json(
      all, schema: TablesSchema.score.name, asOf: score.findings.asOf, toolVersion: toolVersion, language: language)
  }

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: score.table.title, en: score.table.title)
    let notes = [LocalizedText.internalList(score.findings.asOf)]
    var first = ListSheet(
      summary, notes: notes, widths: [12, 14, 9] + score.table.items.map { _ in 11 } + [10, 9])
    first.title = title
    try score.findings.write(
      [
        first, ListSheet(deductions, notes: notes, widths: [12, 14, 20, 34, 8, 9, 30, 8]),
        ListSheet(items, notes: notes, widths: [22, 44, 30, 8, 20, 14]),
      ], to: path, use: .result)
  }
}
