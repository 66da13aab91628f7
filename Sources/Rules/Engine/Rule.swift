public import Registry

/// One check: what it is, examples that are run as tests, and a function from an area to findings.
///
/// A rule looks and reports. Loops over rules, threads, order, identifiers, severities from settings, waivers and
/// rendering are the engine's.
public protocol Rule: SendableMetatype {
  static var descriptor: RuleDescriptor { get }
  static var examples: [RuleExample] { get }

  /// Reports what is wrong in `area`; called only when every kind of `descriptor.needs` was read and all of
  /// `descriptor.needsContext` is given.
  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws
}

/// The values of a rule's settings: what the user set, else the defaults of the descriptor.
public struct RuleSettings: Sendable {
  private let values: [String: RuleSetting.Value]

  public init(_ descriptor: RuleDescriptor, overrides: [String: RuleSetting.Value] = [:]) {
    var values = Dictionary(
      descriptor.settings.map { ($0.name, $0.defaultValue) }, uniquingKeysWith: { first, _ in first })
    values.merge(overrides) { _, override in override }
    self.values = values
  }

  /// A number; `nil` where it is left to be decided from the data.
  public func number(_ name: String) -> Double? {
    if case .number(let value) = values[name] { value } else { nil }
  }

  /// A number that counts something, without its fraction; at most a thousand million.
  public func count(_ name: String) -> Int? {
    number(name).map { $0.isNaN ? 0 : Int(min(max($0, 0), 1e9)) }
  }

  public func text(_ name: String) -> String? {
    if case .text(let value) = values[name] { value } else { nil }
  }

  public func flag(_ name: String) -> Bool { values[name] == .flag(true) }

  public func list(_ name: String) -> [String] {
    if case .list(let values) = values[name] { values } else { [] }
  }

  public func date(_ name: String) -> CalendarDate? { text(name).flatMap(CalendarDate.init(parsing:)) }
}
