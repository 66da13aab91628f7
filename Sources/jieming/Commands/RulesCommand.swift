import ArgumentParser
import Delivery
import Registry
import Rules

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "列出全部规则。Lists all rules.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  @Option(help: "输出格式 format: text, json, markdown")
  var format: Format = .text

  @Option(help: "语言 language: zh, en")
  var lang: Language = .zh

  func run() throws {
    let rules = RuleBook.descriptors
    switch format {
    case .text: Console.write(Array(RuleCatalogue.text(rules, language: lang).utf8))
    case .json: Console.write(RuleCatalogue.json(rules, toolVersion: Jieming.version))
    case .markdown: Console.write(Array(RuleCatalogue.markdown(rules, language: lang).utf8))
    }
  }
}

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "说明一条规则：查什么、依据、怎么办、例子。Explains one rule.")

  @Argument(help: "规则编号或名称 code or name of a rule", completion: .list(RuleBook.descriptors.map { $0.code }))
  var rule: String

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown
  }

  @Option(help: "输出格式 format: text, markdown")
  var format: Format = .text

  @Option(help: "语言 language: zh, en")
  var lang: Language = .zh

  func run() throws {
    guard let entry = RuleBook.entry(named: rule) else {
      throw RuleSelectionError.unknownRule(
        rule, nearest: NearestName.of(rule, among: RuleBook.descriptors.flatMap { [$0.code, $0.name] }))
    }
    let page = RulePage(
      entry.descriptor, examples: entry.examples.map { RulePage.Example(title: $0.title, text: $0.text) })
    let text =
      switch format {
      case .text: page.text(lang)
      case .markdown: page.markdown(lang)
      }
    Console.write(Array(text.utf8))
  }
}
