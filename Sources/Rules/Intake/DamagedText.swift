import Registry

/// Texts that lost characters, or were decoded by the wrong table, before they came here.
enum DamagedText: Rule {
  static let descriptor = RuleDescriptor(
    code: "I103", name: "damaged-text",
    title: LocalizedText(zh: "文字损坏", en: "damaged text"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "替换符号（U+FFFD）、能够还原的乱码（UTF-8 与 GBK 读反）、私用区字符（地名和标志的名称由 N101 查）为错误；"
        + "连续的问号、□、〓 为疑似；被截断的字段名、同一文件中编码不同的列也在此说明。"
        + "同一列超过 100 处，或者 10 处以上且占到一半时，合为一条。",
      en:
        "Replacement characters (U+FFFD), garbled text that can be turned back (UTF-8 and GBK confused), private-use "
        + "characters (in names N101 has them): errors. Runs of question marks, □ and 〓: suspect. Field names cut inside a "
        + "character and columns in another encoding than the rest are told too. More than 100 cells of a column, or ten and "
        + "more that are over half of it, are one finding."),
    why: LocalizedText(
      zh: "损坏的字不能从本文件恢复（乱码除外），名称对不上，成果不能用。",
      en:
        "Lost characters cannot be restored from this file (garbled text can); names do not match and results are useless."
    ),
    basis: LocalizedText(
      zh: "GB 18030-2022《信息技术 中文编码字符集》", en: "GB 18030-2022, Chinese coded character set"),
    next: LocalizedText(
      zh: "请提供单位重新导出（GB18030 或 UTF-8），或者按原始资料改正。",
      en: "Ask for a new export in GB18030 or UTF-8, or correct it from the original record."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{column}”中的“{value}”有替换符号，原来的字已丢失",
        en: "“{value}” in “{column}” has replacement characters; the original is lost"),
      "mojibake": LocalizedText(
        zh: "“{column}”中的“{value}”是乱码，原文应为“{original}”",
        en: "“{value}” in “{column}” is garbled; it should be “{original}”"),
      "private-use": LocalizedText(
        zh: "“{column}”中的“{value}”有私用区字符，换一台电脑就显示不出来",
        en: "“{value}” in “{column}” has private-use characters that other computers cannot show"),
      "question-marks": LocalizedText(
        zh: "“{column}”中的“{value}”有连续的问号，可能是丢失的字",
        en: "“{value}” in “{column}” has a run of question marks, perhaps lost characters"),
      "box": LocalizedText(
        zh: "“{column}”中的“{value}”有 □ 或 〓，可能代替了打不出的字",
        en: "“{value}” in “{column}” has □ or 〓, perhaps for a character that could not be typed"),
      "cut-header": LocalizedText(
        zh: "字段名“{column}”在一个字的中间被截断", en: "the field name “{column}” was cut inside a character"),
      "encoding": LocalizedText(
        zh: "“{column}”列的编码是 {value}，与其他列不同，已按格分别读取",
        en: "column “{column}” is in {value}, unlike the others; each cell was read in its own encoding"),
      "column": LocalizedText(
        zh: "“{column}”列有 {count} 格文字损坏，例如“{value}”（第 {rows} 行）",
        en: "{count} cells of “{column}” are damaged, for example “{value}” (rows {rows})"),
      "column-mojibake": LocalizedText(
        zh: "“{column}”列有 {count} 格是乱码，例如“{value}”应为“{original}”（第 {rows} 行）",
        en: "{count} cells of “{column}” are garbled, for example “{value}” for “{original}” (rows {rows})"),
    ])

  static let examples = [
    RuleExample(
      zh: "替换符号、乱码、连续问号", en: "a replacement character, garbled text, question marks",
      """
      place_name | name   | location     | remark
                 | 王家湾 | 铜梁区�桥镇  | 无              <- E
                 | 李家坝 | 鏉戞梺鑰佸眿 | 村旁            <- E
                 | 张家沟 | 村旁         | ??桥           <- E s
                 | 赵家坡 | 是否有人？   | 好
      note damaged-text row=2 field=location value=铜梁区�桥镇 damage=replacement
      note damaged-text row=3 field=location value=鏉戞梺鑰佸眿 damage=mojibake original=村旁老屋
      note damaged-text row=4 field=remark value=??桥 damage=question-marks
      """),
    RuleExample(
      zh: "字段名被截断；整列乱码合为一条", en: "a field name that was cut; a garbled column is one finding",
      """
      place_name | name   | location   <- E <- I
                 | 王家湾 | 甲
      note damaged-text field=name value=标准名 damage=cut-header
      note damaged-text field=location value=鐢查晣 damage=mojibake original=甲镇 count=120 of=130 rows=2,3
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let notes = area.dataset.notes.filter { $0.code == .damagedText }
    findings.report(notes, in: area) { note, finding in
      let damage = note.details["damage"] ?? ""
      finding.arguments["column"] = .text(area.dataset.header(of: note))
      finding.arguments["original"] = .text(note.details["original"] ?? "")
      if ["question-marks", "box"].contains(damage) { finding.certainty = .suspect }
      if damage != "replacement" { finding.message = damage }
      switch damage {
      case "cut-header":
        let isRead = area.dataset.sources[note.source].headers.contains { $0.name == note.field && $0.key != nil }
        finding.severity = isRead || area.dataset.field(of: note) != nil ? .info : .warning
      case "encoding": finding.severity = .warning
      case _ where note.row == nil:
        finding.message = damage == "mojibake" ? "column-mojibake" : "column"
        finding.arguments["count"] = .count(note.count("count"))
        finding.arguments["rows"] = .list((note.details["rows"] ?? "").split(separator: ",").map(String.init))
      default: break
      }
    }
  }
}
