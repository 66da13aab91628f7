public import Registry

/// Reads `--settings FILE.yaml`, and the `settings` of a project.
public enum SettingsFile {
  /// - Throws: `ProjectFileError` for an unknown key or a value of the wrong kind.
  public static func read(_ path: String) throws(ProjectFileError) -> Settings {
    try settings(YAMLDocument(path: path).root)
  }

  static func settings(_ mapping: YAMLMapping) throws(ProjectFileError) -> Settings {
    try mapping.allowOnly(["district", "accuracy_m", "rules", "risk"])
    var rules: [String: RuleOverride] = [:]
    if let overrides = try mapping.mapping("rules") {
      for name in overrides.keys {
        guard let override = try overrides.mapping(name) else { continue }
        rules[name] = try ruleOverride(override)
      }
    }
    return Settings(
      district: try mapping.text("district"), accuracyMetres: try mapping.number("accuracy_m"), rules: rules,
      risk: try risk(mapping))
  }

  private static func risk(_ mapping: YAMLMapping) throws(ProjectFileError) -> [RiskThreshold: Double] {
    guard let thresholds = try mapping.mapping("risk") else { return [:] }
    try thresholds.allowOnly(RiskThreshold.allCases.map(\.rawValue))
    var values: [RiskThreshold: Double] = [:]
    for threshold in RiskThreshold.allCases {
      guard let value = try thresholds.number(threshold.rawValue) else { continue }
      guard value >= 0 else {
        let name = threshold.rawValue
        throw thresholds.error(at: thresholds.line, zh: "“\(name)”不能小于 0", en: "“\(name)” cannot be less than 0")
      }
      values[threshold] = value
    }
    return values
  }

  private static func ruleOverride(_ mapping: YAMLMapping) throws(ProjectFileError) -> RuleOverride {
    var settings: [String: RuleSetting.Value] = [:]
    for key in mapping.keys where key != "enabled" && key != "severity" {
      settings[key] = try mapping.settingValue(key)
    }
    return RuleOverride(
      enabled: try mapping.flag("enabled"), severity: try mapping.choice("severity", Severity.self), settings: settings)
  }
}
