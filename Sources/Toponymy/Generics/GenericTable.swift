import ReferenceData

/// The generics of `Data/tables/generics.tsv`, looked up from the end of a name.
public struct GenericTable: Sendable {
  public static let standard = GenericTable(ReferenceData.table("generics"))

  /// By last character, the longer word first; then the parts, which are no generics by themselves.
  public let all: [Generic]
  /// Of the words of `all`.
  let forms: [Generic.Form]
  /// Places in `all`.
  let parts: Range<Int>
  /// Code point - `firstScalar` → place in `all` of the first word that ends in the character; `none` where none does.
  private let starts: [UInt16]

  private static let firstScalar: UInt32 = 0x3400
  private static let lastScalar: UInt32 = 0x9FFF
  private static let none = UInt16.max

  init(_ table: ReferenceTable) {
    let generics = table.rows
      .compactMap { Generic($0["word"], kind: $0["kind"], classes: $0["classes"], division: $0["division"]) }
    let words = generics.filter { $0.division != .part }
      .sorted { ($0.scalars.last ?? 0, $1.scalars.count, $0.word) < ($1.scalars.last ?? 0, $0.scalars.count, $1.word) }
    all = words + generics.filter { $0.division == .part }
    parts = words.count..<all.count
    forms = all.map(\.form)
    var starts = [UInt16](repeating: Self.none, count: Int(Self.lastScalar - Self.firstScalar) + 1)
    for (index, generic) in words.enumerated().reversed() {
      guard let last = generic.scalars.last, (Self.firstScalar...Self.lastScalar).contains(last) else { continue }
      starts[Int(last - Self.firstScalar)] = UInt16(index)
    }
    self.starts = starts
  }

  /// The longest generic at the end of the first `end` characters of a name that `admits` does not refuse.
  ///
  /// - Complexity: O(words with this last character), at most some tens.
  @inline(__always)
  func longestSuffix(of name: borrowing NameScalars, end: Int, where admits: (Int) -> Bool = { _ in true }) -> Int? {
    guard end > 0 else { return nil }
    let last = name[end - 1]
    guard last >= Self.firstScalar, last <= Self.lastScalar else { return nil }
    var index = Int(starts[Int(last - Self.firstScalar)])
    while index < parts.lowerBound, all[index].scalars.last == last {
      if name.has(all[index].scalars, endingAt: end), admits(index) { return index }
      index += 1
    }
    return nil
  }
}
