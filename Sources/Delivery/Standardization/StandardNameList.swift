internal import Geometry
internal import Registry
internal import Texts

/// The list of standard names (标准地名录), in the order of the entries of a gazetteer.
struct StandardNameList {
  private enum Column {
    case serial, name, pinyin, romanisation, code, className, unit, longitude, latitude, meaning, history, description
    case secrecy, open
  }

  let findings: NameFindings
  let profile: NameProfile
  private let rows: [Int]
  private let columns: [Column]
  private let formerCount: Int
  private let namelessCount: Int
  private let withheld: [WithheldReason: Int]
  private let openTitles: [Int: [String]]

  init(_ findings: NameFindings, profile: NameProfile) {
    self.findings = findings
    self.profile = profile
    let names = findings.names
    let clearance = profile == .public ? NameClearance(findings) : nil
    var (former, nameless, rows) = (0, 0, [Int]())
    var withheld: [WithheldReason: Int] = [:]
    for row in names.rows {
      if names.table.text(.name, row) == nil {
        nameless += 1
      } else if !names.isCurrent(row) {
        former += 1
      } else if let reason = clearance?.reason(row) {
        withheld[reason, default: 0] += 1
      } else {
        rows.append(row)
      }
    }
    self.rows = names.sorted(rows)
    (formerCount, namelessCount, self.withheld) = (former, nameless, withheld)
    let hasPinyin = names.table["pinyin"].map { !$0.allBlank } ?? false
    columns =
      [.serial, .name] + (hasPinyin ? [.pinyin] : [])
      + [.romanisation, .code, .className, .unit, .longitude, .latitude, .meaning, .history]
      // Descriptions may hold what must not be published: storage of reservoirs, loads of bridges.
      + (profile == .internal ? [.description, .secrecy, .open] : [])
    var titles: [Int: [String]] = [:]
    if profile == .internal {
      for finding in findings.result.findings where finding.severity > .info && NameFindings.isOpen(finding) {
        guard let text = findings.renderer.rule(of: finding)?.title[findings.language] else { continue }
        for row in findings.rows(of: finding) where titles[row]?.contains(text) != true {
          titles[row, default: []].append(text)
        }
      }
    }
    openTitles = titles
  }

  var count: Int { rows.count }

  // MARK: Texts

  private static let title = LocalizedText(zh: "标准地名录", en: "List of standard names")

  private var notes: [LocalizedText] {
    var notes = [
      profile == .internal
        ? LocalizedText.internalList(findings.asOf)
        : LocalizedText(
          zh: "数据时点 \(findings.asOf)；经纬度取到分，2000国家大地坐标系。本表按登记的密级筛选，公开前仍须经保密审查。",
          en:
            "As of \(findings.asOf); positions to the minute, CGCS2000. Selected by the recorded grades; subject to review."
        )
    ]
    if profile == .internal {
      notes.append(
        LocalizedText(
          zh: "经纬度为 2000国家大地坐标系；线状、面状地名取起点。“待核问题”是检查出、尚未处理的问题，处理完才算标准地名。",
          en: "CGCS2000; lines and areas by their first point. Names with open findings are not standard yet."))
    }
    notes.append(leftOut)
    return notes
  }

  private var leftOut: LocalizedText {
    var reasons: [LocalizedText] = []
    if formerCount > 0 {
      reasons.append(LocalizedText(zh: "历史地名和已注销的 \(formerCount) 条", en: "\(formerCount) historic or cancelled"))
    }
    if namelessCount > 0 {
      reasons.append(LocalizedText(zh: "没有名称的 \(namelessCount) 条", en: "\(namelessCount) without name"))
    }
    reasons += WithheldReason.allCases.compactMap { reason in withheld[reason].map(reason.title) }
    guard !reasons.isEmpty else { return LocalizedText(zh: "共 \(count) 条。", en: "\(count) names.") }
    return LocalizedText(
      zh: "共 \(count) 条。未列入：\(reasons.map(\.zh).joined(separator: "，"))。",
      en: "\(count) names. Left out: \(reasons.map(\.en).joined(separator: ", ")).")
  }

  /// The titles are such as an import knows, so that a corrected list can be read.
  private static func definition(_ column: Column, _ profile: NameProfile) -> ListSheet.Column {
    switch column {
    case .serial: .init("序号", "no.", 7, style: .centred)
    case .name: .init("名称", "name", 18)
    case .pinyin: .init("汉语拼音", "pinyin", 20)
    case .romanisation: .init("罗马字母拼写", "romanisation", 22)
    case .code: .init("地名代码", "code", 22)
    case .className: .init("地名类别", "class", 14)
    case .unit: .init("所在行政区", "unit", 12)
    case .longitude: .init("经度", "longitude", 13, style: profile == .internal ? .degrees : .centred)
    case .latitude: .init("纬度", "latitude", 12, style: profile == .internal ? .degrees : .centred)
    case .meaning: .init("来历含义", "origin and meaning", 26)
    case .history: .init("历史沿革", "history", 30)
    case .description: .init("地理实体概况", "description", 30)
    case .secrecy: .init("密级", "secrecy", 7, style: .centred)
    case .open: .init("待核问题", "open findings", 18)
    }
  }

  private func cell(_ column: Column, _ index: Int) -> ReportTable.Cell {
    let row = rows[index]
    switch column {
    case .serial: return .ordinal(index + 1)
    case .name: return findings.text(.name, row)
    case .pinyin: return findings.text("pinyin", row)
    case .romanisation: return findings.text(.romanisation, row)
    case .code: return findings.text(.placeCode, row)
    case .className: return .text(findings.names.classText(row))
    case .unit: return .text(findings.names.unitText(row))
    case .longitude:
      return profile == .internal ? findings.longitude(row) : minutes(findings.names.table.position(row)?.x)
    case .latitude:
      return profile == .internal ? findings.latitude(row) : minutes(findings.names.table.position(row)?.y)
    case .meaning: return findings.texts(["origin", "meaning", "origin_meaning_history"], row)
    case .history: return findings.text(.history, row)
    case .description: return findings.text("description", row)
    case .secrecy: return findings.text(.secrecy, row)
    case .open: return openTitles[row].map { .list($0) } ?? .blank
    }
  }

  /// Whole minutes, as gazetteers print positions.
  private func minutes(_ degrees: Double?) -> ReportTable.Cell {
    guard let degrees, degrees.isFinite, degrees.magnitude <= 180 else { return .blank }
    let total = Int((degrees.magnitude * 60).rounded())
    let digits = String(total % 60)
    return .text("\(degrees < 0 ? "-" : "")\(total / 60)°\(digits.count < 2 ? "0" : "")\(digits)′")
  }

  // MARK: Files

  func write(to path: String) throws(SpreadsheetError) {
    let sheet = ListSheet(
      name: Self.title, title: Self.title, notes: notes, columns: columns.map { Self.definition($0, profile) },
      rowCount: rows.count, emptyText: LocalizedText(zh: "没有可以列入的地名。", en: "There is no name to list.")
    ) { index in columns.map { cell($0, index) } }
    try findings.write([sheet], to: path, use: .result)
  }

  /// The same as CSV; its first header is the mark by which the file is known as ours.
  func writeCSV<Sink: OutputSink>(to sink: inout Sink) throws {
    var csv = CSVWriter()
    let titles = columns.map { column in
      column == .serial
        ? LocalizedText(zh: "名录序号", en: "entry")[findings.language]
        : Self.definition(column, profile).title[findings.language]
    }
    csv.row(titles)
    for index in rows.indices {
      csv.row(columns.map { Self.plain(cell($0, index), findings.language) })
      guard csv.bytes.count > 1 << 20 else { continue }
      try csv.flush(to: &sink)
    }
    try csv.flush(to: &sink)
  }

  /// Texts as they are, numbers without commas.
  private static func plain(_ cell: ReportTable.Cell, _ language: Language) -> String {
    switch cell {
    case .text(let text): text
    case .number(let value, let decimals): NumberText.decimal(value, decimals: decimals, grouped: false)
    default: cell.text(language)
    }
  }
}
