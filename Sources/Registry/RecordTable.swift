public import Geometry

/// The records of one kind, a column per canonical key.
///
/// Every row has an origin and a geometry (perhaps `none`). Positions are CGCS2000 longitude, latitude; what the file
/// said of them stays as text in the columns.
public struct RecordTable: Sendable {
  public let kind: RecordKind
  public private(set) var keys: [FieldKey]
  private var columns: [TextColumn]
  public private(set) var geometry = GeometryColumn()
  public private(set) var origins: [Origin] = []

  public init(kind: RecordKind, keys: [FieldKey] = []) {
    self.kind = kind
    self.keys = keys
    columns = keys.map { _ in TextColumn() }
  }

  /// A table from whole columns; all must have the same number of rows.
  public init(
    kind: RecordKind, columns: [(key: FieldKey, cells: TextColumn)], geometry: GeometryColumn, origins: [Origin]
  ) {
    precondition(columns.allSatisfy { $0.cells.count == origins.count } && geometry.count == origins.count)
    self.kind = kind
    self.keys = columns.map(\.key)
    self.columns = columns.map(\.cells)
    self.geometry = geometry
    self.origins = origins
  }

  public var count: Int { origins.count }
  public var rows: Range<Int> { 0..<count }

  /// The column of a key; `nil` when no source has it.
  public subscript(key: FieldKey) -> TextColumn? {
    keys.firstIndex(of: key).map { columns[$0] }
  }

  /// A cell without white space at its ends; `nil` when blank or when the table lacks the column.
  public func text(_ key: FieldKey, _ row: Int) -> String? {
    guard let column = self[key], !column.isBlank(row) else { return nil }
    return column.trimmed(row)
  }

  /// The position of a row: its point, or a point of its first vertex for lines and areas.
  public func position(_ row: Int) -> Position? { geometry.firstPosition(ofRow: row) }

  /// Appends the rows of another table of the kind; columns that only one of them has are blank for the other's rows.
  ///
  /// - Parameter sourceOffset: added to the source indices of the appended rows.
  public mutating func append(contentsOf other: RecordTable, sourceOffset: Int = 0) {
    let before = count
    for (key, cells) in zip(other.keys, other.columns) {
      if let index = keys.firstIndex(of: key) {
        columns[index].append(contentsOf: cells)
      } else {
        keys.append(key)
        var column = TextColumn(blank: before)
        column.append(contentsOf: cells)
        columns.append(column)
      }
    }
    geometry.append(contentsOf: other.geometry)
    origins.append(contentsOf: other.origins.lazy.map { Origin(source: $0.source + sourceOffset, row: $0.row) })
    for index in columns.indices where columns[index].count < count {
      columns[index].appendBlank(count: count - columns[index].count)
    }
  }

  /// Appends one row of texts, for small tables; bulk readers build whole columns.
  public mutating func append(_ cells: [FieldKey: String], geometry rowGeometry: GeometryColumn? = nil, origin: Origin)
  {
    for key in cells.keys.sorted() where !keys.contains(key) {
      keys.append(key)
      columns.append(TextColumn(blank: count))
    }
    for (index, key) in keys.enumerated() { columns[index].append(cells[key] ?? "") }
    if let rowGeometry { geometry.append(0, of: rowGeometry) } else { geometry.appendNone() }
    origins.append(origin)
  }
}
