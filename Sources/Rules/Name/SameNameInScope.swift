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
        + "街路巷、住宅区、楼宇、广场在同一建成区（没有建成区范围，按所在镇街比较）。行政村、村委会、自然村各自比较，三者同名属正常；"
        + "没有类别代码的、历史地名和已注销的不比较。有新命名的为错误，都是老地名的为警告。",
      en:
        "Names of one group that are the same within their legal scope: divisions from the county up in the nation, towns in "
        + "a province, committees, administrative villages and communities in a county, natural villages in a town, streets, "
        + "residential areas, buildings and squares in a built-up area (without its extent: in the declared town). "
        + "Administrative village, committee and natural village may share a name; names without class code, historic and "
        + "cancelled names are not compared. An error when one of them is new, else a warning."),
    why: LocalizedText(
      zh: "同一范围内一名指两地，会造成投递、救援和行政管理的差错。",
      en: "One name for two places within one area misleads mail, rescue and administration."),
    basis: LocalizedText(
      zh: "《地名管理条例》（国务院令第753号）第九条：重名的范围（该条尚未对照原文核实）",
      en: "Regulations on Place Names (State Council Order 753), art. 9 (not yet compared with the text)"),
    next: LocalizedText(
      zh: "新命名的应当另取名称；老地名重名的列入清理整治清单，由专家研究是否更名。",
      en: "A new name has to be chosen anew; old ones go on the list for an expert decision on renaming."),
    settings: [
      RuleSetting(
        "new_since", .text("2022-05-01"),
        meaning: LocalizedText(
          zh: "这一天及以后命名或设立的算新地名", en: "names given or established on or after this day are new"))
    ],
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
    guard let names = table[.name] else { return }
    let newSince = settings.date("new_since") ?? CalendarDate(year: 2022, month: 5, day: 1)
    var scoped = ScopedNames(area)
    for rows in TextGroups(names).repeated() {
      var places = rows.compactMap { row in scoped.place(ofRow: row).map { (place: $0, row: row) } }
      guard places.count > 1 else { continue }
      places.sort { ($0.place, $0.row) < ($1.place, $1.row) }
      var rest = places[...]
      while let place = rest.first?.place {
        let same = rest.prefix { $0.place == place }
        rest = rest.dropFirst(same.count)
        guard same.count > 1 else { continue }
        let records = differentRecords(same.map(\.row), of: table)
        guard records.count > 1 else { continue }
        let scope = scoped.scopes[place.scope]
        report(records, scope, newSince, in: table, area, into: &findings)
      }
    }
  }

  /// Rows without those that repeat the identifier of another, which are one place entered twice (I105).
  private static func differentRecords(_ rows: [Int], of table: RecordTable) -> [Int] {
    var seen: Set<String> = []
    return rows.filter { row in
      guard let id = table.text(.id, row) ?? table.text(.placeCode, row) else { return true }
      return seen.insert(id).inserted
    }
  }

  private static func report(
    _ rows: [Int], _ scope: NameScope, _ newSince: CalendarDate?, in table: RecordTable, _ area: Area,
    into findings: inout FindingSink
  ) {
    let newRows = rows.filter { isNew($0, since: newSince, in: table) }
    let group = SubjectGroup(rows, of: table)
    findings.report(table, row: group.firstRow, field: .name) { finding in
      finding.evidence?.value = table.text(.name, group.firstRow) ?? ""
      finding.related = group.related
      finding.measure = Measure(Double(rows.count), .count, limit: 1)
      finding.basis = LocalizedText(zh: scope.basisZh, en: scope.basisEn)
      finding.arguments["scope"] = .localized(name(of: scope.area))
      finding.arguments["count"] = .count(rows.count)
      finding.arguments["rows"] = .localized(area.dataset.rowList(rows.map { table.origins[$0] }))
      finding.arguments["newRows"] = .localized(area.dataset.rowList(newRows.map { table.origins[$0] }))
      if newRows.isEmpty { (finding.severity, finding.message) = (.warning, "old") }
    }
  }

  private static func isNew(_ row: Int, since day: CalendarDate?, in table: RecordTable) -> Bool {
    guard let day else { return false }
    return [FieldKey.namedOn, .established].contains { key in
      table.text(key, row).flatMap(CalendarDate.init(parsing:)).map { $0 >= day } ?? false
    }
  }

  private static func name(of area: NameScope.Area) -> LocalizedText {
    switch area {
    case .nation: LocalizedText(zh: "全国范围", en: "the nation")
    case .province: LocalizedText(zh: "同一省级行政区", en: "one province")
    case .county: LocalizedText(zh: "同一县级行政区", en: "one county")
    case .town: LocalizedText(zh: "同一乡镇（街道）", en: "one town")
    case .builtUp:
      LocalizedText(
        zh: "同一镇街（没有建成区范围，按所在镇街比较）", en: "one town (taken for the built-up area, whose extent is not known)")
    }
  }
}
