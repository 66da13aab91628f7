public import Geodesy
internal import Registry
internal import Texts

/// Reads `--datum-parameters FILE.yaml`: three, four or seven parameters to CGCS2000, with a check point that proves the
/// signs and units. No message shows a parameter.
public enum DatumParametersFile {
  /// - Throws: `ProjectFileError` for unknown keys, missing numbers, or when the check point is missed; then it says what
  ///   the other convention of rotation would give.
  public static func read(_ path: String) throws(ProjectFileError) -> DatumTransformation {
    let root = try YAMLDocument(path: path, quotesContent: false).root
    try root.allowOnly(["source", "target", "kind", "convention", "parameters", "check", "comment"])
    guard let parameters = try root.mapping("parameters") else {
      throw root.error(at: nil, zh: "缺少“parameters”", en: "“parameters” is missing")
    }
    let source = try system("source", root)
    let target = try system("target", root)
    let make: (Bool) throws(ProjectFileError) -> DatumTransformation
    switch try root.required("kind") {
    case "3", "7":
      make = { isTurned throws(ProjectFileError) in
        try geocentric(root, parameters, from: source, target: target, isTurned: isTurned)
      }
    case "4":
      make = { isTurned throws(ProjectFileError) in
        try plane(root, parameters, from: source, to: target, isTurned: isTurned)
      }
    default:
      throw root.error(
        at: root.line(of: "kind"), zh: "kind 应为 3（地心三参数）、4（平面四参数）或 7（地心七参数）",
        en: "kind is 3 (geocentric translation), 4 (plane similarity) or 7 (Helmert)")
    }
    guard source.needsParameters(to: .cgcs2000) else {
      throw root.error(
        at: root.line(of: "source"), zh: "source 的坐标不需要转换参数", en: "coordinates of `source` need no parameters")
    }
    var transformation = try make(false)
    let check = try CheckPoint(root, source: source, target: target)
    transformation.accuracyMetres = try check.metres(transformation)
    try check.require(transformation, other: try? make(true), root)
    return transformation
  }

  private static func system(_ key: String, _ root: YAMLMapping) throws(ProjectFileError) -> CRS {
    let text = try root.required(key)
    do { return try CRS(parsing: text) } catch {
      throw root.error(at: root.line(of: key), zh: error.messageChinese, en: error.messageEnglish)
    }
  }

  // MARK: Parameters

  private static func geocentric(
    _ root: YAMLMapping, _ parameters: YAMLMapping, from source: CRS, target: CRS, isTurned: Bool
  ) throws(ProjectFileError) -> DatumTransformation {
    let shifts = ["x_m", "y_m", "z_m"]
    let hasRotations = try root.required("kind") == "7"
    let further = hasRotations ? ["rx_arcsec", "ry_arcsec", "rz_arcsec", "scale_ppm"] : []
    try parameters.allowOnly(shifts + further)
    var numbers: [Double] = []
    for key in shifts + further { numbers.append(try parameters.requiredNumber(key)) }
    var helmert = HelmertParameters(xMetres: numbers[0], yMetres: numbers[1], zMetres: numbers[2])
    if hasRotations {
      let convention = try requiredConvention(root, HelmertParameters.Convention.self)
      helmert.rotationsArcseconds = (numbers[3], numbers[4], numbers[5])
      helmert.scalePPM = numbers[6]
      helmert.convention = isTurned ? convention.other : convention
    } else if root.keys.contains("convention") {
      throw root.error(
        at: root.line(of: "convention"), zh: "三参数没有旋转，不写 convention",
        en: "three parameters have no rotation: leave `convention` out")
    }
    guard let transformation = DatumTransformation(helmert, from: source.datum) else {
      throw root.error(
        at: root.line(of: "source"), zh: "不知道“\(source.datum.chineseName)”的椭球，不能用地心参数",
        en: "the ellipsoid of \(source.datum.englishName) is not known: geocentric parameters cannot be used")
    }
    guard target.datum == .cgcs2000 else { throw wrongTarget(root) }
    return transformation
  }

  private static func plane(
    _ root: YAMLMapping, _ parameters: YAMLMapping, from source: CRS, to target: CRS, isTurned: Bool
  ) throws(ProjectFileError) -> DatumTransformation {
    let keys = ["east_m", "north_m", "rotation_arcsec", "scale_ppm"]
    try parameters.allowOnly(keys)
    var numbers: [Double] = []
    for key in keys { numbers.append(try parameters.requiredNumber(key)) }
    let turn = try requiredConvention(root, PlaneSimilarity.Turn.self)
    let similarity = PlaneSimilarity(
      eastMetres: numbers[0], northMetres: numbers[1], rotationArcseconds: numbers[2], scalePPM: numbers[3],
      turn: isTurned ? turn.other : turn)
    guard target.datum == .cgcs2000 else { throw wrongTarget(root) }
    guard let transformation = DatumTransformation(similarity, from: source, to: target) else {
      throw root.error(
        at: root.line(of: "source"), zh: "四参数的 source 和 target 都要写明平面坐标系（如 EPSG:2380 和 EPSG:4544）",
        en: "four parameters need plane systems as source and target, such as EPSG:2380 and EPSG:4544")
    }
    return transformation
  }

  private static func requiredConvention<Value: RawRepresentable & CaseIterable>(
    _ root: YAMLMapping, _ type: Value.Type
  ) throws(ProjectFileError) -> Value where Value.RawValue == String {
    if let value = try root.choice("convention", type) { return value }
    let known = type.allCases.map(\.rawValue)
    throw root.error(
      at: nil, zh: "没有写明旋转方向：convention 应为 \(known.joined(separator: " 或 "))",
      en: "the convention of the rotation must be written: convention: \(known.joined(separator: " or "))")
  }

  private static func wrongTarget(_ root: YAMLMapping) -> ProjectFileError {
    root.error(at: root.line(of: "target"), zh: "target 应为 CGCS2000 的坐标系", en: "target is a system of CGCS2000")
  }
}

/// A point whose coordinates are known in both systems.
private struct CheckPoint {
  private let mapping: YAMLMapping
  private let source: (system: CRS, x: Double, y: Double)
  private let target: (system: CRS, x: Double, y: Double)
  private let toleranceMetres: Double

  init(_ root: YAMLMapping, source: CRS, target: CRS) throws(ProjectFileError) {
    guard let mapping = try root.mapping("check") else {
      throw root.error(
        at: nil, zh: "缺少检查点“check”：没有检查点就不能证明参数的符号、单位和旋转方向是对的",
        en: "the check point “check” is missing: without it nothing proves signs, units and rotation")
    }
    try mapping.allowOnly(["source", "target", "tolerance_m"])
    self.mapping = mapping
    self.source = try Self.position("source", mapping, source)
    self.target = try Self.position("target", mapping, target)
    toleranceMetres = try mapping.number("tolerance_m") ?? 0.1
    guard toleranceMetres > 0, self.source.system.datum == source.datum, self.target.system.datum == target.datum else {
      throw mapping.error(
        at: mapping.line, zh: "检查点的坐标系与 source、target 不是同一基准，或限差不大于 0",
        en: "the check point is on other datums than source and target, or its tolerance is not above 0")
    }
  }

  private static func position(
    _ key: String, _ check: YAMLMapping, _ usual: CRS
  ) throws(ProjectFileError) -> (system: CRS, x: Double, y: Double) {
    guard let mapping = try check.mapping(key) else {
      throw check.error(at: check.line, zh: "检查点缺少“\(key)”坐标", en: "the check point lacks its “\(key)” coordinates")
    }
    try mapping.allowOnly(["crs", "northing", "easting", "longitude", "latitude"])
    let isPlane = mapping.keys.contains("northing")
    var system = usual
    if let text = try mapping.text("crs") {
      do { system = try CRS(parsing: text) } catch {
        throw mapping.error(at: mapping.line, zh: error.messageChinese, en: error.messageEnglish)
      }
    } else if !isPlane {
      system = .geographic(on: usual.datum)
    }
    guard system.isGeographic != isPlane else {
      throw mapping.error(
        at: mapping.line, zh: "平面坐标（northing、easting）要用 crs 写明投影带，经纬度（longitude、latitude）不写投影",
        en: "plane coordinates (northing, easting) need the zone as `crs`, degrees a system without projection")
    }
    var values: [Double] = []
    for name in isPlane ? ["easting", "northing"] : ["longitude", "latitude"] {
      guard let value = readCoordinate(try mapping.required(name)) else {
        throw mapping.error(at: mapping.line, zh: "“\(name)”不是坐标", en: "“\(name)” is no coordinate")
      }
      values.append(value)
    }
    return (system, values[0], values[1])
  }

  /// How far off the transformed point is.
  func metres(_ transformation: DatumTransformation) throws(ProjectFileError) -> Double {
    let found = try place(source, transformation)
    let known = try place(target, transformation)
    return Ellipsoid.cgcs2000.distance(from: found, to: known)
  }

  func require(
    _ transformation: DatumTransformation, other: DatumTransformation?, _ root: YAMLMapping
  ) throws(ProjectFileError) {
    let miss = try metres(transformation)
    guard !(miss <= toleranceMetres) else { return }
    var zh = "检查点换算后相差 \(NumberText.metres(miss)) 米，超过限差 \(NumberText.metres(toleranceMetres)) 米。"
    var en =
      "the check point is missed by \(NumberText.metres(miss)) m, more than \(NumberText.metres(toleranceMetres)) m. "
    if let other, root.keys.contains("convention"), let convention = try root.text("convention") {
      let turned = try metres(other)
      zh += "按另一种旋转方向相差 \(NumberText.metres(turned)) 米"
      en += "With the other convention of rotation it is \(NumberText.metres(turned)) m"
      if turned <= toleranceMetres {
        zh += "，相符：请把 convention 由 \(convention) 改为 \(Self.other(convention))。"
        en += ", which fits: change convention from \(convention) to \(Self.other(convention))."
      } else {
        zh += "，也不符：请核对参数的符号和单位（米、角秒、ppm）、坐标系和检查点坐标。"
        en += ", which does not fit either: check signs and units (metres, arc seconds, ppm), systems and check point."
      }
    } else {
      zh += "请核对参数的符号和单位（米）、坐标系和检查点坐标。"
      en += "Check signs and units (metres), systems and check point."
    }
    throw root.error(at: mapping.line, zh: zh, en: en)
  }

  private func place(
    _ position: (system: CRS, x: Double, y: Double), _ transformation: DatumTransformation
  ) throws(ProjectFileError) -> (longitude: Double, latitude: Double) {
    let way = try? CoordinateTransformation(from: position.system, to: .cgcs2000, by: transformation)
    guard let place = way?.transform(x: position.x, y: position.y) else {
      throw mapping.error(
        at: mapping.line, zh: "检查点的坐标在“\(position.system.chineseName)”中不是地球上的位置，请核对带号和坐标",
        en: "the check point is no place on Earth in \(position.system.label): check zone and coordinates")
    }
    return (place.x, place.y)
  }

  private static func other(_ convention: String) -> String {
    HelmertParameters.Convention(rawValue: convention)?.other.rawValue
      ?? PlaneSimilarity.Turn(rawValue: convention)?.other.rawValue ?? ""
  }
}
