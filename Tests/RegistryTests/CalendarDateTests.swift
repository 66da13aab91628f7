import Foundation
import TestSupport
import Testing

@testable import Registry

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("2021-06-30", "2021-06-30"), ("2021/6/30", "2021-06-30"), ("2021.6.30", "2021-06-30"), ("20210630", "2021-06-30"),
    ("2021年6月30日", "2021-06-30"), ("2021年6月30号", "2021-06-30"), ("2021年6月30", "2021-06-30"),
    ("2021年06月30日 10时", "2021-06-30"), ("2021－6－30", "2021-06-30"), ("2021．6．30", "2021-06-30"),
    ("２０２１年６月３０日", "2021-06-30"), ("2021 年 6 月 30 日", "2021-06-30"), ("2021年6月 30日", "2021-06-30"),
    ("2021-06", "2021-06"), ("2021年6月", "2021-06"), ("2021年 6月", "2021-06"), ("202106", "2021-06"),
    ("2021/6", "2021-06"),
    ("2021", "2021"), ("2021年", "2021"), ("2021 年", "2021"), ("0001-01-01", "0001-01-01"),
    ("2021-06-30T10:00:00Z", "2021-06-30"), ("2021-06-30 10:00", "2021-06-30"), ("2021/6/30 0:00:00", "2021-06-30"),
    ("20210630T101112", "2021-06-30"), ("2021/6/30 上午 8:05:00", "2021-06-30"), (" 2021-06-30\u{3000}", "2021-06-30"),
    ("2000-02-29", "2000-02-29"), ("2024-2-29", "2024-02-29"),
    ("二〇〇八年七月", "2008-07"), ("二〇〇八", "2008"), ("二零零八年七月十五日", "2008-07-15"), ("一九八五年", "1985"),
    ("二○二一年十二月三十一日", "2021-12-31"),
    ("二〇〇八年七月廿三日", "2008-07-23"), ("民国二十三年", "1934"), ("民国23年5月", "1934-05"), ("民国元年", "1912"),
    ("二OO八年七月", "2008-07"), ("二ＯＯ八年7月", "2008-07"), ("公元1985年", "1985"), ("公元二〇〇八年七月", "2008-07"),
    ("1985年3月份", "1985-03"), ("2008年7月15日上午", "2008-07-15"), ("2008-07-15 00:00:00", "2008-07-15"),
  ])
  func reads(_ text: String, _ expected: String) {
    #expect(CalendarDate(parsing: text)?.description == expected)
  }

  @Test(arguments: [
    "", " ", "年", "日", "号2021", "日2021-06-30", "不详", "2021-13", "2021-00", "2021-06-31", "2021-06-00", "2021-02-29",
    "1900-02-29", "2100-2-29", "20210631", "202113", "21-06-30", "30/06/2021", "2021-06-30-05", "2021.6.30.1", "2021-",
    "2021-06-", "2021--06", "-2021", "2021日", "2021-6-30x", "2021约", "2021-06-30 至 2022-06-30", "2021 6 30",
    "2021 10:00",
    "2021-06-30 2022-07-01", "123", "12345", "1234567", "123456789", "99999999999999999999999", "0000-01-01", "1985年代",
    "２", "2021年6月30日日", "2021年6月30日前", "七十年代", "清康熙六十年", "民国", "民国年", "民国四十年", "七月十五日", "2008-W28",
    "二〇〇八年十三月", "八五年", "上午",
  ])
  func refuses(_ text: String) {
    #expect(CalendarDate(parsing: text) == nil)
  }

  @Test(arguments: [
    ("18264", "1950-01-01"), ("39644", "2008-07-15"), ("44197", "2021-01-01"), ("36585", "2000-02-29"),
    ("45123.5", "2023-07-16"), ("54788", "2049-12-31"),
  ])
  func numbersOfDays(_ text: String, _ expected: String) {
    #expect(CalendarDate(spreadsheetSerial: text)?.description == expected)
    #expect(CalendarDate.reading(text)?.isSerial == true)
  }

  @Test(arguments: ["1", "2008", "18263", "54789", "202106", "3964a", "39644年", "-39644", "4e4", "396.44"])
  func otherNumbersAreNoDays(_ text: String) { #expect(CalendarDate(spreadsheetSerial: text) == nil) }

  @Test func everyNumberOfADayGoesOneDayOn() throws {
    var before = try #require(CalendarDate(spreadsheetSerial: "18264"))
    for number in 18_265..<54_789 {
      let date = try #require(CalendarDate(spreadsheetSerial: String(number)))
      #expect(before.days(until: date) == 1)
      before = date
    }
  }

  @Test func chineseNumeralsSayTheSame() throws {
    let digits = Array("〇一二三四五六七八九")
    let said = { (number: Int) -> String in
      number < 10
        ? String(digits[number])
        : (number >= 20 ? String(digits[number / 10]) : "") + "十"
          + (number % 10 == 0 ? "" : String(digits[number % 10]))
    }
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<2000 {
      let date = try #require(
        CalendarDate(
          year: Int.random(in: 1000...2999, using: &generator), month: Int.random(in: 1...12, using: &generator),
          day: Int.random(in: 1...28, using: &generator)))
      let year = String(String(date.year).compactMap { $0.wholeNumberValue.map { digits[$0] } })
      let text = "\(year)年\(said(date.month ?? 0))月\(said(date.day ?? 0))日"
      #expect(CalendarDate(parsing: text) == date, "\(text)")
    }
  }

  @Test func readsBackEveryDescription() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let year = Int.random(in: 1...9999, using: &generator)
      let month = Int.random(in: 1...12, using: &generator)
      let day = Int.random(in: 1...28, using: &generator)
      let dates = [
        CalendarDate(year: year), CalendarDate(year: year, month: month),
        CalendarDate(year: year, month: month, day: day),
      ]
      for date in dates {
        let date = try #require(date)
        #expect(CalendarDate(parsing: date.description) == date)
      }
    }
  }

  /// Against a walk from day to day with the calendar's rule spelt out.
  @Test func countsDaysAsAWalkThroughTheCalendarDoes() throws {
    let start = try #require(CalendarDate(year: 1896, month: 1, day: 1))
    var (count, previous) = (0, start)
    for year in 1896...2104 {
      let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
      for (month, days) in zip(1...12, [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        #expect(CalendarDate(year: year, month: month, day: days + 1) == nil)
        for day in 1...days {
          let date = try #require(CalendarDate(year: year, month: month, day: day))
          if start.days(until: date) != count || previous > date { Issue.record("\(date)") }
          (count, previous) = (count + 1, date)
        }
      }
    }
  }

  @Test func countsDaysAsFoundationDoes() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<500 {
      let days = Int.random(in: -100_000...100_000, using: &generator)
      let date = Date(timeIntervalSince1970: Double(days) * 86400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let epoch = try #require(CalendarDate(year: 1970, month: 1, day: 1))
      let other = try #require(CalendarDate(year: parts.year ?? 0, month: parts.month, day: parts.day))
      #expect(epoch.days(until: other) == days)
      #expect(other.days(until: epoch) == -days)
    }
  }

  @Test func addsYears() throws {
    let leapDay = try #require(CalendarDate(year: 2020, month: 2, day: 29))
    #expect(leapDay.adding(years: 5)?.description == "2025-02-28")
    #expect(leapDay.adding(years: 4)?.description == "2024-02-29")
    #expect(leapDay.adding(years: -120)?.description == "1900-02-28")
    #expect(CalendarDate(year: 2021, month: 6)?.adding(years: 5)?.description == "2026-06")
    #expect(CalendarDate(year: 2021)?.adding(years: 5)?.description == "2026")
    #expect(CalendarDate(year: 9999)?.adding(years: 1) == nil)
  }

  @Test func ordersByTheFirstDayMeantTheVaguerFirst() throws {
    let texts = ["2020-12-31", "2021", "2021-01", "2021-01-01", "2021-01-02", "2021-02", "2022"]
    let dates = try texts.map { try #require(CalendarDate(parsing: $0)) }
    for (i, left) in dates.enumerated() {
      for (j, right) in dates.enumerated() { #expect((left < right) == (i < j), "\(left) \(right)") }
    }
    #expect(dates[1].days(until: dates[3]) == 0)
  }
}
