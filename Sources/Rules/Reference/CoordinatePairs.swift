import Geodesy
import Geometry
import Registry
import Texts

/// Two columns of a source that together are a position, and what their headers or the source say of them.
struct CoordinatePair {
  /// As the source has them.
  let xHeader: String
  let yHeader: String
  let crs: CRS
  private let x: Cells
  private let y: Cells
  private let transformation: CoordinateTransformation
  /// The positions that plane coordinates were read as: rows may have named a system of their own.
  private let imported: GeometryColumn?

  /// Where the texts of a header stand: in a column of the table, or among the attributes.
  private enum Cells {
    case column(TextColumn)
    case attribute(TextColumn, needle: [UInt8])

    init?(_ header: Source.Header, _ table: RecordTable) {
      if let key = header.key {
        guard let column = table[FieldKey(rawValue: key)] else { return nil }
        self = .column(column)
      } else {
        guard let attributes = table[.attributes], !header.name.contains(where: { "\"\\".contains($0) }) else {
          return nil
        }
        self = .attribute(attributes, needle: Array("\"\(header.name)\":\"".utf8))
      }
    }

    func text(_ row: Int) -> String? {
      switch self {
      case .column(let column): return column.isBlank(row) ? nil : column.trimmed(row)
      case .attribute(let column, let needle):
        return column.withBytes(row) { bytes in
          // Quotes inside of texts are escaped, so that only a name can look like this.
          guard let found = bytes.firstRange(of: needle) else { return nil }
          return Self.string(bytes[found.upperBound...])
        }
      }
    }

    /// A JSON string up to its closing quote; seconds of an angle are such a quote, escaped.
    private static func string(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
      var text: [UInt8] = []
      var isEscaped = false
      for byte in bytes {
        if !isEscaped, byte == UInt8(ascii: "\"") { break }
        if isEscaped || byte != UInt8(ascii: "\\") { text.append(byte) }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      }
      return String(decoding: text, as: UTF8.self)
    }
  }

  private init?(_ x: Source.Header, _ y: Source.Header, _ crs: CRS, _ table: RecordTable) {
    guard let xCells = Cells(x, table), let yCells = Cells(y, table),
      let transformation = try? CoordinateTransformation(from: crs, to: .cgcs2000)
    else { return nil }
    (xHeader, yHeader, self.crs, self.x, self.y) = (x.name, y.name, crs, xCells, yCells)
    self.transformation = transformation
    imported = crs.isGeographic ? nil : table.geometry
  }

  /// What a pair says of a row.
  struct Reading {
    /// CGCS2000 longitude, latitude.
    let position: Position
    /// The two numbers as they stand in the row.
    let written: Position
    /// One unit of the last digit that is written, in metres.
    let lastDigitMetres: Double
  }

  /// - Returns: `nil` where the row has no numbers, or none that mean a place; other rules tell of those.
  func reading(_ row: Int) -> Reading? {
    guard let xText = x.text(row), let yText = y.text(row), let xValue = readCoordinate(xText),
      let yValue = readCoordinate(yText), xValue != 0 || yValue != 0,
      let position = imported.map({ $0.firstPosition(ofRow: row) }) ?? position(xValue, yValue)
    else { return nil }
    let metres = [xText, yText].map(crs.isGeographic ? Self.degreesLastDigit : Self.lastDigit)
    return Reading(
      position: position, written: Position(x: xValue, y: yValue), lastDigitMetres: metres.max() ?? 0)
  }

  private func position(_ x: Double, _ y: Double) -> Position? {
    guard let found = transformation.transform(x: x, y: y), abs(found.y) <= 90 else { return nil }
    return Position(x: found.x, y: found.y)
  }

  /// Of a degree of latitude, rounded.
  static let metresPerDegree = 111_000.0

  private static func degreesLastDigit(_ text: String) -> Double {
    var text = text
    let decimals = text.withUTF8 { WrittenPrecision($0)?.nominalDecimals } ?? 0
    return lastDigit(decimals: decimals) * metresPerDegree
  }

  private static func lastDigit(_ text: String) -> Double {
    lastDigit(decimals: text.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0)
  }

  private static func lastDigit(decimals: Int) -> Double { (0..<decimals).reduce(1.0) { digit, _ in digit / 10 } }

  // MARK: Finding pairs

  /// The pairs of a source that say what they are, the one that its positions were read from first.
  static func all(of source: Source, in table: RecordTable) -> [CoordinatePair] {
    let system = try? CRS(parsing: source.crsLabel)
    var pairs: [CoordinatePair] = []
    if let system, !system.isGeographic, let x = source.headers.first(where: { $0.key == FieldKey.easting.rawValue }),
      let y = source.headers.first(where: { $0.key == FieldKey.northing.rawValue }),
      let pair = CoordinatePair(x, y, system, table)
    {
      pairs.append(pair)
    }
    let labelled = source.headers.filter { !$0.allBlank }.compactMap { header in
      LabelledHeader(header.name).map { (header: header, label: $0) }
    }
    for x in labelled where x.label.isLongitude {
      guard let y = labelled.first(where: { !$0.label.isLongitude && $0.label.stem == x.label.stem }),
        let crs = x.label.crs ?? plain(x.header, y.header, system),
        let pair = CoordinatePair(x.header, y.header, crs, table)
      else { continue }
      pairs.append(pair)
    }
    return pairs
  }

  /// Degrees whose header names no system are in that of the source, if they are what it was read from.
  private static func plain(_ x: Source.Header, _ y: Source.Header, _ system: CRS?) -> CRS? {
    guard x.key == FieldKey.longitude.rawValue, y.key == FieldKey.latitude.rawValue else { return nil }
    return system.map { $0.isGeographic ? $0 : .cgcs2000 } ?? .cgcs2000
  }
}

/// A header that names longitude or latitude, and perhaps a system: `经度_gcj02`, `lat_wgs84`, `百度纬度`.
struct LabelledHeader: Equatable {
  let isLongitude: Bool
  /// What remains without the word for the axis; two headers of one pair have the same.
  let stem: String
  /// `nil` where no system is named.
  let crs: CRS?

  init?(_ header: String) {
    let folded = header.foldingWidth.lowercased().filter { $0.isLetter || $0.isNumber }
    for (word, isLongitude) in Self.axes {
      guard let found = folded.firstRange(of: word) else { continue }
      let stem = folded[..<found.lowerBound] + folded[found.upperBound...]
      guard let system = Self.system(String(stem)) else { return nil }
      (self.isLongitude, self.stem, crs) = (isLongitude, String(stem), system)
      return
    }
    return nil
  }

  private static let axes: KeyValuePairs<String, Bool> = [
    "longitude": true, "latitude": false, "经度": true, "纬度": false, "东经": true, "北纬": false, "lon": true, "lng": true,
    "lat": false,
  ]

  /// The system that the rest of a header names; `.some(nil)` for none, `nil` for a rest that is no system.
  private static func system(_ stem: String) -> CRS?? {
    switch stem {
    case "": .some(nil)
    case "gcj", "gcj02", "gaode", "amap", "高德", "火星", "腾讯": .gcj02
    case "bd", "bd09", "bd09ll", "baidu", "百度": .bd09
    case "wgs", "wgs84", "gps": .wgs84
    case "cgcs2000", "cgcs", "2000", "国家2000", "国家大地2000": .cgcs2000
    default: nil
    }
  }
}
