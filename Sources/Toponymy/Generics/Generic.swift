/// A word that place names end in, 通名: 镇, 水库, 大桥, 塆.
public struct Generic: Sendable {
  /// What sort of thing the word names.
  public enum Kind: String, Sendable, CaseIterable, BitwiseCopyable {
    case division, organisation, institution, village, landform, water, structure, road, bridge, station
    case estate, area, building, park, temple, memorial
  }

  /// How the word is written in a romanisation.
  public enum Division: String, Sendable, BitwiseCopyable {
    /// Apart from the specific: Tongliang Qu.
    case word
    /// Apart from the specific, together with modifiers of one syllable: Jingshan Houjie.
    case street
    /// Apart or joined, both are usual: Tuqiao Cun, Tuqiaocun.
    case either
    /// Apart only in the classes that it says by itself: Wangjiawan, but Longmen Ba for a dam.
    case joined
    /// A part of what is named before it, and a generic only behind its number or direction: Long'an Dadao Nanduan.
    case part
  }

  public let word: String
  public let kind: Kind
  public let division: Division
  /// Prefixes of class codes with weights, 1 (met there) to 9 (the word says the class).
  public let classes: [(prefix: String, weight: Int)]
  let scalars: [UInt32]
  let form: Form
  /// The classes again as the codes that belong to each prefix, the longest prefix first.
  private let codes: [(range: Range<Int>, weight: Int)]

  /// From which weight on a word says its class.
  public static let telling = 9

  /// How much the word fits a class: the weight of the longest prefix, 0 where it is not expected.
  public func weight(in code: ClassCode) -> Int {
    codes.first { $0.range.contains(code.value) }?.weight ?? 0
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
    codes = self.classes.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }.compactMap { prefix, weight in
      guard let number = Int(prefix), (1...5).contains(prefix.utf8.count) else { return nil }
      let size = (prefix.utf8.count..<5).reduce(1) { size, _ in size * 10 }
      return (number * size..<(number + 1) * size, weight)
    }
    scalars = word.unicodeScalars.map(\.value)
    form = Form(kind: kind, division: division, word: word)
  }
}

extension Generic {
  /// What the spelling of a name asks of its generic, in a form that is copied without counting references.
  struct Form: BitwiseCopyable {
    let kind: Kind
    let division: Division
    /// In characters.
    let count: Int
    /// Whether a number before it counts: 二巷, 三段. The names of 路 and 街 may be numbers for other reasons.
    let isCounted: Bool
    /// 村, which is numbered in towns only (建设一村), and then in words.
    let isVillage: Bool
    /// 区.
    let isDistrict: Bool
    /// 县, the one division with specifics of one character: 忠县.
    let isCounty: Bool

    init(kind: Kind, division: Division, word: String) {
      (self.kind, self.division, count) = (kind, division, word.unicodeScalars.count)
      isCounted = division == .part || division == .either || Self.countedStreets.contains(word)
      (isVillage, isDistrict, isCounty) = (word == "村", word == "区", word == "县")
    }

    private static let countedStreets: Set<String> = ["巷", "条", "弄", "马路", "小巷", "支巷", "横巷"]

    /// What is built, and named as buildings and estates are.
    var isBuilt: Bool {
      switch kind {
      case .bridge, .station, .estate, .building, .memorial, .park, .area: true
      default: false
      }
    }

    /// What is named after the division that it belongs to: 铜梁区烈士陵园.
    var isAdministered: Bool {
      switch kind {
      case .organisation, .institution, .memorial, .park, .area, .building: true
      default: false
      }
    }
  }
}
