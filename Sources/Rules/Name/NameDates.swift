import Registry

/// The dates in a column as people write them: `1985年`, `二〇〇八年七月`, `2014-09-28 00:00:00`.
///
/// The forms of nearly all cells are read from their bytes; of the others each text is read once.
struct DateColumn {
  private let cells: TextColumn
  private var known: [String: CalendarDate?] = [:]

  /// - Returns: `nil` when the table lacks the column.
  init?(_ key: FieldKey, of table: RecordTable) {
    guard let cells = table[key] else { return nil }
    self.cells = cells
  }

  /// `nil` where the cell is blank or no date.
  mutating func date(_ row: Int) -> CalendarDate? {
    let plain = cells.withBytes(row) { cell -> (isRead: Bool, date: CalendarDate?) in
      let cell = TextColumn.trim(cell)
      if cell.isEmpty { return (true, nil) }
      let date = Self.plainDate(cell)
      return (date != nil, date)
    }
    if plain.isRead { return plain.date }
    let text = cells.trimmed(row)
    if let date = known[text] { return date }
    let date = CalendarDate.reading(text)?.date
    known[text] = .some(date)
    return date
  }

  /// `2008-07-15`, with or without a time behind it, `2008` and `2008年`.
  private static func plainDate(_ cell: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
    guard cell.count >= 4, let year = number(cell, 0..<4) else { return nil }
    if cell.count == 4 || cell.count == 7 && cell[4...].elementsEqual("年".utf8) { return CalendarDate(year: year) }
    guard cell.count == 10 || cell.count > 10 && cell[10] == UInt8(ascii: " "), cell[4] == UInt8(ascii: "-"),
      cell[7] == UInt8(ascii: "-"), let month = number(cell, 5..<7), let day = number(cell, 8..<10)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  private static func number(_ cell: UnsafeBufferPointer<UInt8>, _ places: Range<Int>) -> Int? {
    var value = 0
    for byte in cell[places] {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(byte &- 0x30)
    }
    return value
  }
}
