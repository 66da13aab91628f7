internal import Geometry
internal import Registry

/// Turns the batches of one layer into records of a kind.
struct LayerImporter {
  private let layer: RawLayer
  private let file: String
  private let request: InputRequest
  private let systems: ReferenceSystems
  private var mapping: HeaderMapping
  private var attributeWriter: AttributeWriter
  /// The columns that each field of the kind is read from.
  private var fieldColumns: [(key: FieldKey, columns: [Int])]
  private var positioner: Positioner
  /// Batches that were read to find out the kind.
  private var ahead: [RawBatch]
  /// The columns that coordinates without position have become.
  private var keptHeaders: [Source.Header] = []
  private var source: Source
  private var index = 0
  private var isBlankSoFar: [Bool]
  private var remarks = TableRemarks()
  private var valueGaps: BlanksUnderValues
  private var valueNotes = ValueNotes()
  private var textNotes: TextNotes
  private var unitsInHeaders: [Int: HeaderUnit] = [:]

  /// Reads the first batch, which decides what headers and file leave open; what it leaves open itself is decided by
  /// the first batch that tells.
  ///
  /// - Parameters:
  ///   - columns: columns that a mapping file assigns to a field, or to none.
  ///   - describe: makes the source of a kind and layer, so far without headers and reference system.
  /// - Throws: `IntakeError`, or what the reader throws.
  init(
    _ layer: RawLayer, _ request: InputRequest, fields: [FieldKey: String], columns: [Int: FieldKey?] = [:],
    allFieldsMust: Bool, describe: (RecordKind) -> Source
  ) throws {
    var (layer, ahead) = (layer, try Self.readAhead(layer, kindIsGiven: request.kind != nil))
    if let pair = PositionPair(layer, ahead[0], fields: fields, columns: columns) {
      layer = pair.split(layer)
      ahead = ahead.map(pair.split)
    }
    let first = ahead[0]
    (file, self.request, self.ahead) = (request.path, request, ahead)
    self.layer = layer
    mapping = try HeaderMapping(
      layer, file: file, dimension: ahead.lazy.compactMap { $0.geometry?.usualDimension }.first, kind: request.kind,
      fields: fields, columns: columns, allFieldsMust: allFieldsMust)
    try Self.decideAxes(&mapping, layer, first, file)
    systems = try ReferenceSystems(
      option: request.crs, declared: layer.declaredCRS, datumChange: request.datumChange, file: file, layer: layer.name)
    positioner = try Positioner(
      mapping, first: first, systems: systems, headers: layer.headers, request, layer: layer.name)
    isBlankSoFar = Array(repeating: true, count: layer.headers.count)
    textNotes = TextNotes(headers: layer.headers)
    source = describe(mapping.kind)
    valueGaps = BlanksUnderValues(first.geometry == nil ? mapping.keys : [])
    (fieldColumns, attributeWriter) = Self.columns(mapping, layer.headers)
    describeColumns()
  }

  /// How many batches without any geometry are read for the sake of the kind.
  private static let aheadLimit = 16

  /// The first batch; of a layer with geometries, which tell the kind, all up to the first that has some.
  private static func readAhead(_ layer: RawLayer, kindIsGiven: Bool) throws -> [RawBatch] {
    var batches = [try layer.next() ?? RawBatch(columnCount: layer.headers.count, hasGeometry: false)]
    while !kindIsGiven, batches.count < aheadLimit, let geometry = batches[batches.count - 1].geometry,
      geometry.usualDimension == nil, let batch = try layer.next()
    {
      batches.append(batch)
    }
    return batches
  }

  private static func columns(
    _ mapping: HeaderMapping, _ headers: [String]
  ) -> (fields: [(key: FieldKey, columns: [Int])], attributes: AttributeWriter) {
    let catalogue = FieldCatalogue.standard[mapping.kind].map(\.key)
    let fields = catalogue.map { (key: $0, columns: mapping.columns($0)) }.filter { !$0.columns.isEmpty }
    let read = Set(fields.flatMap(\.columns))
    return (fields, AttributeWriter(headers: headers, columns: headers.indices.filter { !read.contains($0) }))
  }

  /// Writes into the source what has been decided.
  private mutating func describeColumns() {
    source.crs = positioner.systemLabel
    source.pipeline = positioner.pipeline
    source.pipelineAccuracyMetres = positioner.pipelineAccuracyMetres
    unitsInHeaders = HeaderUnit.all(of: mapping)
    valueNotes.follow(mapping)
    textNotes.follow(mapping)
    let read = Set(fieldColumns.flatMap(\.columns))
    source.headers = zip(layer.headers, mapping.keys).enumerated().map { index, header in
      Source.Header(name: header.0, key: read.contains(index) ? header.1 : nil, unit: mapping.units[index])
    }
  }

  /// Decides what the batches before left open because they held nothing that could tell.
  private mutating func decide(by batch: RawBatch) throws {
    var isNew = false
    if let axes = mapping.axes, isBlankSoFar[axes.x] || isBlankSoFar[axes.y] {
      try Self.decideAxes(&mapping, layer, batch, file)
      isNew = mapping.axes == nil
    }
    guard isNew || positioner.mustDecide(again: batch, mapping) else { return }
    positioner = try Positioner(
      mapping, first: batch, systems: systems, after: positioner, headers: layer.headers, request, layer: layer.name)
    (fieldColumns, attributeWriter) = Self.columns(mapping, layer.headers)
    describeColumns()
  }

  private static func decideAxes(
    _ mapping: inout HeaderMapping, _ layer: RawLayer, _ first: RawBatch, _ file: String
  ) throws(IntakeError) {
    guard let axes = mapping.axes else { return }
    if let keys = AxisDecision.decide(x: first.columns[axes.x], y: first.columns[axes.y]),
      mapping.column(keys.x) == nil, mapping.column(keys.y) == nil
    {
      mapping.setAxes(keys.x, keys.y)
      return
    }
    let isPlaced = first.geometry != nil || mapping.column(.longitude) != nil || mapping.column(.northing) != nil
    let isEmpty = first.columns[axes.x].allBlank && first.columns[axes.y].allBlank
    guard isPlaced || isEmpty else {
      throw IntakeError(
        .ambiguousAxes(x: layer.headers[axes.x], y: layer.headers[axes.y]), file: file, layer: layer.name)
    }
  }

  // MARK: Reading

  /// Reads the layer to its end.
  ///
  /// Rows without any text or geometry are passed over and counted neither as read nor as rejected.
  ///
  /// - Throws: `IntakeError`, or what the sink throws.
  mutating func run(into sink: inout some RecordSink) throws -> ReadSummary {
    index = try sink.begin(source)
    if mapping.kindIsGuessed {
      try sink.add(ImportNote(.kindGuessed, source: index, value: mapping.kind.rawValue))
    }
    let read = ahead
    ahead = []
    for raw in read { try add(raw, to: &sink) }
    while let raw = try layer.next() { try add(raw, to: &sink) }
    for (column, isBlank) in isBlankSoFar.enumerated() {
      source.headers[column].allBlank = isBlank
      if !isBlank, source.headers[column].key == nil {
        try sink.add(ImportNote(.unmappedColumn, source: index, field: layer.headers[column]))
      }
    }
    for (column, count) in valueGaps.found {
      try addNote(ImportNote(.blanksUnderValue, source: 0, field: layer.headers[column], value: "\(count)"), to: &sink)
    }
    for note in valueNotes.notes + textNotes.notes { try addNote(note, to: &sink) }
    if systems.extrapolated.count > 0 {
      let (count, metres) = (systems.extrapolated.count, Int(systems.extrapolated.farthestMetres.rounded()))
      try addNote(
        ImportNote(
          .outsideCommonPoints, source: 0, value: String(count), details: ["farthest_m": String(metres)]), to: &sink)
    }
    source.headers += keptHeaders
    systems.describe(&source)
    try sink.end(source, at: index)
    var summary = ReadSummary(
      source: source, index: index, kindIsGuessed: mapping.kindIsGuessed, remarks: remarks.texts)
    if !request.swapsAxes, 2 * positioner.exchangedCount > source.importedCount {
      summary.axesAreExchanged = true
      summary.remarks.append(Positioner.exchangedAxes(positioner.exchangedCount))
    }
    return summary
  }

  private mutating func addNote(_ note: ImportNote, to sink: inout some RecordSink) throws {
    var note = note
    note.source = index
    remarks.add(note)
    try sink.add(note)
  }

  private mutating func add(_ raw: RawBatch, to sink: inout some RecordSink) throws {
    try decide(by: raw)
    for column in isBlankSoFar.indices where isBlankSoFar[column] {
      isBlankSoFar[column] = raw.columns[column].allBlank
    }
    valueNotes.look(at: raw)
    textNotes.look(at: raw)
    let positions = try positioner.positions(of: raw)
    for column in positions.kept where !keptHeaders.contains(where: { $0.key == column.key.rawValue }) {
      keptHeaders.append(Source.Header(name: column.header, key: column.key))
    }
    let (kept, blanks, refused) = sort(raw, positions.shapes)
    let rejected = (raw.rejected + refused).sorted { $0.origin.row < $1.origin.row }
    let table = table(raw, positions, rows: kept)
    source.readCount += raw.count - blanks + raw.rejected.count
    source.importedCount += table.count
    source.rejectedCount += rejected.count
    for note in raw.notes + positioner.takeNotes() { try addNote(note, to: &sink) }
    valueGaps.add(raw)
    for var row in rejected {
      row.origin.source = index
      try sink.add(row)
    }
    if table.count > 0 { try sink.add(table) }
  }

  /// - Parameter rows: the rows to keep, `nil` for all.
  private func table(
    _ raw: RawBatch, _ positions: Positioner.Positions, rows: [Int]?
  ) -> RecordTable {
    let geometry = positions.geometry
    let keptKeys = positions.kept.map(\.key)
    var columns = fieldColumns.filter { !keptKeys.contains($0.key) }.map { ($0.key, cells(of: $0.columns, raw)) }
    columns += positions.kept.map { ($0.key, $0.cells) }
    if let attributes = attributeWriter.attributes(of: raw) { columns.append((.attributes, attributes)) }
    let numbers = rows.map { $0.map { raw.rowNumbers[$0] } } ?? raw.rowNumbers
    let origins = numbers.map { Origin(source: index, row: $0) }
    guard let rows else {
      return RecordTable(kind: mapping.kind, columns: columns, geometry: geometry, origins: origins)
    }
    var part = GeometryColumn()
    for row in rows { part.append(row, of: geometry) }
    return RecordTable(
      kind: mapping.kind, columns: columns.map { ($0.0, $0.1.selecting(rows)) }, geometry: part, origins: origins)
  }

  /// The cells of a field; of several columns all that hold something, each behind its header.
  private func cells(of columns: [Int], _ raw: RawBatch) -> TextColumn {
    guard columns.count > 1 else {
      return unitsInHeaders[columns[0]].map { $0.stated(behind: raw.columns[columns[0]]) } ?? raw.columns[columns[0]]
    }
    return TextColumn(
      (0..<raw.count).map { row in
        columns.filter { !raw.columns[$0].isBlank(row) }
          .map { "\(layer.headers[$0])：\(raw.columns[$0].trimmed(row))" }.joined(separator: "；")
      })
  }

  // MARK: Sorting out

  /// - Returns: the rows to keep (`nil` for all), the number of blank ones, and those that cannot be used.
  private func sort(_ raw: RawBatch, _ geometry: GeometryColumn) -> (kept: [Int]?, blanks: Int, [RejectedRow]) {
    var dropped: Set<Int> = []
    var blanks = 0
    var rejected: [RejectedRow] = []
    let readers = requiredReaders
    for row in 0..<raw.count {
      if isBlank(raw, row) {
        dropped.insert(row)
        blanks += 1
      } else if let fault = fault(raw, geometry, row, readers) {
        dropped.insert(row)
        rejected.append(
          RejectedRow(
            origin: Origin(source: 0, row: raw.rowNumbers[row]), field: fault.field, reason: fault.reason,
            cells: raw.columns.map { $0[row] }))
      }
    }
    return (dropped.isEmpty ? nil : (0..<raw.count).filter { !dropped.contains($0) }, blanks, rejected)
  }

  private func isBlank(_ raw: RawBatch, _ row: Int) -> Bool {
    raw.columns.allSatisfy { $0.isBlank(row) } && (raw.geometry.map { $0.types[row] == GeometryType.none } ?? true)
  }

  private func fault(
    _ raw: RawBatch, _ geometry: GeometryColumn, _ row: Int, _ readers: [RequiredReader]
  ) -> (field: String?, reason: LocalizedText)? {
    if let wanted = mapping.kind.dimension, let found = geometry.types[row].dimension, found != wanted {
      return (nil, Self.wrongGeometry(mapping.kind))
    }
    for reader in readers {
      let cells = raw.columns[reader.column]
      if !cells.isBlank(row), !reader.canRead(cells, row) {
        let (field, text) = (layer.headers[reader.column], cells.trimmed(row))
        return (
          field,
          LocalizedText(
            zh: "“\(field)”的内容“\(text)”\(reader.isDate ? "不是日期" : "不是数")",
            en: "'\(text)' in '\(field)' is no \(reader.isDate ? "date" : "number")")
        )
      }
    }
    return nil
  }

  private static func wrongGeometry(_ kind: RecordKind) -> LocalizedText {
    switch kind.dimension {
    case 0: LocalizedText(zh: "“\(kind.title.zh)”的几何图形应当是点", en: "\(kind.title.en) must have points")
    case 1: LocalizedText(zh: "“\(kind.title.zh)”的几何图形应当是线", en: "\(kind.title.en) must have lines")
    default: LocalizedText(zh: "“\(kind.title.zh)”的几何图形应当是面", en: "\(kind.title.en) must have polygons")
    }
  }

  /// The numbers and dates without which a record of the kind means nothing.
  private var requiredReaders: [RequiredReader] {
    FieldCatalogue.standard[mapping.kind].compactMap { field in
      guard field.requirement == .required, let column = mapping.column(field.key) else { return nil }
      return [.date, .integer, .number].contains(field.type) ? RequiredReader(column: column, field: field) : nil
    }
  }
}

private struct RequiredReader {
  let column: Int
  let field: Field
  var isDate: Bool { field.type == .date }

  func canRead(_ cells: TextColumn, _ row: Int) -> Bool {
    let outcome = cells.withBytes(row) { field.outcome(of: $0) }
    return outcome != .unreadable && outcome != .absent
  }
}

extension TextColumn {
  fileprivate func selecting(_ rows: [Int]) -> TextColumn {
    var column = TextColumn()
    for row in rows { withBytes(row) { column.append($0) } }
    return column
  }
}

extension GeometryColumn {
  /// The dimension of most rows; `nil` where no row has a geometry.
  fileprivate var usualDimension: Int? {
    var counts = [0, 0, 0]
    for type in types { if let dimension = type.dimension { counts[dimension] += 1 } }
    guard let most = counts.max(), most > 0 else { return nil }
    return counts.firstIndex(of: most)
  }
}
