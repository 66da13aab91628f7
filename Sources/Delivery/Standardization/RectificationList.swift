internal import Registry
internal import Texts

/// The list of names to be cleaned up (清理整治清单): one row for each name and type, suspects for experts to judge.
struct RectificationList {
  private struct Entry {
    let row: Int
    let kind: NonstandardKind
    var findings: [Finding]
    var kinds: [LocalizedText]
  }

  let findings: NameFindings
  private let listed: [Entry]
  /// Customary names and the like, which are told but not proposed for cleaning up.
  private let informative: [Entry]
  /// Findings that a reviewer has decided not to follow.
  private let settledCount: Int
  private let signCount: Int

  /// - Parameter newestRows: the rows that groups of duplicates are listed under, by the ids of findings.
  init(_ findings: NameFindings, newestRows: [String: Int]) {
    self.findings = findings
    var entries: [Entry] = []
    var places: [String: Int] = [:]
    var (settled, signs) = (0, 0)
    for finding in findings.result.findings {
      guard let kind = NonstandardKind.of(finding.rule), kind.isForRectification else { continue }
      guard let row = newestRows[finding.id] ?? findings.row(of: finding) else {
        signs += 1
        continue
      }
      guard finding.waived?.waives != true else {
        settled += 1
        continue
      }
      let place = "\(row)/\(kind.type.zh)/\(finding.severity == .info)"
      if let index = places[place] {
        entries[index].findings.append(finding)
        if !entries[index].kinds.contains(kind.kind) { entries[index].kinds.append(kind.kind) }
      } else {
        places[place] = entries.count
        entries.append(Entry(row: row, kind: kind, findings: [finding], kinds: [kind.kind]))
      }
    }
    let names = findings.names
    entries.sort {
      ($0.kind.typeOrder, names.rank($0.row), $0.kind.rule) < ($1.kind.typeOrder, names.rank($1.row), $1.kind.rule)
    }
    listed = entries.filter { $0.findings.contains { $0.severity > .info } }
    informative = entries.filter { entry in entry.findings.allSatisfy { $0.severity == .info } }
    (settledCount, signCount) = (settled, signs)
  }

  var count: Int { listed.count }

  /// The findings of the list, as a result of their own for the map.
  var result: CheckResult {
    let ids = Set((listed + informative).flatMap { $0.findings.map(\.id) })
    var result = findings.result
    result.findings.removeAll { !ids.contains($0.id) }
    return result
  }

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "疑似不规范地名清理整治清单", en: "Names suspected not to conform")
    try findings.write(
      [
        sheet(listed, LocalizedText(zh: "清理整治清单", en: "to be judged"), title, notes),
        sheet(
          informative, LocalizedText(zh: "提示", en: "for information"),
          LocalizedText(zh: "仅作提示、不建议列入清理整治的地名", en: "Names told for information only"),
          [
            LocalizedText.internalList(findings.asOf),
            LocalizedText(
              zh: "群众惯用的乡村地名、老地名同音等，只作提示；确需整治的由专家提出。",
              en: "Customary rural names, old names of one sound and the like: told only, for experts to take up."),
          ]),
      ], to: path)
  }

  // MARK: The sheet

  private var notes: [LocalizedText] {
    var notes = [
      LocalizedText.internalList(findings.asOf),
      LocalizedText(
        zh: "本清单由程序按规则列出，只是疑似，是否认定由专家研究决定（“专家意见”栏有下拉选项）；公布前须按程序征求意见。",
        en: "These are suspects found by rules; experts decide (drop-down), and lists are posted for comment first."),
    ]
    let counts = NonstandardKind.types.compactMap { type -> LocalizedText? in
      let count = listed.count { $0.kind.type == type }
      return count == 0 ? nil : LocalizedText(zh: "\(type.zh) \(count)", en: "\(type.en) \(count)")
    }
    if !counts.isEmpty {
      notes.append(
        LocalizedText(
          zh: "共 \(listed.count) 条：\(counts.map(\.zh).joined(separator: "，"))。",
          en: "\(listed.count) rows: \(counts.map(\.en).joined(separator: ", "))."))
    }
    if settledCount + signCount > 0 {
      notes.append(
        LocalizedText(
          zh: "另有 \(settledCount) 条问题已核实为误报或予以保留，\(signCount) 条在地名标志上，都不在本清单内，见 findings.xlsx 或 jieming check。",
          en:
            "Not listed: \(settledCount) findings reviewed as false or accepted, \(signCount) on signs (see findings.xlsx)."
        ))
    }
    return notes
  }

  private static let columns: [ListSheet.Column] = [
    .init("序号", "no.", 6, style: .centred), .init("名称", "name", 18), .init("地名代码", "code", 22),
    .init("地理实体类型", "class", 14), .init("所属政区", "unit", 12), .init("不规范类型", "type", 12),
    .init("具体情形", "kind", 16), .init("存在年限", "age", 10, style: .centred), .init("理由", "reason", 46),
    .init("建议", "suggestion", 28), .init("专家意见", "verdict", 11, choices: ListChoice.recognition),
    .init("备注", "remark", 16, style: .editable), .init("问题编号", "findings", 18, isPrinted: false),
  ]

  private func sheet(
    _ entries: [Entry], _ name: LocalizedText, _ title: LocalizedText, _ notes: [LocalizedText]
  ) -> ListSheet {
    ListSheet(
      name: name, title: title, notes: notes, columns: Self.columns, rowCount: entries.count,
      emptyText: LocalizedText(zh: "没有发现疑似不规范的地名。", en: "No name is suspected.")
    ) { cells(entries[$0], number: $0 + 1) }
  }

  private func cells(_ entry: Entry, number: Int) -> [ReportTable.Cell] {
    let names = findings.names
    let separator = LocalizedText(zh: "；", en: "; ")[findings.language]
    func joined(_ texts: [String]) -> ReportTable.Cell {
      .text(texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: separator))
    }
    return [
      .ordinal(number), findings.text(.name, entry.row), findings.text(.placeCode, entry.row),
      .text(names.classText(entry.row)), .text(names.unitText(entry.row)), .localized(entry.kind.type),
      .list(entry.kinds.map { $0[findings.language] }), existence(entry.row),
      joined(entry.findings.map(findings.reason)), joined(entry.findings.compactMap(findings.renderer.next)),
      ListChoice.recognition(entry.findings.lazy.compactMap(\.waived).first),
      .optional(entry.findings.lazy.compactMap { $0.waived?.reason }.first { !$0.isEmpty }),
      .list(entry.findings.map(\.id)),
    ]
  }

  /// How long the name has existed, in the steps of the lists; blank where nothing says.
  private func existence(_ row: Int) -> ReportTable.Cell {
    let stated = findings.names.table.text(.established, row).flatMap { text in
      CalendarDate(parsing: text)?.year ?? StatedTime.all(in: text, until: findings.asOf.year).first?.years.upperBound
    }
    guard let year = findings.names.began(row)?.year ?? stated, year <= findings.asOf.year else { return .blank }
    switch findings.asOf.year - year {
    case ...5: return .localized(LocalizedText(zh: "1—5年", en: "1–5 years"))
    case 6...10: return .localized(LocalizedText(zh: "6—10年", en: "6–10 years"))
    default: return .localized(LocalizedText(zh: "10年以上", en: "over 10 years"))
    }
  }
}
