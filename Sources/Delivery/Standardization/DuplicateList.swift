internal import Analysis
internal import Registry

/// The groups of names that are the same or sound the same (重名同音清单), with the distances between the places.
struct DuplicateList {
  private struct Group {
    let finding: Finding
    let kind: NonstandardKind
    /// At least one, the oldest first.
    let rows: [Int]
  }

  private struct Member {
    let group: Int
    let row: Int
    let isFirst: Bool
  }

  let findings: NameFindings
  private let groups: [Group]
  private let members: [Member]
  private let settledCount: Int

  init(_ findings: NameFindings) {
    self.findings = findings
    let all = findings.result.findings.filter { finding in
      NonstandardKind.isDuplicate(finding.rule) && findings.row(of: finding) != nil
    }
    let open = all.filter { $0.waived?.waives != true }
    settledCount = all.count - open.count
    var groups = open.compactMap { finding -> Group? in
      guard let kind = NonstandardKind.of(finding.rule) else { return nil }
      return Group(finding: finding, kind: kind, rows: findings.rows(of: finding))
    }
    groups.sort { left, right in
      (left.finding.rule, findings.names.rank(left.rows[0]), left.finding.id)
        < (right.finding.rule, findings.names.rank(right.rows[0]), right.finding.id)
    }
    self.groups = groups
    members = groups.enumerated().flatMap { index, group in
      group.rows.enumerated().map { Member(group: index, row: $1, isFirst: $0 == 0) }
    }
  }

  var count: Int { groups.count }

  /// The newest place of each group, by the ids of findings: the one whose name would be the first to change.
  var newestRows: [String: Int] {
    Dictionary(groups.compactMap { group in group.rows.last.map { (group.finding.id, $0) } }) { first, _ in first }
  }

  // MARK: The sheet

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "重名同音地名清单", en: "Names that are the same or sound the same")
    let sheet = ListSheet(
      name: LocalizedText(zh: "重名同音清单", en: "groups"), title: title, notes: notes, columns: Self.columns,
      rowCount: members.count, emptyText: LocalizedText(zh: "没有发现重名、同音的地名。", en: "No names are the same.")
    ) { cells(members[$0]) }
    try findings.write([sheet], to: path)
  }

  private var notes: [LocalizedText] {
    var notes = [
      LocalizedText.internalList(findings.asOf),
      LocalizedText(
        zh: "每组第一个是组内最早的地名（没有时间的按老地名）；距离是到第一个地名的椭球面距离，线状、面状地名取起点。"
          + (findings.newSince.map { "\($0) 及以后命名、设立的为新地名。" } ?? ""),
        en:
          "The first of a group is the oldest (names without date count as old); distances are ellipsoidal, to the first."
          + (findings.newSince.map { " Names since \($0) are new." } ?? "")),
    ]
    if !groups.isEmpty || settledCount > 0 {
      notes.append(
        LocalizedText(
          zh: "共 \(groups.count) 组、\(members.count) 个地名" + (settledCount > 0 ? "；另有 \(settledCount) 组已核实为误报或予以保留" : "")
            + "。",
          en: "\(groups.count) groups of \(members.count) names"
            + (settledCount > 0 ? "; \(settledCount) more were reviewed as false or accepted" : "") + "."))
    }
    return notes
  }

  private static let columns: [ListSheet.Column] = [
    .init("组号", "group", 6, style: .centred), .init("类型", "kind", 9, style: .centred), .init("名称", "name", 18),
    .init("罗马字母拼写", "romanisation", 22), .init("地名代码", "code", 22), .init("地理实体类型", "class", 14),
    .init("所属政区", "unit", 12), .init("经度", "longitude", 13, style: .degrees),
    .init("纬度", "latitude", 12, style: .degrees), .init("距离（米）", "distance (m)", 11, style: .number),
    .init("命名或设立时间", "named or established", 12, style: .centred), .init("新老", "age", 10, style: .centred),
    .init("级别", "severity", 7, style: .centred), .init("处理意见", "treatment", 10, choices: ListChoice.treatment),
    .init("备注", "remark", 14, style: .editable), .init("问题编号", "finding", 18, isPrinted: false),
  ]

  private func cells(_ member: Member) -> [ReportTable.Cell] {
    let (group, row, names) = (groups[member.group], member.row, findings.names)
    let began = names.began(row)
    return [
      .ordinal(member.group + 1), .localized(group.kind.kind), findings.text(.name, row),
      findings.text(.romanisation, row), findings.text(.placeCode, row), .text(names.classText(row)),
      .text(names.unitText(row)), findings.longitude(row), findings.latitude(row), distance(member, group),
      .optional(began?.description), .localized(age(row, began)), .localized(group.finding.severity.title),
      .blank, member.isFirst ? .optional(group.finding.waived?.reason) : .blank, .text(group.finding.id),
    ]
  }

  private func distance(_ member: Member, _ group: Group) -> ReportTable.Cell {
    guard !member.isFirst, let first = group.rows.first.flatMap(findings.names.table.position),
      let own = findings.names.table.position(member.row)
    else { return .blank }
    return .number(EllipsoidalMeasure.distance(first, own), decimals: 1)
  }

  private func age(_ row: Int, _ began: CalendarDate?) -> LocalizedText {
    guard began != nil else { return LocalizedText(zh: "时间不详", en: "unknown") }
    return findings.isNew(row) ? LocalizedText(zh: "新命名", en: "new") : LocalizedText(zh: "老地名", en: "old")
  }
}
