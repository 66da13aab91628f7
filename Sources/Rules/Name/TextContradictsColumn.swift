import Analysis
import Registry

/// Descriptions that state another figure than the column.
enum TextContradictsColumn: Rule {
  static let descriptor = RuleDescriptor(
    code: "N904", name: "text-contradicts-column",
    title: LocalizedText(zh: "概况与栏目不一致", en: "text contradicts column"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "“地理实体概况”里写的人口、面积、占地面积、长度、邮编与相应栏目不一致。换算成同一单位后比较，差不超过较粗一方末位的一半算一致；"
        + "“约”“余”“近”等另放宽 about_percent。概况里有几个数的，有一个一致就不报；耕地面积、农业人口等部分数字不比。",
      en:
        "Population, area, land area, length or postcode stated in the description that differ from the column. Compared in one "
        + "unit; half of the coarser last digit is no difference, and 约, 余, 近 and the like allow about_percent more. Where "
        + "the text has several figures, one that agrees is enough; parts such as 耕地面积 or 农业人口 are not compared."),
    why: LocalizedText(
      zh: "同一条记录两个数，志书、词典和统计会各用一个；也可能是改名、并村后只改了一处。",
      en: "With two figures in one record, gazetteer and statistics each use another; often only one was updated."),
    basis: LocalizedText(
      zh: "第二次全国地名普查地名登记表：地理实体概况应与人口、面积、邮政编码、长度各栏一致",
      en: "registration form of the second place-name census: the description agrees with the columns"),
    next: LocalizedText(
      zh: "查统计资料核定：改正写错的一处；年份不同的，在概况里注明年份。",
      en: "Settle it with the statistics and correct the wrong one; where the years differ, note the year in the text."),
    settings: [
      RuleSetting(
        "about_percent", .number(10), unit: "%",
        meaning: LocalizedText(
          zh: "带“约”“余”等的数允许的差，占该数的百分比", en: "difference allowed for a figure with 约, 余 and the like, in percent of it"))
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "概况写“{text}”，“{column}”为 {recorded}，疑似不一致",
        en: "the description has “{text}”, the column {column} {recorded}: they seem to differ")
    ])

  static let examples = [
    RuleExample(
      zh: "人口、面积、长度、邮编", en: "population, area, length, postcode",
      """
      place_name | name   | description                                | population | area_km2 | length_km | postcode
                 | 土桥镇 | 辖12个村，总«人口32000人»，面积56.7平方公里。  | 23000      | 56.7     |           |          <- W s
                 | 二坪镇 | 幅员«面积567平方公里»，人口3.2万人，邮编402560 | 31980      | 56.7     |           | 402560   <- W s
                 | 安居溪 | 发源于北山，全«长12.5公里»，流域面积300平方公里 |            | 30       | 21.5      |          <- W s
                 | 水口镇 | «邮政编码：402561»，耕地面积12000亩             |            | 45       |           | 402560   <- W s
      """),
    RuleExample(
      zh: "相符的、约数、几个数中有一个相符的、部分数字", en: "agreeing, rounded, several figures, parts of the whole",
      """
      place_name | name   | description                                       | population | area_km2 | length_km
                 | 王家湾 | 共320户1200余人，其中农业人口1100人               | 1250       |          |
                 | 李家坝 | 户籍人口1100人，常住人口980人                     | 980        | 0.35     |
                 | 张家沟 | 面积约５２５亩，耕地面积200亩                     | 600        | 0.35     |
                 | 赵家坡 | 人口密度每平方公里300人，长约3～5公里             | 120        |          | 8
                 | 吴家塝 | 面积三百五十公顷                                  |            | 3.5      |
                 | 周家嘴 | 有一座石桥                                        | 80         |          |
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let descriptions = table[.description] else { return }
    let columns = ComparedColumn.all.filter { table[$0.key] != nil }
    let about = (settings.number("about_percent") ?? 10) / 100
    var reader = DescriptionReader()
    for row in table.rows where !descriptions.isBlank(row) {
      let filled = columns.filter { table[$0.key]?.isBlank(row) == false }
      guard !filled.isEmpty else { continue }
      let facts = descriptions.withBytes(row) { reader.facts(in: $0) }
      guard !facts.isEmpty else { continue }
      for column in filled {
        let own = facts.filter { $0.kind == column.kind }
        guard let first = own.first, let recorded = column.figure(table, row),
          !own.contains(where: { agrees($0, recorded, about) })
        else { continue }
        report(first, recorded, column, table, row, into: &findings)
      }
    }
  }

  private static func agrees(_ fact: DescribedFact, _ recorded: ComparedColumn.Figure, _ about: Double) -> Bool {
    var tolerance = max(fact.halfStep, recorded.halfStep) * 1.000_001
    if fact.isAbout { tolerance += fact.value * about }
    return abs(fact.value - recorded.value) <= tolerance
  }

  private static func report(
    _ fact: DescribedFact, _ recorded: ComparedColumn.Figure, _ column: ComparedColumn, _ table: RecordTable,
    _ row: Int, into findings: inout FindingSink
  ) {
    findings.report(table, row: row, field: .description, span: fact.span) { finding in
      let text = (finding.evidence?.value ?? "").unicodeScalars
      finding.arguments["text"] = .text(
        String(String.UnicodeScalarView(text.dropFirst(fact.span.lowerBound).prefix(fact.span.count))))
      finding.arguments["column"] = .localized(RecordTable.titles([column.key], of: .placeName))
      finding.arguments["recorded"] = .text(table.text(column.key, row) ?? "")
      guard fact.kind != .postcode, recorded.value != 0 else { return }
      finding.measure = Measure(abs(fact.value - recorded.value) / abs(recorded.value) * 100, .percent)
    }
  }
}

/// A column that descriptions repeat.
private struct ComparedColumn {
  struct Figure {
    /// In the unit of the described kind.
    let value: Double
    /// Half a unit of the last place that is written.
    let halfStep: Double
  }

  let key: FieldKey
  let kind: DescribedFact.Kind
  /// The unit of the field in that of the kind.
  let factor: Double

  static let all = [
    ComparedColumn(key: .population, kind: .population, factor: 1),
    ComparedColumn(key: .areaKm2, kind: .area, factor: 1e6),
    ComparedColumn(key: .landAreaM2, kind: .landArea, factor: 1),
    ComparedColumn(key: .lengthKm, kind: .length, factor: 1000),
    ComparedColumn(key: "length_m", kind: .length, factor: 1),
    ComparedColumn(key: "postcode", kind: .postcode, factor: 1),
  ]

  /// `nil` where the cell cannot be read, or is no postcode.
  func figure(_ table: RecordTable, _ row: Int) -> Figure? {
    if kind == .postcode {
      return table[key]?.digits(row, upTo: 6).flatMap {
        $0.count == 6 ? Figure(value: Double($0.value), halfStep: 0) : nil
      }
    }
    guard let value = table.number(key, row), value.isFinite else { return nil }
    return Figure(value: value * factor, halfStep: halfStep(table.text(key, row) ?? "", value) * factor)
  }

  /// Of a plain number by its decimals; with a unit or 万 in the cell a thousandth of the number.
  private func halfStep(_ text: String, _ value: Double) -> Double {
    guard text.allSatisfy({ $0.isASCII }) else { return abs(value) / 2000 }
    guard let point = text.firstIndex(of: ".") else { return 0.5 }
    let decimals = text[point...].dropFirst().prefix { $0.isNumber }.count
    return 0.5 / (0..<decimals).reduce(1.0) { power, _ in power * 10 }
  }
}

extension FieldKey {
  static let description: FieldKey = "description"
}
