import Geometry
import Registry
import Testing

@testable import Rules

/// Polygons that GEOS cannot build, as WKB, Shapefiles and GeoPackages can hold them: B101 reports them, and the other
/// rules go on without them.
@Suite struct BrokenPolygonTests {
  private func area(placeAt position: Position) throws -> Area {
    var dataset = Dataset()
    dataset.add(Source(kind: .division, file: "towns.shp", layer: "towns"))
    dataset.add(Source(kind: .placeName, file: "places.csv", layer: "places"))
    dataset.add(Source(kind: .facility, file: "facilities.csv", layer: "facilities"))
    var towns = RecordTable(kind: .division)
    for (row, ring) in [[(0.0, 0.0), (0.1, 0), (0.1, 0.1), (0, 0.1)], square(0.1), square(0.1999)].enumerated() {
      var column = GeometryColumn()
      for (x, y) in ring { column.appendVertex(x: 106 + x, y: 29 + y) }
      column.endRing()
      column.endPart()
      column.endRow(.polygon)
      towns.append(
        [.code: "50015110\(row)", .name: "镇\(row)镇"], geometry: column, origin: Origin(source: 0, row: row + 2))
    }
    dataset.add(towns)
    var point = GeometryColumn()
    point.appendPoint(x: position.x, y: position.y)
    var places = RecordTable(kind: .placeName)
    places.append([.name: "石坝"], geometry: point, origin: Origin(source: 1, row: 2))
    dataset.add(places)
    var facilities = RecordTable(kind: .facility)
    facilities.append(
      [.name: "公墓", .type: "农村公益性公墓", .status: "建成"], geometry: point, origin: Origin(source: 2, row: 2))
    dataset.add(facilities)
    return Area(dataset: dataset, asOf: try #require(CalendarDate(year: 2026)), district: "500151")
  }

  private func square(_ west: Double) -> [(Double, Double)] {
    [(west, 0), (west + 0.1, 0), (west + 0.1, 0.1), (west, 0.1), (west, 0)]
  }

  private func found(_ rules: [String], placeAt position: Position) throws -> [String] {
    try Checker(RuleSelection(select: rules)).check(try area(placeAt: position)).findings
      .map { "\($0.rule) \($0.subject.key)" }
  }

  @Test func theOtherPolygonsAreStillCompared() throws {
    let keys = try found(["B101", "B102", "B103"], placeAt: Position(x: 106.15, y: 29.05))
    #expect(keys == ["B101 500151100", "B102 500151101"])
  }

  @Test func theOtherTownsAreStillServed() throws {
    let keys = try found(["F101"], placeAt: Position(x: 106.15, y: 29.05))
    #expect(keys == ["F101 500151100", "F101 500151102"])
  }

  @Test func nothingInItsBoundsIsOutsideTheDistrict() throws {
    #expect(try found(["R111"], placeAt: Position(x: 106.05, y: 29.05)).isEmpty)
    #expect(try found(["R111"], placeAt: Position(x: 105.9, y: 29.05)).count == 2)
  }
}
