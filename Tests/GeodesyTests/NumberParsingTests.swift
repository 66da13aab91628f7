import TestSupport
import Testing

@testable import Geodesy

@Suite("Decimal numbers")
struct DecimalTests {
  @Test(arguments: [
    "0", "-0", "106.02", "-106.020000000", "+3298379.516", ".5", "5.", "1e3", "1.5E-3", "-2.5e+2", "35598615.405",
    "0e999",
    "0.000000000000000000000000000001", "9007199254740993", "123456789012345678901234567890", "1e22", "1e23", "1e-22",
    "1e-23",
    "1.7976931348623157e308", "5e-324", "1e-400", "29.80000000000000000000000000000000000001",
    "000000000000000000000000106.5",
    "0.1", "0.30000000000000004", "106.123456789012345678", "4.35", "8.5e-23", "12345678901234567890123.",
    ".12345678901234567890123", "0e99999999999999999999", "1e-99999999999999999999", "-0e999",
    "00000000000000000000000000000",
  ])
  func agreesWithTheStandardLibrary(text: String) throws {
    let complete = text.hasSuffix(".") ? text + "0" : text
    let expected = try #require(Double(complete))
    let value = try #require(parseDecimal(text))
    #expect(value.bitPattern == expected.bitPattern)
  }

  @Test func agreesOnRandomCoordinates() throws {
    var generator = SeededGenerator(seed: 20_260_721)
    for _ in 0..<20_000 {
      let digits = Int(generator.next() % 17) + 1
      let whole = generator.next() % 100_000_000
      let fraction = String(generator.next()).prefix(digits)
      let text = "\(generator.next() % 2 == 0 ? "-" : "")\(whole).\(fraction)"
      #expect(parseDecimal(text)?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test(arguments: [
    "", " ", "-", "+", ".", "-.", "e5", "1e", "1e+", "inf", "-inf", "nan", "NaN", "infinity", "0x10", "0x1p3", "1,000",
    "1 000",
    " 1", "1 ", "1.2.3", "--1", "+-1", "1-", "106.02°", "１０６", "1_000", "1e400", "-1e999999999999999999999", "1d5",
    "1f", "\u{0}1",
    "1\u{0}",
  ])
  func refuses(text: String) {
    #expect(parseDecimal(text) == nil)
  }

  @Test func readsBytesOfALargerText() {
    let line = Array("甲,106.02,29.8".utf8)
    line.withUnsafeBufferPointer { bytes in
      #expect(parseDecimal(UnsafeBufferPointer(rebasing: bytes[4..<10])) == 106.02)
      #expect(parseDecimal(UnsafeBufferPointer(rebasing: bytes[4..<4])) == nil)
      #expect(parseDecimal(UnsafeBufferPointer(start: nil, count: 0)) == nil)
    }
  }
}

@Suite("Degrees")
struct DegreeTests {
  private static let angle = 106 + 3.0 / 60 + 12.34 / 3600

  @Test(arguments: [
    "106°03′12.34″", "106°3'12.34\"", "106º03’12.34”", "106°03′12.34", "106度03分12.34秒", "106度3分12.34", "106 03 12.34",
    "106-03-12.34", "106:03:12.34", "106° 03′ 12.34″", " 106°03′12.34″ ", "１０６°０３′１２．３４″",
    "106°03'12.34''", "106d03'12.34\"", "东经106°03′12.34″", "东经：106°03′12.34″", "E106°03′12.34″", "106°03′12.34″E",
    "106°03′12.34″ e",
    "106º03´12.34˝", "106°03ʹ12.34ʺ", "106‐03‐12.34", "106゜03′12.34″", "106 03 12.34E", "106-03-12.34 E",
    "106:03:12.34 东经",
    "106−03−12.34", "106　03　12.34", "+106°03′12.34″",
  ])
  func sexagesimal(text: String) throws {
    let reading = try #require(readDegrees(text), "\(text)")
    #expect(abs(reading.degrees - Self.angle) < 1e-12)
    #expect(reading.notation == .degreesMinutesSeconds)
  }

  @Test(arguments: [
    ("106.02", 106.02), ("-106.02", -106.02), ("106.02°", 106.02), ("106.02°E", 106.02), ("W106.02", -106.02),
    ("西经 106.02", -106.02),
    ("29.8N", 29.8), ("南纬29.8", -29.8), ("北纬29.8°", 29.8), ("106", 106), ("106度", 106), ("106.02 E", 106.02),
    ("1060312.34", 1_060_312.34), ("106.031234", 106.031234),
  ])
  func decimal(text: String, degrees: Double) throws {
    let reading = try #require(readDegrees(text))
    #expect(reading.degrees == degrees)
    #expect(reading.notation == .decimalDegrees)
    #expect(parseDegrees(text) == degrees)
  }

  @Test func degreesAndMinutes() {
    #expect(readDegrees("106°30′") == DegreeReading(degrees: 106.5, notation: .degreesMinutes, axis: nil))
    #expect(readDegrees("N29°48.6′") == DegreeReading(degrees: 29.81, notation: .degreesMinutes, axis: .latitude))
    #expect(readDegrees("106°30") == DegreeReading(degrees: 106.5, notation: .degreesMinutes, axis: nil))
    #expect(readDegrees("-0°30′")?.degrees == -0.5)
  }

  @Test func hemisphereNamesTheAxis() {
    #expect(readDegrees("东经106.02")?.axis == .longitude)
    #expect(readDegrees("29.8S") == DegreeReading(degrees: -29.8, notation: .decimalDegrees, axis: .latitude))
    #expect(readDegrees("106.02")?.axis == nil)
  }

  @Test(arguments: [
    "", " ", "°", "E", "东经", "106°60′00″", "106°03′60″", "106.5°30′", "106°30.5′12″", "-106°W", "E-106", "106′03″",
    "106°03°12",
    "106-03", "106 03", "106-03:12", "106°03′12.34″ 29°48′", "106°03′12″x", "abc", "106,02", "nan", "inf", "E106W",
    "--106", "106°-3′",
    "106°03′12.3.4″", "1985年", "106..02", "3分", "106 03 12 05", "东106", "东纬106", "106东", "经106", "E106E",
    "106°E03′", "106°03′E12″",
  ])
  func refuses(text: String) {
    #expect(readDegrees(text) == nil)
  }

  @Test(arguments: ["106d03m12.5s", "106D03M12.5S", "106°3′12″.5", "106d3m12.5sE", "106d03m12.5", "E106°3′12″.5"])
  func marksOfOtherHands(_ text: String) throws {
    let degrees = try #require(parseDegrees(text))
    #expect(abs(degrees - (106 + 3 / 60.0 + 12.5 / 3600)) < 1e-12)
  }

  @Test(arguments: ["106m", "12.5s3", "106d03m70s", "106°3′12″.5.5", "m", "dms"])
  func lettersThatAreNoAngle(_ text: String) { #expect(parseDegrees(text) == nil) }
}
