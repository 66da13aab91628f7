import Registry
import Toponymy

/// English words in the place of a generic.
enum TranslatedGeneric: Rule {
  static let descriptor = RuleDescriptor(
    code: "N608", name: "translated-generic",
    title: LocalizedText(zh: "通名译成了英文", en: "translated generic"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "罗马字母拼写的通名用了英文（Road、Town、River），没有用汉语拼音。",
      en: "Romanisations whose generic is an English word (Road, Town, River) instead of Pinyin."),
    why: LocalizedText(
      zh: "地名的罗马字母拼写以汉语拼音为唯一标准，标志上不用英文译写通名。",
      en: "Pinyin is the only standard for romanised place names; signs do not translate the generic."),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）；GB 17733-2008《地名 标志》",
      en: "Spelling rules for Chinese place names in Hanyu Pinyin (1984); GB 17733-2008 on signs"),
    next: LocalizedText(
      zh: "把英文通名改成汉语拼音。",
      en: "Spell the generic in Pinyin."),
    fixSafety: LocalizedText(zh: "仅供参考：建议的写法由人确定后改。", en: "shown only: a person decides about the proposed spelling"),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{name}”拼作“{value}”，通名用了英文“{word}”，应写作“{new}”",
        en: "“{value}” for {name} has the English word “{word}”; write “{new}”")
    ])

  static let examples = [
    RuleExample(
      zh: "英文通名", en: "English generics",
      """
      place_name | name   | romanisation      | class_code
                 | 长江路 | Changjiang «Road» | 23510   <- W
                 | 土桥镇 | Tuqiao «Town»     | 21500   <- W
                 | 太湖   | «Lake» Taihu      | 12200   <- W
                 | 长江路 | Changjiang Lu     | 23510
      """),
    RuleExample(
      zh: "其余部分也拼不成的由 N601 报", en: "where the rest does not compose either N601 reports it",
      """
      place_name | name   | romanisation  | class_code
                 | 长江路 | Huanghe Road  | 23510
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let names = table[.name], let romanisations = table[.romanisation] else { return }
    let foreign = [FieldKey.minorityWriting, .language].compactMap { table[$0] }
    var classes = RowGenerics(area)
    var checker = RomanisationChecker()
    for translated in area.spellings.translated {
      let row = translated.row
      let tones = romanisations[row].unicodeScalars.contains { $0.value >= 0x80 }
      let new = checker.standardSpelling(names.trimmed(row), classes.generics(ofRow: row), tones: tones)
      findings.report(table, row: row, field: .romanisation, span: translated.match.letters) { finding in
        finding.arguments["name"] = .text(names.trimmed(row))
        finding.arguments["word"] = .text(translated.match.word)
        finding.arguments["new"] = .text(new)
        finding.fix = Fix(.display, field: .romanisation, old: romanisations[row], new: new)
        if foreign.contains(where: { $0.saysForeignLanguage(row) }) { finding.certainty = .suspect }
      }
    }
  }
}
