import Analysis
import Registry
import Testing

@testable import Delivery

@Suite struct InspectionTests {
  private func entries(_ cells: [[FieldKey: String]]) throws -> (entries: [InspectionDue], lines: [BoundaryLine]) {
    var table = RecordTable(kind: .boundaryLine)
    for cells in cells { table.append(cells, origin: Origin(source: 0, row: 2)) }
    let lines = BoundaryLine.all(in: table)
    let last = LastInspection.all(lines: lines, table: table, inspections: [])
    return (InspectionDue.all(lines: lines, table: table, last: last, asOf: try Self.asOf), lines)
  }

  static var asOf: CalendarDate {
    get throws { try #require(CalendarDate(year: 2026, month: 11, day: 24)) }
  }

  @Test func calendarIsOfTheFormThatTheStandardAsksFor() throws {
    let (entries, lines) = try entries([
      [.name: "铜合线", .level: "县级", .lastInspection: "2022-01-15"],
      [.name: "甲;乙,丙\\线", .lastInspection: "2025-06-01", .changeEvent: "山体滑坡", .changedOn: "2026-07-12"],
    ])
    let text = InspectionCalendar.text(entries, lines: lines, asOf: try Self.asOf)
    #expect(
      text.hasPrefix(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Jieming//Joint inspections//ZH\r\nCALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\n"
      ))
    #expect(text.hasSuffix("END:VEVENT\r\nEND:VCALENDAR\r\n"))
    for expected in [
      "DTSTART;VALUE=DATE:20270115\r\n", "DTSTAMP:20261124T000000Z\r\n", "SUMMARY:铜合线联合检查到期\r\n", "TRIGGER:-P90D\r\n",
      "TRIGGER:-P51D\r\n", "TRIGGER:PT9H\r\n", "SUMMARY:甲\\;乙\\,丙\\\\线联合检查已逾期\r\n",
      "SUMMARY:甲\\;乙\\,丙\\\\线联合检查到期\r\n", "DTSTART;VALUE=DATE:20261124\r\n",
    ] { #expect(text.contains(expected), "\(expected)") }
    for line in text.split(separator: "\r\n") { #expect(line.utf8.count <= 75, "\(line)") }
    // Unfolded, every line is a property.
    let unfolded = text.replacing("\r\n ", with: "")
    for line in unfolded.split(separator: "\r\n") { #expect(line.contains(":"), "\(line)") }
    let identifiers = unfolded.split(separator: "\r\n").filter { $0.hasPrefix("UID:") }
    #expect(Set(identifiers).count == 3)
    #expect(try InspectionCalendar.text(entries, lines: lines, asOf: Self.asOf) == text)
  }

  @Test func anEmptyCalendarIsOneStill() throws {
    #expect(
      try InspectionCalendar.text([], lines: [], asOf: Self.asOf, language: .en)
        == "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Jieming//Joint inspections//EN\r\nCALSCALE:GREGORIAN\r\nEND:VCALENDAR\r\n"
    )
  }

  @Test func tableSaysWhatIsDueAndWhy() throws {
    let (entries, lines) = try entries([
      [.name: "铜合线", .level: "县级", .lastInspection: "2021-06-30"], [.name: "铜大线", .lastInspection: "2022-01-15"],
      [.name: "铜永线", .lastInspection: "2026-01-15"],
    ])
    let table = InspectionTables.due(entries, lines: lines, asOf: try Self.asOf)
    #expect(table.rows.map { $0[6].text(.en) } == ["overdue", "due soon", "not due"])
    #expect(table.rows[0].map { $0.text(.zh) }[0...5] == ["铜合线", "县级", "", "2021-06-30", "2026-06-30", "-147"])
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
  }

  @Test func riskTableShowsItsReasons() throws {
    let table = InspectionTables.risks([], lines: [])
    #expect(table.rows.isEmpty)
    #expect(table.footers.count == 1)
  }
}
