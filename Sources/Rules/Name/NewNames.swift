import Registry

/// Which names are new: named, established or approved since a day. A name without date is old.
struct NewNames {
  /// What the settings of a rule call that day.
  static let setting = RuleSetting(
    "new_since", .text("2022-05-01"),
    meaning: LocalizedText(
      zh: "这一天及以后命名或设立的算新地名；命令行 --new-since 优先",
      en: "names given or established on or after this day are new; --new-since on the command line stands above it"))

  private let since: CalendarDate?
  private var columns: [DateColumn]

  /// - Parameter keys: the columns that date a name.
  init(_ table: RecordTable, _ settings: RuleSettings, by keys: [FieldKey] = [.namedOn, .established]) {
    since = settings.date(Self.setting.name) ?? CalendarDate(year: 2022, month: 5, day: 1)
    columns = keys.compactMap { DateColumn($0, of: table) }
  }

  mutating func isNew(_ row: Int) -> Bool {
    guard let since else { return false }
    for index in columns.indices {
      if let date = columns[index].date(row), since.days(until: date) >= 0 { return true }
    }
    return false
  }
}
