import Registry

/// Rows with one and the same fault, told apart: where many rows of a source share it, the column is at fault and one finding
/// says so; else each row has its own.
struct SharedFaults {
  struct Column {
    /// An index into `Dataset.sources`.
    let source: Int
    /// In table order.
    let rows: [Int]
  }

  /// Fewer rows are listed one by one.
  static let least = 10

  private(set) var columns: [Column] = []
  private(set) var rows: [Int] = []

  /// - Parameters:
  ///   - faulty: rows of the table, in table order.
  ///   - field: with it, only a fault of more than half of its filled cells is one of the column.
  init(_ faulty: [Int], of table: RecordTable, mostOf field: FieldKey? = nil) {
    let isJudged = field.flatMap { table[$0] }.map { column in { !column.isBlank($0) } }
    self.init(faulty, of: table, mostOf: isJudged ?? { _ in true }, isMostNeeded: field != nil)
  }

  /// - Parameter isJudged: only a fault of more than half of these rows is one of the column.
  init(_ faulty: [Int], of table: RecordTable, mostOf isJudged: (Int) -> Bool) {
    self.init(faulty, of: table, mostOf: isJudged, isMostNeeded: true)
  }

  private init(_ faulty: [Int], of table: RecordTable, mostOf isJudged: (Int) -> Bool, isMostNeeded: Bool) {
    guard faulty.count >= Self.least else {
      rows = faulty
      return
    }
    var judged: [Int: Int] = [:]
    if isMostNeeded {
      for row in table.rows where isJudged(row) { judged[table.origins[row].source, default: 0] += 1 }
    }
    let bySource = Dictionary(grouping: faulty) { table.origins[$0].source }
    for (source, faulty) in bySource.sorted(by: { $0.key < $1.key }) {
      if faulty.count >= Self.least, 2 * faulty.count > judged[source, default: 0] {
        columns.append(Column(source: source, rows: faulty))
      } else {
        rows += faulty
      }
    }
  }
}

extension FindingSink {
  /// Reports a fault on every row that has it, or on the column where many have it.
  ///
  /// - Parameter describe: says what the fault is, of a row or of a column, whose first row it gets; `count` and `value` are
  ///   set for columns.
  mutating func report(
    _ faults: SharedFaults, _ area: Area, _ table: RecordTable, field: FieldKey, span: Range<Int>? = nil,
    _ describe: (_ finding: inout Finding, _ row: Int, _ isColumn: Bool) -> Void
  ) {
    for column in faults.columns {
      report(table: area.dataset.sources[column.source], field: field.rawValue) { finding in
        finding.evidence = Evidence(field: field, value: table.text(field, column.rows[0]) ?? "", span: span)
        finding.measure = Measure(Double(column.rows.count), .count)
        finding.arguments["count"] = .count(column.rows.count)
        describe(&finding, column.rows[0], true)
      }
    }
    for row in faults.rows { report(table, row: row, field: field, span: span) { describe(&$0, row, false) } }
  }
}
