import Registry

extension Dataset {
  /// Rows as a clerk finds them: “第 3、17 行”, with the file where they stand in several.
  ///
  /// - Parameter origins: in the order in which they are to be listed, those of one source together.
  func rowList(_ origins: [Origin]) -> LocalizedText {
    let sources = origins.reduce(into: [Int]()) { if $0.last != $1.source { $0.append($1.source) } }
    let lists = sources.map { source in
      let rows = origins.filter { $0.source == source }.map { String($0.row) }
      let file = sources.count > 1 ? self.sources[source].file + " " : ""
      return LocalizedText(
        zh: "\(file)第 \(rows.joined(separator: "、")) 行",
        en: "\(file)\(rows.count == 1 ? "row" : "rows") \(rows.joined(separator: ", "))")
    }
    return LocalizedText(
      zh: lists.map(\.zh).joined(separator: "；"), en: lists.map(\.en).joined(separator: "; "))
  }
}
