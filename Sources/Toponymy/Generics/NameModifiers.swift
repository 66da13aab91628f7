import ReferenceData

/// What stands between a specific and its generic and goes with the generic: directions, numbers, 新, 老, 古.
struct NameModifiers: Sendable {
  static let standard = NameModifiers(ReferenceData.table("name_affixes"))

  /// The last characters of parts, 段 期 号.
  let partEndings: Set<UInt32>
  /// Before the generic of a street: 解放北路.
  private let ofStreets: Set<UInt32>
  /// Before other generics: 铜梁西站, 安居古城.
  private let ofOthers: Set<UInt32>
  /// Before 区: 神农架林区.
  private let ofDistricts: Set<UInt32>
  /// Before the number of a street: 经五路, 第九弄.
  let ordinalMarks: Set<UInt32>
  /// Words that end as a modifier does and are one word: 毛泽东, 统一.
  private let words: [[UInt32]]

  /// 第, which is joined to its number by a hyphen: Di-9 Long.
  static let ordinalMark: UInt32 = 0x7B2C

  private init(_ table: ReferenceTable) {
    func scalars(_ role: String) -> Set<UInt32> { Set(table.words(role).flatMap { $0.unicodeScalars.map(\.value) }) }
    ofStreets = scalars("street-modifier")
    ofOthers = scalars("modifier")
    ofDistricts = scalars("district-modifier")
    ordinalMarks = scalars("ordinal")
    words = table.words("word").map { $0.unicodeScalars.map(\.value) }
    let generics = GenericTable.standard
    partEndings = Set(generics.parts.compactMap { generics.all[$0].scalars.last })
  }

  /// Where the modifiers of a generic begin, whose word begins at `word`; `word` itself where it has none.
  ///
  /// - Parameter isEstate: whether the name is one of class 221, where villages are numbered (建设一村).
  /// - Complexity: O(1), no allocation.
  func start(before word: Int, of name: borrowing NameScalars, _ generic: Generic.Form, isEstate: Bool) -> Int {
    guard word > 0 else { return word }
    if ChineseNumeral.isNumeralOrDigit(name[word - 1]) {
      return takesNumber(generic, isEstate) ? numberStart(before: word, of: name, generic) : word
    }
    if generic.isDistrict { return word > 3 && ofDistricts.contains(name[word - 1]) ? word - 1 : word }
    let modifiers = generic.division == .street || generic.division == .part ? ofStreets : ofOthers
    let place = word - 1
    guard modifiers.contains(name[place]), takesModifier(generic), !isOneWord(name, end: word) else { return word }
    if generic.division == .part { return endsInStreet(name, end: place) ? place : word }
    return place >= 2 ? place : word
  }

  private func takesNumber(_ generic: Generic.Form, _ isEstate: Bool) -> Bool {
    switch generic.division {
    case .street, .part: true
    case .either: generic.count == 1 && generic.kind == .division && (!generic.isVillage || isEstate)
    case .word: generic.kind == .bridge || generic.kind == .station
    case .joined: false
    }
  }

  private func takesModifier(_ generic: Generic.Form) -> Bool {
    switch generic.division {
    case .street: true
    // A phase, a number and a school have no direction.
    case .part: generic.kind == .road
    case .word: generic.isBuilt
    case .either, .joined: false
    }
  }

  /// 建设二路, 经五路, 人民路南一巷; not 五一路, 统一路 or 万一路, where the number is the specific or a part of it.
  private func numberStart(before word: Int, of name: borrowing NameScalars, _ generic: Generic.Form) -> Int {
    var start = word
    while start > 0, ChineseNumeral.isNumeralOrDigit(name[start - 1]) { start -= 1 }
    guard start > 0, ChineseNumeral.value(in: name, start..<word) != nil, !isOneWord(name, end: word) else {
      return word
    }
    if name[start - 1] == Self.ordinalMark { return start > 1 ? start - 1 : word }
    if start >= 3, ofStreets.contains(name[start - 1]), endsInStreet(name, end: start - 1) { return start - 1 }
    // One character before the number: 支一路 is counted, 新一路 may be anything.
    let isCounted = start >= 2 || generic.isCounted || ordinalMarks.contains(name[start - 1])
    return isCounted ? start : word
  }

  private func isOneWord(_ name: borrowing NameScalars, end: Int) -> Bool {
    for word in words where name.has(word, endingAt: end) { return true }
    return false
  }

  private func endsInStreet(_ name: borrowing NameScalars, end: Int) -> Bool {
    let table = GenericTable.standard
    guard let generic = table.longestSuffix(of: name, end: end) else { return false }
    return table.forms[generic].division == .street && end > table.forms[generic].count
  }
}
