/// What a settings file sets.
public struct Settings: Sendable, Equatable {
  /// The code of the district whose data this is.
  public var district: String?
  /// How well positions are known where a source says nothing, in metres.
  public var accuracyMetres: Double?
  /// By code or name.
  public var rules: [String: RuleOverride]
  /// Thresholds of the ranking of stretches of boundary that are not the defaults.
  public var risk: [RiskThreshold: Double]

  public init(
    district: String? = nil, accuracyMetres: Double? = nil, rules: [String: RuleOverride] = [:],
    risk: [RiskThreshold: Double] = [:]
  ) {
    self.district = district
    self.accuracyMetres = accuracyMetres
    self.rules = rules
    self.risk = risk
  }
}

/// What a settings file says of one rule.
public struct RuleOverride: Sendable, Equatable, Codable {
  public var enabled: Bool?
  public var severity: Severity?
  public var settings: [String: RuleSetting.Value]

  public init(enabled: Bool? = nil, severity: Severity? = nil, settings: [String: RuleSetting.Value] = [:]) {
    self.enabled = enabled
    self.severity = severity
    self.settings = settings
  }
}
