import Foundation
import Testing

/// Coordinates on another datum, through the executable. The parameters and points are invented.
@Suite struct DatumTests {
  private static let parameters = """
    source: 1980西安坐标系
    target: CGCS2000
    kind: 7
    convention: position_vector
    parameters: { x_m: -12.3101, y_m: 45.6202, z_m: 78.9303, rx_arcsec: 1.2504, ry_arcsec: -2.5105, rz_arcsec: 3.7506, scale_ppm: -4.2307 }
    check:
      source: { longitude: 106.02, latitude: 29.8 }
      target: { longitude: 106.0214680, latitude: 29.8005490 }
      tolerance_m: 1
    """
  private static let digits = ["12.3101", "45.6202", "78.9303", "1.2504", "2.5105", "3.7506", "4.2307"]

  private static let lines = """
    界线名称,附图比例尺,wkt
    甲乙线,1:10000,"LINESTRING (35598000 3298000, 35603000 3298000)"

    """
  private static let markers = """
    界线名称,界桩编号,纵坐标,横坐标
    甲乙线,5051001Q,3298000,35598000
    甲乙线,5051002Q,3298037.2,35599000
    甲乙线,5051003Q,3298000,35602000
    甲乙线,5051004Q,3298000,35600000
    甲乙线,5051005Q,3298000,35601000

    """

  /// No digit of the parameters is in anything that is written or said.
  @Test func parametersAppearNowhere() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.parameters, to: "parameters.yaml")
    try folder.write(Self.markers, to: "data/markers.csv")
    try folder.write(
      "inputs:\n  - file: data/markers.csv\n    crs: EPSG:2359\n    datumParameters: parameters.yaml\n",
      to: "project.yaml")
    var outcomes = [
      try folder.jieming(
        "import", "w.gpkg", "data/markers.csv", "--crs", "EPSG:2359", "--datum-parameters", "parameters.yaml"),
      try folder.jieming("sources", "w.gpkg"), try folder.jieming("check", "w.gpkg", "--format", "json"),
      try folder.jieming("run", "project.yaml", "--out", "out"),
    ]
    for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.messages)") }
    // Nor when the check point is missed.
    try folder.write(Self.parameters.replacing("106.0214680", with: "106.03"), to: "wrong.yaml")
    outcomes.append(
      try folder.jieming(
        "import", "x.gpkg", "data/markers.csv", "--crs", "EPSG:2359", "--datum-parameters", "wrong.yaml"))
    #expect(outcomes[4].status == 2)
    let written = try folder.fileNames.filter { !$0.hasSuffix(".yaml") }.map { try folder.bytes($0) }
    #expect(written.count > 5)
    for bytes in written + outcomes.map(\.output) + outcomes.map({ Data($0.messages.utf8) }) {
      for digits in Self.digits { #expect(bytes.range(of: Data(digits.utf8)) == nil) }
    }
    #expect(try folder.bytes("w.gpkg").range(of: Data("withheld".utf8)) != nil)
  }

  @Test func commonPointsAreReported() throws {
    let folder = try TemporaryFolder()
    let corners = [(3_280_000, 590_000), (3_280_000, 620_000), (3_310_000, 620_000), (3_310_000, 590_000)]
    let rows = corners.enumerated().map { "G\($0),EPSG:2380,\($1.0),\($1.1),\($1.0 + 60),\($1.1 + 100)" }
    try folder.write(
      "点名,原坐标系,原纵坐标,原横坐标,新纵坐标,新横坐标\n" + rows.joined(separator: "\n") + "\n", to: "data/points.csv")
    try folder.write(Self.markers, to: "data/markers.csv")
    let outcome = try folder.jieming(
      "import", "w.gpkg", "data", "--crs", "EPSG:2359", "--common-points", "data/points.csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("公共点残差") && outcome.messages.contains("G3"))
    // The points themselves are no data.
    #expect(!outcome.text.contains("points.csv"))
    let wrong = try folder.jieming(
      "import", "w.gpkg", "data", "--crs", "EPSG:2359", "--common-points", "data/points.csv", "--keep-datum")
    #expect(wrong.status == 2)
  }

  /// The records are there; rules within the datum run, the others are listed, and nothing is exported as WGS 84.
  @Test func aKeptDatum() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.lines, to: "lines.csv")
    try folder.write(Self.markers, to: "markers.csv")
    try folder.write("标准名称,所属政区,东经,北纬\n张家湾,土桥镇,106.02,29.8\n", to: "names.csv")
    let imported = try folder.jieming(
      "import", "w.gpkg", "boundary_line=lines.csv", "markers.csv", "names.csv", "--crs", "EPSG:2359", "--keep-datum")
    #expect(imported.status == 0, "\(imported.messages)")
    #expect(imported.text.contains("保留原基准 EPSG:2359"))
    try Sample.copy(Sample.towns, to: folder)
    #expect(try folder.jieming("import", "w.gpkg", "sample/towns.shp").status == 0)

    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    let off = document.findings(of: "M106")
    #expect(off.map(\.subject.key) == ["甲乙线/002/Q"])
    // 37.2 m in the plane; between its vertices, 5 km apart, a line is straight in degrees, 0.175 m away at this place
    // (computed with pyproj and GeographicLib).
    #expect(abs(try #require(off.first?.measure?.value) - 37.375) < 0.002)
    #expect(off.allSatisfy { $0.place == nil })
    #expect(document.findings(of: "M105").map(\.subject.key) == ["甲乙线/003/Q"])
    #expect(document.findings(of: "R101").isEmpty && document.findings(of: "R104").isEmpty)
    #expect(document.notRun.contains { $0.rule == "N801" && $0.needs == ["datum"] })
    #expect(!document.notRun.contains { $0.rule == "M106" })

    let exported = try folder.jieming("export", "w.gpkg", "--output", "out")
    #expect(exported.status == 0)
    #expect(exported.messages.contains("5 条保留原基准，没有 WGS 84 位置"))
    let markers = try folder.text("out/boundary_marker.geojson")
    #expect(markers.components(separatedBy: #""geometry":null"#).count == 6 && !markers.contains("bbox"))
    #expect(markers.contains(#""source_crs":"EPSG:2359""#) && markers.contains("35599000"))
    #expect(try folder.text("out/boundary_line.geojson").contains("LINESTRING (35598000"))
  }

  /// A line and markers on different datums are not compared.
  @Test func datumsAreNotMixed() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.lines, to: "lines.csv")
    try folder.write(Self.markers, to: "markers.csv")
    for (file, crs) in [("boundary_line=lines.csv", "EPSG:2359"), ("markers.csv", "EPSG:4523")] {
      #expect(try folder.jieming("import", "w.gpkg", file, "--crs", crs, "--keep-datum").status == 0)
    }
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(document.findings(of: "M106").isEmpty && document.findings(of: "M105").isEmpty)
  }

  @Test func exchangedColumns() throws {
    let folder = try TemporaryFolder()
    try folder.write("界线名称,界桩编号,纵坐标,横坐标\n甲乙线,5051001Q,35598000,3298000\n", to: "markers.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "markers.csv")
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("--field northing=横坐标 --field easting=纵坐标"))
  }
}
