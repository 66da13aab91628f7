import Geodesy
public import Geometry
public import Registry

/// From which north a bearing counts (方位角基准).
public enum BearingReference: String, Sendable, CaseIterable {
  case grid = "坐标"
  case magnetic = "磁"
  case trueNorth = "真"

  /// Reads 坐标, 坐标方位角, 磁方位角, 真北 and the like.
  public init?(parsing text: String) {
    guard let found = Self.allCases.first(where: { text.contains($0.rawValue) }) else { return nil }
    self = found
  }

  public var title: LocalizedText {
    switch self {
    case .grid: LocalizedText(zh: "坐标方位角", en: "grid bearing")
    case .magnetic: LocalizedText(zh: "磁方位角", en: "magnetic bearing")
    case .trueNorth: LocalizedText(zh: "真方位角", en: "true bearing")
    }
  }
}

/// One of the three reference objects (方位物) of a marker: what is recorded, and what its coordinates give.
public struct ReferenceObject: Sendable {
  /// 1 to 3.
  public let number: Int
  public let bearingField: FieldKey
  public let distanceField: FieldKey
  /// As recorded, in degrees; `nil` where blank or no angle.
  public let bearingDegrees: Double?
  /// How finely the bearing is written, half a unit of its last digit, in degrees.
  public let bearingPrecision: Double
  public let distanceMetres: Double?
  /// From the coordinates of marker and object: degrees from true north and metres on the ellipsoid.
  public let trueAzimuth: Double
  public let trueDistanceMetres: Double

  /// The reference objects of a marker that have coordinates of their own, some metres away.
  ///
  /// - Parameter plane: the system that the plane coordinates of the row are in; without it only degrees are read.
  public static func all(
    ofRow row: Int, in table: RecordTable, marker: Position, plane: CoordinateTransformation?
  ) -> [ReferenceObject] {
    (1...3).compactMap { number in
      let key = { (part: String) in FieldKey(rawValue: "reference\(number)_\(part)") }
      guard let place = position(key, row, table, plane) else { return nil }
      let distance = EllipsoidalMeasure.distance(marker, place)
      guard distance.isFinite, distance >= 0.01 else { return nil }
      let bearing = table.text(key("bearing"), row)
      return ReferenceObject(
        number: number, bearingField: key("bearing"), distanceField: key("distance"),
        bearingDegrees: bearing.flatMap(parseDegrees), bearingPrecision: bearing.map(precision) ?? 0,
        distanceMetres: table.number(key("distance"), row),
        trueAzimuth: Ellipsoid.cgcs2000.azimuth(from: (marker.x, marker.y), to: (place.x, place.y)),
        trueDistanceMetres: distance)
    }
  }

  private static func position(
    _ key: (String) -> FieldKey, _ row: Int, _ table: RecordTable, _ plane: CoordinateTransformation?
  ) -> Position? {
    if let longitude = table.text(key("longitude"), row).flatMap(parseDegrees),
      let latitude = table.text(key("latitude"), row).flatMap(parseDegrees), abs(latitude) <= 90
    {
      return Position(x: longitude, y: latitude)
    }
    guard let plane, let easting = table.text(key("easting"), row).flatMap({ readCoordinate($0) }),
      let northing = table.text(key("northing"), row).flatMap({ readCoordinate($0) }),
      let place = plane.transform(x: easting, y: northing)
    else { return nil }
    return Position(x: place.x, y: place.y)
  }

  /// Half a unit of the last digit: 227° 0.5, 227°10′ half a minute, 227.2 0.05.
  private static func precision(of text: String) -> Double {
    if text.contains(where: { "″\"秒”".contains($0) }) { return 0.5 / 3600 }
    if text.contains(where: { "′'分’".contains($0) }) { return 0.5 / 60 }
    if text.split(separator: "-").count == 3 { return 0.5 / 3600 }
    guard let point = text.firstIndex(of: ".") else { return 0.5 }
    let decimals = text[text.index(after: point)...].prefix(while: \.isNumber).count
    return 0.5 * (0..<min(decimals, 6)).reduce(1.0) { value, _ in value / 10 }
  }
}
