internal import Registry

/// What the typed cells of a layer show while they are read: values that cannot be read (I102) and numbers with a unit
/// behind them (I107), per column.
struct ValueNotes {
  private var columns: [Int: Column] = [:]
  private var facilityKinds: Int?

  /// The fields as they are mapped now; what has been counted stays.
  mutating func follow(_ mapping: HeaderMapping) {
    facilityKinds = mapping.kind == .facility ? mapping.column(.kind) : nil
    for (index, key) in mapping.keys.enumerated() {
      guard let key, columns[index] == nil, let field = FieldCatalogue.standard.field(mapping.kind, key), field.isTyped
      else { continue }
      columns[index] = Column(field)
    }
  }

  mutating func look(at batch: RawBatch) {
    let kinds = facilityKinds.map { batch.columns[$0] }
    // A list: the keys themselves would hold the dictionary, which then is copied to be changed.
    for index in Array(columns.keys) { columns[index]?.look(at: batch.columns[index], batch.rowNumbers, kinds) }
  }

  /// In the order of the columns; sources are set by the importer.
  var notes: [ImportNote] { columns.sorted { $0.key < $1.key }.flatMap(\.value.notes) }

  private struct Column {
    let field: Field
    private var filled = 0
    private var unreadable = CellList()
    private var marked = CellList()
    private var serials = CellList()
    /// Words that are not in the field's list, by word.
    private var unlisted: [String: (row: Int, count: Int)] = [:]
    private var unlistedCount = 0
    private var recent = RecentOutcomes()

    init(_ field: Field) { self.field = field }

    mutating func look(at cells: TextColumn, _ rows: [Int], _ kinds: TextColumn?) {
      let dependsOnKind = field.key == .type && kinds != nil
      let takesDigits = field.takesDigits
      cells.withAllBytes { bytes in
        for row in rows.indices {
          let cell = UnsafeBufferPointer(rebasing: bytes[cells.byteRange(row)])
          if takesDigits, isDigits(cell) {
            filled += 1
            continue
          }
          let outcome: CellOutcome
          if dependsOnKind {
            let kind = kinds?.trimmed(row)
            outcome = field.outcome(of: cell, facilityKind: kind == "" ? nil : kind)
          } else if takesDigits {
            outcome = field.outcome(of: cell)
          } else {
            outcome = recent.outcome(of: cell) { field.outcome(of: $0) }
          }
          add(outcome, cells, row, rows[row])
        }
      }
    }

    private mutating func add(_ outcome: CellOutcome, _ cells: TextColumn, _ index: Int, _ row: Int) {
      if outcome != .absent { filled += 1 }
      switch outcome {
      case .absent, .plain: break
      case .unreadable: unreadable.add(cells, index, row)
      case .marked: marked.add(cells, index, row)
      case .serial: serials.add(cells, index, row)
      case .unlisted: addUnlisted(cells.trimmed(index), row)
      }
    }

    private mutating func addUnlisted(_ word: String, _ row: Int) {
      unlistedCount += 1
      // A column of free text under the name of an enumeration has as many words as rows.
      guard unlisted[word] != nil || unlisted.count < CellList.limit else { return }
      unlisted[word, default: (row, 0)].count += 1
    }

    var notes: [ImportNote] {
      var notes = unreadable.notes(.unparseableValue, field.key, of: filled, ["type": field.type.rawValue])
      if !unlisted.isEmpty {
        let words = unlisted.sorted { ($0.value.row, $0.key) < ($1.value.row, $1.key) }
        notes.append(
          ImportNote(
            .unparseableValue, source: 0, field: field.key.rawValue, value: words.map(\.key).joined(separator: "|"),
            details: ["type": field.type.rawValue, "count": String(unlistedCount), "first": String(words[0].value.row)])
        )
      }
      notes +=
        marked.note(.unitSuffix, field.key, ["form": "number"])
        + serials.note(.unitSuffix, field.key, ["form": "serial"])
      return notes
    }
  }
}

/// The outcomes of cells met lately: columns of words and dates hold few different ones, and judging a word makes strings.
private struct RecentOutcomes {
  private var cells: [[UInt8]] = Array(repeating: [], count: 256)
  private var outcomes: [CellOutcome] = Array(repeating: .absent, count: 256)

  mutating func outcome(
    of cell: UnsafeBufferPointer<UInt8>, judge: (UnsafeBufferPointer<UInt8>) -> CellOutcome
  ) -> CellOutcome {
    // FNV-1a.
    let slot = Int(cell.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 } >> 24)
    if cells[slot].elementsEqual(cell) { return outcomes[slot] }
    cells[slot] = Array(cell)
    outcomes[slot] = judge(cell)
    return outcomes[slot]
  }
}

/// Cells of one column that are to be told of: each, or of many the first ones and their number.
struct CellList {
  /// More cells than this are one note.
  static let limit = 100
  private static let fewest = 10
  private static let shown = 20

  private(set) var count = 0
  private var cells: [(row: Int, value: String, details: [String: String])] = []

  mutating func add(_ column: TextColumn, _ index: Int, _ row: Int, _ details: [String: String] = [:]) {
    count += 1
    if cells.count < Self.limit { cells.append((row, column.trimmed(index), details)) }
  }

  /// One note a cell; one for all where there are many, or where most of the column is so.
  ///
  /// - Parameter filled: how many cells of the column are not blank.
  func notes(
    _ code: ImportNote.Code, _ key: FieldKey, of filled: Int, _ details: [String: String]
  ) -> [ImportNote] {
    guard count > Self.limit || count >= Self.fewest && count * 2 > filled else {
      return cells.map { cell in
        ImportNote(
          code, source: 0, row: cell.row, field: key.rawValue, value: cell.value,
          details: details.merging(cell.details) { _, own in own })
      }
    }
    var all = details.merging(cells[0].details) { _, own in own }
    all["count"] = String(count)
    all["of"] = String(filled)
    all["rows"] = cells.prefix(Self.shown).map { String($0.row) }.joined(separator: ",")
    return [ImportNote(code, source: 0, field: key.rawValue, value: cells[0].value, details: all)]
  }

  /// One note for all, with the first cell; none where there is none.
  func note(_ code: ImportNote.Code, _ key: FieldKey, _ details: [String: String]) -> [ImportNote] {
    guard let first = cells.first else { return [] }
    return [
      ImportNote(
        code, source: 0, row: first.row, field: key.rawValue, value: first.value,
        details: details.merging(["count": String(count)]) { own, _ in own })
    ]
  }
}
