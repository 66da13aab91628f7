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
      ("土场镇", "21500", ["土场", "镇"]), ("清溪场镇", "21500", ["清溪场", "镇"]), ("土场镇", "22200", ["土", "场镇"]),
      ("恒合土家族乡", "21500", ["恒合土家族", "乡"]), ("安居古城", "25300", ["安居", "古城"]), ("左岸名邸", "22100", ["左岸", "名邸"]),
    ])
  func parts(name: String, code: String, expected: [String]) {
    #expect(split(name, code) == expected)
  }

  @Test(
    "Modifiers, numbers and directions go with the generic, as they are spelled",
    arguments: [
      ("南山南路", "23510", ["南山", "南路"]), ("中兴东路", "23510", ["中兴", "东路"]), ("金龙中路", "23510", ["金龙", "中路"]),
      ("湖北路", "23510", ["湖北", "路"]), ("毛泽东路", "23510", ["毛泽东", "路"]), ("北二巷", "23510", ["北", "二巷"]),
      ("经五路", "23510", ["经", "五路"]), ("支一路", "23510", ["支", "一路"]), ("统一路", "23510", ["统一", "路"]),
      ("五一路", "23510", ["五一", "路"]), ("二马路", "23510", ["二", "马路"]), ("人民路南一巷", "23510", ["人民路", "南一巷"]),
      ("龙安大道一段", "23510", ["龙安大道", "一段"]), ("龙安大道南段", "23510", ["龙安大道", "南段"]), ("上段", "23510", ["上段", ""]),
      ("金泰花园二期", "22100", ["金泰花园", "二期"]), ("涪江三桥", "23610", ["涪江", "三桥"]), ("铜梁西站", "23320", ["铜梁", "西站"]),
      ("五星二社", "21630", ["五星", "二社"]), ("七一社区12社", "21630", ["七一社区", "12社"]), ("建设一村", "22100", ["建设", "一村"]),
      ("铜梁一中", "27300", ["铜梁", "一中"]), ("江东镇", "21500", ["江东", "镇"]), ("石桥东村", "21610", ["石桥东", "村"]),
    ])
  func modifiers(name: String, code: String, expected: [String]) {
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
      if generic.division != .part { #expect(split("甲" + generic.word) == ["甲", generic.word]) }
    }
    for local in ["塆", "坝", "坪", "沟", "垭", "坳", "塝", "碥", "嘴", "院子", "大院", "房子", "屋基"] {
      #expect(all.contains { $0.word == local && $0.kind == .village }, "\(local)")
    }
  }
}
