public import Registry

/// Which rules run and how: selection from the command line, severities and settings from files.
public struct RuleSelection: Sendable {
  /// Codes, names or code prefixes; empty selects all.
  public var select: [String]
  public var ignore: [String]
  /// By code or name.
  public var overrides: [String: RuleOverride]
  /// From which day on names are new, for all rules that tell new names from old; stands above `overrides`.
  public var newSince: CalendarDate?

  public init(
    select: [String] = [], ignore: [String] = [], overrides: [String: RuleOverride] = [:], newSince: CalendarDate? = nil
  ) {
    self.select = select
    self.ignore = ignore
    self.overrides = overrides
    self.newSince = newSince
  }
}

/// A selector, rule or setting that does not exist, with the nearest that does.
public enum RuleSelectionError: Error, Equatable {
  case unknownRule(String, nearest: String?)
  case unknownSetting(String, rule: String, nearest: String?)
  case wrongValue(setting: String, rule: String, expected: String)
}

/// A rule with the severity and settings it runs with.
struct ConfiguredRule: Sendable {
  let rule: any Rule.Type
  let severity: Severity?
  let settings: RuleSettings
}

extension RuleSelection {
  /// The settings that a rule runs with, for those who need them outside of a check.
  ///
  /// - Parameter further: set on top of the files, for example on the command line.
  /// - Throws: when a rule or setting does not exist, or a value is of the wrong type.
  public func settings(
    of descriptor: RuleDescriptor, further: [String: RuleSetting.Value] = [:]
  ) throws(RuleSelectionError) -> RuleSettings {
    try checkNames(of: allRules)
    var override = override(for: descriptor)
    override.settings.merge(further) { _, further in further }
    return try Self.settings(override, for: descriptor)
  }

  /// The rules to run, in code order.
  func configure(_ rules: [any Rule.Type]) throws(RuleSelectionError) -> [ConfiguredRule] {
    for selector in select + ignore where !rules.contains(where: { Self.matches($0.descriptor, selector) }) {
      throw .unknownRule(selector, nearest: Self.nearest(to: selector, among: rules))
    }
    try checkNames(of: rules)
    var configured: [ConfiguredRule] = []
    for rule in rules {
      let descriptor = rule.descriptor
      let override = override(for: descriptor)
      let settings = try Self.settings(override, for: descriptor)
      let selected = select.isEmpty || select.contains { Self.matches(descriptor, $0) }
      let explicitly = select.contains { Self.isNamed(descriptor, $0) }
      guard selected, override.enabled != false || explicitly,
        !ignore.contains(where: { Self.matches(descriptor, $0) })
      else { continue }
      configured.append(ConfiguredRule(rule: rule, severity: override.severity, settings: settings))
    }
    return configured
  }

  private func checkNames(of rules: [any Rule.Type]) throws(RuleSelectionError) {
    for key in overrides.keys.sorted() where !rules.contains(where: { Self.isNamed($0.descriptor, key) }) {
      throw .unknownRule(key, nearest: Self.nearest(to: key, among: rules))
    }
  }

  /// What the settings say of a rule, by its code and by its name; where both set the same, the name counts, and `newSince`
  /// above both.
  private func override(for descriptor: RuleDescriptor) -> RuleOverride {
    var override = fileOverride(for: descriptor)
    if let newSince, descriptor.settings.contains(where: { $0.name == NewNames.setting.name }) {
      override.settings[NewNames.setting.name] = .text(newSince.description)
    }
    return override
  }

  private func fileOverride(for descriptor: RuleDescriptor) -> RuleOverride {
    overrides.filter { Self.isNamed(descriptor, $0.key) }.sorted { $0.key < $1.key }
      .reduce(into: RuleOverride()) { merged, override in
        merged.enabled = override.value.enabled ?? merged.enabled
        merged.severity = override.value.severity ?? merged.severity
        merged.settings.merge(override.value.settings) { _, later in later }
      }
  }

  private static func isNamed(_ descriptor: RuleDescriptor, _ key: String) -> Bool {
    descriptor.code == key.uppercased() || descriptor.name == key.lowercased()
  }

  private static func matches(_ descriptor: RuleDescriptor, _ selector: String) -> Bool {
    descriptor.name == selector.lowercased() || !selector.isEmpty && descriptor.code.hasPrefix(selector.uppercased())
  }

  private static func nearest(to text: String, among rules: [any Rule.Type]) -> String? {
    NearestName.of(text, among: rules.flatMap { [$0.descriptor.code, $0.descriptor.name] })
  }

  private static func settings(
    _ override: RuleOverride, for descriptor: RuleDescriptor
  ) throws(RuleSelectionError) -> RuleSettings {
    for (name, value) in override.settings.sorted(by: { $0.key < $1.key }) {
      guard let setting = descriptor.settings.first(where: { $0.name == name }) else {
        throw .unknownSetting(
          name, rule: descriptor.code, nearest: NearestName.of(name, among: descriptor.settings.map(\.name)))
      }
      guard setting.accepts(value) else {
        throw .wrongValue(setting: name, rule: descriptor.code, expected: setting.expectation)
      }
    }
    return RuleSettings(descriptor, overrides: override.settings)
  }
}

extension RuleSetting {
  func accepts(_ value: Value) -> Bool {
    switch (defaultValue, value) {
    // Numbers are distances, widths and numbers of days.
    case (.number, .number(let number)), (.automatic, .number(let number)): number.isFinite && number >= 0
    case (.text, .text), (.flag, .flag), (.list, .list): true
    default: false
    }
  }

  var expectation: String {
    switch defaultValue {
    case .number, .automatic: "number"
    case .text: "text"
    case .flag: "true/false"
    case .list: "list"
    }
  }
}
