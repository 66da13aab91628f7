public import Registry

extension ReportTable {
  /// The grid and the footers as Markdown, without the title.
  public func markdown(_ language: Language) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    var text = line(columns.map { Markdown.escaped($0.title[language]) })
    text += line(columns.indices.map { isNumeric($0) ? "---:" : "---" })
    for row in rows { text += line(row.map { Markdown.escaped($0.text(language)) }) }
    for footer in footers { text += "\n\(Markdown.escaped(footer[language]))\n" }
    return text
  }
}

enum Markdown {
  /// A text that Markdown shows as it is, also inside a table.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\", "|", "*", "_", "`", "<", ">", "[", "]", "#": escaped += "\\\(character)"
      case "\n": escaped += "<br>"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
