internal import ReferenceData

/// What a record says of the state of a marker (标志现状), in the words of `marker_conditions.tsv`.
public enum MarkerCondition: Sendable, Equatable {
  case fine
  /// Not as it should be; the word of the table that says so.
  case notFine(String)
  /// Words that the table does not have.
  case unknown

  /// Reads one word or a sentence; of several words one that is not fine counts, unless it is denied (无损坏).
  public init(parsing text: String) {
    let text = text.filter { !$0.isWhitespace }
    var found = MarkerCondition.unknown
    for (word, isFine) in Self.words {
      guard let place = text.firstRange(of: word) else { continue }
      let isDenied = ["无", "未", "没有", "不"].contains { text[..<place.lowerBound].hasSuffix($0) }
      if isFine == isDenied {
        self = .notFine(isDenied ? "不\(word)" : word)
        return
      }
      found = .fine
    }
    self = found
  }

  /// A word for each condition, to choose from.
  public static let choices: [String] = firstWords(of: "marker_conditions", by: "condition")

  /// The longer word first: 方位物变化 before 变化.
  private static let words: [(word: String, isFine: Bool)] = ReferenceData.table("marker_conditions").rows
    .map { (word: $0["word"], isFine: $0["fine"] == "yes") }
    .sorted { ($0.word.count, $1.word) > ($1.word.count, $0.word) }
}

/// What was done with a marker (处理措施), in the words of `marker_measures.tsv`.
public enum MarkerMeasure: String, Sendable {
  case repair
  case move
  case repaint

  /// The weightiest thing that a text says was done; `nil` where it names none.
  public init?(parsing text: String) {
    let done = Set(
      Self.words.compactMap { word, measure -> MarkerMeasure? in
        guard let place = text.firstRange(of: word) else { return nil }
        let isOnlyPlanned = ["拟", "应", "需", "未", "建议", "计划", "待"].contains { text[..<place.lowerBound].hasSuffix($0) }
        return isOnlyPlanned ? nil : measure
      })
    guard let measure = [.move, .repair, .repaint].first(where: done.contains) else { return nil }
    self = measure
  }

  /// The words of laws and notices, to choose from.
  public static let choices: [String] = ReferenceData.table("marker_measures").rows
    .filter { $0["confidence"] == "source" }.map { $0["word"] }

  private static let words: [(word: String, measure: MarkerMeasure)] = ReferenceData.table("marker_measures").rows
    .compactMap { row in MarkerMeasure(rawValue: row["measure"]).map { (word: row["word"], measure: $0) } }
}

/// Features along which a boundary can be seen on the ground, in the words of `linear_features.tsv`.
public enum LinearFeature {
  /// Whether a text (段实体类型) names one: 沿河流; not 无.
  public static func isNamed(in text: String) -> Bool {
    !text.saysNothing && words.contains { text.contains($0) }
  }

  private static let words: [String] = ReferenceData.table("linear_features").rows.map { $0["word"] }
}

/// The first word of each value of a column, in the order of the table.
private func firstWords(of table: String, by column: String) -> [String] {
  var seen: Set<String> = []
  return ReferenceData.table(table).rows.filter { seen.insert($0[column]).inserted }.map { $0["word"] }
}
