/// A yes or no as forms write it.
public enum YesNo {
  /// Reads 是, 否, 有, 无, 已备案, 未到场, √, ×, yes, no, 1, 0 and the like; `nil` for other texts.
  public static func parse(_ text: String) -> Bool? {
    let text = text.foldingWidth.lowercased().filter { !$0.isWhitespace }
    if noWords.contains(text) { return false }
    if yesWords.contains(text) { return true }
    if ["未", "没", "无", "否", "不"].contains(where: text.hasPrefix) { return false }
    if ["已", "是", "均", "双方"].contains(where: text.hasPrefix) { return true }
    return nil
  }

  private static let yesWords: Set = ["是", "有", "到场", "在场", "备案", "同意", "√", "✓", "y", "yes", "true", "1"]
  private static let noWords: Set = ["否", "无", "×", "✗", "x", "n", "no", "false", "0"]
}

extension String {
  /// Whether a cell of a form says that there is nothing: 无, 没有, `/`, `-`.
  public var saysNothing: Bool {
    let text = lowercased().filter { !$0.isWhitespace && !"。.，,".contains($0) }
    return text.isEmpty || Self.nothing.contains(text) || Self.nothingPrefixes.contains(where: text.hasPrefix)
  }

  private static let nothing: Set<String> = ["无", "没有", "否", "/", "-", "—", "——", "no", "none"]
  private static let nothingPrefixes = ["无变化", "无异常", "无跨", "无此", "未发现", "未见", "没有"]
}
