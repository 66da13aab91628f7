internal import CGDAL
internal import Glibc
internal import Registry

/// Reads the tables of one sheet of a workbook, one after another.
final class SheetReader {
  private let cursor: SheetCursor
  private let body: TableBody
  private let layout: TableLayout
  /// The columns of the sheet that each column of the table is made of.
  private let sources: [Range<Int>]
  private var fillers: [ColumnFiller]
  private var notes: [ImportNote]
  private var hasEnded = false

  /// - Returns: `nil` for a sheet without any row.
  /// - Throws: `IntakeError` (`unreadable`).
  static func layer(
    _ handle: OGRLayerH, of dataset: GDALDataset, explicitHeaders: some Collection<String>
  ) throws(IntakeError) -> RawLayer? {
    let name = String(cString: OGR_L_GetName(handle))
    let isXLSX = dataset.driver == "XLSX"
    let path = dataset.path
    // GDAL parses the whole sheet when it is first asked for a row.
    let merged = Meanwhile {
      isXLSX ? Workbook(path: path).mergedCells(ofSheet: name) : MergedCells()
    }
    let cursor = try dataset.reading(name) { () throws(IntakeError) in SheetCursor(handle, of: dataset) }
    cursor.merged = merged.value
    return try layer(cursor, number: 1, Array(explicitHeaders))
  }

  /// The next table of a sheet.
  private static func layer(
    _ cursor: SheetCursor, number: Int, _ explicit: [String]
  ) throws(IntakeError) -> RawLayer? {
    let first = try cursor.reading { () throws(IntakeError) in cursor.peek(TableLayout.depth) }
    guard let layout = TableLayout(first, width: cursor.width, merged: cursor.merged, explicit: explicit) else {
      return nil
    }
    cursor.skip(before: layout.bodyStart < first.count ? first[layout.bodyStart].number : .max)
    let reader = SheetReader(cursor, layout)
    return RawLayer(
      name: RawLayer.name(cursor.name, table: number), headers: layout.headers, headerReadings: layout.readings,
      format: cursor.format, encoding: "UTF-8",
      next: reader.next,
      following: {
        try Self.layer(cursor, number: number + 1, explicit)
      })
  }

  private init(_ cursor: SheetCursor, _ layout: TableLayout) {
    self.cursor = cursor
    self.layout = layout
    sources = layout.columns.map(\.sources)
    body = TableBody(layout)
    notes = layout.notes
    fillers = cursor.merged.fillers(below: layout.headerRows.last?.number ?? 0)
  }

  private func next() throws -> RawBatch? {
    try cursor.reading { () throws(IntakeError) in
      var batch = RawBatch(columnCount: layout.headers.count, hasGeometry: false)
      while !hasEnded, batch.count + batch.rejected.count < RawBatch.rowLimit {
        guard let row = cursor.next() else {
          hasEnded = true
          noteFilled()
          break
        }
        read(row, into: &batch)
      }
      batch.notes = notes
      notes = []
      return batch.isEmpty ? nil : batch
    }
  }

  private func read(_ row: Int, into batch: inout RawBatch) {
    let cells = cursor.cells
    guard cells.contains(where: { !TextColumn.trim($0).isEmpty }) else { return }
    if let column = cells.firstIndex(where: { !isValidUTF8(UnsafeRawBufferPointer($0)) }) {
      let reason = LocalizedText(zh: "这一格的文字不是 UTF-8 编码", en: "the text of the cell is not UTF-8")
      let texts = cells.map { String(decoding: $0, as: UTF8.self) }
      batch.rejected.append(
        RejectedRow(
          origin: Origin(source: 0, row: row), field: layout.name(ofSource: column), reason: reason,
          cells: layout.arranged(texts)))
      return
    }
    switch body.verdict(count: cells.count, cell: { cells[$0] }, following: { self.cursor.peek(3) }) {
    case .record: append(cells, row, to: &batch)
    case .skipped(let code):
      let text = cells.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
      notes.append(ImportNote(code, source: 0, row: row, value: text))
    case .otherTable:
      notes.append(ImportNote(.furtherTable, source: 0, row: row))
      cursor.putBack()
      hasEnded = true
      noteFilled()
    }
  }

  private func append(_ cells: [UnsafeBufferPointer<UInt8>], _ row: Int, to batch: inout RawBatch) {
    var cells = cells
    for index in fillers.indices where fillers[index].column < cells.count {
      let column = fillers[index].column
      cells[column] = fillers[index].value(row: row, cell: cells[column])
    }
    for (index, sources) in sources.enumerated() {
      if sources.count == 1 {
        batch.columns[index].append(cells[sources.lowerBound])
      } else {
        Sexagesimal.append(Array(cells[sources]), to: &batch.columns[index])
      }
    }
    for (index, pair) in layout.constants.enumerated() {
      batch.columns[sources.count + index].append(pair.value)
    }
    batch.rowNumbers.append(row)
  }

  private func noteFilled() {
    for filler in fillers where filler.count > 0 {
      let field = layout.name(ofSource: filler.column)
      notes.append(ImportNote(.mergedCellFilled, source: 0, field: field, value: "\(filler.count)"))
    }
  }
}

/// Walks down the rows of a sheet, with a look ahead.
final class SheetCursor {
  /// Kept open until the last row is read: closing a large workbook takes time, which is here the time of the thread that
  /// reads ahead.
  private var dataset: GDALDataset?
  private let layer: OGRLayerH
  let name: String
  let format: String
  fileprivate(set) var merged = MergedCells()
  let width: Int
  /// The next rows that are not blank, as far as they were looked at.
  private var ahead: [OGRFeatureH] = []
  private var current: OGRFeatureH?
  /// The cells of the row; valid until the next one.
  private(set) var cells: [UnsafeBufferPointer<UInt8>] = []

  init(_ layer: OGRLayerH, of dataset: GDALDataset) {
    (self.dataset, self.layer) = (dataset, layer)
    name = String(cString: OGR_L_GetName(layer))
    format = dataset.driver
    width = Int(OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)))
    OGR_L_ResetReading(layer)
  }

  deinit {
    OGR_F_Destroy(current)
    for feature in ahead { OGR_F_Destroy(feature) }
  }

  func reading<Result>(_ body: () throws(IntakeError) -> Result) throws(IntakeError) -> Result {
    // Behind the end only what was looked at before is left.
    guard let dataset else { return try body() }
    return try dataset.reading(name, body)
  }

  /// The next row that was not looked at yet; `nil` behind the last one.
  private func nextFeature() -> OGRFeatureH? {
    guard dataset != nil else { return nil }
    let feature = OGR_L_GetNextFeature(layer)
    if feature == nil { dataset = nil }
    return feature
  }

  /// Goes to the next row.
  ///
  /// - Returns: its number, `nil` behind the last row.
  func next() -> Int? {
    OGR_F_Destroy(current)
    current = ahead.isEmpty ? nextFeature() : ahead.removeFirst()
    guard let current else {
      cells = []
      return nil
    }
    cells.removeAll(keepingCapacity: true)
    for column in 0..<Int32(width) {
      cells.append(OGR_F_GetFieldAsString(current, column)?.bytes ?? UnsafeBufferPointer(start: nil, count: 0))
    }
    return Int(OGR_F_GetFID(current))
  }

  /// Makes the row the next one again.
  func putBack() {
    if let current { ahead.insert(current, at: 0) }
    current = nil
    cells = []
  }

  /// The next rows that are not blank.
  ///
  /// Blank ones are dropped on the way: a sheet can have a million that are merely formatted.
  func peek(_ count: Int) -> [TableRow] {
    var rows = ahead.prefix(count).map(row)
    while rows.count < count, let feature = nextFeature() {
      let row = row(feature)
      if row.isBlank {
        OGR_F_Destroy(feature)
      } else {
        ahead.append(feature)
        rows.append(row)
      }
    }
    return rows
  }

  /// Passes over the rows before one.
  func skip(before number: Int) {
    while let feature = ahead.first, Int(OGR_F_GetFID(feature)) < number {
      OGR_F_Destroy(ahead.removeFirst())
    }
  }

  private func row(_ feature: OGRFeatureH) -> TableRow {
    let cells = (0..<Int32(width)).map { OGR_F_GetFieldAsString(feature, $0).map { String(cString: $0) } ?? "" }
    return TableRow(number: Int(OGR_F_GetFID(feature)), cells: cells)
  }
}
