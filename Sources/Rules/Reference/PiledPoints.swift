import Geometry
import Registry

/// Many records at exactly one position.
enum PiledPoints: Rule {
  static let descriptor = RuleDescriptor(
    code: "R112", name: "piled-points",
    title: LocalizedText(zh: "多条记录同一位置", en: "piled points"),
    severity: .warning, certainty: .suspect,
    finds: LocalizedText(
      zh: "五条以上不同的点状记录坐标完全相同。同一条记录重复登记的只算一条。",
      en: "Five or more different point records with exactly the same coordinates; repeated records count once."),
    why: LocalizedText(
      zh: "多半是没有实测，用政府驻地、村中心或默认点代替；这样的点不能用来判断所属政区和距离。",
      en: "Most often nobody measured, and the seat, the village centre or a default point was put in."),
    basis: LocalizedText(
      zh: "第二次全国地名普查要求逐条采集坐标", en: "the place-name census asks for coordinates of every record"),
    next: LocalizedText(
      zh: "核对这些记录的坐标来源，列入外业补测清单；确在一处的（如一栋楼内的机构）不必改。",
      en:
        "Find out where the coordinates come from and list the records for survey; what really is at one place may stay."
    ),
    settings: [
      RuleSetting(
        "count", .number(5), meaning: LocalizedText(zh: "至少多少条不同的记录", en: "how many different records at least"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{count} 条不同的{kind}记录在同一位置，如{names}",
        en: "{count} different records ({kind}) at one position, such as {names}")
    ])

  static let examples = [
    RuleExample(
      zh: "五条在一处；重复的一条只算一次", en: "five at one place; a repeated record counts once",
      """
      place_name | name   | geom    <- W s 5
                 | 王家塆 | 500 500
                 | 李家塆 | 500 500
                 | 张家沟 | 500 500
                 | 石坝   | 500 500
                 | 柏树坝 | 500 500
                 | 柏树坝 | 500 500
                 | 黄桷坪 | 500 501
      sign       | name   | id     | geom
                 | 中兴路 | BZ0001 | 700 500
                 | 中兴路 | BZ0001 | 700 500
                 | 中兴路 | BZ0001 | 700 500
                 | 中兴路 | BZ0001 | 700 500
                 | 中兴路 | BZ0001 | 700 500
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let least = max(2, settings.count("count") ?? 5)
    for kind in [RecordKind.boundaryMarker, .placeName, .sign, .facility] {
      let table = area.dataset[kind]
      for rows in piles(table, least: least) {
        let keys = Set(rows.map { table.subject(ofRow: $0).key })
        guard keys.count >= least, let position = table.position(rows[0]) else { continue }
        let names = Set(rows.map { table.displayName(ofRow: $0) ?? table.subject(ofRow: $0).key }).sorted()
        let source = area.dataset.source(of: table.origins[rows[0]])
        findings.report(Subject(table: source), origin: nil, place: position) { finding in
          finding.measure = Measure(Double(keys.count), .count, limit: Double(least))
          finding.arguments["count"] = .count(keys.count)
          finding.arguments["kind"] = .localized(kind.title)
          finding.arguments["names"] = .list(Array(names.prefix(5)))
        }
      }
    }
  }

  /// The rows of every position with at least `least` points, by the first row of each.
  private static func piles(_ table: RecordTable, least: Int) -> [[Int]] {
    var count: [Position: Int32] = [:]
    for row in table.rows where table.geometry.types[row] == .point {
      if let position = place(table, row) { count[position, default: 0] += 1 }
    }
    var piles: [Position: [Int]] = [:]
    let piled = Set(count.lazy.filter { $0.value >= least }.map(\.key))
    guard !piled.isEmpty else { return [] }
    for row in table.rows where table.geometry.types[row] == .point {
      if let position = place(table, row), piled.contains(position) { piles[position, default: []].append(row) }
    }
    return piles.values.sorted { $0[0] < $1[0] }
  }

  /// Rows at 0, 0 have no position (R101).
  private static func place(_ table: RecordTable, _ row: Int) -> Position? {
    table.position(row).flatMap { $0 == Position(x: 0, y: 0) || !$0.x.isFinite || !$0.y.isFinite ? nil : $0 }
  }
}
