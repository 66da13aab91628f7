import Testing

@testable import Toponymy

@Suite struct GenericTests {
  private func split(_ name: String, _ code: String? = nil) -> [String] {
    let parts = NameParts(name, class: code.flatMap { ClassCode($0) })
    let scalars = Array(name.unicodeScalars)
    return [parts.specific, parts.generic].map { String(String.UnicodeScalarView(scalars[$0])) }
  }

  @Test(
    "The longest word that the class knows is the generic",
    arguments: [
      ("土桥镇", "21500", ["土桥", "镇"]), ("土桥村", "21610", ["土桥", "村"]), ("土桥村村民委员会", "27610", ["土桥村", "村民委员会"]),
      ("密云水库", "24230", ["密云", "水库"]), ("王家湾", "22200", ["王家", "湾"]), ("曾家院子", "22200", ["曾家", "院子"]),
      ("太湖", "12200", ["太", "湖"]), ("金龙大道", "23510", ["金龙", "大道"]), ("巴川街道", "21500", ["巴川", "街道"]),
      ("永清街道", "23510", ["永清", "街道"]), ("黄山市", "21400", ["黄山", "市"]), ("故宫", "22200", ["故", "宫"]),
      ("龙门大坝", "24400", ["龙门", "大坝"]), ("刘家大坝", "22200", ["刘家", "大坝"]), ("铜梁", "21400", ["铜梁", ""]),
      ("大桥", "23610", ["", "大桥"]), ("", "23610", ["", ""]), ("金龙路 ", "23510", ["金龙", "路"]),
    ])
  func parts(name: String, code: String, expected: [String]) {
    #expect(split(name, code) == expected)
  }

  @Test func withoutClassTheLongestWord() {
    #expect(split("长江大桥") == ["长江", "大桥"])
    #expect(split("翠湖小区") == ["翠湖", "小区"])
    #expect(split("东坡陵园") == ["东坡", "陵园"])
  }

  @Test func stackedGenerics() {
    let name = NameScalars("金龙大厦广场")
    let stack = ClassGenerics(ClassCode("26310")).stack(of: name)
    #expect(stack.map { GenericTable.standard.all[$0.generic].word } == ["广场", "大厦"])
    #expect(stack.map(\.range) == [4..<6, 2..<4])
    #expect(NameParts("大厦广场", class: ClassCode("26310")).hasNoSpecific == false)
    #expect(NameParts("广场", class: ClassCode("26310")).hasNoSpecific)
  }

  @Test("Words and classes", arguments: [("水库", "24230", 9), ("水库", "12100", 0), ("塆", "22200", 9), ("桥", "22200", 5)])
  func weights(word: String, code: String, weight: Int) throws {
    let generic = try #require(GenericTable.standard.all.first { $0.word == word })
    let code = try #require(ClassCode(code))
    #expect(generic.weight(in: code) == weight)
    #expect(generic.saysClass == generic.classes.contains { $0.weight == 9 })
  }

  @Test func theTableIsWhole() {
    let all = GenericTable.standard.all
    #expect(all.count > 450)
    #expect(Set(all.map(\.word)).count == all.count)
    for generic in all {
      #expect(!generic.classes.isEmpty, "\(generic.word)")
      #expect(generic.classes.allSatisfy { (1...9).contains($0.weight) && Int($0.prefix) != nil }, "\(generic.word)")
      #expect(generic.scalars.allSatisfy { (0x3400...0x9FFF).contains($0) }, "\(generic.word)")
      #expect(split("甲" + generic.word) == ["甲", generic.word])
    }
    for local in ["塆", "坝", "坪", "沟", "垭", "坳", "塝", "碥", "嘴", "院子", "大院", "房子", "屋基"] {
      #expect(all.contains { $0.word == local && $0.kind == .village }, "\(local)")
    }
  }
}
