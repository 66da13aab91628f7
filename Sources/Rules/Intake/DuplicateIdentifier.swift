import Registry
import Toponymy

/// One key on several records.
enum DuplicateIdentifier: Rule {
  static let descriptor = RuleDescriptor(
    code: "I105", name: "duplicate-identifier",
    title: LocalizedText(zh: "标识重复", en: "duplicate identifier"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "同一标识用于几条记录：地名的标识码、地名代码，界线名称（两方不分先后），标志编号，设施的名称和所在镇街，"
        + "人口的区划和年份，联检的界线、编号和日期。每组一条，列出全部行。同一界线在两个文件中各有一份属于两方的成果，由 B206 比较；"
        + "界桩由 M102、政区由 B105 检查；被电子表格改坏的代码由 I106 报告。",
      en:
        "One key on several records: id or code of a place name, name of a line (parties in either order), id of a sign, name "
        + "and unit of a facility, unit and year of a population figure, line, number and date of an inspection. One finding "
        + "per group, with all rows. Copies of a line in two files are compared by B206; markers are left to M102, divisions "
        + "to B105, codes damaged by a spreadsheet to I106."),
    why: LocalizedText(
      zh: "标识用来对应各表的记录，重复后统计多算，更新时也不知道改的是哪一条。",
      en: "Keys join tables; with a duplicate, counts are too high and an update may go to the wrong record."),
    basis: LocalizedText(
      zh: "地名代码编制规则（民地办发〔2010〕1号）：地名代码在同类中唯一；其他各表按其标识列",
      en: "rule of place-name codes (2010): codes are unique; for the other kinds their key columns"),
    next: LocalizedText(
      zh: "对照原始资料：同一对象重复录入的删去多余的行，不同对象的改正标识。",
      en: "Look at the records: remove the row that was entered twice, or correct the key of the other object."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{value}”用于 {count} 条记录：{rows}", en: "“{value}” is the key of {count} records: {rows}")
    ])

  static let examples = [
    RuleExample(
      zh: "地名代码、标识码重复", en: "a code and an id that occur twice",
      """
      place_name | id       | place_code           | name
                 | 0020500d | 50015110022200000001 | 王家湾     <- 2
                 | 0020500e | 50015110022200000001 | 李家坝
                 | 0020500f | 50015110022200000003 | 张家院子   <- 3
                 | 0020500f | 50015110022200000004 | 赵家沟
                 | 0020500f |                      | 周家坡
                 |          |                      | 吴家塝
      """),
    RuleExample(
      zh: "设施：同镇同名才算；人口：同一年才算", en: "facilities of one town, population figures of one year",
      """
      facility   | name     | unit
                 | 中心公墓 | 土桥镇   <-
                 | 中心公墓 | 二坪镇
                 | 中心公墓 | 土桥镇
      population | code      | population | year
                 | 500151101 | 20000      | 2010
                 | 500151101 | 21000      | 2020   <-
                 | 500151101 | 21500      | 2020
      """),
    RuleExample(
      zh: "一个文件中的同一界线；两方各有一份不算", en: "a line twice in one file; the copies of both parties are no duplicates",
      """
      boundary_line | name   | geom
                    | 铜合线 | 0 0, 1000 0
                    | 合铜线 | 1000 0, 2000 0   <-
                    | 铜大线 | 0 0, 0 1000
      boundary_line neighbour.csv | name   | geom
                                  | 大铜线 | 0 0, 0 1000
      """),
    RuleExample(
      zh: "两个文件；被改坏的代码不在此列", en: "in two files; damaged codes are not compared",
      """
      sign | id  | name
           | 001 | 王家湾   <-
           | 002 | 李家坝
      sign second.csv | id  | name
                      | 001 | 王家湾
      place_name | place_code  | name
                 | 5.00151E+19 | 王家湾
                 | 5.00151E+19 | 李家坝
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in area.dataset.kinds {
      let table = area.dataset[kind]
      switch kind {
      case .division, .boundaryMarker, .constraint: continue
      case .placeName:
        for field in [FieldKey.id, .placeCode] {
          guard let column = table[field] else { continue }
          report(TextGroups(column), of: column, field: field, in: table, area, into: &findings)
        }
      default:
        let keys = TextColumn(table.rows.map { key(ofRow: $0, in: table) ?? "" })
        report(TextGroups(keys), of: keys, field: IdentifierColumns.keys(of: kind)[0], in: table, area, into: &findings)
      }
    }
  }

  /// The key of a record of a kind with thousands of rows at most.
  private static func key(ofRow row: Int, in table: RecordTable) -> String? {
    guard table.kind == .boundaryLine else { return table.key(ofRow: row) }
    let key = table.text(.name, row).map(LineName.key) ?? table.text(.code, row)
    return key.map { "\(table.origins[row].source)/\($0)" }
  }

  private static func report(
    _ groups: TextGroups, of column: TextColumn, field: FieldKey, in table: RecordTable, _ area: Area,
    into findings: inout FindingSink
  ) {
    for rows in groups.repeated() {
      if field == .placeCode, SpreadsheetDamage(column.trimmed(rows[0]), digits: 20) != nil { continue }
      let group = SubjectGroup(rows, of: table)
      findings.report(table, row: group.firstRow, field: field) { finding in
        finding.related = group.related
        finding.measure = Measure(Double(rows.count), .count, limit: 1)
        finding.arguments["count"] = .count(rows.count)
        finding.arguments["rows"] = .localized(area.dataset.rowList(rows.map { table.origins[$0] }))
      }
    }
  }
}

/// Records that share a finding, so ordered that the finding keeps its identifier when rows are re-ordered.
struct SubjectGroup {
  /// The row with the smallest subject key, the first such one.
  let firstRow: Int
  /// The subjects of the other rows, in the order of their keys; those with the key of the first row left out.
  let related: [Subject]

  /// - Parameter rows: in table order, at least one.
  init(_ rows: [Int], of table: RecordTable) {
    let members = rows.map { (subject: table.subject(ofRow: $0), row: $0) }
      .sorted { ($0.subject.key, $0.row) < ($1.subject.key, $1.row) }
    firstRow = members[0].row
    related = members.map(\.subject).filter { $0.key != members[0].subject.key }
  }
}
