public import Geometry
public import Registry

/// A stretch of a line that deserves a look in the work for a peaceful boundary (平安边界), with the reasons.
///
/// A ranking, not a finding: no law asks for a marker every so many kilometres.
public struct BoundaryRisk: Sendable {
  public struct Thresholds: Sendable {
    /// Without a linear feature, the longest stretch without a marker that raises nothing, in metres.
    public var unmarkedMetres = 5000.0
    /// Years since the last inspection that raise nothing.
    public var surveyYears = 5
    /// A finding this near to a stretch belongs to it, in metres.
    public var findingMetres = 500.0
    /// What a finding adds: errors, then warnings; and the most that findings add together.
    public var errorPoints = 2.0
    public var warningPoints = 1.0
    public var mostFindingPoints = 10.0
    /// What construction across the line adds to which the neighbour has not agreed; half of it where that is not recorded.
    public var constructionPoints = 5.0

    public init() {}

    /// The defaults with some values of a settings file; years are whole.
    public init(_ values: [RiskThreshold: Double]) {
      for (threshold, value) in values {
        switch threshold {
        case .unmarkedMetres: unmarkedMetres = value
        case .surveyYears: surveyYears = Int(min(value, 1000))
        case .findingMetres: findingMetres = value
        case .errorPoints: errorPoints = value
        case .warningPoints: warningPoints = value
        case .mostFindingPoints: mostFindingPoints = value
        case .constructionPoints: constructionPoints = value
        }
      }
    }
  }

  public enum Reason: Sendable, Equatable {
    /// Metres without marker and without linear feature.
    case unmarked(Double)
    /// The last inspection; `nil` where none is recorded.
    case oldSurvey(CalendarDate?)
    /// A disaster, shifted river or changed road that no inspection has followed: what happened, and when.
    case change(String, CalendarDate)
    case findings(errors: Int, warnings: Int)
    /// What is built across the line, and whether it is recorded that the neighbour has not agreed.
    case construction(String, isRefused: Bool)
  }

  /// The index of the line among the lines given.
  public let line: Int
  public let fromChainageMetres: Double
  public let toChainageMetres: Double
  /// The middle of the stretch, longitude and latitude.
  public let place: Position
  public let points: Double
  public let reasons: [Reason]

  /// The stretches that have a reason, the most pressing first; a stretch is what lies between two neighbouring markers
  /// or ends.
  ///
  /// - Parameter findings: the open ones; those that are waived or folded under another count for nothing.
  public static func ranked(
    lines: [BoundaryLine], table: RecordTable, marked: [MarkedLine], inspections: [InspectionRecord],
    findings: [Finding], asOf: CalendarDate, thresholds: Thresholds = Thresholds()
  ) -> [BoundaryRisk] {
    let open = findings.filter { $0.waived?.waives != true && $0.causedBy == nil && $0.severity != .info }
    let last = LastInspection.all(lines: lines, table: table, inspections: inspections)
    let lastOfLine = Dictionary(last.map { ($0.lines[0], $0) }, uniquingKeysWith: { first, _ in first })
    let due = Dictionary(
      grouping: InspectionDue.all(lines: lines, table: table, last: last, asOf: asOf), by: \.line)
    let risks = marked.flatMap { marked -> [BoundaryRisk] in
      guard let path = marked.path else { return [] }
      let line = lines[marked.line]
      let last = lastOfLine[marked.line]
      let stretches = stretches(of: marked, path)
      let findings = counts(of: open.filter { $0.concerns(line) }, stretches, path, within: thresholds.findingMetres)
      let records = inspections.filter { record in
        record.construction != nil && record.hasConsent != true
          && record.line.map { last?.lines.contains($0) ?? false } ?? false
      }
      let isVisible = table.text(.featureType, line.row).map(LinearFeature.isNamed) ?? false
      return stretches.enumerated().compactMap { index, stretch in
        var reasons: [Reason] = []
        let length = stretch.upperBound - stretch.lowerBound
        if !isVisible, length > thresholds.unmarkedMetres { reasons.append(.unmarked(length)) }
        if last?.date?.adding(years: thresholds.surveyYears).map({ $0.lastDay < asOf }) ?? true {
          reasons.append(.oldSurvey(last?.date))
        }
        for case .change(let event, let date) in (due[marked.line] ?? []).map(\.reason) {
          reasons.append(.change(event, date))
        }
        let here = findings[index]
        if here.errors + here.warnings > 0 {
          reasons.append(.findings(errors: here.errors, warnings: here.warnings))
        }
        for record in records where isHere(record, stretch, marked) {
          reasons.append(.construction(record.construction ?? "", isRefused: record.hasConsent == false))
        }
        guard !reasons.isEmpty else { return nil }
        return BoundaryRisk(
          line: marked.line, fromChainageMetres: stretch.lowerBound, toChainageMetres: stretch.upperBound,
          place: path.position(atChainage: (stretch.lowerBound + stretch.upperBound) / 2),
          points: reasons.reduce(0) { $0 + points(of: $1, asOf, thresholds) }, reasons: reasons)
      }
    }
    return risks.sorted { left, right in
      if left.points != right.points { return left.points > right.points }
      let keys = (lines[left.line].subject.key, lines[right.line].subject.key)
      return keys.0 == keys.1 ? left.fromChainageMetres < right.fromChainageMetres : keys.0 < keys.1
    }
  }

  /// Between neighbouring markers and ends; a line that does not join end to end is one stretch.
  private static func stretches(of marked: MarkedLine, _ path: LinePath) -> [Range<Double>] {
    let stops =
      marked.isContinuous
      ? [0, path.lengthMetres] + marked.markers.map(\.chainageMetres) : [0, path.lengthMetres]
    let sorted = stops.sorted().reduce(into: [Double]()) { kept, stop in
      if let last = kept.last, stop - last < 1 { return }
      kept.append(stop)
    }
    guard sorted.count > 1 else { return [0..<max(path.lengthMetres, 0.001)] }
    return zip(sorted, sorted.dropFirst()).map { $0..<$1 }
  }

  /// How many findings belong to each stretch; one foot for each, however many stretches there are.
  private static func counts(
    of findings: [Finding], _ stretches: [Range<Double>], _ path: LinePath, within metres: Double
  ) -> [(errors: Int, warnings: Int)] {
    var counts = Array(repeating: (errors: 0, warnings: 0), count: stretches.count)
    for finding in findings {
      // What has no place, or one far away, concerns the line as a whole: it stands with its first stretch.
      let foot = finding.place.flatMap(path.foot)
      let isNear = foot.map { $0.distanceMetres <= metres } ?? false
      let chainage = isNear ? foot?.chainageMetres ?? 0 : 0
      let stretch = stretches.partitioningIndex { $0.upperBound > chainage }
      let index = min(stretch, stretches.count - 1)
      if finding.severity == .error { counts[index].errors += 1 } else { counts[index].warnings += 1 }
    }
    return counts
  }

  private static func isHere(_ record: InspectionRecord, _ stretch: Range<Double>, _ marked: MarkedLine) -> Bool {
    guard let key = record.markerKey, let chainage = marked.chainage(ofMarkerKey: key) else {
      return stretch.lowerBound == 0
    }
    return stretch.lowerBound - 1 <= chainage && chainage <= stretch.upperBound + 1
  }

  private static func points(of reason: Reason, _ asOf: CalendarDate, _ thresholds: Thresholds) -> Double {
    let points: Double =
      switch reason {
      case .unmarked(let metres): metres / max(1, thresholds.unmarkedMetres)
      case .oldSurvey(let date):
        date.map { max(0, Double($0.days(until: asOf)) / 365.25 - Double(thresholds.surveyYears)) + 1 } ?? 3
      case .findings(let errors, let warnings):
        min(
          thresholds.mostFindingPoints,
          Double(errors) * thresholds.errorPoints + Double(warnings) * thresholds.warningPoints)
      case .change: 3
      case .construction(_, let isRefused): thresholds.constructionPoints * (isRefused ? 1 : 0.5)
      }
    return (points * 10).rounded() / 10
  }
}

extension Array where Element == Range<Double> {
  /// The first index whose element fulfils a condition that all behind it fulfil too. O(log n).
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Finding {
  /// Whether a finding is about the line, or a marker or an inspection of it.
  fileprivate func concerns(_ line: BoundaryLine) -> Bool {
    subject == line.subject || related.contains(line.subject) || belongs(to: line)
  }

  /// A finding about a marker or an inspection of the line: their keys begin with the line's.
  public func belongs(to line: BoundaryLine) -> Bool {
    (subject.kind == RecordKind.boundaryMarker.rawValue || subject.kind == RecordKind.inspection.rawValue)
      && subject.key.hasPrefix(line.subject.key + "/")
  }
}
