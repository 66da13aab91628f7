public import Registry

/// An indicator of a plan against what the register holds.
public struct PlanProgress: Sendable {
  public let indicator: PlanIndicator
  public let value: Double
  /// For a rate: units with a facility, and all units; `nil` for a count or a sum.
  public let fraction: (numerator: Int, denominator: Int)?
  /// The facilities that were counted.
  public let counted: [Int]

  public var isMet: Bool {
    switch indicator.comparison {
    case .atLeast: value >= indicator.target
    case .atMost: value <= indicator.target
    }
  }

  /// Computes an indicator from the facilities that are built and in use.
  ///
  /// - Parameters:
  ///   - amount: the number in a facility's row for a field; blank counts as nothing.
  ///   - coverage: the matrix for an indicator of presence.
  public init(
    _ indicator: PlanIndicator, facilities: [Facility], amount: (Int, FieldKey) -> Double?,
    coverage: FacilityCoverage?
  ) {
    self.indicator = indicator
    let counted = facilities.indices.filter { index in
      let facility = facilities[index]
      return facility.kind == indicator.facilityKind && facility.status.isBuiltAndInUse
        && (indicator.facilityType == nil || indicator.facilityType == facility.type)
    }
    self.counted = counted
    switch indicator.computation {
    case .count:
      (value, fraction) = (Double(counted.count), nil)
    case .sum:
      let field = indicator.field ?? .ecoGraves
      value = counted.reduce(0) { $0 + (amount(facilities[$1].row, field) ?? 0) }
      fraction = nil
    case .presence:
      let (covered, all) = (coverage?.covered.count ?? 0, coverage?.required.count ?? 0)
      value = all == 0 ? 0 : 100 * Double(covered) / Double(all)
      fraction = (covered, all)
    }
  }
}
