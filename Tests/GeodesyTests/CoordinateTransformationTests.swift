import Foundation
import Testing

@testable import Geodesy

@Suite("Coordinate transformation")
struct CoordinateTransformationTests {
  private static let reference = (x: 106.02, y: 29.80)

  private func project(_ code: Int, _ place: (x: Double, y: Double) = reference) throws -> (x: Double, y: Double) {
    let crs = try CRS(epsg: code)
    let base = try #require(CRS.geographic.first { $0.datum == crs.datum })
    return try #require(try CoordinateTransformation(from: base, to: crs).transform(x: place.x, y: place.y))
  }

  /// PROJ 9.1.1, 68 places in 6 systems.
  @Test(.enabled(if: SharedData.isAvailable, "the folder of shared data is not there"))
  func agreesWithPROJToTheMillimetre() throws {
    var rows = 0
    var forward: [Int: CoordinateTransformation] = [:]
    var inverse: [Int: CoordinateTransformation] = [:]
    for line in try SharedData.text("data/oracles/cgcs2000_gk_proj9.1.1.csv").split(whereSeparator: \.isNewline)
      .dropFirst()
    {
      let cells = line.split(separator: ",")
      let code = try #require(Int(cells[0]))
      let numbers = cells.suffix(4).compactMap { Double($0) }
      try #require(numbers.count == 4)
      if forward[code] == nil {
        forward[code] = try CoordinateTransformation(from: .cgcs2000, to: CRS(epsg: code))
        inverse[code] = try CoordinateTransformation(from: CRS(epsg: code), to: .cgcs2000)
      }
      let plane = try #require(forward[code]?.transform(x: numbers[0], y: numbers[1]))
      #expect(abs(plane.x - numbers[2]) < 0.001 && abs(plane.y - numbers[3]) < 0.001, "\(line)")
      let place = try #require(inverse[code]?.transform(x: numbers[2], y: numbers[3]))
      // 1 mm is at least 8.9e-9 degrees in either direction here.
      #expect(abs(place.x - numbers[0]) < 8.9e-9 && abs(place.y - numbers[1]) < 8.9e-9, "\(line)")
      rows += 1
    }
    #expect(rows == 408)
  }

  @Test(arguments: [
    (4544, 598_615.405, 3_298_379.516), (4523, 35_598_615.405, 3_298_379.516), (4496, 18_598_615.405, 3_298_379.516),
    (32648, 598_575.959, 3_297_060.164), (2359, 35_598_615.452, 3_298_381.053), (2411, 35_598_617.063, 3_298_438.143),
  ])
  func referencePlace(code: Int, easting: Double, northing: Double) throws {
    let place = try project(code)
    #expect(abs(place.x - easting) < 0.0006 && abs(place.y - northing) < 0.0006)
  }

  @Test func wrongReadingsLandWhereTheyShould() throws {
    let from105 = try CoordinateTransformation(from: CRS(epsg: 4544), to: .cgcs2000)
    let swapped = try #require(from105.transform(x: 3_298_379.516, y: 598_615.405))
    #expect(abs(swapped.x - 129.46) < 0.005 && abs(swapped.y - 4.93) < 0.005)
    let utm = try #require(from105.transform(x: 598_575.959, y: 3_297_060.164))
    #expect(abs(utm.x - 106.019471) < 6e-7 && abs(utm.y - 29.788103) < 6e-7)
    let from108 = try CoordinateTransformation(from: CRS(epsg: 4545), to: .cgcs2000)
    #expect(abs(try #require(from108.transform(x: 598_615.405, y: 3_298_379.516)).x - 109.02) < 1e-7)
    #expect(abs(try #require(from105.transform(x: 308_555.826, y: 3_299_587.609)).x - 103.02) < 1e-7)
  }

  @Test func aForeignZonePrefixIsNoPlace() throws {
    let unprefixed = try CoordinateTransformation(from: CRS(epsg: 4544), to: .cgcs2000)
    #expect(unprefixed.transform(x: 35_598_615.405, y: 3_298_379.516) == nil)
    let prefixed = try CoordinateTransformation(from: CRS(epsg: 4523), to: .cgcs2000)
    #expect(prefixed.transform(x: 598_615.405, y: 3_298_379.516) == nil)
    #expect(prefixed.transform(x: 18_598_615.405, y: 3_298_379.516) == nil)
  }

  @Test func everyZoneAgreesWithTheDatabase() throws {
    let database = try CRSDatabase()
    for crs in CRS.allGaussKruger {
      let code = try #require(crs.epsg)
      let base = try #require(CRS.geographic.first { $0.datum == crs.datum })
      let described = try database.crs(epsg: code)
      #expect(described.datum == crs.datum)
      #expect(described.name == crs.name)
      #expect(described.centralMeridian == crs.centralMeridian)
      let built = try CoordinateTransformation(from: base, to: crs)
      let looked = try CoordinateTransformation(from: base, to: described)
      let meridian = try #require(crs.centralMeridian)
      for (longitude, latitude) in [(meridian - 2.9, 18.2), (meridian, 30), (meridian + 1.5, 53.5)] {
        let ours = try #require(built.transform(x: longitude, y: latitude))
        let theirs = try #require(looked.transform(x: longitude, y: latitude))
        #expect(abs(ours.x - theirs.x) < 1e-4 && abs(ours.y - theirs.y) < 1e-4, "\(crs.name)")
      }
    }
    for crs in CRS.geographic {
      let described = try database.crs(epsg: try #require(crs.epsg))
      #expect(described == crs)
    }
  }

  @Test func betweenZones() throws {
    let transformation = try CoordinateTransformation(from: CRS(epsg: 4545), to: CRS(epsg: 4523))
    let place = try #require(transformation.transform(x: 308_555.826, y: 3_299_587.609))
    #expect(abs(place.x - 35_598_615.405) < 0.001 && abs(place.y - 3_298_379.516) < 0.001)
    #expect(transformation.label == "EPSG:4545 → EPSG:4523")
    #expect(transformation.accuracyMetres == 0)
  }

  @Test func sameParametersTakeCoordinatesOver() throws {
    let transformation = try CoordinateTransformation(from: CRS(epsg: 4544), to: CRS(epsg: 4507))
    #expect(transformation.pipeline == "+proj=noop")
    #expect(try #require(transformation.transform(x: 598_615.405, y: 3_298_379.516)) == (598_615.405, 3_298_379.516))
  }

  @Test func otherProjectionsKeepTheirUnitsAndAxes() throws {
    let mercator = try #require(
      try CoordinateTransformation(from: .cgcs2000, to: CRS(epsg: 3857)).transform(x: 106.02, y: 29.8))
    #expect(abs(mercator.x - 11_802_092.414) < 0.01)
    #expect(abs(mercator.y - 3_477_867.527) < 0.01)
  }

  // MARK: Datum policy

  @Test func cgcs2000AndWGS84AreOneByANamedStep() throws {
    let transformation = try CoordinateTransformation(from: .cgcs2000, to: .wgs84)
    #expect(transformation.label == "EPSG:4490 → EPSG:4326, CGCS2000 ≡ WGS 84 (null step, cm level)")
    #expect(transformation.pipeline == "+proj=noop")
    #expect(transformation.accuracyMetres == 0.1)
    #expect(try #require(transformation.transform(x: 106.02, y: 29.8)) == (106.02, 29.8))
    let fromUTM = try CoordinateTransformation(from: CRS(epsg: 32648), to: CRS(epsg: 4544))
    #expect(fromUTM.label.contains("WGS 84 ≡ CGCS2000 (null step, cm level)"))
    let place = try #require(fromUTM.transform(x: 598_575.959, y: 3_297_060.164))
    // The two ellipsoids differ by 0.1 mm, so the same longitude and latitude lie as near in the plane.
    #expect(abs(place.x - 598_615.405) < 0.001 && abs(place.y - 3_298_379.516) < 0.001)
  }

  @Test(arguments: [
    (4610, 4490), (4490, 4610), (4214, 4490), (4555, 4490), (4214, 4610), (4214, 4555), (4610, 4326), (2359, 4523),
    (2411, 4523), (4523, 2359), (4258, 4490), (4258, 4326), (2432, 32648),
  ])
  func everyOtherDatumChangeIsRefused(source: Int, target: Int) throws {
    let (source, target) = try (CRS(epsg: source), CRS(epsg: target))
    let refusal = try #require(throws: DatumChangeRefused.self) {
      try CoordinateTransformation(from: source, to: target)
    }
    #expect(refusal == DatumChangeRefused(source: source, target: target))
    for text in [refusal.messageChinese, refusal.messageEnglish] {
      for way in ["--datum-parameters", "--common-points", "--keep-datum"] { #expect(text.contains(way)) }
    }
    #expect(refusal.messageChinese.contains(source.chineseName))
  }

  @Test func oldDatumsConvertWithinThemselves() throws {
    let transformation = try CoordinateTransformation(from: CRS(epsg: 2359), to: CRS(epsg: 4610))
    let place = try #require(transformation.transform(x: 35_598_615.452, y: 3_298_381.053))
    #expect(abs(place.x - 106.02) < 1e-8 && abs(place.y - 29.8) < 1e-8)
  }

  @Test func twoUnknownDatumsAreNotOne() throws {
    func unknown(_ name: String) -> CRS {
      CRS(epsg: nil, name: name, datum: .other("Unknown"), kind: .geographic, projectionSteps: [])
    }
    #expect(throws: DatumChangeRefused.self) { try CoordinateTransformation(from: unknown("a"), to: unknown("b")) }
    #expect(try CoordinateTransformation(from: unknown("a"), to: unknown("a")).label == "unchanged")
  }

  // MARK: Buffers and bad values

  @Test func oneBadPairDoesNotDisturbTheOthers() throws {
    let transformation = try CoordinateTransformation(from: .cgcs2000, to: CRS(epsg: 4544))
    let bad: [(Double, Double)] = [
      (.nan, 29.8), (106.02, .nan), (.infinity, 29.8), (106.02, -.infinity), (106.02, 91), (29.8, 106.02), (1e300, 0),
      (400, 0),
      (15, 0),
    ]
    for pair in bad {
      var xy = [106.02, 29.8, pair.0, pair.1, 106.02, 29.8]
      #expect(try transformation.transform(&xy) == 1, "\(pair)")
      #expect(xy[2].isNaN && xy[3].isNaN)
      #expect(abs(xy[0] - 598_615.405) < 0.001 && xy[4] == xy[0] && xy[5] == xy[1])
    }
  }

  @Test func theNullStepJudgesPlacesToo() throws {
    var xy = [106.02, 91, .nan, 29.8, 106.02, 29.8]
    #expect(try CoordinateTransformation(from: .cgcs2000, to: .wgs84).transform(&xy) == 2)
    #expect(xy[0].isNaN && xy[1].isNaN && xy[2].isNaN && xy[3].isNaN && xy[4] == 106.02)
  }

  @Test func emptyAndOddBuffers() throws {
    let transformation = try CoordinateTransformation(from: .cgcs2000, to: CRS(epsg: 4544))
    var empty: [Double] = []
    #expect(try transformation.transform(&empty) == 0)
    var odd = [106.02, 29.8, 106.02]
    #expect(throws: OddCoordinateCount(count: 3)) { try transformation.transform(&odd) }
    #expect(odd == [106.02, 29.8, 106.02])
  }

  @Test func roundTripOverTheCountry() throws {
    for crs in CRS.allGaussKruger where crs.datum == .cgcs2000 {
      let there = try CoordinateTransformation(from: .cgcs2000, to: crs)
      let back = try CoordinateTransformation(from: crs, to: .cgcs2000)
      let meridian = try #require(crs.centralMeridian)
      let original = stride(from: 3.0, through: 54, by: 1.7).flatMap { [meridian + $0 / 18 - 1.5, $0] }
      var xy = original
      try there.transform(&xy)
      try back.transform(&xy)
      for (before, after) in zip(original, xy) { #expect(abs(before - after) < 1e-10) }
    }
  }

  @Test func twoWorkersAtOnce() async throws {
    let results = try await withThrowingTaskGroup(of: [Double].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let transformation = try CoordinateTransformation(from: .cgcs2000, to: CRS(epsg: 4544))
          var xy: [Double] = []
          for index in 0..<5_000 {
            xy.append(105.5 + Double(index) / 5_000)
            xy.append(29.5 + Double(index % 100) / 100)
          }
          try transformation.transform(&xy)
          return xy
        }
      }
      return try await group.reduce(into: [[Double]]()) { $0.append($1) }
    }
    #expect(results.count == 4)
    for result in results { #expect(result == results[0] && result.allSatisfy { $0.isFinite }) }
  }
}
