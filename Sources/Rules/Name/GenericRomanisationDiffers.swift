import Registry
import Toponymy

/// A romanised generic that is not the end of the romanisation.
enum GenericRomanisationDiffers: Rule {
  static let descriptor = RuleDescriptor(
    code: "N609", name: "generic-romanisation-differs",
    title: LocalizedText(zh: "通名拼写与全名不一致", en: "romanised generic differs"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "“通名罗马字母拼写”一列不是“罗马字母拼写”的末尾。声调只在两处都标时比较。",
      en:
        "The romanised generic in its own column is not the end of the romanisation. Tones are compared only where both bear them."
    ),
    why: LocalizedText(
      zh: "两列出自同一个名称，不一致说明有一处写错。",
      en: "Both come from one name; a difference shows that one is wrong."),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）",
      en: "Spelling rules for Chinese place names in Hanyu Pinyin (1984)"),
    next: LocalizedText(
      zh: "核对两列，改正写错的一处。",
      en: "Compare the two and correct the wrong one."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{name}”的通名罗马字母拼写“{generic}”不是“{romanisation}”的末尾",
        en: "the romanised generic “{generic}” of {name} is not the end of “{romanisation}”")
    ])

  static let examples = [
    RuleExample(
      zh: "通名拼写与全名的末尾比较", en: "the generic against the end of the whole",
      """
      place_name | name     | romanisation | generic_romanisation | class_code
                 | 北二巷   | Běi 2 Xiàng  | Lù      <- W
                 | 安居乐园 | Ānjū Lèyuán  | Lèyuàn  <- W
                 | 北二巷   | Běi 2 Xiàng  | Xiàng
                 | 安居乐园 | Ānjū Lèyuán  | leyuan
                 | 王家湾   | Wangjiawan   | Wan
                 | 土桥镇   | Tuqiao Zhen  |
      """)
  ]

  private static let genericRomanisation: FieldKey = "generic_romanisation"

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let names = table[.name], let romanisations = table[.romanisation], let generics = table[genericRomanisation]
    else { return }
    for row in differing(romanisations, generics) {
      findings.report(table, row: row, field: genericRomanisation) { finding in
        finding.arguments["name"] = .text(names.trimmed(row))
        finding.arguments["generic"] = .text(generics.trimmed(row))
        finding.arguments["romanisation"] = .text(romanisations.trimmed(row))
      }
    }
  }

  private static func differing(_ romanisations: TextColumn, _ generics: TextColumn) -> [Int] {
    var end = SpellingEnd()
    var rows: [Int] = []
    romanisations.withAllBytes { wholeBytes in
      generics.withAllBytes { endBytes in
        for row in 0..<generics.count {
          let whole = TextColumn.trim(UnsafeBufferPointer(rebasing: wholeBytes[romanisations.byteRange(row)]))
          let generic = TextColumn.trim(UnsafeBufferPointer(rebasing: endBytes[generics.byteRange(row)]))
          guard !whole.isEmpty, !generic.isEmpty else { continue }
          if !end.matches(whole.span, end: generic.span) { rows.append(row) }
        }
      }
    }
    return rows
  }
}
