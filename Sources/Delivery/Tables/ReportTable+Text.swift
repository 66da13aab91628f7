public import Registry

extension ReportTable {
  /// The table with its title, columns aligned by display width.
  public func text(_ language: Language) -> String {
    var text = title[language] + "\n"
    text += grid(language, indent: "  ")
    for footer in footers { text += "  \(footer[language])\n" }
    return text
  }

  /// The header, a rule under it and the rows.
  func grid(_ language: Language, indent: String) -> String {
    let cells = rows.map { row in row.map { $0.text(language) } }
    let titles = columns.map { $0.title[language] }
    let widths = columns.indices.map { column in
      cells.reduce(DisplayWidth.of(titles[column])) { max($0, DisplayWidth.of($1[column])) }
    }
    // Once: of a column of blanks it takes a look at every row.
    let areNumeric = columns.indices.map(isNumeric)
    func line(_ row: [String]) -> String {
      let line = columns.indices.map { column in
        DisplayWidth.padded(row[column], to: widths[column], trailing: areNumeric[column])
      }.joined(separator: "  ")
      return indent + String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return line(titles) + line(rule) + cells.map(line).joined()
  }
}
