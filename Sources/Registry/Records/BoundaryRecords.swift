public import Geometry

/// A boundary line (行政区域界线).
public struct BoundaryLine: Sendable {
  public let row: Int
  public let origin: Origin
  public let name: String?
  public let code: String?
  public let level: BoundaryLevel?
  /// The denominator of 附图比例尺, for example 10000.
  public let mapScale: Int?
  public let subject: Subject

  /// The lines of a table, in row order.
  public static func all(in table: RecordTable) -> [BoundaryLine] {
    table.rows.map { row in
      BoundaryLine(
        row: row, origin: table.origins[row], name: table.text(.name, row), code: table.text(.code, row),
        level: table.text(.level, row).flatMap(BoundaryLevel.init(parsing:)),
        mapScale: table.text(.mapScale, row).flatMap(MapScale.denominator), subject: table.subject(ofRow: row))
    }
  }
}

/// The level of a line or marker (界线等级).
public enum BoundaryLevel: Sendable, Hashable {
  case province, prefecture, county, town, village

  /// Reads 省级, 省, 市级, 县级, 区, 乡镇级, 村 and the like by their first telling character.
  public init?(parsing text: String) {
    for character in text {
      switch character {
      case "省": self = .province
      case "市", "地", "州", "盟": self = .prefecture
      case "县", "区", "旗": self = .county
      case "乡", "镇", "街": self = .town
      case "村", "社": self = .village
      default: continue
      }
      return
    }
    return nil
  }
}

public enum MapScale {
  /// The denominator of `1:10000`, `1：1万`, `1/50000` or `10000`; `nil` when it is none of these.
  public static func denominator(_ text: String) -> Int? {
    var digits = text.filter { !$0.isWhitespace && $0 != "," && $0 != "，" }[...]
    if let separator = digits.firstIndex(where: { ":：/／∶".contains($0) }) {
      guard digits[..<separator] == "1" || digits[..<separator] == "１" else { return nil }
      digits = digits[digits.index(after: separator)...]
    }
    var factor = 1
    if digits.hasSuffix("万") {
      digits = digits.dropLast()
      factor = 10_000
    }
    guard let value = Int(digits), value > 0, value <= 100_000_000 / factor else { return nil }
    return value * factor
  }
}

/// A boundary marker (界桩).
public struct BoundaryMarker: Sendable {
  public let row: Int
  public let origin: Origin
  /// The number as recorded.
  public let number: String?
  public let parsedNumber: MarkerNumber?
  public let position: Position?
  /// The line it belongs to, as an index into the lines given to `all`; `nil` when none matches.
  public let line: Int?
  /// What the record calls its line.
  public let lineLabel: String?
  public let subject: Subject

  /// The markers of a table, in row order, each matched to one of the lines by name (unordered pair) or code.
  public static func all(in table: RecordTable, lines: [BoundaryLine]) -> [BoundaryMarker] {
    let index = LineIndex(lines)
    return table.rows.map { row in
      let number = table.text(.number, row)
      let parsed = number.flatMap(MarkerNumber.init)
      let (name, code) = (table.text(.line, row), table.text(.lineCode, row))
      let line = index.line(name: name, code: code)
      let lineKey = line.map { lines[$0].subject.key } ?? name ?? code ?? ""
      let subject: Subject
      if let parsed {
        subject = Subject(
          kind: .boundaryMarker, key: "\(lineKey)/\(parsed.serialKey)/\(parsed.letterKey)", name: number)
      } else {
        subject = Subject(kind: .boundaryMarker, key: table.contentKey(ofRow: row), name: number)
      }
      return BoundaryMarker(
        row: row, origin: table.origins[row], number: number, parsedNumber: parsed, position: table.position(row),
        line: line, lineLabel: name ?? code, subject: subject)
    }
  }
}

/// Lines by name and code.
public struct LineIndex: Sendable {
  private var byName: [String: Int] = [:]
  private var byCode: [String: Int] = [:]

  public init(_ lines: [BoundaryLine]) {
    for (index, line) in lines.enumerated() {
      if let name = line.name, byName[LineName.key(name)] == nil { byName[LineName.key(name)] = index }
      if let code = line.code, byCode[code] == nil { byCode[code] = index }
    }
  }

  /// The line of that name or, failing it, of that code.
  public func line(name: String?, code: String?) -> Int? {
    if let name, let index = byName[LineName.key(name)] { return index }
    if let code, let index = byCode[code] { return index }
    return nil
  }
}
