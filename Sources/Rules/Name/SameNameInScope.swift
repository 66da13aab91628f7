import Registry
import Toponymy

/// Names of one kind that are the same within the area where they must differ.
enum SameNameInScope: Rule {
  static let descriptor = RuleDescriptor(
    code: "N501", name: "same-name-in-scope",
    title: LocalizedText(zh: "范围内重名", en: "same name in one scope"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "同类地名在法定范围内重名：县级以上政区在全国，乡、镇在同一省，村委会、居委会和行政村、社区在同一县，自然村在同一乡镇，"
        + "街路巷、住宅区、楼宇、广场在同一建成区（按类别为“建成区”的约束图层；在其范围之外或没有该图层的，按所在镇街比较）。行政村、村委会、自然村各自比较，三者同名属正常；"
        + "没有类别代码的、历史地名和已注销的不比较。有新命名的为错误，都是老地名的为警告。",
      en:
        "Names of one group that are the same within their legal scope: divisions from the county up in the nation, towns in "
        + "a province, committees, administrative villages and communities in a county, natural villages in a town, streets, "
        + "residential areas, buildings and squares in a built-up area (a constraint of kind 建成区; outside of its extent or "
        + "without one, in the declared town). "
        + "Administrative village, committee and natural village may share a name; names without class code, historic and "
        + "cancelled names are not compared. An error when one of them is new, else a warning."),
    why: LocalizedText(
      zh: "同一范围内一名指两地，会造成投递、救援和行政管理的差错。",
      en: "One name for two places within one area misleads mail, rescue and administration."),
    basis: LocalizedText(
      zh: "\(NameRegulations.article9.zh)：重名的范围",
      en: "\(NameRegulations.article9.en)"),
    next: LocalizedText(
      zh: "新命名的应当另取名称；老地名重名的列入清理整治清单，由专家研究是否更名。",
      en: "A new name has to be chosen anew; old ones go on the list for an expert decision on renaming."),
    settings: [NewNames.setting],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{scope}内有 {count} 个“{value}”，其中有新命名的（{newRows}）：{rows}",
        en: "{count} places named “{value}” within {scope}, some of them new ({newRows}): {rows}"),
      "old": LocalizedText(
        zh: "{scope}内有 {count} 个“{value}”：{rows}", en: "{count} places named “{value}” within {scope}: {rows}"),
    ])

  static let examples = [
    RuleExample(
      zh: "同一镇的自然村重名；不同镇的不算", en: "natural villages of one town; those of two towns may share a name",
      """
      place_name | place_code           | name   | class_code | unit_code
                 | 50015110022200000001 | 王家湾 | 22200      | 500151100   <- W 2
                 | 50015110022200000002 | 王家湾 | 22200      | 500151100
                 | 50015110122200000001 | 王家湾 | 22200      | 500151101
                 | 50015110021630000001 | 一组   | 21630      | 500151100
                 | 50015110021630000002 | 一组   | 21630      | 500151100
      """),
    RuleExample(
      zh: "行政村、村委会、自然村同名属正常", en: "administrative village, committee and natural village share a name",
      """
      place_name | place_code           | name   | class_code | unit_code
                 | 50015110021610000001 | 新华村 | 21610      | 500151100
                 | 50015110027610000001 | 新华村 | 27610      | 500151100
                 | 50015110022200000001 | 新华村 | 22200      | 500151100
      """),
    RuleExample(
      zh: "行政村在同一县、镇在同一省内比较；没有代码时按名称",
      en: "villages within a county, towns within a province; by name where there is no code",
      """
      place_name | name   | class_code | unit   | unit_code
                 | 新华村 | 21610      | 土桥镇 | 500151100
                 | 新华村 | 21610      | 二坪镇 | 500151101   <- W
                 | 新华村 | 21610      |        | 500117103
                 | 太平镇 | 21500      |        | 500151102   <- W
                 | 太平镇 | 21500      |        | 500117104
                 | 太平镇 | 21500      |        | 511025100
                 | 中山街道 | 21500    |        | 500151003
                 | 中山街道 | 21500    |        | 500117004
                 | 建设路 | 23510      | 土桥镇 |             <- W
                 | 建设路 | 23510      | 土桥镇 |
                 | 建设路 | 23510      | 二坪镇 |
                 | 建设路 | 23510      |        |
      """),
    RuleExample(
      zh: "2022年5月1日以后命名的为错误", en: "a name given since 1 May 2022 makes it an error",
      """
      place_name | place_code | name   | class_code | unit_code | named_on
                 | 1          | 王家湾 | 22200      | 500151100 | 2023-01-05   <- E 2
                 | 2          | 王家湾 | 22200      | 500151100 | 1980-01-01
                 | 3          | 李家坝 | 22200      | 500151100 | 1985-01-05   <- W 2
                 | 4          | 李家坝 | 22200      | 500151100 | 1980-01-01
      """),
    RuleExample(
      zh: "两个镇街的街路在同一建成区内", en: "streets of two towns in one built-up area",
      """
      constraint | kind   | name         | geom
                 | 建成区 | 铜梁城区     | 0 0, 2000 0, 2000 1000, 0 1000
      place_name | name   | class_code | unit     | geom
                 | 建设路 | 23510      | 巴川街道 | 500 500
                 | 建设路 | 23510      | 东城街道 | 1500 500   <- W 2
                 | 建设路 | 23510      | 东城街道 | 5000 500
                 | 中兴路 | 23510      | 巴川街道 | 5000 500
                 | 中兴路 | 23510      | 东城街道 | 5000 500
      """),
    RuleExample(
      zh: "没有写政区的，看落在哪个政区面内", en: "without a unit, the polygon of the town decides",
      """
      division | code      | name     | level | geom
               | 500151001 | 巴川街道 | 乡级  | 0 0, 1000 0, 1000 1000, 0 1000
               | 500151002 | 东城街道 | 乡级  | 1000 0, 2000 0, 2000 1000, 1000 1000
      place_name | name   | class_code | unit     | geom
                 | 新桥路 | 23510      |          | 500 500    <- W 2
                 | 新桥路 | 23510      | 巴川街道 | 600 500
                 | 新桥路 | 23510      |          | 1500 500
                 | 中兴路 | 23510      |          | 5000 500
                 | 中兴路 | 23510      |          | 5000 500
      """),
    RuleExample(
      zh: "历史地名不比较，没有类别代码的不比较", en: "historic names and names without class code are not compared",
      """
      place_name | place_code | name     | class_code | unit_code | usage
                 | 1          | 安居乐园 | 22100      | 420115001 | 现今地名
                 | 2          | 安居乐园 | 22100      | 420115001 | 历史地名
                 | 3          | 北二巷   |            | 420115001 | 现今地名
                 | 4          | 北二巷   |            | 420115001 | 现今地名
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let names = area.groups(.placeName, .name) else { return }
    var newNames = NewNames(table, settings)
    let places = area.scopedPlaces
    let groups = places.repeated { names.groupOfRow[$0] < 0 ? nil : UInt64(names.groupOfRow[$0]) }
    for rows in groups {
      let records = table.differentRecords(rows)
      guard records.count > 1, let place = places[rows[0]] else { continue }
      report(records, places.scope(of: place), &newNames, in: table, area, into: &findings)
    }
  }

  private static func report(
    _ rows: [Int], _ scope: ScopedPlaces.Scope, _ newNames: inout NewNames, in table: RecordTable, _ area: Area,
    into findings: inout FindingSink
  ) {
    let newRows = rows.filter { newNames.isNew($0) }
    let group = SubjectGroup(rows, of: table)
    findings.report(table, row: group.firstRow, field: .name) { finding in
      finding.evidence?.value = table.text(.name, group.firstRow) ?? ""
      finding.related = group.related
      finding.measure = Measure(Double(rows.count), .count, limit: 1)
      finding.basis = scope.basis
      finding.arguments["scope"] = .localized(scope.title)
      finding.arguments["count"] = .count(rows.count)
      finding.arguments["rows"] = .localized(area.dataset.rowList(rows.map { table.origins[$0] }))
      finding.arguments["newRows"] = .localized(area.dataset.rowList(newRows.map { table.origins[$0] }))
      if newRows.isEmpty { (finding.severity, finding.message) = (.warning, "old") }
    }
  }
}
