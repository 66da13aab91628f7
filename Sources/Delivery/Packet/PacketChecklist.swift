internal import Analysis
internal import Geometry
internal import Registry
internal import Texts
internal import Toponymy

/// What a packet was made of, what is missing, and what was found (`清单.md`).
struct PacketChecklist {
  let line: InspectedLine
  let inspection: JointInspection
  let result: CheckResult
  /// Name and meaning of each file that was written.
  let files: [(name: String, title: LocalizedText)]
  /// What could not be made, and why; what a file lacks.
  let notMade: [LocalizedText]

  func markdown(_ language: Language) -> String {
    var text = "# \(Markdown.escaped(line.name))" + words("联合检查资料清单", ": packet for the joint inspection")[language]
    text += "\n\n<!-- jieming -->\n\n"
    text += words("截至 \(inspection.asOf)。", "As of \(inspection.asOf).")[language] + "\n"
    text += chapter(words("界线", "Line"), facts, language)
    text += chapter(words("缺少的资料", "What is missing"), missing, language)
    text += findings(language)
    text += "\n## " + words("文件", "Files")[language] + "\n\n"
    for file in files { text += "- `\(file.name)`：\(file.title[language])\n" }
    return text
  }

  private func chapter(_ title: LocalizedText, _ items: [LocalizedText], _ language: Language) -> String {
    let items = items.isEmpty ? [words("没有发现缺项。", "Nothing.")] : items
    return "\n## \(title[language])\n\n" + items.map { "- \(Markdown.escaped($0[language]))\n" }.joined()
  }

  // MARK: The line

  private var table: RecordTable { inspection.dataset[.boundaryLine] }

  private func text(_ key: FieldKey) -> String? { line.text(key, in: inspection) }

  private var facts: [LocalizedText] {
    var facts: [LocalizedText] = []
    func add(_ zh: String, _ en: String, _ value: String?, _ english: String? = nil) {
      if let value { facts.append(words("\(zh)：\(value)", "\(en): \(english ?? value)")) }
    }
    add("代码", "Code", line.line.code)
    if let level = line.line.level?.title { facts.append(words("等级：\(level.zh)", "Level: \(level.en)")) }
    add("毗邻单位", "Parties", parties.isEmpty ? nil : parties.joined(separator: "、"))
    add("登记长度", "Recorded length", text("length_km").map { "\($0) 千米" }, text("length_km").map { "\($0) km" })
    add(
      "图形长度", "Length of the geometry",
      line.marked.map { "\(NumberText.decimal($0.lengthMetres / 1000, decimals: 3)) 千米" },
      line.marked.map { "\(NumberText.decimal($0.lengthMetres / 1000, decimals: 3)) km" })
    add("界桩", "Markers", "\(NumberText.grouped(line.markers.count)) 颗", NumberText.grouped(line.markers.count))
    add("上次联检", "Last inspection", (line.last?.date).map(\.description))
    add("上次联检轮次", "Last round", line.last?.round)
    if let inspected = inspectedMarkers { facts.append(inspected) }
    for entry in inspection.due(of: line) {
      let reason = InspectionTables.reason(entry)
      let days =
        entry.days < 0
        ? ("已逾期 \(-entry.days) 天", "\(-entry.days) days overdue") : ("还有 \(entry.days) 天", "in \(entry.days) days")
      facts.append(
        words("应于 \(entry.due) 前联检，\(days.0)：\(reason.zh)", "Due \(entry.due), \(days.1): \(reason.en)"))
    }
    return facts
  }

  /// How many markers were seen in the last inspection, where not all were.
  private var inspectedMarkers: LocalizedText? {
    guard let last = line.last, last.rowOfLineTable == nil, let date = last.date else { return nil }
    let seen = line.markers.count { marker in
      guard let record = inspection.lastInspection(of: marker) else { return false }
      return last.round != nil && record.round == last.round || record.date == date
    }
    guard seen < line.markers.count else { return nil }
    return words(
      "上次联检的记录只有 \(seen) 颗界桩，全线共 \(line.markers.count) 颗，请确认是否已全部检查",
      "the last inspection has records of \(seen) of \(line.markers.count) markers only: was the whole line inspected?")
  }

  private var parties: [String] { line.parties(in: inspection) }

  // MARK: Missing

  /// What the packet lacks; told on standard error too where it concerns the line itself.
  var missing: [LocalizedText] { geometryFaults + notMade + missingOfLine + missingOfMarkers }

  /// Why the line cannot be drawn or measured.
  var geometryFaults: [LocalizedText] {
    let geometry = table.geometry
    let rows = line.group.map { inspection.lines[$0].row }
    guard let marked = line.marked else {
      let isOther = rows.contains { geometry.types[$0] != .none }
      return isOther
        ? [words("界线的图形不是线，或坐标不是有效的数", "the geometry is no line, or has impossible coordinates")]
        : [words("界线没有图形", "the line has no geometry")]
    }
    if marked.path == nil {
      let hasOneVertex = marked.rows.allSatisfy { geometry.vertices(ofRow: $0).count < 2 }
      return hasOneVertex
        ? [words("界线只有一个顶点，不能量测", "the line has a single vertex")] : [words("界线长度为零", "the line has no length")]
    }
    var faults = marked.otherRows.isEmpty ? [] : [versions(marked)]
    if marked.lengthMetres < 0.01 { return faults + [words("界线长度为零", "the line has no length")] }
    if !marked.isContinuous {
      faults.append(
        words("界线分成几段，不能首尾相接，里程按记录的先后累计", "the parts of the line do not join; chainages add up in their order"))
    }
    return faults
  }

  /// Which of several versions of the line the packet is made from.
  private func versions(_ marked: MarkedLine) -> LocalizedText {
    func list(_ rows: [Int], _ mark: String) -> String {
      rows.map { String(table.origins[$0].row) }.joined(separator: mark)
    }
    return words(
      "界线画了不止一份，本资料用界线表第 \(list(marked.rows, "、")) 行的图形，没有用第 \(list(marked.otherRows, "、")) 行的",
      "the line is drawn more than once; this packet uses row \(list(marked.rows, ", ")), not \(list(marked.otherRows, ", "))"
    )
  }

  private var missingOfLine: [LocalizedText] {
    var missing: [LocalizedText] = []
    if text(.course) == nil { missing.append(words("没有走向说明", "no course text")) }
    if inspection.due(of: line).isEmpty {
      missing.append(words("没有上次联检日期，不能推算何时到期", "no date of the last inspection, so none that is due"))
    }
    let divisions = inspection.dataset[.division]
    let drawn = inspection.divisions.filter { divisions.geometry.types[$0.row].dimension == 2 }
    let units = UnitIndex(drawn)
    // The towns of a district show where it ends.
    let districts = Set(
      drawn.compactMap { $0.code.flatMap { try? DivisionCode($0.prefix(6)) } }
        .compactMap { DivisionList.linkedIn.units[$0]?.name })
    let without = parties.filter { units.divisions(named: $0).isEmpty && !districts.contains($0) }
    if !without.isEmpty {
      missing.append(
        words(
          "没有政区图形：\(without.joined(separator: "、"))，不能核对两侧政区",
          "no polygons of \(without.joined(separator: ", ")): the two sides cannot be compared"))
    }
    if parties.count < 2 { missing.append(words("没有写明两个毗邻单位", "the two parties are not named")) }
    if line.markers.isEmpty { missing.append(words("没有本界线的界桩", "no markers of the line")) }
    if inspection.dataset[.placeName].count == 0 {
      missing.append(words("没有地名数据，工作图上没有村名", "no place names, so none on the strip map"))
    }
    return missing
  }

  private var missingOfMarkers: [LocalizedText] {
    let table = inspection.dataset[.boundaryMarker]
    func lacking(_ zh: String, _ en: String, _ isLacking: (InspectedLine.Marker) -> Bool) -> LocalizedText? {
      let names = line.markers.filter(isLacking).map {
        VisibleText.of($0.record.number ?? "第 \($0.record.origin.row) 行")
      }
      guard !names.isEmpty else { return nil }
      let shown = names.prefix(20)
      let more = names.count > shown.count
      return words(
        "\(zh)（\(names.count) 颗）：\(shown.joined(separator: "、"))\(more ? "等" : "")",
        "\(en) (\(names.count)): \(shown.joined(separator: ", "))\(more ? " …" : "")")
    }
    func isBlank(_ key: String, _ marker: InspectedLine.Marker) -> Bool {
      table.text(FieldKey(rawValue: key), marker.record.row) == nil
    }
    return [
      lacking("没有坐标的界桩", "markers without position") { $0.record.position == nil },
      lacking("没有登记表的界桩", "markers without registration form") { isBlank("registration_form", $0) },
      lacking("没有照片的界桩", "markers without photo") { isBlank("photo", $0) },
      lacking("方位物不足三个的界桩", "markers with fewer than three reference objects") { marker in
        (1...3).contains { isBlank("reference\($0)", marker) }
      },
      lacking("没有上次检查记录的界桩", "markers without record of the last inspection") {
        inspection.lastInspection(of: $0) == nil
      },
    ].compactMap(\.self)
  }

  // MARK: Findings

  private func findings(_ language: Language) -> String {
    let open = result.findings.filter { $0.waived?.waives != true }
    var result = result
    result.findings = open
    let summary = FindingsSummary(open)
    let ran = result.rules.count - result.notRun.count
    var text = "\n## " + words("检查情况", "What was checked")[language] + "\n\n"
    text +=
      words(
        "运行有关界线、界桩、政区和坐标的规则 \(ran) 条；与本界线及其界桩有关的未处理问题"
          + (summary.total == 0 ? "没有。" : " \(summary.total) 条：\(summary.severityText(.zh))。详见 findings.xlsx。"),
        "\(ran) rules on boundaries, markers, divisions and coordinates ran; open findings about the line and its markers: \(summary.total == 0 ? "none" : summary.severityText(.en))."
      )[language] + "\n"
    if summary.total > 0 { text += "\n" + SummaryTables.byRule(result).markdown(language) }
    let notRun = SummaryTables.notRun(result)
    if !notRun.rows.isEmpty {
      text += "\n" + words("没有运行的规则：", "Rules that did not run:")[language] + "\n\n" + notRun.markdown(language)
    }
    return text
  }

  private func words(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }
}
