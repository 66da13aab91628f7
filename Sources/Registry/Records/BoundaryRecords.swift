public import Geometry
internal import Texts

/// A boundary line (行政区域界线).
public struct BoundaryLine: Sendable {
  public let row: Int
  public let origin: Origin
  public let name: String?
  public let code: String?
  /// The level of the units that it parts (界线等级).
  public let level: DivisionLevel?
  /// The denominator of 附图比例尺, for example 10000.
  public let mapScale: Int?
  /// How its markers are numbered (编号规则); `nil` where nothing is said that can be read.
  public let numberPattern: MarkerNumberProfile?
  public let subject: Subject

  /// The lines of a table, in row order.
  public static func all(in table: RecordTable) -> [BoundaryLine] {
    table.rows.map { row in
      BoundaryLine(
        row: row, origin: table.origins[row], name: table.text(.name, row), code: table.text(.code, row),
        level: table.text(.level, row).flatMap(DivisionLevel.init(parsing:)),
        mapScale: table.text(.mapScale, row).flatMap(MapScale.denominator),
        numberPattern: table.text(.numberPattern, row).flatMap(MarkerNumberProfile.init(stated:)),
        subject: table.subject(ofRow: row))
    }
  }
}

public enum MapScale {
  /// The denominator of `1:10000`, `1：1万`, `1:2.5万`, `1/50000` or `10000`; `nil` when it is none of these.
  public static func denominator(_ text: String) -> Int? {
    var number = text.foldingWidth.filter { !$0.isWhitespace && $0 != "," }[...]
    if let separator = number.firstIndex(where: { ":/∶".contains($0) }) {
      guard number[..<separator] == "1" else { return nil }
      number = number[number.index(after: separator)...]
    }
    var factor = 1.0
    if number.hasSuffix("万") {
      number = number.dropLast()
      factor = 10_000
    }
    guard number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(number) else {
      return nil
    }
    return Int(exactly: value * factor).flatMap { largest.contains($0) ? $0 : nil }
  }

  private static let largest = 1...100_000_000
}

/// A boundary marker (界桩).
public struct BoundaryMarker: Sendable {
  public let row: Int
  public let origin: Origin
  /// The number as recorded.
  public let number: String?
  public let parsedNumber: MarkerNumber?
  /// Whether it stands on the line itself, by its letter and type: pairs, triples and tripoints stand elsewhere by design.
  public let standsOnLine: Bool
  public let position: Position?
  /// The line it belongs to, as an index into the lines given to `all`; of several that it names, the first one known;
  /// `nil` when none matches.
  public let line: Int?
  /// All lines that it names, as a tripoint does.
  public let lines: [Int]
  /// What the record calls its line.
  public let lineLabel: String?
  public let subject: Subject

  /// The markers of a table, in row order, each matched to one of the lines by name (unordered pair) or code.
  public static func all(in table: RecordTable, lines: [BoundaryLine]) -> [BoundaryMarker] {
    let index = LineIndex(lines)
    return table.rows.map { row in
      let number = table.text(.number, row)
      let (name, code) = (table.text(.line, row), table.text(.lineCode, row))
      let line = index.line(name: name, code: code)
      let pattern = line.flatMap { lines[$0].numberPattern }
      let parsed = number.flatMap { pattern?.parse($0) ?? MarkerNumber($0) }?.withLetter(table.text(.typeLetter, row))
      let lineKey = line.map { lines[$0].subject.key } ?? name ?? code ?? ""
      let subject: Subject
      if let parsed {
        subject = Subject(
          kind: .boundaryMarker, key: "\(lineKey)/\(parsed.serialKey)/\(parsed.letterKey)", name: number)
      } else {
        subject = Subject(kind: .boundaryMarker, key: table.contentKey(ofRow: row), name: number)
      }
      return BoundaryMarker(
        row: row, origin: table.origins[row], number: number, parsedNumber: parsed,
        standsOnLine: parsed?.isSingle ?? false && !isOffLineType(table.text(.type, row)),
        position: table.position(row),
        line: line, lines: index.lines(name: name, code: code), lineLabel: name ?? code, subject: subject)
    }
  }
}

extension BoundaryMarker {
  /// 同号双立, 同号三立 and 三交点, where the number has no letter.
  private static func isOffLineType(_ type: String?) -> Bool {
    guard let type, !type.contains("单立") else { return false }
    return ["双立", "三立", "三交点"].contains { type.contains($0) }
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

  /// The line of that name or, failing it, of that code; of a cell that names several lines, the first one known.
  public func line(name: String?, code: String?) -> Int? {
    Self.first(in: name) { byName[LineName.key($0)] } ?? Self.first(in: code) { byCode[$0] }
  }

  /// All lines that the cells name, each once.
  public func lines(name: String?, code: String?) -> [Int] {
    let names = name.map { [$0] + ListCell.items($0) } ?? []
    let codes = code.map { [$0] + ListCell.items($0) } ?? []
    return Set(names.compactMap { byName[LineName.key($0)] } + codes.compactMap { byCode[$0] }).sorted()
  }

  private static func first(in cell: String?, _ find: (String) -> Int?) -> Int? {
    cell.flatMap { find($0) ?? ListCell.items($0).lazy.compactMap(find).first }
  }
}
