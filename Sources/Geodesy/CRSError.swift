/// Why a text or code does not name a coordinate system that can be used. Every case carries what was given.
public enum CRSError: Error, Sendable, Hashable, CustomStringConvertible {
  /// EPSG has no coordinate system with this code.
  case unknownCode(Int)
  /// The text names no coordinate system.
  case unrecognised(String)
  /// The text is understood but leaves something open that changes the coordinates.
  case incomplete(label: String, missing: Missing)
  /// Two parts of the text exclude each other, for example zone 35 and central meridian 108°.
  case contradictory(label: String, Contradiction)
  /// A coordinate system of a kind that holds no plane or geographic positions in degrees and metres.
  case unsupported(name: String, Limit)
  /// A `.prj` text that PROJ cannot read.
  case malformedWKT(text: String, reason: String)
  /// PROJ or its database is not installed as it should be.
  case projUnavailable(reason: String)

  public enum Missing: Sendable, Hashable {
    case datum
    case zone
    case zoneWidth
  }

  public enum Contradiction: Sendable, Hashable {
    case twoDatums
    case twoZoneWidths
    case twoZones
    case twoCentralMeridians
    case twoCodes
    case withAndWithoutPrefix
    /// The parts are clear, but EPSG has no Gauss-Krüger zone with all of them.
    case noSuchZone
    /// The words beside a code do not describe the system of that code.
    case otherThanCode(CRS)
    /// The name in a `.prj` file does not describe the parameters in it.
    case otherThanParameters(datum: Datum, centralMeridian: Double, falseEastingMetres: Double)
  }

  /// Why a coordinate system that PROJ knows cannot be used.
  public enum Limit: Sendable, Hashable {
    case notHorizontal
    case notDegreesFromGreenwich
    case noFormula
  }

  public var messageChinese: String {
    switch self {
    case .unknownCode(let code):
      "EPSG 中没有代码 \(code) 的坐标系。请核对代码，例如 EPSG:4490（经纬度）、EPSG:4523（3度带第35带）。"
    case .unrecognised(let label):
      "无法识别坐标系“\(label)”。请用 --crs 写明，例如 EPSG:4490 或“CGCS2000 3度带35带”。"
    case .incomplete(let label, let missing):
      "坐标系“\(label)”没有写明\(missing.chinese)。请补充完整，例如“CGCS2000 3度带35带”或“CGCS2000 3度带 中央经线105”。"
    case .contradictory(let label, let contradiction):
      "坐标系“\(label)”前后矛盾：\(contradiction.chinese)。请核对原始资料后用 --crs 写明正确的坐标系。"
    case .unsupported(let name, let limit):
      "不能使用坐标系“\(name)”：\(limit.chinese)。请改用经纬度（度）或高斯-克吕格平面坐标（米）的数据。"
    case .malformedWKT:
      "坐标系文件（.prj）的内容无法读取。请用 --crs 写明坐标系，例如 EPSG:4490。"
    case .projUnavailable(let reason):
      "坐标换算库 PROJ 或其数据文件不可用（\(reason)）。请重新运行 tools/setup。"
    }
  }

  public var messageEnglish: String {
    switch self {
    case .unknownCode(let code):
      "EPSG has no coordinate system \(code); check the code (EPSG:4490 is CGCS2000 longitude and latitude)"
    case .unrecognised(let label):
      "'\(label)' names no known coordinate system; give --crs, for example EPSG:4490 or 'CGCS2000 3度带35带'"
    case .incomplete(let label, let missing):
      "the coordinate system '\(label)' does not say its \(missing.english); write it in full, "
        + "for example 'CGCS2000 3度带35带'"
    case .contradictory(let label, let contradiction):
      "the coordinate system '\(label)' contradicts itself (\(contradiction.english)); check the source and give --crs"
    case .unsupported(let name, let limit):
      "the coordinate system '\(name)' cannot be used (\(limit.english)); use degrees or a projection in metres"
    case .malformedWKT(_, let reason):
      "the text of the .prj file cannot be read (\(reason)); give --crs, for example EPSG:4490"
    case .projUnavailable(let reason):
      "PROJ or its database cannot be used (\(reason)); run tools/setup"
    }
  }

  public var description: String { messageEnglish }
}

extension CRSError.Missing {
  fileprivate var chinese: String {
    switch self {
    case .datum: "大地基准（如CGCS2000、1980西安坐标系）"
    case .zone: "带号或中央经线"
    case .zoneWidth: "是3度带还是6度带"
    }
  }

  fileprivate var english: String {
    switch self {
    case .datum: "datum"
    case .zone: "zone or central meridian"
    case .zoneWidth: "zone width (3 or 6 degrees)"
    }
  }
}

extension CRSError.Contradiction {
  fileprivate var chinese: String {
    switch self {
    case .twoDatums: "写了两种大地基准"
    case .twoZoneWidths: "既写3度带又写6度带"
    case .twoZones: "写了两个带号"
    case .twoCentralMeridians: "写了两条中央经线"
    case .twoCodes: "写了两个EPSG代码"
    case .withAndWithoutPrefix: "既写带带号又写不带带号"
    case .noSuchZone: "没有这样的高斯-克吕格投影带"
    case .otherThanCode(let crs): "代码对应的是\(crs.chineseName)"
    case .otherThanParameters(let datum, let meridian, let falseEasting):
      "文件中的参数是\(datum.chineseName)、中央经线\(meridian)°、东偏移\(falseEasting)米，与名称不符"
    }
  }

  fileprivate var english: String {
    switch self {
    case .twoDatums: "two datums"
    case .twoZoneWidths: "two zone widths"
    case .twoZones: "two zones"
    case .twoCentralMeridians: "two central meridians"
    case .twoCodes: "two EPSG codes"
    case .withAndWithoutPrefix: "with and without zone prefix"
    case .noSuchZone: "there is no such Gauss-Krüger zone"
    case .otherThanCode(let crs): "EPSG:\(crs.epsg.map(String.init) ?? "") is \(crs.name)"
    case .otherThanParameters(let datum, let meridian, let falseEasting):
      "its parameters are datum \(datum.englishName), central meridian \(meridian)°, false easting \(falseEasting) m"
    }
  }
}

extension CRSError.Limit {
  fileprivate var chinese: String {
    switch self {
    case .notHorizontal: "它不是经纬度坐标系，也不是平面坐标系"
    case .notDegreesFromGreenwich: "经纬度不是以度为单位、从格林尼治起算"
    case .noFormula: "没有它的投影公式"
    }
  }

  fileprivate var english: String {
    switch self {
    case .notHorizontal: "neither geographic nor projected"
    case .notDegreesFromGreenwich: "longitude and latitude are not in degrees from Greenwich"
    case .noFormula: "PROJ has no formula for its projection"
    }
  }
}
