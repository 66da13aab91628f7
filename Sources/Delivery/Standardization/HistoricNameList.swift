internal import Registry

/// Candidates for the protection list of historic names (历史地名保护名录候选): what is recorded of their age, no verdict.
struct HistoricNameList {
  private enum Criterion {
    case historic, protected, age

    var title: LocalizedText {
      switch self {
      case .historic: LocalizedText(zh: "登记为历史地名", en: "recorded as historic")
      case .protected: LocalizedText(zh: "已列入保护名录", en: "on the protection list")
      case .age:
        LocalizedText(
          zh: "所记年代在 \(HistoricNameList.ageYears) 年以上", en: "stated to be over \(HistoricNameList.ageYears) years old")
      }
    }
  }

  private struct Candidate {
    let row: Int
    let criteria: [Criterion]
    let stated: (time: StatedTime, field: FieldKey)?
  }

  /// A proposal: no text that was read lays down from what age on a name is historic.
  static let ageYears = 100
  /// Where a time may be stated, the plainest first.
  private static let fields: [FieldKey] = [.established, .history, "origin", "origin_meaning_history"]

  let findings: NameFindings
  private let candidates: [Candidate]

  init(_ findings: NameFindings) {
    self.findings = findings
    let table = findings.names.table
    let (fields, asOf) = (Self.fields.filter { table[$0] != nil }, findings.asOf.year)
    let found = table.rows.compactMap { row -> Candidate? in
      guard table.text(.name, row) != nil else { return nil }
      let stated = Self.earliest(fields, row, table, asOf)
      var criteria: [Criterion] = []
      if findings.names.isHistorical(row) { criteria.append(.historic) }
      if table.text("protected", row).flatMap(YesNo.parse) == true { criteria.append(.protected) }
      if let stated, asOf - stated.time.years.upperBound >= Self.ageYears { criteria.append(.age) }
      return criteria.isEmpty ? nil : Candidate(row: row, criteria: criteria, stated: stated)
    }
    candidates = found.sorted { left, right in
      (left.stated?.time.years.lowerBound ?? .max, findings.names.rank(left.row))
        < (right.stated?.time.years.lowerBound ?? .max, findings.names.rank(right.row))
    }
  }

  var count: Int { candidates.count }

  /// The earliest time that the record states.
  private static func earliest(
    _ fields: [FieldKey], _ row: Int, _ table: RecordTable, _ asOf: Int
  ) -> (time: StatedTime, field: FieldKey)? {
    var earliest: (time: StatedTime, field: FieldKey)?
    for field in fields {
      guard let text = table.text(field, row) else { continue }
      var times = StatedTime.all(in: text, until: asOf)
      if field == .established, times.isEmpty, let year = CalendarDate(parsing: text)?.year, year <= asOf {
        times = [StatedTime(words: text, years: year...year)]
      }
      for time in times where time.years.lowerBound < earliest?.time.years.lowerBound ?? .max {
        earliest = (time, field)
      }
    }
    return earliest
  }

  // MARK: The sheet

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "历史地名保护名录候选", en: "Candidates for the protection list of historic names")
    let sheet = ListSheet(
      name: LocalizedText(zh: "保护名录候选", en: "candidates"), title: title, notes: notes, columns: Self.columns,
      rowCount: candidates.count, emptyText: LocalizedText(zh: "没有候选的历史地名。", en: "There is no candidate.")
    ) { cells(candidates[$0], number: $0 + 1) }
    try Workbook.write(
      [sheet], to: path, title: title, asOf: findings.asOf, language: findings.language, use: .review)
  }

  private var notes: [LocalizedText] {
    [
      LocalizedText.internalList(findings.asOf),
      LocalizedText(
        zh: "年代只取表中写明的年份、年号和朝代，没有写明的不推断；“\(Self.ageYears) 年以上”是建议的标准。只是线索，是否列入由专家论证后确定。",
        en: "Ages are only those that the records state; “over \(Self.ageYears) years” is a proposal. Experts decide."),
    ]
  }

  private static let columns: [ListSheet.Column] = [
    .init("序号", "no.", 6, style: .centred), .init("名称", "name", 18), .init("罗马字母拼写", "romanisation", 20),
    .init("地名代码", "code", 22), .init("类别", "class", 14), .init("所属政区", "unit", 12),
    .init("使用时间", "use", 10, style: .centred), .init("所记年代", "stated time", 16),
    .init("出处", "stated in", 12, style: .centred), .init("至少（年）", "at least (years)", 8, style: .plainNumber),
    .init("疑似符合的条件", "suspected criteria", 20), .init("来历含义", "origin and meaning", 24),
    .init("历史沿革", "history", 30), .init("资料来源", "source", 16),
    .init("专家意见", "verdict", 10, choices: ListChoice.listing), .init("备注", "remark", 14, style: .editable),
  ]

  private func cells(_ candidate: Candidate, number: Int) -> [ReportTable.Cell] {
    let (row, names) = (candidate.row, findings.names)
    let field = candidate.stated.map { FieldCatalogue.standard.field(.placeName, $0.field)?.title ?? $0.field.rawValue }
    return [
      .ordinal(number), findings.text(.name, row), findings.text(.romanisation, row), findings.text(.placeCode, row),
      .text(names.classText(row)), .text(names.unitText(row)), findings.text(.usage, row),
      .optional(candidate.stated?.time.words), .optional(field),
      candidate.stated.map { .ordinal(findings.asOf.year - $0.time.years.upperBound) } ?? .blank,
      .list(candidate.criteria.map { $0.title[findings.language] }),
      findings.texts(["origin", "meaning", "origin_meaning_history"], row), findings.text(.history, row),
      findings.text("source_text", row), .blank, .blank,
    ]
  }
}
