/// A geodetic datum: what longitude and latitude refer to.
public enum Datum: Sendable, Hashable {
  /// 2000国家大地坐标系, the legal datum of China since 2008.
  case cgcs2000
  case wgs84
  /// 1980西安坐标系
  case xian1980
  /// 1954北京坐标系
  case beijing1954
  /// 新1954北京坐标系 (the values of the national adjustment on the ellipsoid of Beijing 1954)
  case newBeijing
  /// WGS 84 with the deliberate offset of Chinese internet maps: no datum of geodesy, but a system that data come in.
  case shifted(MapOffset)
  /// Any other datum, by the name that EPSG or the `.prj` file gives it.
  case other(String)

  /// The name used in texts for clerks.
  public var chineseName: String {
    switch self {
    case .cgcs2000: "2000国家大地坐标系"
    case .wgs84: "WGS 84"
    case .xian1980: "1980西安坐标系"
    case .beijing1954: "1954北京坐标系"
    case .newBeijing: "新1954北京坐标系"
    case .shifted(.gcj02): "GCJ-02（高德、腾讯地图）"
    case .shifted(.bd09): "BD-09（百度地图）"
    case .other(let name): name
    }
  }

  /// The name as EPSG writes it for the coordinate systems on this datum.
  public var englishName: String {
    switch self {
    case .cgcs2000: "CGCS2000"
    case .wgs84: "WGS 84"
    case .xian1980: "Xian 1980"
    case .beijing1954: "Beijing 1954"
    case .newBeijing: "New Beijing"
    case .shifted(.gcj02): "GCJ-02"
    case .shifted(.bd09): "BD-09"
    case .other(let name): name
    }
  }

  /// PROJ's name of the ellipsoid; `nil` for datums that only `proj.db` describes.
  var ellipsoid: String? {
    switch self {
    case .cgcs2000: "GRS80"
    case .wgs84: "WGS84"
    case .xian1980: "IAU76"
    case .beijing1954, .newBeijing: "krass"
    case .shifted, .other: nil
    }
  }

  /// Semi-major axis in metres and inverse flattening (EPSG 1024, 7030, 7049, 7024).
  var ellipsoidParameters: (semiMajorMetres: Double, inverseFlattening: Double)? {
    switch self {
    case .cgcs2000: (6_378_137, 298.257_222_101)
    case .wgs84: (6_378_137, 298.257_223_563)
    case .xian1980: (6_378_140, 298.257)
    case .beijing1954, .newBeijing: (6_378_245, 298.3)
    case .shifted, .other: nil
    }
  }

  /// A datum whose identity is not stated: two of them are not the same datum.
  var isUnknown: Bool {
    guard case .other(let name) = self else { return false }
    let lowercased = name.lowercased()
    return name.isEmpty || lowercased.contains("unknown") || lowercased.contains("not specified")
  }

  /// The datum that a file or `proj.db` names, in any of the spellings of EPSG, ESRI and GDAL.
  init(named name: String) {
    var key = name.lowercased().filter { $0.isLetter || $0.isNumber }
    if name.lowercased().hasPrefix("d_") { key.removeFirst() }
    switch key {
    case "china2000", "cgcs2000", "chinageodeticcoordinatesystem2000", "chinesegeodeticcoordinatesystem2000",
      "2000国家大地坐标系":
      self = .cgcs2000
    case "wgs1984", "wgs84", "worldgeodeticsystem1984", "worldgeodeticsystem1984ensemble",
      "worldgeodeticsystem1984epsgid6326":
      self = .wgs84
    case "xian1980", "xian80", "1980西安坐标系": self = .xian1980
    case "beijing1954", "beijing54", "1954北京坐标系": self = .beijing1954
    case "newbeijing", "newbeijing1954": self = .newBeijing
    default: self = .other(name)
    }
  }
}

/// What a change of coordinate system does to the datum. There are only these: everything else is refused.
enum DatumStep {
  /// Both coordinate systems stand on one datum.
  case sameDatum
  /// CGCS2000 and WGS 84 agree to centimetres by definition, so longitude and latitude are taken over.
  ///
  /// EPSG (v10.076) lists no operation for the pair, and PROJ would call the same copy a ballpark transformation;
  /// here it is a step with a name. A position in WGS 84 of today (precise point positioning, a phone) also
  /// carries plate motion since 2000.0, about 3 cm a year, which no software can see in the numbers.
  case nullStep
  /// The offset of an internet map, taken off a position in the source system or put on for the target.
  case mapOffset(from: MapOffset?, to: MapOffset?)
  /// By parameters of the user, to CGCS2000 or its equal.
  case parameters(DatumTransformation)

  init(from source: CRS, to target: CRS, by parameters: DatumTransformation?) throws(DatumChangeRefused) {
    switch (source.datum, target.datum) {
    case (.cgcs2000, .wgs84), (.wgs84, .cgcs2000): self = .nullStep
    case (.shifted(let from), .shifted(let to)) where from != to: self = .mapOffset(from: from, to: to)
    case (.shifted(let offset), .cgcs2000), (.shifted(let offset), .wgs84): self = .mapOffset(from: offset, to: nil)
    case (.cgcs2000, .shifted(let offset)), (.wgs84, .shifted(let offset)): self = .mapOffset(from: nil, to: offset)
    case (let from, let to) where from == to && (!from.isUnknown || source == target): self = .sameDatum
    case (let from, .cgcs2000), (let from, .wgs84):
      guard let parameters, parameters.source == from else {
        throw DatumChangeRefused(source: source, target: target, parametersOf: parameters?.source)
      }
      self = .parameters(parameters)
    default: throw DatumChangeRefused(source: source, target: target)
    }
  }
}

/// Two coordinate systems stand on different datums and there are no parameters to go from one to the other.
///
/// PROJ and GDAL would copy longitude and latitude without a word ("ballpark"), which is wrong by tens of metres
/// to more than a hundred.
public struct DatumChangeRefused: Error, Sendable, Hashable, CustomStringConvertible {
  public let source: CRS
  public let target: CRS
  /// The datum that parameters were given for, which is another one.
  public var parametersOf: Datum?

  public init(source: CRS, target: CRS, parametersOf: Datum? = nil) {
    (self.source, self.target, self.parametersOf) = (source, target, parametersOf)
  }

  public var messageChinese: String {
    """
    不能把“\(source.chineseName)”的坐标直接换算为“\(target.chineseName)”：两者的大地基准不同，\
    没有转换参数就无法可靠换算，照搬数值会偏差几十米至一百多米。\
    \(parametersOf.map { "给出的转换参数用于“\($0.chineseName)”，不是这个基准。" } ?? "")请任选一种办法：\
    （1）用 --datum-parameters 文件 提供转换参数（可向规划和自然资源主管部门申请）；\
    （2）用 --common-points 文件 提供两套坐标都已知的公共点，由程序求出参数并列出残差；\
    （3）用 --keep-datum 只登记原坐标和坐标系名称，不作换算。\
    也可以向资料提供方索取 CGCS2000 坐标。
    """
  }

  public var messageEnglish: String {
    """
    refusing to change the datum from \(source.label) to \(target.label) without parameters: copying the numbers \
    would be wrong by tens of metres to more than a hundred. \
    \(parametersOf.map { "The parameters given are for \($0.englishName). " } ?? "")Choose one way out: \
    (1) --datum-parameters FILE with transformation parameters (ask the planning and natural resources bureau); \
    (2) --common-points FILE with points known in both systems, the parameters are then fitted and residuals shown; \
    (3) --keep-datum to record coordinates and label as they are, without conversion; \
    or ask for the coordinates in CGCS2000.
    """
  }

  public var description: String { messageEnglish }
}
