import Foundation
import Testing

@testable import Geodesy

@Suite("Coordinate systems by code, label and name")
struct CRSTests {
  @Test func theTableHasAllZones() {
    #expect(CRS.allGaussKruger.count == 256)
    #expect(Set(CRS.allGaussKruger.map(\.epsg)).count == 256)
    for crs in CRS.allGaussKruger { #expect(crs.datum.ellipsoid != nil, "\(crs.name)") }
  }

  @Test func zonesByNumber() {
    func code(_ system: Datum, _ width: Int, _ zone: Int, _ prefix: Bool) -> Int? {
      CRS.gaussKruger(system: system, zoneWidth: width, zone: zone, zonePrefix: prefix)?.epsg
    }
    #expect(code(.cgcs2000, 3, 35, true) == 4523)
    #expect(code(.cgcs2000, 3, 35, false) == 4544)
    #expect(code(.cgcs2000, 6, 18, true) == 4496)
    #expect(code(.xian1980, 3, 35, true) == 2359)
    #expect(code(.beijing1954, 3, 35, false) == 2432)
    #expect(code(.newBeijing, 3, 29, true) == 4656)
    #expect(code(.newBeijing, 3, 45, false) == 4822)
    #expect(code(.cgcs2000, 3, 46, true) == nil)
    #expect(code(.wgs84, 3, 35, true) == nil)
  }

  @Test(arguments: [
    ("EPSG:4523", 4523), ("epsg: 4523", 4523), ("4523", 4523), ("EPSG：4544", 4544), ("EPSG::4490", 4490),
    ("urn:ogc:def:crs:EPSG::4490", 4490), ("http://www.opengis.net/def/crs/EPSG/0/4490", 4490),
    ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326), ("32648", 32648), ("EPSG:3857", 3857), ("EPSG:2000", 2000),
    ("EPSG4523", 4523), ("ＥＰＳＧ：４５２３", 4523), ("４５２３", 4523), ("CGCS2000（EPSG:4490）", 4490),
    ("EPSG:4490 CGCS2000", 4490), ("EPSG:4523 / CGCS2000 3度带35带", 4523), ("CGCS2000国家大地坐标系", 4490),
    ("CGCS2000", 4490), ("cgcs 2000", 4490), ("ＣＧＣＳ２０００", 4490), ("WGS84", 4326), ("WGS 84", 4326), ("WGS-84", 4326),
    ("WGS_1984", 4326), ("GCS_WGS_1984", 4326), ("2000国家大地坐标系", 4490), ("国家2000", 4490), ("CGCS2000坐标系", 4490),
    ("GCS_China_Geodetic_Coordinate_System_2000", 4490), ("CGCS2000（经纬度）", 4490),
    ("1980西安坐标系", 4610), ("西安80", 4610), ("西安80坐标系", 4610), ("Xian 1980", 4610),
    ("1954北京坐标系", 4214), ("北京54", 4214), ("1954年北京坐标系", 4214), ("New Beijing", 4555), ("新1954北京坐标系", 4555),
    ("CGCS2000 3度带35带", 4523), ("CGCS2000_3度带_第35带", 4523), ("2000国家大地坐标系 3°带 中央经线105", 4544),
    ("2000国家大地坐标系，高斯-克吕格投影，3度分带，中央子午线105°E", 4544), ("CGCS2000 35带", 4523), ("CGCS2000 18带", 4496),
    ("CGCS2000 三度带 105°E", 4544), ("CGCS2000 中央经线105", 4544), ("CGCS2000 6度带 中央经线105", 4507),
    ("CGCS2000 3度带35带 不带带号", 4544), ("CGCS2000 3度带 中央经线105 加带号", 4523), ("CGCS2000 中央经线108 带带号", 4524),
    ("西安80 3度带 35带", 2359), ("西安80 3度带 中央经线105", 2380), ("北京54 高斯投影 3度带 带号35", 2411),
    ("CGCS2000_3_Degree_GK_Zone_35", 4523), ("CGCS2000_3_Degree_GK_CM_105E", 4544), ("CGCS2000_GK_Zone_18", 4496),
    ("CGCS2000_GK_CM_105E", 4507), ("Xian_1980_GK_CM_105E", 2343), ("New_Beijing_3_Degree_Gauss_Kruger_CM_135E", 4822),
    ("WGS 84 / UTM zone 48N", 32648), ("wgs 84 / utm zone 48n", 32648),
  ])
  func reads(label: String, code: Int) throws {
    #expect(try CRS(parsing: label).epsg == code)
  }

  @Test func readsEveryNameOfEPSG() throws {
    for crs in CRS.allGaussKruger {
      #expect(try CRS(parsing: crs.name) == crs)
      #expect(try CRS(parsing: crs.label) == crs)
    }
  }

  @Test func sameSystemIsEqualHoweverItIsNamed() throws {
    #expect(try CRS(parsing: "CGCS2000") == .cgcs2000)
    #expect(try CRS(epsg: 4326) == .wgs84)
    #expect(try CRS(parsing: "EPSG:4523") == CRS(parsing: "CGCS2000 3度带35带"))
  }

  @Test(arguments: [
    "", "  ", "坐标系", "abc", "2000", "1954", "80", "35", "EPSG:", "EPSG:4490.5", "999999999999999999999999",
    "EPSG:99999999999999999999", "CGCS2000 99999999999999999999带", "CGCS2000 第99999999999999999999带", "CGCS2000 35.5带",
    "CGCS2000 局部", "北京", "/", "重庆市独立坐标系",
  ])
  func refusesUnknown(label: String) {
    #expect(throws: CRSError.unrecognised(label.trimmingCharacters(in: .whitespaces))) { try CRS(parsing: label) }
  }

  @Test(arguments: [
    ("CGCS2000 3度带", CRSError.Missing.zone), ("CGCS2000 高斯投影", .zone), ("3度带35带", .datum), ("中央经线105", .datum),
    ("CGCS2000 中央经线105 带带号", .zoneWidth),
  ])
  func asksForWhatIsMissing(label: String, missing: CRSError.Missing) {
    #expect(throws: CRSError.incomplete(label: label, missing: missing)) { try CRS(parsing: label) }
  }

  @Test(arguments: [
    "CGCS2000 3度带35带 中央经线108", "CGCS2000 6度带35带", "CGCS2000 西安80", "CGCS2000 3度带 6度带 35带", "CGCS2000 46带",
    "CGCS2000 中央经线106.5", "CGCS2000 EPSG:4326", "EPSG:4539 CGCS2000 108E", "EPSG:4490 EPSG:4326", "WGS84 3度带35带",
  ])
  func refusesContradictions(label: String) {
    #expect {
      try CRS(parsing: label)
    } throws: { error in
      guard case .contradictory(label, _)? = error as? CRSError else { return false }
      return true
    }
  }

  @Test func saysWhatContradicts() throws {
    #expect(throws: CRSError.contradictory(label: "CGCS2000 西安80", .twoDatums)) { try CRS(parsing: "CGCS2000 西安80") }
    #expect(throws: CRSError.contradictory(label: "CGCS2000 46带", .noSuchZone)) { try CRS(parsing: "CGCS2000 46带") }
    // A label that was really published: 4539 is CM 90E.
    let zone90 = try CRS(epsg: 4539)
    let error = try #require(throws: CRSError.self) { try CRS(parsing: "EPSG:4539 CGCS2000 108E") }
    #expect(error == .contradictory(label: "EPSG:4539 CGCS2000 108E", .otherThanCode(zone90)))
    #expect(error.messageChinese.contains("中央经线90°"))
  }

  @Test(arguments: [
    ("GCJ-02", CRS.gcj02), ("gcj02", .gcj02), ("火星坐标系", .gcj02), ("高德", .gcj02), ("BD-09", .bd09),
    ("bd09ll", .bd09), ("百度坐标", .bd09),
  ])
  func knowsShiftedSystems(label: String, system: CRS) throws {
    #expect(try CRS(parsing: label) == system)
    #expect(try CRS(parsing: system.label) == system)
  }

  @Test func otherCodes() throws {
    #expect(throws: CRSError.unknownCode(999_999)) { try CRS(epsg: 999_999) }
    #expect(throws: CRSError.unknownCode(-1)) { try CRS(epsg: -1) }
    let utm = try CRS(epsg: 32648)
    #expect(utm.datum == .wgs84)
    #expect(utm.kind == .projected(zoneWidth: nil, centralMeridian: 105, zonePrefix: nil))
    #expect(try CRS(epsg: 4258).datum == .other("European Terrestrial Reference System 1989"))
    #expect(try CRS(epsg: 4480).datum == .cgcs2000)
    #expect(try CRS(epsg: 4480).isGeographic)
    for code in [4479, 5737, 4807] {  // geocentric, a height, Paris and grads
      #expect {
        try CRS(epsg: code)
      } throws: { error in
        guard case .unsupported? = error as? CRSError else { return false }
        return true
      }
    }
  }

  @Test func describesItself() throws {
    let crs = try CRS(epsg: 4523)
    #expect(crs.datum == .cgcs2000)
    #expect(crs.kind == .projected(zoneWidth: 3, centralMeridian: 105, zonePrefix: 35))
    #expect(crs.chineseName == "2000国家大地坐标系 3度带第35带（EPSG:4523）")
    #expect(try CRS(epsg: 4544).chineseName == "2000国家大地坐标系 3度带 中央经线105°（EPSG:4544）")
    #expect(try CRS(epsg: 4544).zonePrefix == nil)
    #expect(CRS.cgcs2000.chineseName == "2000国家大地坐标系 经纬度（EPSG:4490）")
  }

  @Test func errorsSayWhatToDo() {
    let error = CRSError.incomplete(label: "CGCS2000 3度带", missing: .zone)
    #expect(error.messageChinese.contains("CGCS2000 3度带") && error.messageChinese.contains("中央经线"))
  }

  @Test func transformationsNeverOpenTheDatabase() throws {
    #expect(try !PROJContext(readsDatabase: false).hasDatabase)
    #expect(try PROJContext(readsDatabase: true).hasDatabase)
  }

  /// Where PROJ's database is missing, the systems of China still work: they never open it.
  @Test func needsNoDatabaseForChina() async {
    await #expect(processExitsWith: .success) {
      setenv("PROJ_DATA", "/nonexistent", 1)
      setenv("PROJ_LIB", "/nonexistent", 1)
      do {
        _ = try CRS(parsing: "EPSG:32648")
        exit(2)
      } catch CRSError.projUnavailable {
        let transformation = try CoordinateTransformation(from: CRS(epsg: 4523), to: .cgcs2000)
        exit(transformation.transform(x: 35_598_615.405, y: 3_298_379.516) == nil ? 3 : 0)
      }
    }
  }
}

@Suite("Zone numbers")
struct ZoneTests {
  @Test(arguments: [
    (106.02, 35, 18), (103.5, 35, 18), (103.499, 34, 18), (106.5, 36, 18), (102, 34, 18), (101.999, 34, 17),
    (73.5, 25, 13),
    (180, 60, 31), (-0.5, 120, 60), (-179, 60, 31), (0, 120, 1), (1.5, 1, 1), (360, 120, 1), (179.9, 60, 30),
  ])
  func ofLongitude(longitude: Double, three: Int, six: Int) {
    #expect(threeDegreeZone(ofLongitude: longitude) == three)
    #expect(sixDegreeZone(ofLongitude: longitude) == six)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 361, 1e300])
  func noZone(longitude: Double) {
    #expect(threeDegreeZone(ofLongitude: longitude) == nil)
    #expect(sixDegreeZone(ofLongitude: longitude) == nil)
  }

  @Test func prefixOfAnEasting() {
    #expect(zonePrefix(ofEasting: 35_598_615.405) == 35)
    #expect(zonePrefix(ofEasting: 18_598_615.405) == 18)
    #expect(zonePrefix(ofEasting: 598_615.405) == nil)
    #expect(zonePrefix(ofEasting: .nan) == nil)
    #expect(zonePrefix(ofEasting: 1e300) == nil)
    #expect(zonePrefix(ofEasting: -35_598_615) == nil)
  }
}
