/// Numbers of streets, their parts, groups and heights, which are written in digits: 北二巷 Bei 2 Xiang, 经五路 Jing 5 Lu,
/// 二段 2 Duan.
///
/// Other numbers are spelled: 五一广场 Wuyi Guangchang, 三八路 Sanba Lu, 五指山 Wuzhi Shan, 涪江三桥 Fujiang Sanqiao.
struct OrdinalNumbers {
  let characters: Range<Int>
  let digits: String

  private static let ringRoad: UInt32 = 0x73AF  // 环

  /// In the order of the name.
  static func all(in name: borrowing NameScalars, _ generics: ClassGenerics) -> [OrdinalNumbers] {
    guard generics.style != .naturalVillage else { return [] }
    let parts = generics.parts(of: name)
    guard let generic = parts.form else { return [] }
    if parts.word?.word == "高地" { return height(parts, name) }
    var found = ordinals(parts, name)
    if generic.division == .street || generic.division == .part || generics.style == .group,
      let before = generics.partsOfAnyClass(of: name, end: parts.specific.upperBound),
      before.form?.division == .street
    {
      found = ordinals(before, name) + found
    }
    return found
  }

  private static func ordinals(_ parts: NameParts, _ name: borrowing NameScalars) -> [OrdinalNumbers] {
    guard let generic = parts.form, isWrittenInDigits(generic) else { return [] }
    if generic.division == .street, !parts.specific.isEmpty, name[parts.specific.upperBound - 1] == ringRoad,
      let ring = run(endingAt: parts.specific.upperBound - 1, name)
    {
      return [ring].compactMap { ordinal($0, name) }
    }
    guard let number = run(endingAt: parts.wordStart, name) else { return [] }
    let start = number.lowerBound
    let isOrdinal = start >= parts.generic.lowerBound || start == 1 && name[0] == NameModifiers.ordinalMark
    return isOrdinal || start == 0 && generic.isCounted ? [number].compactMap { ordinal($0, name) } : []
  }

  private static func isWrittenInDigits(_ generic: Generic.Form) -> Bool {
    switch generic.division {
    case .street: true
    case .part: generic.kind != .institution
    case .either: generic.isCounted && !generic.isVillage
    case .word, .joined: false
    }
  }

  /// The numerals that end at a place.
  private static func run(endingAt end: Int, _ name: borrowing NameScalars) -> Range<Int>? {
    var start = end
    while start > 0, ChineseNumeral.isNumeral(name[start - 1]) { start -= 1 }
    return start < end ? start..<end : nil
  }

  private static func ordinal(_ run: Range<Int>, _ name: borrowing NameScalars) -> OrdinalNumbers? {
    ChineseNumeral.value(in: name, run).map { OrdinalNumbers(characters: run, digits: String($0)) }
  }

  /// 一二〇三高地.
  private static func height(_ parts: NameParts, _ name: borrowing NameScalars) -> [OrdinalNumbers] {
    guard let run = run(endingAt: parts.wordStart, name), run.count >= 3 else { return [] }
    let digits = run.compactMap { ChineseNumeral.value(in: name, $0..<$0 + 1) }.map(String.init).joined()
    return [OrdinalNumbers(characters: run, digits: digits)]
  }
}
