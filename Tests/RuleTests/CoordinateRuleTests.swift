import Geodesy
import Geometry
import Registry
import Testing

@testable import Rules

@Suite struct CoordinateRuleTests {
  @Test(arguments: [
    ("经度_gcj02", true, "GCJ-02"), ("纬度_wgs84", false, "EPSG:4326"), ("lon_gcj02", true, "GCJ-02"),
    ("GCJ02_LAT", false, "GCJ-02"), ("百度经度", true, "BD-09"), ("bd09ll_lng", true, "BD-09"),
    ("Ｌａｔ（CGCS2000）", false, "EPSG:4490"),
    ("东经", true, nil), ("latitude", false, nil),
  ])
  func readsTheLabelOfAHeader(_ header: String, _ isLongitude: Bool, _ crs: String?) throws {
    let label = try #require(LabelledHeader(header))
    #expect(label.isLongitude == isLongitude)
    #expect(label.crs?.label == crs)
  }

  @Test(arguments: ["名称", "经度误差", "platform", "lon_old", "更新经度", "至东经"])
  func otherHeadersHaveNoLabel(_ header: String) {
    #expect(LabelledHeader(header) == nil)
  }

  @Test(arguments: [
    ("106.0234567", 7, false), ("106.02000", 2, false), ("106", 0, false), ("106°01′12″", 4, true),
    ("106°01′12.34″", 6, false), ("106°1.2′", 3, false), ("106.0213889", 7, true), ("106.0213880", 6, false),
    ("106.02", 2, false),
  ])
  func readsThePrecisionOfACell(_ text: String, _ decimals: Int, _ isWholeSeconds: Bool) throws {
    var text = text
    let precision = try #require(text.withUTF8 { WrittenPrecision($0) })
    #expect(precision.decimals == decimals)
    #expect(precision.isWholeSeconds == isWholeSeconds)
  }

  @Test func theOriginalPairIsNamedWhereUnitsTell() throws {
    let rows = (0..<8).map { index -> String in
      let (x, y) = (106.0205 + 0.0002 * Double(index), 29.8005 + 0.0003 * Double(index))
      let (longitude, latitude) = MapOffset.gcj02.shifted(longitude: x, latitude: y)
      return " | 王家湾\(index) | 500151101 | \(longitude) | \(latitude) | \(longitude - 0.0065) | \(latitude - 0.006) |"
    }
    let found = try findings(
      "R109",
      """
      division   | code      | name   | geom
                 | 500151101 | 土桥镇 | -200 -200, 1000 -200, 1000 1000, -200 1000
      place_name | name | unit_code | lon_gcj02 | lat_gcj02 | lon_wgs84 | lat_wgs84 | geom
      \(rows.joined(separator: "\n"))
      """)
    guard case .localized(let text)? = found.first?.arguments["fit"] else {
      Issue.record("no finding")
      return
    }
    #expect(text.zh.contains("“lon_gcj02”更吻合"), "\(text.zh)")
  }

  /// A quote or a like-named text among the attributes must not be taken for the column.
  @Test func readsPairsAmongTheAttributes() throws {
    let source = Source(
      kind: .placeName, file: "a.csv", layer: "a", crs: "EPSG:4490",
      headers: ["经度_gcj02", "纬度_gcj02", "经度_wgs84", "纬度_wgs84"].map { Source.Header(name: $0, key: nil) })
    var table = RecordTable(kind: .placeName)
    table.append(
      [
        .attributes:
          #"{"备注":"\"经度_gcj02\":\"1\"","经度_gcj02":"106.023797","纬度_gcj02":"29.797392","经度_wgs84":"106.02","纬度_wgs84":"29.8"}"#
      ], origin: Origin(source: 0, row: 2))
    let pairs = CoordinatePair.all(of: source, in: table)
    #expect(pairs.map(\.xHeader) == ["经度_gcj02", "经度_wgs84"])
    let positions = pairs.compactMap { $0.reading(0)?.position }
    #expect(positions.count == 2)
    for position in positions { #expect(abs(position.x - 106.02) < 2e-6 && abs(position.y - 29.8) < 2e-6) }
  }

  /// The mark of seconds is escaped among the attributes.
  @Test func readsAnglesAmongTheAttributes() throws {
    let source = Source(
      kind: .placeName, file: "a.csv", layer: "a", crs: "EPSG:4490",
      headers: ["经度_cgcs2000", "纬度_cgcs2000"].map { Source.Header(name: $0, key: nil) })
    var table = RecordTable(kind: .placeName)
    table.append(
      [.attributes: #"{"经度_cgcs2000":"106°1'12\"","纬度_cgcs2000":"29°48'0\""}"#], origin: Origin(source: 0, row: 2))
    let position = try #require(CoordinatePair.all(of: source, in: table).first?.reading(0)?.position)
    #expect(abs(position.x - 106.02) < 1e-9 && abs(position.y - 29.8) < 1e-9)
  }

  /// Rows 20 km apart, whose true shift differs by some 30 m, under labels of a web map and of WGS 84.
  @Test(arguments: [(["lon_gcj02", "lon_wgs84"], true), (["lon_wgs84", "lon_gcj02"], false)])
  func aFixedOffsetIsNoConversion(headers: [String], isSecondDerived: Bool) throws {
    let rows = (0..<20).map { Position(x: 106.02 + 0.01 * Double($0), y: 29.8 + 0.005 * Double($0)) }
    let ofMap = try #require(try? CoordinateTransformation(from: .wgs84, to: .gcj02))
    let converted = try rows.map { row in
      let found = try #require(ofMap.transform(x: row.x, y: row.y))
      return Position(x: found.x, y: found.y)
    }
    let moved = converted.map { Position(x: $0.x - 0.0065, y: $0.y - 0.006) }
    let first = isSecondDerived ? converted : moved
    let second = isSecondDerived ? moved : converted
    let found = try #require(offset(headers, first, second))
    #expect(abs(found.longitude + 0.0065) < 1e-6 && abs(found.latitude + 0.006) < 1e-6)
    #expect(found.derived.xHeader == "lon_wgs84")
    // What was converted well is not told of, nor what has an offset in a few rows only.
    #expect(offset(headers, isSecondDerived ? converted : rows, isSecondDerived ? rows : converted) == nil)
    #expect(offset(headers, first, Array(second.prefix(15)) + rows.suffix(5)) == nil)
  }

  private func offset(_ headers: [String], _ first: [Position], _ second: [Position]) -> FixedOffset? {
    let names = headers.flatMap { [$0, $0.replacing("lon", with: "lat")] }
    let source = Source(
      kind: .placeName, file: "a.csv", layer: "a", crs: "EPSG:4490",
      headers: names.map { Source.Header(name: $0, key: nil) })
    var table = RecordTable(kind: .placeName)
    for (row, (a, b)) in zip(first, second).enumerated() {
      let cells = zip(names, [a.x, a.y, b.x, b.y]).map { "\"\($0)\":\"\(($1 * 1e6).rounded() / 1e6)\"" }
      table.append([.attributes: "{\(cells.joined(separator: ","))}"], origin: Origin(source: 0, row: row + 2))
    }
    let pairs = CoordinatePair.all(of: source, in: table)
    return pairs.count == 2 ? FixedOffset(pairs[0], pairs[1], rows: Array(0..<table.count)) : nil
  }
}
