private import CReferenceData

/// The tables of `Data/tables`, linked into the executable.
///
/// A table is UTF-8, tab separated, with comment lines (`# source: …`, `# date: …`) before one header line.
/// An empty cell means "not given".
public enum ReferenceData {
  /// The bytes of a table of `Data/tables`, named without `.tsv`; they live as long as the process.
  ///
  /// - Returns: `nil` when no such table is linked in.
  public static func bytes(of name: String) -> UnsafeBufferPointer<UInt8>? {
    for index in 0..<jm_table_count() {
      let table = jm_table_at(index)
      if String(cString: table.name) == name {
        return UnsafeBufferPointer(start: table.bytes, count: table.size)
      }
    }
    return nil
  }

  /// A parsed table, for tables of up to some thousands of rows.
  ///
  /// A name that is not linked in is a defect of the build, so it yields an empty table rather than an error;
  /// `ReferenceDataTests` reads every table by name.
  public static func table(_ name: String) -> ReferenceTable {
    ReferenceTable(tsv: bytes(of: name).map { String(decoding: $0, as: UTF8.self) } ?? "")
  }
}

/// A parsed table of `Data/tables`.
public struct ReferenceTable: Sendable {
  /// The comment lines at the top without `#`, for example `source: …`.
  public let comments: [String]
  public let columns: [String]
  public let rows: [Row]

  /// One row; cells are looked up by the name of their column.
  public struct Row: Sendable {
    let columnIndex: [String: Int]
    public let cells: [String]

    /// The cell in the named column; the empty string where it is blank or cut off.
    public subscript(column: String) -> String {
      guard let index = columnIndex[column], index < cells.count else { return "" }
      return cells[index]
    }
  }

  public init(tsv: String) {
    var lines = tsv.split(separator: "\n", omittingEmptySubsequences: true)[...]
    var comments: [String] = []
    while let line = lines.first, line.hasPrefix("#") {
      comments.append(String(line.dropFirst().drop { $0 == " " }))
      lines.removeFirst()
    }
    self.comments = comments
    columns = lines.popFirst().map(Self.cells) ?? []
    let columnIndex = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    rows = lines.map { Row(columnIndex: columnIndex, cells: Self.cells($0)) }
  }

  /// The words of a table of words (`word`) with a part that they play (`role`).
  public func words(_ role: String) -> [String] {
    rows.filter { $0["role"] == role }.map { $0["word"] }
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}
