internal import Registry

extension LocalizedText {
  /// Some texts one behind the other.
  static func list(_ texts: [LocalizedText]) -> LocalizedText {
    LocalizedText(
      zh: texts.map(\.zh).joined(separator: "、"), en: texts.map(\.en).joined(separator: ", "))
  }

  /// How often each kind of change occurs, under a table of changes; kinds that do not are left out.
  static func sums(of counts: [(kind: LocalizedText, count: Int)]) -> LocalizedText {
    let counts = counts.filter { $0.count > 0 }
    guard !counts.isEmpty else { return LocalizedText(zh: "没有变化。", en: "Nothing changed.") }
    return LocalizedText(
      zh: "合计：" + counts.map { "\($0.kind.zh) \($0.count)" }.joined(separator: " · "),
      en: "Sums: " + counts.map { "\($0.kind.en) \($0.count)" }.joined(separator: " · "))
  }
}
