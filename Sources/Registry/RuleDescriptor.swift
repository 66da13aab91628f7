/// Everything about a rule but its code: what `rules`, `explain`, the documentation and the renderers show.
public struct RuleDescriptor: Sendable {
  /// The message that a finding uses when it names no other.
  public static let mainMessage = "main"

  /// A code is never reused; its first letter names the family.
  public let code: String
  /// The problem, in words that read well behind "waive".
  public let name: String
  public let title: LocalizedText
  public let severity: Severity
  public let certainty: Certainty
  /// The kinds without which the rule does not run.
  public let needs: [RecordKind]
  /// What else it does not run without.
  public let needsContext: [CheckContext]
  public let finds: LocalizedText
  public let why: LocalizedText
  /// The article, standard or tolerance, with its source.
  public let basis: LocalizedText
  /// What to do next.
  public let next: LocalizedText
  /// How a fix is applied, where the rule proposes one.
  public let fixSafety: LocalizedText?
  public let settings: [RuleSetting]
  /// Templates by name; `{argument}` is replaced by the finding's argument.
  public let messages: [String: LocalizedText]

  public init(
    code: String, name: String, title: LocalizedText, severity: Severity, certainty: Certainty,
    needs: [RecordKind] = [], needsContext: [CheckContext] = [], finds: LocalizedText, why: LocalizedText,
    basis: LocalizedText, next: LocalizedText,
    fixSafety: LocalizedText? = nil, settings: [RuleSetting] = [], messages: [String: LocalizedText]
  ) {
    self.code = code
    self.name = name
    self.title = title
    self.severity = severity
    self.certainty = certainty
    self.needs = needs
    self.needsContext = needsContext
    self.finds = finds
    self.why = why
    self.basis = basis
    self.next = next
    self.fixSafety = fixSafety
    self.settings = settings
    self.messages = messages
  }

  public var family: RuleFamily { RuleFamily(code: code) }
}

/// What a check can be given besides records; the raw value stands beside kinds in lists of what a rule needs.
public enum CheckContext: String, CaseIterable, Sendable, Hashable {
  /// The code of the district whose data this is.
  case district
  /// A plan with targets.
  case plan
  /// Positions on CGCS2000 of every kind that the rule needs; there are none where all sources of a kind keep their datum.
  case datum

  public var title: LocalizedText {
    switch self {
    case .district: LocalizedText(zh: "本区县代码", en: "code of the district")
    case .plan: LocalizedText(zh: "规划文件", en: "plan file")
    case .datum: LocalizedText(zh: "CGCS2000 位置", en: "positions on CGCS2000")
    }
  }
}

/// The families of rules, by the first letter of their codes.
public enum RuleFamily: String, Sendable, CaseIterable {
  case intake = "I"
  case reference = "R"
  case boundary = "B"
  case marker = "M"
  case name = "N"
  case facility = "F"

  init(code: String) {
    self = RuleFamily(rawValue: String(code.prefix(1))) ?? .intake
  }

  public var title: LocalizedText {
    switch self {
    case .intake: LocalizedText(zh: "数据表", en: "tables")
    case .reference: LocalizedText(zh: "坐标", en: "coordinates")
    case .boundary: LocalizedText(zh: "界线与政区", en: "boundaries")
    case .marker: LocalizedText(zh: "界桩", en: "markers")
    case .name: LocalizedText(zh: "地名", en: "place names")
    case .facility: LocalizedText(zh: "设施", en: "facilities")
    }
  }
}

/// A value that a settings file can change.
public struct RuleSetting: Sendable {
  public enum Value: Sendable, Equatable, Codable {
    case number(Double)
    case text(String)
    case flag(Bool)
    case list([String])
    /// Decided from the data; what that means is in `meaning`.
    case automatic
  }

  public let name: String
  public let defaultValue: Value
  /// The unit of a number, for example `m`.
  public let unit: String?
  public let meaning: LocalizedText

  public init(_ name: String, _ defaultValue: Value, unit: String? = nil, meaning: LocalizedText) {
    self.name = name
    self.defaultValue = defaultValue
    self.unit = unit
    self.meaning = meaning
  }
}
