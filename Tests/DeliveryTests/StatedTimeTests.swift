import Testing

@testable import Delivery

@Suite struct StatedTimeTests {
  private func times(_ text: String) -> [String] {
    StatedTime.all(in: text, until: 2026).map { time in
      let years = time.years
      return "\(time.words) \(years.lowerBound)" + (years.count > 1 ? "…\(years.upperBound)" : "")
    }
  }

  @Test(arguments: [
    ("1912年起使用，沿用至今", ["1912年 1912"]), ("一九八五年命名", ["一九八五年 1985"]), ("公元703年置铜梁县", ["703年 703"]),
    ("清康熙三十年（1691年）建", ["清康熙三十年 1691", "1691年 1691"]), ("光绪元年设场", ["光绪元年 1875"]),
    ("乾隆年间迁来", ["乾隆 1736…1795"]), ("明末清初有陈姓", ["明末 1368…1644", "清初 1616…1911"]),
    ("民国二十三年设乡", ["民国二十三年 1934"]), ("民国时期为保", ["民国 1912…1949"]), ("唐代已有", ["唐代 618…907"]),
    ("1949年前属安居乡", ["1949年 1949"]), ("公元前221年", ["221年 -221"]), ("清 嘉庆12年", ["嘉庆12年 1807"]),
    // Lengths of time, words and numbers that are no years.
    ("已有300年历史", []), ("距今1200年", []), ("1000年前", []), ("600多年", []), ("正统的川西民居", []), ("清水河边", []),
    ("海拔1200米，人口19850年均", []), ("2099年规划", []), ("同治路旁", []), ("", []),
    ("现有居民1200年人口", []), ("投资1800年建", []), ("1200年人口普查", []),
  ])
  func readsOnlyWhatIsStated(_ text: String, _ expected: [String]) {
    #expect(times(text) == expected, "\(text)")
  }

  @Test func everyWordOfTheTableIsRead() {
    #expect(StatedTime.all(in: "宣统三年", until: 2026).first?.years == 1911...1911)
    // There was no forty-first year of 光绪.
    #expect(StatedTime.all(in: "光绪四十一年", until: 2026).isEmpty)
  }
}
