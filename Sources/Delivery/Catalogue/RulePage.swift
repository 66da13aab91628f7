public import Registry
internal import Texts

/// Everything about one rule: `jieming explain CODE` and the pages of `Documentation/rules`.
public struct RulePage: Sendable {
  /// An example as the rule gives it.
  public struct Example: Sendable {
    public var title: LocalizedText
    public var text: String

    public init(title: LocalizedText, text: String) {
      self.title = title
      self.text = text
    }
  }

  /// The first line of a page that is made from the descriptors.
  public static let generatedNotice = "<!-- Generated from the rule's source; edits here are lost. -->\n"

  private let rule: RuleDescriptor
  private let examples: [Example]

  public init(_ rule: RuleDescriptor, examples: [Example] = []) {
    self.rule = rule
    self.examples = examples
  }

  // MARK: Text

  /// The page for a terminal of `width` columns.
  public func text(_ language: Language, width: Int = 80) -> String {
    var text = "\(rule.code) \(rule.name)  \(rule.title[language])\n"
    for (label, value) in facts { text += label[language] + separator(language) + value[language] + "\n" }
    for (heading, content) in sections {
      text += "\n\(heading[language])\n"
      text += DisplayWidth.wrapped(content[language], width: width - 2).map { "  \($0)\n" }.joined()
    }
    if !rule.settings.isEmpty {
      text += "\n" + Self.settingsTitle[language] + "\n" + settings.grid(language, indent: "  ")
    }
    for example in examples {
      text += "\n" + Self.exampleTitle[language] + separator(language) + example.title[language] + "\n"
      text += example.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
    }
    return text
  }

  // MARK: Markdown

  public func markdown(_ language: Language) -> String {
    var text = Self.generatedNotice
    text += "\n# \(rule.code) \(rule.name): \(Markdown.escaped(rule.title[language]))\n\n"
    for (label, value) in facts {
      text += "- " + label[language] + separator(language) + Markdown.escaped(value[language]) + "\n"
    }
    for (heading, content) in sections { text += "\n## \(heading[language])\n\n\(content[language])\n" }
    if !rule.settings.isEmpty { text += "\n## \(Self.settingsTitle[language])\n\n" + settings.markdown(language) }
    if !examples.isEmpty { text += "\n## \(Self.exampleTitle[language])\n" }
    for example in examples {
      text += "\n\(Markdown.escaped(example.title[language]))\n\n```\n\(example.text)\n```\n"
    }
    return text
  }

  // MARK: Content

  static func needs(_ rule: RuleDescriptor) -> LocalizedText {
    let needs = rule.needs.map(\.title) + rule.needsContext.map(\.title)
    guard !needs.isEmpty else { return LocalizedText(zh: "任何数据", en: "any") }
    return .list(needs)
  }

  private static let settingsTitle = LocalizedText(zh: "设置", en: "Settings")
  private static let exampleTitle = LocalizedText(zh: "示例", en: "Example")

  private func separator(_ language: Language) -> String { LocalizedText(zh: "：", en: ": ")[language] }

  private var facts: [(LocalizedText, LocalizedText)] {
    [
      (
        LocalizedText(zh: "级别", en: "severity"),
        LocalizedText(
          zh: "\(rule.severity.title.zh)（\(rule.certainty.title.zh)）",
          en: "\(rule.severity.title.en) (\(rule.certainty.title.en))")
      ),
      (LocalizedText(zh: "需要的数据", en: "needs"), Self.needs(rule)),
    ]
  }

  private var sections: [(LocalizedText, LocalizedText)] {
    var sections = [
      (LocalizedText(zh: "检查内容", en: "What it finds"), rule.finds),
      (LocalizedText(zh: "为什么要查", en: "Why it matters"), rule.why),
      (LocalizedText(zh: "依据", en: "Basis"), rule.basis),
      (LocalizedText(zh: "下一步", en: "What to do"), rule.next),
    ]
    if let fixSafety = rule.fixSafety { sections.append((LocalizedText(zh: "修改方式", en: "Fix"), fixSafety)) }
    return sections
  }

  private var settings: ReportTable {
    ReportTable(
      key: "settings", title: Self.settingsTitle,
      columns: [
        .init("name", zh: "名称", en: "name"), .init("default", zh: "默认值", en: "default"),
        .init("meaning", zh: "含义", en: "meaning"),
      ],
      rows: rule.settings.map { setting in
        [.text(setting.name), .localized(Self.defaultText(setting)), .localized(setting.meaning)]
      })
  }

  private static func defaultText(_ setting: RuleSetting) -> LocalizedText {
    let unit = setting.unit.map { unit in
      let title = Measure.Unit(rawValue: unit)?.title ?? LocalizedText(zh: unit, en: unit)
      return LocalizedText(zh: " " + title.zh, en: " " + title.en)
    }
    switch setting.defaultValue {
    case .number(let value):
      let number = NumberText.shortest(value)
      return LocalizedText(zh: number + (unit?.zh ?? ""), en: number + (unit?.en ?? ""))
    case .text(let value): return LocalizedText(zh: value, en: value)
    case .flag(let value): return LocalizedText(zh: value ? "是" : "否", en: value ? "true" : "false")
    case .list(let values):
      return LocalizedText(zh: values.joined(separator: "、"), en: values.joined(separator: ", "))
    case .automatic: return LocalizedText(zh: "按数据确定", en: "from the data")
    }
  }
}
