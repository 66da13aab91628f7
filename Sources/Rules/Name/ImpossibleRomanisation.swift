import Registry
import Toponymy

/// Romanisations that no reading of the characters gives.
enum ImpossibleRomanisation: Rule {
  static let descriptor = RuleDescriptor(
    code: "N601", name: "impossible-romanisation",
    title: LocalizedText(zh: "拼写与读音不符", en: "impossible romanisation"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "罗马字母拼写不能由名称各字的任何一种读音拼成。声调标不标、大小写、分写连写、隔音符号、ü 的写法都不影响；数字可以代替汉字数词，r 可以代替“儿”。填了地名语种或少数民族语书写的列为疑似。"
        + "含有未知读音的字的名称不判断。",
      en:
        "Spellings that no reading of the characters gives. Tone marks, capitals, word division, apostrophes and the "
        + "writing of ü do not matter; a digit may stand for its numeral and r for 儿. Names with a language or a "
        + "minority writing are suspects; names with a character of unknown reading are not judged."),
    why: LocalizedText(
      zh: "录入软件自动生成的拼写常在多音字和生僻字上出错，错误会印到标志、地图和志书上。",
      en:
        "Entry software generates spellings and errs on characters with several readings; the errors go on to signs "
        + "and maps."
    ),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）；读音据《通用规范汉字字典》《现代汉语词典》（Unicode Unihan）",
      en:
        "Spelling rules for Chinese place names in Hanyu Pinyin (1984); readings after the dictionaries in Unicode "
        + "Unihan"
    ),
    next: LocalizedText(
      zh: "核对读音后改正拼写；当地读音在字典之外的，请查审音资料。",
      en:
        "Check the reading and correct the spelling; for a local reading outside the dictionaries consult the "
        + "records."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{name}”拼作“{value}”：“{letters}”不是“{characters}”的读音（{readings}）",
        en: "“{value}” for {name}: “{letters}” is no reading of {characters} ({readings})"),
      "missing": LocalizedText(
        zh: "“{name}”拼作“{value}”：缺少“{characters}”的拼写（{readings}）",
        en: "“{value}” for {name}: the spelling of {characters} is missing ({readings})"),
      "characters": LocalizedText(
        zh: "“{name}”的拼写“{value}”里有汉字“{letters}”，应当用汉语拼音字母拼写",
        en: "the romanisation “{value}” of {name} contains the characters “{letters}”; it has to be spelled in letters"),
      "surplus": LocalizedText(
        zh: "“{name}”拼作“{value}”：“{letters}”多余", en: "“{value}” for {name}: “{letters}” is surplus"),
    ])

  static let examples = [
    RuleExample(
      zh: "流传的区划拼音表中的错误", en: "errors of a circulating list of divisions",
      """
      place_name | name | romanisation
                 | 抚州 | «Wu»zhou   <- E
                 | 芦溪 | «Li»xi   <- E
                 | 正安 | «X»an   <-
                 | 雨城 | Yu«cheg»   <-
      """),
    RuleExample(
      zh: "各种正确的写法", en: "right in every way of writing",
      """
      place_name | name     | romanisation
                 | 北二巷   | Běi 2 Xiàng
                 | 安居乐园 | ānjū Lèyuán
                 | 故宫     | Gùgōng
                 | 黑河     | Hēi Hé
                 | 吉良大厦 | JILIANGDASHA
                 | 吉安县   | Ji,an Xian
                 | 绿春县   | Lvchun Xian
                 | 盆儿胡同 | Pénr Hútong
                 | 丰都县   | Fēngdū Xiàn
                 | 乐亭县   | Laoting Xian
                 | 土桥镇   |
      """),
    RuleExample(
      zh: "标了语种或少数民族语的列为疑似；漏字、多字母", en: "a minority name is a suspect; a missing and a surplus syllable",
      """
      place_name | name       | romanisation | language
                 | 呼和浩特   | «Hohhot»     | 蒙古语   <- W s
                 | 巴川街道   | Bachuan Jie  | 汉语     <- E
                 | 土桥镇     | Tuqiao Zhen«qu» |       <- E
                 | 巴川大道   | Ba«川» Dadao |          <- E
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let names = table[.name], let romanisations = table[.romanisation] else { return }
    let foreign = [FieldKey.minorityWriting, .language].compactMap { table[$0] }
    for fault in area.spellings.impossible {
      findings.report(table, row: fault.row, field: .romanisation, span: fault.letters) { finding in
        describe(fault, names[fault.row], romanisations[fault.row], &finding)
        if foreign.contains(where: { $0.saysForeignLanguage(fault.row) }) {
          (finding.severity, finding.certainty) = (.warning, .suspect)
        }
      }
    }
  }

  // MARK: Description

  private static func describe(
    _ fault: Spellings.Impossible, _ name: String, _ romanisation: String, _ finding: inout Finding
  ) {
    let characters = Array(name.unicodeScalars)[fault.name]
    let letters = Array(romanisation.unicodeScalars)[fault.letters]
    finding.arguments["name"] = .text(name)
    finding.arguments["characters"] = .text(String(String.UnicodeScalarView(characters)))
    finding.arguments["letters"] = .text(String(String.UnicodeScalarView(letters)))
    finding.arguments["readings"] = .list(readings(of: characters))
    let han = letters.filter { CharacterTable.isHan($0.value) }
    if !han.isEmpty {
      finding.message = "characters"
      finding.arguments["letters"] = .text(String(String.UnicodeScalarView(han)))
    } else if fault.name.isEmpty {
      finding.message = "surplus"
    } else if fault.letters.isEmpty {
      finding.message = "missing"
    }
  }

  /// For each character its readings: “都 dū、dōu”.
  private static func readings(of characters: ArraySlice<Unicode.Scalar>) -> [String] {
    characters.compactMap { character in
      // Rare readings of older dictionaries fit, but are not what should be written.
      let all = CharacterTable.shared.readings(of: character)
      let usual = all.filter { $0.source == .standardDictionary || $0.source == .local }
      let readings = (usual.isEmpty ? all : usual).map(\.marked).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      return readings.isEmpty ? nil : "\(character) " + readings.joined(separator: "/")
    }
  }
}
