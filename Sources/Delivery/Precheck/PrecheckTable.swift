public import Analysis
public import Registry
internal import Toponymy

/// Many proposed names as one table, a row per name.
public enum PrecheckTable {
  public static func table(_ names: [NamePrecheck], _ result: CheckResult, language: Language) -> ReportTable {
    let renderer = MessageRenderer(result, language: language)
    return ReportTable(
      key: "names", title: LocalizedText(zh: "新地名预审", en: "Proposed names"), columns: columns,
      rows: names.map { row($0, renderer) },
      footers: [
        LocalizedText(
          zh: "供审核参考；大洋怪重等均为疑似，是否采用由审批机关和专家决定。",
          en: "For the authority and its experts to decide; suspects are no verdicts.")
      ])
  }

  private static let columns: [ReportTable.Column] = [
    .init("row", zh: "行号", en: "row"), .init("name", zh: "名称", en: "name"),
    .init("class", zh: "类别", en: "class"), .init("unit", zh: "所在政区", en: "unit"),
    .init("romanisation", zh: "罗马字母拼写", en: "romanisation"), .init("polyphones", zh: "多音字", en: "polyphones"),
    .init("compared", zh: "重名比较", en: "compared"), .init("same", zh: "同名", en: "same name"),
    .init("sound", zh: "同音", en: "same sound"), .init("near", zh: "近似", en: "nearly the same"),
    .init("undecided", zh: "未能判断", en: "undecided"), .init("batch", zh: "本批中", en: "in this batch"),
    .init("findings", zh: "需要注意", en: "to be looked at"),
  ]

  private static func row(_ check: NamePrecheck, _ renderer: MessageRenderer) -> [ReportTable.Cell] {
    let texts = ComparisonText(language: renderer.language)
    func list(_ texts: [String]) -> ReportTable.Cell { texts.isEmpty ? .blank : .list(texts) }
    func names(_ names: [LikeName]) -> ReportTable.Cell {
      list(names.prefix(listed).map { $0.name + ($0.unit.map { "@\($0)" } ?? "") })
    }
    func within(_ likeness: NameLikeness) -> ReportTable.Cell {
      names(check.likeNames(.within).filter { $0.likeness == likeness })
    }
    let polyphones = check.characters.filter { $0.reading != nil && !$0.otherReadings.isEmpty }
    let alone = check.findings.filter { !$0.rule.hasPrefix("N5") }.map { "\($0.rule) \(renderer.message($0))" }
    let unit = check.units.last.map { $0.name ?? $0.subject.key } ?? check.givenUnit
    let doubt = check.doubtText.map { LocalizedText(zh: "（\($0.zh)）", en: " (\($0.en))")[renderer.language] } ?? ""
    return [
      .count(check.row), .text(check.name), check.classCode.map { .text($0.description) } ?? .blank,
      unit.map { .text($0) } ?? .blank, .text(check.spelling.toned + doubt), list(polyphones.map(\.character)),
      .text(texts.scope(check)), within(.same), within(.sameSound), within(.nearlySame),
      names(check.likeNames(.undecided)), list(texts.batchRows(check)),
      list(check.faults.map { $0.text[renderer.language] } + alone),
    ]
  }

  private static let listed = 10
}
