import Registry

/// What the argument parser says of a wrong command line, in both languages.
///
/// The parser has English texts only; the common ones are told in Chinese here, the others in general words.
enum UsageText {
  static func text(_ english: String) -> LocalizedText {
    let problem = english.split(separator: "\n").first.map(String.init) ?? ""
    let chinese = chinese(problem) ?? "命令的写法不对"
    return LocalizedText(zh: "\(chinese)。用法见 --help。", en: english)
  }

  private static func chinese(_ problem: String) -> String? {
    if let match = problem.firstMatch(of: #/Unknown option '(.+?)'(?:\. Did you mean '(.+?)'\?)?$/#) {
      return "没有选项“\(match.1)”" + (match.2.map { "，是否为“\($0)”？" } ?? "")
    }
    if let match = problem.firstMatch(of: #/Missing expected argument '(.+?)'/#) {
      return "缺少“\(match.1)”"
    }
    if let match = problem.firstMatch(of: #/Missing value for '(.+?)'/#) {
      return "“\(match.1)”后面缺少内容"
    }
    if let match = problem.firstMatch(of: #/(?:Unexpected argument '(.+?)'|\d+ unexpected arguments: (.+))/#) {
      return "多余的参数“\(match.1 ?? match.2 ?? "")”"
    }
    if let match = problem.firstMatch(of: #/The value '(.*?)' is invalid for '(\S+).*?'(?:\. Please provide (.+)\.)?/#)
    {
      let known = match.3.map { "，可用：" + Self.words($0).joined(separator: "、") } ?? ""
      return "“\(match.2)”不能是“\(match.1)”" + known
    }
    return nil
  }

  /// The quoted words of an enumeration.
  private static func words(_ text: Substring) -> [String] { text.matches(of: #/'(.+?)'/#).map { String($0.1) } }
}
