internal import ReferenceData

/// One of the 16 directions in which course texts (走向说明) speak, from true north; `direction_sectors.tsv`.
public struct Wind: Sendable, Hashable {
  /// For example 北偏东北.
  public let word: String
  /// For example NNE.
  public let english: String
  /// The middle of its sector of 22.5°, in degrees clockwise from true north.
  public let degrees: Double

  /// Half of a sector.
  public static let halfSectorDegrees = 11.25

  /// All 16, clockwise from north.
  public static let all: [Wind] = table.map(\.wind)

  /// The wind whose sector holds an azimuth; a border belongs to the sector that follows clockwise.
  ///
  /// - Returns: `nil` where the azimuth is not finite.
  public init?(azimuth degrees: Double) {
    guard degrees.isFinite, !Self.all.isEmpty else { return nil }
    let turned = (degrees + Self.halfSectorDegrees).truncatingRemainder(dividingBy: 360)
    self = Self.all[Int((turned < 0 ? turned + 360 : turned) / 22.5) % Self.all.count]
  }

  /// Words and synonyms with the winds they mean, the longest first.
  public static let words: [(word: [Unicode.Scalar], wind: Wind)] = table.flatMap { entry in
    ([entry.wind.word] + entry.synonyms).map { (word: Array($0.unicodeScalars), wind: entry.wind) }
  }.sorted { $0.word.count > $1.word.count }

  /// How far an azimuth lies outside its sector, in degrees, 0 ... 168.75.
  public func deviation(ofAzimuth degrees: Double) -> Double {
    let turn = abs((degrees - self.degrees).truncatingRemainder(dividingBy: 360))
    return max(0, min(turn, 360 - turn) - Self.halfSectorDegrees)
  }

  private init(word: String, english: String, degrees: Double) {
    (self.word, self.english, self.degrees) = (word, english, degrees)
  }

  private static let table: [(wind: Wind, synonyms: [String])] = ReferenceData.table("direction_sectors").rows
    .compactMap { row in
      guard let from = Double(row["from_deg"]) else { return nil }
      let middle = (from + halfSectorDegrees).truncatingRemainder(dividingBy: 360)
      return (
        Wind(word: row["word"], english: row["en"], degrees: middle),
        row["synonyms"].split(separator: "|").map(String.init)
      )
    }
}
