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
      isChinese = level != nil || !readings.isEmpty
      self.reading = reading?.marked
      otherReadings = open.map(\.marked)
    }
  }

  /// A name in use that is the same, sounds the same or is nearly the same within the legal scope.
  public struct Neighbour: Sendable {
    /// The code of the rule that says how: N501, N502 or N503.
    public let rule: String
    public let name: String
    public let classCode: ClassCode?
    public let unit: String?
    /// From the proposed place; `nil` where one of the two has none.
    public let distanceMetres: Double?

    public init(rule: String, name: String, classCode: ClassCode?, unit: String?, distanceMetres: Double?) {
      (self.rule, self.name, self.classCode, self.unit) = (rule, name, classCode, unit)
      self.distanceMetres = distanceMetres
    }
  }

  public let name: String
  public let classCode: ClassCode?
  public let parts: NameParts
  public let characters: [Character]
  /// The standard romanisation with tones, and without.
  public let spelling: (toned: String, toneless: String)
  public let position: Position?
  /// The units that the place lies in, the largest first; empty without place or polygons.
  public let units: [Division]
  /// By rule, then the nearest first.
  public let neighbours: [Neighbour]
  /// How many names in use are the same beyond the legal scope.
  public let sameNameElsewhere: Int
  public let findings: [Finding]

  public init(
    _ name: String, class code: ClassCode?, at position: Position?, in units: [Division], neighbours: [Neighbour],
    sameNameElsewhere: Int, findings: [Finding]
  ) {
    (self.name, classCode, self.position, self.units) = (name, code, position, units)
    (self.neighbours, self.sameNameElsewhere, self.findings) = (neighbours, sameNameElsewhere, findings)
    parts = NameParts(name, class: code)
    characters = zip(name.unicodeScalars, zip(PreferredReadings.of(name), PreferredReadings.open(in: name))).map {
      Character($0, reading: $1.0, open: $1.1)
    }
    spelling = (
      StandardSpelling.of(name, class: code, tones: true), StandardSpelling.of(name, class: code, tones: false)
    )
  }

  /// A part of the name, by its Unicode scalars.
  public func text(_ part: Range<Int>) -> String {
    String(String.UnicodeScalarView(Array(name.unicodeScalars)[part]))
  }
}
