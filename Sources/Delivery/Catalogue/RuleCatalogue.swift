public import Registry

/// The list of rules: `jieming rules`.
public enum RuleCatalogue {
  public static func text(_ rules: [RuleDescriptor], language: Language) -> String {
    var text = ""
    for family in RuleFamily.allCases {
      let members = rules.filter { $0.family == family }
      guard !members.isEmpty else { continue }
      if !text.isEmpty { text += "\n" }
      text += table(members, family.title).text(language)
    }
    return text
  }

  /// Every descriptor in both languages, in the order given.
  public static func json(_ rules: [RuleDescriptor], toolVersion: String) -> [UInt8] {
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", "jieming.rules/1")
      json.tool(version: toolVersion)
      json.array("rules", .lines) { json in
        for rule in rules { write(rule, to: &json) }
      }
    }
    return json.document
  }

  /// The list as a Markdown page with a link to the page of each rule.
  public static func markdown(_ rules: [RuleDescriptor], language: Language) -> String {
    var text = LocalizedText(zh: "# 规则目录\n", en: "# Rules\n")[language]
    text += "\n" + RulePage.generatedNotice
    for family in RuleFamily.allCases {
      let members = rules.filter { $0.family == family }
      guard !members.isEmpty else { continue }
      text += "\n## \(family.rawValue) \(family.title[language])\n\n"
      text += "| | | | |\n|---|---|---|---|\n"
      for rule in members {
        text += "| [\(rule.code)](\(rule.code).md) | \(rule.name) | \(Markdown.escaped(rule.title[language])) "
        text += "| \(rule.severity.title[language]), \(rule.certainty.title[language]) |\n"
      }
    }
    return text
  }

  private static func table(_ rules: [RuleDescriptor], _ title: LocalizedText) -> ReportTable {
    ReportTable(
      key: "rules", title: title,
      columns: [
        .init("code", zh: "代码", en: "code"), .init("name", zh: "规则名", en: "name"),
        .init("title", zh: "问题", en: "problem"), .init("severity", zh: "级别", en: "severity"),
        .init("certainty", zh: "性质", en: "certainty"), .init("needs", zh: "需要的数据", en: "needs"),
      ],
      rows: rules.map { rule in
        [
          .text(rule.code), .text(rule.name), .localized(rule.title), .localized(rule.severity.title),
          .localized(rule.certainty.title), .localized(RulePage.needs(rule)),
        ]
      })
  }

  private static func write(_ rule: RuleDescriptor, to json: inout JSONWriter) {
    json.object(.lines) { json in
      json.member("code", rule.code)
      json.member("name", rule.name)
      json.member("title", rule.title)
      json.member("family", rule.family.rawValue)
      json.member("severity", rule.severity.rawValue)
      json.member("certainty", rule.certainty.rawValue)
      json.member("needs", rule.needs.map(\.rawValue) + rule.needsContext.map(\.rawValue))
      json.member("finds", rule.finds)
      json.member("why", rule.why)
      json.member("basis", rule.basis)
      json.member("next", rule.next)
      if let fixSafety = rule.fixSafety { json.member("fixSafety", fixSafety) }
      json.array("settings") { json in
        for setting in rule.settings { write(setting, to: &json) }
      }
    }
  }

  private static func write(_ setting: RuleSetting, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", setting.name)
      switch setting.defaultValue {
      case .number(let value): json.member("default", value)
      case .text(let value): json.member("default", value)
      case .flag(let value):
        json.key("default")
        json.value(value)
      case .list(let values): json.member("default", values)
      case .automatic:
        json.key("default")
        json.null()
      }
      json.member("unit", setting.unit)
      json.member("meaning", setting.meaning)
    }
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ text: LocalizedText) {
    object(name) { json in
      json.member("zh", text.zh)
      json.member("en", text.en)
    }
  }
}
