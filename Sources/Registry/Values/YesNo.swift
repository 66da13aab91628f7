/// Reads the words, marks and digits by which forms answer yes or no.
public enum YesNo {
  /// - Parameter title: the title of the field: under 是否达标 达标 is a yes and 不达标 a no.
  /// - Returns: `nil` for anything else.
  public static func value(_ text: String, title: String = "") -> Bool? {
    let word = text.foldingWidth.lowercased().filter { !$0.isWhitespace }
    if yes.contains(word) { return true }
    if no.contains(word) { return false }
    var subject = Substring(title)
    for opening in ["是否", "是"] where subject.hasPrefix(opening) {
      subject = subject.dropFirst(opening.count)
      break
    }
    for opening in ["已经", "已"] where word.hasPrefix(opening) { return true }
    for opening in ["未", "不", "没", "无", "非"] where word.hasPrefix(opening) && word.count > 1 { return false }
    return !subject.isEmpty && (word == subject || subject.hasSuffix(word)) ? true : nil
  }

  // In code because they are words of the language, not of a form.
  private static let yes: Set<String> = ["是", "有", "对", "√", "✓", "✔", "☑", "y", "yes", "t", "true", "1", "1.0"]
  private static let no: Set<String> = [
    "否", "无", "没有", "不是", "错", "×", "✗", "✘", "☒", "x", "n", "no", "f", "false", "0", "0.0",
  ]
}
