internal import Geometry
public import Registry
internal import Texts

/// The findings for people at a terminal or in a text file.
///
/// What a rule says of all its findings (basis, next step) stands with the first of them; a finding that another one
/// explains is counted there. A summary ends the text.
public struct FindingsText: Sendable {
  private let result: CheckResult
  private let renderer: MessageRenderer
  private let hasColour: Bool
  private var language: Language { renderer.language }

  /// - Parameter hasColour: whether to set ANSI colours, for a terminal.
  public init(_ result: CheckResult, language: Language, hasColour: Bool = false) {
    self.result = result
    renderer = MessageRenderer(result, language: language)
    self.hasColour = hasColour
  }

  /// Findings and summary.
  public func render() -> String { findings() + summary() }

  /// The findings, each with what belongs to it.
  public func findings() -> String {
    let folded = FoldedFindings(result.findings)
    var text = ""
    var advised: (rule: String, basis: String?) = ("", nil)
    for index in folded.shown {
      let finding = result.findings[index]
      text += head(finding)
      text += details(finding)
      let advice = (rule: finding.rule, basis: renderer.basis(finding))
      if advice != advised { text += self.advice(finding) }
      advised = advice
      if let consequences = folded.consequences[index] { text += folding(consequences) }
      text += "\n"
    }
    return text
  }

  /// Counts by severity and rule, the rules that did not run, the rows that were not imported.
  public func summary() -> String {
    let summary = FindingsSummary(result.findings)
    var text = coloured(words("检查结果", "Result"), .bold)
    text += words("（截至 \(result.asOf)）：", " (as of \(result.asOf)): ")
    text += result.findings.isEmpty ? words("未发现问题", "nothing found") : summary.severityText(language)
    if summary.suspect > 0 {
      let count = NumberText.grouped(summary.suspect)
      text += words("；其中疑似 \(count) 条，须人工核实", "; \(count) of them suspect, for a person to decide")
    }
    if summary.waived > 0 {
      let count = NumberText.grouped(summary.waived)
      text += words("；已有核实结论 \(count) 条", "; \(count) waived")
    }
    let consequences = FoldedFindings(result.findings).consequences.values.reduce(0) { $0 + $1.count }
    if consequences > 0 {
      let count = NumberText.grouped(consequences)
      text += words("；由其他问题引起 \(count) 条", "; \(count) follow from others")
    }
    text += "\n"
    text += words("已检查：", "Checked: ") + SummaryTables.records(result.dataset, language) + "\n"
    let tables = [SummaryTables.byRule(result), SummaryTables.widths(result), SummaryTables.notRun(result)]
    for table in tables where !table.rows.isEmpty {
      text += "\n" + table.text(language)
    }
    return text
  }

  // MARK: One finding

  /// `markers.xlsx:Sheet1:17: 错误[M106] marker-off-line: …`
  private func head(_ finding: Finding) -> String {
    let label = coloured("\(severity(of: finding))[\(finding.rule)]", .of(finding.severity))
    let name = renderer.rule(of: finding)?.name ?? finding.rule
    return "\(location(of: finding)): \(label) \(name): \(renderer.statement(finding))\n"
  }

  private func severity(of finding: Finding) -> String {
    guard finding.certainty == .suspect else { return finding.severity.title[language] }
    return words("\(finding.severity.title.zh)（疑似）", "\(finding.severity.title.en) (suspect)")
  }

  private func location(of finding: Finding) -> String {
    guard let source = renderer.source(of: finding) else {
      let kind = FindingField.kindTitle(finding.subject.kind)[language]
      return "\(kind) \(renderer.name(of: finding.subject))"
    }
    var location = VisibleText.of(source.file)
    if source.layer != Self.stem(source.file) { location += ":" + VisibleText.of(source.layer) }
    if let row = finding.origin?.row { location += ":\(row)" }
    return location
  }

  private static func stem(_ file: String) -> String {
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }

  private func details(_ finding: Finding) -> String {
    var text = line("编号", "id", finding.id)
    if let evidence = finding.evidence, !evidence.value.isEmpty, !renderer.names("value", in: finding) {
      let field = renderer.fieldTitle(evidence.field, of: finding)
      let value = VisibleText.excerpt(evidence.value, around: evidence.span)
      text += line("原值", "value", words("\(field)“\(value)”", "\(field) “\(value)”"))
    }
    if let place = finding.place, place.x.isFinite, place.y.isFinite {
      text += line("位置", "place", coordinates(place.x, place.y))
    }
    if let fix = finding.fix { text += line("建议修改", "change", renderer.text(of: fix, in: finding)) }
    if let cause = finding.causedBy { text += line("起因", "caused by", cause) }
    if let waiver = finding.waived { text += line("核实结论", "waived", renderer.text(of: waiver)) }
    return text
  }

  private func coordinates(_ longitude: Double, _ latitude: Double) -> String {
    let (x, y) = (degrees(longitude), degrees(latitude))
    let (east, north) = (longitude < 0 ? "西经" : "东经", latitude < 0 ? "南纬" : "北纬")
    return words(
      "\(east) \(x)°，\(north) \(y)°", "\(x)° \(longitude < 0 ? "W" : "E"), \(y)° \(latitude < 0 ? "S" : "N")")
  }

  private func degrees(_ angle: Double) -> String {
    NumberText.decimal(angle.magnitude, decimals: FindingGeometry.decimals, grouped: false)
  }

  private func advice(_ finding: Finding) -> String {
    var text = ""
    if let basis = renderer.basis(finding) { text += line("依据", "basis", basis) }
    if let next = renderer.next(finding) { text += line("下一步", "next", next) }
    return text
  }

  private func folding(_ consequences: [Int]) -> String {
    let summary = FindingsSummary(consequences.map { result.findings[$0] })
    let rules = summary.byRule.map { words("\($0.rule) \($0.count) 条", "\($0.rule) \($0.count)") }
    let count = NumberText.grouped(consequences.count)
    return line(
      "连带", "folded",
      words(
        "另有 \(count) 条由此引起（\(rules.joined(separator: "、"))），改正后即消除",
        "\(count) more follow from this (\(rules.joined(separator: ", "))) and go when it is corrected"))
  }

  private func line(_ zh: String, _ en: String, _ content: String) -> String {
    "  = " + coloured(words("\(zh)：", "\(en): "), .dim) + content + "\n"
  }

  private func words(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  // MARK: Colour

  private enum Colour: String {
    case red = "31"
    case yellow = "33"
    case cyan = "36"
    case bold = "1"
    case dim = "2"

    static func of(_ severity: Severity) -> Colour {
      switch severity {
      case .error: .red
      case .warning: .yellow
      case .info: .cyan
      }
    }
  }

  private func coloured(_ text: String, _ colour: Colour) -> String {
    hasColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}
