import Foundation
import Geometry
import Intake
import Registry
import Testing

@Suite struct PositionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func markers(_ header: String, _ rows: [String], crs: String? = nil) throws -> InputRequest {
    let text = "界桩编号,界线名称,\(header)\n" + rows.map { "1,甲乙线,\($0)" }.joined(separator: "\n")
    return InputRequest(path: try folder.write("m.csv", text), crs: crs)
  }

  private func isNear(_ position: Position?, _ x: Double, _ y: Double, _ tolerance: Double = 0.005) -> Bool {
    guard let position else { return false }
    return abs(position.x - x) < tolerance && abs(position.y - y) < tolerance
  }

  @Test func decimalAndSexagesimalDegrees() throws {
    let data = try read(markers("经度,纬度", ["106.02,29.8", "106°01′12″,29°48′00″", "东经106°1.2′,北纬29°48′"])).data
    let table = data[.boundaryMarker]
    for row in table.rows { #expect(isNear(table.position(row), 106.02, 29.8, 1e-9)) }
    #expect(table.texts(.longitude)[1] == "106°01′12″")
    #expect(data.sources[0].crs == "EPSG:4490 (assumed)")
  }

  @Test func whatIsNoPlaceIsNone() throws {
    let rows = ["29.8,106.02", "200,29.8", "abc,29.8", ",", "1e400,29.8", "106.02,29.8"]
    let table = try read(markers("经度,纬度", rows)).data[.boundaryMarker]
    #expect(table.geometry.types == [.none, .none, .none, .none, .none, .point])
    #expect(table.texts(.longitude).prefix(3) == ["29.8", "200", "abc"])
  }

  @Test func packedDegreesAreReadOnDemand() throws {
    var request = try markers("经度,纬度", ["1060112,294800", "106.0112,29.48", "106°01′12″,29°48′00″", "1066112,294800"])
    request.unpacksDegrees = true
    let data = try read(request).data
    let table = data[.boundaryMarker]
    for row in 0..<3 { #expect(isNear(table.position(row), 106.02, 29.8, 1e-9)) }
    #expect(table.position(3) == nil, "61 minutes")
    #expect(table.texts(.longitude)[0] == "1060112")
    #expect(data.sources[0].crs == "EPSG:4490 (assumed, --packed-degrees)")
  }

  @Test func degreesInPlaneColumnsAreRefused() throws {
    let longitudeFirst = try markers("横坐标,纵坐标", ["106.02,29.8", "106.03,29.8"], crs: "EPSG:4544")
    #expect(refusal(longitudeFirst)?.problem == .degreesInPlaneColumns(longitude: "横坐标", latitude: "纵坐标"))
    var latitudeFirst = try markers("横坐标,纵坐标", ["29.8,106.02", "29.8,106.03"])
    let problem = IntakeError.Problem.degreesInPlaneColumns(longitude: "纵坐标", latitude: "横坐标")
    #expect(refusal(latitudeFirst)?.problem == problem)
    latitudeFirst.fields = [.longitude: "纵坐标", .latitude: "横坐标"]
    #expect(isNear(try read(latitudeFirst).data[.boundaryMarker].position(0), 106.02, 29.8, 1e-9))
  }

  @Test func singleDegreesAmongMetresHaveNoPosition() throws {
    let rows = ["3298438.143,35598617.063", "3298438.143,35598617.063", "29.8,106.02"]
    #expect(
      try read(markers("纵坐标,横坐标", rows)).data[.boundaryMarker].geometry.types == [.point, .point, .none])
  }

  /// Degrees whose latitude comes first, as a shape.
  private func exchanged(_ geometry: String) throws -> InputRequest {
    let text =
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"标准名称":"甲","类型":"村"},"geometry":"#
      + geometry + "}]}"
    return InputRequest(path: try folder.write("s.geojson", text), kind: .placeName)
  }

  @Test func exchangedAxesOfShapes() throws {
    var request = try exchanged(#"{"type":"Point","coordinates":[29.8,106.02]}"#)
    let (data, summaries) = try read(request)
    #expect(data[.placeName].position(0) == nil)
    #expect(summaries[0].axesAreExchanged)
    #expect(summaries[0].remarks.contains { $0.zh.contains("--swap-axes") })
    request.swapsAxes = true
    let right = try read(request)
    #expect(isNear(right.data[.placeName].position(0), 106.02, 29.8, 1e-9))
    #expect(!right.summaries[0].axesAreExchanged)
    #expect(right.data.sources[0].crs == "EPSG:4326 (RFC 7946, --swap-axes)")
  }

  @Test func theRefusalOfExchangedShapesNamesTheOption() throws {
    var request = try exchanged(#"{"type":"LineString","coordinates":[[29.8,106.02],[29.9,106.02]]}"#)
    request.kind = .boundaryLine
    #expect(refusal(request)?.message.zh.contains("加 --swap-axes") == true)
    request.crs = "EPSG:4544"
    #expect(refusal(request)?.message.zh.contains("--crs EPSG:4490") == true)
  }

  /// Zeros are missing coordinates, and no reason to ask for a zone.
  @Test func pointsAtZeroAreRead() throws {
    #expect(try read(exchanged(#"{"type":"Point","coordinates":[0,0]}"#)).data[.placeName].count == 1)
    let beyond = try exchanged(#"{"type":"Point","coordinates":[200,95]}"#)
    #expect(refusal(beyond)?.message.zh.contains("超出经纬度的范围") == true)
  }

  // The expected places are those of `cs2cs` (PROJ 9.1) for EPSG:4523 and EPSG:4544.
  @Test func zonePrefixTellsTheSystem() throws {
    let data = try read(markers("纵坐标,横坐标", ["3298438.143,35598617.063", "3298438.143,598617.063"])).data
    let table = data[.boundaryMarker]
    #expect(isNear(table.position(0), 106.0203, 29.8025))
    // Without the prefix the easting lies in no part of zone 35.
    #expect(table.geometry.types == [.point, .none])
    #expect(data.sources[0].crs == "EPSG:4523 (assumed)")
    #expect(data.sources[0].pipeline.contains("tmerc"))
    #expect(data.notes.contains { $0.code == .crsAssumed && $0.value == "EPSG:4523" })
  }

  @Test func sixDegreeZones() throws {
    let data = try read(markers("纵坐标,横坐标", ["3298438.143,18598617.063"])).data
    #expect(data.sources[0].crs == "EPSG:4496 (assumed)")
    #expect(isNear(data[.boundaryMarker].position(0), 106.0203, 29.8025))
  }

  @Test func theOptionWins() throws {
    let data = try read(markers("纵坐标,横坐标,坐标系", ["3298438.143,598617.063,1980西安坐标系"], crs: "EPSG:4544")).data
    #expect(isNear(data[.boundaryMarker].position(0), 106.0203, 29.8025))
    #expect(data.sources[0].crs == "EPSG:4544 (--crs)")
    #expect(data.notes.allSatisfy { $0.code != .crsAssumed })
  }

  @Test func rowsNameTheirSystem() throws {
    let rows = [
      "3298438.143,35598617.063,2000国家大地坐标系", "3298438.143,598617.063,CGCS2000 3度带 中央经线105",
      "3298438.143,35598617.063,", "3298438.143,35598617.063,本地系",
    ]
    let data = try read(markers("纵坐标,横坐标,坐标系", rows)).data
    let table = data[.boundaryMarker]
    for row in table.rows { #expect(isNear(table.position(row), 106.0203, 29.8025)) }
    #expect(data.notes.contains { $0.code == .unparseableValue && $0.value == "本地系" && $0.row == 5 })
    #expect(data.sources[0].crs == "EPSG:4523 (column)")
    #expect(data.notes.contains { $0.code == .crsAssumed })
    let labelled = try read(markers("经度,纬度,坐标系", ["106,29.8,2000国家大地坐标系"])).data
    #expect(labelled.sources[0].crs == "EPSG:4490 (column)")
    #expect(labelled.notes.allSatisfy { $0.code != .crsAssumed })
  }

  @Test(arguments: ["1980西安坐标系", "1954年北京坐标系", "Xian 1980 3度带35带"])
  func changesOfDatumAreRefused(_ label: String) throws {
    let rows = ["3298438.143,35598617.063,2000国家大地坐标系", "3298438.143,35598617.063,\(label)"]
    let error = try #require(refusal(try markers("纵坐标,横坐标,坐标系", rows)))
    guard case .refusedCRS = error.problem else {
      Issue.record("\(error)")
      return
    }
    #expect(error.row == 3)
    #expect(error.message.zh.contains("m.csv") && error.message.zh.contains("--datum-parameters"))
    let byOption = try #require(refusal(try markers("经度,纬度", ["106,29.8"], crs: "EPSG:4610")))
    #expect(byOption.message.zh.contains("1980西安坐标系"))
  }

  @Test func unknownZoneAndSystemAreRefused() throws {
    let zone = try #require(refusal(try markers("纵坐标,横坐标", ["3298438.143,598617.063"])))
    #expect(zone.problem == .missingCRS)
    #expect(zone.message.zh.contains("--crs EPSG:4544"))
    // The datum alone is not enough for eastings without prefix.
    let datum = try #require(refusal(try markers("纵坐标,横坐标,坐标系", ["3298438.143,598617.063,2000国家大地坐标系"])))
    #expect(datum.problem == .missingCRS)
    let name = try #require(refusal(try markers("经度,纬度", ["106,29.8"], crs: "EPSG:999999")))
    #expect(name.message.zh.contains("999999"))
  }

  @Test(arguments: [
    ("标准名称", RecordKind.placeName), ("公墓名称", .facility), ("标志编号,标准名称,标志类别", .sign),
  ])
  func planeCoordinatesPlaceAnyRecord(_ header: String, _ kind: RecordKind) throws {
    let cells = header.split(separator: ",").map { _ in "甲" }.joined(separator: ",")
    let text = "\(header),纵坐标,横坐标,坐标系\n\(cells),3298438.143,35598617.063,CGCS2000\n"
    let data = try read(folder.write("p.csv", text))
    #expect(data.kinds == [kind])
    #expect(isNear(data[kind].position(0), 106.0203, 29.8025))
    #expect(data[kind].texts(.easting) == ["35598617.063"])
    #expect(data[kind].texts(.crs) == ["CGCS2000"])
    #expect(data.notes.allSatisfy { $0.code != .unmappedColumn })
  }

  // MARK: Two numbers in one cell

  @Test func aPairInOneCell() throws {
    let rows = ["\"106.05,29.85\"", "东经106°3′，北纬29°51′", "（106.05 29.85）", "见附图", ""]
    let text = "标准名称,坐标,备注\n" + rows.map { "甲,\($0),乙" }.joined(separator: "\n")
    let data = try read(folder.write("p.csv", text))
    let table = data[.placeName]
    for row in 0..<3 { #expect(isNear(table.position(row), 106.05, 29.85, 1e-9)) }
    #expect(table.geometry.types.suffix(2) == [.none, .none])
    #expect(table.texts(.longitude).suffix(2) == ["见附图", ""])
    #expect(table.texts("remark").allSatisfy { $0 == "乙" })
    #expect(data.sources[0].headers.map(\.name) == ["标准名称", "坐标（经度）", "备注", "坐标（纬度）"])
    #expect(data.notes.contains { $0.code == .unparseableValue && $0.value == "见附图" })
  }

  @Test func aPairMayBeginWithEither() throws {
    let degrees = try read(folder.write("p.csv", "标准名称,经纬度\n甲,\"29.85,106.05\"\n"))[.placeName]
    #expect(isNear(degrees.position(0), 106.05, 29.85, 1e-9))
    let plane = try read(folder.write("q.csv", "标准名称,坐标\n甲,\"3298438.143,35598617.063\"\n"))[.placeName]
    #expect(isNear(plane.position(0), 106.0203, 29.8025))
  }

  @Test func aPairBesideOtherPositionsStaysAText() throws {
    let table = try read(folder.write("p.csv", "标准名称,坐标,东经,北纬\n甲,\"106.05,29.85\",106,29\n"))[.placeName]
    #expect(isNear(table.position(0), 106, 29, 1e-9))
    #expect(table.texts(.attributes) == ["{\"坐标\":\"106.05,29.85\"}"])
  }

  @Test func degreesFillInForPlaneCoordinates() throws {
    let rows = ["3298438.143,35598617.063,106.5,29.5", ",,106.5,29.5"]
    let table = try read(markers("纵坐标,横坐标,经度,纬度", rows)).data[.boundaryMarker]
    #expect(isNear(table.position(0), 106.0203, 29.8025))
    #expect(isNear(table.position(1), 106.5, 29.5, 1e-9))
  }

  @Test func wellKnownTextInAColumn() throws {
    let text = "界线名称,wkt\n甲乙线,\"LINESTRING (106 29.8, 106.1 29.9)\"\n丙丁线,线\n"
    let data = try read(folder.write("l.csv", text))
    #expect(data[.boundaryLine].geometry.types == [.lineString, .none])
    #expect(data.notes.contains { $0.code == .unparseableValue && $0.row == 3 && $0.value == "线" })
  }

  // MARK: Layers

  private func geoJSON(_ features: [String]) throws -> String {
    try folder.write(
      "g.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" + features.joined(separator: ",") + "]}")
  }

  private func feature(_ type: String, _ coordinates: String, name: String = "甲") -> String {
    "{\"type\":\"Feature\",\"properties\":{\"名称\":\"\(name)\"},\"geometry\":{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}}"
  }

  @Test func ringsAreTurnedToTheRight() throws {
    let clockwise = "[[[106,29],[106,30],[107,30],[107,29],[106,29]]]"
    let table = try read(geoJSON([feature("Polygon", clockwise)]))[.division]
    #expect(table.geometry.coordinates == [106, 29, 107, 29, 107, 30, 106, 30, 106, 29])
  }

  @Test func geoJSONIsWGS84ByItsStandard() throws {
    let data = try read(geoJSON([feature("Point", "[106.02,29.8]")]))
    #expect(data.sources[0].crs == "EPSG:4326 (RFC 7946)")
    #expect(data.notes.allSatisfy { $0.code != .crsAssumed })
  }

  // The column 坐标系 of a line is that of its agreement; the geometry beside it is not in it.
  @Test func aLabelBesideGeometriesIsNoReferenceSystem() throws {
    let line = feature("LineString", "[[106,29],[107,29]]").replacing("{\"名称\"", with: "{\"坐标系\":\"1980西安坐标系\",\"名称\"")
    let data = try read(geoJSON([line]))
    #expect(data[.boundaryLine].geometry.types == [.lineString])
    #expect(data[.boundaryLine].texts(.crs) == ["1980西安坐标系"])
  }

  @Test func geometryOfAnotherFamilyIsQuarantined() throws {
    let square = "[[[106,29],[107,29],[107,30],[106,30],[106,29]]]"
    let path = try geoJSON([
      feature("Polygon", square), feature("Polygon", square), feature("Point", "[106,29]", name: "点"),
    ])
    let data = try read(path)
    #expect(data[.division].count == 2)
    #expect(data.rejected.map(\.origin.row) == [3])
    #expect(data.rejected.first?.cells.contains("点") == true)
    #expect(data.rejected.first?.reason.zh.contains("面") == true)
  }

  // MARK: No place on Earth

  @Test func exchangedPointsKeepTheirNumbers() throws {
    let points = ["[29.8,106.02]", "[29.81,106.03]"].map { feature("Point", $0) }
    let all = try read(geoJSON(points))
    let table = all[.placeName]
    #expect(table.geometry.types == [.none, .none])
    #expect(table.texts(.longitude) == ["29.8", "29.81"])
    #expect(table.texts(.latitude) == ["106.02", "106.03"])
    #expect(all.sources[0].headers.suffix(2).map(\.key) == ["longitude", "latitude"])
    #expect(all.sources[0].headers.suffix(2).map(\.name) == ["geometry.x", "geometry.y"])
    #expect(all.notes.allSatisfy { $0.code != .unparseableValue })

    let one = try read(geoJSON([points[0], feature("Point", "[106.02,29.8]")]))[.placeName]
    #expect(one.geometry.types == [.none, .point])
    #expect(one.texts(.longitude) == ["29.8", ""])
  }

  @Test func impossiblePlanePointsKeepTheirNumbers() throws {
    let markers = ["[598617.063,3298438.143]", "[1e9,3298438.143]"].map {
      feature("Point", $0).replacing("{\"名称\"", with: "{\"界桩编号\":\"1\",\"界线名称\":\"甲乙线\",\"名称\"")
    }
    let table = try read(InputRequest(path: geoJSON(markers), crs: "EPSG:4544")).data[.boundaryMarker]
    #expect(table.geometry.types == [.point, .none])
    #expect(table.texts(.easting) == ["", "1000000000.0"])
    #expect(table.texts(.northing) == ["", "3298438.143"])
  }

  @Test func pointsWithNumbersOfTheirOwnAreNoted() throws {
    let own = feature("Point", "[29.8,106.02]").replacing("{\"名称\"", with: "{\"经度\":\"106\",\"名称\"")
    let data = try read(geoJSON([own, feature("Point", "[106.02,29.8]")]))
    #expect(data[.placeName].texts(.longitude) == ["106", ""])
    #expect(data.notes.contains { $0.code == .unparseableValue && $0.row == 1 && $0.value == "29.8 106.02" })
  }

  @Test func shapesThatAreNoPlaceAreNoted() throws {
    let lines = ["[[106,29],[29.5,106.5],[107,200]]", "[[106,29],[107,29]]"].map { feature("LineString", $0) }
    let data = try read(geoJSON(lines))
    #expect(data[.boundaryLine].geometry.types == [.none, .lineString])
    let notes = data.notes.filter { $0.code == .unparseableValue }
    #expect(notes.map(\.row) == [1])
    #expect(notes.map(\.field) == ["geometry"])
    #expect(notes.map(\.value) == ["29.5 106.5"])
    #expect(refusal(InputRequest(path: try geoJSON([lines[0]]))) != nil)
  }

  // MARK: Beginnings without positions

  private static let many = 20_000

  @Test(arguments: ["经度,纬度", "X,Y", "wkt"])
  func blankBeginningsDecideNothing(_ header: String) throws {
    let blanks = Array(repeating: header == "wkt" ? "" : ",", count: Self.many)
    let data = try read(markers(header, blanks + [header == "wkt" ? "POINT (106.02 29.8)" : "106.02,29.8"])).data
    let table = data[.boundaryMarker]
    #expect(table.count == Self.many + 1)
    #expect(isNear(table.position(Self.many), 106.02, 29.8, 1e-9))
    #expect(data.sources[0].crs == "EPSG:4490 (assumed)")
    #expect(data.sources[0].headers.allSatisfy { $0.key != nil })
    #expect(data.notes.filter { $0.code == .crsAssumed }.count == 1)
  }

  @Test func aZoneIsFoundLater() throws {
    let blanks = Array(repeating: ",,106.5,29.5", count: Self.many)
    let data = try read(markers("纵坐标,横坐标,经度,纬度", blanks + ["3298438.143,35598617.063,,"])).data
    #expect(isNear(data[.boundaryMarker].position(0), 106.5, 29.5, 1e-9))
    #expect(isNear(data[.boundaryMarker].position(Self.many), 106.0203, 29.8025))
    #expect(
      refusal(try markers("纵坐标,横坐标", blanks.map { _ in "," } + ["3298438.143,598617.063"]))?.problem == .missingCRS)
  }

  @Test func nullGeometriesDecideNothing() throws {
    let null = "{\"type\":\"Feature\",\"properties\":{\"名称\":\"甲\"},\"geometry\":null}"
    let square = "[[[106,29],[107,29],[107,30],[106,30],[106,29]]]"
    let data = try read(geoJSON(Array(repeating: null, count: Self.many) + [feature("Polygon", square)]))
    #expect(data.kinds == [.division])
    #expect(data[.division].count == Self.many + 1)
    #expect(data[.division].geometry.types.last == .polygon)
    #expect(data.sources[0].crs == "EPSG:4326 (RFC 7946)")
  }
}
