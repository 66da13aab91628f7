public import Registry
public import Toponymy

/// With which names in use a proposed one was compared.
public enum ScopeComparison: Sendable {
  /// With those of its legal scope.
  case within(LocalizedText)
  /// With all, wherever they are, and none is like it.
  case everywhere
  case none(Reason)

  public enum Reason: Sendable, Equatable {
    case noWorkspace
    case noNamesInUse
    case noClass
    /// Names of the class may repeat by law.
    case mayRepeat
    /// The unit that decides, a town, county or province, is not known.
    case unknownUnit(DivisionLevel)

    /// For other programs.
    public var key: String {
      switch self {
      case .noWorkspace: "noWorkspace"
      case .noNamesInUse: "noNamesInUse"
      case .noClass: "noClass"
      case .mayRepeat: "mayRepeat"
      case .unknownUnit: "unknownUnit"
      }
    }

    public static let keys = [noWorkspace, noNamesInUse, noClass, mayRepeat, unknownUnit(.town)].map(\.key)
  }

  public var isMade: Bool { if case .none = self { false } else { true } }
}

/// How two names are alike, and the rule that says so.
public enum NameLikeness: String, Sendable, CaseIterable {
  case same = "N501"
  case sameSound = "N502"
  case nearlySame = "N503"
}

/// A name in use that is like a proposed one.
public struct LikeName: Sendable {
  /// How its place stands to that of the proposal.
  public enum Standing: String, Sendable, CaseIterable {
    /// Both are in the scope within which names of their kind must differ.
    case within
    /// It is elsewhere, or of another kind.
    case beyond
    /// The class or the unit of one of the two is not known.
    case undecided
    /// It is no longer in use.
    case former
  }

  public let likeness: NameLikeness
  public let standing: Standing
  public let name: String
  public let classCode: ClassCode?
  public let unit: String?
  /// From the proposed place; `nil` where one of the two has none.
  public let distanceMetres: Double?

  public init(
    _ likeness: NameLikeness, _ standing: Standing, name: String, classCode: ClassCode?, unit: String?,
    distanceMetres: Double?
  ) {
    (self.likeness, self.standing) = (likeness, standing)
    (self.name, self.classCode, self.unit, self.distanceMetres) = (name, classCode, unit, distanceMetres)
  }
}

/// A further proposal of one batch that is like a proposed name.
public struct LikeProposal: Sendable {
  public let likeness: NameLikeness
  public let name: String
  /// In the file.
  public let row: Int

  public init(_ likeness: NameLikeness, name: String, row: Int) {
    (self.likeness, self.name, self.row) = (likeness, name, row)
  }
}

/// What a proposal says and cannot be used.
public enum ProposalFault: Sendable, Equatable {
  case unreadableClass(String)
  case unreadablePlace(String)
  /// No unit, or several, have the name.
  case unknownUnit(String)
  /// The place lies in another unit than the one that is given; the place counts.
  case otherUnit(given: String, actual: String)

  /// Whether something was not checked for it.
  public var limitsCheck: Bool { if case .otherUnit = self { false } else { true } }
}
