/// A name as specific (专名) and generic (通名); ranges count Unicode scalars of the name.
public struct NameParts: Hashable, Sendable {
  public let specific: Range<Int>
  /// With the modifier of one syllable, number or direction that goes with it: 北路, 二巷, 南段. Empty where the name has
  /// no generic; it then stands at the end.
  public let generic: Range<Int>
  /// Place in `GenericTable.standard.all`; `nil` where the name has no generic.
  public let genericIndex: Int?

  /// Splits one name; for many names keep a `ClassGenerics` per class and a `NameScalars`.
  public init(_ name: String, class code: ClassCode? = nil) {
    self = ClassGenerics(code).parts(of: NameScalars(name))
  }

  init(specific: Range<Int>, generic: Range<Int>, genericIndex: Int?) {
    (self.specific, self.generic, self.genericIndex) = (specific, generic, genericIndex)
  }

  public var word: Generic? { genericIndex.map { GenericTable.standard.all[$0] } }

  var form: Generic.Form? { genericIndex.map { GenericTable.standard.forms[$0] } }

  /// Where the word of the table begins, behind its modifiers.
  var wordStart: Int { generic.upperBound - (form?.count ?? 0) }

  var modifiers: Range<Int> { generic.lowerBound..<wordStart }

  /// Whether the generic is that of a division, such as 县 or 街道.
  var isDivision: Bool { form?.kind == .division }

  /// Whether nothing stands before the generic.
  public var hasNoSpecific: Bool { genericIndex != nil && specific.isEmpty }
}

/// The generics as one class of names uses them: make one per distinct class of a table.
public struct ClassGenerics: Sendable {
  public let code: ClassCode?
  /// How names of the class are written in a romanisation.
  let style: Style
  /// By place in `GenericTable.all`; all 1 without a class.
  private let weights: [UInt8]
  /// Class 221, in which villages are numbered: 建设一村.
  private let isEstate: Bool
  /// From which weight on a word is the generic of a name of the class.
  private let leastWeight: UInt8

  public init(_ code: ClassCode?) {
    self.code = code
    style = code.map(Style.init) ?? .unknown
    weights = GenericTable.standard.all.map { generic in code.map { UInt8(generic.weight(in: $0)) } ?? 1 }
    isEstate = code?.belongs(to: "221") == true
    // 土场镇 is a town (镇), not a 场镇.
    leastWeight = code?.belongs(to: "215") == true ? 3 : 1
  }

  enum Style {
    case unknown
    /// Written as one word.
    case naturalVillage
    /// 村民小组: a village's name with a number.
    case group
    /// After the rules for common words, GB/T 16159.
    case organisation
    case other

    init(_ code: ClassCode) {
      self =
        code.belongs(to: "222")
        ? .naturalVillage
        : code.belongs(to: "2163") ? .group : code.belongs(to: "27") ? .organisation : .other
    }
  }

  /// How much a generic fits the class, 0 to 9; without a class 1.
  public func weight(of generic: Int) -> Int { Int(weights[generic]) }

  /// From which weight on a generic is one of the class, and not a word that its names happen to end in.
  static let ownWeight = 4

  func isOwn(_ generic: Int) -> Bool { weights[generic] >= Self.ownWeight }

  /// The name with the longest generic that is met in the class; without a class, the longest of all.
  ///
  /// - Complexity: O(1), no allocation.
  public func parts(of name: borrowing NameScalars) -> NameParts {
    let end = name.endWithoutBlanks
    if style != .unknown, let part = part(of: name, end: end) { return part }
    guard let found = GenericTable.standard.longestSuffix(of: name, end: end, where: { weights[$0] >= leastWeight })
    else {
      return NameParts(specific: 0..<end, generic: end..<end, genericIndex: nil)
    }
    return parts(of: name, end: end, generic: found)
  }

  /// The first `end` characters with a generic of any class: those before a part or an organisation's word.
  func partsOfAnyClass(of name: borrowing NameScalars, end: Int) -> NameParts? {
    GenericTable.standard.longestSuffix(of: name, end: end).map { parts(of: name, end: end, generic: $0) }
  }

  /// The name with a part of a thing as its generic, such as 二段, 南段, 三期.
  private func part(of name: borrowing NameScalars, end: Int) -> NameParts? {
    guard end > 2, NameModifiers.standard.partEndings.contains(name[end - 1]) else { return nil }
    for index in GenericTable.standard.parts
    where weights[index] > 0 && name.has(GenericTable.standard.all[index].scalars, endingAt: end) {
      let parts = parts(of: name, end: end, generic: index)
      if !parts.modifiers.isEmpty { return parts }
    }
    return nil
  }

  private func parts(of name: borrowing NameScalars, end: Int, generic: Int) -> NameParts {
    let word = end - GenericTable.standard.forms[generic].count
    let start =
      style == .unknown || style == .naturalVillage
      ? word
      : NameModifiers.standard.start(before: word, of: name, GenericTable.standard.forms[generic], isEstate: isEstate)
    return NameParts(specific: 0..<start, generic: start..<end, genericIndex: generic)
  }

  /// The longest generic of all at the end of a name, whatever its class.
  public func longestGeneric(of name: borrowing NameScalars) -> Int? {
    GenericTable.standard.longestSuffix(of: name, end: name.endWithoutBlanks)
  }

  /// The generics that stand one before the other at the end of a name, the last first: 广场, 大厦 for 金龙大厦广场.
  ///
  /// The first is that of `parts`, those before it are the longest of all. They are few in any name, but 桥 in 土桥村 is
  /// one of them: what may stand before what is for the caller to say.
  public func stack(of name: borrowing NameScalars) -> [(generic: Int, range: Range<Int>)] {
    let parts = parts(of: name)
    guard let first = parts.genericIndex else { return [] }
    var stack = [(generic: first, range: parts.wordStart..<parts.generic.upperBound)]
    var end = parts.wordStart
    while let next = GenericTable.standard.longestSuffix(of: name, end: end) {
      let start = end - GenericTable.standard.all[next].scalars.count
      stack.append((next, start..<end))
      end = start
    }
    return stack
  }
}
