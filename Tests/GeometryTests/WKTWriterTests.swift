import Geometry
import Testing

@Suite struct WKTWriterTests {
  @Test(arguments: [
    "POINT (106.02 29.8)", "LINESTRING (35598615.405 3298379.516, 0.1 1e-07)",
    "POLYGON ((0 0, 4 0, 4 4, 0 0), (1 0.5, 2 0.5, 2 1, 1 0.5))", "MULTIPOINT ((1 2), (3 4))",
    "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
  ])
  func whatIsWrittenIsReadAgain(text: String) throws {
    let context = GEOSContext()
    let column = try Geometry(wkt: text, in: context).column()
    let again = try Geometry(wkt: column.wkt(ofRow: 0), in: context).column()
    #expect(again.types == column.types && again.coordinates == column.coordinates)
    #expect(column.wkt(ofRow: 0).hasPrefix(text.prefix { $0 != "(" }))
  }

  @Test func nothingIsBlank() {
    var column = GeometryColumn()
    column.appendNone()
    #expect(column.wkt(ofRow: 0) == "")
  }
}
