import ReferenceData

/// What exempts one word: 国际 before 机场, 世界 behind 新.
struct TermContexts: Sendable {
  private var before: [[UInt32]] = []
  private var after: [[UInt32]] = []
  private var endings: [[UInt32]] = []

  static func byTerm(_ table: ReferenceTable) -> [String: TermContexts] {
    var contexts: [String: TermContexts] = [:]
    for row in table.rows {
      for term in row["term"].split(separator: "|") {
        contexts[String(term), default: TermContexts()].add(row["word"], row["position"])
      }
    }
    return contexts
  }

  private mutating func add(_ words: String, _ position: String) {
    let words = words.split(separator: "|").map { $0.unicodeScalars.map(\.value) }
    switch position {
    case "before": before += words
    case "after": after += words
    case "ending": endings += words
    default: break
    }
  }

  func exempt(_ span: Range<Int>, of name: borrowing NameScalars) -> Bool {
    for word in before where name.has(word, at: span.lowerBound - word.count) { return true }
    for word in after where name.has(word, at: span.upperBound) { return true }
    let end = name.endWithoutBlanks
    for word in endings where end - word.count >= span.upperBound && name.has(word, at: end - word.count) {
      return true
    }
    return false
  }
}
