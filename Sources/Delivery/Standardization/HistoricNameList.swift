internal import ReferenceData
internal import Registry
internal import Toponymy

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
          zh: "所记年代在 \(HistoricAge.years) 年以上", en: "stated to be over \(HistoricAge.years) years old")
      }
    }
  }

  private struct Candidate {
    let row: Int
    let criteria: [Criterion]
    let stated: (time: StatedTime, field: FieldKey)?
  }

  let findings: NameFindings
  private let candidates: [Candidate]

  init(_ findings: NameFindings) {
    self.findings = findings
    let table = findings.names.table
    let (age, asOf) = (HistoricAge(findings), findings.asOf.year)
    let found = table.rows.compactMap { row -> Candidate? in
      guard table.text(.name, row) != nil else { return nil }
      let stated = age.stated(row)
      var criteria: [Criterion] = []
      if findings.names.isHistorical(row) { criteria.append(.historic) }
      if table.text("protected", row).flatMap(YesNo.parse) == true { criteria.append(.protected) }
      if let stated, asOf - stated.time.years.upperBound >= HistoricAge.years { criteria.append(.age) }
      return criteria.isEmpty ? nil : Candidate(row: row, criteria: criteria, stated: stated)
    }
    candidates = found.sorted { left, right in
      (left.stated?.time.years.lowerBound ?? .max, findings.names.rank(left.row))
        < (right.stated?.time.years.lowerBound ?? .max, findings.names.rank(right.row))
    }
  }

  var count: Int { candidates.count }

  // MARK: The sheet

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "历史地名保护名录候选", en: "Candidates for the protection list of historic names")
    let sheet = ListSheet(
      name: LocalizedText(zh: "保护名录候选", en: "candidates"), title: title, notes: notes, columns: Self.columns,
      rowCount: candidates.count, emptyText: LocalizedText(zh: "没有候选的历史地名。", en: "There is no candidate.")
    ) { cells(candidates[$0], number: $0 + 1) }
    try findings.write([sheet], to: path)
  }

  private var notes: [LocalizedText] {
    [
      LocalizedText.internalList(findings.asOf),
      LocalizedText(
        zh: "有命名时间、设立年份的按其年代（政区和单位的设立年份不是地名的，不按）；没有的取文中写明的最早年份、年号和朝代，没有写明的不推断。"
          + "“\(HistoricAge.years) 年以上”是建议的标准。只是线索，是否列入由专家论证后确定。",
        en:
          "The date of naming or establishment (not that of a division or organisation), else the earliest time that texts "
          + "state; “over \(HistoricAge.years) years” is a proposal. Experts decide."),
    ]
  }

  private static let columns: [ListSheet.Column] = [
    .init("序号", "no.", 6, style: .centred), .init("名称", "name", 18), .init("罗马字母拼写", "romanisation", 20),
    .init("地名代码", "code", 22), .init("类别", "class", 14), .init("所属政区", "unit", 12),
    .init("使用时间", "use", 10, style: .centred), .init("所记最早年代", "earliest stated time", 16),
    .init("出处", "stated in", 12, style: .centred), .init("据此距今（年）", "years since", 8, style: .plainNumber),
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

/// What records state of the age of names.
private struct HistoricAge {
  private let findings: NameFindings
  private let texts: [FieldKey]

  private static let settings = ReferenceData.table("historic_names").rows
  /// From this age on a name is a candidate.
  static let years = settings.first { $0["setting"] == "age_years" }.flatMap { Int($0["value"]) } ?? 100
  /// The year of establishment of these classes is that of a body, not of its name.
  private static let bodyClasses = settings.filter { $0["setting"] == "body_class_prefix" }.map { $0["value"] }

  init(_ findings: NameFindings) {
    self.findings = findings
    texts = [.established, .history, "origin", "origin_meaning_history"].filter { findings.names.table[$0] != nil }
  }

  /// The time of naming or of establishment where the record has one, else the earliest that its texts state.
  func stated(_ row: Int) -> (time: StatedTime, field: FieldKey)? {
    if let time = earliest(.namedOn, row) { return (time, .namedOn) }
    let isBody = findings.names.classCode(row).map { Self.bodyClasses.contains(where: $0.belongs(to:)) } ?? false
    if !isBody, let time = earliest(.established, row) { return (time, .established) }
    return texts.compactMap { field in earliest(field, row).map { (time: $0, field: field) } }
      .min { $0.time.years.lowerBound < $1.time.years.lowerBound }
  }

  private func earliest(_ field: FieldKey, _ row: Int) -> StatedTime? {
    guard let text = findings.names.table.text(field, row) else { return nil }
    let asOf = findings.asOf.year
    let times = StatedTime.all(in: text, until: asOf)
    if times.isEmpty, [.namedOn, .established].contains(field), let year = CalendarDate(parsing: text)?.year,
      year <= asOf
    {
      return StatedTime(words: text, years: year...year)
    }
    return times.min { $0.years.lowerBound < $1.years.lowerBound }
  }
}
