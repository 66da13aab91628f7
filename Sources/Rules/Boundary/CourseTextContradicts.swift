import Analysis
import Registry

/// Course texts that say something else than the geometry of their line.
enum CourseTextContradicts: Rule {
  static let descriptor = RuleDescriptor(
    code: "B207", name: "course-text-contradicts",
    title: LocalizedText(zh: "走向说明与界线不符", en: "course text contradicts the line"),
    severity: .warning, certainty: .definite, needs: [.boundaryLine], needsContext: [.datum],
    finds: LocalizedText(
      zh: "走向说明逐段与界线几何图形对照：方向（真北十六方位）与该段平均方位角、起始 50 米方位角都相差一个方位以上的；所提界桩不在本界线上或前后颠倒的；"
        + "界桩之间的长度、全长相差超过 10% 且 50 米的。方向相差两个方位以上、长度相差超过 30% 的为确定，其余为疑似。转折点位置按文中长度推算的，一律为疑似。",
      en:
        "The text is compared with the geometry leg by leg: a direction (16 winds, true north) more than one wind off both "
        + "the mean azimuth and that of the first 50 m; markers that the line does not have, or out of order; a length that "
        + "differs by more than 10 % and 50 m. Certain are directions more than two winds off and lengths more than 30 % off; "
        + "turns that are only placed by the lengths in the text are always suspect."),
    why: LocalizedText(
      zh: "走向说明与协议书附图同为界线的依据；两者不符，多半是数字化时画错，或文字有笔误，应由双方确认。",
      en:
        "Text and map fix the line together; where they differ, a digitising or writing error is likely, for both sides to confirm."
    ),
    basis: LocalizedText(
      zh: "《行政区域界线管理条例》（国务院令第353号）第五条；走向说明按真北十六方位、每方位 22.5° 叙述",
      en:
        "Regulations on Administrative Boundary Lines (State Council Order 353), art. 5; 16 winds of 22.5° from true north"
    ),
    next: LocalizedText(
      zh: "对照协议书附图逐段核对；图形画错的改图形，文字有误的商毗邻方确认，不得自行改动协议。",
      en:
        "Compare with the agreement's map; correct the geometry, or agree on the text with the neighbour. The agreement stays."
    ),
    settings: [
      RuleSetting(
        "direction", .number(22.5), unit: "deg",
        meaning: LocalizedText(zh: "方向超出所述方位多少度才列出", en: "degrees outside the stated sector that are reported")),
      RuleSetting(
        "length", .number(10), unit: "percent",
        meaning: LocalizedText(zh: "长度相差百分之几才列出", en: "percent of difference in length that are reported")),
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{part}”：该段平均方位角 {mean}（{meanWind}），起始 50 米 {first}（{firstWind}）",
        en: "“{part}”: the stretch has a mean azimuth of {mean} ({meanWind}), its first 50 m {first} ({firstWind})"),
      "length": LocalizedText(
        zh: "“{part}”：该段界线长 {true}，相差 {percent}", en: "“{part}”: the stretch is {true} long, {percent} off"),
      "total": LocalizedText(
        zh: "全长“{part}”：界线长 {true}，相差 {percent}", en: "total “{part}”: the line is {true} long, {percent} off"),
      "unit": LocalizedText(
        zh: "“{part}”：界线长 {true}，相差约 1000 倍，单位可能写错", en: "“{part}”: {true} long; a factor of 1000: wrong unit?"),
      "unread": LocalizedText(
        zh: "走向说明中没有读出界桩、方向或长度，没有与图形对照",
        en: "no marker, direction or length could be read in the course text; nothing was compared"),
      "nothing": LocalizedText(zh: "“{part}”：该段界线长 {true}", en: "“{part}”: the stretch is {true} long"),
      "unknown": LocalizedText(
        zh: "走向说明中的界桩“{part}”不在本界线的界桩中", en: "marker “{part}” of the text is not among those of the line"),
      "order": LocalizedText(
        zh: "界桩“{part}”距界线起点 {chainage}，与走向说明的先后次序不符",
        en: "marker “{part}” lies {chainage} from the start of the line, out of the order of the text"),
    ])

  static let examples = [
    RuleExample(
      zh: "方向写反；长度写错", en: "a direction the wrong way; a wrong length",
      """
      boundary_line   | name   | course | geom
                      | 铜合线 | 从5117001Q号界桩起，界线向东约1000米至5117002Q号界桩；转«南»约800米，至5117003Q号界桩。 | 0 0, 1000 0, 1000 800  <- W
                      | 铜大线 | 从5111001Q号界桩起，向北沿山脊约«3.0千米»至5111002Q号界桩。 | 5000 0, 5000 2000  <- W 1000
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002Q | 1000 0
                      | 铜合线 | 5117003Q | 1000 800
                      | 铜大线 | 5111001Q | 5000 0
                      | 铜大线 | 5111002Q | 5000 2000
      """),
    RuleExample(
      zh: "相邻方位、逆着图形方向叙述、高程都不算错", en: "a neighbouring wind, a text against the geometry and a height are no faults",
      """
      boundary_line   | name   | course | geom
                      | 铜合线 | 从5117002Q号界桩起，边界线向西偏西南，经625 m高地，沿河道中心线下行，至5117001Q号界桩止。全长约1千米。 | 0 0, 1000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002Q | 1000 0
      """),
    RuleExample(
      zh: "界桩次序颠倒；界桩不在本线", en: "markers out of order; a marker of no line",
      """
      boundary_line   | name   | course | geom
                      | 铜合线 | 从1号界桩起，至«3»号界桩，至2号界桩，至4号界桩，经«9»号界桩。 | 0 0, 3000 0  <- W <- W
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002Q | 1000 0
                      | 铜合线 | 5117003Q | 2000 0
                      | 铜合线 | 5117004Q | 3000 0
      """),
    RuleExample(
      zh: "距起点多少米处不是起点；界线自有的编号规则", en: "a distance from the start is not the start; a line's own number pattern",
      """
      boundary_line   | name   | number_pattern | course | geom
                      | 铜合线 |      | 从5117001Q号界桩起，向东约1000米，经距起点500米处的小桥，至5117002Q号界桩。 | 0 0, 1000 0
                      | 铜大线 | LLSS | 从1101号界桩起，向«西»约3000米至1102号界桩。 | 0 5000, 3000 5000  <- W
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002Q | 1000 0
                      | 铜大线 | 1101     | 0 5000
                      | 铜大线 | 1102     | 3000 5000
      """),
    RuleExample(
      zh: "没有界桩的界线：方向为疑似，全长为确定", en: "a line without markers: a direction is suspect, the total length certain",
      """
      boundary_line | name   | course | geom
                    | 铜合线 | 界线自起点向«北»行，至终点。 | 0 0, 3000 0  <- W s
                    | 铜大线 | 全长约«3米»。 | 0 900, 3000 900  <- W 2997
                    | 铜永线 | 详见协议书附图 | 0 1800, 3000 1800  <- I
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let table = area.dataset[.boundaryLine]
    guard table[.course] != nil else { return }
    var tolerances = CourseComparison.Tolerances()
    tolerances.directionDegrees = settings.number("direction") ?? tolerances.directionDegrees
    tolerances.certainDirectionDegrees = max(tolerances.certainDirectionDegrees, tolerances.directionDegrees)
    tolerances.lengthShare = settings.number("length").map { $0 / 100 } ?? tolerances.lengthShare
    tolerances.certainLengthShare = max(tolerances.certainLengthShare, tolerances.lengthShare)
    let numbers = Set(area.markers.compactMap(\.number))
    for marked in try area.referencedLines() where marked.isContinuous {
      let line = area.lines[marked.line]
      guard let text = table.text(.course, line.row), let path = marked.path else { continue }
      // Spans count from the start of the cell, blanks included.
      let cell = table[.course]?[line.row] ?? text
      let course = CourseText(parsing: cell)
      if course.items.isEmpty, course.total == nil {
        findings.report(table, row: line.row, field: .course) { finding in
          (finding.message, finding.severity) = ("unread", .info)
        }
      }
      let comparison = CourseComparison(
        course, with: path, stations: MarkerStation.all(of: marked, markers: area.markers),
        numberPattern: line.numberPattern, tolerances: tolerances, otherNumbers: numbers)
      for contradiction in comparison.contradictions {
        findings.report(line.subject, origin: line.origin, place: contradiction.place) { finding in
          finding.certainty = contradiction.isCertain ? .definite : .suspect
          finding.evidence = Evidence(field: .course, value: cell, span: contradiction.span)
          finding.arguments["part"] = .text(part(contradiction.span, of: cell))
          describe(contradiction.difference, in: &finding, tolerances)
        }
      }
    }
  }

  private static func describe(
    _ difference: CourseComparison.Difference, in finding: inout Finding, _ tolerances: CourseComparison.Tolerances
  ) {
    switch difference {
    case .direction(_, let mean, let first, let deviation):
      finding.measure = Measure(deviation, .degrees, limit: tolerances.directionDegrees)
      for (name, azimuth) in [("mean", mean), ("first", first)] {
        let wind = Wind(azimuth: azimuth)
        finding.arguments[name] = .text("\(Int(azimuth.rounded()) % 360)°")
        finding.arguments[name + "Wind"] = .localized(LocalizedText(zh: wind?.word ?? "", en: wind?.english ?? ""))
      }
    case .length(let stated, let length, let isTotal):
      let isUnit = [0.001, 1000].contains { abs(stated / max(length, 0.001) / $0 - 1) < 0.1 }
      // A percentage of next to nothing is no help.
      finding.message = isUnit ? "unit" : length < 1 ? "nothing" : isTotal ? "total" : "length"
      let limit = max(tolerances.lengthMetres, tolerances.lengthShare * length).rounded()
      finding.measure = Measure(abs(stated - length), .metres, limit: limit)
      finding.arguments["true"] = .metres((length * 10).rounded() / 10)
      finding.arguments["percent"] = .percent(100 * abs(stated - length) / max(length, 0.001))
    case .unknownMarker: finding.message = "unknown"
    case .order(_, let chainage):
      finding.message = "order"
      finding.arguments["chainage"] = .metres(chainage)
    }
  }

  private static func part(_ span: Range<Int>, of text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard span.upperBound <= scalars.count else { return "" }
    return String(String.UnicodeScalarView(scalars[span]))
  }
}
