public import Geometry
public import Registry
public import Toponymy

/// What an applicant for a new name should know: its characters and readings, what the rules say of it, and which names
/// in use are like it.
public struct NamePrecheck: Sendable {
  public struct Character: Sendable {
    public let character: String
    /// 1 to 3 in 通用规范汉字表 (2013); `nil` outside the table and for what is no Chinese character.
    public let level: Int?
    public let isChinese: Bool
    /// The reading that is meant in the name, with tone mark; `nil` for what has none.
    public let reading: String?
    /// Further readings that may be meant, with tone marks; none where a word, a surname or the local list settles it.
    public let otherReadings: [String]

    public init(_ scalar: Unicode.Scalar, reading: Reading?, open: [Reading]) {
      character = String(scalar)
      level = CharacterTable.shared.tableLevel(of: scalar)
      let readings = CharacterTable.shared.readings(of: scalar)
      isChinese = level != nil || !readings.isEmpty || scalar.properties.isIdeographic
      self.reading = reading?.marked
      otherReadings = open.map(\.marked)
    }
  }

  public let name: String
  /// In its file.
  public let row: Int
  public let classCode: ClassCode?
  public let parts: NameParts
  public let characters: [Character]
  /// The standard romanisation with tones, and without.
  public let spelling: (toned: String, toneless: String)
  /// Why the spelling is not known to be the standard one; `nil` where it is.
  public let spellingDoubt: SpellingDoubt?
  public let position: Position?
  /// The units that the place lies in, the largest first; empty without place or polygons.
  public let units: [Division]
  /// The unit as the proposal gives it.
  public let givenUnit: String?
  /// What of the proposal cannot be used.
  public let faults: [ProposalFault]
  public let comparison: ScopeComparison
  /// The names in use that are like it: within the scope first, then by likeness and the nearest first.
  public let likeNames: [LikeName]
  /// The first of those in the same batch that are like it, and how many there are.
  public let likeProposals: (first: [LikeProposal], count: Int)
  public let findings: [Finding]

  public init(
    _ name: String, row: Int, class code: ClassCode?, at position: Position?, in units: [Division],
    givenUnit: String?, faults: [ProposalFault], comparison: ScopeComparison, likeNames: [LikeName],
    likeProposals: (first: [LikeProposal], count: Int), findings: [Finding]
  ) {
    (self.name, self.row, classCode, self.position, self.units) = (name, row, code, position, units)
    (self.givenUnit, self.faults, self.comparison) = (givenUnit, faults, comparison)
    (self.likeNames, self.likeProposals, self.findings) = (likeNames, likeProposals, findings)
    parts = NameParts(name, class: code)
    characters = zip(name.unicodeScalars, zip(PreferredReadings.of(name), PreferredReadings.open(in: name))).map {
      Character($0, reading: $1.0, open: $1.1)
    }
    let proposed = StandardSpelling.proposed(name, class: code, tones: true)
    spelling = (proposed.text, StandardSpelling.of(name, class: code, tones: false))
    spellingDoubt = proposed.doubt
  }

  public func likeNames(_ standing: LikeName.Standing) -> [LikeName] { likeNames.filter { $0.standing == standing } }

  /// Whether nothing was found, and everything was looked at.
  public var isClear: Bool { isWithoutFindings && comparison.isMade && likeNames(.undecided).isEmpty }

  /// Whether nothing was found in what was looked at.
  public var isWithoutFindings: Bool {
    findings.isEmpty && faults.isEmpty && likeProposals.count == 0 && likeNames(.within).isEmpty
  }

  /// A part of the name, by its Unicode scalars.
  public func text(_ part: Range<Int>) -> String {
    String(String.UnicodeScalarView(Array(name.unicodeScalars)[part]))
  }
}
