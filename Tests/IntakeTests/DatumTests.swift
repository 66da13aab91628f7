import Foundation
import Geodesy
import Geometry
import Intake
import Registry
import Testing

/// Coordinates on other datums: transformed by parameters, by common points, or kept. All parameters are invented.
@Suite struct DatumTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  // MARK: Parameters

  /// The check points are those of `DatumTransformationTests`, computed with pyproj.
  private static func seven(
    convention: String? = "position_vector", further: String = "", check: String? = nil
  ) -> String {
    """
    source: 1980西安坐标系
    target: CGCS2000
    kind: 7
    \(convention.map { "convention: \($0)" } ?? "")
    parameters:
      x_m: -12.3
      y_m: 45.6
      z_m: 78.9
      rx_arcsec: 1.25
      ry_arcsec: -2.5
      rz_arcsec: 3.75
      scale_ppm: -4.2
      \(further)
    \(check ?? """
      check:
        source: { longitude: 106.02, latitude: 29.8 }
        target: { longitude: 106.021467994, latitude: 29.800548995 }
      """)
    """
  }

  private static func four(_ convention: String) -> String {
    """
    source: EPSG:2380
    target: EPSG:4544
    kind: 4
    convention: \(convention)
    parameters: { east_m: 120.5, north_m: -33.25, rotation_arcsec: 1.5, scale_ppm: 4.2 }
    check:
      source: { northing: 3298381.053, easting: 598615.452 }
      target: { northing: 3298366.009, easting: 598714.480 }
      tolerance_m: 0.05
    """
  }

  private func change(_ yaml: String) throws -> DatumChange {
    try DatumOptions(parametersFile: folder.write("parameters.yaml", yaml)).change(crs: nil)
  }

  private func fault(_ yaml: String) -> ProjectFileError? {
    do {
      _ = try change(yaml)
      return nil
    } catch { return error as? ProjectFileError }
  }

  private func markers(_ header: String, _ rows: [String], crs: String? = nil) throws -> InputRequest {
    let text = "界桩编号,界线名称,\(header)\n" + rows.map { "1,甲乙线,\($0)" }.joined(separator: "\n")
    return InputRequest(path: try folder.write("m.csv", text), crs: crs)
  }

  private func isNear(_ position: Position?, _ x: Double, _ y: Double) -> Bool {
    position.map { abs($0.x - x) < 1e-8 && abs($0.y - y) < 1e-8 } ?? false
  }

  @Test func sevenParametersServeTablesAndRows() throws {
    var request = try markers("经度,纬度", ["106.02,29.8"], crs: "EPSG:4610")
    request.datumChange = try change(Self.seven())
    let data = try read(request).data
    #expect(isNear(data[.boundaryMarker].position(0), 106.02146799370988, 29.800548995342485))
    let source = data.sources[0]
    #expect(source.pipeline.contains("withheld") && !source.keepsDatum)
    #expect(try #require(source.pipelineAccuracyMetres) < 0.001)

    // Rows of two datums in one table; the zone number completes what the label leaves open.
    var mixed = try markers(
      "纵坐标,横坐标,坐标系",
      [
        "3298381.053,35598615.452,1980西安坐标系", "3298438.143,35598617.063,2000国家大地坐标系",
        "3298438.143,35598617.063,CGCS2000 3度带35带",
      ])
    mixed.datumChange = try change(Self.seven())
    let rows = try read(mixed).data
    let table = rows[.boundaryMarker]
    #expect(isNear(table.position(0), 106.02146799, 29.80054900))
    #expect(table.position(1).map { abs($0.x - 106.0203) < 0.005 } == true)
    #expect(rows.sources[0].pipeline.contains("; EPSG:2359: +proj=pipeline"))
  }

  @Test(arguments: ["counter_clockwise", "clockwise"])
  func fourParametersTurnAsTheyAreSaid(convention: String) throws {
    guard convention == "counter_clockwise" else {
      let message = try #require(fault(Self.four(convention))).message
      #expect(message.zh.contains("由 clockwise 改为 counter_clockwise"), "\(message.zh)")
      #expect(message.en.contains("which fits"))
      return
    }
    var request = try markers("纵坐标,横坐标", ["3298381.053,598615.452"], crs: "EPSG:2380")
    request.datumChange = try change(Self.four(convention))
    let position = try #require(try read(request).data[.boundaryMarker].position(0))
    // EPSG:4544 → EPSG:4490 of the check point.
    #expect(abs(position.x - 106.021) < 0.001 && abs(position.y - 29.7999) < 0.001)
  }

  @Test func theOtherConventionIsTold() throws {
    let wrong = try #require(fault(Self.seven(convention: "coordinate_frame"))).message
    #expect(wrong.zh.contains("由 coordinate_frame 改为 position_vector"))
    let neither = try #require(fault(Self.seven().replacing("x_m: -12.3", with: "x_m: 12.3"))).message
    #expect(neither.zh.contains("也不符") && neither.en.contains("arc seconds"))
    for message in [wrong, neither] {
      for digits in ["12.3", "45.6", "78.9", "1.25", "3.75", "4.2"] {
        #expect(!message.zh.contains(digits) && !message.en.contains(digits))
      }
    }
  }

  @Test func incompleteFilesAreRefused() throws {
    #expect(fault(Self.seven(convention: nil))?.problem.zh.contains("position_vector 或 coordinate_frame") == true)
    #expect(fault(Self.seven(check: ""))?.problem.zh.contains("检查点") == true)
    #expect(fault(Self.seven().replacing("rx_arcsec", with: "rx_arcs"))?.problem.zh.contains("“rx_arcsec”") == true)
    #expect(fault(Self.seven().replacing("kind: 7", with: "kind: 3"))?.problem.zh.contains("rx_arcsec") == true)
    #expect(fault(Self.seven().replacing("kind: 7", with: "kind: 6"))?.line == 3)
    #expect(fault(Self.seven().replacing("scale_ppm: -4.2", with: ""))?.problem.en.contains("scale_ppm") == true)
    #expect(fault(Self.seven().replacing("1980西安坐标系", with: "CGCS2000"))?.problem.zh.contains("不需要") == true)
    #expect(fault(Self.seven().replacing("target: CGCS2000", with: "target: EPSG:4214")) != nil)
    #expect(fault(Self.four("clockwise").replacing("EPSG:2380", with: "EPSG:4610"))?.problem.zh.contains("平面") == true)
    // What is no YAML may hold parameters all the same.
    let broken = try #require(fault("parameters: [x_m: -12.3\n  y_m: 45.6: ]"))
    #expect(!broken.problem.en.contains("45.6") && !broken.problem.zh.contains("12.3"))
    // Without a blank behind the colon the whole is a key.
    let flow = try #require(
      fault("source: 1980西安坐标系\ntarget: CGCS2000\nkind: 3\nparameters: {x_m:-12.3,y_m:45.6,z_m:78.9}\n"))
    #expect(flow.problem.zh.contains("未知的键") && !flow.problem.zh.contains("12.3") && !flow.problem.en.contains("12.3"))
    // How far the check point is missed need be no whole number, nor a number at all.
    for number in ["1e30", "1e300"] {
      #expect(fault(Self.seven().replacing("x_m: -12.3", with: "x_m: \(number)")) != nil)
    }
  }

  /// The examples that the documentation shows are files that work.
  @Test func theDocumentedExamplesWork() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Documentation/input-files.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let examples = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }.filter { $0.contains("parameters:") }
    #expect(examples.count == 2)
    for example in examples {
      #expect(example.contains("示例"))
      let error = fault(example)
      #expect(error == nil, "\(error?.message.zh ?? "")")
    }
    let points = try #require(
      text.components(separatedBy: "```csv\n").dropFirst().first?.components(separatedBy: "```").first)
    let error = fault(ofPoints: try folder.write("示例.csv", points))
    #expect(error == nil, "\(error?.message.zh ?? "")")
  }

  @Test func parametersOfAnotherDatumDoNotServe() throws {
    var request = try markers("经度,纬度", ["106.02,29.8"], crs: "EPSG:4214")
    request.datumChange = try change(Self.seven())
    #expect(refusal(request)?.message.zh.contains("给出的转换参数用于“1980西安坐标系”") == true)
  }

  @Test func waysExcludeEachOther() {
    #expect(DatumOptions(parametersFile: "a", keepsDatum: true).contradiction != nil)
    #expect(DatumOptions(commonPointsFile: "a", model: .geocentric).contradiction == nil)
    #expect(DatumOptions(model: .geocentric).contradiction != nil)
    #expect(DatumOptions(commonPointsFile: "a", toleranceMetres: 0).contradiction != nil)
  }

  // MARK: Common points

  /// Invented: 60 m to the north, 100 m to the east.
  private static let points = [
    (3_280_000.0, 590_000.0), (3_280_000, 620_000), (3_310_000, 620_000), (3_310_000, 590_000), (3_295_000, 600_000),
  ]

  private func pointsFile(
    _ headers: String = "点名,原坐标系,原纵坐标（米）,原横坐标（米）,新纵坐标,新横坐标,采用", system: String = "Xian 1980 3度带 中央经线105",
    blunder: Double = 0, use: String = ""
  ) throws -> String {
    let rows = Self.points.enumerated().map { index, point in
      let north = point.0 + 60 + (index == 4 ? blunder : 0.01 * Double(index % 2))
      return "\(["甲", "乙", "丙", "丁", "戊"][index]),\(system),\(point.0),\(point.1),\(north),\(point.1 + 100),"
        + (index == 4 ? use : "")
    }
    return try folder.write("points.csv", headers + "\n" + rows.joined(separator: "\n") + "\n")
  }

  private func fitted(_ file: String, crs: String? = nil) throws -> DatumChange {
    try DatumOptions(commonPointsFile: file).change(crs: crs)
  }

  private func fault(ofPoints file: String, crs: String? = nil) -> IntakeError? {
    do {
      _ = try fitted(file, crs: crs)
      return nil
    } catch { return error as? IntakeError }
  }

  /// Two points of one table, one inside the hull and one 10 km to the north of it.
  @Test(arguments: [
    "点名,原坐标系,原纵坐标（米）,原横坐标（米）,新纵坐标,新横坐标,采用",
    "name,source_crs,source_northing,source_easting,target_northing,target_easting,use",
  ])
  func commonPointsGiveParameters(headers: String) throws {
    var request = try markers("纵坐标,横坐标", ["3300000,600000", "3320000,600000"], crs: "EPSG:2380")
    request.datumChange = try fitted(pointsFile(headers))
    let (data, summaries) = try read(request)
    var expected = try markers("纵坐标,横坐标", ["3300060,600100"], crs: "EPSG:4544")
    expected.path = try folder.write("e.csv", "界桩编号,界线名称,纵坐标,横坐标\n1,甲乙线,3300060,600100\n")
    let place = try #require(try read(expected).data[.boundaryMarker].position(0))
    let found = try #require(data[.boundaryMarker].position(0))
    #expect(abs(found.x - place.x) < 2e-7 && abs(found.y - place.y) < 2e-7)
    let accuracy = try #require(data.sources[0].pipelineAccuracyMetres)
    #expect(accuracy > 0.001 && accuracy < 0.01)
    let note = try #require(data.notes.first { $0.code == .outsideCommonPoints })
    #expect(note.value == "1")
    #expect(try #require(Int(note.details["farthest_m"] ?? "")).distance(to: 10_000) < 10)
    #expect(summaries[0].remarks.contains { $0.zh.contains("公共点范围以外") })
  }

  @Test func theOldSystemMayComeFromTheOption() throws {
    let file = try pointsFile(system: "")
    #expect(fault(ofPoints: file)?.message.zh.contains("原坐标系") == true)
    #expect(fault(ofPoints: file, crs: "EPSG:2380") == nil)
    #expect(fault(ofPoints: file, crs: "EPSG:4544")?.message.zh.contains("需要换算") == true)
    // A datum alone does not tell the zone of eastings without number.
    #expect(fault(ofPoints: file, crs: "EPSG:4610")?.message.zh.contains("投影带") == true)
  }

  @Test func aBlunderIsNamedAndTakenOut() throws {
    let error = try #require(fault(ofPoints: try pointsFile(blunder: 4)))
    #expect(error.message.zh.contains("去掉“戊”"), "\(error.message.zh)")
    #expect(fault(ofPoints: try pointsFile(blunder: 4, use: "否")) == nil)
  }

  @Test func unusableTablesAreRefused() throws {
    let missing = try folder.write("p.csv", "点名,原纵坐标,新纵坐标\n甲,1,2\n")
    #expect(fault(ofPoints: missing, crs: "EPSG:2380")?.message.zh.contains("原横坐标") == true)
    let few = try folder.write(
      "p.csv", "点名,原纵坐标,原横坐标,新纵坐标,新横坐标\n甲,3280000,590000,3280060,590100\n乙,3290000,590000,3290060,590100\n")
    #expect(fault(ofPoints: few, crs: "EPSG:2380")?.message.zh.contains("至少要 3 个") == true)
    let text = try folder.write("p.csv", "点名,原纵坐标,原横坐标,新纵坐标,新横坐标\n甲,x,590000,3280060,590100\n")
    #expect(fault(ofPoints: text, crs: "EPSG:2380")?.row == 2)
  }

  /// A point that is missing changes the parameters.
  @Test(arguments: ["G6,东,Xian 1980 3度带 中央经线105,3299000,593000,3299060,593100,是\n", "小计,,,,,,5\n"])
  func noRowOfPointsGoesWithoutAWord(row: String) throws {
    let points = try pointsFile()
    let text = try String(contentsOfFile: points, encoding: .utf8)
    #expect(fault(ofPoints: points) == nil)
    let more = try folder.write("q.csv", text + (text.hasSuffix("\n") ? "" : "\n") + row)
    let error = try #require(fault(ofPoints: more))
    #expect(error.row == text.split(separator: "\n").count + 1)
  }

  @Test func aPointThatIsNotUsedNeedsNoCoordinates() throws {
    let text = try String(contentsOfFile: pointsFile(), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let last = try #require(lines.last).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var cells = last
    (cells[0], cells[2], cells[6]) = ("坏点", "待测", "否")
    let file = try folder.write("q.csv", (lines + [cells.joined(separator: ",")[...]]).joined(separator: "\n") + "\n")
    #expect(fault(ofPoints: file) == nil)
    cells[6] = "是"
    let used = try folder.write("q.csv", (lines + [cells.joined(separator: ",")[...]]).joined(separator: "\n") + "\n")
    #expect(fault(ofPoints: used)?.value == nil && fault(ofPoints: used)?.column == "原纵坐标（米）")
  }

  @Test func dataFarFromThePointsAreRefused() throws {
    var request = try markers("纵坐标,横坐标", ["3500000,600000", "3500100,600000"], crs: "EPSG:2380")
    request.datumChange = try fitted(pointsFile())
    #expect(refusal(request)?.message.zh.contains("公共点") == true)
  }

  // MARK: Kept

  private func kept(_ request: InputRequest) -> InputRequest {
    var request = request
    request.datumChange = .kept
    return request
  }

  @Test func aTableKeepsItsNumbers() throws {
    let data = try read(kept(markers("纵坐标,横坐标", ["3298381.053,35598615.452"], crs: "EPSG:2359"))).data
    let table = data[.boundaryMarker]
    #expect(table.geometry.types == [.none])
    #expect(table.texts(.easting) == ["35598615.452"])
    #expect(data.sources[0].crs == "EPSG:2359 (--crs)")
    #expect(data.sources[0].keepsDatum && data.sources[0].pipelineAccuracyMetres == nil)
    // The label of the rows says as much.
    let rows = ["3298381.053,35598615.452,1980西安坐标系", "3298381.053,35598615.452,"]
    let labelled = try read(kept(markers("纵坐标,横坐标,坐标系", [rows[0]]))).data
    #expect(labelled.sources[0].keepsDatum && labelled.sources[0].crsLabel == "EPSG:2359")
  }

  @Test func whatNeedsNoChangeIsNotKept() throws {
    for crs in ["EPSG:4490", "EPSG:4326", "GCJ-02"] {
      let data = try read(kept(markers("经度,纬度", ["106.02,29.8"], crs: crs))).data
      #expect(!data.sources[0].keepsDatum && data[.boundaryMarker].geometry.types == [.point])
    }
  }

  @Test func aTableOfTwoDatumsIsNotKept() throws {
    for first in ["2000国家大地坐标系", "1954北京坐标系"] {
      let rows =
        ["3298438.143,35598617.063,\(first)"] + Array(repeating: "3298438.143,35598617.063,1980西安坐标系", count: 2)
      for rows in [rows, rows.reversed()] {
        let error = try #require(refusal(kept(try markers("纵坐标,横坐标,坐标系", rows))))
        #expect(error.message.zh.contains("--keep-datum") && error.row != nil)
      }
    }
  }

  @Test func geometriesAreKeptAsText() throws {
    func feature(_ type: String, _ coordinates: String, _ properties: String) -> String {
      #"{"type":"Feature","properties":{\#(properties)},"geometry":{"type":"\#(type)","coordinates":\#(coordinates)}}"#
    }
    let line = feature("LineString", "[[35598615.5,3298381],[35599615.5,3298381]]", #""界线名称":"甲乙线""#)
    let lines = try folder.write("l.geojson", #"{"type":"FeatureCollection","features":[\#(line)]}"#)
    let data = try read(kept(InputRequest(path: lines, crs: "EPSG:2359"))).data
    let table = data[.boundaryLine]
    #expect(table.geometry.types == [.none])
    #expect(table.texts(.geometry) == ["LINESTRING (35598615.5 3298381.0, 35599615.5 3298381.0)"])
    #expect(data.sources[0].header(of: .geometry) == "geometry")

    let point = feature("Point", "[35598615.5,3298381]", #""界桩编号":"1","界线名称":"甲乙线""#)
    let wrong = feature("LineString", "[[35598615.5,3298381],[35599615.5,3298381]]", #""界桩编号":"2","界线名称":"甲乙线""#)
    let points = try folder.write("p.geojson", #"{"type":"FeatureCollection","features":[\#(point),\#(wrong)]}"#)
    let markers = try read(kept(InputRequest(path: points, kind: .boundaryMarker, crs: "EPSG:2359"))).data
    #expect(markers[.boundaryMarker].texts(.easting) == ["35598615.5"])
    #expect(markers[.boundaryMarker].texts(.northing) == ["3298381.0"])
    #expect(markers[.boundaryMarker].texts(.geometry) == ["POINT (35598615.5 3298381.0)"])
    #expect(markers.rejected.map(\.origin.row) == [2])
  }

  // MARK: Exchanged

  @Test func exchangedColumnsAreNamed() throws {
    let error = try #require(refusal(try markers("纵坐标,横坐标", ["35598617.063,3298438.143"])))
    #expect(error.problem == .exchangedAxes(northing: "纵坐标", easting: "横坐标"))
    #expect(error.message.zh.contains("--field northing=横坐标 --field easting=纵坐标"))
    var request = try markers("纵坐标,横坐标", ["35598617.063,3298438.143"])
    request.fields = [.northing: "横坐标", .easting: "纵坐标"]
    #expect(try read(request).data[.boundaryMarker].geometry.types == [.point])
  }
}
