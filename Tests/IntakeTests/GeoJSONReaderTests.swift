import Geometry
import Registry
import Testing

@testable import Intake

@Suite struct GeoJSONReaderTests {
  /// A collection of features with these properties and geometries.
  private func collection(_ features: (properties: String, geometry: String)...) -> String {
    let texts = features.map { #"{"type":"Feature","properties":\#($0.properties),"geometry":\#($0.geometry)}"# }
    return #"{"type":"FeatureCollection","features":[\#(texts.joined(separator: ","))]}"#
  }

  private func feature(_ geometry: String) -> String {
    #"{"type":"Feature","properties":{"a":1},"geometry":\#(geometry)}"#
  }

  // MARK: Values

  @Test func valuesKeepTheirText() throws {
    let reading = try GeoJSONReading(
      collection(
        (#"{"name":"巴川街道","n":1.50,"big":12345678901234567890,"ok":true,"no":null}"#, "null"),
        (#"{"list":[1, {"a" : "b c"}],"name":"\u5df4\n\"x\"","exp":1E+3}"#, "null")))
    #expect(reading.headers == ["name", "n", "big", "ok", "no", "list", "exp"])
    #expect(
      reading.rows == [
        ["name": "巴川街道", "n": "1.50", "big": "12345678901234567890", "ok": "true"],
        ["list": #"[1,{"a":"b c"}]"#, "name": "巴\n\"x\"", "exp": "1E+3"],
      ])
    #expect(reading.faults == [])
    #expect(reading.rowNumbers == [1, 2])
  }

  @Test func escapesInNamesAndSurrogates() throws {
    let reading = try GeoJSONReading(
      collection((#"{"\u540d":"\ud842\udfb7"}"#, "null"), (#"{"名":"\ud800x"}"#, "null")))
    #expect(reading.headers == ["名"])
    #expect(reading.rows == [["名": "𠮷"], ["名": "\u{FFFD}x"]])
  }

  @Test func idBecomesAColumnUnlessThereIsOne() throws {
    let withID = try GeoJSONReading(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","id":7,"properties":{"a":"x"},"geometry":null}]}"#)
    #expect(withID.headers == ["id", "a"])
    #expect(withID.rows == [["id": "7", "a": "x"]])
    let own = try GeoJSONReading(#"{"type":"Feature","id":7,"properties":{"a":"x","id":"y"},"geometry":null}"#)
    #expect(own.headers == ["feature_id", "a", "id"])
    #expect(own.rows == [["feature_id": "7", "a": "x", "id": "y"]])
    let same = try GeoJSONReading(#"{"type":"Feature","id":7,"properties":{"a":"x","id":"7"},"geometry":null}"#)
    #expect(same.headers == ["a", "id"])
    #expect(same.rows == [["a": "x", "id": "7"]])
    let taken = try GeoJSONReading(
      #"{"type":"Feature","id":7,"properties":{"feature_id":"x","id":"y"},"geometry":null}"#)
    #expect(taken.rows == [["feature_id_": "7", "feature_id": "x", "id": "y"]])
  }

  // MARK: Geometries

  @Test func geometriesOfAllTypes() throws {
    let square = "[[0,0],[1,0],[1,1],[0,0]]"
    let hole = "[[0.5,0.1],[0.6,0.2],[0.6,0.1],[0.5,0.1]]"
    let reading = try GeoJSONReading(
      collection(
        ("null", #"{"type":"Point","coordinates":[106.02,29.8]}"#),
        ("null", #"{"coordinates":[[1,2],[3,4]],"type":"LineString"}"#),
        ("null", #"{"type":"Polygon","coordinates":[\#(square),\#(hole)]}"#),
        ("null", #"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#),
        ("null", #"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}"#),
        ("null", #"{"type":"MultiPolygon","coordinates":[[\#(square)],[\#(square),\#(hole)]]}"#),
        ("null", "null"),
        ("null", #"{"type":"Polygon","coordinates":[]}"#)))
    let geometry = reading.geometry
    #expect(
      geometry.types == [.point, .lineString, .polygon, .multiPoint, .multiLineString, .multiPolygon, .none, .none])
    #expect(geometry.firstPosition(ofRow: 0) == Position(x: 106.02, y: 29.8))
    #expect(geometry.parts(ofRow: 2).map { geometry.rings(ofPart: $0).count } == [2])
    #expect(geometry.parts(ofRow: 3).count == 2)
    #expect(geometry.parts(ofRow: 5).map { geometry.rings(ofPart: $0).count } == [1, 2])
    #expect(reading.faults == [])
  }

  @Test func collectionsOfOneDimensionAreMultis() throws {
    let point = #"{"type":"Point","coordinates":[1,2]}"#
    let nested = #"{"type":"GeometryCollection","geometries":[\#(point)]}"#
    let reading = try GeoJSONReading(
      collection(
        ("null", nested), ("null", #"{"type":"GeometryCollection","geometries":[\#(point),\#(point)]}"#),
        ("null", #"{"type":"GeometryCollection","geometries":[\#(nested),\#(point)]}"#),
        ("null", #"{"type":"GeometryCollection","geometries":[]}"#)))
    #expect(reading.geometry.types == [.point, .multiPoint, .multiPoint, .none])
    #expect(reading.faults == ["nested-collection $.features[2].geometry.geometries[0].geometries"])
  }

  @Test func heightsAreCountedAndDropped() throws {
    let reading = try GeoJSONReading(
      collection(
        ("null", #"{"type":"Point","coordinates":[1,2]}"#), ("null", #"{"type":"Point","coordinates":[1,2,3]}"#),
        ("null", #"{"type":"LineString","coordinates":[[1,2,3,4],[5,6,7]]}"#)))
    #expect(reading.geometry.coordinates == [1, 2, 1, 2, 1, 2, 5, 6])
    #expect(reading.faults == ["long-position $.features[2].geometry.coordinates[0]"])
    let heights = reading.notes.filter { $0.code == .heightDropped }
    #expect(heights.map(\.details) == [["count": "2"]])
    #expect(heights.map(\.row) == [2])
  }

  @Test func ringsAreClosedAndTheirHandCounted() throws {
    let bytes = Array(
      collection(
        ("null", #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#),
        ("null", #"{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,0]]]}"#)
      ).utf8)
    let reading = try GeoJSONReading(bytes)
    #expect(reading.geometry.coordinates.prefix(8) == [0, 0, 1, 0, 1, 1, 0, 0])
    #expect(reading.faults == ["unclosed-ring $.features[0].geometry.coordinates[0]"])
    try bytes.withUnsafeBufferPointer { buffer in
      let reader = try GeoJSONReader(buffer, owner: nil)
      _ = reader.nextBatch()
      #expect(reader.wrongHandedRings == 1)
    }
  }

  // MARK: Forms

  @Test func bareGeometryWithProperties() throws {
    let reading = try GeoJSONReading(
      #"{"type":"MultiPoint","coordinates":[[1,2]],"properties":{"adcode":"500151"}}"#)
    #expect(reading.rows == [["adcode": "500151"]])
    #expect(reading.geometry.types == [.multiPoint])
    #expect(reading.faults == ["misplaced-properties $.properties"])
  }

  @Test(arguments: [
    "{\"type\":\"Feature\",\"properties\":{\"a\":1},\"geometry\":null}\n\n{\"type\":\"Feature\",\"properties\":{\"b\":2},\"geometry\":null}\n",
    "\u{1E}{\"type\":\"Feature\",\n\"properties\":{\"a\":1},\"geometry\":null}\n\u{1E}{\"type\":\"Feature\",\"properties\":{\"b\":2},\"geometry\":null}",
  ])
  func sequences(_ text: String) throws {
    let reading = try GeoJSONReading(text)
    #expect(reading.format == "GeoJSONSeq")
    #expect(reading.rows == [["a": "1"], ["b": "2"]])
    #expect(reading.faults == [])
  }

  @Test func brokenRecordOfASequenceCostsOnlyItself() throws {
    let good = feature("null")
    let reading = try GeoJSONReading(good + "\n{\"type\":\"Feature\",\"prop\n" + good + "\n" + good + "x\n")
    #expect(reading.rowNumbers == [1, 3])
    #expect(reading.rejected.map(\.origin.row) == [2, 4])
    #expect(reading.rejected[0].cells == ["", #"{"type":"Feature","prop"#])
    #expect(reading.problems == ["truncated", "trailing-text"])
  }

  @Test(arguments: [
    ("urn:ogc:def:crs:EPSG::4490", "EPSG:4490"), ("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84"),
    ("EPSG:4523", "EPSG:4523"),
    ("http://www.opengis.net/def/crs/EPSG/0/4490", "EPSG:4490"), ("中国2000", "中国2000"),
  ])
  func crsIsHandedOn(_ name: String, _ label: String) throws {
    let reading = try GeoJSONReading(
      #"{"features":[],"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"\#(name)"}}}"#)
    #expect(reading.crs == label)
    #expect(reading.faults == ["crs-member $.crs"])
  }

  @Test func crsThatCannotBeUnderstoodIsNotTakenForNone() throws {
    let link = try GeoJSONReading(
      #"{"type":"FeatureCollection","crs":{"type":"link", "properties":{"href":"x"}},"features":[]}"#)
    #expect(link.crs == #"{"type":"link","properties":{"href":"x"}}"#)
    let null = try GeoJSONReading(#"{"type":"FeatureCollection","crs":null,"features":[]}"#)
    #expect(null.crs == nil)
  }

  @Test func batchesCutAnywhereGiveTheSameRows() throws {
    let count = RawBatch.rowLimit + 10
    let features = (1...count).map {
      #"{"type":"Feature","properties":{"n":\#($0)},"geometry":{"type":"Point","coordinates":[\#($0),0]}}"#
    }
    let reading = try GeoJSONReading(
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#)
    #expect(reading.batches.map(\.count) == [RawBatch.rowLimit, 10])
    #expect(reading.rowNumbers == Array(1...count))
    #expect(reading.rows.last == ["n": String(count)])
    #expect(reading.geometry.count == count)
  }

  // MARK: Faults

  /// Features that are taken out, what for, and where the fault is said to be.
  @Test(arguments: [
    (#"{"type":"Point","coordinates":[1]}"#, "short-position $.geometry.coordinates"),
    (#"{"type":"Point","coordinates":["1","2"]}"#, "text-coordinate $.geometry.coordinates[0]"),
    (#"{"type":"Point","coordinates":[1,1e999]}"#, "coordinate-not-number $.geometry.coordinates[1]"),
    (#"{"type":"Point","coordinates":[1,NaN]}"#, "coordinate-not-number $.geometry.coordinates[1]"),
    (#"{"type":"Point","coordinates":[[1,2]]}"#, "wrong-depth $.geometry.coordinates[0]"),
    (#"{"type":"Point","coordinates":null}"#, "coordinate-not-number $.geometry.coordinates"),
    (#"{"type":"Point"}"#, "missing-coordinates $.geometry"),
    (#"{"type":"LineString","coordinates":[[1,2]]}"#, "short-line $.geometry.coordinates"),
    (#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]], [[1,2]]]}"#, "short-line $.geometry.coordinates[1]"),
    (#"{"type":"Polygon","coordinates":[[1,2],[3,4],[5,6],[1,2]]}"#, "wrong-depth $.geometry.coordinates[0][0]"),
    (#"{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}"#, "short-ring $.geometry.coordinates[0]"),
    (#"{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4]]]]}"#, "short-ring $.geometry.coordinates[0][0]"),
    (#"{"type":"Circle","coordinates":[1,2]}"#, "unknown-type $.geometry.type"),
    (#"{"coordinates":[1,2]}"#, "missing-geometry-type $.geometry"),
    (#""POINT(1 2)""#, "wrong-geometry $.geometry"),
    (#"{"type":"Point","coordinates":[1,2],"coordinates":[3,4]}"#, "duplicate-member $.geometry"),
    (
      #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]}"#,
      "mixed-collection $.geometry.geometries[1].coordinates"
    ),
  ])
  func unusableGeometry(_ geometry: String, _ expected: String) throws {
    let text = feature(geometry)
    let reading = try GeoJSONReading(text)
    #expect(reading.faults == [expected])
    #expect(reading.rowNumbers == [])
    #expect(reading.geometry.count == 0)
    #expect(reading.rejected.map(\.cells) == [["1", text]])
    #expect(reading.notes.first?.row == 1)
  }

  /// Breaches that leave the meaning beyond doubt.
  @Test(arguments: [
    (#"{"type":"Feature","geometry":null}"#, ["missing-properties $"]),
    (#"{"type":"Feature","properties":{}}"#, ["missing-geometry $"]),
    (#"{"type":"Feature","properties":{},"geometry":null,"bbox":[1,2]}"#, ["wrong-bbox $.bbox"]),
    (#"{"type":"Feature","properties":{},"geometry":null,"id":{}}"#, ["wrong-id $.id"]),
    (#"{"type":"Feature","properties":{"a":NaN},"geometry":null}"#, ["not-finite $.properties.a"]),
    (#"{"type":"Feature","properties":{"a":1e999},"geometry":null}"#, ["number-out-of-range $.properties.a"]),
    (#"{"type":"Feature","properties":{"a":1,"a":1},"geometry":null}"#, ["repeated-property $.properties"]),
    (#"{"type":"feature","properties":{},"geometry":null}"#, ["type-spelling $.type"]),
    (#"{"properties":{},"geometry":null}"#, ["missing-type $"]),
    (#"{"type":"Feature","properties":{},"geometry":null,"coordinates":[1]}"#, ["misplaced-member $"]),
    (#"{"type":"Feature","properties":{},"geometry":null};"#, ["trailing-padding $"]),
    (
      #"{"type":"FeatureCollection","features":[{"type":"Point","coordinates":[1,2]}]}"#,
      ["bare-geometry $.features[0]"]
    ),
    (#"{"type":"FeatureCollection","features":[{"properties":{},"geometry":null}]}"#, ["missing-type $.features[0]"]),
    (
      "{\"type\":\"Feature\",\"properties\":{\"名 称\":\"a\tb\"},\"geometry\":null}",
      ["control-character $.properties['名 称']"]
    ),
    ("\u{FEFF}{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}", ["byte-order-mark $"]),
  ])
  func notedBreach(_ text: String, _ expected: [String]) throws {
    let reading = try GeoJSONReading(text)
    #expect(reading.faults == expected)
    #expect(reading.rejected.isEmpty)
    #expect(reading.rowNumbers == [1])
  }

  @Test(arguments: [
    (#"{"type":"Feature","properties":[1],"geometry":null}"#, "wrong-properties"),
    (#"{"type":"Feature","properties":{"a":1,"a":2},"geometry":null}"#, "contradictory-property"),
    (#"{"type":"Feature","properties":{},"properties":{},"geometry":null}"#, "duplicate-member"),
    (#"null"#, "wrong-feature"),
    (#"{"type":"Feature","properties":{},"geometry":null,"crs":{"type":"name"}}"#, "feature-crs"),
    (#"{"type":"FeatureCollection","features":[]}"#, "wrong-feature"),
  ])
  func unusableFeature(_ feature: String, _ problem: String) throws {
    let reading = try GeoJSONReading(#"{"type":"FeatureCollection","features":[\#(feature),\#(feature)]}"#)
    #expect(reading.problems.contains(problem))
    #expect(reading.rejected.map(\.origin.row) == [1, 2])
    #expect(reading.rejected.allSatisfy { $0.cells.last == feature })
    #expect(reading.rowNumbers == [])
  }

  @Test func goodFeaturesAroundAnUnusableOneStay() throws {
    let reading = try GeoJSONReading(
      collection(
        (#"{"a":"x"}"#, #"{"type":"Point","coordinates":[1,2]}"#),
        (#"{"a":"y"}"#, #"{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]],[[1,2]]]}"#),
        (#"{"a":[],"b":"z"}"#, #"{"type":"Point","coordinates":[3,4]}"#)))
    #expect(reading.rows == [["a": "x"], ["a": "[]", "b": "z"]])
    #expect(reading.rowNumbers == [1, 3])
    #expect(reading.geometry.coordinates == [1, 2, 3, 4])
  }

  /// Texts that are refused as a whole, and the place told.
  @Test(arguments: [
    ("", "empty", 0), (" \n", "empty", 0), ("[1]", "not-geojson", 0), ("null", "not-geojson", 0),
    (#"{"coordinates":[[[[1,2]]]],"code":"500151"}"#, "not-geojson", 0),
    (#"{"type":"Topology","objects":{}}"#, "not-geojson", 0),
    (#"{"type":"FeatureCollection"}"#, "missing-features", 0),
    (#"{"type":"FeatureCollection","features":{}}"#, "wrong-features", 39),
    (#"{"type":"FeatureCollection","type":"Feature","features":[]}"#, "duplicate-member", 28),
    (#"{"type":"FeatureCollection","features":[]"#, "truncated", 41),
    (#"{"type":"FeatureCollection","features":[]} {"type":"Point"}"#, "trailing-text", 43),
    (#"{"type":"FeatureCollection","features":[}"#, "syntax", 40),
    (#"{"type":"Point","coordinates":[01,2]}"#, "bad-number", 31),
    (#"{"type":"Point","coordinates":[1,2],"a":"\x"}"#, "bad-escape", 41), ("<html>", "syntax", 0),
  ])
  func refusedText(_ text: String, _ code: String, _ offset: Int) {
    let fault = refusal(text)
    #expect(fault?.code.rawValue == code)
    #expect(fault?.byteOffset == offset)
    #expect(fault?.severity == .fileUnusable)
  }

  @Test func refusalNamesWhatWasFound() {
    let fault = refusal(#"{"coordinates":[[[[1,2]]]],"center":["1","2"],"code":"500151","name":"铜梁区"}"#)
    #expect(fault?.message.zh.contains("{coordinates, center, code, name}") == true)
    #expect(fault?.message.zh.contains("请") == true)
  }

  @Test func otherEncodingsAreRefused() throws {
    let gbk = Array(#"{"type":"Feature","properties":{"name":""#.utf8) + [0xCD, 0xAD, 0xC1, 0xBA]
    let fault = refusal(gbk + Array(#""},"geometry":null}"#.utf8))
    #expect(fault?.code == .notUTF8)
    // The first character happens to be UTF-8 as well.
    #expect(fault?.byteOffset == 42)
    #expect(fault?.message.zh.contains("GBK") == true)
    let utf16: [UInt8] = [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]
    #expect(refusal(utf16)?.message.en.contains("UTF-16") == true)
  }

  @Test func oneDamagedTextCostsOnlyItsFeature() throws {
    let text = collection((#"{"name":"铜梁区巴川街道"}"#, "null"), (#"{"name":"大足区@"}"#, "null"))
    let reading = try GeoJSONReading(text.utf8.map { $0 == UInt8(ascii: "@") ? 0xCD : $0 })
    #expect(reading.faults == ["damaged-text $.features[1].properties.name"])
    #expect(reading.rowNumbers == [1])
  }

  @Test func manyNotesOfAKindAreCounted() throws {
    let features = Array(repeating: #"{"type":"Feature","geometry":null}"#, count: GeoJSONFaultLog.noteLimit + 7)
    let reading = try GeoJSONReading(
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#)
    #expect(reading.notes.count == GeoJSONFaultLog.noteLimit + 1)
    #expect(reading.notes.last?.details["zh"]?.contains("7") == true)
  }

  @Test func nestingIsLimited() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(refusal(#"{"type":"Feature","properties":{"a":\#(deep)"#)?.code == .tooDeep)
    let collections =
      String(repeating: #"{"type":"GeometryCollection","geometries":["#, count: 100)
      + String(repeating: "]}", count: 100)
    #expect(try GeoJSONReading(feature(collections)).problems.contains("too-deep"))
  }

  @Test func everyCodeHasAMessage() {
    for code in GeoJSONFault.Code.allCases {
      let message = code.message(found: "x")
      #expect(!message.zh.isEmpty && !message.en.isEmpty)
      if code.severity != .note, code != .mixedCollection { #expect(message.zh.contains("请"), "\(code.rawValue)") }
    }
  }
}
