/// "Did you mean": the known name nearest to one that was typed.
public enum NearestName {
  /// The candidate with the smallest edit distance, letter case aside, if that is at most a third of the length typed;
  /// in short names one edit in three letters, two in four to eight.
  public static func of(_ text: String, among candidates: [String]) -> String? {
    let typed = Array(text.lowercased())
    let allowed = max(1, min(2, typed.count / 2), typed.count / 3)
    var best: (distance: Int, name: String)?
    for name in candidates {
      let letters = Array(name.lowercased())
      guard abs(letters.count - typed.count) <= allowed else { continue }
      let distance = distance(typed, letters)
      if distance <= allowed, best.map({ (distance, name) < $0 }) ?? true { best = (distance, name) }
    }
    return best?.name
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
