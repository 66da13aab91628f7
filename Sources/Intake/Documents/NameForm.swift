internal import Registry

/// The fields of a form of one place name: labels and the values beside or below them.
struct NameForm {
  /// In the order of the form, each field once.
  private(set) var entries: [(label: String, value: String)] = []
  /// The name that the form gives besides its own: it holds several records.
  private(set) var otherName: String?
  /// Texts that stand at no known label.
  private(set) var rest: [String] = []

  /// What a label is the same as: the field it names, else itself.
  static func identity(_ label: String) -> String {
    let folded = FieldNames.fold(label)
    return FieldNames.standard.match(folded, .placeName)?.key.rawValue ?? folded
  }

  init(_ document: WordDocument) {
    for table in document.tables { read(table) }
    for paragraph in document.paragraphs { read(paragraph) }
  }

  // MARK: Labels

  private static func label(_ text: String) -> String? {
    let folded = FieldNames.fold(text)
    let name = folded.hasSuffix(":") ? String(folded.dropLast()) : folded
    // `省` and `县` are values too.
    guard (2...24).contains(name.count), !name.utf8.contains(0x0A),
      RecordKind.allCases.contains(where: { FieldNames.standard.match(name, $0) != nil })
    else { return nil }
    return LabelledText.trimmed(text.split(whereSeparator: \.isNewline).joined()).trimmingColon
  }

  private mutating func add(_ label: String, _ value: String) {
    let identity = Self.identity(label)
    guard let index = entries.firstIndex(where: { Self.identity($0.label) == identity }) else {
      entries.append((label, value))
      return
    }
    if entries[index].value.isEmpty {
      entries[index].value = value
    } else if !value.isEmpty, value != entries[index].value {
      let isSameLabel = FieldNames.fold(label) == FieldNames.fold(entries[index].label)
      if isSameLabel, identity == FieldKey.name.rawValue { otherName = otherName ?? value }
      rest.append("\(label)：\(value)")
    }
  }

  /// Reads labelled values in running text.
  private mutating func read(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline).map(String.init) {
      let pairs = LabelledText.pairs(in: line)
      if pairs.isEmpty || pairs.allSatisfy({ Self.label($0.label) == nil }) {
        rest.append(line)
      } else {
        for pair in pairs {
          if let label = Self.label(pair.label) {
            add(label, pair.value)
          } else {
            rest.append("\(pair.label)：\(pair.value)")
          }
        }
      }
    }
  }

  // MARK: Tables

  private mutating func read(_ table: WordDocument.Table) {
    var used: Set<[Int]> = []
    for row in table.indices {
      for index in table[row].indices where !used.contains([row, index]) {
        let text = Self.text(table, row, index)
        if let label = Self.label(text) {
          used.formUnion(take(label, table, row, index, used))
        } else if !table[row][index].isContinued, !text.isEmpty, !Self.isBound(text) {
          read(text)
        }
      }
    }
  }

  /// The text of a cell; of the lower part of a merged one that of its top.
  private static func text(_ table: WordDocument.Table, _ row: Int, _ index: Int) -> String {
    let cell = table[row][index]
    guard cell.isContinued else { return cell.text }
    for above in table[..<row].reversed() {
      guard let top = above.first(where: { $0.columns.lowerBound == cell.columns.lowerBound }) else { return "" }
      if !top.isContinued { return top.text }
    }
    return ""
  }

  private static func isBound(_ text: String) -> Bool { ["自", "至"].contains(FieldNames.fold(text)) }

  /// Takes the value of a label: right of it, else below it.
  ///
  /// - Returns: the cells that were read.
  private mutating func take(
    _ label: String, _ table: WordDocument.Table, _ row: Int, _ index: Int, _ used: Set<[Int]>
  ) -> Set<[Int]> {
    var (label, next) = (label, index + 1)
    let cells = table[row]
    // `东经 | 自 | … ` and below `| 至 | …`.
    if next < cells.count, Self.isBound(cells[next].text) {
      label += "(\(FieldNames.fold(cells[next].text)))"
      next += 1
    }
    if next < cells.count, Self.label(Self.text(table, row, next)) == nil {
      guard !used.contains([row, next]) else { return [[row, index]] }
      var (end, pieces) = (next + 1, [cells[next].text])
      if Self.isAngle(pieces[0]), Self.isDegrees(label) {
        while end < cells.count, Self.isAngle(cells[end].text) {
          pieces.append(cells[end].text)
          end += 1
        }
      }
      add(label, Self.joined(pieces))
      return Set((index..<end).map { [row, $0] })
    }
    let column = cells[index].columns.lowerBound
    if row + 1 < table.count, let below = table[row + 1].firstIndex(where: { $0.columns.lowerBound == column }),
      !table[row + 1][below].isContinued, Self.label(table[row + 1][below].text) == nil
    {
      add(label, table[row + 1][below].text)
      return [[row, index], [row + 1, below]]
    }
    add(label, "")
    return [[row, index]]
  }

  private static func isDegrees(_ label: String) -> Bool {
    FieldNames.standard.match(FieldNames.fold(label), .placeName)
      .flatMap { FieldCatalogue.standard.field(.placeName, $0.key)?.type } == .degrees
  }

  private static func isAngle(_ text: String) -> Bool {
    let folded = FieldNames.fold(text)
    return !folded.isEmpty && folded.allSatisfy { "0123456789.°′″'\"度分秒".contains($0) }
  }

  /// Boxes of an angle as one text; three with nothing but numbers are degrees, minutes and seconds.
  private static func joined(_ pieces: [String]) -> String {
    guard pieces.count > 1, pieces.allSatisfy({ Double(FieldNames.fold($0)) != nil }) else { return pieces.joined() }
    // More than an angle has parts: as no angle at all, so that nothing is left out.
    guard pieces.count <= 3 else { return pieces.joined(separator: " ") }
    return zip(pieces, ["°", "′", "″"]).map { $0 + $1 }.joined()
  }
}

extension String {
  fileprivate var trimmingColon: String {
    guard let last, last == "：" || last == ":" else { return self }
    return LabelledText.trimmed(String(dropLast()))
  }
}
