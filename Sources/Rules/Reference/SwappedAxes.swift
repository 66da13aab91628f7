import Analysis
import Geodesy
import Geometry
import Registry

/// Longitude and latitude, or northing and easting, exchanged.
enum SwappedAxes: Rule {
  static let descriptor = RuleDescriptor(
    code: "R102", name: "swapped-axes",
    title: LocalizedText(zh: "坐标轴互换", en: "swapped axes"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "经度与纬度、纵坐标（X，北）与横坐标（Y，东）填反。一列中半数以上填反的，对该列给出一条，否则逐行列出。",
      en:
        "Longitude and latitude, or northing (X) and easting (Y), exchanged. One finding for a column in which more than "
        + "half are, else one a row."),
    why: LocalizedText(
      zh: "测量表中 X 指北、Y 指东，地理信息软件中相反，转录时容易填反；填反的点落到国外或地球之外。",
      en: "Survey tables have X = north, GIS has X = east; exchanged numbers land abroad or nowhere."),
    basis: LocalizedText(
      zh: "我国测量坐标系纵轴 X 指北、横轴 Y 指东；纬度在 3°～54°、经度在 73°～136° 之间",
      en: "Chinese survey axes: X north, Y east; latitudes 3° to 54°, longitudes 73° to 136°"),
    next: LocalizedText(
      zh: "对照登记表确认后对调两列；整列填反的，导入时用 --field 指定列的含义，图形的坐标次序颠倒的，加 --swap-axes。",
      en:
        "Check against the form and exchange the two; on import name whole columns with --field, and give --swap-axes for "
        + "shapes."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{first}“{firstValue}”与{second}“{secondValue}”填反",
        en: "{first} “{firstValue}” and {second} “{secondValue}” are exchanged"),
      "column": LocalizedText(
        zh: "{first}与{second}两列填反（{count} 行中的 {swapped} 行）",
        en: "the columns {first} and {second} are exchanged ({swapped} of {count} rows)"),
      "shapes": LocalizedText(
        zh: "图形的{first}与{second}次序颠倒（{count} 个中的 {swapped} 个），导入时加 --swap-axes",
        en: "the shapes have {first} and {second} exchanged ({swapped} of {count}); import with --swap-axes"),
    ])

  static let examples = [
    RuleExample(
      zh: "一行填反", en: "one row",
      """
      place_name | name   | longitude | latitude | geom
                 | 王家塆 | 106.02    | 29.80    | @106.02 29.80
                 | 李家塆 | 29.81     | 106.03   |                 <-
                 | 石坝   | 106.04    | 29.82    | @106.04 29.82
      """),
    RuleExample(
      zh: "界桩纵横坐标填反", en: "northing and easting of a marker",
      """
      boundary_marker | line   | number   | northing     | easting     | geom
                      | 铜合线 | 5117001Q | 3298379.516  | 35598615.405 | @106.02 29.80
                      | 铜合线 | 5117002Q | 35598615.405 | 3298379.516  |              <-
                      | 铜合线 | 5117003Q | 3298379.516  | 35598615.405 | @106.02 29.80
      """),
    RuleExample(
      zh: "整列填反：一条", en: "a whole column: one finding",
      """
      place_name | name   | longitude | latitude | geom   <-
                 | 王家塆 | 29.80     | 106.02   |
                 | 李家塆 | 29.81     | 106.03   |
                 | 石坝   | 29.82     | 106.04   |
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in Area.positionedKinds {
      let table = area.dataset[kind]
      guard table[.longitude] != nil || table[.easting] != nil else { continue }
      let swapped = table.rows.filter { isSuspicious(table, $0) && RecordedPosition(table, row: $0).isSwapped }
      for (source, rows) in Dictionary(grouping: swapped, by: { table.origins[$0].source }).sorted(by: {
        $0.key < $1.key
      }) {
        let all = area.rows(ofSource: source).count
        if rows.count >= 3, 2 * rows.count > all {
          report(column: table, rows: rows, of: all, area.dataset.sources[source], source, into: &findings)
        } else {
          for row in rows { report(table, row, into: &findings) }
        }
      }
    }
  }

  /// A position in China needs no second look.
  private static func isSuspicious(_ table: RecordTable, _ row: Int) -> Bool {
    guard let position = table.position(row) else { return true }
    return !China.longitudes.contains(position.x) || !China.latitudes.contains(position.y)
  }

  private static func columns(_ recorded: RecordedPosition) -> (first: FieldKey, second: FieldKey) {
    recorded.field == .easting ? (.northing, .easting) : (.longitude, .latitude)
  }

  private static func report(_ table: RecordTable, _ row: Int, into findings: inout FindingSink) {
    let recorded = RecordedPosition(table, row: row)
    let (first, second) = columns(recorded)
    findings.report(table, row: row, field: first) { finding in
      finding.arguments["first"] = .localized(title(first))
      finding.arguments["second"] = .localized(title(second))
      finding.arguments["firstValue"] = .text(table.text(first, row) ?? "")
      finding.arguments["secondValue"] = .text(table.text(second, row) ?? "")
      if case .geographic(let longitude, let latitude) = recorded.numbers {
        finding.place = Position(x: latitude, y: longitude)
      }
      finding.explains = explained
    }
  }

  private static func report(
    column table: RecordTable, rows: [Int], of all: Int, _ source: Source, _ index: Int,
    into findings: inout FindingSink
  ) {
    let (first, second) = columns(RecordedPosition(table, row: rows[0]))
    findings.report(table: source, field: first.rawValue) { finding in
      finding.message = "shapes"
      if !source.isOfGeometry(first) {
        finding.message = "column"
        finding.evidence = Evidence(field: first, value: source.header(of: first) ?? first.rawValue)
      }
      finding.measure = Measure(Double(rows.count), .count)
      finding.arguments["first"] = .localized(title(first))
      finding.arguments["second"] = .localized(title(second))
      finding.arguments["swapped"] = .count(rows.count)
      finding.arguments["count"] = .count(all)
      finding.explains = explained
      finding.explainsSource = index
    }
  }

  /// What goes away when the axes are put right.
  private static let explained = ["R101", "R104", "R111", "M106", "N801"]

  private static func title(_ field: FieldKey) -> LocalizedText {
    switch field {
    case .northing: LocalizedText(zh: "纵坐标", en: "northing")
    case .easting: LocalizedText(zh: "横坐标", en: "easting")
    case .longitude: LocalizedText(zh: "经度", en: "longitude")
    default: LocalizedText(zh: "纬度", en: "latitude")
    }
  }
}
