import Registry
import Toponymy

/// Generics on generics, and names of nothing but generics.
enum GenericStackedOrAlone: Rule {
  static let descriptor = RuleDescriptor(
    code: "N203", name: "generic-stacked-or-alone",
    title: LocalizedText(zh: "疑似通名叠用或没有专名", en: "generics stacked or alone"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "居民区和建筑物的名称中两个通名相连（大厦广场、苑公寓），或者只有通名没有专名（公寓、商业广场）。“花园小区”等在通名后加小区的属习惯用法，不报。" + SuspectReport.reachZh,
      en: "Two generics in a row in names of residential areas and buildings (大厦广场, 苑公寓), or a generic without "
        + "specific. 小区 behind another generic (花园小区) is customary and not reported. " + SuspectReport.reachEn),
    why: LocalizedText(
      zh: "地名由专名和通名组成，通名叠用看不出是什么实体，只有通名不能区别于其他地方。",
      en: "A name consists of specific and generic; two generics do not say what the thing is, a generic alone does "
        + "not say which."),
    basis: LocalizedText(
      zh: "\(NameRegulations.article9.zh)：地名由专名和通名组成；1996 年实施细则和地方规定：不得叠用通名",
      en: "\(NameRegulations.article9.en); rules of 1996 and local rules: no generic on a generic"),
    next: SuspectReport.next, settings: [SuspectReport.sinceSetting],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似通名叠用：{field}“{value}”中的“{term}”", en: "suspected generics stacked: “{term}” in the {field} “{value}”"),
      "unclassified": LocalizedText(
        zh: "疑似通名叠用或没有专名：{field}“{value}”中的“{term}”；没有类别代码，请先核对类别",
        en: "suspected generics stacked or alone: “{term}” in the {field} “{value}”; no class code, check the class "
          + "first"),
      "alone": LocalizedText(
        zh: "疑似没有专名：{field}“{value}”只有通名“{term}”",
        en: "no specific: the {field} “{value}” is the generic {term} alone"),
    ])

  static let examples = [
    RuleExample(
      zh: "通名叠用和只有通名", en: "stacked and alone",
      """
      place_name | name             | class_code
                 | 金龙«大厦广场»   | 26100   <- W s
                 | 锦绣«苑公寓»     | 22100   <- W s
                 | «公寓»           | 22100   <- W s
      """),
    RuleExample(
      zh: "不应当报的", en: "names that must not be reported",
      """
      place_name | name           | class_code
                 | 阳光花园小区   | 22100
                 | 锦绣苑         | 22100
                 | 东城广场       | 26300
                 | 花园           | 22200
                 | 新城           | 22100
                 | 土桥           | 22100
                 | 学园公寓       | 22100
                 | 体育中心       | 26300
                 | 人民广场       | 26300
                 | 景德镇大厦     | 26100
                 | 花园村         | 22100
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    let classes = JudgedClasses(area)
    var years = EstablishmentYears(table, settings)
    for field in JudgedClasses.nameFields {
      guard let column = table[field] else { continue }
      let faults = column.inPieces { search(column, rows: $0, classes) }
      for fault in faults where years.admits(fault.row) {
        let suspect = SuspectName(field: field, row: fault.row, standing: fault.standing, matches: [], number: nil)
        SuspectReport.report(suspect, span: fault.generics, area, into: &findings) { finding in
          if fault.isAlone, fault.standing == .judged { finding.message = "alone" }
        }
      }
    }
  }

  private struct Fault: Sendable {
    let row: Int
    let standing: NameStanding
    let generics: Range<Int>
    let isAlone: Bool
  }

  private static func search(_ column: TextColumn, rows: Range<Int>, _ classes: JudgedClasses) -> [Fault] {
    var faults: [Fault] = []
    var name = NameScalars()
    column.withAllBytes { bytes in
      for row in rows {
        let range = column.byteRange(row)
        guard !range.isEmpty else { continue }
        name.read(UnsafeBufferPointer(rebasing: bytes[range]).span)
        // Few names end in a generic of buildings, so the class is asked after it.
        guard let fault = GenericStack.fault(in: name) else { continue }
        let standing = classes.standing(row, name)
        guard standing != .exempt else { continue }
        faults.append(Fault(row: row, standing: standing, generics: fault.span, isAlone: fault.isAlone))
      }
    }
    return faults
  }
}
