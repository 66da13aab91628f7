internal import Geometry
internal import Registry
internal import Texts

/// The columns of findings in tables: CSV, spreadsheet, and the properties of GeoJSON.
enum FindingField: String, CaseIterable {
  case id, rule, name, title, severity, certainty, kind, key, subject, file, layer, row, field, value, message
  case measure, unit, limit, longitude, latitude, basis, next, causedBy, fix, waived

  var title: LocalizedText {
    switch self {
    case .id: LocalizedText(zh: "编号", en: "id")
    case .rule: LocalizedText(zh: "规则代码", en: "rule")
    case .name: LocalizedText(zh: "规则名", en: "name")
    case .title: LocalizedText(zh: "问题", en: "problem")
    case .severity: LocalizedText(zh: "级别", en: "severity")
    case .certainty: LocalizedText(zh: "性质", en: "certainty")
    case .kind: LocalizedText(zh: "数据类型", en: "kind")
    case .key: LocalizedText(zh: "对象标识", en: "key")
    case .subject: LocalizedText(zh: "对象", en: "subject")
    case .file: LocalizedText(zh: "文件", en: "file")
    case .layer: LocalizedText(zh: "工作表或图层", en: "layer")
    case .row: LocalizedText(zh: "行号", en: "row")
    case .field: LocalizedText(zh: "字段", en: "field")
    case .value: LocalizedText(zh: "原值", en: "value")
    case .message: LocalizedText(zh: "说明", en: "message")
    case .measure: LocalizedText(zh: "量值", en: "measure")
    case .unit: LocalizedText(zh: "单位", en: "unit")
    case .limit: LocalizedText(zh: "限值", en: "limit")
    case .longitude: LocalizedText(zh: "经度", en: "longitude")
    case .latitude: LocalizedText(zh: "纬度", en: "latitude")
    case .basis: LocalizedText(zh: "依据", en: "basis")
    case .next: LocalizedText(zh: "下一步", en: "next")
    case .causedBy: LocalizedText(zh: "起因", en: "caused by")
    case .fix: LocalizedText(zh: "建议修改", en: "proposed change")
    case .waived: LocalizedText(zh: "已有核实结论", en: "waived")
    }
  }

  func cell(_ finding: Finding, _ renderer: MessageRenderer) -> ReportTable.Cell {
    switch self {
    case .id: .text(finding.id)
    case .rule: .text(finding.rule)
    case .name: .optional(renderer.rule(of: finding)?.name)
    case .title: renderer.rule(of: finding).map { .localized($0.title) } ?? .blank
    case .severity: .localized(finding.severity.title)
    case .certainty: .localized(finding.certainty.title)
    case .kind: .localized(Self.kindTitle(finding.subject.kind))
    case .key: .text(finding.subject.key)
    case .subject:
      .text(
        finding.subject.kind == Subject.tableKind
          ? renderer.subjectName(of: finding) : finding.subject.name ?? finding.subject.key)
    case .file: .optional(renderer.source(of: finding)?.file)
    case .layer: .optional(renderer.source(of: finding)?.layer)
    case .row: finding.origin.map { .ordinal($0.row) } ?? .blank
    case .field: .optional(finding.evidence.map { renderer.fieldTitle($0.field, of: finding) })
    case .value: .optional(finding.evidence?.value)
    case .message: .text(renderer.message(finding))
    case .measure: .number(finding.measure?.value, decimals: 6)
    case .unit: finding.measure.map { .localized($0.unit.title) } ?? .blank
    case .limit: .number(finding.measure?.limit, decimals: 6)
    case .longitude: .number(finding.place?.x, decimals: FindingGeometry.decimals)
    case .latitude: .number(finding.place?.y, decimals: FindingGeometry.decimals)
    case .basis: .optional(renderer.basis(finding))
    case .next: .optional(renderer.next(finding))
    case .causedBy: .optional(finding.causedBy)
    case .fix: .optional(finding.fix.map { renderer.text(of: $0, in: finding) })
    case .waived: .optional(finding.waived.map { renderer.text(of: $0) })
    }
  }

  static func kindTitle(_ kind: String) -> LocalizedText {
    if kind == Subject.tableKind { return LocalizedText(zh: "数据表", en: "table") }
    return RecordKind(rawValue: kind)?.title ?? LocalizedText(zh: kind, en: kind)
  }
}

extension ReportTable.Cell {
  static func optional(_ text: String?) -> ReportTable.Cell { text.map { .text($0) } ?? .blank }

  static func number(_ value: Double?, decimals: Int) -> ReportTable.Cell {
    guard let value, value.isFinite else { return .blank }
    return .number(value, decimals: decimals)
  }
}

extension MessageRenderer {
  /// `横坐标：“35598615.405” → “598615.405”（可自动修改）`
  func text(of fix: Fix, in finding: Finding) -> String {
    let safety =
      switch fix.safety {
      case .safe: LocalizedText(zh: "可自动修改", en: "safe")
      case .unsafe: LocalizedText(zh: "修改前须核实", en: "check before applying")
      case .display: LocalizedText(zh: "仅供参考", en: "for information")
      }
    let change = "“\(VisibleText.of(fix.old))” → “\(VisibleText.of(fix.new))”"
    let field = fieldTitle(fix.field, of: finding)
    return LocalizedText(
      zh: "\(field)：\(change)（\(safety.zh)）", en: "\(field): \(change) (\(safety.en))")[language]
  }

  /// `误报：新旧路名并存（张三，2026-10-08）`
  func text(of waiver: Waiver) -> String {
    let verdict = ReviewVerdict(rawValue: waiver.verdict)?.title[language] ?? VisibleText.of(waiver.verdict)
    let reason = waiver.reason.isEmpty ? "" : LocalizedText(zh: "：", en: ": ")[language] + VisibleText.of(waiver.reason)
    let signature = [waiver.author, waiver.date].filter { !$0.isEmpty }.map(VisibleText.of)
      .joined(separator: LocalizedText(zh: "，", en: ", ")[language])
    guard !signature.isEmpty else { return verdict + reason }
    return verdict + reason + LocalizedText(zh: "（\(signature)）", en: " (\(signature))")[language]
  }
}
