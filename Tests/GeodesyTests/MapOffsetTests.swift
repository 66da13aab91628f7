import Geodesy
import TestSupport
import Testing

@Suite struct MapOffsetTests {
  /// The reference point of the domain notes and its shifted positions, from another implementation.
  @Test func shiftsTheReferencePoint() {
    let gcj02 = MapOffset.gcj02.shifted(longitude: 106.02, latitude: 29.8)
    #expect(abs(gcj02.longitude - 106.023797182) < 1e-9)
    #expect(abs(gcj02.latitude - 29.797392042) < 1e-9)
    let bd09 = MapOffset.bd09.shifted(longitude: 106.02, latitude: 29.8)
    #expect(abs(bd09.longitude - 106.030402643) < 1e-9)
    #expect(abs(bd09.latitude - 29.803085247) < 1e-9)
  }

  @Test(arguments: MapOffset.allCases)
  func restoresToMuchBetterThanACentimetre(offset: MapOffset) throws {
    var random = SeededGenerator(seed: 20_261_124)
    for _ in 0..<10_000 {
      let (x, y) = (Double.random(in: 74...135, using: &random), Double.random(in: 18...53, using: &random))
      let shifted = offset.shifted(longitude: x, latitude: y)
      let restored = try #require(offset.restored(longitude: shifted.longitude, latitude: shifted.latitude))
      #expect(abs(restored.longitude - x) < 1e-9 && abs(restored.latitude - y) < 1e-9)
    }
  }

  @Test func leavesTheRestOfTheWorldAlone() throws {
    let shifted = MapOffset.gcj02.shifted(longitude: 2.35, latitude: 48.86)
    #expect(shifted == (2.35, 48.86))
    #expect(MapOffset.gcj02.restored(longitude: .nan, latitude: 0) == nil)
  }

  @Test func transformationsTakeItOffAndPutItOn() throws {
    let off = try CoordinateTransformation(from: .gcj02, to: .cgcs2000)
    #expect(off.pipeline == "GCJ-02 offset off")
    let restored = try #require(off.transform(x: 106.023797182, y: 29.797392042))
    #expect(abs(restored.x - 106.02) < 1e-8 && abs(restored.y - 29.8) < 1e-8)
    let between = try CoordinateTransformation(from: .bd09, to: .gcj02)
    let gcj02 = try #require(between.transform(x: 106.030402643, y: 29.803085247))
    #expect(abs(gcj02.x - 106.023797182) < 1e-8 && abs(gcj02.y - 29.797392042) < 1e-8)
    let toPlane = try CoordinateTransformation(from: .gcj02, to: try CRS(epsg: 4523))
    let plane = try #require(toPlane.transform(x: 106.023797182, y: 29.797392042))
    #expect(abs(plane.x - 35_598_615.405) < 0.01 && abs(plane.y - 3_298_379.516) < 0.01)
    #expect(off.transform(x: .nan, y: 29) == nil)
  }
}
