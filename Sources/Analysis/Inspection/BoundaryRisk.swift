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
    /// What construction across the line without consent adds.
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
    case findings(errors: Int, warnings: Int)
    /// Without recorded consent: what is recorded.
    case construction(String)
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
    let last = InspectionDue.latest(inspections)
    let risks = marked.flatMap { marked -> [BoundaryRisk] in
      guard let axis = marked.axis else { return [] }
      let line = lines[marked.line]
      let own = open.filter { $0.subject == line.subject || $0.related.contains(line.subject) || $0.belongs(to: line) }
      return stretches(of: marked, axis).compactMap { stretch in
        var reasons: [Reason] = []
        let length = stretch.upperBound - stretch.lowerBound
        let isVisible = table.text(.featureType, line.row).map(LinearFeature.isNamed) ?? false
        if !isVisible, length > thresholds.unmarkedMetres { reasons.append(.unmarked(length)) }
        let inspected = [
          table.date(.lastInspection, line.row), last[marked.line],
        ].compactMap { $0 }.max()
        if inspected?.adding(years: thresholds.surveyYears).map({ $0.lastDay < asOf }) ?? true {
          reasons.append(.oldSurvey(inspected))
        }
        let here = own.filter { isNear($0, stretch, axis, within: thresholds.findingMetres) }
        if !here.isEmpty {
          let errors = here.count { $0.severity == .error }
          reasons.append(.findings(errors: errors, warnings: here.count - errors))
        }
        for record in inspections where record.line == marked.line && record.hasConsent != true {
          guard let construction = record.construction, isHere(record, stretch, marked) else { continue }
          reasons.append(.construction(construction))
        }
        guard !reasons.isEmpty else { return nil }
        return BoundaryRisk(
          line: marked.line, fromChainageMetres: stretch.lowerBound, toChainageMetres: stretch.upperBound,
          place: axis.position(atChainage: (stretch.lowerBound + stretch.upperBound) / 2),
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
  private static func stretches(of marked: MarkedLine, _ axis: LineAxis) -> [Range<Double>] {
    let stops =
      marked.isContinuous
      ? [0, axis.lengthMetres] + marked.markers.map(\.chainageMetres) : [0, axis.lengthMetres]
    let sorted = stops.sorted().reduce(into: [Double]()) { kept, stop in
      if let last = kept.last, stop - last < 1 { return }
      kept.append(stop)
    }
    guard sorted.count > 1 else { return [0..<max(axis.lengthMetres, 0.001)] }
    return zip(sorted, sorted.dropFirst()).map { $0..<$1 }
  }

  private static func isNear(
    _ finding: Finding, _ stretch: Range<Double>, _ axis: LineAxis, within metres: Double
  ) -> Bool {
    // What has no place, or one far away, concerns the line as a whole: it stands with its first stretch.
    guard let place = finding.place, let foot = axis.foot(of: place), foot.distanceMetres <= metres else {
      return stretch.lowerBound == 0
    }
    return stretch.contains(foot.chainageMetres)
      || foot.chainageMetres >= stretch.upperBound && stretch.upperBound >= axis.lengthMetres - 1
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
      case .construction: thresholds.constructionPoints
      }
    return (points * 10).rounded() / 10
  }
}

extension Finding {
  /// A finding about a marker or an inspection of the line: their keys begin with the line's.
  public func belongs(to line: BoundaryLine) -> Bool {
    (subject.kind == RecordKind.boundaryMarker.rawValue || subject.kind == RecordKind.inspection.rawValue)
      && subject.key.hasPrefix(line.subject.key + "/")
  }
}
