import Analysis
import Geometry
import Registry

/// Lines that cross themselves, turn back, repeat vertices or have gaps.
enum LineGeometryFault: Rule {
  static let descriptor = RuleDescriptor(
    code: "B204", name: "line-geometry-fault",
    title: LocalizedText(zh: "界线图形有误", en: "faulty line geometry"),
    severity: .error, certainty: .definite, needs: [.boundaryLine], needsContext: [.datum],
    finds: LocalizedText(
      zh: "界线自相交、自相接触、与自身重叠、尖刺（原路折返）、重复的点，以及各部分之间没有接上。相距 5 厘米以内算接触。逐处列出位置。",
      en:
        "A line that crosses, touches or overlaps itself, a spike (out and back), a doubled vertex, a gap between its parts; "
        + "each with its place. Within 5 cm it touches."),
    why: LocalizedText(
      zh: "有这些错误的线，里程和长度不可靠，界桩归位、走向说明和联检里程都会错。",
      en: "Chainage and length of such a line are unreliable, and with them markers, course text and inspection."),
    basis: InvalidGeometry.descriptor.basis,
    next: LocalizedText(
      zh: "在制图软件中放大到该位置，对照协议书附图修改后重新导入。",
      en: "Zoom to the place, mend the line after the agreement's map and import it again."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(zh: "界线图形有误：{fault}", en: "faulty line: {fault}"),
      "gap": LocalizedText(zh: "界线的两部分之间相隔 {measure}，没有接上", en: "two parts of the line are {measure} apart"),
    ])

  static let examples = [
    RuleExample(
      zh: "自相交", en: "the line crosses itself",
      """
      boundary_line | name   | geom
                    | 铜合线 | 0 0, 1000 0, 1000 500, 500 500, 500 -500   <- E
      """),
    RuleExample(
      zh: "尖刺和重复的点", en: "a spike and a doubled vertex",
      """
      boundary_line | name   | geom
                    | 铜合线 | 0 0, 500 0, 500 100, 500 0, 1000 0   <-
                    | 铜潼线 | 0 900, 500 900, 500 900, 1000 900   <-
      """),
    RuleExample(
      zh: "两部分相隔 12 米", en: "two parts 12 m apart",
      """
      boundary_line | name   | geom
                    | 铜合线 | 0 0, 500 0; 512 0, 1000 0   <- E 12
      """),
    RuleExample(
      zh: "首尾相接的两部分、闭合的界线没有错误", en: "parts that continue each other, and a closed line, are in order",
      """
      boundary_line | name   | geom
                    | 铜合线 | 0 0, 500 0; 1000 0, 500 0
                    | 飞地线 | 0 900, 500 900, 500 1400, 0 900
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let geometry = area.dataset[.boundaryLine].geometry
    for line in area.partingLines() {
      let subject = area.lines[line.first]
      let rows = line.line.lines.map { area.lines[$0].row }
      for fault in geometry.lineFaults(ofRows: rows, tolerance: tolerance) {
        findings.report(subject.subject, origin: subject.origin, place: fault.place) {
          $0.arguments["fault"] = .localized(text(of: fault.kind))
        }
      }
      guard !line.line.isContinuous else { continue }
      for gap in PartGaps.gaps(geometry, rows: rows) {
        findings.report(subject.subject, origin: subject.origin, place: gap.place) { finding in
          finding.message = "gap"
          finding.measure = Measure(gap.metres, .metres)
        }
      }
    }
  }

  /// 5 cm in degrees of latitude. An edge of two kilometres that is straight in the plane of the survey lies that far off one
  /// that is straight in degrees; of shorter ones the square of the length.
  private static let tolerance = 0.05 / 111_320

  private static func text(of kind: LineFault.Kind) -> LocalizedText {
    switch kind {
    case .selfCrossing: LocalizedText(zh: "自相交", en: "it crosses itself")
    case .selfTouch: LocalizedText(zh: "自相接触", en: "it touches itself")
    case .overlap: LocalizedText(zh: "与自身重叠", en: "it overlaps itself")
    case .spike: LocalizedText(zh: "尖刺（原路折返）", en: "a spike: out and back on the same way")
    case .repeatedVertex: LocalizedText(zh: "重复的点", en: "a doubled vertex")
    }
  }
}
