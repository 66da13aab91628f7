import Registry
import Toponymy

/// Tones written in one place and not in another, or in an irregular way.
enum MixedToneMarks: Rule {
  static let descriptor = RuleDescriptor(
    code: "N607", name: "mixed-tone-marks",
    title: LocalizedText(zh: "声调标法不一致", en: "mixed or wrong tone marks"),
    severity: .info, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "同一份表中有的拼写标声调、有的不标（每份表报一条）；或者一个拼写中声调只标了一部分、用数字代替、标错了字母，或用了形近字母（ă 代替 ǎ、ɑ 代替 a）。",
      en:
        "Spellings with and without tone marks in one table (one finding per table); spellings with tones on some syllables only, in digits, on the wrong letter, or with look-alike letters (ă for ǎ, ɑ for a)."
    ),
    why: LocalizedText(
      zh: "标与不标都合规，但一份成果应当一致。",
      en: "Both are legal, but one result should be consistent."),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）",
      en: "Spelling rules for Chinese place names in Hanyu Pinyin (1984)"),
    next: LocalizedText(
      zh: "统一标或统一不标声调。",
      en: "Write tones everywhere or nowhere."),
    fixSafety: LocalizedText(
      zh: "安全：只把形近字母换成规范字母；其余由人改。", en: "safe: only look-alike letters are replaced; the rest is for a person"),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{name}”拼作“{value}”，声调标法不合规则",
        en: "the tone marks of “{value}” for {name} are irregular"),
      "partial": LocalizedText(
        zh: "“{name}”拼作“{value}”，声调只标了一部分",
        en: "“{value}” for {name} bears tones on some syllables only"),
      "mixed": LocalizedText(
        zh: "罗马字母拼写有 {toned} 条标声调、{toneless} 条不标",
        en: "{toned} romanisations bear tones, {toneless} do not"),
    ])

  static let examples = [
    RuleExample(
      zh: "一份表中标法不一", en: "both ways in one table",
      """
      place_name | name   | romanisation | class_code   <- I
                 | 土桥镇 | Tǔqiáo Zhèn  | 21500
                 | 安居镇 | Anju Zhen    | 21500
      """),
    RuleExample(
      zh: "个别拼写的标法", en: "single spellings",
      """
      place_name | name   | romanisation    | class_code
                 | 长坂镇 | Chángb«ă»n Zhèn | 21500   <- I
                 | 铜梁区 | Tong«2»liang2 Qu1 | 21400   <- I
                 | 铜梁区 | «Tóngliang Qū»  | 21400   <- I
                 | 楼上村 | Lo«ú»shàng Cūn  | 21610   <- I
                 | 院子   | Yuànzi          | 22200
      """),
    RuleExample(
      zh: "一致的写法", en: "consistent",
      """
      place_name | name   | romanisation | class_code
                 | 土桥镇 | Tuqiao Zhen  | 21500
                 | 安居镇 | Anju Zhen    | 21500
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    guard var spellings = SpellingFindings(area) else { return }
    spellings.report(.tones, area, into: &findings) { row, finding in
      guard row.remarks.isEmpty else {
        guard row.corrected != row.romanisation else { return }
        finding.fix = Fix(.safe, field: .romanisation, old: row.romanisation, new: row.corrected)
        return
      }
      finding.message = "partial"
      finding.evidence?.span = 0..<row.romanisation.unicodeScalars.count
    }
    reportMixture(area, into: &findings)
  }

  /// One finding for each source that has both.
  private static func reportMixture(_ area: Area, into findings: inout FindingSink) {
    let markings = area.spellings.toneMarkings
    for (index, source) in area.dataset.sources.enumerated() where source.kind == .placeName {
      var (toned, toneless) = (0, 0)
      for row in area.rows(ofSource: index) where row < markings.count {
        switch markings[row] {
        case .toned: toned += 1
        case .toneless: toneless += 1
        case .partial, nil: break
        }
      }
      guard toned > 0, toneless > 0 else { continue }
      findings.report(table: source, field: FieldKey.romanisation.rawValue) { finding in
        finding.message = "mixed"
        finding.arguments["toned"] = .count(toned)
        finding.arguments["toneless"] = .count(toneless)
        finding.measure = Measure(Double(min(toned, toneless)), .count)
      }
    }
  }
}
