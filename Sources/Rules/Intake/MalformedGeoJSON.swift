import Geometry
import Registry

/// Breaches of the GeoJSON standard that were met while reading.
enum MalformedGeoJSON: Rule {
  static let descriptor = RuleDescriptor(
    code: "I109", name: "malformed-geojson",
    title: LocalizedText(zh: "GeoJSON 不合标准", en: "malformed GeoJSON"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "GeoJSON 文件不符合 RFC 7946 或 RFC 8259 的地方，逐处给出 JSON 路径和字节位置；BOM、crs 成员、末尾填充字符不影响读取，列为提示。",
      en:
        "Breaches of RFC 7946 or RFC 8259, each with its JSON path and byte offset; a byte order mark, a crs member and "
        + "padding at the end do no harm and are information."),
    why: LocalizedText(
      zh: "不合标准的文件，有的软件拒绝读取，有的读错或丢掉要素而没有提示。",
      en: "Some software refuses such a file, other software misreads it or drops features without a word."),
    basis: LocalizedText(
      zh: "RFC 7946《GeoJSON 格式》，RFC 8259《JSON 数据交换格式》", en: "RFC 7946 The GeoJSON Format, RFC 8259 JSON"),
    next: LocalizedText(
      zh: "请提供文件的单位用 GIS 软件重新导出，或按所给位置改正。",
      en: "Ask for a new export from a GIS, or correct the file at the place given."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{path}（第 {offset} 字节）：{problem}", en: "{path} (byte {offset}): {problem}")
    ])

  static let examples = [
    RuleExample(
      zh: "环未闭合（在要素上），有 crs 成员（在文件上）", en: "an unclosed ring of a feature, a crs member of the file",
      """
      division | code      | name   | geom   <-
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
               | 500151103 | 二坪镇 | 1000 0, 2000 0, 2000 1000, 1000 1000   <-
      note malformed-geojson path=$.crs offset=40 problem=crs-member
      note malformed-geojson row=3 path=$.features[1].geometry.coordinates[0] offset=310 problem=unclosed-ring
      """),
    RuleExample(
      zh: "没有问题", en: "nothing to tell",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let notes = area.dataset.notes.filter { $0.code == .malformedGeoJSON }
    findings.report(notes, in: area) { note, finding in
      finding.evidence = nil
      describe(note, &finding)
    }
  }

  private static func describe(_ note: ImportNote, _ finding: inout Finding) {
    let path = note.details["path"] ?? "$"
    if let problem = note.details["problem"], harmless.contains(problem) { finding.severity = .info }
    finding.evidence = Evidence(field: "path", value: path)
    finding.arguments["path"] = .text(path)
    finding.arguments["offset"] = .text(note.details["offset"] ?? "")
    finding.arguments["problem"] = .localized(
      LocalizedText(zh: note.details["zh"] ?? "", en: note.details["en"] ?? ""))
  }

  /// Problems that lose nothing and mislead nobody; a mixed collection is legal GeoJSON that one record cannot hold.
  private static let harmless: Set<String> = [
    "byte-order-mark", "crs-member", "trailing-padding", "mixed-collection",
    "bare-geometry", "misplaced-properties",
  ]
}
