import Analysis
import Foundation
import FoundationXML
import Geometry
import Registry
import Testing

@testable import Delivery

@Suite struct PacketTests {
  // MARK: Texts

  @Test(arguments: [
    (105.87068312, "105°52′14.4592″"), (29.0, "29°00′00.0000″"), (29.999_999_999_9, "30°00′00.0000″"),
    (-0.5, "-0°30′00.0000″"), (.nan, ""),
  ])
  func degreesMinutesSeconds(_ degrees: Double, _ text: String) { #expect(AngleText.dms(degrees) == text) }

  @Test(arguments: [
    ("第四轮", "第五轮"), ("第九轮", "第十轮"), ("第十轮", "第十一轮"), ("第 3 轮", "第4轮"), ("2021年度", nil), ("第四次", nil),
    ("第轮", nil),
  ])
  func roundsFollowEachOther(_ round: String, _ next: String?) { #expect(InspectionRound.next(round) == next) }

  @Test func foldersAreNamedForEveryFileSystem() {
    var taken: Set<String> = []
    #expect(FolderName.of("铜大线", taken: &taken) == "铜大线")
    #expect(FolderName.of("铜大线", taken: &taken) == "铜大线-2")
    #expect(FolderName.of("甲/丙:线?", taken: &taken) == "甲-丙-线-")
    #expect(FolderName.of(" ..", taken: &taken) == "-")
    #expect(FolderName.of("../../etc", taken: &taken) == "-..-etc")
    #expect(FolderName.of(String(repeating: "长", count: 300), taken: &taken).utf8.count <= 255)
  }

  @Test func waypointsAreXML() throws {
    let text = GPXWriter.text(
      [
        .init(position: Position(x: 106.02, y: -29.8), name: "1<2>&\"\u{1}", description: "甲", symbol: .junction),
        .init(position: Position(x: 106.02, y: -29.8), height: 1312.5, name: "2", description: "", symbol: .pair),
      ],
      name: "甲&乙", asOf: try Self.asOf, generator: "jieming 0")
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"jieming 0\""))
    #expect(text.contains("<wpt lat=\"-29.8\" lon=\"106.02\"><name>1&lt;2&gt;&amp;&quot; </name>"))
    #expect(text.contains("<wpt lat=\"-29.8\" lon=\"106.02\"><ele>1312.5</ele><name>2</name>"))
    #expect(text.contains("<name>甲&amp;乙</name><time>2026-11-24T00:00:00Z</time>"))
    #expect(XMLParser(data: Data(text.utf8)).parse())
  }

  // MARK: A line of 2 km to the east with markers on both sides

  private static var asOf: CalendarDate { get throws { try #require(CalendarDate(year: 2026, month: 11, day: 24)) } }

  private func inspection(
    line: [Position], markers: [(number: String, position: Position?)] = [], facts: [FieldKey: String] = [:],
    records: [[FieldKey: String]] = [], otherVersion: [Position] = []
  ) throws -> (JointInspection, InspectedLine) {
    var dataset = Dataset()
    let source = dataset.add(Source(kind: .boundaryLine, file: "a.geojson", layer: "a"))
    var lines = RecordTable(kind: .boundaryLine)
    var geometry = GeometryColumn()
    for position in line { geometry.appendVertex(x: position.x, y: position.y) }
    geometry.endRing()
    geometry.endPart()
    geometry.endRow(.lineString)
    lines.append(
      [.name: "甲乙线", .inspectionRound: "第四轮", "unit1": "甲县", "unit2": "乙县"], geometry: line.isEmpty ? nil : geometry,
      origin: Origin(source: source, row: 1))
    if !otherVersion.isEmpty {
      let second = dataset.add(Source(kind: .boundaryLine, file: "b.geojson", layer: "b"))
      var geometry = GeometryColumn()
      for position in otherVersion { geometry.appendVertex(x: position.x, y: position.y) }
      geometry.endRing()
      geometry.endPart()
      geometry.endRow(.lineString)
      lines.append([.name: "乙甲线"], geometry: geometry, origin: Origin(source: second, row: 1))
    }
    dataset.add(lines)
    var markerTable = RecordTable(kind: .boundaryMarker)
    for (index, marker) in markers.enumerated() {
      var point = GeometryColumn()
      if let position = marker.position { point.appendPoint(x: position.x, y: position.y) } else { point.appendNone() }
      markerTable.append(
        [.number: marker.number, .line: "乙甲线", .condition: "完好"].merging(facts) { $1 }, geometry: point,
        origin: Origin(source: source, row: index + 2))
    }
    dataset.add(markerTable)
    var inspections = RecordTable(kind: .inspection)
    for record in records { inspections.append(record, origin: Origin(source: source, row: 9)) }
    dataset.add(inspections)
    let boundaries = BoundaryLine.all(in: lines)
    let result = CheckResult(asOf: try Self.asOf, dataset: dataset, rules: [], notRun: [], findings: [])
    let inspection = try JointInspection(
      result, lines: boundaries, markers: BoundaryMarker.all(in: markerTable, lines: boundaries), divisions: [])
    return (inspection, try #require(inspection.inspectedLines().first))
  }

  private static let eastward = [Position(x: 106, y: 29.8), Position(x: 106.01, y: 29.8), Position(x: 106.02, y: 29.8)]

  @Test func markersComeInTheOrderOfTheLine() throws {
    let (_, line) = try inspection(
      line: Self.eastward,
      markers: [
        ("1001003Q", nil), ("1001002A", Position(x: 106.01, y: 29.8002)), ("1001001Q", Position(x: 106, y: 29.8)),
        ("1001002B", Position(x: 106.0101, y: 29.7998)),
      ])
    #expect(line.markers.map(\.record.number) == ["1001001Q", "1001002A", "1001002B", "1001003Q"])
  }

  @Test func cellsOfAForm() throws {
    let (inspection, line) = try inspection(
      line: Self.eastward,
      markers: [
        ("1001001A", Position(x: 106.01, y: 29.8002)), ("1001001B", Position(x: 106.01, y: 29.7998)),
        ("1001002Q", Position(x: 106.015, y: 29.8)),
      ],
      records: [
        [.number: "1001001A", .line: "甲乙线", .inspectedOn: "2016-05-01", .condition: "移位"],
        [.number: "1001001A", .line: "甲乙线", .inspectedOn: "2021-05-01", .condition: "损坏", .measure: "扶正"],
      ])
    let plane = try #require(try line.plane)
    let cells = FormCells(
      inspection: inspection, line: line, plane: TablePlane(plane: plane, hasZonePrefix: false))
    func text(_ value: FormValue.Computed, _ marker: Int) -> String {
      cells.cell(.init(title: "", value: .computed(value)), marker: line.markers[marker], serial: marker + 1).text(.zh)
    }
    #expect((0...2).map { text(.side, $0) } == ["左", "右", "线上"])
    #expect((0...2).map { text(.distanceToLine, $0) } == ["22.2", "22.2", "0"])
    #expect(text(.chainage, 2) == "K1+450")
    #expect(text(.previousCondition, 0) == "损坏" && text(.previousMeasure, 0) == "扶正")
    #expect(text(.previousCondition, 1) == "完好" && text(.previousDate, 1) == "")
    #expect(text(.nextRound, 0) == "第五轮")
    let prefixed = FormCells(
      inspection: inspection, line: line, plane: TablePlane(plane: plane, hasZonePrefix: true))
    for (cells, expected) in [(cells, 597_000.0), (prefixed, 35_597_000)] {
      guard
        case .number(let easting, 3) = cells.cell(
          .init(title: "", value: .computed(.easting)), marker: line.markers[0], serial: 1)
      else {
        Issue.record("no number")
        continue
      }
      #expect(abs(easting - expected) < 1000)
    }
    #expect(cells.cell(.init(title: "", value: .inspection(.condition)), marker: line.markers[0], serial: 1) == .blank)
  }

  @Test func anotherVersionIsComparedStretchByStretch() throws {
    let bulge = [
      Position(x: 106.02, y: 29.8), Position(x: 106.015, y: 29.8003), Position(x: 106.01, y: 29.8),
      Position(x: 106.006, y: 29.8), Position(x: 106.005, y: 29.7998), Position(x: 106.004, y: 29.8),
      Position(x: 106, y: 29.8),
    ]
    let (inspection, line) = try inspection(line: Self.eastward, otherVersion: bulge)
    let versions = try #require(try LineVersions(line, of: inspection))
    let plane = try #require(try line.plane)
    let table = versions.table(TablePlane(plane: plane, hasZonePrefix: true))
    #expect(table.rows.count == 2)
    // South of the first stretch of the line (right), then north of the second (left).
    let areas = table.rows.map { row in
      [7, 9].map { column -> Double in if case .number(let value, _) = row[column] { value } else { -1 } }
    }
    #expect(areas[0][0] == 0 && areas[0][1] > 1000 && areas[1][0] > 10_000 && areas[1][1] == 0)
    let page = try #require(versions.pages(plane).first).text
    #expect(page.contains("甲乙线版本对比") && page.contains("b.geojson第 1 行") && page.contains("最大处 K1+"))
    #expect(versions.pages(nil).count == 1)

    let folder = FileManager.default.temporaryDirectory.appending(path: "packet-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let form = FormTemplate(title: "表", columns: [.init(title: "备注", value: nil)])
    let forms: [FormTemplate.Form: FormTemplate] = [
      .record: form, .registration: form, .markerResults: form, .boundaryPoints: form,
    ]
    let writer = PacketWriter(inspection, .init(templates: forms, generator: "jieming 0", toolVersion: "0"))
    #expect(Set(try writer.write(line, to: folder.path).files).isSuperset(of: ["版本对比.xlsx", "版本对比.pdf"]))
    let (alone, single) = try self.inspection(line: Self.eastward)
    #expect(try LineVersions(single, of: alone) == nil)
    // What an earlier run wrote goes with the other version.
    var options = PacketWriter.Options(templates: forms, generator: "jieming 0", toolVersion: "0")
    // The record sheet may be filled in.
    options.force = true
    _ = try PacketWriter(alone, options).write(single, to: folder.path)
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "版本对比.pdf").path))
  }

  @Test func boundaryPointsNameTheEndsAndTheMarkersThatStandThere() throws {
    let (_, line) = try inspection(
      line: Self.eastward, markers: [("1001001Q", Position(x: 106.01, y: 29.800_001)), ("1001002Q", nil)])
    let points = BoundaryPoint.all(of: line)
    #expect(points.map(\.note) == ["起点", "界桩1001001Q", "终点"])
    #expect(points.map(\.serial) == [1, 2, 3])
    #expect(abs(points[2].chainageMetres - (line.marked?.lengthMetres ?? 0)) < 0.001)
  }

  @Test(arguments: [
    ([], "没有图形"), ([Position(x: 106, y: 29.8)], "只有一个顶点"),
    ([Position(x: 106, y: 29.8), Position(x: 106, y: 29.8)], "长度为零"),
    ([Position(x: 106, y: 29.8), Position(x: .nan, y: 29.8)], "坐标不是有效的数"),
  ])
  func whatIsWrongWithALineIsSaid(_ line: [Position], _ expected: String) throws {
    let (inspection, line) = try inspection(line: line, markers: [("1001001Q", Position(x: 106, y: 29.8))])
    let folder = FileManager.default.temporaryDirectory.appending(path: "packet-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let template = FormTemplate(title: "表", columns: [.init(title: "界桩编号", value: .marker(.number))])
    let templates = Dictionary(uniqueKeysWithValues: FormTemplate.Form.allCases.map { ($0, template) })
    let writer = PacketWriter(inspection, .init(templates: templates, generator: "jieming 0", toolVersion: "0"))
    let outcome = try writer.write(line, to: folder.path)
    #expect(outcome.notMade.contains { $0.zh.contains(expected) }, "\(outcome.notMade)")
    #expect(outcome.files.contains("界线联检记录表.xlsx") && outcome.files.contains("markers.gpx"))
    #expect(!outcome.files.contains("工作图.pdf"))
    let checklist = try String(contentsOf: folder.appending(path: "清单.md"), encoding: .utf8)
    #expect(checklist.contains(expected) && checklist.contains("工作图.pdf未生成"))
    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(written) == Set(outcome.files))
  }

  // MARK: The sheet

  @Test func aFormHasTitleHeadersAndChoices() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "form-\(UUID()).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let template = FormTemplate(
      title: "联检表", paper: .a3,
      columns: [
        .init(title: "界桩编号", value: .marker(.number)), .init(title: "纵坐标X", value: .computed(.northing)),
        .init(title: "备案", value: .inspection(.filed), choices: .yesNo),
      ])
    let form = FormWorkbook(template: template, heading: ["界线：甲乙线"], asOf: try Self.asOf, emptyRows: 1)
    try form.write(to: path, title: "甲乙线联检表", isToBeEdited: true, rows: 2) { column, row in
      switch column.value {
      case .marker: .text("100\(row)")
      case .computed: .number(3_300_000.123_456_7, decimals: 3)
      default: .blank
      }
    }
    let bytes = try #require(ZipArchive.content(of: "xl/worksheets/sheet1.xml", in: path))
    let sheet = String(decoding: bytes, as: UTF8.self)
    for expected in [
      "甲乙线联检表", "界线：甲乙线", "备案", "1001", "3300000.123<", "<mergeCell ref=\"A1:C1\"/>", "paperSize=\"8\"",
      "orientation=\"landscape\"", "fitToHeight=\"0\"", "<formula1>\"是,否\"</formula1>", "sqref=\"C4:C6\"",
    ] { #expect(sheet.contains(expected), "\(expected)") }
    // What people write into is not ours to replace.
    #expect(!OutputFile.isOwn(path))
  }

  @Test func resultsHaveOneNumberOfDecimalsAndRoomForSignatures() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "form-\(UUID()).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let template = FormTemplate(title: "成果表", columns: [.init(title: "距界线（米）", value: .computed(.distanceToLine))])
    try FormWorkbook(template: template, heading: [], asOf: try Self.asOf)
      .write(to: path, title: "甲乙线成果表", isToBeEdited: false, rows: 2) { _, row in .number([14, 0.4][row], decimals: 1) }
    let sheet = String(
      decoding: try #require(ZipArchive.content(of: "xl/worksheets/sheet1.xml", in: path)), as: UTF8.self)
    #expect(sheet.contains("甲乙线成果表") && sheet.contains("制表：") && sheet.contains("审核：") && sheet.contains("日期："))
    let styles = String(decoding: try #require(ZipArchive.content(of: "xl/styles.xml", in: path)), as: UTF8.self)
    #expect(styles.contains("formatCode=\"0.0\""))
    let cells = sheet.matches(of: /<c r="A[34]" s="(\d+)"><v>/).map(\.output.1)
    #expect(cells.count == 2 && cells[0] == cells[1], "\(sheet)")
  }

  /// Two cells would stretch the picture with the columns of a program that has other fonts.
  @Test func picturesKeepTheirProportions() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "picture-\(UUID()).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let workbook = try Workbook(path: path, title: "甲", created: Self.asOf, hasPictures: true)
    let picture = try PagePrinter.png(
      SVGDrawing(widthMillimetres: 166, heightMillimetres: 118), pixelsPerMillimetre: 6)
    for name in ["甲", "乙"] {
      let sheet = try workbook.addSheet(name)
      sheet.setWidths([3, 50])
      sheet.write("1", 0, 0, .text)
      sheet.insertPicture(picture, 1, 0, pixelsPerMillimetre: 6, description: "略图")
    }
    try workbook.close()
    for number in 1...2 {
      let drawing = String(
        decoding: try #require(ZipArchive.content(of: "xl/drawings/drawing\(number).xml", in: path)), as: UTF8.self)
      // 166 × 118 mm in units of 1/36,000 mm.
      #expect(drawing.contains("</xdr:from><xdr:ext cx=\"5976000\" cy=\"4248000\"/><xdr:pic>"), "\(drawing)")
      #expect(!drawing.contains("twoCellAnchor") && !drawing.contains("<xdr:to>"))
      #expect(XMLParser(data: Data(drawing.utf8)).parse())
    }
    #expect(OutputFile.isOwn(path))
    let styles = String(decoding: try #require(ZipArchive.content(of: "xl/styles.xml", in: path)), as: UTF8.self)
    #expect(styles.contains("宋体") && !styles.contains("Calibri"))
    // Another program finds the archive whole, checksums and all.
    if Python.has("zipfile") {
      let outcome = try Python.run("import sys, zipfile\nprint(zipfile.ZipFile(sys.argv[1]).testzip())", path)
      #expect(outcome.hasPrefix("None"))
    }
  }

  @Test(arguments: [
    ("坐标", ""), ("磁", "方位角为磁方位角，图上未改正"), ("", "方位角基准未登记，按坐标方位角绘制"),
  ])
  func sketchesSayWhatTheBearingsAre(_ reference: String, _ note: String) throws {
    let (inspection, line) = try inspection(
      line: Self.eastward, markers: [("1001001Q", Position(x: 106.01, y: 29.8))],
      facts: [
        .bearingReference: reference, "reference1": "房角", "reference1_bearing": "45°",
        "reference1_distance": "50",
      ])
    let plane = try #require(try line.plane)
    let cells = FormCells(
      inspection: inspection, line: line, plane: TablePlane(plane: plane, hasZonePrefix: false))
    let text = try #require(MarkerSketch(line.markers[0], cells, plane)).drawing().text
    for other in ["方位角为磁方位角，图上未改正", "方位角基准未登记，按坐标方位角绘制", "方位物未登记方位角和距离"] {
      #expect(text.contains(other) == (other == note), "\(other)")
    }
    // The size on paper is the printer's affair.
    #expect(text.contains(/>[0-9]+ m/) && !text.contains("1:"))
  }

  /// The line runs along the ray of an object, and the others are close.
  @Test func everyReferenceObjectOfASketchIsNamed() throws {
    let (inspection, line) = try inspection(
      line: Self.eastward, markers: [("1001001Q", Position(x: 106.01, y: 29.8))],
      facts: [
        .bearingReference: "坐标", "reference1": "独立树", "reference1_bearing": "70°", "reference1_distance": "43.2",
        "reference2": "水池角", "reference2_bearing": "90°", "reference2_distance": "25.8", "reference3": "电杆",
        "reference3_bearing": "80°", "reference3_distance": "44.4",
      ])
    let plane = try #require(try line.plane)
    let cells = FormCells(
      inspection: inspection, line: line, plane: TablePlane(plane: plane, hasZonePrefix: false))
    let text = try #require(MarkerSketch(line.markers[0], cells, plane)).drawing().text
    for name in ["1001001Q", "1号 独立树", "2号 水池角", "3号 电杆"] { #expect(text.contains(name), "\(name)") }
  }

  @Test func aMapWithALimitedCorridorSaysSo() throws {
    let (inspection, line) = try inspection(line: Self.eastward, markers: [])
    for (scale, isLimited) in [(10_000, true), (25_000, false)] {
      let folder = FileManager.default.temporaryDirectory.appending(path: "packet-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let template = FormTemplate(title: "表", columns: [.init(title: "界桩编号", value: .marker(.number))])
      let templates = Dictionary(uniqueKeysWithValues: FormTemplate.Form.allCases.map { ($0, template) })
      var options = PacketWriter.Options(templates: templates, generator: "jieming 0", toolVersion: "0")
      options.layout.scale = scale
      #expect(try PacketWriter(inspection, options).write(line, to: folder.path).files.contains("工作图.pdf"))
      let checklist = try String(contentsOf: folder.appending(path: "清单.md"), encoding: .utf8)
      #expect(checklist.contains("只能画出界线两侧各") == isLimited)
    }
  }

  @Test func printedMapsAreKnownAsOurs() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "map-\(UUID()).pdf").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let page = SVGDrawing(widthMillimetres: 20, heightMillimetres: 20)
    try PagePrinter.writePDF([page], title: "图", created: Self.asOf, to: path)
    #expect(OutputFile.isOwn(path))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("1 0 obj\n".utf8))
    try handle.close()
    #expect(!OutputFile.isOwn(path))
    #expect(try PagePrinter.png(page, pixelsPerMillimetre: 4).starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  /// Section 15 of the domain facts: 40.117 m at a grid bearing of 241.05° from 106.02°E 29.80°N is ΔN −19.416, ΔE −35.105.
  @Test(arguments: [("坐标", 241.05), ("真", 241.557), (nil, 241.05)])
  func aReferenceObjectStandsWhereItsBearingPoints(_ reference: String?, _ bearing: Double) throws {
    var dataset = Dataset()
    let source = dataset.add(Source(kind: .boundaryMarker, file: "a.geojson", layer: "a"))
    var table = RecordTable(kind: .boundaryMarker)
    table.append(
      [
        .bearingReference: reference ?? "", "reference1": "电杆", "reference1_bearing": "\(bearing)",
        "reference1_distance": "40.117 米", "reference2": "房角",
      ], origin: Origin(source: source, row: 2))
    dataset.add(table)
    let marker = Position(x: 106.02, y: 29.8)
    let plane = try #require(try MapPlane(longitude: 106.02))
    let centre = try #require(plane.project(marker))
    let places = ReferenceObjectPlace.all(ofRow: 0, of: dataset, marker: marker, plane)
    #expect(places.map(\.number) == [1])
    #expect(abs((places.first?.planePosition.x ?? 0) - centre.x + 35.105) < 0.03)
    #expect(abs((places.first?.planePosition.y ?? 0) - centre.y + 19.416) < 0.03)
  }
}
