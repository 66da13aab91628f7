import Registry
import Testing

@testable import Delivery

@Suite struct TextTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("界桩", 4), ("A桩", 3), ("（，）", 6), ("é", 1), ("e\u{301}", 1), ("石\u{200B}鱼", 4),
    ("𠮷", 2), ("ｱ", 1), ("“”", 2), ("㎡", 2),
  ])
  func displayWidth(_ text: String, _ width: Int) { #expect(DisplayWidth.of(text) == width) }

  @Test func wrappingKeepsPunctuationAndWordsTogether() {
    #expect(DisplayWidth.wrapped("界桩偏离，界线", width: 8) == ["界桩偏", "离，界线"])
    #expect(DisplayWidth.wrapped("one two three", width: 8) == ["one two", "three"])
    #expect(DisplayWidth.wrapped("按 GB/T 17796-2009 办", width: 10) == ["按 GB/T", "17796-2009", "办"])
    #expect(DisplayWidth.wrapped("见“甲”", width: 4) == ["见", "“甲”"])
  }

  @Test func measuresInBothLanguages() {
    #expect(MeasureText.text(Measure(37.2, .metres), .zh) == "37.2 米")
    #expect(MeasureText.text(Measure(37.2, .metres), .en) == "37.2 m")
    #expect(MeasureText.text(Measure(4.0004, .metres), .zh) == "4 米")
    #expect(MeasureText.text(Measure(12_345.6, .squareMetres), .zh) == "12,346 平方米")
    #expect(MeasureText.text(Measure(1340.625, .squareKilometres), .en) == "1,340.625 km²")
    #expect(MeasureText.text(Measure(3, .degrees), .zh) == "3°")
    #expect(MeasureText.text(Measure(12, .count), .zh) == "12")
    #expect(MeasureText.text(Measure(99.5, .percent), .zh) == "99.5%")
    #expect(MeasureText.text(.nan, .metres, .zh) == "无法计算")
  }
}
