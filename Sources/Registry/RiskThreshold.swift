/// A threshold of the ranking of boundary stretches (平安边界风险排查) that settings can change.
public enum RiskThreshold: String, Sendable, CaseIterable {
  /// Metres without marker and linear feature that raise nothing.
  case unmarkedMetres = "unmarked_m"
  /// Years since the last inspection that raise nothing.
  case surveyYears = "survey_years"
  /// Metres within which a finding belongs to a stretch.
  case findingMetres = "finding_m"
  case errorPoints = "error_points"
  case warningPoints = "warning_points"
  case mostFindingPoints = "most_finding_points"
  case constructionPoints = "construction_points"
}
