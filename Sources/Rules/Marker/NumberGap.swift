import Geometry
import Registry

/// Serials that are missing in the sequence of a line.
enum NumberGap: Rule {
  static let descriptor = RuleDescriptor(
    code: "M104", name: "number-gap",
    title: LocalizedText(zh: "界桩编号不连续", en: "gap in marker numbers"),
    severity: .warning, certainty: .definite, needs: [.boundaryMarker],
    finds: LocalizedText(
      zh: "一条界线的界桩序号从 001 到最大号之间缺少的号码；连续缺号合为一条。缺 500 个以上的只给出一条，不逐一列出。",
      en:
        "Serials missing between 001 and the highest of a line; a run of missing numbers is one finding. A line that lacks "
        + "500 or more gives one finding with their count."),
    why: LocalizedText(
      zh: "缺号可能是漏录，也可能是界桩已经注销或移走，联检前应当清楚。",
      en: "A missing number may be a row left out, or a marker removed; that should be known before the inspection."),
    basis: LocalizedText(
      zh: "GB/T 17796-2009《行政区域界线测绘规范》：序号沿界线自 001 起顺序编列",
      en: "GB/T 17796-2009: serials run along the line from 001"),
    next: LocalizedText(
      zh: "查界桩成果表和历次联检报告，补录缺少的界桩或注明注销。",
      en: "Look up the results table and earlier reports; add the marker or note its removal."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(zh: "缺少界桩 {numbers}", en: "missing markers {numbers}"),
      "many": LocalizedText(
        zh: "界桩最大编号为 {last}，缺少 {count} 个号码，未逐一列出：多半是编号录错，或混入了另一种编号",
        en:
          "numbers run to {last} with {count} missing, which are not listed: most likely a wrong number or another form"
      ),
    ])

  static let examples = [
    RuleExample(
      zh: "缺 002，又缺 004 和 005", en: "002 is missing, then 004 and 005",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 3000 0   <- 1 <- 2
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117003A | 900 30
                      | 铜合线 | 5117003B | 900 -30
                      | 铜合线 | 5117006Q | 1900 0
      """),
    RuleExample(
      zh: "只有 000 号的界线没有缺号", en: "a line whose only serial is 000 has no gap",
      """
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117000Q | 0 0
      """),
    RuleExample(
      zh: "界线名称的两种写法是同一条界线", en: "one line written in two ways",
      """
      boundary_marker | line        | number   | geom
                      | 铜梁/合川线 | 5117001Q | 0 0      <- 1
                      | 铜梁/大足线 | 5111001Q | 0 0
                      | 合川/铜梁线 | 5117003Q | 900 0
      """),
    RuleExample(
      zh: "缺 500 个以上：一条", en: "500 and more are missing: one finding",
      """
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0     <- 898
                      | 铜合线 | 5117900Q | 900 0
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let serial = area.markers.filter { $0.parsedNumber?.serial != nil && $0.lineLabel != nil }
    let misspelt = Dictionary(
      grouping: area.markers.filter { $0.parsedNumber == nil && $0.lineLabel != nil }, by: { area.lineKey(of: $0) })
    for markers in Dictionary(grouping: serial, by: { area.lineKey(of: $0) }).values {
      // A number with a wrong letter is found by M101, and not missing.
      let others = (misspelt[area.lineKey(of: markers[0])] ?? []).compactMap { marker in
        marker.number.flatMap { MarkerNumber(String($0.dropLast()))?.serial }
      }
      let present = Set((markers.compactMap { $0.parsedNumber?.serial } + others).filter { $0 >= 1 })
      guard let last = present.max() else { continue }
      let model = mostCommonPrefix(markers)
      let write = { (serial: Int) in model?.writing(serial: serial) ?? String(serial) }
      let missing = last - present.count
      guard missing < maximumMissing else {
        report(markers, place: markers.first?.position, area, into: &findings) { finding in
          finding.message = "many"
          finding.evidence = Evidence(field: .number, value: write(last))
          finding.measure = Measure(Double(missing), .count)
          finding.arguments["count"] = .count(missing)
          finding.arguments["last"] = .text(write(last))
        }
        continue
      }
      for run in runs(of: (1...last).filter { !present.contains($0) }) {
        let numbers = run.map(write)
        report(markers, place: place(of: run, markers), area, into: &findings) { finding in
          finding.evidence = Evidence(field: .number, value: numbers.joined(separator: "|"))
          finding.measure = Measure(Double(run.count), .count)
          finding.arguments["numbers"] = .list(numbers)
        }
      }
    }
  }

  /// Reports on the line of some markers; where it is not loaded, on the first marker under the name that sorts first.
  private static func report(
    _ markers: [BoundaryMarker], place: Position?, _ area: Area, into findings: inout FindingSink,
    _ describe: (inout Finding) -> Void
  ) {
    let line = markers.first?.line.map { area.lines[$0] }
    let label = markers.compactMap(\.lineLabel).min()
    findings.report(
      Subject(kind: .boundaryLine, key: line?.subject.key ?? label ?? "", name: line?.name ?? label),
      origin: line?.origin ?? markers.first?.origin, place: place, describe)
  }

  /// A serial like 900 among a dozen markers is a number of another form, not 888 markers lost.
  private static let maximumMissing = 500

  /// The number whose prefix most markers of the line have.
  private static func mostCommonPrefix(_ markers: [BoundaryMarker]) -> MarkerNumber? {
    let byPrefix = Dictionary(grouping: markers.compactMap(\.parsedNumber), by: \.prefix)
    return byPrefix.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.value.first
  }

  private static func runs(of numbers: [Int]) -> [[Int]] {
    numbers.reduce(into: []) { runs, number in
      if let last = runs.last?.last, last + 1 == number {
        runs[runs.count - 1].append(number)
      } else {
        runs.append([number])
      }
    }
  }

  /// The marker before the gap, or the one after it.
  private static func place(of run: [Int], _ markers: [BoundaryMarker]) -> Position? {
    let before = markers.last { $0.parsedNumber?.serial == (run.first ?? 0) - 1 }
    let after = markers.first { $0.parsedNumber?.serial == (run.last ?? 0) + 1 }
    return before?.position ?? after?.position
  }
}
