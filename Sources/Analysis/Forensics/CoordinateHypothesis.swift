public import Geodesy
public import Registry
internal import Texts

/// What recorded numbers may really be.
public enum CoordinateHypothesis: Sendable, Hashable {
  /// What the source says they are.
  case asDeclared
  /// Longitude and latitude, or easting and northing, exchanged.
  case swappedAxes
  /// Degrees, minutes and seconds run together: see `unpackedDegrees`.
  case packedDegrees
  /// Plane coordinates of another zone, or with or without its number.
  case zone(CRS)
  /// Computed with a central meridian that is so many degrees too far east, which moves longitudes by exactly that.
  case meridian(excessDegrees: Double)
  /// The offset of an internet map was not taken off.
  case mapOffset(MapOffset)
  /// An offset was taken off that the numbers never had.
  case withoutOffset
  /// UTM coordinates taken for Gauss-Krüger ones: the same central meridian, a scale of 0.9996.
  case utm(CRS)
  /// Numbers of another datum under this one's label: all positions lie off by one vector, the least known parameter.
  case constantShift(eastMetres: Double, northMetres: Double)

  /// Whether it moves positions by many kilometres; packed degrees can come out near or nowhere (`nil`).
  var isGross: Bool? {
    switch self {
    case .swappedAxes, .zone, .meridian: true
    case .packedDegrees: nil
    default: false
    }
  }

  /// Whether "this source is so" and "its evidence is so, the other way round" fit equally well.
  var isSymmetric: Bool {
    switch self {
    case .meridian, .constantShift: true
    default: false
    }
  }

  public var title: LocalizedText {
    switch self {
    case .asDeclared: LocalizedText(zh: "照原样", en: "as declared")
    case .swappedAxes: LocalizedText(zh: "两列坐标互换", en: "axes exchanged")
    case .packedDegrees: LocalizedText(zh: "度分秒连写", en: "packed degrees, minutes, seconds")
    case .zone(let crs): LocalizedText(zh: crs.chineseName, en: crs.label)
    case .meridian(let excess):
      LocalizedText(
        zh: "中央经线\(excess > 0 ? "多" : "少")了 \(Self.number(abs(excess)))°",
        en: "central meridian \(Self.number(abs(excess)))° too far \(excess > 0 ? "east" : "west")")
    case .mapOffset(let offset):
      LocalizedText(zh: Datum.shifted(offset).chineseName, en: offset.name)
    case .withoutOffset: LocalizedText(zh: "没有地图偏移的经纬度", en: "degrees without a map's offset")
    case .utm(let crs): LocalizedText(zh: "UTM 坐标（\(crs.label)）", en: "UTM (\(crs.label))")
    case .constantShift(let east, let north):
      LocalizedText(
        zh: "整体平移（\(Self.directions(east, north, "东", "西", "北", "南"))）",
        en: "one shift (\(Self.directions(east, north, "E ", "W ", "N ", "S ")))")
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }

  private static func directions(
    _ east: Double, _ north: Double, _ e: String, _ w: String, _ n: String, _ s: String
  ) -> String {
    func part(_ value: Double, _ positive: String, _ negative: String) -> String {
      "\(value < 0 ? negative : positive)\(NumberText.decimal(abs(value), decimals: 1, grouped: false)) m"
    }
    return part(north, n, s) + ", " + part(east, e, w)
  }
}
