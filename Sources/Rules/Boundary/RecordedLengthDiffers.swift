import Analysis
import Geodesy
import Registry

/// Lines whose recorded length is not that of their geometry.
enum RecordedLengthDiffers: Rule {
  static let descriptor = RuleDescriptor(
    code: "B203", name: "recorded-length-differs",
    title: LocalizedText(zh: "登记的界线长度不符", en: "recorded length differs"),
    severity: .warning, certainty: .definite, needs: [.boundaryLine], needsContext: [.datum],
    finds: LocalizedText(
      zh: "登记的界线长度（千米）与图形的椭球面长度相差超过 1%：警告；超过 0.1% 且超过 50 米：提示。相差 1000 倍的，"
        + "指明是单位错误。一条界线存成几行时，按各行合计比较。",
      en:
        "The recorded length (km) differs from the ellipsoidal length of the geometry by more than 1 %: warning; by more than "
        + "0.1 % and 50 m: information. A factor of 1000 is named as a unit error. A line on several rows is summed up."
    ),
    why: LocalizedText(
      zh: "长度不符说明登记表与图形不是同一条线：缺了一段、多了一段、单位错，或用平面长度代替了实地长度。",
      en:
        "Register and geometry are different lines then: a part is missing, the unit is wrong, or it is a plane length."
    ),
    basis: LocalizedText(
      zh: "界线登记项“界线长度”（单位千米）；比较用 CGCS2000 椭球面长度", en: "field 界线长度 (km) of the line register; CGCS2000 ellipsoid"),
    next: LocalizedText(
      zh: "核对协议书中的长度；单位错的改为千米，缺段的补齐图形。",
      en: "Compare with the agreement; correct the unit, or complete the geometry."),
    settings: [
      RuleSetting(
        "warning", .number(1), unit: "%", meaning: LocalizedText(zh: "超过时为警告", en: "a warning above this")),
      RuleSetting(
        "information", .number(0.1), unit: "%",
        meaning: LocalizedText(zh: "超过且差值大于 50 米时为提示", en: "information above this and 50 m")),
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "登记长度 {value} 千米，图形长 {actual}，相差 {measure}",
        en: "recorded as {value} km, the geometry is {actual} long: {measure} apart"),
      "unit": LocalizedText(
        zh: "登记长度 {value}，图形长 {actual}：相差 1000 倍，应是单位错误（{unit}），按千米应为 {right}",
        en:
          "recorded as {value}, the geometry is {actual} long: off by a factor of 1000, a unit error ({unit}); in km {right}"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "相差 10%、0.5%、单位错、相符", en: "10 % off, 0.5 % off, a unit error, right",
      """
      boundary_line | name   | length_km | geom
                    | 铜合线 | 22        | 0 0, 20000 0        <- W 10
                    | 铜潼线 | 20.1      | 0 5000, 20000 5000  <- I 0.5
                    | 铜永线 | 20000     | 0 9000, 20000 9000  <- W
                    | 铜大线 | 20.001    | 0 7000, 20000 7000
      """),
    RuleExample(
      zh: "一条界线存成两行，每行登记全长或各自长度", en: "a line on two rows, with the whole length or each its own",
      """
      boundary_line | name   | length_km | geom
                    | 铜合线 | 20        | 0 0, 15000 0
                    | 铜合线 | 20        | 15000 0, 20000 0
                    | 铜潼线 | 15        | 0 5000, 15000 5000
                    | 铜潼线 | 5         | 15000 5000, 20000 5000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let table = area.dataset[.boundaryLine]
    for line in area.partingLines() {
      let rows = line.line.lines.map { area.lines[$0].row }
      let recorded = rows.compactMap { row -> (row: Int, km: Double)? in
        guard let km = table.text(.lengthKm, row).flatMap({ parseDecimal($0) }), km > 0 else { return nil }
        return (row, km)
      }
      guard let first = recorded.first, recorded.count == rows.count else { continue }
      let actual = line.line.path.lengthMetres / 1000
      // Rows of one line hold the whole length, or each its own.
      let candidates = [first.km, recorded.reduce(0) { $0 + $1.km }]
      guard actual > 0, let km = candidates.min(by: { abs($0 - actual) < abs($1 - actual) }) else { continue }
      report(table, first.row, km, actual, settings, &findings)
    }
  }

  private static func report(
    _ table: RecordTable, _ row: Int, _ km: Double, _ actual: Double, _ settings: RuleSettings,
    _ findings: inout FindingSink
  ) {
    let percent = abs(km - actual) / actual * 100
    let isWarning = percent > settings.number("warning") ?? 1
    let isNoted = percent > settings.number("information") ?? 0.1 && abs(km - actual) > 0.05
    guard isWarning || isNoted else { return }
    let factor = [1000, 0.001].first { abs(km / $0 - actual) / actual < 0.05 }
    findings.report(table, row: row, field: .lengthKm) { finding in
      finding.severity = isWarning ? .warning : .info
      finding.arguments["actual"] = .metres(actual * 1000)
      finding.measure = Measure(percent, .percent)
      finding.measures = [("recorded", Measure(km * 1000, .metres)), ("actual", Measure(actual * 1000, .metres))]
      guard let factor else { return }
      finding.message = "unit"
      finding.arguments["right"] = .number((actual * 1000).rounded() / 1000)
      finding.arguments["unit"] = .localized(
        factor > 1
          ? LocalizedText(zh: "填的是米", en: "metres were entered")
          : LocalizedText(zh: "填的是千分之一", en: "a thousandth was entered"))
    }
  }
}
