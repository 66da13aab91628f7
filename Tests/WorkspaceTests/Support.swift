import Foundation
import Geometry
import Registry
import TestSupport
import Workspace

/// A folder that goes when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("jieming-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }
  var workspace: String { file("workspace.gpkg") }
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

  func bytes(_ name: String = "workspace.gpkg") throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: file(name)))
  }

  /// The bytes after one more update, which compacts: a function of nothing but the content.
  func compactedBytes() throws -> Data {
    try Workspace.update(workspace, createIfMissing: false, asOf: asOf) { _ in }
    return try bytes()
  }
}

let asOf: CalendarDate = {
  guard let date = CalendarDate(year: 2026, month: 11, day: 24) else { preconditionFailure("a day of the calendar") }
  return date
}()

/// A source with its records, notes and rejected rows, to be given to any sink.
struct Input {
  var source: Source
  var records: RecordTable
  var notes: [ImportNote] = []
  var rejected: [RejectedRow] = []

  func read(into sink: inout some RecordSink) throws {
    let index = try sink.begin(source)
    var shifted = RecordTable(kind: records.kind)
    shifted.append(contentsOf: records, sourceOffset: index)
    try sink.add(shifted)
    for var note in notes {
      note.source = index
      try sink.add(note)
    }
    for var row in rejected {
      row.origin.source = index
      try sink.add(row)
    }
    var ended = source
    ended.importedCount = records.count
    ended.rejectedCount = rejected.count
    ended.readCount = records.count + rejected.count
    try sink.end(ended, at: index)
  }
}

enum Inputs {
  /// Place names at random positions, about one in thirteen without one.
  static func placeNames(_ file: String, count: Int, seed: UInt64 = 1) -> Input {
    var generator = SeededGenerator(seed: seed)
    var names = TextColumn()
    var codes = TextColumn()
    var lengths = TextColumn()
    var attributes = TextColumn()
    var geometry = GeometryColumn()
    var origins: [Origin] = []
    for row in 0..<count {
      names.append("大石坝\(Int.random(in: 0..<count, using: &generator))号")
      codes.append(row % 5 == 0 ? "" : "0\(row)")
      lengths.append(row % 3 == 0 ? "33.90" : " ")
      attributes.append("{\"备注\":\"\(row)\"}")
      if row % 13 == 12 {
        geometry.appendNone()
      } else {
        geometry.appendPoint(
          x: Double.random(in: 105.8...106.3, using: &generator), y: Double.random(in: 29.5...30.1, using: &generator))
      }
      origins.append(Origin(source: 0, row: row + 2))
    }
    var source = Source(
      kind: .placeName, file: file, layer: "Sheet1", sha256: "\(file)-\(seed)", size: 1000,
      format: "XLSX", crs: "EPSG:4490",
      headers: [.init(name: "标准名称", key: .name), .init(name: "备注", key: nil, allBlank: true)])
    source.path = "旧资料/\(file)"
    source.modified = "2019-07-06T05:04:03Z"
    source.mapping = "names.yaml"
    source.isInternal = true
    source.pipelineAccuracyMetres = 0.1
    let table = RecordTable(
      kind: .placeName,
      columns: [(.name, names), ("place_code", codes), ("length_km", lengths), (.attributes, attributes)],
      geometry: geometry, origins: origins)
    return Input(
      source: source, records: table,
      notes: [
        ImportNote(.unmappedColumn, source: 0, field: "备注"),
        ImportNote(.heightDropped, source: 0, row: 3, value: "1", details: ["b": "2", "a": "1"]),
      ],
      rejected: [
        RejectedRow(
          origin: Origin(source: 0, row: 1), field: "name", reason: LocalizedText(zh: "名称为空", en: "no name"),
          cells: ["", "甲\"乙"])
      ])
  }

  /// Two divisions: one of a single polygon, one of two polygons of which one has a hole.
  static var divisions: Input {
    var geometry = GeometryColumn()
    func ring(_ x: Double, _ y: Double, _ size: Double) {
      for (dx, dy) in [(0.0, 0.0), (size, 0), (size, size), (0, size), (0, 0)] {
        geometry.appendVertex(x: x + dx, y: y + dy)
      }
      geometry.endRing()
    }
    ring(106, 29, 0.1)
    geometry.endPart()
    geometry.endRow(.polygon)
    ring(107, 29, 0.1)
    ring(107.02, 29.02, 0.01)
    geometry.endPart()
    ring(108, 29, 0.1)
    geometry.endPart()
    geometry.endRow(.multiPolygon)
    let table = RecordTable(
      kind: .division,
      columns: [(.code, TextColumn(["500151001", "500151002"])), (.name, TextColumn(["巴川街道", "东城街道"]))],
      geometry: geometry, origins: [Origin(source: 0, row: 1), Origin(source: 0, row: 2)])
    return Input(
      source: Source(kind: .division, file: "towns.shp", layer: "towns", sha256: "d", format: "ESRI Shapefile"),
      records: table)
  }
}

func importing(_ inputs: [Input], into path: String) throws {
  try Workspace.update(path, createIfMissing: true, asOf: asOf) { writer in
    for input in inputs { try input.read(into: &writer) }
  }
}
