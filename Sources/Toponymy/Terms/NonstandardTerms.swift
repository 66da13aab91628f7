import ReferenceData

/// A word of the lists in a name.
public struct TermMatch: Hashable, Sendable {
  public let term: NonstandardTerm
  /// In Unicode scalars.
  public let span: Range<Int>
}

/// The lists of words that make a name suspect, with what exempts them.
///
/// Only words are judged: which classes and years a list is about is for the caller to ask.
public struct NonstandardTerms: Sendable {
  public static let standard = NonstandardTerms(
    terms: ReferenceData.table("nonstandard_terms"), sources: ReferenceData.table("term_sources"),
    contexts: ReferenceData.table("term_contexts"), affixes: NameAffixes.standard)

  public let terms: [NonstandardTerm]
  private let matcher: TermMatcher
  /// By word of the matcher: places in `terms`.
  private let termsOfWord: [[Int]]
  /// By word of the matcher: a name, or a part of one, in which no word counts.
  private let isAllowed: [Bool]
  private let contexts: [String: TermContexts]
  private let affixes: NameAffixes

  init(terms table: ReferenceTable, sources: ReferenceTable, contexts: ReferenceTable, affixes: NameAffixes) {
    let sources = Dictionary(
      sources.rows.map { ($0["id"], TermSource(zh: $0["zh"], en: $0["en"])) }, uniquingKeysWith: { first, _ in first })
    terms = table.rows.compactMap { NonstandardTerm($0, sources: sources) }
    let allowed = Set(contexts.rows.filter { $0["position"] == "name" }.map { $0["word"] })
    matcher = TermMatcher(terms.map(\.word) + allowed.sorted())
    let byWord = Dictionary(grouping: terms.indices, by: { [terms] in terms[$0].word })
    termsOfWord = matcher.words.map { byWord[$0] ?? [] }
    isAllowed = matcher.words.map(allowed.contains)
    self.contexts = TermContexts.byTerm(contexts)
    self.affixes = affixes
  }

  /// The words that count in a name, from the left; of one family only the longest at a place.
  ///
  /// - Parameter county: six digits, for lists that apply in a part of the country only.
  public func matches(in name: borrowing NameScalars, county: Int? = nil) -> [TermMatch] {
    var found: [(word: Int, span: Range<Int>)] = []
    matcher.forEachMatch(in: name) { found.append(($0, $1)) }
    guard !found.isEmpty else { return [] }
    let allowed = found.filter { isAllowed[$0.word] }.map(\.span)
    let frame = NameFrame(name, affixes)
    var matches: [TermMatch] = []
    for (word, span) in found where !allowed.contains(where: { $0.contains(span) }) {
      if let contexts = contexts[matcher.words[word]], contexts.exempt(span, of: name) { continue }
      for index in termsOfWord[word] where terms[index].applies(inCounty: county) {
        if frame.admits(terms[index].match, span, in: name, affixes) {
          matches.append(TermMatch(term: terms[index], span: span))
        }
      }
    }
    return longest(matches)
  }

  /// Whether some word of the lists stands in a name, counting or not.
  ///
  /// - Complexity: O(characters), no allocation.
  public func mayMatch(_ name: borrowing NameScalars) -> Bool { matcher.hasMatch(in: name) }

  /// Whether a name ends as villages do: 村, 屯, 村委会.
  public func isRural(_ name: borrowing NameScalars) -> Bool { NameFrame(name, affixes).isRural }

  /// Without what lies in a longer word of the family, and without the same word twice at a place.
  private func longest(_ matches: [TermMatch]) -> [TermMatch] {
    var kept: [TermMatch] = []
    for (index, match) in matches.enumerated() {
      let isCovered = matches.enumerated().contains { other, longer in
        longer.term.family == match.term.family && longer.span.contains(match.span)
          && (longer.span != match.span || other < index)
      }
      if !isCovered { kept.append(match) }
    }
    return kept.sorted { ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound) }
  }
}

extension NameScalars {
  @inline(__always)
  func has(_ word: [UInt32], at start: Int) -> Bool {
    guard start >= 0, start + word.count <= count else { return false }
    for offset in word.indices where self[start + offset] != word[offset] { return false }
    return true
  }
}
