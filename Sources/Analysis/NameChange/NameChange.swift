/// Which records of two tables of place names are of one place, and what shows it.
public struct NameMatch: Sendable, Hashable {
  public enum Basis: UInt8, Sendable, CaseIterable {
    case id
    case placeCode
    /// Name, unit and class, nearby or at a place that is not known.
    case name
    /// The same name nearby.
    case nameNearby
    /// Another name nearby, in the same class and unit.
    case position
    /// The only record of that name in the unit, in another class.
    case nameInUnit
    /// The same name in the same unit, but far away: perhaps another place.
    case nameAfar
  }

  /// Rows of the tables.
  public let old: Int
  public let new: Int
  public let basis: Basis
}

/// A place of which something changed.
public struct NameChange: Sendable, Hashable {
  public enum Kind: Sendable, CaseIterable {
    case added
    case removed
    case renamed
    /// Other widths or blanks, the same characters.
    case respelled
    case moved
    case reclassified
    /// Another place-name code.
    case recoded
    /// Another declared unit.
    case unitChanged
    /// In use before, now recorded as historic or cancelled.
    case cancelled
    /// Historic or cancelled before, now in use.
    case restored
  }

  /// Rows of the tables; of an added name there is no old one, of a removed name no new one.
  public let old: Int?
  public let new: Int?
  /// In the order of `Kind.allCases`.
  public let kinds: [Kind]
  /// `nil` for what is added or removed.
  public let basis: NameMatch.Basis?
  /// How far a moved place was moved.
  public let distanceMetres: Double?
  /// Whether a name on the protection list was renamed, removed or cancelled.
  public let concernsProtectedName: Bool
}
