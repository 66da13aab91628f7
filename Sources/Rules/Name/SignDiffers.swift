import Analysis
import Geometry
import Glibc
import Registry
import Texts
import Toponymy

/// Signs that do not agree with the place that they name.
enum SignDiffers: Rule {
  static let descriptor = RuleDescriptor(
    code: "N804", name: "sign-differs",
    title: LocalizedText(zh: "地名标志与地名不符", en: "sign differs from place"),
    severity: .warning, certainty: .definite, needs: [.placeName, .sign],
    finds: LocalizedText(
      zh: "地名标志按地名代码、没有代码时按名称对应到地名（同名的取最近的）：标志上的汉字与标准名称不同，标志上的拼写与地名的拼写字母不同"
        + "（声调、大小写、分写连写不计），对应不到地名，离地名超过限值，地名登记的标牌个数与标志表不同。门楼牌名称后的门牌号不计；"
        + "只有一个点的河流、道路、街巷不比距离。",
      en:
        "Signs are joined to places by place code, without one by name (the nearest of several): the sign's text differs "
        + "from the standard name, its romanisation from that of the place in other than tones, capitals and word division, it "
        + "belongs to no place, it stands farther away than the limit, or the place's sign_count differs from the signs. The "
        + "number on a door plate does not count; distances from rivers and roads that are only a point are not measured."
    ),
    why: LocalizedText(
      zh: "标志是标准地名最常见的用处，标志上的错字、错误拼写会被照着用。",
      en: "Signs are where most people meet a name; what is wrong there is copied."),
    basis: LocalizedText(
      zh: "《地名管理条例》（国务院令第753号）：地名标志应当使用标准地名；GB 17733《地名 标志》。距离限值为建议值，没有规定",
      en:
        "Regulations on Place Names (State Council Order 753): signs show standard names; GB 17733. The limit of distance is "
        + "a proposal, none is laid down"),
    next: LocalizedText(
      zh: "对照标准地名核实：标志错的列入更换清单，地名表错的改正地名表。",
      en: "Hold it against the standard name: replace a wrong sign, correct a wrong table."),
    settings: [
      RuleSetting(
        "limit", .number(500), unit: "m",
        meaning: LocalizedText(zh: "标志离地名多远以内算正常（建议值）", en: "how far a sign may stand from its place (a proposal)"))
    ],
    messages: [
      "text": LocalizedText(
        zh: "标志上写“{value}”，标准名称是“{name}”（{place}）",
        en: "the sign says “{value}”, the standard name is “{name}” ({place})"),
      "romanisation": LocalizedText(
        zh: "标志拼作“{value}”，“{name}”在地名表中拼作“{spelling}”（{place}）",
        en: "the sign spells “{value}”, the table of places spells {name} “{spelling}” ({place})"),
      "orphan": LocalizedText(zh: "标志“{value}”对应不到地名", en: "no place belongs to the sign “{value}”"),
      "orphanCode": LocalizedText(
        zh: "标志的地名代码“{value}”在地名表中没有", en: "the place code “{value}” of the sign is not in the table of places"),
      "orphanCodeColumn": LocalizedText(
        zh: "“地名代码”列有 {count} 个标志的代码在地名表中没有，如“{value}”；两表可能不是同一批",
        en:
          "the place codes of {count} signs are not in the table of places, such as “{value}”; the tables may not belong together"
      ),
      "orphanColumn": LocalizedText(
        zh: "有 {count} 个标志对应不到地名，如“{value}”；两表可能不是同一批",
        en: "{count} signs belong to no place, such as “{value}”; the tables may not belong together"),
      "far": LocalizedText(
        zh: "标志离“{name}”{measure}，超过 {limit}（{place}）",
        en: "the sign stands {measure} from “{name}”, more than {limit} ({place})"),
      "count": LocalizedText(
        zh: "登记的标牌个数为 {value}，标志表中有 {count} 个", en: "{value} signs are recorded, the table of signs has {count}"),
      "countColumn": LocalizedText(
        zh: "“标牌个数”列有 {count} 条与标志表中的个数不同；标志表可能不全",
        en: "{count} records have another number of signs than the table of signs, which may not be complete"),
    ])

  static let examples = [
    RuleExample(
      zh: "汉字、拼写、对应不到、太远、个数", en: "text, romanisation, no place, too far, the count",
      """
      place_name | place_code           | name   | romanisation | class_code | sign_count | geom
                 | 50015110122200000001 | 王家湾 | Wángjiāwān   | 22200      | 1          | 500 500
                 | 50015110122200000002 | 李家坝 | Lǐjiābà      | 22200      | 2          | 5000 500   <- W
                 | 50015110123510000001 | 建设路 | Jiànshè Lù   | 23510      |            | 500 500
      sign       | id | place_code           | name     | romanisation   | type     | geom
                 | 1  | 50015110122200000001 | 王家塆   | WANGJIAWAN     | 村牌     | 500 600    <- W
                 | 2  | 50015110122200000002 | 李家坝   | LI JIA BAI     | 村牌     | 5000 500   <- W
                 | 3  | 50015110122200000009 | 张家沟   | ZHANGJIAGOU    | 村牌     | 500 500    <- W
                 | 4  |                      | 赵家坡   |                | 村牌     | 500 500    <- W
                 | 5  |                      | 建设路   | JIANSHE LU     | 街路巷牌 | 3000 500
                 | 6  | 50015110123510000001 | 建设路12号 | JIANSHE LU   | 门楼牌   | 500 500
      """),
    RuleExample(
      zh: "离点状地名 1 千米；离道路线 300 米的不算", en: "a kilometre from a point; not 300 m from a road",
      """
      place_name | place_code | name   | class_code | geom
                 | 1          | 王家湾 | 22200      | 500 500
                 | 2          | 建设路 | 23510      | 0 0, 3000 0
      sign       | id | place_code | name   | geom
                 | 1  | 1          | 王家湾 | 1500 500   <- W 1000
                 | 2  | 2          | 建设路 | 2900 300
                 | 3  | 2          | 建设路 | 2900 700   <- W 700
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let signs = SignComparison(area, limitMetres: settings.number("limit") ?? 500)
    signs.reportOrphans(into: &findings)
    for (sign, place) in signs.joins.pairs {
      signs.reportText(sign, place, into: &findings)
      signs.reportRomanisation(sign, place, into: &findings)
      signs.reportDistance(sign, place, into: &findings)
    }
    signs.reportCounts(into: &findings)
  }
}

/// Holds signs against the places that they belong to.
private struct SignComparison {
  let joins: SignJoins
  private let area: Area
  private let signs: RecordTable
  private let places: RecordTable
  private let extents: RecordedExtents
  private let limitMetres: Double

  init(_ area: Area, limitMetres: Double) {
    self.area = area
    signs = area.dataset[.sign]
    places = area.dataset[.placeName]
    joins = SignJoins(area)
    extents = RecordedExtents(area)
    self.limitMetres = limitMetres
  }

  func reportOrphans(into findings: inout FindingSink) {
    for (field, rows) in [(FieldKey.placeCode, joins.unknownCodes), (.name, joins.unknownNames)] {
      let message = field == .placeCode ? "orphanCode" : "orphan"
      findings.report(SharedFaults(rows, of: signs, mostOf: field), area, signs, field: field) { finding, _, isColumn in
        finding.message = isColumn ? message + "Column" : message
      }
    }
  }

  func reportText(_ sign: Int, _ place: Int, into findings: inout FindingSink) {
    guard let text = signs.text(.name, sign), let name = places.text(.name, place),
      SignJoins.textWithoutNumber(text, ofDoorPlate: joins.isDoorPlate(sign), SignJoins.folded(name))
        != SignJoins.folded(name)
    else { return }
    report(sign, place, .name, "text", into: &findings)
  }

  func reportRomanisation(_ sign: Int, _ place: Int, into findings: inout FindingSink) {
    guard let text = signs.text(.romanisation, sign), let spelling = places.text(.romanisation, place) else { return }
    let (letters, expected) = (PinyinComparison.letters(text), PinyinComparison.letters(spelling))
    guard !letters.isEmpty, !expected.isEmpty, letters != expected else { return }
    if joins.isDoorPlate(sign), letters.hasPrefix(expected) { return }
    report(sign, place, .romanisation, "romanisation", into: &findings) { finding in
      finding.arguments["spelling"] = .text(spelling)
    }
  }

  func reportDistance(_ sign: Int, _ place: Int, into findings: inout FindingSink) {
    guard let metres = distance(sign, place), metres > limitMetres else { return }
    report(sign, place, .longitude, "far", into: &findings) { finding in
      finding.measure = Measure(metres, .metres, limit: limitMetres)
    }
  }

  func reportCounts(into findings: inout FindingSink) {
    guard let column = places[.signCount] else { return }
    var counts: [Int: Int] = [:]
    for (_, place) in joins.pairs { counts[place, default: 0] += 1 }
    let faulty = places.rows.filter { row in
      guard !column.isBlank(row) else { return false }
      let digits = column.trimmed(row).foldingWidth.prefix { $0.isASCII && $0.isNumber }
      return Int(digits).map { $0 != counts[row, default: 0] } ?? false
    }
    findings.report(SharedFaults(faulty, of: places, mostOf: .signCount), area, places, field: .signCount) {
      finding, row, isColumn in
      finding.message = isColumn ? "countColumn" : "count"
      if !isColumn {
        finding.arguments["count"] = .count(counts[row, default: 0])
        finding.measure = Measure(Double(counts[row, default: 0]), .count)
      }
    }
  }

  private func report(
    _ sign: Int, _ place: Int, _ field: FieldKey, _ message: String, into findings: inout FindingSink,
    _ describe: (inout Finding) -> Void = { _ in }
  ) {
    findings.report(signs, row: sign, field: field) { finding in
      finding.message = message
      finding.related = [places.subject(ofRow: place)]
      finding.arguments["name"] = .text(places.text(.name, place) ?? "")
      finding.arguments["place"] = .localized(area.dataset.placeRow(places.origins[place]))
      describe(&finding)
    }
  }

  /// From the sign to the place's point, line, area or recorded extent; `nil` where one has no position, and for a long
  /// feature that is only a point.
  private func distance(_ sign: Int, _ place: Int) -> Double? {
    guard signs.geometry.types[sign] == .point, let position = signs.position(sign),
      places.geometry.types[place] != .none, !keepsDatum(signs, sign), !keepsDatum(places, place)
    else { return nil }
    if let extent = extents.extent(ofRow: place) { return distance(position, 0, of: extent) }
    guard places.geometry.types[place] == .point else { return distance(position, place, of: places.geometry) }
    return extents.isLine(place) ? nil : places.position(place).map { EllipsoidalMeasure.distance(position, $0) }
  }

  private func distance(_ position: Position, _ row: Int, of column: GeometryColumn) -> Double? {
    // Degrees of longitude times this are as long as degrees of latitude.
    let scale = max(0.01, cos(position.y * .pi / 180))
    var shape = column.single(row: row)
    shape.replaceCoordinates { coordinates in
      for index in stride(from: 0, to: coordinates.count, by: 2) { coordinates[index] *= scale }
    }
    let place = Position(x: position.x * scale, y: position.y)
    // A shape that GEOS refuses, such as a line of one vertex, has no distance.
    guard let prepared = try? PreparedGeometry(row: 0, of: shape, in: GEOSContext()),
      let nearest = try? prepared.nearestPosition(to: place)
    else { return nil }
    return EllipsoidalMeasure.distance(Position(x: nearest.x / scale, y: nearest.y), position)
  }

  private func keepsDatum(_ table: RecordTable, _ row: Int) -> Bool {
    area.dataset.sources[table.origins[row].source].keepsDatum
  }
}

extension Dataset {
  /// Where a place stands in its table.
  fileprivate func placeRow(_ origin: Origin) -> LocalizedText {
    let file = source(of: origin).file
    return LocalizedText(zh: "\(file) 第 \(origin.row) 行", en: "\(file) row \(origin.row)")
  }
}
