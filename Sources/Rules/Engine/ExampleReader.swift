import Geodesy
import Geometry
import Registry

/// What an example says: an area to check and the findings to expect.
struct ExampleCase {
  var dataset = Dataset()
  var asOf = CalendarDate(year: 2026, month: 11, day: 24)
  var district: String?
  var plan: Plan?
  var overrides: [String: RuleSetting.Value] = [:]
  var expected: [Expectation] = []

  /// One expected finding: on a row, or on the table where `row` is `nil`.
  struct Expectation: Equatable {
    var source: Int
    var row: Int?
    var severity: Severity?
    /// Compared where a severity is given.
    var isSuspect = false
    var measure: Double?
    var spans: [Range<Int>]
  }
}

enum ExampleError: Error, Equatable {
  case noTable(String)
  case unreadable(String)
}

/// Reads the table language of `RuleExample`.
struct ExampleReader {
  private var result = ExampleCase()
  private var accuracyMetres = Source.defaultAccuracyMetres
  private var crs = "EPSG:4490"
  private var kind: RecordKind?
  private var keys: [FieldKey] = []
  private var source = 0
  private var row = 1
  private let plane: LocalProjection

  static func read(_ text: String) throws -> ExampleCase {
    var reader = ExampleReader(plane: LocalProjection(longitude: 106.02, latitude: 29.8))
    for line in text.split(separator: "\n") { try reader.read(line) }
    reader.markBlankColumns()
    return reader.result
  }

  private init(plane: LocalProjection) { self.plane = plane }

  private mutating func read(_ line: Substring) throws {
    let (content, mark) = Self.split(line)
    guard content.contains("|") else { return try readSetting(content) }
    let cells = content.split(separator: "|", omittingEmptySubsequences: false).map(Self.trim)
    if let name = cells.first, !name.isEmpty {
      try begin(name, headers: cells.dropFirst().map { String($0) }, mark: mark)
    } else {
      try addRow(Array(cells.dropFirst()), mark: mark)
    }
  }

  private mutating func readSetting(_ line: Substring) throws {
    let words = line.split(separator: " ")
    let unreadable = ExampleError.unreadable(String(line))
    switch words.first {
    case nil: return
    case "as-of":
      guard words.count == 2, let date = CalendarDate(parsing: String(words[1])) else { throw unreadable }
      result.asOf = date
    case "district":
      guard words.count == 2 else { throw unreadable }
      result.district = String(words[1])
    case "crs":
      guard words.count == 2 else { throw unreadable }
      crs = String(words[1])
    case "accuracy":
      guard words.count == 2, let metres = Double(words[1]) else { throw unreadable }
      accuracyMetres = metres
    case "target":
      guard words.count == 3, let target = Double(words[2]) else { throw unreadable }
      result.plan = Plan(
        file: "plan.yaml", name: "规划", document: "示例",
        indicators: [Self.indicator(type: String(words[1]), target)])
    case "note": try addNote(words.dropFirst().map(String.init))
    case "set":
      guard words.count >= 4, words[2] == "=" else { throw unreadable }
      let value = words[3...].joined(separator: " ")
      result.overrides[String(words[1])] =
        Double(value).map { .number($0) } ?? (value == "true" ? .flag(true) : .text(value))
    default: throw unreadable
    }
  }

  /// `note code name=value …` on the table above; `row`, `field` and `value` are those of the note, the rest its details.
  private mutating func addNote(_ words: [String]) throws {
    guard kind != nil, let code = words.first.flatMap(ImportNote.Code.init) else {
      throw ExampleError.unreadable(words.joined(separator: " "))
    }
    var details = Dictionary(
      words.dropFirst().map { word -> (String, String) in
        let name = word.prefix { $0 != "=" }
        return (String(name), String(word.dropFirst(name.count + 1)))
      }, uniquingKeysWith: { _, last in last })
    let row = details.removeValue(forKey: "row").flatMap { Int($0) }
    let field = details.removeValue(forKey: "field")
    let value = details.removeValue(forKey: "value") ?? ""
    result.dataset.add(ImportNote(code, source: source, row: row, field: field, value: value, details: details))
  }

  private static func indicator(type: String, _ target: Double) -> PlanIndicator {
    PlanIndicator(
      name: "\(type)公墓数", unit: "座", measure: .count, conditions: [.type: [type], .status: ["建成"]], target: target,
      year: 2025, comparison: .atLeast)
  }

  /// `kind` or `kind file`, for a second source of the same kind.
  private mutating func begin(_ name: Substring, headers: [String], mark: String?) throws {
    let words = name.split(separator: " ")
    guard let first = words.first, let kind = RecordKind(rawValue: String(first)) else {
      throw ExampleError.noTable(String(name))
    }
    self.kind = kind
    keys = headers.map { FieldKey(rawValue: $0) }
    let file = words.count > 1 ? String(words[1]) : "\(kind.rawValue).csv"
    source = result.dataset.add(
      Source(
        kind: kind, file: file, layer: kind.rawValue, crs: crs, accuracyMetres: accuracyMetres,
        headers: headers.filter { $0 != "geom" }.map { Source.Header(name: $0, key: FieldKey(rawValue: $0)) }))
    row = 1
    try expect(mark, row: nil, spans: [])
  }

  private mutating func addRow(_ cells: [Substring], mark: String?) throws {
    guard let kind, cells.count <= keys.count else { throw ExampleError.unreadable(cells.joined(separator: "|")) }
    row += 1
    var texts: [FieldKey: String] = [:]
    var geometry: GeometryColumn?
    var spans: [Range<Int>] = []
    for (key, cell) in zip(keys, cells) {
      if key == "geom" {
        geometry = try self.geometry(cell, kind: kind)
      } else {
        let (text, cellSpans) = Self.spans(in: cell)
        texts[key] = text
        spans += cellSpans
      }
    }
    var table = RecordTable(kind: kind, keys: keys.filter { $0 != "geom" })
    table.append(texts, geometry: geometry, origin: Origin(source: source, row: row))
    result.dataset.add(table)
    try expect(mark, row: row, spans: spans)
  }

  /// A header knows whether its whole column is blank, as after a real import.
  private mutating func markBlankColumns() {
    for (index, source) in result.dataset.sources.enumerated() {
      var updated = source
      let table = result.dataset[source.kind]
      let rows = table.rows.filter { table.origins[$0].source == index }
      for header in updated.headers.indices {
        guard let key = updated.headers[header].key, let column = table[FieldKey(rawValue: key)] else { continue }
        updated.headers[header].allBlank = rows.allSatisfy(column.isBlank)
      }
      updated.importedCount = rows.count
      result.dataset.update(updated, at: index)
    }
  }

  private mutating func expect(_ mark: String?, row: Int?, spans: [Range<Int>]) throws {
    guard let mark else { return }
    for one in mark.split(separator: "<-", omittingEmptySubsequences: false) {
      var words = one.split(separator: " ")[...]
      let severity = words.first.flatMap { Self.severities[$0] }
      if severity != nil { words.removeFirst() }
      let isSuspect = severity != nil && words.first == "s"
      if isSuspect { words.removeFirst() }
      let measure = words.first.flatMap { Double($0) }
      guard words.count == (measure == nil ? 0 : 1) else { throw ExampleError.unreadable(mark) }
      result.expected.append(
        .init(source: source, row: row, severity: severity, isSuspect: isSuspect, measure: measure, spans: spans))
    }
  }

  private static let severities: [Substring: Severity] = ["E": .error, "W": .warning, "I": .info]

  private func geometry(_ cell: Substring, kind: RecordKind) throws -> GeometryColumn? {
    guard !cell.isEmpty else { return nil }
    let degrees = cell.hasPrefix("@")
    let rings = try cell.drop(while: { $0 == "@" }).split(separator: ";").map { ring in
      try ring.split(separator: ",").flatMap { vertex in
        let numbers = vertex.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 2 else { throw ExampleError.unreadable(String(cell)) }
        return numbers
      }
    }
    let isArea = Self.isArea(rings, kind)
    var column = GeometryColumn()
    for ring in rings {
      var vertices = ring
      if isArea, vertices.count >= 2, !Self.isClosed(vertices) { vertices += vertices.prefix(2) }
      if !degrees { plane.inverse(&vertices) }
      for index in stride(from: 0, to: vertices.count, by: 2) {
        column.appendVertex(x: vertices[index], y: vertices[index + 1])
      }
      column.endRing()
      if !isArea { column.endPart() }
    }
    if isArea { column.endPart() }
    let isPoint = kind != .boundaryLine && column.coordinates.count == 2
    column.endRow(isArea ? .multiPolygon : isPoint ? .point : .multiLineString)
    return column
  }

  private static func isArea(_ rings: [[Double]], _ kind: RecordKind) -> Bool {
    switch kind {
    case .division, .constraint: true
    case .boundaryLine: false
    default: rings.allSatisfy { $0.count >= 8 && isClosed($0) }
    }
  }

  private static func isClosed(_ ring: [Double]) -> Bool { Array(ring.prefix(2)) == Array(ring.suffix(2)) }

  /// The line without its mark, and what stands behind `<-`.
  private static func split(_ line: Substring) -> (content: Substring, mark: String?) {
    guard let arrow = line.firstRange(of: "<-") else { return (line, nil) }
    return (line[..<arrow.lowerBound], String(line[arrow.upperBound...]))
  }

  private static func trim(_ cell: Substring) -> Substring {
    let start = cell.drop { $0 == " " }
    guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
    return start[...last]
  }

  /// The cell without `«` and `»`, and the scalar ranges they marked.
  private static func spans(in cell: Substring) -> (text: String, spans: [Range<Int>]) {
    var text = String.UnicodeScalarView()
    var spans: [Range<Int>] = []
    var start: Int?
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "«": start = text.count
      case "»":
        spans.append((start ?? 0)..<text.count)
        start = nil
      default: text.append(scalar)
      }
    }
    return (String(text), spans)
  }
}
