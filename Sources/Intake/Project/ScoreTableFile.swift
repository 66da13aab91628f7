internal import GISResources
public import Registry

/// Reads score tables (分值表): the one linked in, or a bureau's own.
public enum ScoreTableFile {
  /// - Parameter path: `nil` for the proposal that ships.
  /// - Throws: `ProjectFileError` for an unknown key, a missing or negative number, or a table without items.
  public static func read(_ path: String?) throws(ProjectFileError) -> ScoreTable {
    let name = "acceptance_score"
    let document =
      if let path {
        try YAMLDocument(path: path)
      } else {
        try YAMLDocument(text: GISResources.text(name) ?? "", file: "\(name).yaml")
      }
    return try table(document.root, isProposal: path == nil)
  }

  private static func table(_ root: YAMLMapping, isProposal: Bool) throws(ProjectFileError) -> ScoreTable {
    try root.allowOnly(["title", "full", "items"])
    var items: [ScoreTable.Item] = []
    for item in try root.mappings("items") { items.append(try self.item(item)) }
    guard !items.isEmpty else {
      throw root.error(at: root.line, zh: "没有列出扣分项（items）", en: "no items are listed")
    }
    var names: Set<String> = []
    if let twice = items.first(where: { !names.insert($0.name).inserted }) {
      throw root.error(
        at: root.line, zh: "有两个扣分项都叫“\(twice.name)”", en: "two items are called “\(twice.name)”")
    }
    return ScoreTable(
      title: try root.required("title"), full: try positive("full", root), items: items, isProposal: isProposal)
  }

  private static func item(_ mapping: YAMLMapping) throws(ProjectFileError) -> ScoreTable.Item {
    try mapping.allowOnly(["name", "rules", "per", "points", "cap", "suspects"])
    let rules = try mapping.texts("rules")
    // A blank would stand for all rules.
    guard !rules.isEmpty, !rules.contains("") else {
      throw mapping.error(at: mapping.line, zh: "没有列出规则（rules）", en: "no rules are listed")
    }
    return ScoreTable.Item(
      name: try mapping.required("name"), rules: rules, per: try mapping.choice("per", ScoreTable.Per.self) ?? .percent,
      points: try positive("points", mapping), cap: try positive("cap", mapping),
      suspects: try mapping.choice("suspects", ScoreTable.Suspects.self) ?? .confirmed)
  }

  private static func positive(_ key: String, _ mapping: YAMLMapping) throws(ProjectFileError) -> Double {
    let number = try mapping.requiredNumber(key)
    guard number > 0 else {
      throw mapping.error(
        at: mapping.line(of: key), zh: "“\(key)”应大于 0", en: "“\(key)” should be above 0")
    }
    return number
  }
}
