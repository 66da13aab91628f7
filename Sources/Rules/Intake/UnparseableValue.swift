import Registry

/// Cells of numbers, dates, degrees and fixed words that hold something else.
enum UnparseableValue: Rule {
  static let descriptor = RuleDescriptor(
    code: "I102", name: "unparseable-value",
    title: LocalizedText(zh: "内容无法识别", en: "value that cannot be read"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "数字、日期、经纬度、是否和固定选项的列中，不能识别的内容。约数（约30亩）、范围（30-40）、换算不了的单位不当作数字；"
        + "年代（七十年代）、朝代纪年不当作日期。横线、“无”、“不详”按空白处理，不报。同一列超过 100 处，或者 10 处以上且占到一半时，合为一条。"
        + "固定选项之外的词合为一条；不影响检查的只作提示。",
      en:
        "Cells of numbers, dates, degrees, yes/no and fixed words that cannot be read. Estimates (约30亩), ranges (30-40) and "
        + "units that do not convert are no numbers; decades and years of a dynasty no dates. A dash, 无 and 不详 count as "
        + "blank. More than 100 cells of a column, or ten and more that are over half of it, are one finding. Words outside a "
        + "list are one finding a column, information where no check reads the word."),
    why: LocalizedText(
      zh: "读不出来的数字和日期不参加统计和检查，合计会偏小，到期提醒会遗漏。",
      en: "What cannot be read takes no part in sums and checks: totals come out too small, due dates are missed."),
    basis: LocalizedText(
      zh: "各类数据表的列和填写要求，见说明文档《输入文件》",
      en: "the columns of each kind and how they are filled, see Documentation/input-files.md"),
    next: LocalizedText(
      zh: "按原始资料改成数字、日期（如 2008-07-15）或表中所列选项后重新导入；说明文字写到备注栏。",
      en:
        "Write a number, a date such as 2008-07-15 or one of the words listed, and import again; remarks go to their own column."
    ),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{column}”中的“{value}”不是{type}", en: "“{value}” in “{column}” is no {type}"),
      "column": LocalizedText(
        zh: "“{column}”共 {of} 格有内容，其中 {count} 格不是{type}，例如“{value}”（第 {rows} 行）",
        en: "{count} of the {of} cells of “{column}” are no {type}, for example “{value}” (rows {rows})"),
      "words": LocalizedText(
        zh: "“{column}”有 {count} 格不是表中的选项：{words}；选项为：{allowed}",
        en: "{count} cells of “{column}” hold words that are not on its list: {words}; the list: {allowed}"),
    ])

  static let examples = [
    RuleExample(
      zh: "约数、年代和范围", en: "an estimate, a decade and a range",
      """
      facility | name     | area_mu | built_on
               | 一号公墓 | 33.9亩  | 1985年
               | 二号公墓 | 约30亩  | 2008.7.15    <- E
               | 三号公墓 | 30-40   | 七十年代     <- E <- E
      note unparseable-value row=3 field=area_mu value=约30亩 type=number
      note unparseable-value row=4 field=area_mu value=30-40 type=number
      note unparseable-value row=4 field=built_on value=七十年代 type=date
      """),
    RuleExample(
      zh: "整列不是日期，合为一条", en: "a whole column is no date: one finding",
      """
      sign | id  | name   | set_on   <- E
           | 001 | 王家湾 | 早年
      note unparseable-value field=set_on value=早年 type=date count=12 of=14 rows=2,3,4
      """),
    RuleExample(
      zh: "选项之外的词：公墓类型影响覆盖统计，标志类别只作提示", en: "words outside a list: an error where the word is read, else information",
      """
      facility | name     | type
               | 一号公墓 | 家族墓地             <- E
      note unparseable-value field=type value=家族墓地 type=enum count=1 first=2
      sign     | id       | name   | type
               | 001      | 王家湾 | 广告牌      <- I
      note unparseable-value field=type value=广告牌 type=enum count=1 first=2
      """),
    RuleExample(
      zh: "都能识别", en: "all of it can be read",
      """
      facility | name     | area_mu  | built_on         | site_markers
               | 一号公墓 | 三十三亩 | 民国二十三年     | 是
               | 二号公墓 | —        | 二〇〇八年七月   | 未埋设
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let notes = area.dataset.notes.filter { $0.code == .unparseableValue }
    findings.report(notes, in: area) { note, finding in
      let field = area.dataset.field(of: note)
      finding.arguments["column"] = .text(area.dataset.header(of: note))
      finding.arguments["type"] = .localized(typeName(note))
      guard note.row == nil else { return }
      finding.arguments["count"] = .count(note.count("count"))
      if note.details["type"] == Field.ValueType.enumeration.rawValue {
        finding.message = "words"
        finding.arguments["words"] = .list(note.value.split(separator: "|").map(String.init))
        finding.arguments["allowed"] = .list(field?.values ?? [])
        if field?.wordsAreRead != true { finding.severity = .info }
        if let row = note.details["first"].flatMap({ Int($0) }) {
          finding.origin = Origin(source: note.source, row: row)
        }
      } else {
        finding.message = "column"
        finding.arguments["of"] = .count(note.count("of"))
        finding.arguments["rows"] = .list((note.details["rows"] ?? "").split(separator: ",").map(String.init))
      }
    }
  }

  private static func typeName(_ note: ImportNote) -> LocalizedText {
    switch note.field {
    case FieldKey.crs.rawValue: return LocalizedText(zh: "能识别的坐标系", en: "known reference system")
    case FieldKey.geometry.rawValue: return LocalizedText(zh: "图形", en: "geometry")
    default: return typeName(note.details["type"])
    }
  }

  private static func typeName(_ type: String?) -> LocalizedText {
    switch type.flatMap(Field.ValueType.init) {
    case .date: LocalizedText(zh: "日期", en: "date")
    case .degrees: LocalizedText(zh: "经纬度或角度", en: "angle")
    case .boolean: LocalizedText(zh: "“是”或“否”", en: "yes or no")
    default: LocalizedText(zh: "数字", en: "number")
    }
  }
}
