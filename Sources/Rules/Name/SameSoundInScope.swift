import Registry
import Toponymy

/// Names of one kind that sound the same within the area where they must differ.
enum SameSoundInScope: Rule {
  static let descriptor = RuleDescriptor(
    code: "N502", name: "same-sound-in-scope",
    title: LocalizedText(zh: "范围内同音", en: "same sound in one scope"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "同类地名在法定范围内（范围和类别同 N501）字不同而读音相同，声调不计。读音取所登记的拼写，拼写与各字读音不符（N601）或没有拼写的，"
        + "取名称的首选读音；有未知读音的字的不比较。名称相同的由 N501 报告，这里不重复。有新命名的为警告，都是老地名的为提示。",
      en:
        "Names of one group that differ in characters but not in sound within their legal scope (as in N501), tones apart: in "
        + "the reading of the recorded romanisation, or in the preferred one where that is missing or impossible (N601); names "
        + "with a character of unknown reading are not compared. Same names are left to N501. A warning when one of them is "
        + "new, else information."),
    why: LocalizedText(
      zh: "电话报警、导航和口头问路时分不清是哪一处。", en: "On the telephone, in navigation and by word of mouth they are one and the same."
    ),
    basis: LocalizedText(
      zh: "\(NameRegulations.article9.zh)：避免同音；同音指拼音相同而不计声调（铜陵市地名规定的认定办法）",
      en:
        "\(NameRegulations.article9.en); same sound: the same "
        + "Pinyin without tones (definition in the place-name rules of Tongling)"),
    next: LocalizedText(
      zh: "新命名的应当另取名称；老地名保留，列入同音清单备查。", en: "Choose another name for a new one; old ones may stay on the list."),
    settings: [NewNames.setting],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{scope}内 {names} 同音，其中有新命名的（{newRows}）：{rows}",
        en: "{names} sound the same within {scope}, some of them new ({newRows}): {rows}"),
      "old": LocalizedText(zh: "{scope}内 {names} 同音：{rows}", en: "{names} sound the same within {scope}: {rows}"),
    ])

  static let examples = [
    RuleExample(
      zh: "同一镇内同音；不同镇、不同类、同名的不算", en: "of one town; not of two towns, two groups or the same name",
      """
      place_name | place_code           | name   | class_code | unit_code
                 | 50015110122200000001 | 王家湾 | 22200      | 500151101   <- I 2
                 | 50015110122200000002 | 王家塆 | 22200      | 500151101
                 | 50015110322200000001 | 王家弯 | 22200      | 500151103
                 | 50015110123510000001 | 王家弯 | 23510      | 500151101
                 | 50015110122200000003 | 李家坝 | 22200      | 500151101
                 | 50015110122200000004 | 李家坝 | 22200      | 500151101
                 | 50015110122200000005 | 石板沟 | 22200      | 500151101
      """),
    RuleExample(
      zh: "登记的拼写决定读音；有新命名的为警告", en: "the recorded spelling decides; a new name makes it a warning",
      """
      place_name | place_code | name   | romanisation   | class_code | unit_code | named_on
                 | 1          | 长寿路 | Chángshòu Lù   | 23510      | 500151001 | 2023-01-05   <- W 2
                 | 2          | 常寿路 | Changshou Lu   | 23510      | 500151001 |
                 | 3          | 都山街 | Dūshān Jiē     | 23510      | 500151001 |
                 | 4          | 兜山街 | Dōushān Jiē    | 23510      | 500151001 |
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let names = area.groups(.placeName, .name) else { return }
    let sounds = area.spellings.soundKeys
    let places = area.scopedPlaces
    var newNames = NewNames(table, settings)
    for rows in places.repeated(by: { sounds[$0].isSilent ? nil : sounds[$0].value }) {
      guard let place = places[rows[0]], rows.contains(where: { names.groupOfRow[$0] != names.groupOfRow[rows[0]] })
      else {
        continue
      }
      report(rows, places.scope(of: place), &newNames, in: table, area, into: &findings)
    }
  }

  private static func report(
    _ rows: [Int], _ scope: ScopedPlaces.Scope, _ newNames: inout NewNames, in table: RecordTable, _ area: Area,
    into findings: inout FindingSink
  ) {
    let newRows = rows.filter { newNames.isNew($0) }
    let group = SubjectGroup(rows, of: table)
    findings.report(table, row: group.firstRow, field: .name) { finding in
      finding.related = group.related
      finding.measure = Measure(Double(rows.count), .count, limit: 1)
      var seen: Set<String> = []
      let names = rows.compactMap { table.text(.name, $0) }.filter { seen.insert($0).inserted }
      finding.arguments["names"] = .list(names.map { "“\($0)”" })
      finding.arguments["scope"] = .localized(scope.title)
      finding.arguments["rows"] = .localized(area.dataset.rowList(rows.map { table.origins[$0] }))
      finding.arguments["newRows"] = .localized(area.dataset.rowList(newRows.map { table.origins[$0] }))
      if newRows.isEmpty { (finding.severity, finding.message) = (.info, "old") }
    }
  }
}
