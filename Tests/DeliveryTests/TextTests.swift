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

  @Test(arguments: [
    (0.0, 3, "0"), (37.2, 3, "37.2"), (-0.0004, 3, "0"), (-1234.5, 1, "-1,234.5"), (0.99999, 3, "1"),
    (1e20, 1, "1e+20"),
    (1_234_567.0, 0, "1,234,567"), (0.05, 2, "0.05"),
  ])
  func decimals(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(NumberText.decimal(value, decimals: decimals) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-12_034, "-12,034"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func groups(_ value: Int, _ text: String) { #expect(NumberText.grouped(value) == text) }

  @Test func shortestNumbers() {
    #expect(NumberText.shortest(4) == "4")
    #expect(NumberText.shortest(0.1) == "0.1")
    #expect(Double(NumberText.shortest(1.0 / 3)) == 1.0 / 3)
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

  @Test func invisibleAndControlCharactersShow() {
    #expect(VisibleText.of("石\u{200B}鱼") == "石‹U+200B›鱼")
    #expect(VisibleText.of("\u{1B}[31m") == "‹U+001B›[31m")
    #expect(VisibleText.of("甲\n乙") == "甲⏎乙")
    #expect(VisibleText.of("全　角 OK") == "全　角 OK")
    #expect(VisibleText.of("\u{E001}\u{A0}") == "‹U+E001›‹U+00A0›")
  }

  @Test func excerptKeepsTheSpan() {
    let text = String(repeating: "甲", count: 100) + "乙" + String(repeating: "丙", count: 100)
    #expect(VisibleText.excerpt(text, around: 100..<101, limit: 4) == "…甲甲乙丙…")
    #expect(VisibleText.excerpt(text, around: nil, limit: 3) == "甲甲甲…")
    #expect(VisibleText.excerpt(text, around: 200..<201, limit: 2) == "…丙丙")
    #expect(VisibleText.excerpt("短", around: 0..<1) == "短")
  }
}
