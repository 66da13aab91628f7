internal import Registry

/// Tells the records of a table from what forms put between and below them: totals, signatures, headers again, and
/// another table.
struct TableBody {
  enum Verdict: Sendable, Equatable {
    case record
    /// To be passed over, and noted.
    case skipped(ImportNote.Code)
    /// The title or the headers of another table.
    case otherTable
  }

  private let headers: [[String]]
  private let width: Int
  /// Codes and coordinates: a row that has one is a record, whatever its name.
  private let keyColumns: [Int]
  private let firstHeaders: [[UInt8]]

  init(_ layout: TableLayout) {
    headers = layout.headerRows.map { $0.cells.map(LabelledText.trimmed) }
    width = layout.width
    keyColumns = layout.columns.filter { column in
      RecordKind.allCases.contains { kind in
        guard let key = FieldNames.standard.match(column.readings, kind)?.key else { return false }
        return Self.keys.contains(key) && FieldCatalogue.standard.field(kind, key)?.type != .text
      } || column.readings.names.contains { Axis($0) != nil }
    }.flatMap { Array($0.sources) }
    firstHeaders = headers.compactMap { row in row.first { !$0.isEmpty }.map { Array($0.utf8) } }
  }

  private static let keys: Set<FieldKey> = [
    .number, .code, .id, "place_code", "unit_code", "line_code", .longitude, .latitude, .northing, .easting,
  ]

  // MARK: Every row

  /// What a row is. Only bytes are compared, and few rows of real tables need the closer look.
  ///
  /// - Parameter following: the next rows that are not blank; asked for where a row may be a title.
  @inline(__always)
  func verdict(
    count: Int, cell: (Int) -> UnsafeBufferPointer<UInt8>, following: () -> [TableRow]
  ) -> Verdict {
    var column = 0
    func nextFilled() -> UnsafeBufferPointer<UInt8>? {
      while column < count {
        let text = TextColumn.trim(cell(column))
        column += 1
        if !text.isEmpty { return text }
      }
      return nil
    }
    guard let first = nextFilled() else { return .record }
    let second = nextFilled()
    if RowMarks.standard.begin(first) || isSuspect(first, second) {
      let cells = (0..<count).map { String(decoding: cell($0), as: UTF8.self) }
      let verdict = closerVerdict(cells)
      if verdict != .record { return verdict }
    }
    return second == nil && width > 2 && isTitle(before: following()) ? .otherTable : .record
  }

  @inline(__always)
  private func isSuspect(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>?) -> Bool {
    if RowMarks.endsLikeTotal(first) { return true }
    if let second, RowMarks.standard.beginsHeader(first), RowMarks.standard.beginsHeader(second) { return true }
    return firstHeaders.contains { $0.count == first.count && $0.elementsEqual(first) }
  }

  /// A title stands above headers, perhaps with another one between.
  private func isTitle(before rows: [TableRow]) -> Bool {
    for row in rows.prefix(3) {
      let filled = row.filled
      if Self.isHeader(filled), !repeatsHeader(row.cells.map(LabelledText.trimmed)) { return true }
      if filled.count > 1, LabelledText.pairs(filled).isEmpty { return false }
    }
    return false
  }

  // MARK: The closer look

  func closerVerdict(_ row: [String]) -> Verdict {
    let cells = row.map(LabelledText.trimmed)
    let filled = cells.indices.filter { !cells[$0].isEmpty }
    guard let first = filled.first else { return .record }
    if repeatsHeader(cells) { return .skipped(.repeatedHeaderSkipped) }
    if Self.isHeader(filled.map { cells[$0] }) { return .otherTable }
    if isFooter(cells, filled) { return .skipped(.footerRowSkipped) }
    if keyColumns.contains(where: { $0 < cells.count && $0 != first && !Self.isCount(cells[$0]) }) { return .record }
    return isTotal(cells, filled) ? .skipped(.totalRowSkipped) : .record
  }

  /// Two fields at least, half of the cells, and no number; letters `X` and `Y` alone say nothing.
  static func isHeader(_ filled: [String]) -> Bool {
    guard filled.count > 1, !filled.contains(where: TableRow.isNumber) else { return false }
    let named = HeaderRow.namedFields(filled.filter { Axis(FieldNames.fold($0)) == nil })
    return named >= 2 && named * 2 >= filled.count
  }

  private func repeatsHeader(_ cells: [String]) -> Bool {
    let filled = cells.indices.filter { !cells[$0].isEmpty }
    guard filled.count > 1 || width == 1 else { return false }
    return headers.contains { header in filled.allSatisfy { $0 < header.count && cells[$0] == header[$0] } }
  }

  /// `合计` and numbers, also in one cell; `其中：城镇` and `全区` with numbers.
  private func isTotal(_ cells: [String], _ filled: [Int]) -> Bool {
    let word = FieldNames.fold(cells[filled[0]]).filter { $0 != ":" }
    let others = filled.dropFirst()
    guard others.allSatisfy({ Self.isAmount(cells[$0]) }) else { return false }
    let isWhole = RowMarks.totals.contains { total in
      guard word.hasPrefix(total) else { return false }
      let rest = word.dropFirst(total.count)
      return Self.isCount(String(rest)) || rest.allSatisfy { $0.isASCII && $0.isNumber }
    }
    guard !isWhole, !others.isEmpty else { return isWhole }
    return RowMarks.totals.contains(where: word.hasSuffix) || RowMarks.parts.contains(where: word.hasPrefix)
      || RowMarks.wholes.contains(word)
  }

  /// `3颗`, or nothing: no code.
  private static func isCount(_ cell: String) -> Bool {
    let unit = FieldNames.fold(cell).drop { $0.isASCII && $0.isNumber }
    return cell.count < 8 && (unit.isEmpty ? cell.isEmpty : unit.count == 1 && unit.allSatisfy(counters.contains))
  }

  private static let counters: Set<Character> = ["颗", "个", "条", "座", "处", "根", "块", "宗", "项", "家", "户", "人"]

  /// `第1页 共2页`, `—以下空白—`.
  private static func isPageMark(_ cell: String) -> Bool {
    let text = FieldNames.fold(cell).filter { !"-—－─*()/,，。:".contains($0) }
    if ["以下空白", "以下为空白", "以下无正文", "此页以下空白"].contains(text) { return true }
    return text.contains("页") && text.contains(where: \.isNumber)
      && text.allSatisfy { $0.isNumber || "第共页".contains($0) }
  }

  private static func isAmount(_ cell: String) -> Bool {
    guard let first = FieldNames.fold(cell).utf8.first else { return true }
    return (0x30...0x39).contains(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "/")
  }

  /// `制表人：张三`, `注：…`: nothing but labelled values.
  private func isFooter(_ cells: [String], _ filled: [Int]) -> Bool {
    if filled.allSatisfy({ Self.isPageMark(cells[$0]) }) { return true }
    let pairs = LabelledText.pairs(cells)
    guard let label = pairs.first?.label, cells[filled[0]].hasPrefix(label) else {
      // `注1 本表…`
      return filled.count == 1 && width > 1 && cells[filled[0]].hasPrefix("注") && cells[filled[0]].count > 10
    }
    let folded = FieldNames.fold(label)
    if RowMarks.remarks.contains(where: folded.hasPrefix) { return filled.count == 1 }
    let plain = filled.count { LabelledText.pairs(in: cells[$0]).isEmpty }
    let open = filled.count { LabelledText.pairs(in: cells[$0]).last?.value.isEmpty ?? false }
    return plain <= open && RowMarks.signatures.contains(where: folded.hasPrefix)
  }
}
