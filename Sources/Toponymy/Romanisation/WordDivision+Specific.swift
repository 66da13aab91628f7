extension WordDivision {
  /// Divides what stands before a generic where the lists know a word of it, and gives the length of the longest rest that is
  /// taken for one word.
  mutating func readSpecific(
    _ end: Int, of name: borrowing NameScalars, before generic: Generic.Form, _ generics: ClassGenerics
  ) -> Int {
    if generic.kind == .division, generic.division != .either {
      return join(0..<separatePeoples(end, of: name))
    }
    let start = generics.style == .organisation ? separateDivisions(end, of: name) : 0
    let rest = join(start..<separateLast(end, start, of: name, before: generic, generics))
    // Two syllables between a division and the generic are a word: Tongliang Qu Renmin Yiyuan.
    return start > 0 && rest == 3 ? rest + 2 : rest
  }

  /// One word of up to three syllables is joined; longer ones may be divided.
  private mutating func join(_ word: Range<Int>) -> Int {
    if word.count <= 3, !word.isEmpty { joints.fill(word.lowerBound + 1..<word.upperBound, with: .joined) }
    return word.count
  }

  /// 恒合|土家族|乡, 酉阳|土家族|苗族|自治县.
  private mutating func separatePeoples(_ end: Int, of name: borrowing NameScalars) -> Int {
    var end = end
    while let start = Peoples.standard.start(endingAt: end, of: name) {
      joints[start] = .apart
      joints.fill(start + 1..<end, with: .joined)
      end = start
    }
    return end
  }

  /// 重庆市|铜梁区|…: divisions at the beginning of an organisation's name; gives the end of the last.
  private mutating func separateDivisions(_ end: Int, of name: borrowing NameScalars) -> Int {
    var (start, index) = (0, 2)
    while index < end {
      if Self.divisions.contains(name[index]), !belongsToWord(index, of: name) {
        joints[index] = .eitherApart
        joints[index + 1] = .eitherApart
        start = index + 1
        index = start + 2
      } else {
        index += 1
      }
    }
    return start
  }

  private static let divisions: Set<UInt32> = Set("省市区县镇乡村".unicodeScalars.map(\.value))

  /// 市场, 村民, 小区, 新村, 城市: the character of a division as part of another word.
  private func belongsToWord(_ index: Int, of name: borrowing NameScalars) -> Bool {
    let table = GenericTable.standard
    if let word = table.longestSuffix(of: name, end: index + 1), table.forms[word].count > 1 { return true }
    for count in 2...3 where index + count <= name.count {
      if let word = table.longestSuffix(of: name, end: index + count), table.forms[word].count >= count {
        return true
      }
    }
    return false
  }

  /// A generic that has become part of the specific: 包头|胡同|东巷, 中国|银行|大厦, and before parts of streets any street:
  /// 北环|路|二段. Of one syllable it is joined elsewhere, but 解放|路|南小街 is written so, too. Gives the end of what stands
  /// before it.
  private mutating func separateLast(
    _ end: Int, _ start: Int, of name: borrowing NameScalars, before generic: Generic.Form, _ generics: ClassGenerics
  ) -> Int {
    guard let parts = generics.partsOfAnyClass(of: name, end: end), let last = parts.form,
      parts.specific.upperBound > start, generic.kind != .water, generic.kind != .landform
    else { return end }
    let isNamed = parts.specific.upperBound - start >= 2
    let isPart = generic.division == .part || generics.style == .group
    switch last.kind {
    case .road, .division:
      guard isNamed || last.isCounty else { return end }
      let isApart =
        isPart || last.count > 1 && last.kind == .road
        || last.kind == .division && generic.isAdministered
      guard isApart || last.kind == .road || generics.style == .organisation else { return end }
      joints[parts.generic.lowerBound] = isApart ? .eitherApart : .eitherJoined
      joints.fill(parts.generic.lowerBound + 1..<parts.wordStart + 1, with: .eitherJoined)
      return parts.generic.lowerBound
    case .estate, .building, .institution, .organisation, .park, .memorial, .area, .station:
      guard isNamed, last.count > 1 else { return end }
      joints[parts.generic.lowerBound] = .eitherApart
      return parts.generic.lowerBound
    case .village, .landform, .water, .structure, .bridge, .temple: return end
    }
  }
}
