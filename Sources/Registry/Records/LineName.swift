/// The name of a boundary line, which names its two parties in no fixed order: 渝川线 is 川渝线.
public enum LineName {
  /// A key that is equal for both orders of the parties, with or without a mark between them.
  ///
  /// Where one party ends is unknown, but "party A, party B" and "party B, party A" are rotations of each other, so the
  /// smallest rotation serves both. 与, 和 and the 界 of 界线 are left out even where they belong to a party (民和,
  /// 张家界): they are then missing in both orders alike. A section (皖豫线阜阳段) keeps a key of its own.
  /// Complexity: O(n).
  public static func key(_ name: String) -> String {
    let scalars = Array(name.unicodeScalars.filter { !$0.properties.isWhitespace })
    let lineMark = scalars.lastIndex(of: "线") ?? scalars.endIndex
    let parties = withoutRegionWord(scalars[..<lineMark]).filter { !leftOut.contains($0) }
    var key = String.UnicodeScalarView()
    key.append(contentsOf: smallestRotation(Array(parties)))
    key.append("线")
    key.append(contentsOf: scalars[lineMark...].dropFirst())
    return String(key)
  }

  private static let leftOut: Set<Unicode.Scalar> = [
    "-", "－", "‐", "—", "–", "―", "～", "~", "·", "、", "/", "／", "与", "和", "界",
  ]

  /// 铜梁合川行政区域界线 is 铜梁合川界线.
  private static func withoutRegionWord(_ parties: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    for word in ["行政区域界", "行政区划界"] where parties.reversed().starts(with: word.unicodeScalars.reversed()) {
      return parties.dropLast(word.unicodeScalars.count)
    }
    return parties
  }

  /// The rotation that sorts first: two candidate starts, the loser of the first difference moves past it.
  private static func smallestRotation(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let count = scalars.count
    var (first, second, equal) = (0, 1, 0)
    while first < count, second < count, equal < count {
      let (left, right) = (scalars[(first + equal) % count], scalars[(second + equal) % count])
      guard left != right else {
        equal += 1
        continue
      }
      if left > right { first += equal + 1 } else { second += equal + 1 }
      if first == second { second += 1 }
      equal = 0
    }
    let start = min(first, second, count)
    return Array(scalars[start...] + scalars[..<start])
  }
}
