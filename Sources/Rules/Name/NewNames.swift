import Registry

/// Which names of a table are new: given or established on or after a day. Names without a date are old.
struct NewNames {
  static let setting = RuleSetting(
    "new_since", .text("2022-05-01"),
    meaning: LocalizedText(
      zh: "这一天及以后命名或设立的算新地名；命令行 --new-since 优先",
      en: "names given or established on or after this day are new; --new-since on the command line stands above it"))

  private let since: CalendarDate?
  private let columns: [TextColumn]

  init(_ table: RecordTable, _ settings: RuleSettings) {
    since = settings.date(Self.setting.name) ?? CalendarDate(year: 2022, month: 5, day: 1)
    columns = [FieldKey.namedOn, .established].compactMap { table[$0] }
  }

  func isNew(_ row: Int) -> Bool {
    guard let since else { return false }
    return columns.contains { column in
      !column.isBlank(row) && CalendarDate(parsing: column.trimmed(row)).map { $0 >= since } ?? false
    }
  }
}
