/// A coordinate reference system: which place on Earth a pair of numbers means.
///
/// The systems that Chinese bureaus use (longitude and latitude on five datums, 256 Gauss-Krüger zones) are built from
/// parameters. Only other codes open PROJ's database, which costs several milliseconds.
public struct CRS: Sendable, Hashable {
  /// `nil` for a projection that EPSG has no code for.
  public let epsg: Int?
  /// The name as EPSG writes it, or as the `.prj` file does.
  public let name: String
  public let datum: Datum
  public let kind: Kind
  /// PROJ steps from longitude and latitude in degrees, on the own datum, to x and y; none for a geographic system.
  let projectionSteps: [String]

  public enum Kind: Sendable, Hashable {
    /// x = longitude, y = latitude, in degrees.
    case geographic
    /// x = easting, y = northing, in the unit of the system (metres in China).
    ///
    /// - zoneWidth: 3 or 6 for the Gauss-Krüger zones of China, `nil` for every other projection.
    /// - centralMeridian: degrees east; `nil` where the projection has none.
    /// - zonePrefix: the zone number that eastings begin with, `nil` for eastings without one.
    case projected(zoneWidth: Int?, centralMeridian: Double?, zonePrefix: Int?)
  }

  /// EPSG:4490, longitude and latitude in 2000国家大地坐标系.
  public static let cgcs2000 = CRS(
    geographicOn: .cgcs2000, epsg: 4490, name: "China Geodetic Coordinate System 2000")
  /// EPSG:4326, longitude and latitude in WGS 84.
  public static let wgs84 = CRS(geographicOn: .wgs84, epsg: 4326)

  /// Longitude and latitude of Amap and Tencent.
  public static let gcj02 = CRS(geographicOn: .shifted(.gcj02), epsg: nil)
  /// Longitude and latitude of Baidu.
  public static let bd09 = CRS(geographicOn: .shifted(.bd09), epsg: nil)

  /// Longitude and latitude on a datum.
  public static func geographic(on datum: Datum) -> CRS {
    geographic.first { $0.datum == datum } ?? CRS(geographicOn: datum, epsg: nil)
  }

  /// The geographic systems that need no database.
  static let geographic: [CRS] = [
    cgcs2000, wgs84, CRS(geographicOn: .xian1980, epsg: 4610), CRS(geographicOn: .beijing1954, epsg: 4214),
    CRS(geographicOn: .newBeijing, epsg: 4555),
  ]

  /// The coordinate system with an EPSG code; three-dimensional ones are taken without their height.
  ///
  /// - Throws: `CRSError.unknownCode`, `.unsupported` (geocentric, vertical, not in degrees from Greenwich …),
  ///   `.projUnavailable`.
  public init(epsg code: Int) throws(CRSError) {
    if let known = Self.known(epsg: code) {
      self = known
    } else {
      self = try CRSDatabase().crs(epsg: code)
    }
  }

  /// A Gauss-Krüger zone of China by its number; `nil` where EPSG has no code for it.
  ///
  /// - Parameters:
  ///   - zoneWidth: 3 or 6 (degrees).
  ///   - zone: 25…45 for 3°, 13…23 for 6°.
  ///   - zonePrefix: whether eastings begin with the number of the zone.
  public static func gaussKruger(system: Datum, zoneWidth: Int, zone: Int, zonePrefix: Bool) -> CRS? {
    GaussKrugerZone.find(datum: system, width: zoneWidth, number: zone, hasPrefix: zonePrefix).map(CRS.init)
  }

  /// Every Gauss-Krüger zone of China that EPSG has a code for, 256 systems.
  public static var allGaussKruger: [CRS] { GaussKrugerZone.all.map(CRS.init) }

  /// A system that is built from parameters; `nil` for the codes that only `proj.db` knows.
  static func known(epsg code: Int) -> CRS? {
    geographic.first { $0.epsg == code } ?? GaussKrugerZone.byCode[code].map(CRS.init)
  }
}

extension CRS {
  public var isGeographic: Bool { kind == .geographic }

  /// 3 or 6 for a Gauss-Krüger zone of China.
  public var zoneWidth: Int? {
    guard case .projected(let zoneWidth, _, _) = kind else { return nil }
    return zoneWidth
  }

  /// Degrees east.
  public var centralMeridian: Double? {
    guard case .projected(_, let centralMeridian, _) = kind else { return nil }
    return centralMeridian
  }

  /// The zone number that eastings begin with.
  public var zonePrefix: Int? {
    guard case .projected(_, _, let zonePrefix) = kind else { return nil }
    return zonePrefix
  }

  /// Whether the datum would change on the way to another system, which takes parameters.
  public func needsParameters(to target: CRS) -> Bool {
    (try? DatumStep(from: self, to: target, by: nil)) == nil
  }

  /// `EPSG:4523`, or the name where there is no code. `CRS(parsing:)` reads the code back.
  public var label: String { epsg.map { "EPSG:\($0)" } ?? name }

  /// A name for texts that clerks read, for example `2000国家大地坐标系 3度带第35带（EPSG:4523）`.
  public var chineseName: String {
    let code = epsg.map { "（EPSG:\($0)）" } ?? ""
    switch kind {
    case .geographic:
      return datum.chineseName + " 经纬度" + code
    case .projected(let width?, _, let prefix?):
      return "\(datum.chineseName) \(width)度带第\(prefix)带" + code
    case .projected(let width?, let meridian?, nil):
      return "\(datum.chineseName) \(width)度带 中央经线\(Int(meridian))°" + code
    case .projected:
      return name + code
    }
  }
}

extension CRS {
  init(epsg: Int?, name: String, datum: Datum, kind: Kind, projectionSteps: [String]) {
    self.epsg = epsg
    self.name = name
    self.datum = datum
    self.kind = kind
    self.projectionSteps = projectionSteps
  }

  private init(geographicOn datum: Datum, epsg: Int?, name: String? = nil) {
    self.init(epsg: epsg, name: name ?? datum.englishName, datum: datum, kind: .geographic, projectionSteps: [])
  }

  init(_ zone: GaussKrugerZone) {
    let meridian = Int(zone.centralMeridian)
    self.init(
      epsg: zone.epsg, name: zone.name, datum: zone.datum,
      kind: .projected(
        zoneWidth: zone.width, centralMeridian: zone.centralMeridian, zonePrefix: zone.hasPrefix ? zone.number : nil),
      projectionSteps: [
        "+proj=unitconvert +xy_in=deg +xy_out=rad",
        // The algorithm is named because PROJ's settings file may choose the approximate one.
        "+proj=tmerc +lat_0=0 +lon_0=\(meridian) +k=1 +x_0=\(zone.falseEastingMetres) +y_0=0 "
          + "+ellps=\(zone.datum.ellipsoid ?? "") +algo=poder_engsager",
      ])
  }
}
