public import Analysis
internal import Geodesy
internal import Geometry
public import Registry
internal import Texts

/// The changes between two sets of divisions as tables: units, territory, sums, records.
public struct DivisionChangeTables {
  private let comparison: DivisionComparison
  private let minimumAreaSquareMetres: Double

  public init(_ comparison: DivisionComparison, minimumAreaSquareMetres: Double) {
    (self.comparison, self.minimumAreaSquareMetres) = (comparison, minimumAreaSquareMetres)
  }

  private var old: DivisionSet { comparison.old }
  private var new: DivisionSet { comparison.new }

  // MARK: Units

  /// One row a change; a unit that was merged with others stands in one row with them.
  public var changes: ReportTable {
    var table = ReportTable(
      key: "changes", title: LocalizedText(zh: "变更对照表", en: "Changes of divisions"),
      columns: [
        .init("kinds", zh: "变更类型", en: "Change"), .init("level", zh: "级别", en: "Level"),
        .init("oldCodes", zh: "原代码", en: "Old code"), .init("oldNames", zh: "原名称", en: "Old name"),
        .init("newCodes", zh: "现代码", en: "New code"), .init("newNames", zh: "现名称", en: "New name"),
        .init("basis", zh: "对应依据", en: "Matched by"),
      ])
    if comparison.comparesAreas {
      table.columns += [
        .init("gainedSquareMetres", zh: "划入（平方米）", en: "Gained (m²)"),
        .init("lostSquareMetres", zh: "划出（平方米）", en: "Lost (m²)"),
      ]
    }
    table.rows = comparison.changes.map(row)
    table.footers = [summary] + reservations
    return table
  }

  private func row(_ change: DivisionChange) -> [ReportTable.Cell] {
    let (olds, news) = (change.old.map { old.units[$0] }, change.new.map { new.units[$0] })
    var cells: [ReportTable.Cell] = [
      .localized(.list(change.kinds.map(\.title))),
      (news.first ?? olds.first)?.level.map { .localized($0.title) } ?? .blank,
      .list(olds.compactMap(\.code)), .list(olds.map(\.title)), .list(news.compactMap(\.code)),
      .list(news.map(\.title)), .localized(change.basis.title),
    ]
    if comparison.comparesAreas { cells += [gained(change), lost(change)] }
    return cells
  }

  /// From all units, also those in the row.
  private func gained(_ change: DivisionChange) -> ReportTable.Cell {
    area(comparison.exchanges.filter { $0.new.map(change.new.contains) ?? false })
  }

  private func lost(_ change: DivisionChange) -> ReportTable.Cell {
    area(comparison.exchanges.filter { $0.old.map(change.old.contains) ?? false })
  }

  private func area(_ exchanges: [AreaExchange]) -> ReportTable.Cell {
    exchanges.isEmpty ? .blank : .number(exchanges.reduce(0) { $0 + $1.areaSquareMetres }, decimals: 0)
  }

  private var summary: LocalizedText { .sums(of: DivisionChange.Kind.allCases.map { ($0.title, count($0)) }) }

  private func count(_ kind: DivisionChange.Kind) -> Int { comparison.changes.count { $0.kinds.contains(kind) } }

  /// What was not compared.
  private var reservations: [LocalizedText] {
    var texts: [LocalizedText] = []
    if !comparison.comparesAreas {
      texts.append(
        LocalizedText(
          zh: "至少有一方没有图形，只按代码和名称对比；合并、拆分和界线变动看不出来。",
          en: "One side has no polygons: compared by code and name only; mergers, splits and moved borders do not show."
        ))
    }
    if !comparison.comparesAreas, count(.abolished) > 0, count(.established) > 0 {
      texts.append(
        LocalizedText(
          zh: "撤销和设立的单位可能是同一单位同时改了名称和代码，请对照批复文件核对。",
          en: "A unit abolished and one established may be one that got a new name and a new code: check the decree."))
    }
    if !comparison.levelsOfOneSet.isEmpty {
      let levels = comparison.levelsOfOneSet.map(\.title)
      texts.append(
        LocalizedText(
          zh: "只有一方有\(levels.map(\.zh).joined(separator: "、"))单位，没有对比。",
          en: "Only one side has units of \(levels.map(\.en).joined(separator: ", ")) level; they were not compared."))
    }
    for (set, side) in [(old, LocalizedText(zh: "原", en: "old")), (new, LocalizedText(zh: "现", en: "new"))]
    where !set.unusable.isEmpty {
      let names = set.unusable.map { set.units[$0].title }
      texts.append(
        LocalizedText(
          zh: "\(side.zh)数据中图形有错、没有参加面积对比：\(names.joined(separator: "、"))",
          en: "Broken polygons of the \(side.en) set, not compared: \(names.joined(separator: ", "))"))
    }
    return texts
  }

  // MARK: Territory

  /// One row per pair of units that exchanged territory, in one direction.
  public var exchanges: ReportTable {
    var table = ReportTable(
      key: "exchanges", title: LocalizedText(zh: "界线变动面积", en: "Exchanged territory"),
      columns: [
        .init("reason", zh: "原因", en: "Reason"), .init("fromCode", zh: "划出单位代码", en: "From code"),
        .init("from", zh: "划出单位", en: "From"), .init("toCode", zh: "划入单位代码", en: "To code"),
        .init("to", zh: "划入单位", en: "To"), .init("squareMetres", zh: "面积（平方米）", en: "Area (m²)"),
        .init("mu", zh: "面积（亩）", en: "Area (mu)"), .init("pieces", zh: "块数", en: "Pieces"),
        .init("widestMetres", zh: "最大一块的最大宽度（米）", en: "Width of largest piece (m)"),
        .init("longitude", zh: "最大一块位置经度", en: "Longitude of it"),
        .init("latitude", zh: "最大一块位置纬度", en: "Latitude of it"),
        .init("northingMetres", zh: "最大一块位置X（北，米）", en: "X (north) of it (m)"),
        .init("eastingMetres", zh: "最大一块位置Y（东，含带号，米）", en: "Y (east, with zone) of it (m)"),
      ])
    var planes = ZonePlanes()
    table.rows = comparison.exchanges.map { exchange in
      let point = exchange.largest.flatMap { planes.project($0.place) }
      let (from, to) = (exchange.old.map { old.units[$0] }, exchange.new.map { new.units[$0] })
      return [
        .localized(exchange.reason.title), .optional(from?.code), unit(from), .optional(to?.code), unit(to),
        .number(exchange.areaSquareMetres, decimals: 0),
        .number(exchange.areaSquareMetres / Self.squareMetresPerMu, decimals: 2), .count(exchange.pieces.count),
        .number(exchange.largest?.maximumWidthMetres, decimals: 1),
        .number(exchange.largest?.place.x, decimals: 6),
        .number(exchange.largest?.place.y, decimals: 6),
        .number(point?.y, decimals: 1), .number(point?.x, decimals: 1),
      ]
    }
    let slivers = comparison.slivers
    let limit = NumberText.decimal(minimumAreaSquareMetres, decimals: 0)
    let sum = NumberText.decimal(slivers.areaSquareMetres, decimals: 0)
    table.footers = [
      LocalizedText(
        zh:
          "面积为 CGCS2000 椭球面积；1 亩 = 2000/3 平方米。平面坐标为 CGCS2000 高斯-克吕格投影 3° 带。不足 \(limit) 平方米的零星出入不列出，共 \(slivers.count) 块、\(sum) 平方米。",
        en:
          "Areas on the CGCS2000 ellipsoid; 1 mu = 2000/3 m². Plane: CGCS2000 Gauss-Krüger, 3° zones. Pieces under \(limit) m² are not listed: "
          + "\(slivers.count), \(sum) m² in all.")
    ]
    if comparison.looksLikeTwoDrawings {
      table.footers.append(
        LocalizedText(
          zh: "多数单位的界线都有出入，更可能是两份数据描绘的精度不同，或坐标系不同（如一份是 GCJ-02），不是区划调整：请核对来源和坐标系，必要时调大 --min-area。",
          en:
            "The borders of most units differ: more likely two drawings of one state, or two reference systems (such as "
            + "GCJ-02), than changes. Check the sources and their systems, or take a larger --min-area."))
    }
    return table
  }

  private static let squareMetresPerMu = 2000.0 / 3

  private func unit(_ unit: DivisionSet.Unit?) -> ReportTable.Cell {
    unit.map { .text($0.title) } ?? .localized(LocalizedText(zh: "数据范围外", en: "outside the data"))
  }

  // MARK: Sums

  /// Units, area and people per unit above, before, after and the difference.
  ///
  /// - Parameter years: of the figures of either side; columns of people stand only where a side has figures.
  public func balance(years: (old: ClosedRange<Int>?, new: ClosedRange<Int>?)) -> ReportTable {
    let balances = comparison.balances
    let hasPeople = balances.contains { $0.before.population != nil || $0.after.population != nil }
    var table = ReportTable(
      key: "balance", title: LocalizedText(zh: "面积与人口核对", en: "Sums before and after"),
      columns: [
        .init("code", zh: "上级代码", en: "Unit above"), .init("level", zh: "级别", en: "Level"),
        .init("unitsBefore", zh: "原单位数", en: "Units before"), .init("unitsAfter", zh: "现单位数", en: "Units after"),
      ])
    if comparison.comparesAreas {
      table.columns += [
        .init("squareMetresBefore", zh: "原面积（平方米）", en: "Area before (m²)"),
        .init("squareMetresAfter", zh: "现面积（平方米）", en: "Area after (m²)"),
        .init("squareMetresDifference", zh: "面积差（平方米）", en: "Difference (m²)"),
      ]
    }
    if hasPeople {
      table.columns += [
        .init("populationBefore", zh: "原人口", en: "People before"),
        .init("populationAfter", zh: "现人口", en: "People after"),
        .init("populationDifference", zh: "人口差", en: "Difference"),
        .init("unitsWithoutPopulation", zh: "缺人口数的单位（原/现）", en: "Units without figure (before/after)"),
      ]
      table.footers = [yearsText(years)]
    }
    table.rows = balances.map { balance in
      let (before, after) = (balance.before, balance.after)
      var cells: [ReportTable.Cell] = [
        .text(balance.code), balance.level.map { .localized($0.title) } ?? .blank, .count(before.units),
        .count(after.units),
      ]
      if comparison.comparesAreas {
        cells += numbers(before.areaSquareMetres, after.areaSquareMetres)
      }
      if hasPeople {
        cells += counts(before.population, after.population)
        cells.append(.text("\(before.unitsWithoutPopulation)/\(after.unitsWithoutPopulation)"))
      }
      return cells
    }
    return table
  }

  private func numbers(_ before: Double?, _ after: Double?) -> [ReportTable.Cell] {
    let difference = before.flatMap { before in after.map { $0 - before } }
    return [before, after, difference].map { .number($0, decimals: 0) }
  }

  private func counts(_ before: Int?, _ after: Int?) -> [ReportTable.Cell] {
    let difference = before.flatMap { before in after.map { $0 - before } }
    return [before, after, difference].map { value in value.map { .count($0) } ?? .blank }
  }

  private func yearsText(_ years: (old: ClosedRange<Int>?, new: ClosedRange<Int>?)) -> LocalizedText {
    func text(_ years: ClosedRange<Int>?) -> String {
      years.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" } ?? "?"
    }
    return LocalizedText(
      zh: "人口年份：原 \(text(years.old))，现 \(text(years.new))；年份不同时人口差不全由区划变更引起。",
      en:
        "Years of the figures: \(text(years.old)) before, \(text(years.new)) after; where they differ, so do the people."
    )
  }

  // MARK: Records

  /// The records that changed hands with their territory.
  public func affected(_ records: [(record: AffectedRecord, table: RecordTable)]) -> ReportTable {
    var table = ReportTable(
      key: "affected", title: LocalizedText(zh: "涉及的地名和界桩", en: "Place names and markers affected"),
      columns: [
        .init("kind", zh: "数据", en: "Kind"), .init("record", zh: "编号", en: "Record"),
        .init("name", zh: "名称", en: "Name"), .init("from", zh: "原单位", en: "Was in"),
        .init("to", zh: "现单位", en: "Is in"), .init("reason", zh: "原因", en: "Reason"),
      ])
    table.rows = records.map { record, table in
      let exchange = comparison.exchanges[record.exchange]
      let subject = table.subject(ofRow: record.row)
      return [
        .localized(record.kind.title), .text(subject.key), .text(subject.name ?? ""),
        unit(exchange.old.map { old.units[$0] }), unit(exchange.new.map { new.units[$0] }),
        .localized(exchange.reason.title),
      ]
    }
    return table
  }
}

/// The planes of the 3° zones that places lie in.
private struct ZonePlanes {
  private var planes: [Int: MapPlane] = [:]

  /// x east with the number of the zone, y north; `nil` outside the zones of China.
  mutating func project(_ place: Position) -> Position? {
    guard let zone = threeDegreeZone(ofLongitude: place.x) else { return nil }
    if planes[zone] == nil { planes[zone] = try? MapPlane(longitude: place.x) }
    return planes[zone]?.project(place)
  }
}
