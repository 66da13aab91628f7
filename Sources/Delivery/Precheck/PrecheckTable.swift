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
    .init("name", zh: "名称", en: "name"), .init("class", zh: "类别", en: "class"),
    .init("unit", zh: "所在政区", en: "unit"), .init("romanisation", zh: "罗马字母拼写", en: "romanisation"),
    .init("polyphones", zh: "多音字", en: "polyphones"), .init("same", zh: "同名", en: "same name"),
    .init("sound", zh: "同音", en: "same sound"), .init("near", zh: "近似", en: "nearly the same"),
    .init("findings", zh: "需要注意", en: "to be looked at"),
  ]

  private static func row(_ check: NamePrecheck, _ renderer: MessageRenderer) -> [ReportTable.Cell] {
    func neighbours(_ rule: String) -> ReportTable.Cell {
      let names = check.neighbours.filter { $0.rule == rule }.map { neighbour in
        neighbour.name + (neighbour.unit.map { "@\($0)" } ?? "")
      }
      return names.isEmpty ? .blank : .list(names)
    }
    let polyphones = check.characters.filter { $0.reading != nil && !$0.otherReadings.isEmpty }
    let alone = check.findings.filter { !$0.rule.hasPrefix("N5") }
    return [
      .text(check.name), check.classCode.map { .text($0.description) } ?? .blank,
      check.units.last.map { .text($0.name ?? $0.subject.key) } ?? .blank, .text(check.spelling.toned),
      polyphones.isEmpty ? .blank : .list(polyphones.map(\.character)), neighbours("N501"), neighbours("N502"),
      neighbours("N503"),
      alone.isEmpty ? .blank : .list(alone.map { "\($0.rule) \(renderer.message($0))" }),
    ]
  }
}
