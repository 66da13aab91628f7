internal import Texts

extension CRS {
  /// The coordinate system that a text names: an EPSG code (`EPSG:4523`, `4523`, a URN or URL of it), a name as EPSG or
  /// ESRI writes it, a Chinese label (`CGCS2000 3度带35带`, `西安80 3度带 中央经线105`), or a WKT text.
  ///
  /// A zone named by its number means eastings with prefix, one named by its central meridian eastings without, unless
  /// the text says otherwise (`不带带号`).
  ///
  /// - Throws: `CRSError`.
  public init(parsing text: String) throws(CRSError) {
    let label = trimmed(text)
    if let shifted = shiftedSystem(label) {
      self = shifted
    } else if let code = try epsgCode(label) {
      self = try CRS(epsg: code)
    } else if label.contains("["), label.first?.isLetter == true {
      self = try CRS(wkt: label)
    } else if label.uppercased().hasSuffix("CRS84") {
      self = .wgs84
    } else {
      self = try Self.named(label)
    }
  }

  /// The coordinate system of a `.prj` file, in the WKT of ESRI, GDAL or ISO.
  ///
  /// It is recognised by its parameters (datum, ellipsoid, projection). Its name only decides between a 3° and a 6° zone
  /// with the same parameters, and must not contradict them.
  ///
  /// - Throws: `CRSError.malformedWKT`, `.contradictory`, `.unsupported`, `.projUnavailable`.
  public init(wkt text: String) throws(CRSError) {
    self = try CRSDatabase().crs(wkt: trimmed(text))
  }

  private static func named(_ label: String) throws(CRSError) -> CRS {
    do {
      return try CRSLabel(label).crs()
    } catch .unrecognised where label.utf8.contains(where: { $0 != 0x20 && !(0x30...0x39).contains($0) }) {
      return try CRSDatabase().crs(named: label)
    }
  }
}

/// Blanks and the byte order mark, which some programs write into `.prj` files, do not count.
private func trimmed(_ text: String) -> String {
  let isFree: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace || $0 == "\u{FEFF}" || $0 == "\0" }
  let start = text.unicodeScalars.drop(while: isFree)
  return String(String.UnicodeScalarView(start.reversed().drop(while: isFree).reversed()))
}

/// GCJ-02 and BD-09 by any of their names.
private func shiftedSystem(_ label: String) -> CRS? {
  let key = label.lowercased().filter { $0.isLetter || $0.isNumber }
  if key.hasPrefix("gcj") || key.contains("火星坐标") || key.contains("高德") || key.contains("腾讯") { return .gcj02 }
  if key.hasPrefix("bd09") || key.contains("百度") { return .bd09 }
  return nil
}

/// The code in `urn:ogc:def:crs:EPSG::4523`, `http://www.opengis.net/def/crs/EPSG/0/4523`, or a bare `4523`.
private func epsgCode(_ label: String) throws(CRSError) -> Int? {
  let parts = label.foldingWidth.uppercased().split { $0 == ":" || $0 == "/" }
  guard let last = parts.last, last.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let code = Int(last) else {
    return nil
  }
  if parts.count > 1 {
    let isIdentifier = ["URN", "HTTP", "HTTPS"].contains(parts[0]) && parts.suffix(3).contains("EPSG")
    return isIdentifier ? code : nil
  }
  // A bare "2000" or "1954" is a datum cut short, though EPSG has such codes for islands far away.
  guard CRS.known(epsg: code) != nil || last.count == 5 else { throw .unrecognised(label) }
  return code
}
