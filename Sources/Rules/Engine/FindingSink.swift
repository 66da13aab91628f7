public import Geometry
public import Registry

/// Takes the findings of one rule.
public struct FindingSink {
  public let descriptor: RuleDescriptor
  private let area: Area
  private(set) var findings: [Finding] = []

  init(_ descriptor: RuleDescriptor, _ area: Area) {
    self.descriptor = descriptor
    self.area = area
  }

  /// Reports on a row of a table; its position is the place.
  public mutating func report(_ table: RecordTable, row: Int, _ describe: (inout Finding) -> Void = { _ in }) {
    // A marker is named by the line it was matched to, which its table does not know.
    let subject = table.kind == .boundaryMarker ? area.markers[row].subject : table.subject(ofRow: row)
    report(subject, origin: table.origins[row], place: table.position(row), describe)
  }

  /// Reports on a cell: the row, with the cell as evidence.
  public mutating func report(
    _ table: RecordTable, row: Int, field: FieldKey, span: Range<Int>? = nil,
    _ describe: (inout Finding) -> Void = { _ in }
  ) {
    let value = table[field]?[row] ?? ""
    report(table, row: row) { finding in
      finding.evidence = Evidence(field: field, value: value, span: span)
      describe(&finding)
    }
  }

  /// Reports on a table or on one of its columns.
  public mutating func report(
    table source: Source, field: String? = nil, _ describe: (inout Finding) -> Void = { _ in }
  ) {
    report(Subject(table: source, field: field), origin: nil, place: nil, describe)
  }

  public mutating func report(
    _ subject: Subject, origin: Origin?, place: Position?, _ describe: (inout Finding) -> Void = { _ in }
  ) {
    var finding = Finding(
      rule: descriptor.code, severity: descriptor.severity, certainty: descriptor.certainty, subject: subject)
    finding.origin = origin
    finding.place = place
    describe(&finding)
    // Coordinates on another datum are no place in WGS 84.
    if let origin = finding.origin, area.dataset.sources[origin.source].keepsDatum {
      finding.place = nil
      finding.extent = nil
    }
    findings.append(finding)
  }
}
