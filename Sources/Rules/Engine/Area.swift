import Analysis
public import Registry
import Synchronization
public import Toponymy

/// What a check looks at: the records, the date, the district, and what several rules derive from them.
///
/// Read-only and shared by the threads that run rules; derived values are made once, when first asked for.
public final class Area: Sendable {
  public let dataset: Dataset
  public let asOf: CalendarDate
  /// The code of the district whose data this is, without padding; `nil` when it was not set.
  public let district: String?
  /// The plan whose targets are checked; `nil` when there is none.
  public let plan: Plan?
  /// The lists that division codes are looked up in.
  public let divisionCodes: DivisionList
  public let divisions: [Division]
  public let lines: [BoundaryLine]
  public let markers: [BoundaryMarker]

  let coverages = Once<[DivisionCoverage]>()
  let markedLines = Once<[MarkedLine]>()
  let levelUnits = Once<[LevelUnits]>()
  let surveyedLines = Once<[PartingLine]>()
  let inspections = Once<[InspectionRecord]>()
  let rowsBySource = Once<[[Int]]>()
  let nameClassesOnce = Once<NameClasses>()
  let spellingsOnce = Once<Spellings>()
  let scopedPlacesOnce = Once<ScopedPlaces>()
  let forensics = Once<CoordinateForensics>()
  private let textGroups = Mutex<[RecordKind: [FieldKey: TextGroups]]>([:])
  let suspectNames = Once<[SuspectName]>()
  let unlistedNames = Once<UnlistedNames>()

  public init(
    dataset: Dataset, asOf: CalendarDate, district: String? = nil, plan: Plan? = nil,
    divisionCodes: DivisionList = .linkedIn
  ) {
    self.dataset = dataset
    self.asOf = asOf
    self.district = district.map(DivisionKey.unpadded)
    self.plan = plan
    self.divisionCodes = divisionCodes
    divisions = Division.all(in: dataset[.division])
    lines = BoundaryLine.all(in: dataset[.boundaryLine])
    markers = BoundaryMarker.all(in: dataset[.boundaryMarker], lines: lines)
  }

  /// What joint inspections recorded, matched to lines and markers.
  func inspectionRecords() -> [InspectionRecord] {
    inspections { InspectionRecord.all(in: dataset[.inspection], lines: lines, markers: markers) }
  }

  /// The rows of a source in the table of its kind.
  public func rows(ofSource source: Int) -> [Int] {
    rowsBySource {
      var rows: [[Int]] = Array(repeating: [], count: dataset.sources.count)
      for table in dataset.tables.values {
        for (row, origin) in table.origins.enumerated() { rows[origin.source].append(row) }
      }
      return rows
    }[source]
  }

  /// The rows of a column grouped by equal text, made once for all rules; `nil` where the table lacks the column.
  func groups(_ kind: RecordKind, _ field: FieldKey) -> TextGroups? {
    guard let column = dataset[kind][field] else { return nil }
    return textGroups.withLock { groups in
      if let known = groups[kind]?[field] { return known }
      let made = TextGroups(column)
      groups[kind, default: [:]][field] = made
      return made
    }
  }

  func has(_ context: CheckContext, for rule: RuleDescriptor) -> Bool {
    switch context {
    case .district: district != nil
    case .plan: plan != nil
    case .datum: rule.needs.allSatisfy { kind in !dataset.kinds.contains(kind) || hasPositions(of: kind) }
    }
  }

  /// Whether some source of a kind does not keep another datum.
  private func hasPositions(of kind: RecordKind) -> Bool {
    dataset.sources.contains { $0.kind == kind && !$0.keepsDatum }
  }

  /// The county, in six digits, that records lie in unless they say otherwise: the district of the check, else the only
  /// county that divisions are loaded of.
  var homeCounty: Int? {
    if let district { return district.count == 6 ? Int(district) : nil }
    let counties = Set(divisions.compactMap { $0.code.flatMap { $0.count >= 6 ? Int($0.prefix(6)) : nil } })
    return counties.count == 1 ? counties.first : nil
  }

  /// Equal for markers of one line, also where the line is not loaded and its name is written in two ways.
  func lineKey(of marker: BoundaryMarker) -> String {
    if let line = marker.line { return lines[line].subject.key }
    guard let label = marker.lineLabel else { return "" }
    // A code is no name of two parties: 5117 and 1751 are different lines.
    return label.utf8.allSatisfy { $0 < 0x80 } ? label : LineName.key(label)
  }
}

/// A value that is made when it is first needed and kept.
final class Once<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func callAsFunction(_ make: () throws -> Value) rethrows -> Value {
    try value.withLock { value in
      if let value { return value }
      let made = try make()
      value = made
      return made
    }
  }
}
