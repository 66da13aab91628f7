import Testing

@testable import Toponymy

@Suite struct ChineseNumeralTests {
  @Test(arguments: [
    ("零", 0), ("〇", 0), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百一十", 110), ("一千零一十", 1010),
    ("一百二十三", 123), ("二〇〇八", 2008), ("二零零八", 2008), ("廿三", 23), ("卅", 30), ("两百", 200), ("两万五千", 25_000),
    ("一万零二", 10_002), ("十万", 100_000), ("一亿零五万", 100_050_000), ("壹佰贰拾", 120), ("三百萬", 3_000_000),
  ])
  func reads(_ text: String, _ expected: Int) { #expect(ChineseNumeral.integer(text) == expected) }

  @Test(arguments: ["", "一百二", "一万二", "十十", "一十百", "百千", "万", "亿", "二十零", "abc", "12", "三点", "一二十", "零万"])
  func refuses(_ text: String) { #expect(ChineseNumeral.integer(text) == nil) }

  @Test func readsWhatItSays() {
    for number in 0...9999 {
      let said = String(String.UnicodeScalarView(ChineseNumeral.said(number).compactMap(Unicode.Scalar.init)))
      #expect(ChineseNumeral.integer(said) == number, "\(said)")
      #expect(number < 1 || ChineseNumeral.integer(said + "万") == number * 10_000, "\(said)万")
    }
  }

  @Test func decimalsAndWhatFollows() throws {
    let (value, rest) = try #require(ChineseNumeral.decimal(atStartOf: "三十三点九亩"))
    #expect(value == 33.9)
    #expect(rest == "亩")
    #expect(ChineseNumeral.decimal(atStartOf: "亩三") == nil)
    // Beyond an Int once the decimals are counted in.
    let nines = String(repeating: "九", count: 15)
    #expect(ChineseNumeral.decimal(atStartOf: "\(nines)点九九九九九九")?.value == 1e15)
    #expect(ChineseNumeral.decimal(atStartOf: "三点") == nil)
  }
}
