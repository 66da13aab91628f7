public import Analysis
internal import Geodesy
internal import Geometry
public import Registry

/// What a joint inspection (联检) is prepared from: the records, what was found in them, and what is due.
public struct JointInspection {
  public let dataset: Dataset
  public let result: CheckResult
  public let lines: [BoundaryLine]
  let divisions: [Division]
  let markers: [BoundaryMarker]
  let inspections: [InspectionRecord]
  let marked: [MarkedLine]
  /// Every version of every line.
  let versions: [SurveyedLine]
  let due: [InspectionDue]
  /// By the first index of the line's rows.
  private let lastOfLine: [Int: LastInspection]
  /// By the index of its marker.
  private let lastInspections: [Int: InspectionRecord]
  var asOf: CalendarDate { result.asOf }

  /// - Parameter result: of a check of the same records.
  public init(
    _ result: CheckResult, lines: [BoundaryLine], markers: [BoundaryMarker], divisions: [Division]
  ) throws {
    (self.result, self.lines, self.markers, self.divisions) = (result, lines, markers, divisions)
    dataset = result.dataset
    let table = dataset[.boundaryLine]
    inspections = InspectionRecord.all(in: dataset[.inspection], lines: lines, markers: markers)
    lastInspections = inspections.reduce(into: [:]) { last, record in
      guard let marker = record.marker else { return }
      if let other = last[marker], record.precedes(other) { return }
      last[marker] = record
    }
    marked = try MarkedLine.all(lines: lines, geometry: table.geometry, markers: markers)
    versions = SurveyedLine.all(lines, geometry: table.geometry)
    let last = LastInspection.all(lines: lines, table: table, inspections: inspections)
    lastOfLine = Dictionary(last.map { ($0.lines[0], $0) }, uniquingKeysWith: { first, _ in first })
    due = InspectionDue.all(lines: lines, table: table, last: last, asOf: result.asOf)
  }

  /// Every line, a value for those of several rows, in the order of the table, each with a folder name of its own.
  public func inspectedLines() -> [InspectedLine] {
    let byLine = Dictionary(marked.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    var members: [Int: [Int]] = [:]
    for (marker, record) in markers.enumerated() {
      // A tripoint names all the lines that meet in it.
      for line in record.lines { members[line, default: []].append(marker) }
    }
    var folders: Set<String> = []
    return MarkedLine.groups(lines).compactMap { group in
      guard let first = group.first else { return nil }
      let line = lines[first]
      let name = line.name ?? line.code ?? line.subject.key
      return InspectedLine(
        name: name, folder: FolderName.of(name, taken: &folders), line: line, group: group, marked: byLine[first],
        last: lastOfLine[first], markers: located(group.flatMap { members[$0] ?? [] }, byLine[first]))
    }
  }

  private func located(_ indices: [Int], _ marked: MarkedLine?) -> [InspectedLine.Marker] {
    let known = Dictionary(
      (marked?.markers ?? []).map { ($0.marker, $0) }, uniquingKeysWith: { first, _ in first })
    let located = Set(indices).sorted().map { index -> InspectedLine.Marker in
      if let known = known[index] {
        return .init(
          index: index, record: markers[index], chainageMetres: known.chainageMetres,
          distanceMetres: known.distanceMetres, foot: known.foot)
      }
      let foot = markers[index].position.flatMap { marked?.path?.foot(of: $0) }
      return .init(
        index: index, record: markers[index], chainageMetres: foot?.chainageMetres,
        distanceMetres: foot?.distanceMetres, foot: foot?.position)
    }
    // Along the line; those without position at the end, by number.
    return located.sorted { left, right in
      let (first, second) = (left.chainageMetres ?? .infinity, right.chainageMetres ?? .infinity)
      if first != second { return first < second }
      return (left.record.number ?? "", left.record.row) < (right.record.number ?? "", right.record.row)
    }
  }

  // MARK: Of all lines

  /// When the lines are due, and which have no inspection on record.
  public func plan(of lines: [InspectedLine]) -> ReportTable {
    var table = InspectionTables.due(due(of: lines), lines: self.lines, asOf: asOf)
    let unknown = lines.filter { $0.last?.date == nil }
    func add(_ zh: String, _ en: String, _ lines: [InspectedLine]) {
      guard !lines.isEmpty else { return }
      let names = lines.map(\.name)
      table.footers.append(
        LocalizedText(
          zh: "\(zh)：\(names.joined(separator: "、"))", en: "\(en): \(names.joined(separator: ", "))"))
    }
    func isUnreadable(_ line: InspectedLine) -> Bool { line.text(.lastInspection, in: self) != nil }
    add("没有联检日期、不能推算的", "Without a date of inspection", unknown.filter { !isUnreadable($0) })
    add("联检日期认不出、不能推算的", "With a date of inspection that cannot be read", unknown.filter(isUnreadable))
    return table
  }

  public func calendar(of lines: [InspectedLine], language: Language) -> String {
    InspectionCalendar.text(due(of: lines), lines: self.lines, asOf: asOf, language: language)
  }

  /// - Parameter hasZonePrefix: whether eastings begin with the number of the zone.
  public func risks(
    of lines: [InspectedLine], _ thresholds: BoundaryRisk.Thresholds, hasZonePrefix: Bool
  ) throws -> ReportTable {
    let wanted = Set(lines.map { $0.group[0] })
    let risks = BoundaryRisk.ranked(
      lines: self.lines, table: dataset[.boundaryLine], marked: marked.filter { wanted.contains($0.line) },
      inspections: inspections, findings: result.findings, asOf: asOf, thresholds: thresholds)
    var table = InspectionTables.risks(risks, lines: self.lines, thresholds: thresholds)
    for var column: ReportTable.Column in [
      .init("northing", zh: "纵坐标X", en: "Northing X"), .init("easting", zh: "横坐标Y", en: "Easting Y"),
    ] {
      column.isCoordinate = true
      table.columns.append(column)
    }
    var planes: [Int: MapPlane] = [:]
    for (index, risk) in risks.enumerated() {
      let zone = threeDegreeZone(ofLongitude: risk.place.x) ?? 0
      if planes[zone] == nil { planes[zone] = try MapPlane(longitude: risk.place.x) }
      let place = planes[zone].flatMap { plane in
        TablePlane(plane: plane, hasZonePrefix: hasZonePrefix).coordinates(risk.place)
      }
      table.rows[index] += [
        place.map { .number($0.northing, decimals: 3) } ?? .blank,
        place.map { .number($0.easting, decimals: 3) } ?? .blank,
      ]
    }
    return table
  }

  func due(of line: InspectedLine) -> [InspectionDue] { due.filter { $0.line == line.group[0] } }

  /// By date, then by line.
  private func due(of lines: [InspectedLine]) -> [InspectionDue] {
    lines.flatMap(due).sorted { left, right in
      (left.due, self.lines[left.line].subject.key) < (right.due, self.lines[right.line].subject.key)
    }
  }

  // MARK: Of one line

  /// The last record of a marker.
  func lastInspection(of marker: InspectedLine.Marker) -> InspectionRecord? { lastInspections[marker.index] }

  /// What was found about the line, its markers and its inspections, by whatever rule; of the rules that ran or did not run, those
  /// on boundaries.
  func result(of line: InspectedLine) -> CheckResult {
    let own = Set(line.group.map { lines[$0].subject } + line.markers.map(\.record.subject))
    let keys = Set(own.map { "\($0.kind)/\($0.key)" })
    func concerns(_ subject: Subject) -> Bool { keys.contains("\(subject.kind)/\(subject.key)") }
    var result = result
    let rules = result.rules.filter(Self.concernsLines)
    result.notRun = result.notRun.filter { notRun in rules.contains { $0.code == notRun.rule } }
    result.findings = result.findings.filter { finding in
      concerns(finding.subject) || finding.related.contains(where: concerns)
        || line.group.contains { finding.belongs(to: lines[$0]) }
    }
    // A rule that found something names it.
    let found = Set(result.findings.map(\.rule))
    result.rules = result.rules.filter { rule in
      found.contains(rule.code) || rules.contains { $0.code == rule.code }
    }
    return result
  }

  static func concernsLines(_ rule: RuleDescriptor) -> Bool {
    [.boundary, .marker, .reference].contains(rule.family) && lineKinds.isSuperset(of: rule.needs)
  }

  /// What a line is checked with.
  static let lineKinds: Set<RecordKind> = [.division, .boundaryLine, .boundaryMarker, .inspection]
}

/// A boundary line with its markers in order.
public struct InspectedLine {
  /// A marker, and where it is referenced to the line.
  struct Marker {
    /// Among the markers given.
    let index: Int
    let record: BoundaryMarker
    /// `nil` without position or line.
    let chainageMetres: Double?
    let distanceMetres: Double?
    let foot: Position?
  }

  /// As recorded; the code where there is none.
  public let name: String
  /// A name for a folder, unique among the lines.
  public let folder: String
  let line: BoundaryLine
  /// The indices of its rows among the lines, the first that of `line`.
  let group: [Int]
  /// `nil` without geometry.
  let marked: MarkedLine?
  let last: LastInspection?
  let markers: [Marker]

  /// Whether the line is meant by a name in either order of its parties, or a code.
  public func isNamed(_ text: String) -> Bool {
    line.code == text || line.name.map { LineName.key($0) == LineName.key(text) } ?? false || name == text
  }
}

/// Names that every file system takes.
enum FolderName {
  static func of(_ name: String, taken: inout Set<String>) -> String {
    var safe = String(
      String.UnicodeScalarView(
        name.unicodeScalars.prefix(60).map { scalar in
          scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains(scalar) ? "-" : scalar
        }))
    while let last = safe.last, last == "." || last.isWhitespace { safe.removeLast() }
    while let first = safe.first, first == "." || first.isWhitespace { safe.removeFirst() }
    if safe.isEmpty { safe = "-" }
    var (folder, number) = (safe, 1)
    while !taken.insert(folder.lowercased()).inserted {
      number += 1
      folder = "\(safe)-\(number)"
    }
    return folder
  }
}
