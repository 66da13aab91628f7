import Registry

/// Lines whose recorded numbers of markers fit neither the markers nor their numbers.
enum CountDiffers: Rule {
  static let descriptor = RuleDescriptor(
    code: "M113", name: "count-differs",
    title: LocalizedText(zh: "界桩数量不符", en: "marker count differs"),
    severity: .warning, certainty: .definite, needs: [.boundaryLine, .boundaryMarker],
    finds: LocalizedText(
      zh: "界线表的界桩颗数、单立、双立、三立桩颗数与界桩表不符。颗数有按桩体计的，也有按编号（同号两颗、三颗算一个）计的，三交点有计的也有不计的，"
        + "与哪一种都不符的才列出。没有类型码也没有登记类型的界线，只检查界桩颗数。",
      en:
        "The line table's counts (all, single, double, triple) against the markers. Bureaus count markers or numbers, with "
        + "or without tripoints; only what fits no way of counting is reported. Where neither letters nor types are recorded, "
        + "only the total is tested."),
    why: LocalizedText(
      zh: "数量不符说明有漏录、重复，或有新设、注销的界桩没有登记。",
      en: "A difference means markers left out, recorded twice, or set and removed without a record."),
    basis: LocalizedText(
      zh: "界桩成果表和界线表的界桩颗数（计数口径没有统一规定）",
      en: "marker counts of line and results tables (the way of counting is not laid down)"),
    next: LocalizedText(
      zh: "对照界桩成果表清点，补录或更正；计数口径与上述不同的，在说明中写明。",
      en: "Count after the results table, add or correct; note another way of counting."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{field}登记为 {recorded}，界桩表中有 {markers} 颗（{numbers} 个编号）",
        en: "{field} says {recorded}; the marker table has {markers} markers ({numbers} numbers)"),
      "sum": LocalizedText(
        zh: "界桩颗数 {recorded} 不等于单立 {single}、双立 {double}、三立 {triple} 之和",
        en: "the count {recorded} is not the sum of single {single}, double {double} and triple {triple}"),
    ])

  static let examples = [
    RuleExample(
      zh: "5 颗、4 个编号：登记 5 或 4 都可以，6 不符", en: "five markers with four numbers: 5 and 4 are right, 6 is not",
      """
      boundary_line   | name   | marker_count | double_count | geom
                      | 铜合线 | 6            | 2            | 0 0, 3000 0      <- W 6
                      | 铜大线 | 4            | 1            | 0 900, 3000 900
                      | 铜永线 | 2            |              | 0 1800, 3000 1800  <- 2
                      | 铜璧线 | 0            |              | 0 2700, 3000 2700
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002A | 900 30
                      | 铜合线 | 5117002B | 900 -30
                      | 铜合线 | 5117003Q | 1500 0
                      | 铜合线 | 5117004Q | 1900 0
                      | 铜大线 | 5111001Q | 0 900
                      | 铜大线 | 5111002A | 900 930
                      | 铜大线 | 5111002B | 900 870
                      | 铜大线 | 5111003Q | 1500 900
                      | 铜大线 | 5111004Q | 1900 900
      """),
    RuleExample(
      zh: "各项之和不符", en: "the parts do not add up",
      """
      boundary_line   | name   | marker_count | single_count | double_count | triple_count | geom
                      | 铜合线 | 1            | 1            | 0            | 3            | 0 0, 3000 0      <- W
      boundary_marker | line   | number  | geom
                      | 铜合线 | 5117001 | 0 0
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.boundaryLine]
    let byLine = Dictionary(grouping: area.markers.filter { $0.line != nil }, by: { area.lineKey(of: $0) })
    for line in area.lines {
      let tally = Tally(byLine[line.subject.key] ?? [], area.dataset[.boundaryMarker])
      var isReported = false
      for (field, group) in Tally.fields {
        guard let recorded = count(table, field, line.row), let counted = tally.counts(of: group),
          !counted.possible.contains(recorded)
        else { continue }
        isReported = true
        findings.report(table, row: line.row, field: field) { finding in
          finding.measure = Measure(Double(recorded), .count)
          finding.arguments["recorded"] = .count(recorded)
          finding.arguments["markers"] = .count(counted.markers)
          finding.arguments["numbers"] = .count(counted.numbers)
        }
      }
      // A wrong count is the cause of a wrong sum.
      if !isReported { checkSum(table, line, into: &findings) }
    }
  }

  private static func count(_ table: RecordTable, _ field: FieldKey, _ row: Int) -> Int? {
    table.number(field, row).flatMap { Int(exactly: $0) }
  }

  private static func checkSum(_ table: RecordTable, _ line: BoundaryLine, into findings: inout FindingSink) {
    let counts = [FieldKey.markerCount, .singleCount, .doubleCount, .tripleCount].map { count(table, $0, line.row) }
    guard let all = counts[0], let single = counts[1], let double = counts[2], let triple = counts[3],
      [single, double, triple].allSatisfy({ (0...100_000).contains($0) }),
      ![single + double + triple, single + 2 * double + 3 * triple, single + double / 2 + triple / 3].contains(all)
    else { return }
    findings.report(table, row: line.row, field: .markerCount) { finding in
      finding.message = "sum"
      finding.arguments["recorded"] = .count(all)
      finding.arguments["single"] = .count(single)
      finding.arguments["double"] = .count(double)
      finding.arguments["triple"] = .count(triple)
    }
  }
}

/// The markers of one line, counted in the ways that are met.
private struct Tally {
  enum Group: Hashable {
    case all
    case single
    case double
    case triple
  }

  static let fields: [(FieldKey, Group)] = [
    (.markerCount, .all), (.singleCount, .single), (.doubleCount, .double), (.tripleCount, .triple),
  ]

  private var markers: [Group: Int] = [:]
  private var numbers: [Group: Set<String>] = [:]
  private var tripoints = 0
  /// Whether each marker says by letter or type what it is.
  private let tellsGroups: Bool

  init(_ members: [BoundaryMarker], _ table: RecordTable) {
    var tellsGroups = true
    for marker in members {
      let type = table.text(.type, marker.row) ?? ""
      let letter = marker.parsedNumber?.letter
      let number = marker.parsedNumber.map { "\($0.prefix)/\($0.serialKey)" } ?? marker.number ?? ""
      let group: Group? =
        switch letter {
        case "A", "B": .double
        case "C", "D", "E": .triple
        case "Q": .single
        case "I": nil
        default:
          type.contains("双立") ? .double : type.contains("三立") ? .triple : type.contains("单立") ? .single : .all
        }
      guard let group, !type.contains("三交点") else {
        tripoints += 1
        continue
      }
      if group == .all { tellsGroups = false }
      for group in Set([group, .all]) {
        markers[group, default: 0] += 1
        numbers[group, default: []].insert(number)
      }
    }
    self.tellsGroups = tellsGroups
  }

  /// `nil` where the markers do not tell.
  func counts(of group: Group) -> (markers: Int, numbers: Int, possible: Set<Int>)? {
    guard group == .all || tellsGroups else { return nil }
    let (markers, numbers) = (markers[group] ?? 0, numbers[group]?.count ?? 0)
    var possible: Set = [markers, numbers]
    if group == .all { possible.formUnion([markers + tripoints, numbers + tripoints]) }
    return (markers, numbers, possible)
  }
}
