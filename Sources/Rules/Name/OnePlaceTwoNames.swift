import Analysis
import Geometry
import Registry

/// Points of one class at nearly one place with different names.
enum OnePlaceTwoNames: Rule {
  static let descriptor = RuleDescriptor(
    code: "N803", name: "one-place-two-names",
    title: LocalizedText(zh: "疑似一地多名", en: "one place, two names"),
    severity: .warning, certainty: .suspect, needs: [.placeName], needsContext: [.datum],
    finds: LocalizedText(
      zh: "类别代码相同、相距不超过 10 米而名称不同的点状地名，连成一片的为一条。单位（27x）、五条以上记录同在一点的（R112）、历史地名、"
        + "已注销的和没有类别代码的不查。",
      en:
        "Point features of the same class code within 10 m of each other with different names; what hangs together is one "
        + "finding. Organisations (27x), five or more records at one point (R112), historic and cancelled names and names "
        + "without class code are left out."),
    why: LocalizedText(
      zh: "同一个地方登记两个名称，一个地方就会立两种标志、编两个门牌。",
      en: "One place under two names gets two kinds of signs and two sets of door numbers."),
    basis: LocalizedText(
      zh: "《地名管理条例》（国务院令第753号）：一个地方有几个名称的，确定一个标准名称（条号尚未对照原文核实）",
      en:
        "Regulations on Place Names (State Council Order 753): one standard name for one place (article not yet verified)"
    ),
    next: LocalizedText(
      zh: "请核实：同一个地方的，确定一个标准名称，另一个登记为别名或曾用名；不同的，核对坐标。",
      en:
        "Look into it: of one place, choose the standard name and record the other as alias or former name; of two, check "
        + "the coordinates."),
    settings: [
      RuleSetting(
        "distance", .number(10), unit: "m",
        meaning: LocalizedText(zh: "相距多少米以内算一处，至多 1000", en: "how near two places are one, in metres, at most 1000"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似一地多名：{names} 相距 {measure}（{rows}）",
        en: "suspected: one place with several names: {names}, {measure} apart ({rows})")
    ])

  static let examples = [
    RuleExample(
      zh: "相距 6 米；不同类别、单位、同名的不算", en: "6 m apart; not of two classes, organisations or one name",
      """
      place_name | name     | class_code | geom
                 | 王家湾   | 22200      | 500 500   <- W s 6
                 | 王家院子 | 22200      | 506 500
                 | 王家桥   | 23610      | 503 500
                 | 李家坝   | 22200      | 700 500
                 | 李家坝   | 22200      | 704 500
                 | 大坝     | 22200      | 900 500
                 | 小坝     | 22200      | 911 500
                 | 一公司   | 27400      | 300 300
                 | 二公司   | 27400      | 301 300
                 | 老湾     |            | 100 100
                 | 新湾     |            | 101 100
      """),
    RuleExample(
      zh: "五条同在一点的不查；历史地名不查", en: "five at one point and historic names are left out",
      """
      place_name | name   | class_code | usage    | geom
                 | 王家湾 | 22200      |          | 500 500
                 | 李家湾 | 22200      |          | 500 500
                 | 张家湾 | 22200      |          | 500 500
                 | 赵家湾 | 22200      |          | 500 500
                 | 周家湾 | 22200      |          | 500 500
                 | 吴家湾 | 22200      |          | 503 500
                 | 人民路 | 23510      |          | 700 700
                 | 东方路 | 23510      | 历史地名 | 700 700
                 | 沟口   | 22200      |          | 800 800
                 | 沟上   | 22200      |          | 800 800   <- W s 0
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let names = table[.name], let groups = area.groups(.placeName, .name) else { return }
    let limit = min(max(settings.number("distance") ?? 10, 0), 1000)
    let scoped = ScopedNames(area)
    let neighbours = NeighbouringPoints(table, limitMetres: limit) { row in
      scoped.classCode(ofRow: row).flatMap { $0 / 1000 == 27 ? nil : $0 }
    }
    let pairs = neighbours.pairs { left, right in
      groups.groupOfRow[left] != groups.groupOfRow[right] && !scoped.isFormer(left) && !scoped.isFormer(right)
    }
    for cluster in Cluster.all(of: pairs) {
      let group = SubjectGroup(cluster.rows, of: table)
      findings.report(table, row: group.firstRow, field: .name) { finding in
        finding.related = group.related
        finding.measure = Measure(cluster.metres, .metres, limit: limit)
        var seen: Set<String> = []
        finding.arguments["names"] = .list(cluster.rows.map(names.trimmed).filter { seen.insert($0).inserted })
        finding.arguments["rows"] = .localized(area.dataset.rowList(cluster.rows.map { table.origins[$0] }))
      }
    }
  }
}

/// Places that hang together by pairs.
private struct Cluster {
  /// In table order.
  let rows: [Int]
  /// Between the nearest two with different names.
  let metres: Double

  static func all(of pairs: [NeighbouringPoints.Pair]) -> [Cluster] {
    var parents: [Int: Int] = [:]
    func root(of row: Int) -> Int {
      var row = row
      while let parent = parents[row], parent != row {
        parents[row] = parents[parent] ?? parent
        row = parent
      }
      return row
    }
    for pair in pairs {
      let (left, right) = (root(of: pair.rows.0), root(of: pair.rows.1))
      parents[max(left, right)] = min(left, right)
      if parents[min(left, right)] == nil { parents[min(left, right)] = min(left, right) }
    }
    var metres: [Int: Double] = [:]
    for pair in pairs {
      metres[root(of: pair.rows.0), default: .infinity] = min(metres[root(of: pair.rows.0)] ?? .infinity, pair.metres)
    }
    let rows = Dictionary(grouping: parents.keys.sorted(), by: root)
    return rows.sorted { $0.key < $1.key }.map { Cluster(rows: $0.value, metres: metres[$0.key] ?? 0) }
  }
}
