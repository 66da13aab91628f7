import Registry

/// Columns that nothing reads.
enum UnmappedColumn: Rule {
  static let descriptor = RuleDescriptor(
    code: "I108", name: "unmapped-column",
    title: LocalizedText(zh: "没有用到的列", en: "column that nothing reads"),
    severity: .info, certainty: .definite,
    finds: LocalizedText(
      zh: "表头不认识、没有检查用到的列；内容作为附加属性原样保留。全部空白的列不报。",
      en:
        "Columns whose header is not known, so that no check reads them; their content is kept as an attribute. Columns "
        + "that are wholly blank are not reported."),
    why: LocalizedText(
      zh: "如果其实是表中应有的列而表头写法不同，依靠它的检查就没有进行。",
      en: "If it is a column of the form under another header, the checks that need it did not run."),
    basis: LocalizedText(
      zh: "各类数据表的列和别名，见说明文档《输入文件》",
      en: "the columns of each kind and their aliases, see Documentation/input-files.md"),
    next: LocalizedText(
      zh: "不需要检查的列不必处理；需要的，导入时用 --field 键名=表头 指明。",
      en: "Nothing to do for a column that needs no check; else name it with --field key=Header."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{column}”列没有用到，原样保留", en: "column “{column}” is read by nothing and kept as it is")
    ])

  static let examples = [
    RuleExample(
      zh: "一列不认识", en: "one column is not known",
      """
      place_name | name   | unit   <- I
                 | 王家湾 | 土桥镇
      note unmapped-column field=调查员电话
      """),
    RuleExample(
      zh: "看不出类型的表不逐列报", en: "a table of unknown kind is not reported column by column",
      """
      place_name | geom
                 | 0 0
      note kind-guessed value=place_name
      note unmapped-column field=甲
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    // Where no header told the kind, nothing is read and the reading itself has said so.
    let guessed = Set(area.dataset.notes.filter { $0.code == .kindGuessed }.map(\.source))
    for note in area.dataset.notes where note.code == .unmappedColumn && !guessed.contains(note.source) {
      findings.report(table: area.dataset.sources[note.source], field: note.field) { finding in
        finding.evidence = note.field.map { Evidence(field: $0, value: "") }
        finding.arguments["column"] = .text(note.field ?? "")
      }
    }
  }
}
