import Testing

@testable import Geometry

@Suite struct RoundTripTests {
  let source = randomColumn(rows: 500, seed: 1)

  @Test func throughGEOS() throws {
    let context = GEOSContext()
    var result = GeometryColumn()
    for row in 0..<source.count { try Geometry(row: row, of: source, in: context).append(to: &result) }
    #expect(result == source)
  }

  @Test func throughWellKnownBinary() throws {
    var result = GeometryColumn()
    for row in 0..<source.count {
      let properties = try source.wkb(ofRow: row).withUnsafeBytes { try result.appendWKB($0) }
      #expect(properties == WKBProperties())
    }
    #expect(result == source)
  }

  @Test func throughGeoPackage() throws {
    var result = GeometryColumn()
    for row in 0..<source.count {
      let blob = source.geoPackageBlob(ofRow: row, srsID: 4490)
      let header = try blob.withUnsafeBytes { try result.appendGeoPackageBlob($0).header }
      #expect(header.srsID == 4490)
      #expect(header.isEmpty == (source.types[row] == .none))
      #expect(header.envelope == (source.types[row] == .point ? nil : source.envelope(ofRow: row)))
    }
    #expect(result == source)
  }

  @Test func geoPackageHeaderIsAsTheStandardSays() throws {
    let column = try columnFromWKT("POINT (1 2)", "LINESTRING (1 2, 5 3)")
    #expect(Array(column.geoPackageBlob(ofRow: 0, srsID: 4490).prefix(9)) == [0x47, 0x50, 0, 1, 0x8A, 0x11, 0, 0, 1])
    let line = column.geoPackageBlob(ofRow: 1, srsID: 4490)
    #expect(line[3] == 0b11)
    #expect(line.count == 8 + 32 + 9 + 32)
  }

  @Test func collectionsOfOneFamilyBecomeMulti() throws {
    let column = try columnFromWKT(
      "GEOMETRYCOLLECTION (POINT (1 2), MULTIPOINT ((3 4), (5 6)))", "GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1))",
      "GEOMETRYCOLLECTION EMPTY", "POLYGON EMPTY", "POINT EMPTY", "MULTILINESTRING (EMPTY, (0 0, 1 1))")
    #expect(column.types == [.multiPoint, .multiLineString, .none, .none, .none, .multiLineString])
    #expect(column.vertices(ofRow: 0).count == 3)
    #expect(column.parts(ofRow: 5).count == 1)
  }

  @Test func mixedCollectionIsRefusedUnlessOneDimensionIsAsked() throws {
    let geometry = try Geometry(
      wkt: "GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((0 0, 1 0, 1 1, 0 0)))", in: GEOSContext())
    var column = try columnFromWKT("POINT (0 0)")
    let before = column
    #expect(throws: GeometryError.mixedCollection(operation: "append")) { try geometry.append(to: &column) }
    #expect(column == before)
    try geometry.append(to: &column, dimension: 2)
    try geometry.append(to: &column, dimension: 1)
    #expect(column.types == [.point, .multiPolygon, .none])
  }
}
