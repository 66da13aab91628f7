/// "Did you mean": the known name nearest to one that was typed.
public enum NearestName {
  /// The candidate with the smallest edit distance, if that is at most two edits or a third of the length.
  ///
  /// A name that shares no character is not near, however short: 备注 is no 名称.
  public static func of(_ text: String, among candidates: [String]) -> String? {
    let typed = Array(text.lowercased())
    let allowed = max(2, typed.count / 3)
    let best = candidates.map { (name: $0, distance: distance(typed, Array($0.lowercased()))) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    guard let best, best.distance <= allowed, best.distance < max(typed.count, best.name.count) else { return nil }
    return best.name
  }

  /// Levenshtein distance, O(n·m).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let substitution = diagonal + (character == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
