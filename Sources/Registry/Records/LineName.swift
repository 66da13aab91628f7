/// The name of a boundary line, which names its two parties in no fixed order: 渝川线 is 川渝线.
public enum LineName {
  /// A key that is equal for both orders of the parties.
  ///
  /// Without a mark between the parties the division is unknown, but "party A, party B" and "party B, party A" are
  /// rotations of each other, so the smallest rotation serves both. A section ("皖豫线阜阳段") keeps its own key.
  public static func key(_ name: String) -> String {
    let scalars = name.unicodeScalars.filter { !$0.properties.isWhitespace }
    guard let lineMark = scalars.lastIndex(of: "线") else { return String(String.UnicodeScalarView(scalars)) }
    let parties = Array(scalars[..<lineMark])
    let section = String(String.UnicodeScalarView(scalars[scalars.index(after: lineMark)...]))
    if let mark = parties.firstIndex(where: separators.contains) {
      let rest = parties[(mark + 1)...].drop(while: separators.contains)
      let pair = [string(parties[..<mark]), string(rest)].sorted()
      return smallestRotation(Array(pair.joined().unicodeScalars)) + "线" + section
    }
    return smallestRotation(parties) + "线" + section
  }

  private static let separators: Set<Unicode.Scalar> = ["-", "－", "—", "–", "～", "~", "·", "、", "与", "和"]

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func smallestRotation(_ scalars: [Unicode.Scalar]) -> String {
    let rotations = scalars.indices.map { Array(scalars[$0...] + scalars[..<$0]) }
    return string(rotations.min { $0.lexicographicallyPrecedes($1) } ?? scalars)
  }
}
