import ReferenceData

/// English words in the place of a generic: Changjiang Road, Lake Taihu.
public struct TranslatedGenerics: Sendable {
  public static let standard = TranslatedGenerics(ReferenceData.table("translated_generics"))

  /// A translated word and its place in the romanisation, in Unicode scalars.
  public struct Match: Sendable, Hashable {
    public let word: String
    public let letters: Range<Int>
    /// The romanisation without it.
    public let rest: String
  }

  private struct Entry {
    let generics: [String]
    let isFirst: Bool
    let isLast: Bool
  }

  private let entries: [String: Entry]

  init(_ table: ReferenceTable) {
    entries = Dictionary(
      table.rows.map { row in
        let position = row["position"]
        return (
          row["english"],
          Entry(
            generics: row["generics"].split(separator: "|").map(String.init), isFirst: position != "after",
            isLast: position != "before")
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The translated generic of a name: its last word, or its first one, in English.
  public func match(name: String, romanisation: String) -> Match? {
    let words = romanisation.unicodeScalars.split { $0 == " " || $0 == "." || $0 == "\u{3000}" }
    guard words.count >= 2 else { return nil }
    for (word, isLast) in [(words[words.count - 1], true), (words[0], false)] {
      guard let entry = entries[String(word).lowercased()], isLast ? entry.isLast : entry.isFirst,
        entry.generics.contains(where: { name.hasSuffix($0) })
      else { continue }
      let scalars = romanisation.unicodeScalars
      let start = scalars.distance(from: scalars.startIndex, to: word.startIndex)
      let rest = isLast ? words.dropLast() : words.dropFirst()
      return Match(
        word: String(word), letters: start..<start + word.count, rest: rest.map { String($0) }.joined(separator: " "))
    }
    return nil
  }

  /// The match whose rest is the spelling of the name, with or without its generic.
  public func match(name: String, romanisation: String, checker: inout RomanisationChecker) -> Match? {
    guard let match = match(name: name, romanisation: romanisation) else { return nil }
    let parts = NameParts(name)
    let specific = String(String.UnicodeScalarView(name.unicodeScalars.prefix(parts.specific.count)))
    for spelled in [specific, name] where checker.check(name: spelled, romanisation: match.rest) == .composable {
      return match
    }
    return nil
  }
}
