public import Registry
internal import Texts

/// The result of a run as a document for people (`report.md`): what was read, what was found, what could not be checked,
/// and the tables of other analyses.
public struct Report: Sendable {
  public var title: String
  public var result: CheckResult
  /// Further chapters, for example facility coverage and plan indicators; the title of a table is that of its chapter.
  public var tables: [ReportTable]

  /// How many findings of a rule are shown.
  private static let worstCount = 10

  public init(title: String, result: CheckResult, tables: [ReportTable] = []) {
    self.title = title
    self.result = result
    self.tables = tables
  }

  public func markdown(_ language: Language) -> String {
    var document = ReportDocument(language: language)
    document.text += "# \(Markdown.escaped(title))\n\n<!-- jieming -->\n\n"
    document.text += overview(language)
    document.chapter("数据来源", "Sources", SummaryTables.sources(result.dataset.sources))
    document.chapter("检查结果", "Result", SummaryTables.bySeverity(result))
    let byRule = SummaryTables.byRule(result)
    if !byRule.rows.isEmpty { document.text += "\n" + byRule.markdown(language) }
    writeFindings(to: &document)
    let widths = SummaryTables.widths(result)
    if !widths.rows.isEmpty { document.chapter(widths.title.zh, widths.title.en, widths) }
    document.chapter("未运行的规则", "Rules that did not run", SummaryTables.notRun(result))
    document.chapter("未导入的行", "Rows not imported", SummaryTables.rejected(result.dataset))
    for table in tables { document.chapter(table.title.zh, table.title.en, table) }
    return document.text
  }

  private func overview(_ language: Language) -> String {
    let summary = FindingsSummary(result.findings)
    let records = SummaryTables.records(result.dataset, language)
    guard language == .zh else {
      return "As of \(result.asOf). Checked: \(records). Found: \(summary.severityText(.en)).\n\n"
        + "Findings marked “suspect” are hints for a person to decide, not judgements.\n"
    }
    let found =
      summary.total == 0 ? "未发现问题" : "共发现问题 \(NumberText.grouped(summary.total)) 条：\(summary.severityText(.zh))"
    return "截至 \(result.asOf)，共检查\(records)。\(found)。\n\n性质为“疑似”的问题只是线索，须由工作人员核实后认定。\n"
  }

  // MARK: Findings

  private func writeFindings(to document: inout ReportDocument) {
    guard !result.findings.isEmpty else { return }
    let renderer = MessageRenderer(result, language: document.language)
    let folded = FoldedFindings(result.findings)
    // A rule all of whose findings follow from others has no section; the table of rules above counts it.
    let indicesByRule = Dictionary(grouping: folded.shown) { result.findings[$0].rule }
    document.heading("主要问题", "Findings by rule")
    for code in indicesByRule.keys.sorted() {
      let indices = indicesByRule[code] ?? []
      writeRule(code, indices, folded, renderer, to: &document)
    }
  }

  private func writeRule(
    _ code: String, _ indices: [Int], _ folded: FoldedFindings, _ renderer: MessageRenderer,
    to document: inout ReportDocument
  ) {
    let language = document.language
    guard let first = indices.first.map({ result.findings[$0] }) else { return }
    let rule = renderer.rule(of: first)
    let count = NumberText.grouped(indices.count)
    let title = Markdown.escaped(rule?.title[language] ?? "")
    document.text += "\n### \(code) \(title)" + LocalizedText(zh: "（\(count) 条）", en: " (\(count))")[language] + "\n\n"
    if let basis = renderer.basis(first) {
      document.text += LocalizedText(zh: "- 依据：", en: "- Basis: ")[language] + Markdown.escaped(basis) + "\n"
    }
    if let next = renderer.next(first) {
      document.text += LocalizedText(zh: "- 下一步：", en: "- Next: ")[language] + Markdown.escaped(next) + "\n"
    }
    let shown = worst(indices)
    document.text += "\n" + table(of: shown, folded, renderer).markdown(language)
    let caused = result.findings.count { $0.rule == code } - indices.count
    if caused > 0 {
      document.text +=
        LocalizedText(
          zh: "\n另有 \(NumberText.grouped(caused)) 条由其他问题引起，改正该问题后即消除。\n",
          en: "\n\(NumberText.grouped(caused)) more follow from other findings and go with them.\n")[language]
    }
    let rest = indices.count - shown.count
    guard rest > 0 else { return }
    document.text +=
      LocalizedText(
        zh: "\n其余 \(NumberText.grouped(rest)) 条见 findings.xlsx。\n",
        en: "\n\(NumberText.grouped(rest)) more in findings.xlsx.\n")[language]
  }

  /// The gravest first, then the largest measures, then as they come.
  private func worst(_ indices: [Int]) -> [Int] {
    let sorted = indices.sorted { left, right in
      let (a, b) = (result.findings[left], result.findings[right])
      if a.severity != b.severity { return a.severity > b.severity }
      let (x, y) = (a.measure?.value ?? -.infinity, b.measure?.value ?? -.infinity)
      return x == y ? left < right : x > y
    }
    return Array(sorted.prefix(Self.worstCount))
  }

  private func table(of indices: [Int], _ folded: FoldedFindings, _ renderer: MessageRenderer) -> ReportTable {
    let fields: [FindingField] = [.severity, .certainty, .subject, .message, .file, .layer, .row]
    return ReportTable(
      key: "findings", title: LocalizedText(zh: "问题", en: "findings"),
      columns: fields.map { .init($0.rawValue, $0.title) },
      rows: indices.map { index in
        fields.map { field in
          let cell = field.cell(result.findings[index], renderer)
          guard field == .message, let consequences = folded.consequences[index] else { return cell }
          let note = LocalizedText(
            zh: "（另有 \(consequences.count) 条由此引起）", en: " (\(consequences.count) more follow from this)")
          return .text(cell.text(renderer.language) + note[renderer.language])
        }
      })
  }
}

/// A Markdown document with numbered chapters.
struct ReportDocument {
  let language: Language
  var text = ""
  private var chapters = 0

  init(language: Language) { self.language = language }

  mutating func heading(_ zh: String, _ en: String) {
    chapters += 1
    text += language == .zh ? "\n## \(Self.numeral(chapters))、\(zh)\n" : "\n## \(chapters). \(en)\n"
  }

  /// A chapter of one table; none when the table has neither rows nor footers.
  mutating func chapter(_ zh: String, _ en: String, _ table: ReportTable) {
    guard !table.rows.isEmpty || !table.footers.isEmpty else { return }
    heading(zh, en)
    text += "\n" + table.markdown(language)
  }

  /// 一 to 九十九.
  private static func numeral(_ number: Int) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    let (tens, ones) = number.quotientAndRemainder(dividingBy: 10)
    return (tens == 0 ? "" : (tens == 1 ? "" : digits[tens % 10]) + "十") + digits[ones]
  }
}
