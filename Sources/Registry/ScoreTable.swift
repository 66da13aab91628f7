/// How the results of a place-name census are scored (分值表): what is deducted for which findings.
public struct ScoreTable: Sendable, Equatable, Codable {
  /// What a deduction is counted by.
  public enum Per: String, Sendable, CaseIterable, Codable {
    /// Points for each percent of the names with a finding.
    case percent
    /// Points for each finding.
    case finding
  }

  /// Which findings count that a person has to decide.
  public enum Suspects: String, Sendable, CaseIterable, Codable {
    /// Those that a reviewer has confirmed.
    case confirmed
    case all
  }

  public struct Item: Sendable, Equatable, Codable {
    public var name: String
    /// Codes of rules, or how they begin.
    public var rules: [String]
    public var per: Per
    public var points: Double
    /// The most that is deducted.
    public var cap: Double
    public var suspects: Suspects

    public init(
      name: String, rules: [String], per: Per, points: Double, cap: Double, suspects: Suspects = .confirmed
    ) {
      self.name = name
      self.rules = rules
      self.per = per
      self.points = points
      self.cap = cap
      self.suspects = suspects
    }

    public func covers(_ rule: String) -> Bool { rules.contains(where: rule.hasPrefix) }
  }

  public var title: String
  public var full: Double
  public var items: [Item]
  /// The one that ships: no authority has laid it down.
  public var isProposal: Bool

  public init(title: String, full: Double, items: [Item], isProposal: Bool) {
    self.title = title
    self.full = full
    self.items = items
    self.isProposal = isProposal
  }
}
