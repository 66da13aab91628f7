import Registry

/// Longitudes and latitudes written with too few or too many digits.
enum CoarseOrFalsePrecision: Rule {
  static let descriptor = RuleDescriptor(
    code: "R110", name: "coarse-or-false-precision",
    title: LocalizedText(zh: "坐标位数过少或过多", en: "coarse or false precision"),
    severity: .info, certainty: .definite,
    finds: LocalizedText(
      zh: "经纬度不足 5 位小数（末尾的零不算）、只记到整秒，或超过 9 位小数；一列中半数以上如此的，对该列给出一条。"
        + "其余列中两个坐标都不超过 3 位小数的，逐行列出。",
      en:
        "Longitudes and latitudes with fewer than 5 decimals (zeros at the end do not count), given to the whole second, or "
        + "with more than 9 decimals: one finding for a column in which more than half are so. In other columns single rows "
        + "of which both coordinates have at most 3 decimals."),
    why: LocalizedText(
      zh: "5 位小数约合 1 米，4 位约合 11 米，整秒约合 31 米：不够界桩和门牌之用；9 位以上是换算留下的，并非实测精度。",
      en:
        "Five decimals are about 1 m, four 11 m, a second 31 m: too coarse for markers and house numbers. More than nine are "
        + "left by a conversion and no accuracy."),
    basis: LocalizedText(
      zh: "纬度 1° 约合 111 千米；《第二次全国地名普查》成果的经纬度记到秒后两位",
      en: "a degree of latitude is about 111 km; the place-name census records hundredths of a second"),
    next: LocalizedText(
      zh: "位数过少的，向原始记录补足或列入外业补测清单；位数过多的，导出时取 7 位即可。",
      en: "Too few: complete them from the originals or list for survey. Too many: export with 7 decimals."),
    settings: [
      RuleSetting("least", .number(5), meaning: LocalizedText(zh: "至少几位小数", en: "decimals at least")),
      RuleSetting("most", .number(9), meaning: LocalizedText(zh: "至多几位小数", en: "decimals at most")),
    ],
    messages: [
      "coarse": LocalizedText(
        zh: "{count} 行中有 {share} 行的经纬度不足 {least} 位小数，如“{value}”",
        en: "{share} of {count} rows have fewer than {least} decimals, such as “{value}”"),
      "seconds": LocalizedText(
        zh: "{count} 行中有 {share} 行的经纬度只记到整秒（约合 31 米），如“{value}”",
        en: "{share} of {count} rows give whole seconds (about 31 m), such as “{value}”"),
      "false": LocalizedText(
        zh: "{count} 行中有 {share} 行的经纬度超过 {most} 位小数，如“{value}”",
        en: "{share} of {count} rows have more than {most} decimals, such as “{value}”"),
      "row": LocalizedText(zh: "经纬度只有 {decimals} 位小数，约合 {metres}", en: "only {decimals} decimals, about {metres}"),
    ])

  static let examples = [
    RuleExample(
      zh: "整列只有 3 位小数", en: "a whole column of 3 decimals",
      """
      place_name | name   | longitude  | latitude   | geom   <- I
                 | 王家塆 | 106.021000 | 29.801000  | @106.021 29.801
                 | 李家塆 | 106.032000 | 29.812000  | @106.032 29.812
                 | 石坝   | 106.043000 | 29.823000  | @106.043 29.823
      """),
    RuleExample(
      zh: "只记到整秒", en: "whole seconds",
      """
      place_name | name   | longitude   | latitude   | geom   <- I
                 | 王家塆 | 106°01′12″  | 29°48′05″  | @106.02 29.8014
                 | 李家塆 | 106°01′15″  | 29°48′16″  | @106.0208 29.8044
                 | 石坝   | 106.0213889 | 29.8075000 | @106.0213889 29.8075
      """),
    RuleExample(
      zh: "14 位小数", en: "14 decimals",
      """
      place_name | name   | longitude          | latitude          | geom   <- I
                 | 王家塆 | 106.02100412345678 | 29.80145612345678 | @106.021 29.801
                 | 李家塆 | 106.03200412345678 | 29.81234512345678 | @106.032 29.812
                 | 石坝   | 106.04300412345678 | 29.82334512345678 | @106.043 29.823
      """),
    RuleExample(
      zh: "一行粗略，其余正常", en: "one coarse row among others",
      """
      place_name | name   | longitude   | latitude   | geom
                 | 王家塆 | 106.0210043 | 29.8014563 | @106.021 29.801
                 | 李家塆 | 106.03      | 29.81      | @106.03 29.81      <- I
                 | 石坝   | 106.0430041 | 29.823     | @106.043 29.823
                 | 柏树坝 | 106.0530041 | 29.8334563 | @106.053 29.833
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let limits = (least: settings.count("least") ?? 5, most: settings.count("most") ?? 9)
    for (index, source) in area.dataset.sources.enumerated() where source.has(.longitude) && source.has(.latitude) {
      // The decimals of degrees, minutes and seconds run together are not those of degrees.
      guard !source.crs.hasSuffix("--packed-degrees)") else { continue }
      let table = area.dataset[source.kind]
      guard let longitudes = table[.longitude], let latitudes = table[.latitude] else { continue }
      let rows = PrecisionOfRows(longitudes, latitudes, area.rows(ofSource: index), limits)
      if let (message, exemplar, count) = rows.verdict {
        findings.report(table: source, field: FieldKey.longitude.rawValue) { finding in
          finding.message = message
          finding.evidence = Evidence(field: .longitude, value: longitudes.trimmed(exemplar))
          finding.measure = Measure(Double(count), .count)
          finding.arguments["share"] = .count(count)
          finding.arguments["count"] = .count(rows.count)
          finding.arguments["value"] = .text(longitudes.trimmed(exemplar))
          finding.arguments["least"] = .count(limits.least)
          finding.arguments["most"] = .count(limits.most)
        }
      } else {
        for (row, decimals) in rows.veryCoarse {
          findings.report(table, row: row, field: .longitude) { finding in
            finding.message = "row"
            finding.arguments["decimals"] = .count(decimals)
            finding.arguments["metres"] = .metres([111_000, 11_100, 1110, 111][decimals])
          }
        }
      }
    }
  }
}

/// How precisely the rows of a source are written.
private struct PrecisionOfRows {
  private(set) var count = 0
  private var coarse: [Int] = []
  private var seconds: [Int] = []
  private var excessive: [Int] = []
  /// Rows with at most three decimals in both coordinates: of full ones, one in a million ends in so many zeros.
  private(set) var veryCoarse: [(row: Int, decimals: Int)] = []

  init(_ longitudes: TextColumn, _ latitudes: TextColumn, _ rows: [Int], _ limits: (least: Int, most: Int)) {
    for row in rows {
      guard let x = longitudes.withBytes(row, WrittenPrecision.init),
        let y = latitudes.withBytes(row, WrittenPrecision.init),
        !Self.isZero(longitudes, row) || !Self.isZero(latitudes, row)
      else { continue }
      count += 1
      let decimals = max(x.decimals, y.decimals)
      if x.isWholeSeconds && y.isWholeSeconds {
        seconds.append(row)
      } else if decimals < limits.least {
        coarse.append(row)
      }
      if max(x.written, y.written) > limits.most { excessive.append(row) }
      if decimals <= 3 { veryCoarse.append((row, decimals)) }
    }
  }

  /// Zero coordinates are missing ones (R101).
  private static func isZero(_ column: TextColumn, _ row: Int) -> Bool {
    column.withBytes(row) { cell in
      TextColumn.trim(cell).allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    }
  }

  /// What more than half of the rows are, with one of them and their number; a few rows are no column.
  var verdict: (message: String, exemplar: Int, count: Int)? {
    guard count >= 3 else { return nil }
    for (message, rows) in [("seconds", seconds), ("coarse", coarse), ("false", excessive)] where 2 * rows.count > count
    {
      return (message, rows[0], rows.count)
    }
    return nil
  }
}
