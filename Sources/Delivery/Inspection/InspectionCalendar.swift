public import Analysis
public import Registry

/// Due dates of joint inspections as an iCalendar text (RFC 5545), for calendars of phones and desktops. What is overdue
/// stands on the as-of date.
///
/// The same entries and date give the same bytes: no clock is read, and a due date keeps its UID from file to file, so that
/// a calendar updates it.
public enum InspectionCalendar {
  /// - Parameters:
  ///   - asOf: the time stamp of all entries.
  ///   - noticeDays: how long before the date a reminder rings.
  public static func text(
    _ entries: [InspectionDue], lines: [BoundaryLine], asOf: CalendarDate, language: Language = .zh,
    noticeDays: Int = 90
  ) -> String {
    var calendar = ContentLines()
    calendar.add("BEGIN:VCALENDAR")
    calendar.add("VERSION:2.0")
    calendar.add("PRODID:-//Jieming//Joint inspections//\(language == .zh ? "ZH" : "EN")")
    calendar.add("CALSCALE:GREGORIAN")
    for entry in entries {
      let line = lines[entry.line]
      let name = line.name ?? line.subject.key
      let isOverdue = entry.days < 0
      // Nothing rings for a day that is past.
      let day = isOverdue ? asOf.lastDay : entry.due.lastDay
      calendar.add("BEGIN:VEVENT")
      calendar.add("UID:\(identifier(line.subject.key, entry))@jieming")
      calendar.add("DTSTAMP:\(digits(asOf.lastDay))T000000Z")
      calendar.add("DTSTART;VALUE=DATE:\(digits(day))")
      calendar.add("DURATION:P1D")
      calendar.add(
        "SUMMARY:",
        text: (isOverdue
          ? LocalizedText(zh: "\(name)联合检查已逾期", en: "Joint inspection overdue: \(name)")
          : LocalizedText(zh: "\(name)联合检查到期", en: "Joint inspection due: \(name)"))[language])
      var description = InspectionTables.reason(entry)[language]
      if isOverdue {
        description += "\n" + LocalizedText(zh: "应于 \(entry.due) 前完成", en: "Was due on \(entry.due)")[language]
      }
      if let last = entry.last?.date {
        description += "\n" + LocalizedText(zh: "上次联检：\(last)", en: "Last inspection: \(last)")[language]
      }
      calendar.add("DESCRIPTION:", text: description)
      calendar.add("TRANSP:TRANSPARENT")
      calendar.add("BEGIN:VALARM")
      calendar.add("ACTION:DISPLAY")
      calendar.add("DESCRIPTION:", text: LocalizedText(zh: "\(name)联合检查", en: "Joint inspection: \(name)")[language])
      // In the morning of an overdue one; else the notice before, or what is left of it.
      calendar.add(isOverdue ? "TRIGGER:PT9H" : "TRIGGER:-P\(max(0, min(noticeDays, entry.days - 1)))D")
      calendar.add("END:VALARM")
      calendar.add("END:VEVENT")
    }
    calendar.add("END:VCALENDAR")
    return calendar.text
  }

  private static func digits(_ date: CalendarDate) -> String { date.description.filter { $0 != "-" } }

  /// Line and kind of due date, in characters that every calendar takes. A periodic one keeps its name when its date moves.
  private static func identifier(_ key: String, _ entry: InspectionDue) -> String {
    let hex = key.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    switch entry.reason {
    case .periodic: return "inspection-\(hex)"
    case .change(_, let date): return "inspection-\(hex)-\(digits(date))"
    }
  }
}

/// Content lines: folded at 75 bytes, ended by CR LF.
private struct ContentLines {
  private(set) var text = ""

  /// - Parameter value: a text value, which is escaped.
  mutating func add(_ line: String, text value: String = "") {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": escaped += "\\" + String(scalar)
      case "\n": escaped += "\\n"
      case "\r": continue
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    var bytes = 0
    for character in (line + escaped).unicodeScalars {
      let width = UTF8.width(character)
      if bytes + width > 75 {
        text += "\r\n "
        bytes = 1
      }
      text.unicodeScalars.append(character)
      bytes += width
    }
    text += "\r\n"
  }
}
