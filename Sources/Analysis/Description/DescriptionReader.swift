import ReferenceData
import Registry

/// Finds figures in descriptions (地理实体概况).
///
/// A figure stands behind its keyword, with nothing but words such as 为 or 约 between them, and has its unit. Parts of a
/// whole (耕地面积, 农业人口) and spans (3～5公里) are left out. The words are those of `described_facts.tsv`.
///
/// Keeps its buffers: one reader for many texts. Complexity: O(n).
public struct DescriptionReader {
  private let words = FactWords.standard
  private var scalars: [Unicode.Scalar] = []

  public init() {}

  /// The facts in the order of the text.
  public mutating func facts(in text: UnsafeBufferPointer<UInt8>) -> [DescribedFact] {
    decode(text)
    var facts: [DescribedFact] = []
    var index = 0
    while index < scalars.count {
      guard words.mayStart(scalars[index]), let fact = fact(at: index) else {
        index += 1
        continue
      }
      facts.append(fact)
      index = fact.span.upperBound
    }
    return facts
  }

  private mutating func decode(_ text: UnsafeBufferPointer<UInt8>) {
    scalars.removeAll(keepingCapacity: true)
    var decoder = UTF8()
    var bytes = text.makeIterator()
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue(let scalar): scalars.append(scalar)
      case .error: scalars.append("\u{FFFD}")
      case .emptyInput: return
      }
    }
  }

  private func fact(at start: Int) -> DescribedFact? {
    for keyword in words.keywords(at: scalars[start...]) {
      let end = start + keyword.word.count
      guard !words.isOther(keyword.kind, before: scalars[..<start], behind: scalars[end...]) else { continue }
      var reader = FigureReader(scalars[end...])
      if let figure = reader.figure(of: keyword.kind, needsUnit: keyword.needsUnit) {
        return DescribedFact(
          kind: keyword.kind, value: figure.value, halfStep: figure.halfStep, isAbout: figure.isAbout,
          span: start..<reader.end)
      }
    }
    return nil
  }
}

/// The keywords and the words that make them mean something else.
private struct FactWords: Sendable {
  struct Keyword: Sendable {
    let kind: DescribedFact.Kind
    let word: [Unicode.Scalar]
    /// 户1200人: the keyword does not name what is counted.
    let needsUnit: Bool
  }

  static let standard = FactWords(ReferenceData.table("described_facts"))

  private let keywordsByStart: [Unicode.Scalar: [Keyword]]
  /// By code point of the basic plane: whether a keyword starts with it.
  private let starts: [Bool]
  private let before: [DescribedFact.Kind: [[Unicode.Scalar]]]
  private let behind: [DescribedFact.Kind: [[Unicode.Scalar]]]

  init(_ table: ReferenceTable) {
    func words(_ use: String) -> [(kind: DescribedFact.Kind, word: [Unicode.Scalar])] {
      table.rows.filter { $0["use"] == use }.compactMap { row in
        DescribedFact.Kind(rawValue: row["fact"]).map { ($0, Array(row["word"].unicodeScalars)) }
      }
    }
    let keywords = words("keyword").map { kind, word in
      Keyword(kind: kind, word: word, needsUnit: kind != .postcode && word != Array("人口".unicodeScalars))
    }
    keywordsByStart = Dictionary(grouping: keywords.filter { !$0.word.isEmpty }) { $0.word[0] }
      .mapValues { $0.sorted { $0.word.count > $1.word.count } }
    var starts = Array(repeating: false, count: 0x10000)
    for start in keywordsByStart.keys where start.value < 0x10000 { starts[Int(start.value)] = true }
    self.starts = starts
    before = Dictionary(grouping: words("not_before"), by: \.kind).mapValues { $0.map(\.word) }
    behind = Dictionary(grouping: words("not_behind"), by: \.kind).mapValues { $0.map(\.word) }
  }

  func mayStart(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x10000 && starts[Int(scalar.value)] }

  /// The longest first.
  func keywords(at text: ArraySlice<Unicode.Scalar>) -> [Keyword] {
    guard let first = text.first else { return [] }
    return (keywordsByStart[first] ?? []).filter { text.starts(with: $0.word) }
  }

  /// Whether the words around a keyword make it a figure of something else, also with 总 between: 耕地总面积.
  func isOther(
    _ kind: DescribedFact.Kind, before text: ArraySlice<Unicode.Scalar>, behind rest: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    var text = text
    while let last = text.last, last == "总" || last == "的" { text.removeLast() }
    return (before[kind] ?? []).contains { text.suffix($0.count).elementsEqual($0) }
      || (behind[kind] ?? []).contains { rest.starts(with: $0) }
  }
}
