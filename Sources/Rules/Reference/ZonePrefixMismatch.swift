import Geodesy
import Registry

/// Eastings whose zone number does not belong to the declared reference system.
enum ZonePrefixMismatch: Rule {
  static let descriptor = RuleDescriptor(
    code: "R104", name: "zone-prefix-mismatch",
    title: LocalizedText(zh: "横坐标带号与坐标系不符", en: "zone prefix does not fit the reference system"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "坐标系要求带号而横坐标没有，坐标系不带带号而横坐标有，或带号属于另一个带（如 3° 带 35 与 6° 带 18）。"
        + "一列中半数以上如此的，对该列给出一条。",
      en:
        "An easting without the zone number that the reference system has, with one that it has not, or with the number of "
        + "another zone (3° zone 35, 6° zone 18). One finding for a column in which more than half are so."),
    why: LocalizedText(
      zh: "带号不符时坐标换算不出位置，或落到几百公里以外。", en: "With the wrong zone number there is no position, or one hundreds of km away."
    ),
    basis: LocalizedText(
      zh: "高斯-克吕格投影：带带号的横坐标前两位是带号，东偏 500 千米（EPSG:4513–4554 等）",
      en:
        "Gauss-Krüger: an easting with prefix begins with the zone number, false easting 500 km (EPSG:4513–4554 and others)"
    ),
    next: LocalizedText(
      zh: "核对坐标系。横坐标有带号且正确的，导入时用 --crs 指定与带号相符的坐标系；没有带号的，查明中央经线，"
        + "用 --crs 指定不带带号的坐标系（如 EPSG:4544）。",
      en:
        "Check the reference system. If the eastings have a zone number that is right, import with the --crs that has it; "
        + "if they have none, find out the central meridian and give the --crs without prefix (such as EPSG:4544)."),
    messages: [
      "missing": LocalizedText(
        zh: "横坐标“{value}”没有带号，坐标系 {crs} 的带号是 {expected}",
        en: "easting “{value}” has no zone number; {crs} has {expected}"),
      "unexpected": LocalizedText(
        zh: "横坐标“{value}”有带号 {found}，坐标系 {crs} 不带带号",
        en: "easting “{value}” has zone number {found}; {crs} has none"),
      "other": LocalizedText(
        zh: "横坐标“{value}”的带号是 {found}，坐标系 {crs} 的带号是 {expected}",
        en: "easting “{value}” has zone number {found}; {crs} has {expected}"),
      "column": LocalizedText(
        zh: "横坐标一列的带号与坐标系 {crs} 不符（{count} 行中的 {mismatched} 行，如“{value}”）",
        en: "the eastings' zone numbers do not fit {crs} ({mismatched} of {count} rows, such as “{value}”)"),
      "columnMissing": LocalizedText(
        zh: "横坐标一列没有带号，坐标系 {crs} 的带号是 {expected}（{count} 行中的 {mismatched} 行，如“{value}”）",
        en: "the eastings have no zone number; {crs} has {expected} ({mismatched} of {count} rows, such as “{value}”)"),
    ])

  static let examples = [
    RuleExample(
      zh: "CGCS2000 3° 带第 35 带", en: "CGCS2000, 3° zone 35",
      """
      boundary_marker | line   | number   | northing    | easting      | crs       | geom
                      | 铜合线 | 5117001Q | 3298379.516 | 35598615.405 | EPSG:4523 | @106.02 29.80
                      | 铜合线 | 5117002Q | 3298379.516 | 598615.405   | EPSG:4523 |                <-
                      | 铜合线 | 5117003Q | 3298379.516 | 18598615.405 | EPSG:4523 |                <-
                      | 铜合线 | 5117004Q | 3298379.516 | 598615.405   | EPSG:4544 | @106.02 29.80
                      | 铜合线 | 5117005Q | 3298379.516 | 35598615.405 | EPSG:4523 | @106.02 29.80
                      | 铜合线 | 5117006Q | 3298379.516 | 35598615.405 | EPSG:4523 | @106.02 29.80
      """),
    RuleExample(
      zh: "整列没有带号：一条", en: "a whole column without zone number: one finding",
      """
      boundary_marker | line   | number   | northing    | easting    | crs       | geom   <-
                      | 铜合线 | 5117001Q | 3298379.516 | 598615.405 | EPSG:4523 |
                      | 铜合线 | 5117002Q | 3298379.516 | 598615.405 | EPSG:4523 |
                      | 铜合线 | 5117003Q | 3298379.516 | 598615.405 | EPSG:4523 |
      """),
  ]

  private struct Mismatch {
    let row: Int
    let crs: String
    let expected: Int?
    let found: Int?
    var message: String { expected == nil ? "unexpected" : found == nil ? "missing" : "other" }
  }

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in Area.positionedKinds {
      let table = area.dataset[kind]
      guard table[.easting] != nil else { continue }
      for (index, source) in area.dataset.sources.enumerated() where source.kind == kind {
        let rows = area.rows(ofSource: index)
        let mismatches = mismatches(table, rows, source)
        if mismatches.count >= 3, 2 * mismatches.count > rows.count {
          report(column: mismatches, of: rows.count, table, source, index, into: &findings)
        } else {
          for mismatch in mismatches { report(mismatch, table, into: &findings) }
        }
      }
    }
  }

  /// The rows of a source that this rule reports.
  static func mismatchedRows(_ table: RecordTable, _ rows: [Int], _ source: Source) -> Set<Int> {
    table[.easting] == nil ? [] : Set(mismatches(table, rows, source).map(\.row))
  }

  private static func mismatches(_ table: RecordTable, _ rows: [Int], _ source: Source) -> [Mismatch] {
    var systems = PlaneSystems(ofSource: source.crsLabel)
    return rows.compactMap { row in
      guard let crs = systems.system(statedInRow: table.text(.crs, row)),
        case .plane(let easting, let northing) = RecordedPosition(table, row: row).numbers,
        China.isEasting(easting), China.isNorthing(northing)
      else { return nil }
      let found = zonePrefix(ofEasting: easting)
      return found == crs.zonePrefix ? nil : Mismatch(row: row, crs: crs.label, expected: crs.zonePrefix, found: found)
    }
  }

  /// The plane reference systems that rows state; a row that names only a datum has the source's.
  private struct PlaneSystems {
    private let ofSource: CRS?
    private var known: [String: CRS?] = [:]

    init(ofSource label: String) { ofSource = Self.plane(label) }

    mutating func system(statedInRow label: String?) -> CRS? {
      guard let label else { return ofSource }
      if let system = known[label] { return system ?? ofSource }
      let system = Self.plane(label)
      known[label] = .some(system)
      return system ?? ofSource
    }

    private static func plane(_ label: String) -> CRS? {
      guard let system = try? CRS(parsing: label), !system.isGeographic else { return nil }
      return system
    }
  }

  private static func report(_ mismatch: Mismatch, _ table: RecordTable, into findings: inout FindingSink) {
    findings.report(table, row: mismatch.row, field: .easting) { finding in
      finding.message = mismatch.message
      describe(mismatch, &finding)
    }
  }

  private static func report(
    column mismatches: [Mismatch], of all: Int, _ table: RecordTable, _ source: Source, _ index: Int,
    into findings: inout FindingSink
  ) {
    findings.report(table: source, field: FieldKey.easting.rawValue) { finding in
      finding.message = mismatches.allSatisfy { $0.found == nil } ? "columnMissing" : "column"
      finding.evidence = Evidence(field: .easting, value: table.text(.easting, mismatches[0].row) ?? "")
      finding.measure = Measure(Double(mismatches.count), .count)
      finding.arguments["mismatched"] = .count(mismatches.count)
      finding.arguments["count"] = .count(all)
      describe(mismatches[0], &finding)
      finding.explainsSource = index
    }
  }

  private static func describe(_ mismatch: Mismatch, _ finding: inout Finding) {
    finding.arguments["crs"] = .text(mismatch.crs)
    finding.arguments["expected"] = .text(mismatch.expected.map(String.init) ?? "")
    finding.arguments["found"] = .text(mismatch.found.map(String.init) ?? "")
    finding.explains = ["R101", "R111", "M106", "N801"]
  }
}
