public import Registry

/// The last joint inspection (联检) of a line: the later of what the line table and the inspection records say.
public struct LastInspection: Sendable {
  /// The indices of the line's rows among the lines given.
  public let lines: [Int]
  /// `nil` where none is known.
  public let date: CalendarDate?
  /// The round of that inspection, as recorded (第五轮).
  public let round: String?
  /// The row of the line table that says so; `nil` where an inspection record does.
  public let rowOfLineTable: Int?

  /// One for each line, of several rows too, in the order of `MarkedLine.groups`. Complexity: O(lines + records).
  public static func all(
    lines: [BoundaryLine], table: RecordTable, inspections: [InspectionRecord]
  ) -> [LastInspection] {
    let byLine = Dictionary(grouping: inspections.filter { $0.line != nil }, by: { $0.line ?? 0 })
    return MarkedLine.groups(lines).map { group in
      LastInspection(group, rows: group.map { lines[$0].row }, table, group.flatMap { byLine[$0] ?? [] })
    }
  }

  private init(_ group: [Int], rows: [Int], _ table: RecordTable, _ records: [InspectionRecord]) {
    lines = group
    let stated = rows.filter { table.date(.lastInspection, $0) != nil }
      .max { Self.precedes(table.date(.lastInspection, $0), table.date(.lastInspection, $1)) }
    let statedDate = stated.flatMap { table.date(.lastInspection, $0) }
    let statedRound = ([stated].compactMap(\.self) + rows).lazy.compactMap { table.text(.inspectionRound, $0) }.first
    let recorded = records.filter { $0.date != nil }.max { Self.precedes($0.date, $1.date) }
    if let recorded, Self.precedes(statedDate, recorded.date) {
      date = recorded.date
      // Of a record without round it is unknown whether it is of the round that the table names.
      let rounds = records.filter { $0.date == recorded.date }.compactMap(\.round)
      round = rounds.first ?? (stated == nil ? statedRound : nil)
      rowOfLineTable = nil
    } else {
      (date, round, rowOfLineTable) = (statedDate, statedRound, stated)
    }
  }

  private static func precedes(_ one: CalendarDate?, _ other: CalendarDate?) -> Bool {
    guard let one, let other else { return one == nil && other != nil }
    return one < other
  }
}

/// When the next joint inspection of a line is due.
///
/// Every five years; and at once after a disaster, a shifted river or a changed road (行政区域界线管理条例, art. 12).
public struct InspectionDue: Sendable {
  public enum Reason: Sendable, Equatable {
    /// Five years after the last one.
    case periodic
    /// A change that no inspection has followed: what happened, and when.
    case change(String, CalendarDate)
  }

  /// The index of the line among the lines given; of a line on several rows the first.
  public let line: Int
  public let reason: Reason
  /// `nil` where there was none.
  public let last: LastInspection?
  /// The last day for it; after a change the day of the change.
  public let due: CalendarDate
  /// Until then, from the as-of date; negative when it is past.
  public let days: Int

  /// What is due of every line of which a date is known, by date, then by line.
  ///
  /// A date that is only known to the month or year counts to its last day.
  ///
  /// - Parameter last: of the same lines.
  public static func all(
    lines: [BoundaryLine], table: RecordTable, last: [LastInspection], asOf: CalendarDate
  ) -> [InspectionDue] {
    last.flatMap { last -> [InspectionDue] in
      let index = last.lines[0]
      let make = { (reason: Reason, due: CalendarDate) in
        InspectionDue(
          line: index, reason: reason, last: last.date == nil ? nil : last, due: due, days: asOf.days(until: due))
      }
      var due: [InspectionDue] = []
      if let date = last.date?.adding(years: 5) { due.append(make(.periodic, date.lastDay)) }
      for row in last.lines.map({ lines[$0].row }) {
        guard let event = table.text(.changeEvent, row), !event.saysNothing else { continue }
        // Without a date nobody can tell whether the last inspection came after it.
        if let date = table.date(.changedOn, row), last.date.map({ date.lastDay > $0.lastDay }) ?? true {
          let entry = make(.change(event, date), date.lastDay)
          if !due.contains(where: { $0.reason == entry.reason }) { due.append(entry) }
        }
      }
      return due
    }.sorted { ($0.due, lines[$0.line].subject.key) < ($1.due, lines[$1.line].subject.key) }
  }
}
