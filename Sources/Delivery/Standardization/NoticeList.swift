internal import Registry

/// The announcement of new and renamed places (地名备案公告), and what it still lacks.
struct NoticeList {
  private struct Field {
    let title: LocalizedText
    let width: Int
    let key: FieldKey
  }

  /// As 地名备案公告管理办法（试行）of 2023 asks for them.
  private static let fields = [
    Field(title: LocalizedText(zh: "标准名称", en: "standard name"), width: 20, key: .name),
    Field(title: LocalizedText(zh: "罗马字母拼写", en: "romanisation"), width: 26, key: .romanisation),
    Field(title: LocalizedText(zh: "所属政区", en: "unit"), width: 16, key: .unit),
    Field(title: LocalizedText(zh: "位置描述", en: "location"), width: 36, key: "location"),
    Field(title: LocalizedText(zh: "批准机关", en: "approved by"), width: 22, key: "approval_authority"),
    Field(title: LocalizedText(zh: "批准时间", en: "approved on"), width: 14, key: "approved_on"),
  ]

  let findings: NameFindings
  private let rows: [Int]
  private let faults: [(row: Int, texts: [LocalizedText])]

  init(_ findings: NameFindings) {
    self.findings = findings
    let (names, newSince) = (findings.names, findings.newSince)
    let clearance = NameClearance(findings)
    let new = names.rows.filter { row in
      guard names.isCurrent(row), names.table.text(.name, row) != nil else { return false }
      let dates = [names.table.date("approved_on", row), names.began(row)].compactMap(\.self)
      return newSince.map { day in dates.contains { $0 >= day } } ?? !dates.isEmpty
    }
    var (complete, faults) = ([Int](), [(row: Int, texts: [LocalizedText])]())
    for row in names.sorted(new) {
      var texts = Self.fields.filter { names.table.text($0.key, row) == nil }.map { field in
        LocalizedText(zh: "缺\(field.title.zh)", en: "\(field.title.en) missing")
      }
      let reason = clearance.reason(row)
      if let reason { texts.append(Self.fault(reason)) }
      if !texts.isEmpty { faults.append((row, texts)) }
      // What is incomplete is announced when it is complete; what is not cleared is not.
      if reason == nil { complete.append(row) }
    }
    (rows, self.faults) = (complete, faults)
  }

  var count: Int { rows.count }
  var faultCount: Int { faults.count }

  private static func fault(_ reason: WithheldReason) -> LocalizedText {
    switch reason {
    case .internalSource: LocalizedText(zh: "来源标为内部", en: "internal source")
    case .secrecy: LocalizedText(zh: "密级未注明“公开”", en: "not graded 公开")
    case .unpublishedClass: LocalizedText(zh: "不公开表示的类别", en: "class that is not published")
    case .openError: LocalizedText(zh: "有错误尚未处理", en: "open errors")
    }
  }

  // MARK: Sheets

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "地名备案公告", en: "Announcement of names")
    try findings.write([notice(title), missing], to: path)
  }

  private func notice(_ title: LocalizedText) -> ListSheet {
    let since =
      findings.newSince.map { LocalizedText(zh: "\($0) 及以后批准、命名或设立的地名", en: "names since \($0)") }
      ?? LocalizedText(zh: "有批准、命名或设立时间的地名", en: "names with a date")
    return ListSheet(
      name: title, title: title,
      notes: [
        LocalizedText(
          zh: "草稿，截至 \(findings.asOf)：\(since.zh)。密级未注明“公开”和有错误未处理的没有列入；空白格见“缺项清单”，补齐后再公告。",
          en:
            "Draft as of \(findings.asOf): \(since.en). Names not cleared or with open errors are left out; blank cells are "
            + "listed on the second sheet.")
      ],
      columns: [.init("序号", "no.", 6, style: .centred)]
        + Self.fields.map { ListSheet.Column($0.title.zh, $0.title.en, $0.width) },
      rowCount: rows.count, emptyText: LocalizedText(zh: "没有可以公告的地名。", en: "There is no name to announce.")
    ) { index in
      [.ordinal(index + 1)] + Self.fields.map { findings.text($0.key, rows[index]) }
    }
  }

  private var missing: ListSheet {
    let title = LocalizedText(zh: "缺项清单", en: "What is missing")
    return ListSheet(
      name: title, title: title, notes: [LocalizedText.internalList(findings.asOf)],
      columns: [
        .init("序号", "no.", 6, style: .centred), .init("标准名称", "name", 20), .init("地名代码", "code", 22),
        .init("所属政区", "unit", 14), .init("缺少的内容", "missing", 44), .init("来源文件", "file", 24),
        .init("行号", "row", 8, style: .plainNumber),
      ],
      rowCount: faults.count, emptyText: LocalizedText(zh: "没有缺项。", en: "Nothing is missing.")
    ) { index in
      let (row, texts) = faults[index]
      let origin = findings.names.table.origins[row]
      return [
        .ordinal(index + 1), findings.text(.name, row), findings.text(.placeCode, row),
        .text(findings.names.unitText(row)), .list(texts.map { $0[findings.language] }),
        .text(findings.result.dataset.source(of: origin).file), .ordinal(origin.row),
      ]
    }
  }
}
