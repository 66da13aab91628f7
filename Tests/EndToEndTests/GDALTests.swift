import Foundation
import Testing

/// What other programs read of the outputs, by GDAL's `ogrinfo`; skipped where it is absent.
@Suite(.enabled(if: Tool.ogrinfo != nil)) struct GDALTests {
  private static let counts = [
    "boundary_line": 68, "boundary_marker": 60, "constraint": 3, "division": 34, "facility": 36, "place_name": 2000,
    "population": 28, "sign": 30, "inspection": 7,
  ]

  private func ogrinfo(_ arguments: String...) throws -> String {
    let program = Executable(path: try #require(Tool.ogrinfo))
    let outcome = try program.run(["-ro"] + arguments, in: try Sample.finishedRun().folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.messages.isEmpty, "\(outcome.messages)")
    return outcome.text
  }

  @Test(arguments: counts.sorted { $0.key < $1.key })
  func opensTheGeoJSON(kind: String, count: Int) throws {
    let layer = try ogrinfo("-so", "-al", "out/data/\(kind).geojson")
    #expect(layer.contains("Layer name: \(kind)\n"))
    #expect(layer.contains("Feature Count: \(count)\n"))
    #expect(layer.contains("GEOGCRS[\"WGS 84\""))
    #expect(layer.contains("\nsource_file: String"))
    #expect(layer.contains("\nsource_row: Integer"))
    // One of the names was planted at 0, 0.
    if kind != "population", kind != "place_name", kind != "inspection" {
      #expect(layer.contains("Extent: (105."), "\(layer.prefix(300))")
    }
  }

  @Test func readsTheAttributesInChinese() throws {
    let marker = try ogrinfo("-al", "-where", "number = '1151005Q'", "out/data/boundary_marker.geojson")
    #expect(marker.contains("line (String) = 铜大线\n"))
    #expect(marker.contains("source_layer (String) = 界桩成果表\n"))
    #expect(marker.contains("POINT (105.8394293 29.7741829)"))
    let town = try ogrinfo("-al", "-geom=SUMMARY", "-where", "code = '500151103'", "out/data/division.geojson")
    #expect(town.contains("name (String) = 二坪镇\n"))
  }

  /// Longitude and latitude of a point, not the reverse, and the same in both outputs.
  @Test func workspaceAndGeoJSONAgree() throws {
    let filter = ["-al", "-where", "name = '安居镇长青公益性公墓@安居镇' OR name = '安居镇长青公益性公墓'"]
    let place = "POINT (106.0214724 29.9551034)"
    #expect(try ogrinfo(filter[0], filter[1], filter[2], "out/data/facility.geojson").contains(place))
    #expect(try ogrinfo(filter[0], filter[1], filter[2], "out/workspace.gpkg", "facility").contains(place))
  }

  @Test func opensTheFindings() throws {
    let count = try Sample.finishedRun().document().findings.count
    #expect(try ogrinfo("-so", "-al", "out/findings.geojson").contains("Feature Count: \(count)\n"))
    #expect(try ogrinfo("-so", "out/workspace.gpkg", "finding").contains("Feature Count: \(count)\n"))
  }

  @Test func opensTheWorkspace() throws {
    let layers = try ogrinfo("out/workspace.gpkg")
    for layer in [
      "division (Multi Polygon)", "boundary_line (Multi Line String)", "boundary_marker (Point)", "finding (Point)",
      "source (None)", "import_note (None)", "rejected_row (None)",
    ] {
      #expect(layers.contains(": \(layer)\n"), "\(layer)")
    }
    for (kind, count) in Self.counts {
      let layer = try ogrinfo("-so", "out/workspace.gpkg", kind)
      #expect(layer.contains("Feature Count: \(count)\n"), "\(kind)")
      #expect(layer.contains("ID[\"EPSG\",4490]]"), "\(kind)")
      #expect(layer.contains("Geometry Column = geom\n"), "\(kind)")
    }
  }

  @Test func findsByTheSpatialIndex() throws {
    let found = try ogrinfo("-so", "-spat", "106.02", "29.95", "106.03", "29.96", "out/workspace.gpkg", "facility")
    #expect(found.contains("Feature Count: 1\n"))
  }
}
