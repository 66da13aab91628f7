import Analysis
import Geodesy
import Geometry
import Registry
import Texts

/// Two recorded positions of one record that are not the same place.
enum PairsDisagree: Rule {
  static let descriptor = RuleDescriptor(
    code: "R109", name: "coordinate-pairs-disagree",
    title: LocalizedText(zh: "两对坐标不一致", en: "coordinate pairs disagree"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "一张表有两对坐标（平面坐标与经纬度，或列名标明坐标系的两对，如“经度_gcj02”与“经度_wgs84”），按各自标注的坐标系换算后相差"
        + "超过 1 米和较粗一对末位数的一个单位。一半以上的行如此的，对列给出一条；能够比对的，指出哪一对更吻合；与地图网站坐标处处"
        + "只差同一个数的一对，指出它不是换算得来的。",
      en:
        "Two coordinate pairs of one table (plane and geographic, or two whose headers name a system, such as lon_gcj02 and "
        + "lon_wgs84) that differ, after the transformation that their labels claim, by more than 1 m and more than one unit "
        + "of the coarser last digit. One finding for a column in which more than half do; it says which pair fits better "
        + "where there is something to compare with, and which was made of a web map's by a fixed number."),
    why: LocalizedText(
      zh: "两对中至少一对是错的，常见的是用固定偏移量代替坐标转换；不知道用了哪一对，后面的检查和出图都不可靠。",
      en: "At least one of them is wrong, often because a fixed offset was taken for a conversion."),
    basis: LocalizedText(
      zh: "同一位置的两种坐标应能互相换算；GCJ-02、BD-09 用公开算法，精度约 1 米",
      en:
        "two coordinates of one place convert into each other; GCJ-02 and BD-09 by the published formulas, good to a metre"
    ),
    next: LocalizedText(
      zh: "查明哪一对是原始记录，另一对由它重新换算；导入时用 --field 和 --crs 指定可靠的一对。",
      en:
        "Find out which pair is original and compute the other from it; name the good one with --field and --crs on import."
    ),
    messages: [
      "column": LocalizedText(
        zh: "“{first}”与“{second}”两对坐标换算后相差 {measure}（中位数，限 {limit}），{count} 行中有 {differing} 行。{fit}",
        en:
          "the pairs “{first}” and “{second}” differ by {measure} (median, limit {limit}) in {differing} of {count} rows. {fit}"
      ),
      "row": LocalizedText(
        zh: "“{first}”与“{second}”两对坐标换算后相差 {measure}（限 {limit}）",
        en: "the pairs “{first}” and “{second}” differ by {measure} (limit {limit})"),
    ])

  static let examples = [
    RuleExample(
      zh: "一行的经纬度与平面坐标相差 966 米", en: "plane and geographic coordinates of one row differ by 966 m",
      """
      crs EPSG:4523
      boundary_marker | line   | number   | northing    | easting      | longitude | latitude  | geom
                      | 铜合线 | 5117001Q | 3298379.516 | 35598615.405 | 106.02    | 29.80     | @106.02 29.80
                      | 铜合线 | 5117002Q | 3298379.516 | 35598615.405 | 106.03    | 29.8      | @106.02 29.80
                      | 铜合线 | 5117003Q | 3298379.516 | 35598615.405 | 106.03000 | 29.80000  | @106.02 29.80   <- 966.9
                      | 铜合线 | 5117004Q | 3298379.516 | 35598615.405 | 106.02000 | 29.80000  | @106.02 29.80
      """),
    RuleExample(
      zh: "“wgs84”一对是用固定偏移量改的：一条，高德一对更吻合", en: "the pair wgs84 was made by a fixed offset: one finding",
      """
      place_name | name   | lon_gcj02     | lat_gcj02    | lon_wgs84    | lat_wgs84    | geom   <- E 989.3
                 | 王家塆 | 106.023797182 | 29.797392042 | 106.01729718 | 29.79139204  |
                 | 李家塆 | 106.023797182 | 29.797392042 | 106.01729718 | 29.79139204  |
                 | 石坝   | 106.023797182 | 29.797392042 | 106.01729718 | 29.79139204  |
      """),
    RuleExample(
      zh: "正确换算的两对", en: "a pair that was converted well",
      """
      place_name | name   | lon_gcj02     | lat_gcj02    | lon_wgs84  | lat_wgs84 | geom
                 | 王家塆 | 106.023797182 | 29.797392042 | 106.020000 | 29.800000 |
                 | 李家塆 | 106.023797182 | 29.797392042 | 106.020001 | 29.800000 |
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for (index, source) in area.dataset.sources.enumerated() where Area.positionedKinds.contains(source.kind) {
      let table = area.dataset[source.kind]
      let pairs = CoordinatePair.all(of: source, in: table)
      guard let first = pairs.first else { continue }
      for second in pairs.dropFirst() {
        let comparison = PairComparison(first, second, rows: area.rows(ofSource: index))
        if comparison.isOfColumn {
          report(comparison, area, source: index, into: &findings)
        } else {
          for difference in comparison.differences { report(difference, comparison, table, into: &findings) }
        }
      }
    }
  }

  private static func report(
    _ difference: PairComparison.Difference, _ comparison: PairComparison, _ table: RecordTable,
    into findings: inout FindingSink
  ) {
    findings.report(table, row: difference.row) { finding in
      finding.message = "row"
      describe(comparison, difference, &finding)
    }
  }

  private static func report(
    _ comparison: PairComparison, _ area: Area, source index: Int, into findings: inout FindingSink
  ) {
    let source = area.dataset.sources[index]
    let sorted = comparison.differences.sorted { $0.metres < $1.metres }
    findings.report(table: source, field: comparison.second.xHeader) { finding in
      finding.message = "column"
      describe(comparison, sorted[sorted.count / 2], &finding)
      finding.arguments["count"] = .count(comparison.count)
      finding.arguments["differing"] = .count(sorted.count)
      let offset = FixedOffset(comparison.first, comparison.second, rows: area.rows(ofSource: index))
      let hints = [offset.map(describe), fit(comparison, area, source: index)].compactMap { $0 }
      finding.arguments["fit"] = .localized(
        hints.isEmpty
          ? unknown
          : LocalizedText(zh: hints.map(\.zh).joined(), en: hints.map(\.en).joined(separator: " ")))
    }
  }

  private static func describe(
    _ comparison: PairComparison, _ difference: PairComparison.Difference, _ finding: inout Finding
  ) {
    finding.measure = Measure(difference.metres, .metres, limit: difference.limitMetres)
    finding.evidence = Evidence(field: comparison.second.xHeader, value: difference.text)
    finding.arguments["first"] = .text(comparison.first.xHeader)
    finding.arguments["second"] = .text(comparison.second.xHeader)
  }

  private static func describe(_ offset: FixedOffset) -> LocalizedText {
    let (x, y) = (NumberText.decimal(offset.longitude, decimals: 6), NumberText.decimal(offset.latitude, decimals: 6))
    let header = offset.derived.xHeader
    return LocalizedText(
      zh: "各行之差都是同一个数（经度 \(x)°，纬度 \(y)°），真正的换算因地而异：“\(header)”疑为由地图网站坐标加减固定值得来，不可靠。",
      en:
        "They differ by the same number in every row (longitude \(x)°, latitude \(y)°), while the true shift varies from "
        + "place to place: “\(header)” seems to be made of the web map's coordinates by a fixed offset and is not to be trusted."
    )
  }

  private static let unknown = LocalizedText(
    zh: "没有可供比对的界线、政区或已知点，看不出哪一对对。", en: "Nothing is at hand that tells which is right.")

  /// Which pair fits what there is to compare with; `nil` for nothing.
  private static func fit(_ comparison: PairComparison, _ area: Area, source: Int) -> LocalizedText? {
    let pairs = [comparison.first, comparison.second]
    let readings = pairs.map { pair in { (row: Int) in pair.reading(row)?.position } }
    guard
      let found = CoordinateForensics.fits(
        of: readings, source: source, in: area.dataset, district: area.district)
    else { return nil }
    let outside = found.fits.map { found.count - $0.fitting }
    let misfits = found.evidence.isOfAreas ? outside.map(Double.init) : found.fits.map(\.medianMetres)
    let better = misfits[0] <= misfits[1] ? 0 : 1
    guard misfits[better] <= 0.5 * misfits[1 - better], misfits[1 - better] > 1 else {
      return LocalizedText(
        zh: "与\(found.evidence.title.zh)比对，看不出哪一对更吻合。",
        en: "Held against \(found.evidence.title.en) neither fits better.")
    }
    let values =
      found.evidence.isOfAreas
      ? outside.map(String.init) : misfits.map { NumberText.decimal($0, decimals: 1, grouped: false) }
    let unit = found.evidence.isOfAreas ? (zh: "处在外", en: "outside") : (zh: "米", en: "m")
    return LocalizedText(
      zh: "与\(found.evidence.title.zh)比对，“\(pairs[better].xHeader)”更吻合（\(values[better]) \(unit.zh)，另一对 "
        + "\(values[1 - better]) \(unit.zh)）。",
      en:
        "Held against \(found.evidence.title.en) “\(pairs[better].xHeader)” fits better (\(values[better]) \(unit.en), "
        + "the other \(values[1 - better]) \(unit.en)).")
  }
}

/// The rows in which two pairs are not one place.
private struct PairComparison {
  struct Difference {
    let row: Int
    let metres: Double
    let limitMetres: Double
    /// The second position, as longitude, latitude.
    let text: String
  }

  let first: CoordinatePair
  let second: CoordinatePair
  /// The rows that have both.
  private(set) var count = 0
  private(set) var differences: [Difference] = []

  init(_ first: CoordinatePair, _ second: CoordinatePair, rows: [Int]) {
    (self.first, self.second) = (first, second)
    for row in rows {
      guard let one = first.reading(row), let other = second.reading(row) else { continue }
      count += 1
      let metres = EllipsoidalMeasure.distance(one.position, other.position)
      let limit = max(1, one.lastDigitMetres, other.lastDigitMetres)
      guard metres > limit else { continue }
      differences.append(
        Difference(
          row: row, metres: metres, limitMetres: limit, text: "\(other.position.x), \(other.position.y)"))
    }
  }

  /// A few rows are no column.
  var isOfColumn: Bool { differences.count >= 3 && 2 * differences.count > count }
}
