import ReferenceData

/// Generics of estates and buildings that stand on one another, or alone.
public struct GenericStack: Hashable, Sendable {
  /// Of the generics, in Unicode scalars.
  public let span: Range<Int>
  /// Nothing stands before the generics.
  public let isAlone: Bool

  /// `nil` for a name that is made as it should be.
  ///
  /// - Complexity: O(1), no allocation.
  public static func fault(in name: borrowing NameScalars) -> GenericStack? {
    let table = GenericTable.standard
    let end = name.endWithoutBlanks
    guard let last = table.longestSuffix(of: name, end: end), isBuilt(table.all[last]),
      table.all[last].scalars.count > 1,
      !customary.contains(table.all[last].word)
    else { return nil }
    let lastStart = end - table.all[last].scalars.count
    if lastStart == 0 { return alone.contains(table.all[last].word) ? GenericStack(span: 0..<end, isAlone: true) : nil }
    guard let first = table.longestSuffix(of: name, end: lastStart), isBuilt(table.all[first]) else { return nil }
    let start = lastStart - table.all[first].scalars.count
    // 新城, 东城 and 学园 are parts of specifics, 苑 and 府 behind a specific of two characters hardly.
    let counts =
      table.all[first].scalars.count > 1
      ? !specificLike.contains(table.all[first].word) : start >= 2 && closing.contains(table.all[first].word)
    return counts ? GenericStack(span: start..<end, isAlone: start == 0) : nil
  }

  private static func isBuilt(_ generic: Generic) -> Bool { generic.kind == .estate || generic.kind == .building }

  private static let customary = words("customary")
  private static let alone = words("alone")
  private static let specificLike = words("specific-like")
  private static let closing = words("closing")

  private static func words(_ role: String) -> Set<String> {
    Set(ReferenceData.table("generic_stacking").words(role))
  }
}
