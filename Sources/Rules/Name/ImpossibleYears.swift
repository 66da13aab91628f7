import Registry

/// Names that ended before they began, or whose beginning or end lies after their registration.
enum ImpossibleYears: Rule {
  static let descriptor = RuleDescriptor(
    code: "N903", name: "impossible-years",
    title: LocalizedText(zh: "年份先后矛盾", en: "impossible years"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "设立年份晚于废止年份，废止年份或设立年份晚于登记时间，设立、命名、废止、登记的时间晚于检查日期。能读“1985年”“二〇〇八年七月”“民国二十三年”“2014-09-28”等写法；"
        + "只写到年或月的，按可能的日期比较；读不懂的不比较。",
      en:
        "Established after abolished; abolished or established after registered; any of them, or the date of naming, after the "
        + "date of the check. Dates are read as people write them (1985年, "
        + "二〇〇八年七月, 民国二十三年, 2014-09-28), to the precision that they have; what cannot be read is not compared."),
    why: LocalizedText(
      zh: "沿革和历史地名名录按这些年份编排，年份不可能的记录会排错。",
      en: "Histories and lists of historic names are ordered by these years."),
    basis: LocalizedText(
      zh: "第二次全国地名普查地名登记表：设立年份、废止年份、登记时间", en: "registration form: established, abolished, registered"),
    next: LocalizedText(
      zh: "查档案核对两个年份，改正写错的一个。", en: "Look both years up in the archive and correct the wrong one."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{field}”{value} 晚于“{other}”{date}", en: "{field} {value} is later than {other} {date}"),
      "future": LocalizedText(
        zh: "“{field}”{value} 晚于检查日期 {date}", en: "{field} {value} is later than the date of the check, {date}"),
    ])

  static let examples = [
    RuleExample(
      zh: "设立晚于废止，废止晚于登记，设立晚于登记", en: "established after abolished, abolished or established after registered",
      """
      place_name | name   | established    | abolished | registered_on
                 | 王家湾 | 1985年         | 1970年    | 2015-01-01            <- E
                 | 李家坝 | 1950           | 2016年    | 2015-01-01            <- E
                 | 张家沟 | 二〇一六年七月 |           | 2014-09-28 00:00:00   <- E
                 | 赵家坡 | 民国二十三年   | 1985年    | 2015-01-01
                 | 吴家塝 | 1985年         | 1985年    | 1985
                 | 周家嘴 | 清末           | 1950年    | 2015-01-01
                 | 郑家坳 | 2014年9月      |           | 2014年
      """),
    RuleExample(
      zh: "晚于检查日期", en: "later than the date of the check",
      """
      as-of 2026-06-30
      place_name | name   | established | abolished | registered_on | named_on
                 | 王家湾 | 3025        |           |               |              <- E
                 | 李家坝 | 1950        | 2030年    |               |              <- E
                 | 张家沟 | 1950        |           | 2099-01-01    |              <- E
                 | 建设路 |             |           |               | 2026年7月    <- E
                 | 赵家坡 | 2026年      |           | 2026年6月     | 2026年6月
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    var starts = DateColumn(.established, of: table)
    var ends = DateColumn(.abolished, of: table)
    var registrations = DateColumn(.registeredOn, of: table)
    reportFuture(area, into: &findings)
    guard starts != nil || ends != nil else { return }
    for row in table.rows {
      let start = starts?.date(row)
      let end = ends?.date(row)
      guard start != nil || end != nil else { continue }
      if let start, let end, isLater(start, than: end) {
        report(.established, than: .abolished, end, table, row, into: &findings)
        continue
      }
      guard let registration = registrations?.date(row) else { continue }
      if let start, isLater(start, than: registration) {
        report(.established, than: .registeredOn, registration, table, row, into: &findings)
      } else if let end, isLater(end, than: registration) {
        report(.abolished, than: .registeredOn, registration, table, row, into: &findings)
      }
    }
  }

  private static func reportFuture(_ area: Area, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    for field in [FieldKey.established, .namedOn, .abolished, .registeredOn] {
      guard var dates = DateColumn(field, of: table) else { continue }
      for row in table.rows {
        guard let date = dates.date(row), isLater(date, than: area.asOf) else { continue }
        findings.report(table, row: row, field: field) { finding in
          finding.message = "future"
          finding.arguments["date"] = .text(area.asOf.description)
        }
      }
    }
  }

  /// Whether one date is later whatever days the two mean.
  private static func isLater(_ date: CalendarDate, than other: CalendarDate) -> Bool {
    !date.isWithin(deadline: other)
  }

  private static func report(
    _ field: FieldKey, than other: FieldKey, _ date: CalendarDate, _ table: RecordTable, _ row: Int,
    into findings: inout FindingSink
  ) {
    findings.report(table, row: row, field: field) { finding in
      finding.arguments["other"] = .localized(RecordTable.titles([other], of: .placeName))
      finding.arguments["date"] = .text(date.description)
    }
  }
}

extension FieldKey {
  static let registeredOn: FieldKey = "registered_on"
}
