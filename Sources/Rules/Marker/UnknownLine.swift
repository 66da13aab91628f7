import Registry

/// Markers whose line is not among the lines.
enum UnknownLine: Rule {
  static let descriptor = RuleDescriptor(
    code: "M107", name: "unknown-line",
    title: LocalizedText(zh: "界桩所属界线不存在", en: "marker of an unknown line"),
    severity: .error, certainty: .definite, needs: [.boundaryLine, .boundaryMarker],
    finds: LocalizedText(
      zh: "界桩登记的界线名称和代码在界线表中都找不到；界线名称两方不分先后（铜合线即合铜线）。",
      en:
        "Markers whose line is in the line table neither by name nor by code; the two parties of a name may stand in either "
        + "order."),
    why: LocalizedText(
      zh: "对不上界线的界桩无法检查是否在线上，也不会进入联检资料包。",
      en: "A marker without line can be neither tested nor put into an inspection packet."),
    basis: LocalizedText(
      zh: "《行政区域界线界桩管理办法》（民政部令第36号）第五条：界桩以界线协议书、界桩登记表为依据",
      en: "Measures for Boundary Markers (MCA Order 36), art. 5"),
    next: LocalizedText(zh: "改正界线名称或代码，或补充该界线。", en: "Correct the line's name or code, or add the line."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "界线“{value}”不在界线表中", en: "line “{value}” is not in the line table"),
      "nearest": LocalizedText(
        zh: "界线“{value}”不在界线表中，最接近的是“{nearest}”",
        en: "line “{value}” is not in the line table; the nearest is “{nearest}”"),
      "blank": LocalizedText(zh: "没有登记所属界线", en: "no line is recorded"),
    ])

  static let examples = [
    RuleExample(
      zh: "界线名称写错；两方次序不同不算错", en: "a wrong line name; the order of the parties does not matter",
      """
      boundary_line   | name   | code         | geom
                      | 铜合线 | 500117500151 | 0 0, 1000 0
      boundary_marker | line   | line_code    | number   | geom
                      | 合铜线 |              | 5117001Q | 0 0
                      | 铜河线 |              | 5117002Q | 200 0   <-
                      |        | 500117500151 | 5117003Q | 300 0
                      |        |              | 5117004Q | 400 0   <-
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.boundaryMarker]
    let names = area.lines.compactMap(\.name)
    for marker in area.markers where marker.line == nil {
      let field: FieldKey = table.text(.line, marker.row) == nil && marker.lineLabel != nil ? .lineCode : .line
      findings.report(marker.subject, origin: marker.origin, place: marker.position) { finding in
        finding.evidence = Evidence(field: field, value: marker.lineLabel ?? "")
        guard let label = marker.lineLabel else {
          finding.message = "blank"
          return
        }
        if let nearest = NearestName.of(label, among: names) {
          finding.message = "nearest"
          finding.arguments["nearest"] = .text(nearest)
        }
      }
    }
  }
}
