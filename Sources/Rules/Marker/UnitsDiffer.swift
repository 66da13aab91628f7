import Geometry
import Registry

/// Markers recorded with a unit that does not come near them.
enum UnitsDiffer: Rule {
  static let descriptor = RuleDescriptor(
    code: "M110", name: "units-differ",
    title: LocalizedText(zh: "界桩登记的行政区不符", en: "recorded unit is elsewhere"),
    severity: .error, certainty: .definite, needs: [.boundaryMarker, .division], needsContext: [.datum],
    finds: LocalizedText(
      zh: "界桩登记的行政区（行政区1～3）有面数据，而界桩到它的距离超过面数据的精度（accuracy_m，默认 50 米）。",
      en:
        "A unit recorded with a marker has a polygon, and the marker is farther from it than the accuracy of the polygon "
        + "(accuracy_m, 50 m by default)."),
    why: LocalizedText(
      zh: "界桩立在相邻行政区的交界处，离登记的行政区很远，说明行政区、界线名称或坐标有一项不对。",
      en: "A marker stands where its units meet; far away from one, the unit, the line or the coordinates are wrong."),
    basis: LocalizedText(
      zh: "《行政区域界线界桩管理办法》（民政部令第36号）第二条：界桩由毗邻各方共同埋设，用于指示界线实地位置",
      en: "Measures for Boundary Markers (MCA Order 36), art. 2: the neighbours set a marker jointly to show the line"),
    next: LocalizedText(
      zh: "核对登记的行政区、界线名称和坐标；区划变更后名称已改的，注明变更。",
      en: "Check unit, line and coordinates; where the unit was changed or renamed, note that."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "登记的行政区{value}离界桩 {measure}，超过面数据精度 {limit}",
        en: "the recorded unit {value} is {measure} away, more than the accuracy of its polygon, {limit}")
    ])

  static let examples = [
    RuleExample(
      zh: "登记成了 2 千米以外的镇", en: "a town 2 km away is recorded",
      """
      accuracy 10
      division        | code      | name   | geom
                      | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
                      | 500151103 | 二坪镇 | 0 -1000, 1000 -1000, 1000 0, 0 0
                      | 500151105 | 安居镇 | 3000 0, 4000 0, 4000 1000, 3000 1000
      boundary_marker | line   | number | unit1     | unit2  | geom
                      | 土二线 | 1号    | 土桥镇    | 二坪镇 | 500 6
                      | 土二线 | 2号    | 土桥镇    | 安居镇 | 1000 0   <- E 2000
                      | 土二线 | 3号    | 500151101 | 大庙镇 | 700 0
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let table = area.dataset[.boundaryMarker]
    let units = RecordedUnits(area)
    for marker in area.markers {
      guard let position = marker.position, position.x.isFinite, abs(position.y) <= 90 else { continue }
      for field in FieldKey.units {
        guard let name = table.text(field, marker.row), let off = try units.distance(from: position, name: name),
          off.metres > off.limit
        else { continue }
        findings.report(table, row: marker.row, field: field) { finding in
          finding.related = [off.unit.subject]
          finding.measure = Measure(off.metres, .metres, limit: off.limit)
        }
      }
    }
  }
}
