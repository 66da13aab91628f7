internal import Geometry
public import Registry

/// What became of corrected rows of one source.
public struct CorrectedRows: Sendable {
  /// The source that the rows came from, as it is known.
  public let source: Source
  /// The numbers of the rows in that source.
  public let rows: [Int]
  /// The records, notes and rows that are still to be rejected, by the rows of the original source.
  public let result: Dataset
}

extension Intake {
  /// Reads a table of rejected rows that was corrected, each row as its source was read.
  ///
  /// Rows of layers with shapes, which the table lacks, are passed over beside others.
  ///
  /// - Parameter sources: the sources that are known.
  /// - Throws: `IntakeError` when a row names no known source or no row of it, or when all are of layers with shapes.
  public static func readCorrections(_ request: InputRequest, of sources: [Source]) throws -> [CorrectedRows] {
    var parts: [CorrectedRows] = []
    let input = try OpenedInput(request)
    if let skipped = input.skipped.first(where: { $0.why != OpenedInput.leftOut }) {
      throw notCorrections(skipped.layer, request, skipped.why)
    }
    var refusal: IntakeError?
    for layer in input.layers {
      var next: RawLayer? = layer
      while let raw = next {
        guard let table = try CorrectionTable(raw, file: request.path) else { throw notCorrections(raw, request) }
        for group in table.groups {
          let known = try knownSource(of: group, table, sources)
          if known.isCorrectable {
            parts.append(try read(group, table, known, request.datumChange))
          } else {
            refusal = table.error(
              group, LocalizedText(zh: "“\(group.name)”是带图形的图层，表里没有图形", en: "“\(group.name)” is a layer with shapes"),
              next: LocalizedText(zh: "请在原文件中更正后重新导入原文件", en: "Correct the original file and import it again"))
          }
        }
        next = try raw.following()
      }
    }
    if parts.isEmpty, let refusal { throw refusal }
    return parts
  }

  /// Rows that are read neither as corrections nor as records would be lost without a word.
  private static func notCorrections(
    _ layer: RawLayer, _ request: InputRequest, _ why: LocalizedText? = nil
  ) -> IntakeError {
    let why = why.map { LocalizedText(zh: "（\($0.zh)）", en: " (\($0.en))") }
    return IntakeError(
      .malformed(
        reason: LocalizedText(
          zh: "同一文件里有更正的“未导入的行”，这张表却不是\(why?.zh ?? "")",
          en: "it is no table of corrected rows\(why?.en ?? ""), beside others in the file that are"),
        next: LocalizedText(
          zh: "请把它移到另一个文件单独导入，或删去；隐藏的工作表请取消隐藏",
          en: "Import it from a file of its own, or delete it; show sheets that are hidden")),
      file: request.path, layer: layer.name)
  }

  private static func knownSource(
    of group: CorrectionTable.Group, _ table: CorrectionTable, _ sources: [Source]
  ) throws -> Source {
    let named = sources.filter { $0.file == group.file && $0.layer == group.layer }
    // One table can have been read as two kinds.
    guard let known = named.first(where: { $0.rejectedCount > 0 }) ?? named.first else {
      throw table.error(
        group, LocalizedText(zh: "工作库里没有来源“\(group.name)”", en: "there is no source “\(group.name)” in the workspace"),
        next: LocalizedText(zh: "请先导入原文件，或检查“原文件”“原图层”两列", en: "Import the original file first"))
    }
    return known
  }

  private static func read(
    _ group: CorrectionTable.Group, _ table: CorrectionTable, _ known: Source, _ datumChange: DatumChange
  ) throws -> CorrectedRows {
    var source = known
    (source.readCount, source.importedCount, source.rejectedCount) = (0, 0, 0)
    source.headers.removeAll { $0.name.hasPrefix("\(FieldKey.geometry.rawValue).") }
    var batches = table.batches(group, headers: source.headers.map(\.name))[...]
    let layer = RawLayer(
      name: source.layer, headers: source.headers.map(\.name), format: source.format, encoding: source.encoding
    ) { batches.popFirst() }
    // Labels in the rows themselves would be passed over if the option were given.
    let crs = source.crs.isEmpty || source.crs.contains("(column") ? nil : source.crsLabel
    let columns = source.headers.enumerated().map { ($0, $1.key.map(FieldKey.init(rawValue:))) }
    let described = source
    var request = InputRequest(path: table.file, kind: source.kind, crs: crs)
    request.swapsAxes = source.crs.hasSuffix("--swap-axes)")
    request.unpacksDegrees = source.crs.hasSuffix("--packed-degrees)")
    // Rows of one source are all on one footing, whatever the user says now.
    let keeps = if case .kept = datumChange { true } else { false }
    request.datumChange = known.keepsDatum ? .kept : keeps ? .refused : datumChange
    var importer = try LayerImporter(
      layer, request, fields: [:],
      columns: Dictionary(uniqueKeysWithValues: columns), allFieldsMust: false
    ) { _ in described }
    var result = Dataset()
    _ = try importer.run(into: &result)
    return CorrectedRows(source: known, rows: group.rows.map(\.number), result: result)
  }
}

extension RawLayer {
  /// Whether it is a table of rejected rows as `jieming rejected` writes it.
  var holdsCorrections: Bool {
    [RejectedRowColumn.file, .layer, .row].allSatisfy { headers.contains($0.rawValue) }
  }
}

/// The rows of a corrected table by the source that they came from.
private struct CorrectionTable {
  struct Group {
    let file: String
    let layer: String
    private(set) var rows: [Row] = []
    private var numbers: Set<Int> = []

    init(file: String, layer: String) { (self.file, self.layer) = (file, layer) }

    /// - Returns: whether the row of the source was not there yet.
    mutating func add(_ row: Row) -> Bool {
      guard numbers.insert(row.number).inserted else { return false }
      rows.append(row)
      return true
    }

    var name: String { "\(file)/\(layer)" }
  }

  struct Row {
    /// In the original source.
    let number: Int
    /// In this table.
    let place: Int
    let cells: [String]
  }

  let file: String
  let layer: String
  private let headers: [String]
  private(set) var groups: [Group] = []

  init?(_ raw: RawLayer, file: String) throws {
    guard raw.holdsCorrections else { return nil }
    self.file = file
    layer = raw.name
    headers = raw.headers
    while let batch = try raw.next() {
      if let fault = batch.rejected.first {
        throw IntakeError(
          .malformed(
            reason: fault.reason, next: LocalizedText(zh: "请改正这一行后再导入", en: "Correct the row and import again")),
          file: file, layer: layer, row: fault.origin.row, column: fault.field)
      }
      for row in 0..<batch.count { try add(batch.columns.map { $0[row] }, place: batch.rowNumbers[row]) }
    }
  }

  private mutating func add(_ cells: [String], place: Int) throws(IntakeError) {
    // A row that was emptied stays rejected: nothing goes without a word.
    let own = zip(headers, cells).filter { header, _ in
      RejectedRowColumn(rawValue: header).map { $0 == .surplus } ?? true
    }
    guard own.contains(where: { !$0.1.allSatisfy(\.isWhitespace) }) else { return }
    func cell(_ column: RejectedRowColumn) -> String {
      headers.firstIndex(of: column.rawValue).map { TextColumn([cells[$0]]).trimmed(0) } ?? ""
    }
    let (file, layer, text) = (cell(.file), cell(.layer), cell(.row))
    guard let number = Int(text), number > 0 else {
      throw IntakeError(
        .malformed(
          reason: LocalizedText(zh: "不是行号", en: "is no row number"),
          next: LocalizedText(zh: "请保留导出时的“原行号”", en: "Keep the row number as it was exported")),
        file: self.file, layer: self.layer, row: place, column: RejectedRowColumn.row.rawValue, value: text)
    }
    let index = groups.firstIndex { $0.file == file && $0.layer == layer } ?? groups.count
    if index == groups.count { groups.append(Group(file: file, layer: layer)) }
    guard groups[index].add(Row(number: number, place: place, cells: cells)) else {
      throw IntakeError(
        .malformed(
          reason: LocalizedText(zh: "同一行出现了两次", en: "the same row is given twice"),
          next: LocalizedText(zh: "请只保留其中一行", en: "Keep one of them")),
        file: self.file, layer: self.layer, row: place, column: RejectedRowColumn.row.rawValue, value: text)
    }
  }

  /// The rows under the headers of their source; those that still hold what no column has room for stay rejected.
  func batches(_ group: Group, headers names: [String]) -> [RawBatch] {
    let columns = columns(of: names)
    let surplus = headers.firstIndex(of: RejectedRowColumn.surplus.rawValue)
    var batches: [RawBatch] = []
    var batch = RawBatch(columnCount: names.count, hasGeometry: false)
    for row in group.rows.sorted(by: { $0.number < $1.number }) {
      if batch.count + batch.rejected.count == RawBatch.rowLimit {
        batches.append(batch)
        batch = RawBatch(columnCount: names.count, hasGeometry: false)
      }
      let cells = columns.map { $0.map { row.cells[$0] } ?? "" }
      if let surplus, !row.cells[surplus].allSatisfy(\.isWhitespace) {
        batch.rejected.append(
          RejectedRow(
            origin: Origin(source: 0, row: row.number),
            reason: LocalizedText(
              zh: "“\(RejectedRowColumn.surplus.rawValue)”一列还有内容，请移到所属的列，或清空",
              en: "the column “\(RejectedRowColumn.surplus.rawValue)” still holds something"),
            cells: cells + [row.cells[surplus]]))
        continue
      }
      for (index, cell) in cells.enumerated() { batch.columns[index].append(cell) }
      batch.rowNumbers.append(row.number)
    }
    return batches + [batch]
  }

  /// The column of each header; of equal ones in their order.
  private func columns(of names: [String]) -> [Int?] {
    var taken: Set<Int> = []
    return names.map { name in
      let column = headers.indices.first { headers[$0] == name && !taken.contains($0) }
      if let column { taken.insert(column) }
      return column
    }
  }

  func error(_ group: Group, _ reason: LocalizedText, next: LocalizedText) -> IntakeError {
    IntakeError(.malformed(reason: reason, next: next), file: file, layer: layer, row: group.rows.first?.place)
  }
}
