import Analysis
import Geometry
import Registry

/// Units that reach beyond the unit above them.
enum UnitOutsideParent: Rule {
  static let descriptor = RuleDescriptor(
    code: "B303", name: "unit-outside-parent",
    title: LocalizedText(zh: "政区超出上级政区", en: "unit outside its parent"),
    severity: .error, certainty: .definite, needs: [.division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "政区面（如镇）有一部分在其上级政区面（如县）之外。上级按上级代码，没有填写时按代码前几位；上级没有载入的不判断。"
        + "超出部分的最大宽度在政区数据精度（accuracy_m）以内的，只作提示，列为疑似。",
      en:
        "A part of a unit (a town) lies outside the unit above it (its county), found by parent code, else by the code's "
        + "prefix; without that unit nothing is told. Where the part is not wider than the polygons are known (accuracy_m): "
        + "information, suspect."),
    why: LocalizedText(
      zh: "镇界之和应等于县界；超出的部分会被算到别的县，或者代码挂错了上级。",
      en: "Towns add up to their county; what lies outside is counted elsewhere, or the code names the wrong parent."),
    basis: OverlappingUnits.descriptor.basis,
    next: LocalizedText(
      zh: "先核对代码和上级代码，再对照协议书附图修改两级边界中不对的一方。",
      en: "Check the code and the parent's code, then correct the border that is wrong by the agreement's map."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "有 {measure} 在上级“{parent}”之外，占 {share}，最宽 {maximum_width}",
        en: "{measure} lie outside the parent “{parent}”, {share} of it, up to {maximum_width} wide"),
      "within": LocalizedText(
        zh: "有 {measure} 在上级“{parent}”之外，最宽 {maximum_width}，在政区数据精度以内",
        en:
          "{measure} lie outside the parent “{parent}”, up to {maximum_width} wide, within the accuracy of the polygons"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "镇超出县界 100 米", en: "a town reaches 100 m beyond its county",
      """
      accuracy 0
      division | code      | name   | geom
               | 500151    | 铜梁区 | 0 0, 2000 0, 2000 1000, 0 1000
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
               | 500151103 | 二坪镇 | 1000 0, 2100 0, 2100 1000, 1000 1000   <- E 100000
      """),
    RuleExample(
      zh: "在精度以内：提示，疑似", en: "within the accuracy: information, suspect",
      """
      accuracy 50
      division | code      | name   | geom
               | 500151    | 铜梁区 | 0 0, 1000 0, 2000 0, 2000 1000, 1000 1000, 0 1000
               | 500151103 | 二坪镇 | 1000 0, 2000 0, 2020 0, 2020 1000, 2000 1000, 1000 1000   <- I s 20000
      """),
    RuleExample(
      zh: "上级代码优先于代码前缀；上级没有载入的不判断", en: "the parent's code counts; nothing without a parent",
      """
      accuracy 0
      division | code      | parent_code | name   | geom
               | 500151    |             | 铜梁区 | 0 0, 2000 0, 2000 1000, 0 1000
               | 500111    |             | 大足区 | 2000 0, 4000 0, 4000 1000, 2000 1000
               | 500151101 | 500111      | 土桥镇 | 2000 0, 3000 0, 3000 1000, 2000 1000
               | 500118101 |             | 甲镇   | 9000 0, 9500 0, 9500 500, 9000 500
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let levels = area.unitsByLevel()
    var unitOfCode: [String: (level: Int, unit: Int)] = [:]
    for (index, level) in levels.enumerated() {
      for (number, unit) in level.units.enumerated() {
        if let code = area.divisions[unit.divisions[0]].code { unitOfCode[code] = (index, number) }
      }
    }
    let context = GEOSContext()
    var shapes: [String: PreparedGeometry] = [:]
    for (index, level) in levels.enumerated() {
      for number in level.units.indices {
        let division = area.divisions[level.units[number].divisions[0]]
        guard let code = parentCode(of: division, area, has: { unitOfCode[$0] != nil }), let parent = unitOfCode[code],
          parent.level != index
        else { continue }
        let above = levels[parent.level]
        guard
          let outside = try? outside(
            number, of: level, parent.unit, of: above, code: code, &shapes, context)
        else { continue }  // What GEOS cannot build is told by B101.
        guard let widest = outside.max(by: { $0.maximumWidthMetres < $1.maximumWidthMetres }),
          widest.maximumWidthMetres > leastWidthMetres
        else { continue }
        let accuracy = max(level.units[number].accuracyMetres, above.units[parent.unit].accuracyMetres)
        report(division, above, parent.unit, outside, widest, accuracy, level.polygons, number, area, &findings)
      }
    }
  }

  private static let leastWidthMetres = 0.1

  /// The code of the nearest unit above that is loaded.
  private static func parentCode(of division: Division, _ area: Area, has: (String) -> Bool) -> String? {
    if let parent = area.dataset[.division].text(.parentCode, division.row) {
      let code = DivisionKey.unpadded(parent)
      return has(code) && code != division.code ? code : nil
    }
    guard let code = division.code else { return nil }
    return [9, 6, 4, 2].filter { $0 < code.count }.map { String(code.prefix($0)) }.first(where: has)
  }

  private static func outside(
    _ unit: Int, of level: LevelUnits, _ parent: Int, of above: LevelUnits, code: String,
    _ shapes: inout [String: PreparedGeometry], _ context: GEOSContext
  ) throws -> [CoveragePiece] {
    let shape =
      try shapes[code]
      ?? PreparedGeometry(
        try Geometry(row: parent, of: above.polygons, in: context).madeValid())
    shapes[code] = shape
    let own = try Geometry(row: unit, of: level.polygons, in: context).madeValid()
    if try shape.covers(own) { return [] }
    return try CoveragePiece.parts(
      of: try own.difference(shape.geometry).column(dimension: 2), minimumAreaSquareMetres: 1, in: context)
  }

  private static func report(
    _ division: Division, _ above: LevelUnits, _ parent: Int, _ outside: [CoveragePiece], _ widest: CoveragePiece,
    _ accuracy: Double, _ polygons: GeometryColumn, _ row: Int, _ area: Area, _ findings: inout FindingSink
  ) {
    let parentDivision = area.divisions[above.units[parent].divisions[0]]
    let total = outside.reduce(0) { $0 + $1.areaSquareMetres }
    findings.report(division.subject, origin: division.origin, place: widest.place) { finding in
      finding.related = [parentDivision.subject]
      finding.arguments["parent"] = .text(parentDivision.name ?? parentDivision.subject.key)
      let whole = EllipsoidalMeasure.area(ofRow: row, in: polygons)
      finding.arguments["share"] = .percent(whole > 0 ? total / whole * 100 : 0)
      finding.measure = Measure(total, .squareMetres)
      finding.measures = [("maximum_width", Measure(widest.maximumWidthMetres, .metres, limit: accuracy))]
      finding.extent = widest.shape
      if widest.maximumWidthMetres <= accuracy {
        (finding.severity, finding.certainty, finding.message) = (.info, .suspect, "within")
      }
    }
  }
}
