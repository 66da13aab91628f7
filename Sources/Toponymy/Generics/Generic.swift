/// A word that place names end in, 通名: 镇, 水库, 大桥, 塆.
public struct Generic: Sendable {
  /// What sort of thing the word names.
  public enum Kind: String, Sendable, CaseIterable {
    case division, organisation, institution, village, landform, water, structure, road, bridge, station
    case estate, area, building, park, temple, memorial
  }

  /// How the word is written in a romanisation.
  public enum Division: String, Sendable {
    /// Apart from the specific: Tongliang Qu.
    case word
    /// Apart from the specific, together with modifiers of one syllable: Jingshan Houjie.
    case street
    /// Apart or joined, both are usual: Tuqiao Cun, Tuqiaocun.
    case either
    /// Apart only in the classes that it says by itself: Wangjiawan, but Longmen Ba for a dam.
    case joined
  }

  public let word: String
  public let kind: Kind
  public let division: Division
  /// Prefixes of class codes with weights, 1 (met there) to 9 (the word says the class).
  public let classes: [(prefix: String, weight: Int)]
  let scalars: [UInt32]

  /// From which weight on a word says its class.
  public static let telling = 9

  /// How much the word fits a class: the weight of the longest prefix, 0 where it is not expected.
  public func weight(in code: ClassCode) -> Int {
    classes.filter { code.belongs(to: $0.prefix) }.max { $0.prefix.utf8.count < $1.prefix.utf8.count }?.weight ?? 0
  }

  /// Whether the word says what the thing is, so that an unexpected class is worth a look.
  public var saysClass: Bool { classes.contains { $0.weight >= Self.telling } }

  /// `nil` for a row that is not complete.
  init?(_ word: String, kind: String, classes: String, division: String) {
    guard let kind = Kind(rawValue: kind), let division = Division(rawValue: division), !word.isEmpty else {
      return nil
    }
    self.word = word
    self.kind = kind
    self.division = division
    self.classes = classes.split(separator: "|").compactMap { entry in
      let parts = entry.split(separator: ":")
      guard parts.count == 2, let weight = Int(parts[1]) else { return nil }
      return (String(parts[0]), weight)
    }
    scalars = word.unicodeScalars.map(\.value)
  }
}
