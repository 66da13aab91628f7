public import Geometry
public import Registry

/// The place names of one side of a comparison.
public struct NameSet: Sendable {
  public let table: RecordTable
  /// The rows that are compared, in table order.
  public let rows: [Int]

  /// - Parameters:
  ///   - table: of kind `place_name`.
  ///   - code: keeps the names whose unit code, else place-name code, begins with it.
  public init(_ table: RecordTable, within code: String? = nil) {
    self.table = table
    guard let code else {
      rows = Array(table.rows)
      return
    }
    let columns = [FieldKey.unitCode, .placeCode].compactMap { table[$0] }
    rows = table.rows.filter { row in
      columns.first { !$0.isBlank(row) }?
        .withBytes(row) { TextColumn.trim($0).starts(with: code.utf8) } ?? false
    }
  }

  /// Where a row is; `nil` for what is no place on Earth, or 0, 0.
  public func position(_ row: Int) -> Position? {
    guard let position = table.position(row), abs(position.x) <= 180, abs(position.y) <= 90,
      position != Position(x: 0, y: 0)
    else { return nil }
    return position
  }

  func hasSameText(_ key: FieldKey, _ row: Int, as other: NameSet, _ otherRow: Int) -> Bool {
    guard let mine = table[key], let its = other.table[key] else { return false }
    return mine.withBytes(row) { left in
      its.withBytes(otherRow) { TextColumn.trim(left).elementsEqual(TextColumn.trim($0)) }
    }
  }
}

/// Columns by which both sets tell class and unit.
struct NameKeys {
  /// Class code or class; `nil` where no column says it on both sides.
  let classKey: FieldKey?
  /// Unit code or unit.
  let unitKey: FieldKey?

  init(_ old: NameSet, _ new: NameSet) {
    func first(_ keys: [FieldKey]) -> FieldKey? {
      keys.first { key in [old, new].allSatisfy { $0.table[key]?.allBlank == false } }
    }
    classKey = first([.classCode, .className])
    unitKey = first([.unitCode, .unit])
  }
}
