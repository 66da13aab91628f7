import Testing
import Texts

@Suite struct NumberTextTests {
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

  @Test(arguments: [
    (0.0004, "0"), (12.0, "12"), (0.1234, "0.123"), (1234.5678, "1235"), (Double.nan, "nan"), (.infinity, "inf"),
    (1e300, "1e+300"),
  ])
  func metres(_ value: Double, _ text: String) { #expect(NumberText.metres(value) == text) }

  @Test func hexadecimal() {
    #expect([UInt8(0), 10, 255].hexadecimal() == "000aff")
    #expect([UInt8(7), 16].hexadecimal(separator: " ") == "07 10")
  }
}

@Suite struct VisibleTextTests {
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

@Suite struct FoldedWidthTests {
  @Test func onlyFullWidthASCIIIsFolded() {
    #expect("１：１万（Ａ～！）".foldingWidth == "1:1万(A~!)")
    // The neighbours of the range, the ideographic blank and half-width kana stay.
    #expect("\u{FF00}\u{FF5F}\u{3000}ｱ".foldingWidth == "\u{FF00}\u{FF5F}\u{3000}ｱ")
    #expect(Unicode.Scalar.foldedWidth(of: 0xFF21) == 0x41)
  }
}
