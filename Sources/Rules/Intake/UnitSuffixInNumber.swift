import Registry

/// Columns of numbers whose cells hold more than digits, and dates that are the numbers of days.
enum UnitSuffixInNumber: Rule {
  static let descriptor = RuleDescriptor(
    code: "I107", name: "unit-suffix-in-number",
    title: LocalizedText(zh: "数字列中带单位", en: "unit in a column of numbers"),
    severity: .warning, certainty: .definite,
    finds: LocalizedText(
      zh: "数字列中带单位（1985年、33.9亩、780 亩）、千分位、全角数字或者用汉字写的数字：已经读出，单位不同的已换算；"
        + "日期列中电子表格的日期序号（39644）：已按日期读出。每列一条。",
      en:
        "Units (1985年, 33.9亩), grouped thousands, full-width digits or Chinese numerals in a column of numbers: read, and "
        + "converted where the unit is another; numbers of days (39644) in a column of dates: read as dates. One finding a column."
    ),
    why: LocalizedText(
      zh: "其他软件把这样的格子当作文字，不能合计和排序；交换时会变成空值。",
      en: "Other software takes such cells for text: they cannot be summed or sorted and become empty in an exchange."),
    basis: LocalizedText(
      zh: "各类数据表的列和单位，见说明文档《输入文件》", en: "the columns and units of each kind, see Documentation/input-files.md"),
    next: LocalizedText(
      zh: "单位写在表头（如“面积(亩)”），格子里只填数字；日期列设为“日期”格式。",
      en: "Put the unit into the header and only digits into the cells; format a column of dates as dates."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{column}”有 {count} 格带单位或者不是普通数字，已读出，例如第 {row} 行“{value}”",
        en: "{count} cells of “{column}” hold a unit or no plain digits and were read, for example row {row}: “{value}”"
      ),
      "serial": LocalizedText(
        zh: "“{column}”有 {count} 格是电子表格的日期序号，已按日期读出，例如第 {row} 行“{value}”是 {date}",
        en:
          "{count} cells of “{column}” are numbers of days and were read as dates, for example row {row}: “{value}” is {date}"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "面积带单位，日期成了序号", en: "an area with its unit, a day as number",
      """
      facility | name     | area_mu | built_on
               | 一号公墓 | 33.9    | 2008-07-15
               | 二号公墓 | 780 亩  | 39644        <- W <- W
      note unit-suffix row=3 field=area_mu value=780亩 form=number count=1
      note unit-suffix row=3 field=built_on value=39644 form=serial count=1
      """),
    RuleExample(
      zh: "设立年份是文字列，可以写“年”", en: "the year of establishment is text and may say 年",
      """
      place_name | name   | established
                 | 王家湾 | 1985年
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for note in area.dataset.notes where note.code == .unitSuffix {
      let source = area.dataset.sources[note.source]
      findings.report(table: source, field: note.field) { finding in
        finding.origin = note.row.map { Origin(source: note.source, row: $0) }
        finding.evidence = note.field.map { Evidence(field: $0, value: note.value) }
        finding.measure = Measure(Double(note.count("count")), .count)
        finding.arguments["column"] = .text(area.dataset.header(of: note))
        finding.arguments["count"] = .count(note.count("count"))
        finding.arguments["row"] = .text(note.row.map(String.init) ?? "")
        if note.details["form"] == "serial" {
          finding.message = "serial"
          finding.arguments["date"] = .text(CalendarDate(spreadsheetSerial: note.value)?.description ?? "")
        }
      }
    }
  }
}
