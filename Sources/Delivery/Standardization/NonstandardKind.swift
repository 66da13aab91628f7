internal import ReferenceData
internal import Registry

/// What a rule on names means in the words of the clean-up of non-standard names, by `Data/tables/nonstandard_kinds.tsv`.
struct NonstandardKind: Sendable, Equatable {
  /// A code, or how codes begin.
  let rule: String
  /// 刻意夸大, 崇洋媚外, 怪异难懂, 重名同音, or what the law asks besides.
  let type: LocalizedText
  /// 封建色彩, 通名专名不分 …
  let kind: LocalizedText
  /// Whether it belongs on the list of names to clean up; else only among the groups of duplicates.
  let isForRectification: Bool

  static let all: [NonstandardKind] = ReferenceData.table("nonstandard_kinds").rows.map { row in
    NonstandardKind(
      rule: row["rule"], type: LocalizedText(zh: row["type_zh"], en: row["type_en"]),
      kind: LocalizedText(zh: row["kind_zh"], en: row["kind_en"]), isForRectification: row["list"] == "rectification")
  }

  /// The types in the order of the table.
  static let types: [LocalizedText] = all.map(\.type).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }

  private static let duplicateType = LocalizedText(zh: "重名同音", en: "duplicate")
  private static let duplicateRules = all.filter { $0.type == duplicateType }.map(\.rule)

  /// Whether a rule is about names that must differ.
  static func isDuplicate(_ rule: String) -> Bool { duplicateRules.contains(where: rule.hasPrefix) }

  /// The kind of the longest rule that a code begins with.
  static func of(_ rule: String) -> NonstandardKind? {
    all.filter { rule.hasPrefix($0.rule) }.max { $0.rule.utf8.count < $1.rule.utf8.count }
  }

  var typeOrder: Int { Self.types.firstIndex(of: type) ?? Self.types.count }
}
