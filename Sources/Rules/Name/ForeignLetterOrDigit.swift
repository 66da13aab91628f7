import Registry
import Toponymy

/// Chinese names with Latin letters, digits or symbols in them.
enum ForeignLetterOrDigit: Rule {
  static let descriptor = RuleDescriptor(
    code: "N106", name: "foreign-letter-or-digit",
    title: LocalizedText(zh: "名称含外文字母、数字或符号", en: "letters, digits or symbols in a name"),
    severity: .warning, certainty: .suspect,
    finds: LocalizedText(
      zh:
        "汉字名称中的外文字母（拉丁、假名、谚文等）、阿拉伯数字和符号。序数和编号（经5路、2马路、12社、6号院、1203高地、G318）、通行的缩写（CBD、IT、APEC）、门楼牌上的门牌号，以及没有汉字的单位名称（27）、没有类别或标了语种的名称不在此列。居民区、大型建筑物、"
        + "道路街巷名称中两个以上连写的字母由 N302 查，“·”“-”括号等由 N107 查，“6号大院”这类由 N401 查。",
      en: "Foreign letters, digits and symbols in a Chinese name. Ordinals and codes (经5路, 12社, 1203高地, G318), known "
        + "abbreviations (CBD, IT, APEC), door plates, and names without any Chinese character of organisations "
        + "(27), without class or with a language are exempt. Two letters in a row and more in names of residential areas, buildings and streets are N302's, "
        + "marks N107's, and 6号大院 N401's."
    ),
    why: LocalizedText(
      zh: "标准地名用汉字书写；用外文字母或无意义的数字作地名属于清理整治的范围，须由人认定。",
      en: "Standard names are written in Chinese characters; letters and meaningless digits are for an expert to judge."
    ),
    basis: LocalizedText(
      zh: "《关于进一步清理整治不规范地名的通知》（民发〔2018〕146号）：怪异难懂、使用外语词；\(NameRegulations.article9.zh)：使用国家通用语言文字",
      en: "notice 民发〔2018〕146号 on names that do not conform; \(NameRegulations.article9.en)"),
    next: LocalizedText(
      zh: "疑似，请专家认定；历史形成、群众惯用的可以保留。", en: "A suspicion for expert decision; long-established names may stay."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似不规范：名称“{value}”含{kinds}“{characters}”", en: "suspected: {kinds} in the name “{value}”: {characters}")
    ])

  static let examples = [
    RuleExample(
      zh: "字母和无意义的数字；序数、编号和通行缩写不算",
      en: "letters and bare digits; ordinals, codes and known abbreviations do not count",
      """
      place_name | name            | class_code
                 | 美丽MALL        | 26300
                 | 美丽«MALL»      | 25200   <- W s
                 | «A»区           | 22100   <- W s
                 | «99»大厦        | 26100   <- W s
                 | 加州«1886»      | 22100   <- W s
                 | 中央CBD         | 26300
                 | 北2巷           | 23500
                 | 2马路           | 23500
                 | 6号大院         | 22100
                 | 1203高地        | 13400
                 | G318公路        | 23210
                 | 七一社区12社    | 21630
                 | KFC             | 27400
                 | KFC             |
                 | «ABC»           | 22200   <- W s
                 | 王«の»湾        | 22200   <- W s
                 | «😀»路          | 23510   <- W s
      """),
    RuleExample(
      zh: "不应当报的名称", en: "names that must not be reported",
      """
      place_name | name     | class_code
                 | 土桥镇   | 21500
                 | 王家湾   | 22200
                 | 五一广场 | 26300
                 | 经五路   | 23510
                 | 三八路   | 23510
                 | 白帝城   | 25100
      """),
    RuleExample(
      zh: "门楼牌不查，其他标志照查", en: "door plates are passed over, other signs are not",
      """
      sign | id  | name            | type
           | 001 | 中兴路12-3号    | 门楼牌
           | 002 | «EE»新城        | 村牌   <- W s
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let script = ForeignScript(area)
    for kind in [RecordKind.placeName, .sign] {
      let table = area.dataset[kind]
      guard let names = table[.name] else { continue }
      for row in names.unusualNames {
        let name = names[row]
        let standing = kind == .placeName ? script.standing(row, name) : .exempt
        let isOther = kind == .placeName && script.mustBeChinese(row)
        let stretches = ForeignScript.stretches(in: name, withoutChinese: isOther)
          .filter { !ForeignScript.isWord($0, of: name, in: standing) }
        guard let first = stretches.first, !isDoorPlate(row, of: table) else { continue }
        findings.report(table, row: row, field: .name, span: first.span) { finding in
          let scalars = Array(name.unicodeScalars)
          let found = stretches.map { String(String.UnicodeScalarView(scalars[$0.span])) }
          finding.arguments["characters"] = .list(found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
          finding.arguments["kinds"] = .localized(Self.name(of: stretches))
          // What is no character has no reading either.
          finding.explains = ["N601"]
        }
      }
    }
  }

  private static func isDoorPlate(_ row: Int, of table: RecordTable) -> Bool {
    table.kind == .sign && table.text(.type, row)?.contains("门") ?? false
  }

  private static func name(of stretches: [CharacterFinding]) -> LocalizedText {
    switch Set(stretches.map(\.kind)) {
    case [.foreignLetters]: LocalizedText(zh: "外文字母", en: "foreign letters")
    case [.digits]: LocalizedText(zh: "数字", en: "digits")
    case [.symbols]: LocalizedText(zh: "符号", en: "symbols")
    default: LocalizedText(zh: "外文字母、数字或符号", en: "letters, digits or symbols")
    }
  }
}
