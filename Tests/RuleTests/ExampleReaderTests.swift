import Geometry
import Registry
import Testing

@testable import Rules

@Suite struct ExampleReaderTests {
  @Test func readsSettingsTablesMarksAndSpans() throws {
    let example = try ExampleReader.read(
      """
      as-of 2025-01-02
      district 500151
      accuracy 0
      set limit = 3.5
      set strict = true
      set label = 甲 乙
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117«001»Q | 500 37.2  <- 37.2
                      | 铜合线 | 5117002Q |             <-  <- W s 2 <- I
      place_name b.csv | name | unit      <-
                       | 甲村 |
      """)
    #expect(example.asOf?.description == "2025-01-02")
    #expect(example.district == "500151")
    #expect(example.overrides == ["limit": .number(3.5), "strict": .flag(true), "label": .text("甲 乙")])
    #expect(example.dataset.sources.map(\.file) == ["boundary_marker.csv", "b.csv"])
    #expect(example.dataset.sources.map(\.accuracyMetres) == [0, 0])
    #expect(example.dataset.sources.map(\.importedCount) == [2, 1])
    #expect(example.dataset.sources[1].headers.map(\.allBlank) == [false, true])
    #expect(
      example.expected == [
        .init(source: 0, row: 2, measure: 37.2, spans: [4..<7]), .init(source: 0, row: 3, measure: nil, spans: []),
        .init(source: 0, row: 3, severity: .warning, isSuspect: true, measure: 2, spans: []),
        .init(source: 0, row: 3, severity: .info, measure: nil, spans: []),
        .init(source: 1, row: nil, measure: nil, spans: []),
      ])
    #expect(example.dataset[.boundaryMarker].text(.number, 0) == "5117001Q")
    #expect(example.dataset[.boundaryMarker].geometry.types == [.point, .none])
  }

  @Test(arguments: [
    "as-of someday", "as-of", "district", "accuracy x", "accuracy", "set limit", "set limit 3", "unknown 3",
    "target 农村公益性",
    "target 农村公益性 many", "| 甲村 |", "place_name | geom\n | 1 2 3", "place_name | geom\n | a b",
    "place_name | name\n | 甲 | 乙",
    "place_name | name\n | 甲 <- here", "place_name | name\n | 甲 <- 1 2", "place_name | name\n | 甲 <- s",
    "place_name | name\n | 甲 <- 1 W",
  ])
  func refuses(_ text: String) {
    #expect(throws: ExampleError.self) { try ExampleReader.read(text) }
  }

  @Test func anUnknownKindIsNamed() {
    #expect(throws: ExampleError.noTable("places")) { try ExampleReader.read("places | name") }
  }
}
