internal import Registry

/// The rows of headers of a table: usually one, in forms up to four, of which the upper ones name groups of columns.
struct HeaderBlock {
  /// From the top down.
  private(set) var rows: [TableRow]
  private var spans: [[Range<Int>]]
  private let merged: MergedCells

  private static let depth = 4

  /// - Parameters:
  ///   - rows: the first rows of the table.
  ///   - index: that of the row which names fields; set to that of the last row of headers.
  init(in rows: [TableRow], at index: inout Int, _ merged: MergedCells) {
    self.merged = merged
    self.rows = [rows[index]]
    spans = [Self.spans(rows[index], width: rows[index].cells.count, merged)]
    let found = index
    while self.rows.count < Self.depth, index + 1 < rows.count, add(below: rows[index + 1]) { index += 1 }
    var above = found
    while self.rows.count < Self.depth, above > 0, add(above: rows[above - 1], below: self.rows) { above -= 1 }
  }

  var width: Int { rows.map(\.cells.count).max() ?? 0 }

  /// What stands over a column, from the top down, without repetitions.
  func parts(_ column: Int) -> [String] {
    var parts: [String] = []
    for (row, spans) in zip(rows, spans).reversed() {
      let start = spans.containing(column)?.lowerBound ?? column
      // A group goes over a column only where a header stands below it.
      guard start == column || !parts.isEmpty else { continue }
      let text = row[start].split(whereSeparator: \.isNewline).joined(separator: " ")
      if !TableRow.isBlank(text), parts.first != text { parts.insert(text, at: 0) }
    }
    return parts
  }

  // MARK: Growing

  private mutating func add(below row: TableRow) -> Bool {
    guard let last = rows.last, let over = spans.last, Self.isDivided(last, over, by: row, merged) else { return false }
    rows.append(row)
    spans.append(Self.spans(row, width: max(width, row.cells.count), merged, within: over))
    guard hasMergedGroup(last) || addedRowMeansSomething else {
      rows.removeLast()
      spans.removeLast()
      return false
    }
    return true
  }

  private mutating func add(above row: TableRow, below lower: [TableRow]) -> Bool {
    guard row.filled.count > 1, LabelledText.pairs(row.cells).isEmpty else { return false }
    let over = Self.spans(row, width: max(width, row.cells.count), merged)
    guard Self.isDivided(row, over, by: lower[0], merged) else { return false }
    rows = [row] + lower
    var bounds = over
    spans = [over]
    for row in lower {
      bounds = Self.spans(row, width: width, merged, within: bounds)
      spans.append(bounds)
    }
    return true
  }

  private func hasMergedGroup(_ row: TableRow) -> Bool { !merged.spans(inRow: row.number).isEmpty }

  /// Without merged cells a row below counts as one of headers only when it makes names that are known.
  private var addedRowMeansSomething: Bool {
    guard let last = rows.last else { return false }
    return last.cells.indices.contains { column in
      guard !TableRow.isBlank(last.cells[column]) else { return false }
      let parts = parts(column)
      if let leaf = parts.last, Self.isSexagesimal(leaf) || Self.bounds.contains(FieldNames.fold(leaf)) { return true }
      return FieldNames.standard.names(HeaderReadings(parts: parts, leafIsUnique: true))
    }
  }

  private static let bounds: Set<String> = ["自", "至", "起", "止", "x", "y"]

  static func isSexagesimal(_ text: String) -> Bool { ["度", "分", "秒", "°", "′", "″"].contains(FieldNames.fold(text)) }

  // MARK: Spans

  /// Whether the cells of a row stand only under groups of the row above, or where that is blank.
  private static func isDivided(
    _ row: TableRow, _ spans: [Range<Int>], by lower: TableRow, _ merged: MergedCells
  ) -> Bool {
    var covered = 0
    for (column, cell) in lower.cells.enumerated() where !TableRow.isBlank(cell) {
      if TableRow.isNumber(cell) || cell.contains("：") { return false }
      let span = spans.containing(column)
      if let span, span.count == 1, !TableRow.isBlank(row[column]) {
        // A merged cell over both rows may repeat its text in the lower one.
        if row[column] != cell { return false }
        continue
      }
      covered += 1
    }
    return covered > 0 && spans.contains { $0.count > 1 && !TableRow.isBlank(row[$0.lowerBound]) }
  }

  /// The columns that each cell of a row stands over: a merged cell over its own, else up to the next cell that holds
  /// something, but never beyond the group above.
  private static func spans(
    _ row: TableRow, width: Int, _ merged: MergedCells, within groups: [Range<Int>]? = nil
  ) -> [Range<Int>] {
    let known = merged.spans(inRow: row.number)
    return (groups ?? (width > 0 ? [0..<width] : [])).flatMap { group in
      var spans: [Range<Int>] = []
      for column in group {
        if let last = spans.last, last.contains(column) { continue }
        if let span = known[column] {
          spans.append(span.clamped(to: group))
        } else if known.isEmpty, let last = spans.last, TableRow.isBlank(row[column]),
          !TableRow.isBlank(row[last.lowerBound])
        {
          spans[spans.count - 1] = last.lowerBound..<column + 1
        } else {
          spans.append(column..<column + 1)
        }
      }
      return spans
    }
  }
}

extension [Range<Int>] {
  /// The range that holds a column; the ranges are sorted and do not overlap.
  ///
  /// - Complexity: O(log n): sheets can have 16,384 columns.
  fileprivate func containing(_ column: Int) -> Range<Int>? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound <= column { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].contains(column) ? self[low] : nil
  }
}
