internal import Texts

/// A coordinate system as people write it: a datum, and for plane coordinates a zone or a central meridian.
///
/// One grammar reads EPSG's names (`CGCS2000 / 3-degree Gauss-Kruger zone 35`), ESRI's (`Xian_1980_GK_CM_105E`) and
/// Chinese labels (`2000国家大地坐标系 3°带 中央经线105`): known words in any order, blanks and marks between them are
/// free, and a text with anything else in it is not understood.
struct CRSLabel {
  private let text: String
  private var code: Int?
  private var datum: Datum?
  private var width: Int?
  private var zone: Int?
  private var centralMeridian: Double?
  private var hasPrefix: Bool?
  /// A word for plane coordinates was there.
  private var isPlane = false
  /// EPSG and ESRI leave the width out of the names of 6° zones.
  private var isInternationalName = false
  private var unknownRest = false
  private var contradiction: CRSError.Contradiction?

  init(_ text: String) {
    self.text = text
    var scanner = LabelScanner(text)
    while !scanner.isAtEnd && !unknownRest {
      unknownRest = !readPart(&scanner)
    }
  }

  /// - Throws: `CRSError.unrecognised`, `.incomplete`, `.contradictory`.
  func crs() throws(CRSError) -> CRS {
    let saysSomething = code != nil || datum != nil || zone != nil || centralMeridian != nil
    guard !unknownRest, saysSomething else { throw .unrecognised(text) }
    if let contradiction { throw .contradictory(label: text, contradiction) }
    if let code { return try crs(epsg: code) }
    guard let datum else { throw .incomplete(label: text, missing: .datum) }
    if zone == nil && centralMeridian == nil {
      guard !isPlane, width == nil, hasPrefix == nil else { throw .incomplete(label: text, missing: .zone) }
      return try geographic(on: datum)
    }
    return try plane(on: datum)
  }

  /// `CGCS2000 (EPSG:4490)`: the words beside a code must say the same.
  private func crs(epsg code: Int) throws(CRSError) -> CRS {
    let crs = try CRS(epsg: code)
    guard datum == nil || datum == crs.datum, width == nil || width == crs.zoneWidth,
      zone == nil || zone == GaussKrugerZone.byCode[code]?.number,
      centralMeridian == nil || centralMeridian == crs.centralMeridian,
      hasPrefix == nil || hasPrefix == (crs.zonePrefix != nil)
    else { throw .contradictory(label: text, .otherThanCode(crs)) }
    return crs
  }

  private func geographic(on datum: Datum) throws(CRSError) -> CRS {
    guard let crs = CRS.geographic.first(where: { $0.datum == datum }) else { throw .unrecognised(text) }
    return crs
  }

  private func plane(on datum: Datum) throws(CRSError) -> CRS {
    let wantsPrefix = hasPrefix ?? (zone != nil)
    let matches = GaussKrugerZone.all.filter {
      $0.datum == datum && $0.hasPrefix == wantsPrefix
        && (width == nil || width == $0.width) && (zone == nil || zone == $0.number)
        && (centralMeridian == nil || centralMeridian == $0.centralMeridian)
    }
    guard let first = matches.first else {
      throw .contradictory(label: text, .noSuchZone)
    }
    guard matches.count > 1 else { return CRS(first) }
    // Left open is only the width. With a prefix it changes the eastings; without one it changes nothing.
    guard !wantsPrefix else { throw .incomplete(label: text, missing: .zoneWidth) }
    let assumedWidth = isInternationalName ? 6 : 3
    return CRS(matches.first { $0.width == assumedWidth } ?? first)
  }
}

// MARK: Reading

extension CRSLabel {
  private mutating func readPart(_ scanner: inout LabelScanner) -> Bool {
    if let datum = scanner.take(Self.datumWords) {
      set(\.datum, datum, .twoDatums)
    } else if let width = scanner.take(Self.widthWords) {
      set(\.width, width, .twoZoneWidths)
    } else if let hasPrefix = scanner.take(Self.prefixWords) {
      set(\.hasPrefix, hasPrefix, .withAndWithoutPrefix)
    } else if scanner.take(["epsg": ()]) != nil {
      return readInteger(&scanner, into: \.code, .twoCodes)
    } else if scanner.take(Self.meridianWords) != nil {
      return readMeridian(&scanner)
    } else if scanner.take(Self.zoneWords) != nil {
      guard readInteger(&scanner, into: \.zone, .twoZones) else { return false }
      _ = scanner.take(Self.afterZoneWords)
    } else if let isInternational = scanner.take(Self.planeWords) {
      isPlane = true
      isInternationalName = isInternationalName || isInternational
    } else if scanner.take(Self.fillWords) == nil {
      return readNumber(&scanner)
    }
    return true
  }

  /// `35带`, `105°E`: a number whose meaning is said after it.
  private mutating func readNumber(_ scanner: inout LabelScanner) -> Bool {
    guard let number = scanner.takeNumber() else { return false }
    if scanner.take(Self.afterZoneWords) != nil {
      guard let zone = Int(exactly: number) else { return false }
      set(\.zone, zone, .twoZones)
    } else if scanner.take(Self.eastWords) != nil, number > 60 {
      set(\.centralMeridian, number, .twoCentralMeridians)
    } else {
      return false
    }
    return true
  }

  private mutating func readMeridian(_ scanner: inout LabelScanner) -> Bool {
    guard let number = scanner.takeNumber() else { return false }
    _ = scanner.take(Self.eastWords)
    set(\.centralMeridian, number, .twoCentralMeridians)
    return true
  }

  private mutating func readInteger(
    _ scanner: inout LabelScanner, into part: WritableKeyPath<CRSLabel, Int?>, _ repeated: CRSError.Contradiction
  ) -> Bool {
    guard let number = scanner.takeNumber().flatMap({ Int(exactly: $0) }) else { return false }
    set(part, number, repeated)
    return true
  }

  private mutating func set<Value: Equatable>(
    _ part: WritableKeyPath<CRSLabel, Value?>, _ value: Value, _ repeated: CRSError.Contradiction
  ) {
    if let before = self[keyPath: part], before != value { contradiction = repeated }
    self[keyPath: part] = value
  }

  private typealias Words<Value> = KeyValuePairs<String, Value>

  // Longer words stand before the shorter ones that they begin with.

  private static let datumWords: Words<Datum> = [
    "china geodetic coordinate system 2000": .cgcs2000, "cgcs2000": .cgcs2000, "2000国家大地": .cgcs2000,
    "国家2000": .cgcs2000, "国家大地坐标系2000": .cgcs2000, "中国大地坐标系2000": .cgcs2000, "大地2000": .cgcs2000, "2000坐标系": .cgcs2000,
    "wgs1984": .wgs84, "wgs84": .wgs84,
    "xian1980": .xian1980, "xian80": .xian1980, "xi'an1980": .xian1980, "xi'an80": .xian1980,
    "西安1980": .xian1980, "西安80": .xian1980, "1980西安": .xian1980, "1980年西安": .xian1980, "80西安": .xian1980,
    "new beijing": .newBeijing, "新1954年北京": .newBeijing, "新1954北京": .newBeijing, "新北京54": .newBeijing,
    "beijing1954": .beijing1954, "beijing54": .beijing1954,
    "北京1954": .beijing1954, "北京54": .beijing1954, "1954北京": .beijing1954, "1954年北京": .beijing1954,
    "54北京": .beijing1954,
  ]

  private static let widthWords: Words<Int> = [
    "3degree": 3, "3度分带": 3, "3度带": 3, "3°分带": 3, "3°带": 3, "三度分带": 3, "三度带": 3,
    "6degree": 6, "6度分带": 6, "6度带": 6, "6°分带": 6, "6°带": 6, "六度分带": 6, "六度带": 6,
  ]

  private static let prefixWords: Words<Bool> = [
    "不带带号": false, "不含带号": false, "不加带号": false, "无带号": false,
    "带带号": true, "含带号": true, "加带号": true, "有带号": true,
  ]

  private static let meridianWords: Words<Void> = [
    "central meridian": (), "cm": (), "中央子午线经度": (), "中央子午线": (), "中央经线": (), "中央经度": (),
  ]

  private static let zoneWords: Words<Void> = ["zone": (), "带号": (), "第": ()]

  private static let afterZoneWords: Words<Void> = ["号带": (), "带": ()]

  private static let eastWords: Words<Void> = ["°e": (), "度e": (), "e": (), "°": (), "度": ()]

  private static let planeWords: Words<Bool> = [
    "gauss kruger": true, "gk": true,
    "高斯克吕格": false, "高斯克吕": false, "高斯": false, "平面直角坐标系": false, "平面直角坐标": false,
    "平面坐标系": false, "平面坐标": false, "投影坐标系": false, "投影坐标": false, "投影": false,
  ]

  private static let fillWords: Words<Void> = [
    "gcs": (), "国家大地坐标系": (), "大地坐标系": (), "大地坐标": (), "地理坐标系": (), "地理坐标": (), "坐标系统": (), "坐标系": (),
    "经纬度": (), "东经": (),
  ]
}

/// Walks over a label whose case, width and marks have been levelled.
private struct LabelScanner {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) {
    scalars = text.foldingWidth.unicodeScalars.flatMap { Self.levelled($0).unicodeScalars }
    skipBlanks()
  }

  var isAtEnd: Bool { position == scalars.count }

  /// Takes the first of the words that comes next; blanks inside it do not count.
  mutating func take<Value>(_ words: KeyValuePairs<String, Value>) -> Value? {
    words.first { take($0.key) }?.value
  }

  private mutating func take(_ word: String) -> Bool {
    var next = position
    for scalar in word.unicodeScalars where scalar != " " {
      while next < scalars.count, scalars[next] == " " { next += 1 }
      guard next < scalars.count, scalars[next] == scalar else { return false }
      next += 1
    }
    position = next
    skipBlanks()
    return true
  }

  mutating func takeNumber() -> Double? {
    let digits = scalars[position...].prefix { ("0"..."9").contains($0) || $0 == "." }
    guard let number = parseDecimal(String(String.UnicodeScalarView(digits))) else { return nil }
    position += digits.count
    skipBlanks()
    return number
  }

  private mutating func skipBlanks() {
    while position < scalars.count, scalars[position] == " " { position += 1 }
  }

  private static func levelled(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "_", "-", "/", "(", ")", "[", "]", ",", ";", ":", "=", "\t", "\u{3000}", "\u{A0}", "·", "、", "—", "–":
      return " "
    case "º", "˚": return "°"
    case "ü", "Ü": return "u"
    default: return scalar.properties.lowercaseMapping
    }
  }
}
