internal import ReferenceData

/// What a record says of the state of a marker (标志现状), in the words of `marker_conditions.tsv`.
public enum MarkerCondition: Sendable, Equatable {
  case fine
  /// Not as it should be; the word of the table that says so.
  case notFine(String)
  /// Words that the table does not have.
  case unknown

  /// Reads one word or a sentence; of several words one that is not fine counts, unless it is denied (无损坏, 未发现明显损坏).
  public init(parsing text: String) {
    let text = text.filter { !$0.isWhitespace }
    var found = MarkerCondition.unknown
    for (word, isFine) in Self.words {
      for place in text.ranges(of: word) {
        let isDenied = ClauseBefore(text[..<place.lowerBound]).ends(
          with: ["无", "未", "没有", "没", "不"], over: Self.fillers)
        if isFine == isDenied {
          self = .notFine(isDenied ? "不\(word)" : word)
          return
        }
        found = .fine
      }
    }
    self = found
  }

  /// What may stand between a denial and what it denies, other conditions among it: 没有发现损坏、移位.
  private static let fillers =
    ["明显", "任何", "严重", "发现", "出现", "发生", "见", "有", "被", "、", "或者", "或", "和", "及"] + words.map(\.word)

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

  /// The weightiest thing that a text says was done; `nil` where it names none, or only plans or denies it (建议尽快修复).
  public init?(parsing text: String) {
    let done = Set(
      Self.words.compactMap { word, measure in
        text.ranges(of: word).contains { !Self.isOnlyPlanned(ClauseBefore(text[..<$0.lowerBound])) } ? measure : nil
      })
    guard let measure = [.move, .repair, .repaint].first(where: done.contains) else { return nil }
    self = measure
  }

  private static func isOnlyPlanned(_ clause: ClauseBefore) -> Bool {
    ["建议", "计划", "拟", "尽快", "需要", "尚未"].contains(where: clause.text.contains)
      || clause.ends(with: ["应", "需", "须", "未", "待", "无", "没有", "没", "不", "请", "可", "宜", "将"], over: fillers)
  }

  private static let fillers =
    ["进行", "予以", "及时", "立即", "实施", "得到", "作", "当", "再", "要", "、", "或者", "或", "和", "及"]
    + words.map(\.word)

  /// Whether it leaves the marker in its place and whole, as repainting does not.
  public var isRepair: Bool { self != .repaint }

  /// What a history (变更历史记录) says was done, clause by clause, with the year that stands in a clause or before it.
  public static func done(inHistory text: String) -> [(measure: MarkerMeasure, year: Int?)] {
    var year: Int?
    let clauses = text.split { ClauseBefore.separators.contains($0) }
    return clauses.compactMap { (clause: Substring) -> (measure: MarkerMeasure, year: Int?)? in
      let years: [Substring] = clause.split { !($0.isASCII && $0.isNumber) }.filter { $0.count >= 4 }
      year = years.lazy.compactMap { Int($0.prefix(4)) }.first { (1900...2999).contains($0) } ?? year
      return MarkerMeasure(parsing: String(clause)).map { ($0, year) }
    }
  }

  /// The words of laws and notices, to choose from.
  public static let choices: [String] = ReferenceData.table("marker_measures").rows
    .filter { $0["confidence"] == "source" }.map { $0["word"] }

  private static let words: [(word: String, measure: MarkerMeasure)] = ReferenceData.table("marker_measures").rows
    .compactMap { row in MarkerMeasure(rawValue: row["measure"]).map { (word: row["word"], measure: $0) } }
}

/// The part of a clause before a word, by which it is seen whether the word is denied or only planned.
private struct ClauseBefore {
  let text: Substring

  /// - Parameter text: up to the word.
  init(_ text: Substring) {
    let start = text.lastIndex(where: Self.separators.contains).map(text.index(after:)) ?? text.startIndex
    self.text = text[start...]
  }

  static let separators: Set<Character> = ["，", ",", "。", "；", ";", "！", "但", "而", "\n"]

  /// Whether one of some words stands at the end, or before fillers at the end.
  func ends(with words: [String], over fillers: [String]) -> Bool {
    var rest = text
    while true {
      if words.contains(where: rest.hasSuffix) { return true }
      guard let filler = fillers.first(where: rest.hasSuffix) else { return false }
      rest = rest.dropLast(filler.count)
    }
  }
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
