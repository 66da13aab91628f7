import ReferenceData
import TestSupport
import Testing

@testable import Toponymy

@Suite struct TermMatcherTests {
  private func matches(_ matcher: TermMatcher, _ name: String) -> [String] {
    var found: [String] = []
    matcher.forEachMatch(in: NameScalars(name)) { word, range in
      found.append("\(matcher.words[word]) \(range.lowerBound)..<\(range.upperBound)")
    }
    return found
  }

  /// What a search without any table finds, in the same order.
  private func naive(_ words: [String], _ name: String) -> [String] {
    let scalars = Array(name.unicodeScalars)
    return scalars.indices.flatMap { start in
      words.filter { scalars[start...].starts(with: Array($0.unicodeScalars)) }
        .sorted { $0.unicodeScalars.count < $1.unicodeScalars.count }
        .map { "\($0) \(start)..<\(start + $0.unicodeScalars.count)" }
    }
  }

  @Test func findsWordsInsideAndBehindOneAnother() {
    let matcher = TermMatcher(["王府", "王府井", "府", "井大", "𠙶山", "A", "王府"])
    #expect(matcher.words.count == 6, "a word stands once")
    #expect(matches(matcher, "王府井大街") == ["王府 0..<2", "王府井 0..<3", "府 1..<2", "井大 2..<4"])
    #expect(matches(matcher, "𠙶山镇Ａ") == ["𠙶山 0..<2", "A 3..<4"], "beyond the basic plane; full width")
    #expect(matches(matcher, "").isEmpty)
    #expect(matches(TermMatcher([""]), "王府").isEmpty)
  }

  @Test("The table finds what a plain search finds, in random names of a small alphabet")
  func agreesWithAPlainSearch() {
    var generator = SeededGenerator(seed: 20_190_621)
    let alphabet = Array("王府井大中央世界国际御𠙶A").map(String.init)
    func text(_ lengths: ClosedRange<Int>) -> String {
      (0..<Int.random(in: lengths, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "" }
        .joined()
    }
    for _ in 0..<200 {
      let words = Array(Set((0..<Int.random(in: 1...40, using: &generator)).map { _ in text(1...4) })).sorted()
      let matcher = TermMatcher(words)
      for _ in 0..<40 {
        let name = text(0...12)
        let expected = naive(words, name)
        #expect(matches(matcher, name) == expected, "\(words) in \(name)")
        #expect(matcher.hasMatch(in: NameScalars(name)) == !expected.isEmpty)
      }
    }
  }
}

@Suite struct NonstandardTermsTests {
  private func found(_ name: String, county: Int? = nil) -> [String] {
    NonstandardTerms.standard.matches(in: NameScalars(name), county: county).map {
      "\($0.term.family.rawValue) \($0.term.word)"
    }
  }

  @Test func everyRowIsAWordOrAFactAndNamesItsSource() {
    let sources = Set(ReferenceData.table("term_sources").rows.map { $0["id"] })
    for row in ReferenceData.table("nonstandard_terms").rows {
      #expect(sources.contains(row["source"]), "\(row["term"]): \(row["source"])")
      #expect(row["match"].isEmpty || NonstandardTerm.Match(rawValue: row["match"]) != nil, "\(row["term"])")
      #expect(row["match"].isEmpty || NonstandardTerm.Family(rawValue: row["type"]) != nil, "\(row["term"])")
    }
    let used = Set(ReferenceData.table("nonstandard_terms").rows.map { $0["source"] })
    #expect(sources.isSubset(of: used), "\(sources.subtracting(used))")
    let terms = Set(NonstandardTerms.standard.terms.map(\.word)).union(["*"])
    for row in ReferenceData.table("term_contexts").rows {
      for term in row["term"].split(separator: "|") { #expect(terms.contains(String(term)), "\(term)") }
    }
  }

  @Test func theLongestOfAFamilyCounts() {
    #expect(found("天子云庭") == ["怪-封建 天子"])
    #expect(found("大洋洲花园") == ["大 大洋洲"])
    #expect(found("王府井大街").isEmpty, "inside an allowed word nothing counts")
    #expect(found("王府井中央城") == ["大 中央"], "outside it does")
  }

  @Test("Two characters of a foreign name count as the whole specific of an urban name only")
  func wholeSpecific() {
    for name in ["罗马家园", "东方罗马", "罗马花园广场", "中瑞·罗马", "罗马阳光", "罗马公寓二期"] {
      #expect(found(name) == ["洋 罗马"], "\(name)")
    }
    for name in ["罗马村", "罗马", "罗马镇", "小罗马村", "罗马村委会", "白罗马尔花园", "马罗马家园", "罗马路", "罗马尼亚村"] {
      #expect(!found(name).contains("洋 罗马"), "\(name)")
    }
    #expect(found("马德里花园") == ["洋 马德里"])
    #expect(found("人马德里花园").isEmpty)
  }

  @Test func listsOfOneProvinceApplyThere() {
    #expect(found("银河花园", county: 330_302) == ["大 银河"])
    #expect(found("银河花园", county: 500_151).isEmpty)
    #expect(found("银河花园") == ["大 银河"], "where the county is not known, any list may apply")
    #expect(found("国际城", county: 500_151) == ["大 国际"], "one word, one match, though two lists have it")
  }

  @Test(
    "Names that the public mocked, and others that must not be flagged",
    arguments: [
      "国际机场", "国际会展中心", "国际合作区", "国际学校", "国际康复医院", "西南大学", "世界自然遗产", "世界读书公园", "中央党校", "中央公园", "中国银行大厦", "王府井",
      "皇城", "白帝城", "王家湾", "天下第一关", "六枝特区", "特色小镇", "金龙大桥", "罗马村", "白求恩国际和平医院", "列宁公园", "希尔顿酒店", "西门子公司", "APEC大道",
      "CBD", "IT产业园", "经五路", "三八路", "1203高地", "五一广场", "黄桷门康养小镇", "土桥镇", "玉皇阁", "关帝庙街", "天府大道", "公主岭大街", "秦皇岛路", "学府路",
    ])
  func allowed(_ name: String) {
    #expect(found(name).isEmpty, "\(found(name))")
    #expect(NumberSpecific.find(in: NameScalars(name)) == nil)
  }
}

@Suite struct NumberSpecificTests {
  @Test(arguments: [
    ("保利叁仟栋", 2..<4), ("6号大院", 0..<2), ("琶洲一号", 2..<4), ("柏林100号", 2..<6), ("五小区", 0..<1), ("第八步道", 0..<2),
    ("中盈·一海里", 3..<6), ("壹瓶花园", 0..<1), ("拾号公馆", 0..<1), ("１号院", 0..<2),
  ])
  func found(name: String, span: Range<Int>) {
    #expect(NumberSpecific.find(in: NameScalars(name)) == span)
  }

  @Test(arguments: [
    "经五路", "三环路", "一马路", "五一广场", "八一大厦", "解放路12号", "三里", "九台", "五塔", "九龙花园", "百花苑", "99大厦", "伍家湾", "陆家花园", "拾村",
    "一号", "三亚花园", "",
  ])
  func notFound(name: String) {
    #expect(NumberSpecific.find(in: NameScalars(name)) == nil)
  }
}

@Suite struct GenericStackTests {
  @Test(arguments: [
    ("金龙大厦广场", 2..<6, false), ("锦绣苑公寓", 2..<5, false), ("公寓", 0..<2, true), ("花园广场", 0..<4, true),
  ])
  func found(name: String, span: Range<Int>, isAlone: Bool) {
    #expect(GenericStack.fault(in: NameScalars(name)) == GenericStack(span: span, isAlone: isAlone))
  }

  @Test(arguments: ["阳光花园小区", "锦绣苑", "东城广场", "花园", "新城", "土桥", "学园公寓", "体育中心", "人民广场", "", "花园村"])
  func notFound(name: String) {
    #expect(GenericStack.fault(in: NameScalars(name)) == nil)
  }
}

@Suite struct LostCharacterTests {
  @Test(
    arguments: [
      ("王家\u{EC72}", .privateUse, 2..<3), ("(上山下奋)口", .description, 0..<6), ("（左山右鱼）岛", .description, 0..<6),
      ("⿰山鱼岛", .description, 0..<3), ("⿱⿰木木火村", .description, 0..<5), ("王?湾", .questionMark, 1..<2),
      ("王　湾", .blank, 1..<2), ("(三点水加鱼)沟", .description, 0..<7), ("(金字旁)沟", .description, 0..<5),
      ("小（氵甸）村", .description, 1..<5), ("双满（lang）村", .description, 2..<8),
    ] as [(String, LostCharacter.Kind, Range<Int>)])
  func found(name: String, kind: LostCharacter.Kind, span: Range<Int>) {
    #expect(LostCharacter.find(in: name) == [LostCharacter(kind: kind, span: span)])
  }

  @Test(arguments: ["??湾", "王家湾(上)", "王家湾(上下)", "王家湾（东西）", "金龙 CBD", " 王家湾 ", "王家湾(", "(上)"])
  func notFound(name: String) {
    #expect(LostCharacter.find(in: name).isEmpty)
  }
}

@Suite struct NameMarkTests {
  @Test func marksAndTheirPlaces() {
    #expect(NameMarks.find(in: "新世界·凯粤湾") == [3..<4])
    #expect(NameMarks.find(in: "王家湾（东）") == [3..<4, 5..<6])
    #expect(NameMarks.find(in: "“金龙”--花园") == [0..<1, 3..<6])
    for name in ["王家湾", "A+公寓", "Beijing-Road", "二〇五", "G318国道", "王?湾"] {
      #expect(NameMarks.find(in: name).isEmpty, "\(name)")
    }
  }
}

@Suite struct ListedCharacterTests {
  private func listing(_ name: String) -> ListedCharacters {
    let bytes = Array(name.utf8)
    return CharacterTable.shared.listing(of: bytes.span)
  }

  @Test func levelsAndWhatIsOutside() {
    #expect(listing("王家湾塆") == [])
    #expect(listing("王家塝") == .rare)
    #expect(listing("𠙶山") == .rare, "beyond the basic plane")
    #expect(listing("王家㘭") == .outside)
    #expect(listing("臺塝") == [.outside, .rare])
    #expect(listing("二〇五A·\u{E000}\u{F900}") == [], "no Chinese characters of the unified blocks")
  }
}
