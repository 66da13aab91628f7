/// A plan with targets, from the user's plan file.
public struct Plan: Sendable, Equatable, Codable {
  /// The name of the plan file without its folder.
  public var file: String
  public var name: String
  /// The number of the document.
  public var document: String
  public var indicators: [PlanIndicator]

  public init(file: String, name: String, document: String, indicators: [PlanIndicator]) {
    self.file = file
    self.name = name
    self.document = document
    self.indicators = indicators
  }
}

/// A number that a plan wants to see, computed from the register of facilities.
public struct PlanIndicator: Sendable, Equatable, Codable {
  public enum Measure: Sendable, Equatable, Codable {
    /// The number of facilities.
    case count
    /// The total of a column over them.
    case sum(FieldKey)
  }

  public enum Comparison: String, Sendable, CaseIterable, Codable {
    case atLeast = "at_least"
    case atMost = "at_most"
  }

  /// As printed in the plan; identifies the indicator.
  public var name: String
  public var unit: String
  public var measure: Measure
  /// A facility counts when every column has one of the values; types and states in the words of `Data/tables`.
  public var conditions: [FieldKey: [String]]
  public var target: Double
  public var year: Int
  public var comparison: Comparison
  /// Where the plan says it.
  public var source: String

  public init(
    name: String, unit: String, measure: Measure, conditions: [FieldKey: [String]],
    target: Double, year: Int, comparison: Comparison, source: String = ""
  ) {
    self.name = name
    self.unit = unit
    self.measure = measure
    self.conditions = conditions
    self.target = target
    self.year = year
    self.comparison = comparison
    self.source = source
  }
}
