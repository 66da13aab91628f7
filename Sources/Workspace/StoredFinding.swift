import Foundation
internal import GRDB
public import Geometry
public import Registry

/// A finding as the workspace keeps it: the parts of the machine form, with its texts in one language.
public struct StoredFinding: Sendable, Equatable {
  /// Where a record came from, in words.
  public struct SourcePlace: Sendable, Equatable {
    public var file: String
    public var layer: String
    public var row: Int

    public init(file: String, layer: String, row: Int) {
      self.file = file
      self.layer = layer
      self.row = row
    }
  }

  /// A further measure.
  public struct NamedMeasure: Sendable, Equatable {
    public var name: String
    public var measure: Measure

    public init(name: String, measure: Measure) {
      self.name = name
      self.measure = measure
    }
  }

  /// What a renderer adds to a finding.
  public struct Texts: Sendable, Equatable {
    public var message: String
    public var basis: String
    public var next: String
    /// The geometry concerned, as a GeoJSON geometry.
    public var extent: String?

    public init(message: String, basis: String, next: String, extent: String? = nil) {
      self.message = message
      self.basis = basis
      self.next = next
      self.extent = extent
    }
  }

  public var id: String
  public var rule: String
  public var name: String
  public var severity: Severity
  public var certainty: Certainty
  public var subject: Subject
  public var related: [Subject] = []
  public var source: SourcePlace?
  public var texts: Texts
  public var evidence: Evidence?
  public var measure: Measure?
  public var measures: [NamedMeasure] = []
  /// WGS 84 longitude, latitude in degrees; kept as CGCS2000, which differs by nothing here.
  public var place: Position?
  public var causedBy: String?
  public var fix: Fix?
  public var waived: Waiver?

  /// - Parameter result: the check that found it.
  public init(_ finding: Finding, of result: CheckResult, texts: Texts) {
    id = finding.id
    rule = finding.rule
    name = result.descriptor(of: finding)?.name ?? ""
    severity = finding.severity
    certainty = finding.certainty
    subject = finding.subject
    related = finding.related
    source = finding.origin.map { origin in
      let source = result.dataset.source(of: origin)
      return SourcePlace(file: source.file, layer: source.layer, row: origin.row)
    }
    self.texts = texts
    evidence = finding.evidence
    measure = finding.measure
    measures = finding.measures.map { NamedMeasure(name: $0.name, measure: $0.measure) }
    place = finding.place
    causedBy = finding.causedBy
    fix = finding.fix
    waived = finding.waived
  }
}

extension StoredFinding {
  static let columns = [
    "geom", "id", "rule", "name", "severity", "certainty", "subject_kind", "subject_key", "subject_name", "related",
    "source_file", "source_layer", "source_row", "message", "evidence_field", "evidence_value", "evidence_start",
    "evidence_end", "measure_value", "measure_unit", "measure_limit", "measures", "extent", "basis", "next",
    "caused_by", "fix_safety", "fix_field", "fix_old", "fix_new", "waived",
  ]

  static let insertion =
    "INSERT INTO finding (\(columns.map(\.quotedIdentifier).joined(separator: ", "))) "
    + "VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"

  func write(_ db: Database) throws {
    let values: [(any DatabaseValueConvertible)?] = [
      place.flatMap(Self.blob), id, rule, name, severity.rawValue, certainty.rawValue, subject.kind, subject.key,
      subject.name, related.isEmpty ? nil : JSON.encode(related.map(SubjectForm.init)),
      source?.file, source?.layer, source?.row, texts.message,
      evidence?.field, evidence?.value, evidence?.span?.lowerBound, evidence?.span?.upperBound,
      measure?.value, measure?.unit.rawValue, measure?.limit,
      measures.isEmpty ? nil : JSON.encode(measures.map(MeasureForm.init)), texts.extent, texts.basis, texts.next,
      causedBy, fix?.safety.rawValue, fix?.field, fix?.old, fix?.new, waived.map { JSON.encode(WaiverForm($0)) },
    ]
    try db.cachedStatement(sql: Self.insertion).execute(arguments: StatementArguments(values))
  }

  /// - Throws: when another program has left a cell blank or put something else into it.
  init?(_ row: Row) throws {
    guard let severity = Severity(rawValue: try row.decode(forColumn: "severity")),
      let certainty = Certainty(rawValue: try row.decode(forColumn: "certainty"))
    else { return nil }
    id = try row.decode(forColumn: "id")
    rule = try row.decode(forColumn: "rule")
    name = try row.decode(forColumn: "name")
    self.severity = severity
    self.certainty = certainty
    subject = Subject(
      kind: try row.decode(forColumn: "subject_kind"), key: try row.decode(forColumn: "subject_key"),
      name: try row.decode(forColumn: "subject_name"))
    related = (JSON.decode([SubjectForm].self, try row.decode(forColumn: "related")) ?? []).map(\.subject)
    if let file = try row.decode(String?.self, forColumn: "source_file") {
      source = SourcePlace(
        file: file, layer: try row.decode(String?.self, forColumn: "source_layer") ?? "",
        row: try row.decode(Int?.self, forColumn: "source_row") ?? 0)
    }
    texts = Texts(
      message: try row.decode(forColumn: "message"), basis: try row.decode(forColumn: "basis"),
      next: try row.decode(forColumn: "next"), extent: try row.decode(forColumn: "extent"))
    if let field = try row.decode(String?.self, forColumn: "evidence_field") {
      let (start, end) = (
        try row.decode(Int?.self, forColumn: "evidence_start"), try row.decode(Int?.self, forColumn: "evidence_end")
      )
      let span = start.flatMap { start in end.flatMap { start <= $0 ? start..<$0 : nil } }
      evidence = Evidence(
        field: field, value: try row.decode(String?.self, forColumn: "evidence_value") ?? "", span: span)
    }
    if let value = try row.decode(Double?.self, forColumn: "measure_value") {
      measure =
        MeasureForm(
          value: value, unit: try row.decode(String?.self, forColumn: "measure_unit") ?? "",
          limit: try row.decode(forColumn: "measure_limit")
        ).measure
    }
    measures = (JSON.decode([MeasureForm].self, try row.decode(forColumn: "measures")) ?? []).compactMap { form in
      form.measure.map { NamedMeasure(name: form.name ?? "", measure: $0) }
    }
    place = (try row.decode(Data?.self, forColumn: "geom")).flatMap(Self.position)
    causedBy = try row.decode(forColumn: "caused_by")
    if let safety = (try row.decode(String?.self, forColumn: "fix_safety")).flatMap(Fix.Safety.init) {
      fix = Fix(
        safety, field: FieldKey(rawValue: try row.decode(String?.self, forColumn: "fix_field") ?? ""),
        old: try row.decode(String?.self, forColumn: "fix_old") ?? "",
        new: try row.decode(String?.self, forColumn: "fix_new") ?? "")
    }
    waived = JSON.decode(WaiverForm.self, try row.decode(forColumn: "waived"))?.waiver
  }

  private static func blob(_ place: Position) -> Data? {
    guard place.x.isFinite, place.y.isFinite else { return nil }
    var column = GeometryColumn()
    column.appendPoint(x: place.x, y: place.y)
    return Data(column.geoPackageBlob(ofRow: 0, srsID: WorkspaceSchema.coordinateSystem))
  }

  private static func position(_ blob: Data) -> Position? {
    var column = GeometryColumn()
    guard (try? blob.withUnsafeBytes({ try column.appendGeoPackageBlob($0) })) != nil else { return nil }
    return column.firstPosition(ofRow: 0)
  }
}

// MARK: Parts that stand in one cell, as in the machine form

private struct SubjectForm: Codable {
  var kind: String
  var key: String
  var name: String?

  init(_ subject: Subject) { (kind, key, name) = (subject.kind, subject.key, subject.name) }

  var subject: Subject { Subject(kind: kind, key: key, name: name) }
}

private struct MeasureForm: Codable {
  var name: String?
  var value: Double
  var unit: String
  var limit: Double?

  init(value: Double, unit: String, limit: Double?) {
    (self.value, self.unit, self.limit) = (value, unit, limit)
  }

  init(_ named: StoredFinding.NamedMeasure) {
    self.init(value: named.measure.value, unit: named.measure.unit.rawValue, limit: named.measure.limit)
    name = named.name
  }

  var measure: Measure? { Measure.Unit(rawValue: unit).map { Measure(value, $0, limit: limit) } }
}

private struct WaiverForm: Codable {
  var id: String
  var verdict: String
  var reason: String
  var author: String
  var date: String
  var expires: String?

  init(_ waiver: Waiver) {
    (id, verdict, reason) = (waiver.id, waiver.verdict, waiver.reason)
    (author, date, expires) = (waiver.author, waiver.date, waiver.expires?.description)
  }

  var waiver: Waiver {
    Waiver(
      id: id, verdict: verdict, reason: reason, author: author, date: date,
      expires: expires.flatMap(CalendarDate.init(parsing:)))
  }
}
