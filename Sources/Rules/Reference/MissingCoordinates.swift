import Geometry
import Registry

/// Records without a position.
enum MissingCoordinates: Rule {
  static let descriptor = RuleDescriptor(
    code: "R101", name: "missing-coordinates",
    title: LocalizedText(zh: "没有坐标", en: "missing coordinates"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "坐标为空、为零、不是有效数字、换算不出位置，或不可能是地球上的位置；整张表没有坐标列的，对表给出一条；政区和设施可以只有代码或所在镇街，只作提示。",
      en:
        "Coordinates that are blank, zero, not finite, lead to no position or are no place on Earth; a table without coordinate columns gives one "
        + "finding, which is information for divisions and facilities: codes or a declared town may be all there is."),
    why: LocalizedText(
      zh: "没有坐标就不能上图，也不能检查是否在所属政区之内。", en: "A record without position is on no map and in no spatial test."),
    basis: LocalizedText(
      zh: "第二次全国地名普查登记表、界桩登记表均须填写坐标", en: "the forms of the place-name census and of markers ask for coordinates"),
    next: LocalizedText(
      zh: "查登记表补录坐标；登记表上也没有的，列入外业补测清单。", en: "Add them from the registration form, or list the record for survey."),
    messages: [
      "blank": LocalizedText(zh: "没有坐标", en: "no coordinates"),
      "half": LocalizedText(zh: "坐标不全，{field}空白", en: "half of the coordinates: {field} is blank"),
      "zero": LocalizedText(zh: "坐标为零", en: "the coordinates are zero"),
      "notFinite": LocalizedText(zh: "坐标不是有效数字：{value}", en: "the coordinates are not finite numbers: {value}"),
      "impossible": LocalizedText(
        zh: "坐标 {value} 不可能是地球上的位置", en: "coordinates {value} are no place on Earth"),
      "unplaced": LocalizedText(
        zh: "坐标换算不出位置，可能缺位或坐标系不对：{value}",
        en: "no position follows from the coordinates; a digit may be missing or the reference system wrong: {value}"),
      "unusable": LocalizedText(
        zh: "图形无法识别，或不在地球上：{value}", en: "the geometry cannot be read, or lies nowhere on Earth: {value}"),
      "table": LocalizedText(zh: "表中没有坐标列", en: "the table has no coordinate columns"),
    ])

  static let examples = [
    RuleExample(
      zh: "空、零、无效数字", en: "blank, zero, not a number",
      """
      place_name | name   | longitude | latitude | geom
                 | 王家塆 | 106.02    | 29.80    | @106.02 29.80
                 | 李家塆 |           |          |                  <-
                 | 石坝   | 0         | 0        | @0 0             <-
                 | 新店   | 106.02    |          |                  <-
                 | 黄桷坪 | NaN       | NaN      |                  <-
                 | 柏树坝 | 606.02    | 29.80    |                  <-
      """),
    RuleExample(
      zh: "几何文本认不出来", en: "a geometry text that cannot be read",
      """
      place_name | name   | geometry      | geom
                 | 王家塆 | POINT(106 29) | @106 29
                 | 李家塆 | POINT(106     |           <-
      note unparseable-value row=3 field=geometry value=POINT(106
      """),
    RuleExample(
      zh: "经纬度互换由 R102 报告", en: "exchanged axes are reported by R102",
      """
      place_name | name   | longitude | latitude | geom
                 | 王家塆 | 29.80     | 106.02   |
      """),
    RuleExample(
      zh: "纵坐标少了前面的 3；没有带号由 R104 报告", en: "northing without its leading 3; a missing prefix is R104's",
      """
      boundary_marker | line   | number   | northing    | easting      | crs       | geom
                      | 铜合线 | 5117001Q | 3298379.516 | 35598615.405 | EPSG:4523 | @106.02 29.80
                      | 铜合线 | 5117002Q | 298379.516  | 598615.405   | EPSG:4523 |               <-
                      | 铜合线 | 5117003Q | 3298379.516 | 598615.405   | EPSG:4523 |
      """),
    RuleExample(
      zh: "整张表没有坐标列", en: "a table without coordinate columns",
      """
      place_name | name     <- E
                 | 王家塆
                 | 李家塆
      sign       | name     <- E
                 | 中兴路
      constraint | name     <- E
                 | 水源地
      division   | name     <- I
                 | 土桥镇
      facility   | name     <- I
                 | 土桥公墓
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for (index, source) in area.dataset.sources.enumerated() where Area.positionedKinds.contains(source.kind) {
      guard source.importedCount > 0, !area.hasPositions(index) else { continue }
      // I101 reports the columns that a marker or a line cannot do without.
      guard source.kind != .boundaryMarker, source.kind != .boundaryLine else { continue }
      findings.report(table: source) { finding in
        finding.message = "table"
        if [.division, .facility].contains(source.kind) { finding.severity = .info }
      }
    }
    let withPositions = area.dataset.sources.indices.map(area.hasPositions)
    let unusable = unusableGeometries(in: area.dataset)
    for kind in Area.positionedKinds {
      let table = area.dataset[kind]
      var zoneFaults: [Int: Set<Int>] = [:]
      let isOtherZone: (Int) -> Bool = { row in
        let index = table.origins[row].source
        let found =
          zoneFaults[index]
          ?? ZonePrefixMismatch.mismatchedRows(table, area.rows(ofSource: index), area.dataset.sources[index])
        zoneFaults[index] = found
        return found.contains(row)
      }
      for row in table.rows where withPositions[table.origins[row].source] {
        let source = area.dataset.sources[table.origins[row].source]
        guard let problem = problem(table, row, keepsDatum: source.keepsDatum, isOtherZone) else { continue }
        findings.report(table, row: row, field: problem.field) { finding in
          finding.message = problem.message
          finding.place = nil
          if problem.message == "blank", let geometry = unusable[table.origins[row]] {
            finding.message = "unusable"
            finding.evidence = Evidence(field: .geometry, value: geometry)
          }
        }
      }
    }
  }

  /// The geometries that the reader could make nothing of, by the rows that lost them.
  private static func unusableGeometries(in dataset: Dataset) -> [Origin: String] {
    var found: [Origin: String] = [:]
    for note in dataset.notes where note.code == .unparseableValue && note.field == FieldKey.geometry.rawValue {
      if let row = note.row { found[Origin(source: note.source, row: row)] = note.value }
    }
    return found
  }

  /// - Parameter keepsDatum: the coordinates are in the columns only.
  private static func problem(
    _ table: RecordTable, _ row: Int, keepsDatum: Bool, _ isOtherZone: (Int) -> Bool
  ) -> (field: FieldKey, message: String)? {
    if keepsDatum, table.text(.geometry, row) != nil { return nil }
    if let position = table.position(row), position != Position(x: 0, y: 0) { return nil }
    let recorded = RecordedPosition(table, row: row)
    if table.geometry.types[row] != .none { return (recorded.field, "zero") }
    switch recorded.absence {
    case .blank: return (recorded.field, "blank")
    case .half: return (recorded.field, "half")
    case .zero: return (recorded.field, "zero")
    case .notFinite: return (recorded.field, "notFinite")
    // Exchanged axes and zone numbers have rules of their own.
    case nil where keepsDatum || recorded.isSwapped || isOtherZone(row): return nil
    case nil:
      if case .plane(let easting, let northing) = recorded.numbers, China.isEasting(easting) {
        return (China.isNorthing(northing) ? .easting : .northing, "unplaced")
      }
      return (recorded.field, "impossible")
    }
  }
}
