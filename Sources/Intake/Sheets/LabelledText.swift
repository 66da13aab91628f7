/// Labels with values in running text, as stand above and below tables: `界线名称：铜合线   坐标系：2000国家大地坐标系`.
enum LabelledText {
  struct Pair: Sendable, Equatable {
    let label: String
    let value: String
  }

  /// The pairs in a row of cells. A value ends at the next label; a label at the end of a cell has its value in the
  /// next cell that is not blank.
  ///
  /// - Returns: labels without their colon; values may be blank.
  static func pairs(_ cells: [String]) -> [Pair] {
    var pairs: [Pair] = []
    var open: String?
    for cell in cells.map(trimmed) where !cell.isEmpty {
      let found = self.pairs(in: cell)
      if found.isEmpty {
        if let label = open { pairs.append(Pair(label: label, value: cell)) }
        open = nil
        continue
      }
      if let label = open { pairs.append(Pair(label: label, value: "")) }
      open = nil
      pairs += found
      if let last = pairs.last, last.value.isEmpty {
        pairs.removeLast()
        open = last.label
      }
    }
    if let label = open { pairs.append(Pair(label: label, value: "")) }
    return pairs
  }

  /// The pairs in one text. A label is the word before a colon, but not in `1:10000` and `EPSG:4544`; brackets around the
  /// whole do not count.
  static func pairs(in text: String) -> [Pair] {
    var text = Array(trimmed(text))
    if let first = text.first, let last = text.last, "(（".contains(first), ")）".contains(last) {
      text = Array(text.dropFirst().dropLast())
    }
    let colons = text.indices.filter { index in
      guard "：:".contains(text[index]), index > 0, !isDigit(text[index - 1]) else { return false }
      return !text[index - 1].isASCII || index + 1 == text.count || !isDigit(text[index + 1])
    }
    let labels = colons.compactMap { colon in
      let start = text[..<colon].lastIndex(where: isGap).map { $0 + 1 } ?? 0
      return start < colon ? start..<colon : nil
    }
    return labels.enumerated().map { index, label in
      let end = index + 1 < labels.count ? labels[index + 1].lowerBound : text.count
      let value = label.upperBound + 1 < end ? text[(label.upperBound + 1)..<end] : []
      return Pair(label: String(text[label]), value: trimmed(String(value)))
    }
  }

  private static func isGap(_ character: Character) -> Bool { character.isWhitespace || "，,；;。".contains(character) }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

  static func trimmed(_ text: String) -> String {
    let kept = text.drop(while: \.isWhitespace)
    return kept.lastIndex { !$0.isWhitespace }.map { String(kept[...$0]) } ?? ""
  }
}
