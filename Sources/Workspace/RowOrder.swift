internal import GRDB

/// Brings the rows of a table into the order of their sources and numbers them from 1 without a gap.
///
/// The file then shows what it holds, not how it came about: importing a source twice is the same as once. Rows stand in
/// runs of one source, so whole runs move, mostly into the place that the replaced rows left.
struct RowOrder {
  let db: Database
  let table: String

  /// Rows of one source with ids that follow each other.
  struct Run: Equatable {
    var source: Int
    var ids: Range<Int>
  }

  /// Rows that another program added belong to no source and come last.
  static let noSource = Int.max

  func restore() throws {
    var runs = try runs().enumerated().sorted { ($0.element.source, $0.offset) < ($1.element.source, $1.offset) }
      .map(\.element)
    var end = (runs.map(\.ids.upperBound).max() ?? 1)
    var next = 1
    for index in runs.indices {
      let target = next..<next + runs[index].ids.count
      next = target.upperBound
      if runs[index].ids == target { continue }
      // What still stands in the way goes behind everything else.
      for other in index + 1..<runs.count where runs[other].ids.overlaps(target) {
        try move(&runs[other], to: end)
        end += runs[other].ids.count
      }
      try move(&runs[index], to: target.lowerBound)
    }
  }

  private func move(_ run: inout Run, to start: Int) throws {
    try db.execute(
      sql: "UPDATE \(table.quotedIdentifier) SET rowid = rowid + ? WHERE rowid >= ? AND rowid < ?",
      arguments: [start - run.ids.lowerBound, run.ids.lowerBound, run.ids.upperBound])
    run.ids = start..<start + run.ids.count
  }

  private func runs() throws -> [Run] {
    var runs: [Run] = []
    let rows = try SQLiteStatement(db, "SELECT rowid, source_id FROM \(table.quotedIdentifier) ORDER BY rowid")
    while try rows.step() {
      let id = rows.integer(0)
      let source = rows.isNull(1) ? Self.noSource : rows.integer(1)
      if let last = runs.last, last.source == source, last.ids.upperBound == id {
        runs[runs.count - 1].ids = last.ids.lowerBound..<id + 1
      } else {
        runs.append(Run(source: source, ids: id..<id + 1))
      }
    }
    return runs
  }
}
