import Registry

/// Marker numbers that are not written as those of their line are.
enum MalformedNumber: Rule {
  static let descriptor = RuleDescriptor(
    code: "M101", name: "malformed-number",
    title: LocalizedText(zh: "界桩编号格式不符", en: "malformed marker number"),
    severity: .warning, certainty: .definite, needs: [.boundaryMarker],
    finds: LocalizedText(
      zh: "与本界线编号规则不符的界桩编号。编号规则取界线表“编号规则”一栏（规则名称，或 LLLLSSST 这样的样式：L 界线编号的一位，S 序号的一位，T 类型码）；"
        + "没有填写的，取本界线多数界桩符合的规则。没有类型码的编号不算错；三交点编号可以出现在任何界线上。"
        + "界线编号与本线多数界桩不同的，列为疑似。",
      en:
        "Numbers that do not follow the pattern of their line: the one its number_pattern names (a profile, or a template such "
        + "as LLLLSSST: L a digit of the line's code, S of the serial, T the type letter), else the profile that most of its "
        + "markers follow. A missing type letter is no fault; a tripoint's number may stand on any line. A line "
        + "code that differs from that of most markers of the line is suspect."),
    why: LocalizedText(
      zh: "编号写法不一，界桩就对不上登记表、成果表和走向说明；多数是录入错误，如字母 O 代替数字 0。",
      en:
        "A number written otherwise does not match registration form, results table and course text; most are typing errors."
    ),
    basis: LocalizedText(
      zh: "GB/T 17796-2009《行政区域界线测绘规范》界桩编号：界线编号、三位序号和类型码；县级、乡级界线的具体写法由各地规定",
      en: "GB/T 17796-2009, numbering of boundary markers; provinces set the details for county and township lines"),
    next: LocalizedText(
      zh: "对照界桩登记表改正编号；本界线确有另外的编号规则的，在界线表“编号规则”一栏写明。",
      en: "Correct the number after the registration form, or state the line's own pattern in number_pattern."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "编号“{value}”不符合本界线的编号规则：{pattern}，如 {example}",
        en: "number “{value}” does not follow the pattern of its line: {pattern}, such as {example}"),
      "unknown": LocalizedText(
        zh: "编号“{value}”不符合任何一种已知的编号规则", en: "number “{value}” follows no known pattern"),
      "code": LocalizedText(
        zh: "编号“{value}”的界线编号 {code} 与本界线其他 {count} 颗界桩的 {usual} 不一致",
        en: "number “{value}” has the line code {code}, {count} other markers of the line have {usual}"),
      "line": LocalizedText(
        zh: "{count} 个界桩编号（如“{value}”）都不符合已知的编号规则，请在界线表“编号规则”一栏写明本界线的规则",
        en: "all {count} numbers (such as “{value}”) follow no known pattern: state the line's own in number_pattern"),
      "unreadable": LocalizedText(
        zh: "编号规则“{value}”不是规则名称，也不是 LLLLSSST 这样的样式，按多数界桩的写法检查",
        en:
          "number pattern “{value}” is neither a profile nor a template such as LLLLSSST; the form of most markers is used"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "字母 O 代替 0、类型码 Z；没有类型码不算错", en: "letter O for 0, type letter Z; a missing letter is no fault",
      """
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002  | 500 0
                      | 铜合线 | 51170O3Q | 900 0   <- W
                      | 铜合线 | 5117004Z | 1500 0  <- W
                      | 铜合线 | 511751I  | 2000 0
      """),
    RuleExample(
      zh: "界线写明编号规则", en: "the line states its pattern",
      """
      boundary_line   | name   | number_pattern | geom
                      | 铜合线 | 5117SSST       | 0 0, 3000 0
                      | 铜大线 | short          | 0 900, 3000 900
                      | 铜永线 | 见协议书       | 0 1800, 3000 1800  <- I
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5111002Q | 500 0   <-
                      | 铜大线 | 1号      | 0 900
                      | 铜大线 | 5111002Q | 500 900 <-
                      | 铜永线 | 5118001Q | 0 1800
      """),
    RuleExample(
      zh: "一颗是别的界线的编号", en: "one has the code of another line",
      """
      boundary_marker | line   | number   | geom
                      | 铜合线 | 1751001Q | 0 0
                      | 铜合线 | 1751002Q | 500 0
                      | 铜合线 | 5051001Q | 900 0   <- W s
      """),
    RuleExample(
      zh: "整条界线都是别的写法：一条", en: "a line numbered in another form throughout: one finding",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 3000 0  <-
      boundary_marker | line   | number | geom
                      | 铜合线 | TH-1   | 0 0
                      | 铜合线 | TH-2   | 500 0
                      | 铜合线 | TH-3   | 900 0
                      | 铜合线 | TH-4   | 1500 0
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    reportUnreadablePatterns(area, into: &findings)
    let numbered = area.markers.filter { $0.number != nil }
    for markers in Dictionary(grouping: numbered, by: { area.lineKey(of: $0) }).values {
      let line = markers[0].line.map { area.lines[$0] }
      let pattern = line?.numberPattern ?? mostCommonProfile(markers)
      guard let pattern else {
        reportUnknown(markers, line, into: &findings)
        continue
      }
      for marker in markers where !accepts(marker, pattern) {
        report(marker, into: &findings) { finding in
          finding.arguments["pattern"] = .localized(pattern.title)
          finding.arguments["example"] = .text(pattern.example)
        }
      }
      reportForeignCodes(markers.filter { accepts($0, pattern) }, into: &findings)
    }
  }

  /// Numbers with another line code than the one that most numbers of the line have.
  private static func reportForeignCodes(_ markers: [BoundaryMarker], into findings: inout FindingSink) {
    let coded = markers.filter { marker in
      marker.parsedNumber.map { $0.serial != nil && $0.letter != "I" && !$0.prefix.isEmpty } ?? false
    }
    let byCode = Dictionary(grouping: coded) { $0.parsedNumber?.prefix ?? "" }
    guard let usual = byCode.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }),
      usual.value.count >= 2, 2 * usual.value.count > coded.count
    else { return }
    for marker in coded where marker.parsedNumber?.prefix != usual.key {
      report(marker, into: &findings) { finding in
        (finding.message, finding.certainty) = ("code", .suspect)
        finding.arguments["code"] = .text(marker.parsedNumber?.prefix ?? "")
        finding.arguments["usual"] = .text(usual.key)
        finding.arguments["count"] = .count(usual.value.count)
      }
    }
  }

  private static func accepts(_ marker: BoundaryMarker, _ pattern: MarkerNumberProfile) -> Bool {
    guard let number = marker.number else { return true }
    return pattern.accepts(number) || MarkerNumberProfile.tripoint?.accepts(number) ?? false
  }

  /// The first of the table that the most markers follow; `nil` where none follows any.
  private static func mostCommonProfile(_ markers: [BoundaryMarker]) -> MarkerNumberProfile? {
    let counts = MarkerNumberProfile.all.map { profile in markers.count { profile.accepts($0.number ?? "") } }
    guard let most = counts.max(), most > 0 else { return nil }
    return counts.firstIndex(of: most).map { MarkerNumberProfile.all[$0] }
  }

  /// More than three numbers of one unknown form are a form, not faults.
  private static func reportUnknown(
    _ markers: [BoundaryMarker], _ line: BoundaryLine?, into findings: inout FindingSink
  ) {
    guard markers.count > 3 else {
      for marker in markers { report(marker, into: &findings) { $0.message = "unknown" } }
      return
    }
    let label = markers[0].lineLabel ?? ""
    findings.report(
      line?.subject ?? Subject(kind: .boundaryLine, key: label, name: label),
      origin: line?.origin ?? markers[0].origin, place: markers[0].position
    ) { finding in
      finding.message = "line"
      finding.evidence = Evidence(field: .number, value: markers[0].number ?? "")
      finding.arguments["count"] = .count(markers.count)
    }
  }

  private static func reportUnreadablePatterns(_ area: Area, into findings: inout FindingSink) {
    let table = area.dataset[.boundaryLine]
    for line in area.lines where line.numberPattern == nil && table.text(.numberPattern, line.row) != nil {
      findings.report(table, row: line.row, field: .numberPattern) { finding in
        finding.message = "unreadable"
        finding.severity = .info
      }
    }
  }

  private static func report(
    _ marker: BoundaryMarker, into findings: inout FindingSink, _ describe: (inout Finding) -> Void
  ) {
    findings.report(marker.subject, origin: marker.origin, place: marker.position) { finding in
      finding.evidence = Evidence(field: .number, value: marker.number ?? "")
      describe(&finding)
    }
  }
}
