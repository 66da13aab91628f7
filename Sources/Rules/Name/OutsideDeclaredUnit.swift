import Analysis
import Geometry
import Registry

/// Places that do not lie in the unit that their record states.
enum OutsideDeclaredUnit: Rule {
  static let descriptor = RuleDescriptor(
    code: "N801", name: "outside-declared-unit",
    title: LocalizedText(zh: "不在所登记的政区内", en: "outside its declared unit"),
    severity: .error, certainty: .definite, needs: [.division, .placeName], needsContext: [.datum],
    finds: LocalizedText(
      zh: "坐标不在所登记的政区内的地名。登记的政区取“所属行政区划代码”，没有时取“所在(跨)行政区”；列出几个政区的取其合并范围。"
        + "按该政区自己的级别检查，没有载入该政区的面时不查。线状、面状地名按长度、面积算，不到一半在内时报告；"
        + "只登记了起止经纬度的，按起止点的连线或范围框估算，列为疑似。"
        + "距离不超过政区数据精度（accuracy_m）的列为提示和疑似。",
      en:
        "Places outside the unit of their record: unit_code, else unit, the union where it lists several; tested at the "
        + "unit's own level and only where its polygon is loaded. Lines and areas are reported when less than half of "
        + "length or area lies inside; where only the extent is recorded (longitude_to, latitude_to), its line or box stands for "
        + "them and the finding is a suspect. Not farther than the accuracy of the polygons (accuracy_m): information and suspect."
    ),
    why: LocalizedText(
      zh: "坐标或所属政区有一个不对，按政区统计和出图时会归错地方。",
      en: "Either the position or the unit is wrong; counts and maps by unit put the place where it is not."),
    basis: LocalizedText(
      zh: "第二次全国地名普查地名登记表：“所在（跨）行政区”与经纬度应当一致",
      en: "registration form of the second place-name census: unit and coordinates belong together"),
    next: LocalizedText(
      zh: "在地图上核对位置：位置不对的改坐标，政区不对的改所属政区；政区调整过的注明日期。",
      en: "Look at the map: correct the position or the unit; where divisions were changed, note the date."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "不在所登记的“{unit}”内，相距 {measure}", en: "not in its declared unit “{unit}”, {measure} away"),
      "elsewhere": LocalizedText(
        zh: "不在所登记的“{unit}”内，相距 {measure}；实际位于“{other}”",
        en: "not in its declared unit “{unit}”, {measure} away; it lies in “{other}”"),
      "near": LocalizedText(
        zh: "在所登记的“{unit}”之外 {measure}，不超过政区数据的精度 {limit}",
        en: "{measure} outside its declared unit “{unit}”, within the accuracy {limit} of the polygons"),
      "share": LocalizedText(
        zh: "只有 {measure} 在所登记的“{unit}”内", en: "only {measure} lies in its declared unit “{unit}”"),
      "extentShare": LocalizedText(
        zh: "疑似不在所登记的“{unit}”内：登记的起止范围只有 {measure} 在内",
        en: "suspected: only {measure} of the recorded extent lies in its declared unit “{unit}”"),
      "nearShare": LocalizedText(
        zh: "只有 {measure} 在所登记的“{unit}”内，其余在政区数据的精度 {accuracy} 以内",
        en: "only {measure} lies in its declared unit “{unit}”, the rest within the accuracy {accuracy} of the polygons"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "相距 120 米在邻镇；30 米在精度之内", en: "120 m away in the next town; 30 m is within the accuracy",
      """
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                 | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000
      place_name | name   | unit_code | unit         | geom
                 | 王家湾 | 500151101 |              | 500 500
                 | 李家坝 | 500151101 |              | 1120 500   <- E 120
                 | 张家沟 |           | 土桥镇       | 1030 500   <- I s 30
                 | 赵家坡 |           | 土桥镇       | -400 500   <- E 400
                 | 吴家塝 |           | 土桥镇、二坪镇 | 1500 500
                 | 周家嘴 | 500151104 |              | 1500 500
                 | 郑家坳 |           |              | 5000 500
                 | 冯家岩 | 500151101 |              | @0 0
                 | 土桥   | 500151101 |              |
      """),
    RuleExample(
      zh: "按登记的级别检查；精度 0 米", en: "at the level that is declared; an accuracy of 0 m",
      """
      accuracy 0
      division   | code         | name   | geom
                 | 500151       | 铜梁区 | 0 0, 3000 0, 3000 3000, 0 3000
                 | 500151101    | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                 | 500151101201 | 新华村 | 0 0, 500 0, 500 500, 0 500
      place_name | name   | unit_code    | geom
                 | 王家湾 | 500151       | 2500 2500
                 | 李家坝 | 500151101    | 1003 500   <- E 3
                 | 张家沟 | 500151101000 | 700 700
                 | 赵家坡 | 500151101201 | 700 250    <- E 200
      """),
    RuleExample(
      zh: "道路只有两成在登记的镇内；沿镇界外 20 米的在精度之内", en: "a fifth of a road inside; a road 20 m along the border",
      """
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      place_name | name   | unit   | geom
                 | 建设路 | 土桥镇 | 800 500, 1800 500       <- E 20
                 | 中兴路 | 土桥镇 | 300 500, 1100 500
                 | 沿江路 | 土桥镇 | 1020 100, 1020 900      <- I s 0
                 | 大水库 | 土桥镇 | 900 0, 1300 0, 1300 400, 900 400, 900 0   <- E 25
      """),
    RuleExample(
      zh: "只登记了起止经纬度的河流和水库", en: "a river and a reservoir of which only the extent is recorded",
      """
      accuracy 0
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | @106.0 29.8, 106.1 29.8, 106.1 29.9, 106.0 29.9
      place_name | name   | unit   | class_code | longitude | latitude | longitude_to | latitude_to | geom
                 | 小安溪 | 土桥镇 | 12100      | 106.08    | 29.85    | 106.18       | 29.85       | @106.08 29.85   <- W s 20
                 | 久远河 | 土桥镇 | 12100      | 106.01    | 29.85    | 106.11       | 29.85       | @106.01 29.85
                 | 玄天湖 | 土桥镇 | 24230      | 106.08    | 29.85    | 106.13       | 29.86       | @106.08 29.85   <- W s 40
                 | 安居桥 | 土桥镇 | 23610      | 106.11    | 29.85    |              |             | @106.11 29.85   <- E
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    let context = GEOSContext()
    let containing = ContainingUnit(area, in: context)
    let extents = RecordedExtents(area)
    for declaration in DeclaredUnits(table, area).declarations where !declaration.rows.isEmpty {
      let rows = declaration.divisions.map { area.divisions[$0].row }
      // What GEOS cannot build is an invalid polygon, which B101 reports.
      guard let shape = try? UnitShape(rows: rows, of: area.dataset[.division].geometry, in: context) else { continue }
      let test = UnitTest(
        extents: extents, area: area, table: table, declaration: declaration, shape: shape, containing: containing)
      test.run(into: &findings)
    }
  }
}

/// The test of all places that are declared to lie in one unit.
private struct UnitTest {
  let extents: RecordedExtents
  let area: Area
  let table: RecordTable
  let declaration: DeclaredUnits.Declaration
  let shape: UnitShape
  let containing: ContainingUnit

  func run(into findings: inout FindingSink) {
    let geometry = table.geometry
    for row in declaration.rows where geometry.types[row] != .none {
      // A shape that GEOS refuses, such as a line of one vertex, is reported by B101.
      if let extent = extents.extent(ofRow: row) {
        try? testFeature(row, of: extent, 0, into: &findings)
      } else if geometry.types[row] == .point {
        try? testPoint(row, geometry, into: &findings)
      } else {
        try? testFeature(row, of: geometry, row, into: &findings)
      }
    }
  }

  private func testPoint(
    _ row: Int, _ geometry: GeometryColumn, into findings: inout FindingSink
  ) throws(GeometryError) {
    // Zero coordinates are missing ones (R101).
    guard let position = geometry.firstPosition(ofRow: row), position.x.isFinite, position.y.isFinite,
      position != Position(x: 0, y: 0),
      try !shape.covers(position)
    else { return }
    let distance = try shape.distanceMetres(to: position)
    // On the border but for the last digit of a coordinate.
    guard distance >= 0.001 else { return }
    let other = try containing.division(at: position, level: units.first?.level).map { area.divisions[$0] }
    report(row, other: other, into: &findings) { finding in
      finding.measure = Measure(distance, .metres, limit: accuracyMetres)
      if distance <= accuracyMetres {
        (finding.severity, finding.certainty, finding.message) = (.info, .suspect, "near")
      } else if other != nil {
        finding.message = "elsewhere"
      }
    }
  }

  /// - Parameter shapeRow: the row of `shapes` that is the feature: its geometry or what stands for it.
  private func testFeature(
    _ row: Int, of shapes: GeometryColumn, _ shapeRow: Int, into findings: inout FindingSink
  ) throws(GeometryError) {
    let share = try shape.share(ofRow: shapeRow, of: shapes, grownByMetres: 0)
    guard share < 0.5 else { return }
    let isNear = try shape.share(ofRow: shapeRow, of: shapes, grownByMetres: accuracyMetres) >= 0.5
    let isExtent = table.geometry.types[row].dimension == 0 && shapes.types[shapeRow].dimension != 0
    report(row, other: nil, into: &findings) { finding in
      finding.measure = Measure(100 * share, .percent, limit: 50)
      finding.measures = Self.measures(share, shapeRow, of: shapes)
      finding.message = "share"
      if isExtent { (finding.severity, finding.certainty, finding.message) = (.warning, .suspect, "extentShare") }
      if isNear { (finding.severity, finding.certainty, finding.message) = (.info, .suspect, "nearShare") }
      finding.arguments["accuracy"] = .metres(accuracyMetres)
    }
  }

  /// How long or large the feature is, and how much of it lies inside.
  private static func measures(
    _ share: Double, _ row: Int, of shapes: GeometryColumn
  ) -> [(name: String, measure: Measure)] {
    switch shapes.types[row].dimension {
    case 1:
      let length = EllipsoidalMeasure.length(ofRow: row, in: shapes)
      return [("length", Measure(length, .metres)), ("length-inside", Measure(share * length, .metres))]
    case 2:
      let area = EllipsoidalMeasure.area(ofRow: row, in: shapes)
      return [("area", Measure(area, .squareMetres)), ("area-inside", Measure(share * area, .squareMetres))]
    default: return []
    }
  }

  private func report(
    _ row: Int, other: Division?, into findings: inout FindingSink, _ describe: (inout Finding) -> Void
  ) {
    findings.report(table, row: row, field: declaration.field) { finding in
      finding.related = (units + [other].compactMap { $0 }).map(\.subject)
      finding.arguments["unit"] = .list(units.map { $0.name ?? $0.subject.key })
      if let other { finding.arguments["other"] = .text(other.name ?? other.subject.key) }
      describe(&finding)
    }
  }

  private var units: [Division] { declaration.divisions.map { area.divisions[$0] } }

  /// The accuracy of the coarsest of the sources of the polygons.
  private var accuracyMetres: Double {
    units.map { area.dataset.source(of: $0.origin).accuracyMetres }.max() ?? Source.defaultAccuracyMetres
  }
}
