import Geometry
import Registry

/// Columns that a table of its kind should have and has not, or has only blank.
enum MissingColumn: Rule {
  static let descriptor = RuleDescriptor(
    code: "I101", name: "missing-column",
    title: LocalizedText(zh: "缺少必要的列", en: "missing column"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "数据表缺少该类数据应有的列，或该列全部空白；列出现有表头和最接近的表头。没有就无法使用的列为错误：地名的标准名称，"
        + "界桩的编号、所属界线和位置，政区的代码或名称，界线的名称或代码以及图形，设施的名称；其余为提示。",
      en:
        "A column that tables of the kind should have is absent or wholly blank; lists the headers seen and the nearest one. "
        + "An error for what the kind cannot do without (name of a place; number, line and position of a marker; code or name "
        + "of a division; name or code and shape of a line; name of a facility), information for the others."),
    why: LocalizedText(
      zh: "没有这一列，依靠它的检查都不能进行，记录之间也对不上。",
      en: "Without the column the checks that need it do not run, and records cannot be joined."),
    basis: LocalizedText(
      zh: "各类数据表应有的列，见说明文档《输入文件》", en: "the columns of each kind, see Documentation/input-files.md"),
    next: LocalizedText(
      zh: "在原表中补上该列后重新导入；如果该列用了别的表头，导入时用 --field 键名=表头 指明。",
      en: "Add the column and import again; if it goes by another header, name it with --field key=Header."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "缺少“{column}”列；现有表头：{headers}", en: "no column “{column}”; headers seen: {headers}"),
      "nearest": LocalizedText(
        zh: "缺少“{column}”列，表头“{nearest}”与它最接近；现有表头：{headers}",
        en: "no column “{column}”, the nearest header is “{nearest}”; headers seen: {headers}"),
      "blank": LocalizedText(
        zh: "“{column}”列全部空白；现有表头：{headers}", en: "column “{column}” is wholly blank; headers seen: {headers}"),
    ])

  static let examples = [
    RuleExample(
      zh: "地名表没有标准名称，界桩表没有位置", en: "place names without name, markers without position",
      """
      place_name      | place_code           | class_code | romanisation | unit     <- E
                      | 50015110122200000001 | 22200      | Wangjiawan   | 土桥镇
      boundary_marker | line   | number   | northing   <- E
                      | 铜合线 | 5117001Q | 3300000
      """),
    RuleExample(
      zh: "有这一列，但全部空白", en: "the column is there, but wholly blank",
      """
      facility | name | type       | address   <-
               |      | 农村公益性 | 土桥镇
               |      | 城市公益性 | 二坪镇
      """),
    RuleExample(
      zh: "表式要求填写的列没有时只作提示", en: "columns that the forms ask for are information",
      """
      place_name | name   | class_code | unit     <- I
                 | 王家塆 | 22200      | 土桥镇
      """),
    RuleExample(
      zh: "几种写法有其一即可：界线代码代替名称，平面坐标代替经纬度", en: "one of several suffices: code for name, plane for geographic",
      """
      boundary_line   | code         | geom
                      | 500117500151 | 0 0, 1000 0
      boundary_marker | line_code    | number   | northing | easting
                      | 500117500151 | 5117001Q | 3300000  | 35600000
      division        | name   | geom
                      | 土桥镇 | 0 0, 1000 0, 1000 1000, 0 1000
      """),
    RuleExample(
      zh: "界线表没有图形；人口表缺人口列只作提示", en: "lines without shape; population without figures is information",
      """
      boundary_line | name        <- E
                    | 铜合线
      population    | name        <- I
                    | 土桥镇
      """),
    RuleExample(
      zh: "表头看不出数据类型、只凭图形当作政区的表不查", en: "a table taken for divisions by its geometry alone is not looked at",
      """
      division | geom
               | 0 0, 1000 0, 1000 1000, 0 1000
      note kind-guessed value=division
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let drawn = area.dataset.sourcesWithGeometry
    // A table whose headers say nothing was taken for a kind by its geometry alone; no column is expected of it.
    let guessed = Set(area.dataset.notes.filter { $0.code == .kindGuessed }.map(\.source))
    for (index, source) in area.dataset.sources.enumerated() where !guessed.contains(index) {
      for need in ColumnNeed.all(of: source.kind) where !need.isMet(by: source, hasGeometry: drawn.contains(index)) {
        findings.report(table: source, field: need.key) { describe(need, of: source, &$0) }
      }
    }
  }

  private static func describe(_ need: ColumnNeed, of source: Source, _ finding: inout Finding) {
    if !need.isEssential { finding.severity = .info }
    finding.evidence = Evidence(field: need.key, value: "")
    finding.arguments["column"] = .localized(need.title)
    finding.arguments["headers"] =
      source.headers.isEmpty
      ? .localized(LocalizedText(zh: "（无）", en: "(none)")) : .list(source.headers.map(\.name))
    if need.alternatives.contains(where: { $0.allSatisfy { source.has($0.key) && $0.key != .geometry } }) {
      finding.message = "blank"
    } else if let nearest = nearestHeader(to: need, in: source) {
      finding.message = "nearest"
      finding.arguments["nearest"] = .text(nearest)
    }
  }

  /// The header that nothing reads and that is most like a name of one of the columns.
  private static func nearestHeader(to need: ColumnNeed, in source: Source) -> String? {
    let unread = source.headers.filter { $0.key == nil }.map(\.name)
    let names = need.fields.flatMap { [$0.title] + $0.aliases + [$0.key.rawValue] }
    return names.lazy.compactMap { NearestName.of($0, among: unread) }.first
  }
}

/// A column that a kind needs, or a group of columns of which one alternative suffices.
struct ColumnNeed {
  /// The key of the column, or the name of the group.
  let key: String
  /// Each alternative is met when all its columns are there.
  private(set) var alternatives: [[Field]]
  let isEssential: Bool

  var fields: [Field] { alternatives.flatMap { $0 } }

  var title: LocalizedText {
    LocalizedText(
      zh: alternatives.map { $0.map(\.title).joined(separator: "、") }.joined(separator: "，或"),
      en: alternatives.map { $0.map(\.key.rawValue).joined(separator: ", ") }.joined(separator: " or "))
  }

  /// The needs of a kind in the order of its form.
  static func all(of kind: RecordKind) -> [ColumnNeed] {
    var needs: [ColumnNeed] = []
    var alternativeNames: [[String]] = []
    for field in FieldCatalogue.standard[kind] {
      let (key, alternative): (String, String)
      switch field.requirement {
      case .optional: continue
      case .required, .expected: (key, alternative) = (field.key.rawValue, field.key.rawValue)
      case .oneOf(let group):
        // `position/plane` is the alternative `plane` of `position`; a member of a plain group stands for itself.
        let parts = group.split(separator: "/").map(String.init)
        (key, alternative) = (parts[0], parts.count > 1 ? parts[1] : field.key.rawValue)
      }
      if let need = needs.firstIndex(where: { $0.key == key }) {
        if let index = alternativeNames[need].firstIndex(of: alternative) {
          needs[need].alternatives[index].append(field)
        } else {
          needs[need].alternatives.append([field])
          alternativeNames[need].append(alternative)
        }
      } else {
        needs.append(
          ColumnNeed(key: key, alternatives: [[field]], isEssential: essential[kind]?.contains(key) ?? false))
        alternativeNames.append([alternative])
      }
    }
    return needs
  }

  func isMet(by source: Source, hasGeometry: Bool) -> Bool {
    alternatives.contains { fields in
      fields.allSatisfy { $0.key == .geometry ? hasGeometry : source.holds($0.key) }
    }
  }

  /// What a kind cannot do without.
  private static let essential: [RecordKind: Set<String>] = [
    .placeName: ["name"], .boundaryMarker: ["number", "line", "position"], .division: ["identity"],
    .boundaryLine: ["identity", "geometry"], .facility: ["name"],
  ]
}

extension Source {
  /// Whether a column is read as `key` and holds anything; the columns of a table without rows count as they stand.
  func holds(_ key: FieldKey) -> Bool {
    headers.contains { $0.key == key.rawValue && !($0.allBlank && importedCount > 0) }
  }
}

extension Dataset {
  /// The sources of which at least one row has a geometry.
  fileprivate var sourcesWithGeometry: Set<Int> {
    var found: Set<Int> = []
    for kind in kinds {
      let table = self[kind]
      var last = -1
      for row in table.rows where table.geometry.types[row] != .none && table.origins[row].source != last {
        last = table.origins[row].source
        found.insert(last)
      }
    }
    return found
  }
}
