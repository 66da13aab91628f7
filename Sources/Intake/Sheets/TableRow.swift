internal import Registry

/// One row of a table as text, and its number as the clerk counts.
struct TableRow: Sendable {
  var number: Int
  var cells: [String]

  var filled: [String] { cells.filter { !Self.isBlank($0) } }
  var isBlank: Bool { cells.allSatisfy(Self.isBlank) }

  /// The cell, blank behind the last one.
  subscript(column: Int) -> String { column < cells.count ? cells[column] : "" }

  static func isBlank(_ cell: String) -> Bool { TextColumn([cell]).isBlank(0) }

  /// A number, whatever it means.
  static func isNumber(_ cell: String) -> Bool {
    let folded = FieldNames.fold(cell).filter { $0 != "," }
    guard let first = folded.utf8.first, first < 0x3A else { return false }
    return Double(folded) != nil
  }
}
