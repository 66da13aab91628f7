public import Registry

/// When the next joint inspection (联检) of a line is due.
///
/// Every five years; and at once after a disaster, a shifted river or a changed road (行政区域界线管理条例, art. 12).
public struct InspectionDue: Sendable {
  public enum Reason: Sendable, Equatable {
    /// Five years after the last one.
    case periodic
    /// A change that no inspection has followed: what happened, and when.
    case change(String, CalendarDate)
  }

  /// The index of the line among the lines given.
  public let line: Int
  public let reason: Reason
  /// The last inspection: the later of the line table and the inspection records; `nil` where there was none.
  public let last: CalendarDate?
  /// Whether `last` is what the line table says.
  public let isLastOfLineTable: Bool
  public let round: String?
  /// The last day for it; after a change the day of the change.
  public let due: CalendarDate
  /// Until then, from the as-of date; negative when it is past.
  public let days: Int

  /// What is due of every line of which a date is known, by date, then by line.
  ///
  /// A date that is only known to the month or year counts to its last day.
  public static func all(
    lines: [BoundaryLine], table: RecordTable, inspections: [InspectionRecord], asOf: CalendarDate
  ) -> [InspectionDue] {
    let recorded = latest(inspections)
    return lines.indices.flatMap { index -> [InspectionDue] in
      let row = lines[index].row
      let stated = table.date(.lastInspection, row)
      let last = [stated, recorded[index]].compactMap { $0 }.max()
      let make = { (reason: Reason, due: CalendarDate) in
        InspectionDue(
          line: index, reason: reason, last: last, isLastOfLineTable: last != nil && last == stated,
          round: table.text(.inspectionRound, row), due: due, days: asOf.days(until: due))
      }
      var due: [InspectionDue] = []
      if let date = last?.adding(years: 5) { due.append(make(.periodic, date.lastDay)) }
      if let event = table.text(.changeEvent, row), !event.saysNothing {
        let date = table.date(.changedOn, row)
        // Without a date nobody can tell whether the last inspection came after it.
        if let date, last.map({ date.lastDay > $0.lastDay }) ?? true {
          due.append(make(.change(event, date), date.lastDay))
        }
      }
      return due
    }.sorted { ($0.due, lines[$0.line].subject.key) < ($1.due, lines[$1.line].subject.key) }
  }

  /// The latest inspection of each line in the records.
  public static func latest(_ inspections: [InspectionRecord]) -> [Int: CalendarDate] {
    inspections.reduce(into: [:]) { latest, record in
      guard let line = record.line, let date = record.date else { return }
      latest[line] = max(latest[line] ?? date, date)
    }
  }
}
