import Glibc

/// The deliberate offset of Chinese internet maps: GCJ-02 (Amap, Tencent) and BD-09 (Baidu) against WGS 84.
///
/// There is no official text; the formulas are the ones in public circulation since 2013, which agree with the maps to
/// a metre. GCJ-02 shifts positions in mainland China by 300 m to 700 m and others not at all; BD-09 shifts GCJ-02 once
/// more, everywhere.
public enum MapOffset: Sendable, Hashable, CaseIterable {
  case gcj02
  case bd09

  public var name: String { self == .gcj02 ? "GCJ-02" : "BD-09" }

  /// Longitude and latitude in degrees as the map has them, from those in WGS 84.
  public func shifted(longitude: Double, latitude: Double) -> (longitude: Double, latitude: Double) {
    let (longitude, latitude) = Self.gcj02(longitude, latitude)
    return self == .gcj02 ? (longitude, latitude) : Self.bd09(longitude, latitude)
  }

  /// Longitude and latitude in degrees in WGS 84, from those of the map; `nil` where no position is shifted there.
  ///
  /// Iterated until the position shifts to the given one within 1e-11°, far below a millimetre; the formulas themselves
  /// are good to about a metre. At the edge of the rectangle where the shift begins there is a strip that nothing
  /// is shifted to, and positions there are `nil`.
  public func restored(longitude: Double, latitude: Double) -> (longitude: Double, latitude: Double)? {
    var (x, y) = (longitude, latitude)
    for _ in 0..<Self.iterationLimit {
      let (shiftedX, shiftedY) = shifted(longitude: x, latitude: y)
      let (errorX, errorY) = (longitude - shiftedX, latitude - shiftedY)
      guard errorX.isFinite, errorY.isFinite else { return nil }
      if max(abs(errorX), abs(errorY)) < 1e-11 { return (x, y) }
      (x, y) = (x + errorX, y + errorY)
    }
    return nil
  }

  private static let iterationLimit = 40

  /// The rectangle in which positions are shifted, degrees.
  private static let longitudes = 72.004...137.8347
  private static let latitudes = 0.8293...55.8271
  /// The ellipsoid that the formula divides metres by: Krassowsky's semi-major axis and squared eccentricity.
  private static let semiMajorMetres = 6_378_245.0
  private static let squaredEccentricity = 0.006_693_421_622_965_943_23

  private static func gcj02(_ longitude: Double, _ latitude: Double) -> (Double, Double) {
    guard longitudes.contains(longitude), latitudes.contains(latitude) else { return (longitude, latitude) }
    let (x, y) = (longitude - 105, latitude - 35)
    let common = (20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)) * 2 / 3
    let north =
      -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * abs(x).squareRoot() + common
      + (20 * sin(y * .pi) + 40 * sin(y / 3 * .pi)) * 2 / 3
      + (160 * sin(y / 12 * .pi) + 320 * sin(y * .pi / 30)) * 2 / 3
    let east =
      300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * abs(x).squareRoot() + common
      + (20 * sin(x * .pi) + 40 * sin(x / 3 * .pi)) * 2 / 3
      + (150 * sin(x / 12 * .pi) + 300 * sin(x / 30 * .pi)) * 2 / 3
    let radians = latitude * .pi / 180
    let w = 1 - squaredEccentricity * sin(radians) * sin(radians)
    let meridianRadius = semiMajorMetres * (1 - squaredEccentricity) / (w * w.squareRoot())
    let parallelRadius = semiMajorMetres / w.squareRoot() * cos(radians)
    return (longitude + east / parallelRadius * 180 / .pi, latitude + north / meridianRadius * 180 / .pi)
  }

  private static func bd09(_ longitude: Double, _ latitude: Double) -> (Double, Double) {
    let radius = hypot(longitude, latitude) + 0.000_02 * sin(latitude * bd09Frequency)
    let angle = atan2(latitude, longitude) + 0.000_003 * cos(longitude * bd09Frequency)
    return (radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006)
  }

  private static let bd09Frequency = Double.pi * 3000 / 180
}
