import Geometry
import Registry
import Testing

@testable import Analysis

@Suite struct InspectionTests {
  private let asOf = CalendarDate(year: 2026, month: 11, day: 24)

  /// Lines of 20 km east, 1 km apart, with cells of their own.
  private func lines(_ cells: [[FieldKey: String]]) -> RecordTable {
    var table = RecordTable(kind: .boundaryLine)
    for (row, cells) in cells.enumerated() {
      var geometry = GeometryColumn()
      geometry.append(.lineString, [[degrees([(0, 1000 * Double(row)), (20_000, 1000 * Double(row))])]])
      table.append(cells, geometry: geometry, origin: Origin(source: 0, row: row + 2))
    }
    return table
  }

  private func inspections(
    _ rows: [[FieldKey: String]], _ lines: [BoundaryLine], _ markers: [BoundaryMarker] = []
  ) -> [InspectionRecord] {
    var table = RecordTable(kind: .inspection)
    for (row, cells) in rows.enumerated() { table.append(cells, origin: Origin(source: 1, row: row + 2)) }
    return InspectionRecord.all(in: table, lines: lines, markers: markers)
  }

  private func due(_ cells: [[FieldKey: String]], _ rows: [[FieldKey: String]] = []) throws -> [String] {
    let table = lines(cells)
    let lines = BoundaryLine.all(in: table)
    let last = LastInspection.all(lines: lines, table: table, inspections: inspections(rows, lines))
    return InspectionDue.all(lines: lines, table: table, last: last, asOf: try #require(asOf)).map { entry in
      "\(lines[entry.line].name ?? "") \(entry.due) \(entry.days) \(entry.reason == .periodic ? "5" : "!")"
    }
  }

  @Test func fiveYearsFromTheLastInspection() throws {
    #expect(
      try due([
        [.name: "铜合线", .lastInspection: "2021-06"], [.name: "铜大线", .lastInspection: "2022-01-15"],
        [.name: "铜永线"], [.name: "铜璧线", .lastInspection: "待检"],
      ]) == ["铜合线 2026-06-30 -147 5", "铜大线 2027-01-15 52 5"])
  }

  @Test func theLaterOfTableAndRecordsCounts() throws {
    #expect(
      try due(
        [[.name: "铜合线", .lastInspection: "2019-06-01"]],
        [[.line: "合铜线", .number: "1号", .inspectedOn: "2024-06-01"], [.line: "合铜线", .inspectedOn: "2023-06-01"]])
        == ["铜合线 2029-06-01 920 5"])
  }

  @Test func aDisasterAfterTheLastInspectionAsksForAnother() throws {
    #expect(
      try due([
        [.name: "铜合线", .lastInspection: "2025-06-01", .changeEvent: "山体滑坡", .changedOn: "2026-07"],
        [.name: "铜大线", .lastInspection: "2026-08-01", .changeEvent: "山体滑坡", .changedOn: "2026-07-12"],
        [.name: "铜永线", .changeEvent: "河流改道", .changedOn: "2026-11-01"],
      ]) == [
        "铜合线 2026-07-31 -116 !", "铜永线 2026-11-01 -23 !", "铜合线 2030-06-01 1285 5", "铜大线 2031-08-01 1711 5",
      ])
  }

  private func risks(
    _ cells: [FieldKey: String], markersAt metres: [Double] = [], rows: [[FieldKey: String]] = [],
    findings: [Finding] = []
  ) throws -> [BoundaryRisk] {
    let table = lines([[.name: "铜合线"].merging(cells) { $1 }])
    let lines = BoundaryLine.all(in: table)
    var markers = RecordTable(kind: .boundaryMarker)
    for (index, metres) in metres.enumerated() {
      var point = GeometryColumn()
      let place = degrees([(metres, 0)])[0]
      point.appendPoint(x: place.x, y: place.y)
      markers.append(
        [.line: "铜合线", .number: "511700\(index + 1)Q"], geometry: point, origin: Origin(source: 2, row: index + 2))
    }
    let records = BoundaryMarker.all(in: markers, lines: lines)
    let marked = try MarkedLine.all(lines: lines, geometry: table.geometry, markers: records)
    return BoundaryRisk.ranked(
      lines: lines, table: table, marked: marked, inspections: inspections(rows, lines, records), findings: findings,
      asOf: try #require(asOf))
  }

  @Test func longStretchesWithoutMarkerOrFeatureComeFirst() throws {
    let recent: [FieldKey: String] = [.lastInspection: "2025-01-01"]
    let found = try risks(recent, markersAt: [2000, 8000])
    #expect(found.map { ($0.fromChainageMetres / 100).rounded() } == [80, 20])
    guard case .unmarked(let metres)? = found.first?.reasons.first else {
      Issue.record("no reason")
      return
    }
    #expect(abs(metres - 12_000) < 1)
    #expect(try risks(recent.merging([.featureType: "河流"]) { $1 }, markersAt: [2000, 8000]).isEmpty)
    #expect(try risks(recent.merging([.featureType: "无"]) { $1 }, markersAt: [2000, 8000]).count == 2)
  }

  @Test func oldSurveysFindingsAndConstructionAreReasons() throws {
    var finding = Finding(
      rule: "M106", severity: .error, certainty: .definite, subject: Subject(kind: .boundaryMarker, key: "铜合线/002/Q"))
    finding.place = degrees([(8000, 30)])[0]
    var waived = finding
    waived.waived = Waiver(id: "", verdict: "ok", reason: "", author: "", date: "", expires: nil)
    let found = try risks(
      [.lastInspection: "2018-01-01", .featureType: "公路"], markersAt: [4000, 9000],
      rows: [
        [.line: "铜合线", .number: "5117002Q", .inspectedOn: "2018-01-01", .crossBorderConstruction: "采石场"],
        [.line: "铜合线", .number: "5117001Q", .inspectedOn: "2018-01-01", .crossBorderConstruction: "无"],
        [
          .line: "铜合线", .number: "5117001Q", .inspectedOn: "2018-01-01", .crossBorderConstruction: "水库",
          .constructionConsent: "是",
        ],
        [
          .line: "铜合线", .number: "5117002Q", .inspectedOn: "2018-01-01", .crossBorderConstruction: "公路",
          .constructionConsent: "否",
        ],
      ], findings: [finding, waived])
    let last = CalendarDate(year: 2018, month: 1, day: 1)
    #expect(found.count == 3)
    #expect(((found.first?.fromChainageMetres ?? 0) / 100).rounded() == 40)
    #expect(
      found.first?.reasons == [
        .oldSurvey(last), .findings(errors: 1, warnings: 0), .construction("采石场", isRefused: false),
        .construction("公路", isRefused: true),
      ])
    #expect(found.last?.reasons == [.oldSurvey(last)])
  }

  @Test func aDisasterWithoutInspectionIsAReason() throws {
    let found = try risks([
      .lastInspection: "2026-01-01", .featureType: "公路", .changeEvent: "特大洪水", .changedOn: "2026-08-01",
    ])
    #expect(found.map(\.reasons) == [[.change("特大洪水", try #require(CalendarDate(year: 2026, month: 8, day: 1)))]])
  }

  /// The round goes with the date that counts.
  @Test func theRoundIsThatOfTheLastInspection() throws {
    func round(_ cells: [FieldKey: String], _ rows: [[FieldKey: String]]) -> String? {
      let table = lines([[.name: "铜合线"].merging(cells) { $1 }])
      let lines = BoundaryLine.all(in: table)
      return LastInspection.all(lines: lines, table: table, inspections: inspections(rows, lines)).first?.round
    }
    let fourth: [FieldKey: String] = [.inspectionRound: "第四轮", .lastInspection: "2021-06-01"]
    let record: [FieldKey: String] = [.line: "铜合线", .number: "1号", .inspectedOn: "2026-09-10"]
    #expect(round(fourth, []) == "第四轮")
    #expect(round(fourth, [record.merging([.round: "第五轮"]) { $1 }]) == "第五轮")
    #expect(round(fourth, [record]) == nil)
    #expect(round(fourth, [record.merging([.round: "第三轮", .inspectedOn: "2016-09-10"]) { $1 }]) == "第四轮")
    #expect(round([.inspectionRound: "第四轮"], [record]) == "第四轮")
  }
}
