/// A plan with targets, from the user's plan file.
public struct Plan: Sendable {
  public var name: String
  /// The document, with its number.
  public var source: String
  public var indicators: [PlanIndicator]

  public init(name: String, source: String, indicators: [PlanIndicator]) {
    self.name = name
    self.source = source
    self.indicators = indicators
  }
}

/// A number that a plan wants to see.
public struct PlanIndicator: Sendable, Equatable {
  /// How the number comes from the register of facilities.
  public enum Computation: String, Sendable, CaseIterable {
    /// Facilities built and in use.
    case count
    /// A field, added up over the facilities built and in use.
    case sum
    /// Units with at least one facility built and in use, in percent.
    case presence
  }

  public enum Comparison: String, Sendable, CaseIterable {
    case atLeast = "at_least"
    case atMost = "at_most"
  }

  public var id: String
  public var title: String
  public var unit: String
  public var target: Double
  public var year: Int
  public var comparison: Comparison
  public var computation: Computation
  public var facilityKind: String
  /// `nil` counts all types.
  public var facilityType: String?
  public var field: FieldKey?

  public init(
    id: String, title: String, unit: String, target: Double, year: Int, comparison: Comparison,
    computation: Computation, facilityKind: String, facilityType: String?, field: FieldKey?
  ) {
    self.id = id
    self.title = title
    self.unit = unit
    self.target = target
    self.year = year
    self.comparison = comparison
    self.computation = computation
    self.facilityKind = facilityKind
    self.facilityType = facilityType
    self.field = field
  }
}
