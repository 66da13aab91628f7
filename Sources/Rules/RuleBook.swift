public import Registry

/// The catalogue of rules, for listings and documentation.
public enum RuleBook {
  public struct Entry: Sendable {
    public let descriptor: RuleDescriptor
    public let examples: [RuleExample]
  }

  /// In code order.
  public static var entries: [Entry] { allRules.map { Entry(descriptor: $0.descriptor, examples: $0.examples) } }

  public static var descriptors: [RuleDescriptor] { allRules.map { $0.descriptor } }

  /// The rule whose setting `codes` names a list of division codes.
  public static var divisionCodeRule: RuleDescriptor { UnknownDivisionCode.descriptor }

  /// The rule whose settings say what coverage means.
  public static var coverageRule: RuleDescriptor { UnitWithoutFacility.descriptor }

  /// The rule whose setting `new_since` says from when on a name is new.
  public static var duplicateRule: RuleDescriptor { SameNameInScope.descriptor }

  /// The rule of a code or name, letter case aside.
  public static func entry(named text: String) -> Entry? {
    entries.first { $0.descriptor.code == text.uppercased() || $0.descriptor.name == text.lowercased() }
  }
}
