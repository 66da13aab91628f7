public import Registry
internal import Texts

/// Turns a finding's rule and arguments into sentences.
///
/// A template may name, besides the finding's own arguments: `{subject}` and `{related}` (names, else keys), `{measure}`
/// and `{limit}` with their unit, `{value}` (the evidence, in “…”), `{field}` (the column: its title in Chinese, its key
/// in English), `{file}`, `{layer}`, `{row}`, and each further measure by its name. A placeholder that nothing fills stays
/// visible as `{name?}`; `unfilledPlaceholders(of:)` lists them for tests.
public struct MessageRenderer: Sendable {
  public let language: Language
  private let dataset: Dataset
  private let rules: [String: RuleDescriptor]
  private let templates: [String: [String: MessageTemplate]]

  public init(_ result: CheckResult, language: Language) {
    self.init(dataset: result.dataset, rules: result.rules, language: language)
  }

  public init(dataset: Dataset, rules: [RuleDescriptor], language: Language) {
    self.language = language
    self.dataset = dataset
    self.rules = Dictionary(rules.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    templates = self.rules.mapValues { rule in rule.messages.mapValues { MessageTemplate($0[language]) } }
  }

  public func rule(of finding: Finding) -> RuleDescriptor? { rules[finding.rule] }

  /// What is wrong, in one sentence.
  public func message(_ finding: Finding) -> String {
    guard let template = templates[finding.rule]?[finding.message] else {
      return "\(subjectName(of: finding)) {\(finding.rule)/\(finding.message)?}"
    }
    return template.pieces.map { piece in
      switch piece {
      case .literal(let text): text
      case .placeholder(let name, let isQuoted):
        value(of: name, in: finding, isQuoted: isQuoted) ?? "{\(name)?}"
      }
    }.joined()
  }

  /// The message with what it is about in front, unless the message itself quotes it or the subject is a table.
  public func statement(_ finding: Finding) -> String {
    let message = message(finding)
    let subject = subjectName(of: finding)
    // Only as a name of its own: a cemetery of a town has the town's name in its own.
    let isNamed = message.hasPrefix(subject) || message.contains("“\(subject)”")
    guard finding.subject.kind != Subject.tableKind, !isNamed else { return message }
    let kind = FindingField.kindTitle(finding.subject.kind).zh
    return LocalizedText(zh: "\(kind) \(subject)：", en: "\(subject): ")[language] + message
  }

  /// Whether the finding's message has a place for a value.
  func names(_ placeholder: String, in finding: Finding) -> Bool {
    templates[finding.rule]?[finding.message]?.names(placeholder) ?? false
  }

  /// The placeholders of the finding's message that nothing fills; the message's name when there is no such message.
  public func unfilledPlaceholders(of finding: Finding) -> [String] {
    guard let template = templates[finding.rule]?[finding.message] else { return [finding.message] }
    return template.pieces.compactMap { piece in
      guard case .placeholder(let name, _) = piece, value(of: name, in: finding, isQuoted: false) == nil else {
        return nil
      }
      return name
    }
  }

  /// Against what: the finding's own basis, else the rule's.
  public func basis(_ finding: Finding) -> String? { (finding.basis ?? rules[finding.rule]?.basis)?[language] }

  /// What to do.
  public func next(_ finding: Finding) -> String? { rules[finding.rule]?.next[language] }

  public func name(of subject: Subject) -> String { VisibleText.of(subject.name ?? subject.key) }

  /// What the finding is about: the name or key of its subject, the column of a table, or the table as a whole.
  public func subjectName(of finding: Finding) -> String {
    guard finding.subject.kind == Subject.tableKind, let source = source(of: finding) else {
      return name(of: finding.subject)
    }
    guard finding.subject.key.hasPrefix(source.tableKey + "/") else {
      return LocalizedText(zh: "全表", en: "the table")[language]
    }
    let field = fieldTitle(String(finding.subject.key.dropFirst(source.tableKey.count + 1)), of: finding)
    return LocalizedText(zh: "“\(field)”列", en: "column \(field)")[language]
  }

  /// The source of a finding: its record's, or the table that it is about.
  public func source(of finding: Finding) -> Source? {
    if let origin = finding.origin {
      return dataset.sources.indices.contains(origin.source) ? dataset.sources[origin.source] : nil
    }
    guard finding.subject.kind == Subject.tableKind else { return nil }
    return dataset.sources.first {
      finding.subject.key == $0.tableKey || finding.subject.key.hasPrefix($0.tableKey + "/")
    }
  }

  /// The title of the column that the evidence stands in; the name as given where no form has it.
  public func fieldTitle(_ key: String, of finding: Finding) -> String {
    guard language == .zh else { return VisibleText.of(key) }
    // A finding about a line may show a column of its markers.
    let own = RecordKind(rawValue: finding.subject.kind) ?? source(of: finding)?.kind
    let kinds = (own.map { [$0] } ?? []) + RecordKind.allCases
    let title = kinds.lazy.compactMap { FieldCatalogue.standard.field($0, FieldKey(rawValue: key))?.title }.first
    return title ?? VisibleText.of(key)
  }

  // MARK: Values

  private func value(of name: String, in finding: Finding, isQuoted: Bool) -> String? {
    if let argument = finding.arguments[name] { return text(of: argument) }
    return switch name {
    case "subject": subjectName(of: finding)
    case "related": finding.related.isEmpty ? nil : list(finding.related.map { self.name(of: $0) })
    case "measure": finding.measure.map { MeasureText.text($0, language) }
    case "limit": finding.measure.flatMap { measure in limit(of: measure) }
    case "value": finding.evidence.map { quoted($0, isQuoted: isQuoted) }
    case "field": finding.evidence.map { fieldTitle($0.field, of: finding) }
    case "file": source(of: finding).map { VisibleText.of($0.file) }
    case "layer": source(of: finding).map { VisibleText.of($0.layer) }
    case "row": finding.origin.map { String($0.row) }
    default: finding.measures.first { $0.name == name }.map { MeasureText.text($0.measure, language) }
    }
  }

  private func text(of argument: MessageArgument) -> String {
    switch argument {
    case .text(let text): VisibleText.of(text)
    case .localized(let text): text[language]
    case .count(let count): NumberText.grouped(count)
    case .number(let value): NumberText.decimal(value, decimals: 6)
    case .metres(let value): MeasureText.text(value, .metres, language)
    case .squareMetres(let value): MeasureText.text(value, .squareMetres, language)
    case .percent(let value): MeasureText.text(value, .percent, language)
    case .list(let items): list(items.map(VisibleText.of))
    }
  }

  private func limit(of measure: Measure) -> String? {
    measure.limit.map { MeasureText.text($0, measure.unit, language) }
  }

  private func quoted(_ evidence: Evidence, isQuoted: Bool) -> String {
    if evidence.value.isEmpty, !isQuoted { return LocalizedText(zh: "空白", en: "blank")[language] }
    let text = VisibleText.excerpt(evidence.value, around: evidence.span)
    return isQuoted ? text : "“\(text)”"
  }

  private func list(_ items: [String]) -> String {
    items.joined(separator: LocalizedText(zh: "、", en: ", ")[language])
  }
}

extension Subject {
  /// The kind of a finding about a table or column.
  static let tableKind = "table"
}
