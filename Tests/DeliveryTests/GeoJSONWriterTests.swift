import Foundation
import Geometry
import Registry
import Testing

@testable import Delivery

/// Keeps what is written, and how long the pieces were.
private struct MemorySink: OutputSink {
  var bytes: [UInt8] = []
  var pieces: [Int] = []

  mutating func write(_ piece: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: piece)
    pieces.append(piece.count)
  }
}

private struct BrokenSink: OutputSink {
  struct Full: Error {}
  var writesLeft: Int

  mutating func write(_ piece: UnsafeRawBufferPointer) throws {
    if writesLeft == 0 { throw Full() }
    writesLeft -= 1
  }
}

@Suite struct GeoJSONWriterTests {
  private func text(
    _ records: RecordTable, of dataset: Dataset = Dataset(), _ writer: GeoJSONWriter = GeoJSONWriter()
  ) throws -> String {
    var sink = MemorySink()
    try writer.write(records, of: dataset, to: &sink)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  private func point(_ x: Double, _ y: Double) -> GeometryColumn {
    var column = GeometryColumn()
    column.appendPoint(x: x, y: y)
    return column
  }

  /// One row with a ring list as polygon.
  private func polygon(_ parts: [[[Double]]], _ type: GeometryType) -> GeometryColumn {
    var column = GeometryColumn()
    for part in parts {
      for ring in part {
        for index in stride(from: 0, to: ring.count, by: 2) { column.appendVertex(x: ring[index], y: ring[index + 1]) }
        column.endRing()
      }
      column.endPart()
    }
    column.endRow(type)
    return column
  }

  private func dataset(_ headers: [Source.Header] = []) -> Dataset {
    var dataset = Dataset()
    dataset.add(Source(kind: .facility, file: "公墓.xlsx", layer: "Sheet1", headers: headers))
    return dataset
  }

  private func facility(_ cells: [FieldKey: String], _ geometry: GeometryColumn? = nil) -> RecordTable {
    var records = RecordTable(kind: .facility, keys: Array(cells.keys.sorted()))
    records.append(cells, geometry: geometry, origin: Origin(source: 0, row: 2))
    return records
  }

  // MARK: The whole

  @Test func collection() throws {
    let records = facility([.name: "双桥\"公墓\"\n", .unit: "\u{3000}", "capacity": "780"], point(106.02, 29.81234567))
    let expected = """
      {"type":"FeatureCollection","generator":"jieming 0.1","name":"facility","bbox":[106.02,29.8123457,106.02,29.8123457],"features":[
      {"type":"Feature","id":"双桥\\"公墓\\"@","geometry":{"type":"Point","coordinates":[106.02,29.8123457]},\
      "properties":{"capacity":780,"name":"双桥\\"公墓\\"\\n","unit":null,\
      "source_file":"公墓.xlsx","source_layer":"Sheet1","source_row":2}}
      ]}

      """
    #expect(try text(records, of: dataset(), GeoJSONWriter(generator: "jieming 0.1")) == expected)
  }

  @Test func emptyTable() throws {
    #expect(
      try text(RecordTable(kind: .sign))
        == "{\"type\":\"FeatureCollection\",\"generator\":\"jieming\",\"name\":\"sign\",\"features\":[\n]}\n")
    #expect(try text(RecordTable(kind: .sign), GeoJSONWriter(form: .sequence)) == "")
  }

  @Test func sequence() throws {
    var records = facility([.name: "甲"])
    records.append([.name: "乙"], origin: Origin(source: 0, row: 3))
    let lines = try text(records, of: dataset(), GeoJSONWriter(form: .sequence)).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("\u{1E}{\"type\":\"Feature\",\"id\":\"甲@\",\"generator\":\"jieming\",\"geometry\":null"))
    #expect(lines[1].hasPrefix("\u{1E}{\"type\":\"Feature\",\"id\":\"乙@\",\"geometry\":null"))
  }

  // MARK: Geometries

  @Test func ringsFollowTheRightHandRule() throws {
    let clockwise: [Double] = [0, 0, 0, 4, 4, 4, 4, 0, 0, 0]
    let counterClockwise: [Double] = [1, 1, 2, 1, 2, 2, 1, 1]
    let wrong = try text(facility([.name: "甲"], polygon([[clockwise, counterClockwise]], .polygon)))
    #expect(
      wrong.contains(
        #"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]}"#))
    let right = try text(
      facility([.name: "甲"], polygon([[[0, 0, 4, 0, 4, 4, 0, 0]], [[5, 5, 6, 5, 6, 6, 5, 5]]], .multiPolygon)))
    #expect(
      right.contains(
        #"{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}"#))
  }

  @Test func ringsAreClosed() throws {
    var records = RecordTable(kind: .division)
    let open = polygon([[[0, 0, 2, 0, 2, 1]], [[5, 5, 5, 6, 6, 6]]], .multiPolygon)
    records.append([.code: "500151"], geometry: open, origin: Origin(source: 0, row: 1))
    let source = Source(kind: .division, file: "a.shp", layer: "a")
    var dataset = Dataset()
    dataset.add(source)
    let text = try text(records, of: dataset)
    #expect(text.contains("[[[[0,0],[2,0],[2,1],[0,0]]],[[[6,6],[5,6],[5,5],[6,6]]]]"))
  }

  @Test func linesAndPointsKeepTheirOrder() throws {
    let line: [Double] = [3, 4, 1, 2, 0, 0]
    for (type, parts, expected) in [
      (GeometryType.lineString, [[line]], "[[3,4],[1,2],[0,0]]"),
      (.multiLineString, [[line], [[7, 8, 5, 6]]], "[[[3,4],[1,2],[0,0]],[[7,8],[5,6]]]"),
      (.multiPoint, [[[3, 4]], [[1, 2]]], "[[3,4],[1,2]]"),
    ] {
      let written = try text(facility([.name: "甲"], polygon(parts, type)))
      #expect(written.contains(#""coordinates":\#(expected)}"#))
    }
  }

  @Test func featureBounds() throws {
    let written = try text(
      facility([.name: "甲"], polygon([[[3, 4, 1, 2]]], .lineString)), GeoJSONWriter(writesFeatureBounds: true))
    #expect(written.contains(#""id":"甲@","bbox":[1,2,3,4],"geometry""#))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func numbersThatAreNotFiniteAreRefused(_ bad: Double) throws {
    var records = facility([.name: "甲"], point(1, 2))
    records.append([.name: "乙"], geometry: point(106, bad), origin: Origin(source: 0, row: 17))
    var sink = MemorySink()
    #expect(throws: GeoJSONWriteError.notFinite(kind: .facility, file: "公墓.xlsx", row: 17)) {
      try GeoJSONWriter().write(records, of: dataset(), to: &sink)
    }
    #expect(sink.bytes.isEmpty)
  }

  // MARK: Properties

  @Test(arguments: [
    ("780", "780"), ("-1.50", "-1.50"), ("0", "0"), (" 12 ", "12"), ("0.1", "0.1"), ("007", "\"007\""),
    ("780亩", "\"780亩\""), ("1e5", "\"1e5\""), ("+1", "\"+1\""), (".5", "\".5\""), ("1.", "\"1.\""), ("-", "\"-\""),
    ("1234567890123456", "\"1234567890123456\""), ("0.1234567890123456", "\"0.1234567890123456\""),
  ])
  func numbersOnlyWhereTheyKeepTheirValue(_ cell: String, _ expected: String) throws {
    #expect(try text(facility(["capacity": cell])).contains("\"capacity\":\(expected)"))
  }

  @Test func codesStayTexts() throws {
    var records = RecordTable(kind: .division, keys: [.code])
    records.append([.code: "500151"], origin: Origin(source: 0, row: 1))
    #expect(try text(records).contains(#""code":"500151""#))
  }

  @Test(arguments: [
    (#"{"备注":"a\"b","x":"\u4e2d"}"#, true), ("{}", true), (#"{"a":1}"#, false), (#"{"a":"b"},"#, false),
    (#"{"a":"b""#, false), (#"{"a":"\x"}"#, false), ("{", false), (#"{"a":"b",}"#, false), ("备注", false),
  ])
  func attributesAreAnObject(_ cell: String, _ isObject: Bool) throws {
    let written = try text(facility([.attributes: cell]))
    #expect(written.contains("\"attributes\":\(cell)}") == isObject)
    #expect((try? JSONSerialization.jsonObject(with: Data(written.utf8))) != nil)
  }

  @Test func namesOfProperties() throws {
    let headers: [Source.Header] = [.init(name: "公墓名称", key: .name), .init(name: "乡镇", key: .unit)]
    let records = facility([.name: "甲", .unit: "巴川街道"])
    let chinese = try text(records, of: dataset(headers), GeoJSONWriter(names: .chinese))
    #expect(chinese.contains(#""来源文件":"公墓.xlsx","来源图层":"Sheet1","来源行号":2"#))
    let title = try #require(FieldCatalogue.standard.field(.facility, .name)?.title)
    #expect(chinese.contains(#""\#(title)":"甲""#))
    let source = try text(records, of: dataset(headers), GeoJSONWriter(names: .source))
    #expect(source.contains(#""公墓名称":"甲","乡镇":"巴川街道""#))
  }

  @Test func noPropertyIsNamedTwice() throws {
    let headers: [Source.Header] = [.init(name: "unit", key: .name), .init(name: "source_row", key: .condition)]
    let records = facility([.name: "甲", .unit: "乙", .condition: "丙"])
    let written = try text(records, of: dataset(headers), GeoJSONWriter(names: .source))
    #expect(written.contains(#"{"condition":"丙","unit":"甲","unit_":"乙","source_file""#))
  }

  // MARK: Streaming

  private func manyRecords(_ count: Int) -> RecordTable {
    var (names, geometry, origins) = (TextColumn(), GeometryColumn(), [Origin]())
    for row in 0..<count {
      names.append("地名\(row)")
      geometry.appendPoint(x: 105 + Double(row) * 1e-5, y: 29)
      origins.append(Origin(source: 0, row: row + 2))
    }
    return RecordTable(kind: .facility, columns: [(.name, names)], geometry: geometry, origins: origins)
  }

  @Test func bytesDoNotDependOnThreads() throws {
    let records = manyRecords(60_000)
    var alone = MemorySink()
    try GeoJSONWriter(threads: 1).write(records, of: dataset(), to: &alone)
    #expect(alone.pieces.count > 4)
    #expect(alone.pieces.dropLast().allSatisfy { $0 >= 1 << 20 })
    for threads in [2, 3, 8] {
      var sink = MemorySink()
      try GeoJSONWriter(threads: threads).write(records, of: dataset(), to: &sink)
      #expect(sink.bytes == alone.bytes)
    }
    let object = try #require(try JSONSerialization.jsonObject(with: Data(alone.bytes)) as? [String: Any])
    #expect((object["features"] as? [Any])?.count == 60_000)
  }

  @Test(arguments: [0, 1, 5])
  func errorsOfTheSinkComeThrough(_ writes: Int) {
    let records = manyRecords(60_000)
    var sink = BrokenSink(writesLeft: writes)
    #expect(throws: BrokenSink.Full.self) { try GeoJSONWriter(threads: 2).write(records, of: dataset(), to: &sink) }
  }

  // MARK: GDAL

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ogrinfo"), "needs gdal-bin"))
  func gdalReadsTheSame() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jieming-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for form in [GeoJSONWriter.Form.collection, .sequence] {
      let path = folder.appendingPathComponent(form == .collection ? "facility.geojson" : "facility.geojsons").path
      var file = try OutputFile(path: path)
      let records = facility(
        [.name: "双桥公墓", "capacity": "780", .attributes: #"{"备注":"x"}"#],
        polygon([[[105, 29, 105, 30, 106, 30, 105, 29]]], .polygon))
      try GeoJSONWriter(form: form).write(records, of: dataset(), to: &file)
      try file.commit()
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/ogrinfo")
      process.arguments = ["-ro", "-al", path]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let report = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      for expected in [
        "Feature Count: 1", "ID[\"EPSG\",4326]", "capacity (Integer) = 780", "name (String) = 双桥公墓",
        "POLYGON ((105 29,106 30,105 30,105 29))", "source_row (Integer) = 2",
      ] { #expect(report.contains(expected), "\(expected) in \(report)") }
    }
  }
}
