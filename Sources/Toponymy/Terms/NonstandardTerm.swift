import ReferenceData

/// A word that makes a name suspect of being 不规范, with the list that gives it.
public struct NonstandardTerm: Hashable, Sendable {
  /// What is held against the word; the raw value is the type in the table.
  public enum Family: String, Sendable, CaseIterable {
    /// 大: says more than the thing is.
    case exaggerated = "大"
    /// 洋: a foreign place, person or mark.
    case foreignName = "洋"
    /// 洋: an ordinary word of a foreign language, written by its sound.
    case foreignWord = "洋词"
    /// 怪: emperors, ranks and their houses.
    case feudal = "怪-封建"
    /// 怪: no meaning to be seen, or ill-omened.
    case bizarre = "怪-怪诞"
    /// 怪: vulgar.
    case vulgar = "怪-粗俗"
    case company = "企业"
    /// Leaders of the state.
    case leader = "人名"
  }

  /// Where in a name the word counts.
  public enum Match: String, Sendable {
    case anywhere
    /// Anywhere, but not in a name that ends as villages do (御营村).
    case urban
    /// Only as the whole specific of an urban name: 罗马家园, 东方米兰, not 罗马村 or 柏林镇.
    case specific
    /// At the end of the specific, with something before it: 领江一号, 京南一品花园.
    case specificEnd = "specific-end"
    /// At the end of the name, with something before it: 瓯海之光.
    case end
  }

  public let word: String
  public let family: Family
  public let match: Match
  /// Beginnings of division codes where the list applies; empty for the nation.
  public let scope: [String]
  /// Beginnings of class codes that the list is about; empty for all classes.
  public let classes: [String]
  public let source: TermSource
  public let confidence: String

  /// `nil` for rows that are facts but no words to look for: examples, patterns.
  init?(_ row: ReferenceTable.Row, sources: [String: TermSource]) {
    guard let family = Family(rawValue: row["type"]), let match = Match(rawValue: row["match"]),
      let source = sources[row["source"]]
    else { return nil }
    word = row["term"]
    self.family = family
    self.match = match
    scope = row["scope"] == "全国" ? [] : row["scope"].split(separator: "|").map(String.init)
    classes = row["classes"] == "*" ? [] : row["classes"].split(separator: "|").map(String.init)
    self.source = source
    confidence = row["confidence"]
  }

  /// Whether the list applies in a county; where the county is not known every list may.
  ///
  /// - Parameter county: six digits.
  public func applies(inCounty county: Int?) -> Bool {
    guard let county, !scope.isEmpty else { return true }
    let code = String(county)
    return scope.contains(where: code.hasPrefix)
  }

  /// Whether the list is about a class, a code of five digits.
  public func concerns(classCode code: Int) -> Bool {
    let code = String(code)
    return classes.isEmpty || classes.contains(where: code.hasPrefix)
  }
}

/// A document or a field of general knowledge that words are taken from.
public struct TermSource: Hashable, Sendable {
  public let zh: String
  public let en: String
}
