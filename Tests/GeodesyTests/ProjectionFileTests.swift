import Testing

@testable import Geodesy

@Suite("Texts of .prj files")
struct ProjectionFileTests {
  private static let cgcs2000 =
    #"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],"#
    + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#

  private static func gaussKruger(
    _ name: String, _ meridian: Double, _ falseEasting: Double, geographic: String = cgcs2000,
    projection: String = "Gauss_Kruger"
  ) -> String {
    #"PROJCS["\#(name)",\#(geographic),PROJECTION["\#(projection)"],PARAMETER["False_Easting",\#(falseEasting)],"#
      + #"PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",\#(meridian)],PARAMETER["Scale_Factor",1.0],"#
      + #"PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
  }

  private static func geographic(_ name: String, _ datum: String, _ spheroid: String) -> String {
    #"GEOGCS["\#(name)",DATUM["\#(datum)",SPHEROID[\#(spheroid)]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
  }

  private static let xian = geographic("GCS_Xian_1980", "D_Xian_1980", #""Xian_1980",6378140.0,298.257"#)
  private static let beijing = geographic("GCS_Beijing_1954", "D_Beijing_1954", #""Krasovsky_1940",6378245.0,298.3"#)
  private static let wgs84 = geographic("GCS_WGS_1984", "D_WGS_1984", #""WGS_1984",6378137.0,298.257223563"#)

  private static let known: [(String, Int)] = [
    (cgcs2000, 4490), (xian, 4610), (beijing, 4214), (wgs84, 4326), ("\u{FEFF}" + wgs84 + "\r\n", 4326),
    (gaussKruger("CGCS2000_3_Degree_GK_Zone_35", 105, 35_500_000), 4523),
    (gaussKruger("CGCS2000_3_Degree_GK_CM_105E", 105, 500_000), 4544),
    (gaussKruger("CGCS2000_GK_Zone_18", 105, 18_500_000), 4496),
    (gaussKruger("CGCS2000_GK_CM_105E", 105, 500_000), 4507),
    (gaussKruger("Xian_1980_3_Degree_GK_Zone_35", 105, 35_500_000, geographic: xian), 2359),
    (gaussKruger("Xian_1980_GK_CM_105E", 105, 500_000, geographic: xian), 2343),
    (gaussKruger("Beijing_1954_3_Degree_GK_CM_114E", 114, 500_000, geographic: beijing), 2435),
    // Made by hand: the name says nothing, the parameters say everything.
    (gaussKruger("铜梁", 105, 35_500_000, projection: "Transverse_Mercator"), 4523),
    (gaussKruger("unnamed", 105, 500_000, projection: "Transverse_Mercator"), 4544),
  ]

  @Test(arguments: known)
  func recognises(text: String, code: Int) throws {
    let crs = try CRS(wkt: text)
    #expect(try crs == CRS(epsg: code))
    #expect(try CRS(parsing: text) == crs)
  }

  @Test func recognisesOtherSystemsByTheirDefinition() throws {
    let text =
      #"PROJCS["WGS_1984_UTM_Zone_48N",\#(Self.wgs84),PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],"#
      + #"PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",0.9996],"#
      + #"PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
    let crs = try CRS(wkt: text)
    #expect(crs.epsg == 32648)
    #expect(crs.datum == .wgs84)
    #expect(crs.centralMeridian == 105)
  }

  @Test func acceptsAProjectionWithoutCode() throws {
    let crs = try CRS(wkt: Self.gaussKruger("local", 106.25, 500_000))
    #expect(crs.epsg == nil)
    #expect(crs.name == "local")
    #expect(crs.datum == .cgcs2000)
    #expect(crs.kind == .projected(zoneWidth: nil, centralMeridian: 106.25, zonePrefix: nil))
    let toPlane = try CoordinateTransformation(from: .cgcs2000, to: crs)
    let place = try #require(toPlane.transform(x: 106.25, y: 29.8))
    #expect(abs(place.x - 500_000) < 1e-6)
  }

  @Test func readsTheZoneOfOtherDatumsFromTheirParameters() throws {
    let crs = try CRS(wkt: Self.gaussKruger("WGS84 zone", 105, 35_500_000, geographic: Self.wgs84))
    #expect(crs.epsg == nil)
    #expect(crs.kind == .projected(zoneWidth: 3, centralMeridian: 105, zonePrefix: 35))
    let wide = try CRS(wkt: Self.gaussKruger("WGS84 zone", 105, 18_500_000, geographic: Self.wgs84))
    #expect(wide.kind == .projected(zoneWidth: 6, centralMeridian: 105, zonePrefix: 18))
  }

  @Test func refusesANameThatContradictsItsParameters() {
    for text in [
      Self.gaussKruger("CGCS2000_3_Degree_GK_Zone_36", 105, 35_500_000),
      Self.gaussKruger("CGCS2000_3_Degree_GK_CM_108E", 105, 500_000),
      Self.gaussKruger("CGCS2000_3_Degree_GK_Zone_35", 105, 35_500_000, geographic: Self.xian),
    ] {
      #expect {
        try CRS(wkt: text)
      } throws: { error in
        guard case .contradictory? = error as? CRSError else { return false }
        return true
      }
    }
  }

  @Test func aDatumNameWithAnotherEllipsoidIsNotThatDatum() throws {
    let text = Self.geographic(
      "GCS_China_Geodetic_Coordinate_System_2000", "D_China_2000", #""Krasovsky_1940",6378245.0,298.3"#)
    let crs = try CRS(wkt: text)
    #expect(crs.datum != .cgcs2000)
    #expect(throws: DatumChangeRefused.self) { try CoordinateTransformation(from: crs, to: .cgcs2000) }
  }

  @Test func parametersInTheFileAreNotUsedUnseen() throws {
    let text = Self.beijing.replacing(
      #""Krasovsky_1940",6378245.0,298.3]"#, with: #""Krassowsky 1940",6378245,298.3],TOWGS84[15,-130,-90,0,0,0,0]"#)
    #expect(text.contains("TOWGS84"))
    let crs = try CRS(wkt: text)
    #expect(crs.datum == .beijing1954)
    #expect(throws: DatumChangeRefused.self) { try CoordinateTransformation(from: crs, to: .wgs84) }
  }

  @Test(arguments: [
    "", "GEOGCS[", "GEOGCS[]", "PROJCS[\"a\",", "nonsense", #"GEOGCS["a",DATUM["b",SPHEROID["c",0,0]]]"#, "\u{0}",
  ])
  func refusesBrokenText(text: String) {
    #expect(throws: CRSError.self) { try CRS(wkt: text) }
  }
}
