internal import Geometry

// The small members of GeoJSON objects: type, crs, bbox.

/// The value of a `type` member.
struct GeoJSONType {
  enum Kind: Equatable {
    case featureCollection
    case feature
    case geometryCollection
    case geometry(GeometryType)
  }

  var kind: Kind
  /// Written as RFC 7946 has it, and not in other case.
  var isExact: Bool

  private static let names: [(name: StaticString, kind: Kind)] = [
    ("Point", .geometry(.point)), ("LineString", .geometry(.lineString)), ("Polygon", .geometry(.polygon)),
    ("MultiPoint", .geometry(.multiPoint)), ("MultiLineString", .geometry(.multiLineString)),
    ("MultiPolygon", .geometry(.multiPolygon)), ("GeometryCollection", .geometryCollection),
    ("Feature", .feature), ("FeatureCollection", .featureCollection),
  ]

  init?(_ string: JSONString, _ scanner: JSONScanner) {
    for (name, kind) in Self.names where scanner.matches(string, name) {
      self.init(kind: kind, isExact: true)
      return
    }
    let text = scanner.jsonText(of: string).lowercased()
    guard let known = Self.names.first(where: { $0.name.description.lowercased() == text }) else { return nil }
    self.init(kind: known.kind, isExact: false)
  }

  /// - Returns: `nil` when the value is no string or names no type.
  init?(valueAt offset: Int, _ scanner: JSONScanner) {
    var scanner = scanner
    scanner.offset = offset
    guard scanner.peek() == UInt8(ascii: "\""), let string = try? scanner.string() else { return nil }
    self.init(string, scanner)
  }

  private init(kind: Kind, isExact: Bool) {
    self.kind = kind
    self.isExact = isExact
  }
}

extension JSONScanner {
  /// Whether the value is a bounding box (RFC 7946, section 5): 4 or 6 numbers.
  func isBounds(at start: Int) -> Bool {
    var scanner = self
    scanner.offset = start
    do throws(GeoJSONProblem) {
      var count = 0
      var more = try scanner.openArray()
      while more {
        _ = scanner.peek()
        guard try scanner.number().isFinite else { return false }
        count += 1
        more = try scanner.hasNextElement()
      }
      return count == 4 || count == 6
    } catch { return false }
  }

  /// The reference system that a `crs` member names (GeoJSON 2008, section 3), as `EPSG:4490` where it is a URN or URL.
  ///
  /// - Returns: `nil` for `null`; the JSON text of a member that cannot be understood, so that nobody takes it for
  ///   WGS 84.
  func crsLabel(at start: Int) throws(GeoJSONProblem) -> String? {
    var scanner = self
    scanner.offset = start
    if scanner.peek() == UInt8(ascii: "n") { return nil }
    try scanner.skipValue()
    let whole = start..<scanner.offset
    scanner.offset = start
    if let properties = scanner.member("properties") {
      scanner.offset = properties
      if let name = scanner.member("name") {
        scanner.offset = name
        if scanner.peek() == UInt8(ascii: "\"") { return Self.shortLabel(jsonText(of: try scanner.string())) }
      }
      scanner.offset = properties
      if let code = scanner.member("code") {
        scanner.offset = code
        return "EPSG:" + scanner.excerpt(at: code).filter(\.isNumber)
      }
    }
    var text: [UInt8] = []
    appendCompact(whole, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Where the value of a member of the object at `offset` stands.
  func member(_ name: StaticString) -> Int? {
    var scanner = self
    do throws(GeoJSONProblem) {
      var more = try scanner.openObject()
      while more {
        let isWanted = scanner.matches(try scanner.key(), name)
        scanner.skipSpace()
        if isWanted { return scanner.offset }
        try scanner.skipValue()
        more = try scanner.hasNextMember()
      }
    } catch { return nil }
    return nil
  }

  /// The names of the members of the object at `offset`, for a message.
  func memberNames(limit: Int) -> [String] {
    var scanner = self
    var names: [String] = []
    do throws(GeoJSONProblem) {
      var more = try scanner.openObject()
      while more, names.count < limit {
        names.append(jsonText(of: try scanner.key()))
        try scanner.skipValue()
        more = try scanner.hasNextMember()
      }
    } catch { return names }
    return names
  }

  /// Takes white space.
  ///
  /// - Returns: whether there was a line feed in it.
  mutating func skipLineBreak() -> Bool {
    let start = offset
    skipSpace()
    return (start..<offset).contains { base[$0] == 0x0A }
  }

  /// `EPSG:4490` from `urn:ogc:def:crs:EPSG::4490` and `http://www.opengis.net/def/crs/EPSG/0/4490`.
  private static func shortLabel(_ name: String) -> String {
    let lowered = name.lowercased()
    let separator: Character
    if lowered.hasPrefix("urn:ogc:def:crs:") || lowered.hasPrefix("urn:x-ogc:def:crs:") {
      separator = ":"
    } else if lowered.contains("/def/crs/") {
      separator = "/"
    } else {
      return name
    }
    let parts = name.split(separator: separator)
    guard let code = parts.last,
      let crs = parts.firstIndex(where: { $0.lowercased() == "crs" }), crs + 1 < parts.count - 1
    else { return name }
    return "\(parts[crs + 1].uppercased()):\(code)"
  }
}

/// What a text that is not UTF-8 may be; good for a message only.
enum TextEncodingGuess {
  static func isUTF16(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    return (bytes[0] == 0) != (bytes[1] == 0)
  }

  /// Whether fewer characters beyond ASCII are UTF-8 than not.
  static func isMostlyDamaged(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var (whole, damaged, index) = (0, 0, 0)
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
      } else if let length = utf8SequenceLength(base + index, limit: bytes.count - index) {
        whole += 1
        index += length
      } else {
        damaged += 1
        index += 1
      }
    }
    return damaged > whole
  }
}
