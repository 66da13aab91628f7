import Geometry
import Registry

/// Extents that end before they begin, and lines and areas without extent.
enum BadExtent: Rule {
  static let descriptor = RuleDescriptor(
    code: "N805", name: "bad-extent",
    title: LocalizedText(zh: "坐标范围有误", en: "bad extent"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh: "“至东经”小于“东经”、“至北纬”小于“北纬”的地名；河流、公路、铁路、街路巷、湖泊、水库等线状、面状地名没有填“至东经”“至北纬”，"
        + "也没有线、面图形的。表中没有这两栏时，整张表合为一条提示。",
      en:
        "Places whose longitude_to is less than longitude, or latitude_to less than latitude; lines and areas such as rivers, "
        + "roads, railways, streets, lakes and reservoirs without longitude_to and latitude_to, unless they have a line or "
        + "polygon. One piece of information about a table that lacks both columns."),
    why: LocalizedText(
      zh: "范围写反或缺少时，线状、面状地名在图上只落成一个点，图幅索引也会出错。",
      en:
        "With an extent reversed or missing, a line or area shrinks to a point on the map, and sheet indexes go wrong."),
    basis: LocalizedText(
      zh: "第二次全国地名普查地名登记表：线状、面状地名填写东经、至东经、北纬、至北纬",
      en: "registration form of the second place-name census: lines and areas have longitude, latitude from and to"),
    next: LocalizedText(
      zh: "写反的对调；缺少的在地图上量取起止经纬度补填。", en: "Exchange what is reversed; take what is missing from the map."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{to}”{value} 小于“{from}”{start}，范围写反", en: "{to} {value} is less than {from} {start}"),
      "missing": LocalizedText(
        zh: "线状、面状地名（{class}）没有填写：{fields}", en: "a line or area (class {class}) without {fields}"),
      "columns": LocalizedText(
        zh: "有 {measure} 个线状、面状地名，表中没有栏目：{fields}",
        en: "{measure} lines or areas; the table lacks the columns {fields}"),
    ])

  static let examples = [
    RuleExample(
      zh: "至东经小于东经；河流没有范围，居民点不用填", en: "longitude_to below longitude; a river without extent; a hamlet needs none",
      """
      place_name | name   | class_code | longitude | longitude_to | latitude | latitude_to
                 | 安居溪 | 12100      | 106.05    | 106.01       | 29.80    | 29.85   <- W
                 | 淮远河 | 12100      | 106.05    | 106.08       | 29.80    | 29.85
                 | 小安溪 | 12100      | 106.05    |              | 29.80    |         <- W
                 | 王家湾 | 22200      | 106.05    |              | 29.80    |
                 | 建设路 | 23510      | 106.05    | 106.06       | 29.80    |         <- W
      """),
    RuleExample(
      zh: "整张表没有“至东经”“至北纬”；有线状图形的不算", en: "a table without these columns; one line has its shape",
      """
      place_name | name   | class_code | longitude | latitude | geom   <- I 1
                 | 安居溪 | 12100      | 106.05    | 29.80    | 0 0
                 | 淮远河 | 12100      | 106.05    | 29.80    | 0 0, 1000 500
                 | 火车站 | 23320      | 106.05    | 29.80    | 0 0
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    reportReversed(table, .longitude, .longitudeTo, into: &findings)
    reportReversed(table, .latitude, .latitudeTo, into: &findings)
    reportMissing(area, table, into: &findings)
  }

  // MARK: Reversed

  private static func reportReversed(
    _ table: RecordTable, _ from: FieldKey, _ to: FieldKey, into findings: inout FindingSink
  ) {
    guard let starts = table[from], let ends = table[to] else { return }
    for row in table.rows where !ends.isBlank(row) {
      guard let end = ends.withBytes(row, readCoordinate), let start = starts.withBytes(row, readCoordinate),
        end.isFinite, start.isFinite, end < start
      else { continue }
      findings.report(table, row: row, field: to) { finding in
        finding.evidence?.value = ends.trimmed(row)
        finding.arguments["from"] = .localized(RecordTable.titles([from], of: .placeName))
        finding.arguments["to"] = .localized(RecordTable.titles([to], of: .placeName))
        finding.arguments["start"] = .text(starts.trimmed(row))
      }
    }
  }

  // MARK: Missing

  private static func reportMissing(_ area: Area, _ table: RecordTable, into findings: inout FindingSink) {
    let keys: [FieldKey] = [.longitudeTo, .latitudeTo]
    let classes = area.nameClasses
    let types = table.geometry.types
    for (index, source) in area.dataset.sources.enumerated() where source.kind == .placeName {
      let present = keys.filter(source.has)
      let columns = present.compactMap { table[$0] }
      var count = 0
      for row in area.rows(ofSource: index) {
        guard let code = classes.code(row), let extent = ClassExtent.ofClass[code], extent != .point,
          types[row].dimension ?? 0 == 0
        else { continue }
        count += 1
        if columns.contains(where: { $0.isBlank(row) }) {
          report(present.filter { table[$0]?.isBlank(row) ?? true }, row, code, of: table, into: &findings)
        }
      }
      guard count > 0, present.count < keys.count else { continue }
      findings.report(table: source) { finding in
        (finding.severity, finding.message) = (.info, "columns")
        finding.measure = Measure(Double(count), .count)
        finding.arguments["fields"] = .localized(
          RecordTable.titles(keys.filter { !source.has($0) }, of: .placeName))
      }
    }
  }

  private static func report(
    _ blank: [FieldKey], _ row: Int, _ code: Int, of table: RecordTable, into findings: inout FindingSink
  ) {
    findings.report(table, row: row, field: blank[0]) { finding in
      finding.message = "missing"
      finding.arguments["class"] = .text(table.text(.className, row) ?? String(code))
      finding.arguments["fields"] = .localized(RecordTable.titles(blank, of: .placeName))
    }
  }
}

extension FieldKey {
  static let longitudeTo: FieldKey = "longitude_to"
  static let latitudeTo: FieldKey = "latitude_to"
}
