import Registry

/// Names whose status columns contradict each other.
enum StatusContradiction: Rule {
  static let descriptor = RuleDescriptor(
    code: "N902", name: "status-contradiction",
    title: LocalizedText(zh: "使用状态矛盾", en: "contradicting status"),
    severity: .error, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "历史地名没有废止年份；现今地名填了废止年份（检查日期以后的除外）；普查状态为删除、注销而仍登记为现今地名。"
        + "“1977年至今”算现今，“1950年至1980年”算历史、已说明废止年份；废止年份写“不详”的不算空白。"
        + "表中没有废止年份一栏时，有历史地名的对该表报一条。",
      en:
        "Historic names without year of abolition; current names with one (not after the date of the check); names whose "
        + "census status is deleted or cancelled and that are in use all the same. A usage “since 1977” is current, “1950 to "
        + "1980” historic with its end; “not known” counts as filled. One finding about a table with historic names and "
        + "without the column."),
    why: LocalizedText(
      zh: "状态说不清的地名，出图、发布和统计时会把已消失的当作在用，或把在用的漏掉。",
      en: "Maps, lists and counts take a name that is gone for one in use, or leave out one that is."),
    basis: LocalizedText(
      zh: "第二次全国地名普查地名登记表：使用时间（现今地名、历史地名）、废止年份、地名普查状态",
      en: "registration form of the second place-name census: usage, year of abolition, census status"),
    next: LocalizedText(
      zh: "对照批复和档案核定状态：已废止的补废止年份，仍在使用的改正使用时间或状态。",
      en: "Settle the status by decree and archive: add the year of abolition, or correct usage or status."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(zh: "历史地名没有废止年份", en: "historic, without year of abolition"),
      "current": LocalizedText(
        zh: "现今地名填了废止年份“{value}”", en: "in use, with the year of abolition “{value}”"),
      "removed": LocalizedText(
        zh: "普查状态为“{value}”，使用时间仍为“{usage}”", en: "census status “{value}”, but in use (“{usage}”)"),
      "column": LocalizedText(
        zh: "有 {measure} 个历史地名，表中没有“废止年份”一栏", en: "{measure} historic names; the table has no column of abolition"),
    ])

  static let examples = [
    RuleExample(
      zh: "历史地名缺废止年份，现今地名有废止年份", en: "a historic name without its end, a current one with one",
      """
      place_name | name   | usage             | abolished
                 | 王家湾 | 现今地名          |
                 | 李家坝 | 历史地名          |           <- E
                 | 张家沟 | 历史地名          | 1985年
                 | 赵家坡 | 现今地名          | 1985年    <- E
                 | 吴家塝 | 1977年至今        | 无
                 | 周家嘴 | 1950年至1980年    |
                 | 郑家坳 | 1977年至今        | 二〇〇三年 <- E
                 | 冯家岩 | 历史地名          | 不详
      """),
    RuleExample(
      zh: "注销而仍在用；没有废止年份一栏", en: "cancelled and in use; no column of abolition",
      """
      place_name | name   | usage    | census_status   <- E 1
                 | 王家湾 | 现今地名 | 注销            <- E
                 | 李家坝 | 现今地名 | 保留
                 | 张家沟 | 历史地名 | 删除
                 | 赵家坡 | 历史地名 | 保留
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let usages = table[.usage] else { return }
    let statuses = NameStatuses(area)
    let ends = table[.abolished]
    let hasEnds = area.dataset.sources.map { $0.has(.abolished) }
    var dates = DateColumn(.abolished, of: table)
    var withoutColumn: [Int: Int] = [:]
    for row in table.rows {
      switch statuses.usage(row) {
      case .historical(let tellsEnd):
        let source = table.origins[row].source
        if tellsEnd || statuses.isRemoved(row) && !hasEnds[source] { break }
        if !hasEnds[source] {
          withoutColumn[source, default: 0] += 1
        } else if ends.map({ $0.isBlank(row) || $0.trimmed(row).saysNothing }) ?? true {
          findings.report(table, row: row, field: .abolished)
        }
      case .current:
        if let ends, !ends.isBlank(row), isEnd(ends.trimmed(row), dates?.date(row), asOf: area.asOf) {
          findings.report(table, row: row, field: .abolished) { $0.message = "current" }
        }
        if statuses.isRemoved(row) {
          findings.report(table, row: row, field: .censusStatus) { finding in
            finding.message = "removed"
            finding.arguments["usage"] = .text(usages.trimmed(row))
          }
        }
      case .unknown: break
      }
    }
    for (source, count) in withoutColumn.sorted(by: { $0.key < $1.key }) {
      findings.report(table: area.dataset.sources[source], field: FieldKey.abolished.rawValue) { finding in
        finding.message = "column"
        finding.measure = Measure(Double(count), .count)
      }
    }
  }

  /// Whether a cell of 废止年份 tells of an end that has come; 无, 不详 and 未废止 do not.
  private static func isEnd(_ text: String, _ date: CalendarDate?, asOf: CalendarDate) -> Bool {
    if let date { return date <= asOf }
    return text.contains { $0.isNumber } && !text.contains("至今")
  }
}

extension FieldKey {
  static let abolished: FieldKey = "abolished"
}
