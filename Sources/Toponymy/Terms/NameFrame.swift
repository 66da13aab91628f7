import ReferenceData

/// Words that names begin and end with besides generics: `Data/tables/name_affixes.tsv`.
struct NameAffixes: Sendable {
  static let standard = NameAffixes(ReferenceData.table("name_affixes"))

  /// Endings of villages and their committees.
  let rural: [[UInt32]]
  /// Endings of estates that look like those: 新村, 山庄, 度假村.
  let urban: [[UInt32]]
  /// What stands before the word that a name of buildings is about: 东方, 新.
  let leading: [[UInt32]]
  /// What stands behind it, without being a generic: 春天, 二期.
  let trailing: [[UInt32]]

  init(_ table: ReferenceTable) {
    func words(_ role: String) -> [[UInt32]] {
      table.words(role).map { $0.unicodeScalars.map(\.value) }
    }
    rural = words("rural")
    urban = words("urban")
    leading = words("leading")
    trailing = words("trailing")
  }
}

/// What stands around a word in a name.
struct NameFrame {
  let isRural: Bool
  private let end: Int
  private let generics = GenericTable.standard

  init(_ name: borrowing NameScalars, _ affixes: NameAffixes) {
    end = name.endWithoutBlanks
    var isRural = false
    for word in affixes.rural where end > word.count && name.has(word, at: end - word.count) { isRural = true }
    for word in affixes.urban where name.has(word, at: end - word.count) { isRural = false }
    self.isRural = isRural
  }

  func admits(
    _ match: NonstandardTerm.Match, _ span: Range<Int>, in name: borrowing NameScalars, _ affixes: NameAffixes
  ) -> Bool {
    switch match {
    case .anywhere: return true
    case .urban: return !isRural
    case .end: return !isRural && span.lowerBound >= 2 && span.upperBound == end
    case .specificEnd: return !isRural && span.lowerBound >= 2 && isClosed(behind: span.upperBound, name, affixes)
    case .specific:
      guard !isRural, isOpen(before: span.lowerBound, name, affixes) else { return false }
      // The word alone may be any name: 柏林, 米兰.
      return span.count < end && isClosed(behind: span.upperBound, name, affixes)
    }
  }

  /// Whether nothing stands before a place but one leading word, or a mark.
  private func isOpen(before start: Int, _ name: borrowing NameScalars, _ affixes: NameAffixes) -> Bool {
    if start == 0 || name[start - 1] < 0x2E80 { return true }
    for word in affixes.leading where word.count == start && name.has(word, at: 0) { return true }
    return false
  }

  /// Whether nothing stands behind a place but generics of estates and buildings, and words that go with them.
  private func isClosed(behind start: Int, _ name: borrowing NameScalars, _ affixes: NameAffixes) -> Bool {
    var end = end
    while end > start {
      let generic = generics.longestSuffix(of: name, end: end) { index in
        Self.urbanKinds.contains(generics.all[index].kind) && end - generics.all[index].scalars.count >= start
      }
      if let generic {
        end -= generics.all[generic].scalars.count
        continue
      }
      var length = name[end - 1] < 0x2E80 ? 1 : 0
      for word in affixes.trailing where word.count > length && end - word.count >= start {
        if name.has(word, at: end - word.count) { length = word.count }
      }
      if length == 0 { return false }
      end -= length
    }
    return true
  }

  private static let urbanKinds: Set<Generic.Kind> = [.estate, .building]
}

extension Range<Int> {
  func contains(_ other: Range<Int>) -> Bool { lowerBound <= other.lowerBound && other.upperBound <= upperBound }
}
