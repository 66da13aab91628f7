import Registry
import Toponymy

/// Declared units that do not exist at the date of the check, and names of towns with a kind that they no longer have.
enum UnknownOrFormerUnit: Rule {
  static let descriptor = RuleDescriptor(
    code: "N802", name: "unknown-or-former-unit",
    title: LocalizedText(zh: "政区不存在或已变更", en: "unknown or former unit"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "“所属行政区划代码”“所在(跨)行政区”“县名”中在检查日期不存在的政区：旧区划代码、改名的县、建制已变更的镇街（如名单中是街道而登记为镇）、"
        + "名单中没有的乡级政区；给出现在的名称和代码。类别为乡级政区或没有类别的地名，名称（含别名，“|”分开的各算一个）"
        + "用了本县已变更的镇街建制或旧县名的，也在此列。乡级只用声明完整的名单判断；已载入的政区都算存在；历史地名不查。"
        + "同一问题有十条以上的，对整列给出一条。",
      en:
        "Units in unit_code, unit and county_name that do not exist at the date of the check: former codes, counties since "
        + "renamed, towns whose kind has changed (街道 in the list, 镇 in the record), towns that are not in the list; with the "
        + "present name and code. So also names (and aliases, each of several joined by |) of town class or without class that "
        + "have a kind which a town of the county at hand no longer has, or the former name of a county. Towns are judged only "
        + "by lists that are declared complete; what is loaded exists; historic names are not judged. What ten or more "
        + "records have in common is one finding about the column."),
    why: LocalizedText(
      zh: "区划调整后没有更新的记录，按政区统计时会漏掉，印到标志和图上就是旧名。",
      en: "Records not brought up to date drop out of counts by unit and print old names on signs and maps."),
    basis: LocalizedText(
      zh: "《行政区划管理条例》（国务院令第704号）：区划变更后按新的名称和代码使用；区划代码名单（统计用区划代码、GB/T 2260 各年版）",
      en: "Regulations on Administrative Divisions (State Council Order 704); lists of division codes by year"),
    next: LocalizedText(
      zh: "改成现行的名称和代码；确是历史地名的，“使用时间”填“历史地名”。",
      en: "Use the present name and code; for a historic name say so in usage."),
    fixSafety: LocalizedText(
      zh: "不安全：把旧名换成名单中的现名，应当核对是否同一政区。",
      en: "unsafe: puts the present name for the former one; make sure it is the same unit"),
    messages: UnitVerdict.messages)

  static let examples = [
    RuleExample(
      zh: "旧代码、旧县名、已变更的建制、名单中没有的镇", en: "a former code, a former county, a changed kind, a town not in the list",
      """
      place_name | name   | class_code | unit_code    | unit     | county_name
                 | 王家湾 | 22200      | 500151101    | 土桥镇   | 铜梁区
                 | 李家坝 | 22200      | 500224       |          |            <- W
                 | 张家沟 | 22200      | 500224115    | 大庙镇   |            <- W
                 | 赵家坡 | 22200      | 500151005    | 旧县镇   |            <- W
                 | 周家嘴 | 22200      | 500151       | 高峰镇   |            <- W
                 | 吴家塝 | 22200      |              |          | 铜梁县     <- W
                 | 郑家坳 | 22200      |              | 重庆市铜梁县大庙镇 |  <- W
                 | 冯家岩 | 22200      | 500151199    |          |            <- W
                 | 陈家塆 | 22200      | 500151101205 |          |
                 | 褚家院 | 22200      | 500117103    | 太和乡   |
                 | 卫家桥 | 22200      | 500151       | 铜梁区土桥镇、二坪镇 |
                 | 蒋家祠 | 22200      | 50015        |          |            <- W
      """),
    RuleExample(
      zh: "历史地名不查；检查日期时的旧县名", en: "historic names are not judged; a county's name at the date of the check",
      """
      as-of 2010-06-01
      place_name | name   | unit_code | county_name | unit   | usage
                 | 王家湾 | 500224    | 铜梁县      |        |
                 | 李家坝 | 510228    | 铜梁县      |        |            <- W
                 | 张家沟 | 510228    | 铜梁县      |        | 历史地名
      """),
    RuleExample(
      zh: "地名本身用了已变更的建制；自然村和他县的不算", en: "a town named with its former kind; not a village, nor another county's",
      """
      district 500151
      place_name | name            | class_code | unit_code
                 | 旧县镇          | 21500      |             <- W
                 | 小林｜小林乡｜某场 |            |             <- W
                 | 蒲吕镇          | 22200      |
                 | 太平乡          |            |
                 | 太平镇          |            |
                 | 双山乡          |            | 500117
                 | 土桥镇          | 21500      |
                 | 铜梁县          | 21400      |             <- W
      """),
    RuleExample(
      zh: "同一旧县名有十条：对整列给出一条", en: "ten records with a former county name: one finding",
      """
      place_name | name | county_name    <- W 10
                 | 一湾 | 铜梁县
                 | 二湾 | 铜梁县
                 | 三湾 | 铜梁县
                 | 四湾 | 铜梁县
                 | 五湾 | 铜梁县
                 | 六湾 | 铜梁县
                 | 七湾 | 铜梁县
                 | 八湾 | 铜梁县
                 | 九湾 | 铜梁县
                 | 十湾 | 铜梁县
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    let directory = UnitDirectory(area)
    let columns = UnitColumns(area, directory)
    var faults: [ColumnVerdict: [Int]] = [:]
    for row in table.rows {
      guard let fault = columns.fault(row), !columns.scoped.isFormer(row) else { continue }
      faults[fault, default: []].append(row)
    }
    for (fault, rows) in faults.sorted(by: { $0.value[0] < $1.value[0] }) {
      let shared = SharedFaults(rows, of: table)
      findings.report(shared, area, table, field: fault.field) { finding, row, isColumn in
        fault.verdict.describe(&finding, directory, isColumn: isColumn)
        finding.arguments["column"] = .text(FieldCatalogue.standard.field(.placeName, fault.field)?.title ?? "")
        fault.verdict.addTown(named: table.text(.unit, row), &finding, directory)
        if !isColumn { fault.verdict.fix(fault.field, &finding) }
      }
    }
    for name in FormerTownNames(area, directory, columns).found {
      findings.report(table, row: name.row, field: name.field, span: name.span) { finding in
        name.verdict.describe(&finding, directory, isColumn: false)
        finding.message = finding.message == "former" ? "formerName" : "kindName"
      }
    }
  }
}

/// What is wrong with the units of one column.
struct ColumnVerdict: Hashable {
  let field: FieldKey
  let verdict: UnitVerdict
}
