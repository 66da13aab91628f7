public import Registry

/// One row of a table of changes: units of the old set, what became of them, units of the new set.
public struct DivisionChange: Sendable, Equatable {
  public enum Kind: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Another way to write the name: 街道办事处 for 街道.
    case nameSpelling
    case renamed
    /// The name of the type changed, not the name itself: 县 to 区, 乡 to 镇.
    case typeChanged
    case recoded
    /// Another unit above.
    case affiliationChanged
    case levelChanged
    case borderMoved
    case merged
    case split
    case abolished
    case established
    /// The other set does not cover most of its territory: nothing can be said of it.
    case notCovered

    public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  public enum Basis: Sendable, Hashable {
    case match(UnitMatch.Basis)
    /// Where its territory went or came from.
    case area
    /// No unit of the other set answers to it.
    case unmatched
  }

  /// In order.
  public let kinds: [Kind]
  public let old: [Int]
  public let new: [Int]
  public let basis: Basis
}

/// A record that lies in territory that changed hands.
public struct AffectedRecord: Sendable {
  public let kind: RecordKind
  public let row: Int
  /// Of `DivisionComparison.exchanges`.
  public let exchange: Int
}
