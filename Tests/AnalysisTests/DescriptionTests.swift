import Analysis
import Testing

/// Figures in running Chinese text.
@Suite struct DescriptionTests {
  private func facts(_ text: String) -> [DescribedFact] {
    var (reader, text) = (DescriptionReader(), text)
    return text.withUTF8 { reader.facts(in: $0) }
  }

  @Test(arguments: [
    ("总人口32000人", 32000), ("人口（2020年）为1,234人", 1234), ("人口约3.2万人", 32000), ("共320户，1200余人", 1200),
    ("人口：980，汉族为主", 980), ("常住人口三百二十人", 320), ("人口１２０人", 120),
  ])
  func population(_ text: String, _ persons: Double) {
    #expect(facts(text).map(\.kind) == [.population])
    #expect(facts(text).map(\.value) == [persons])
  }

  @Test(arguments: [
    "农业人口1100人", "人口密度300人", "人口300～500人", "人口众多", "人口1200人次", "流动总人口300人", "户均3人", "人口增长12人", "1200人",
  ])
  func noPopulation(_ text: String) { #expect(facts(text).filter { $0.kind == .population } == []) }

  @Test(arguments: [
    ("面积12.5平方公里", DescribedFact.Kind.area, 12_500_000.0), ("总面积1.2万亩", .area, 8_000_000),
    ("幅员面积56.7km²", .area, 56_700_000),
    ("占地面积33.9亩", .landArea, 22_600), ("占地20000㎡", .landArea, 20_000), ("全长12.5公里", .length, 12_500),
    ("长约300米", .length, 300), ("长度三千米", .length, 3000), ("邮编402560", .postcode, 402_560),
    ("邮政编码：４０２５６０", .postcode, 402_560),
  ])
  func withUnits(_ text: String, _ kind: DescribedFact.Kind, _ value: Double) throws {
    let fact = try #require(facts(text).first)
    #expect(fact.kind == kind && facts(text).count == 1)
    #expect(abs(fact.value - value) < 0.001)
  }

  @Test(arguments: ["耕地面积200亩", "耕地总面积200亩", "面积较大", "面积12", "校长3人", "境内长3公里", "邮编4025601", "长3-5米", "面积1,2平方公里"])
  func noFigure(_ text: String) { #expect(facts(text) == []) }

  @Test func tellsPlaceAndPrecision() throws {
    let found = facts("有石桥，全长约1.25公里，宽3米。")
    let fact = try #require(found.first)
    #expect(found.count == 1 && fact.span == 5..<13 && fact.isAbout)
    #expect(abs(fact.halfStep - 5) < 1e-9)
    #expect(facts("长三百米").first?.isAbout == false)
  }

  @Test func longAndDamagedTextsAreRead() {
    #expect(facts(String(repeating: "人口", count: 5000)) == [])
    #expect(facts("人口" + String(repeating: "9", count: 400) + "人") == [])
    let bytes: [UInt8] = [0xE4, 0xBA, 0xFF, 0xE4]
    var reader = DescriptionReader()
    #expect(bytes.withUnsafeBufferPointer { reader.facts(in: $0) } == [])
  }
}
