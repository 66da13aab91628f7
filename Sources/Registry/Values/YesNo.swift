/// Reads the words, marks and digits by which forms answer yes or no.
public enum YesNo {
  /// Reads 是, 否, 有, 无, 已备案, 未到场, √, ×, yes, no, 1, 0 and the like.
  ///
  /// - Returns: `nil` for other texts.
  public static func parse(_ text: String) -> Bool? {
    let word = text.foldingWidth.lowercased().filter { !$0.isWhitespace }
    if yes.contains(word) { return true }
    if no.contains(word) { return false }
    guard word.count > 1, !unknown.contains(where: word.hasPrefix) else { return nil }
    if ["未", "没", "无", "否", "不"].contains(where: word.hasPrefix) { return false }
    if ["已", "是", "均", "双方"].contains(where: word.hasPrefix) { return true }
    return nil
  }

  /// Reads also what repeats the question: 达标 under 是否达标.
  public static func parse(_ text: String, title: String) -> Bool? {
    if let answer = parse(text) { return answer }
    let word = text.filter { !$0.isWhitespace }
    let question = title.hasPrefix("是否") ? title.dropFirst(2) : title[...]
    return !word.isEmpty && question.hasSuffix(word) ? true : nil
  }

  // In code because they are words of the language, not of a form.
  private static let yes: Set<String> = [
    "是", "有", "对", "到场", "在场", "备案", "同意", "√", "✓", "✔", "☑", "y", "yes", "t", "true", "1", "1.0",
  ]
  private static let no: Set<String> = ["否", "无", "错", "×", "✗", "✘", "☒", "x", "n", "no", "f", "false", "0", "0.0"]
  /// Words that begin like an answer and give none.
  private static let unknown = [
    "不详", "不明", "未知", "不清楚", "不确定", "未确定", "不适用", "不知", "无法", "未核实", "未核查", "是否",
  ]
}
