import TestSupport
import Testing

@testable import Registry

@Suite struct QuantityTests {
  private func field(_ key: FieldKey, of kind: RecordKind = .facility) throws -> Field {
    try #require(FieldCatalogue.standard.field(kind, key))
  }

  @Test(
    arguments: [
      // As it stands.
      ("area_mu", "33.9", 33.9), ("area_mu", " 33.9 ", 33.9), ("area_mu", "1e3", 1000), ("area_mu", "-0.5", -0.5),
      // With its unit.
      ("area_mu", "33.9亩", 33.9), ("area_mu", "780 亩", 780), ("area_mu", "３３．９亩", 33.9), ("area_mu", "33.9（亩）", 33.9),
      ("area_mu", "33.9市亩", 33.9), ("graves_built", "120座", 120), ("graves_built", "120穴", 120),
      ("beds", "80张", 80), ("investment", "1,200万元", 1200), ("investment", "1.2亿元", 12_000),
      ("investment", "12000000元", 1200), ("investment", "1.2万元", 1.2), ("floor_area_m2", "1200㎡", 1200),
      ("floor_area_m2", "1200平方米", 1200), ("floor_area_m2", "1200 M2", 1200), ("single_grave_m2", "0.8m²", 0.8),
      // In another unit.
      ("area_mu", "1公顷", 15), ("area_mu", "2 ha", 30), ("area_mu", "10000平方米", 15), ("area_ha", "33.9亩", 2.26),
      ("area_ha", "15亩", 1), ("area_ha", "1平方公里", 100), ("area_mu", "1.2万亩", 12_000),
      ("floor_area_m2", "1.2万平方米", 12_000), ("floor_area_m2", "3亩", 2000),
      // Grouped.
      ("area_mu", "1,234.5", 1234.5), ("graves_built", "1,234,567", 1_234_567), ("graves_built", "1，200位", 1200),
      // In Chinese numerals.
      ("area_mu", "三十三亩", 33), ("area_mu", "三十三点九亩", 33.9), ("graves_built", "一百二十三", 123),
      ("graves_built", "廿三", 23), ("graves_built", "两千零五", 2005), ("graves_built", "１．２万", 12_000),
      ("served_population", "1.2万人", 12_000), ("served_population", "三万人", 30_000),
      ("investment", "三百万元", 300), ("graves_built", "壹佰贰拾", 120),
    ] as [(FieldKey, String, Double)])
  func reads(_ key: FieldKey, _ text: String, _ expected: Double) throws {
    #expect(try field(key).number(text)?.value == expected)
  }

  @Test(
    arguments: [
      ("area_mu", ""), ("area_mu", "亩"), ("area_mu", "约30亩"), ("area_mu", "30多亩"), ("area_mu", "30亩左右"),
      ("area_mu", "30-40"), ("area_mu", "30～40亩"), ("area_mu", "30米"), ("area_mu", "30里"), ("area_mu", "30座"),
      ("graves_built", "12,34"), ("graves_built", "1,5"), ("graves_built", ",200"), ("graves_built", "1,200,"),
      ("graves_built", "1 200"), ("graves_built", "120亩"), ("graves_built", "一百二"), ("graves_built", "一万二"),
      ("graves_built", "十十"), ("graves_built", "百"), ("served_population", "800户"), ("investment", "1.2万"),
      ("investment", "三百万"), ("area_mu", "nan"), ("area_mu", "inf"), ("area_mu", "0x10"), ("area_mu", "三十三亩地"),
      ("area_mu", "1.2.3亩"), ("area_mu", "--3亩"), ("area_mu", "3万万亩"), ("sequence", "3亩"),
    ] as [(FieldKey, String)])
  func refuses(_ key: FieldKey, _ text: String) throws {
    #expect(try field(key).number(text) == nil, "\(text)")
  }

  @Test(arguments: [
    "35 582765.719", "(35)582765.719", "（35）582765.719", "35带582765.719", "Y=35582765.719", "Y：35 582765.719",
  ])
  func eastingsWithTheirZoneApart(_ text: String) throws {
    #expect(readCoordinate(text) == 35_582_765.719)
    var text = text
    let easting = try field(.easting, of: .boundaryMarker)
    #expect(text.withUTF8 { easting.outcome(of: $0) } == .marked)
  }

  @Test(arguments: ["35 58276.719", "(35 582765.719", "35)582765.719", "135 582765", "X=", "Z=1", "X3317644"])
  func otherMarksAreNoCoordinate(_ text: String) { #expect(readCoordinate(text) == nil) }

  @Test func aYearMayHaveItsWord() throws {
    #expect(try field(.year, of: .population).number("1985年")?.value == 1985)
    #expect(try field(.year, of: .population).number("二〇〇八年")?.value == 2008)
    #expect(try field(.year, of: .population).number("2020") == NumberReading(value: 2020, isPlain: true))
  }

  @Test func lengthsAndShares() throws {
    let line: (String) throws -> Double? = { try field("length_km", of: .boundaryLine).number($0)?.value }
    #expect(try line("12公里") == 12)
    #expect(try line("12 km") == 12)
    #expect(try line("12千米") == 12)
    #expect(try line("850米") == 0.85)
    #expect(try line("12里") == nil)
    #expect(try field("green_percent", of: .placeName).number("35%")?.value == 35)
    #expect(try field("green_percent", of: .placeName).number("３５％")?.value == 35)
    #expect(try field("death_rate", of: .population).number("6.2‰")?.value == 6.2)
    #expect(try field("death_rate", of: .population).number("0.62%")?.value == 6.2)
  }

  @Test func everyUnitOfTheCatalogueIsKnown() {
    for kind in RecordKind.allCases {
      for field in FieldCatalogue.standard[kind] where field.unit == nil && [.integer, .number].contains(field.type) {
        #expect([FieldKey("area"), "sequence"].contains(field.key), "\(field.key)")
      }
    }
  }

  /// Whatever is written in a unit is read as the same in all others.
  @Test func conversionsAgree() throws {
    var generator = SeededGenerator(seed: 12)
    let words: [(String, Double)] = [
      ("亩", 2000 / 3.0), ("公顷", 10_000), ("平方米", 1), ("平方公里", 1_000_000), ("万亩", 2e7 / 3),
    ]
    let area = try field("area_mu")
    for _ in 0..<2000 {
      let number = Double(Int.random(in: 1...9_999_999, using: &generator)) / 100
      let (word, size) = try #require(words.randomElement(using: &generator))
      let read = try #require(area.number("\(number)\(word)")).value
      #expect(abs(read - number * size * 3 / 2000) <= 1e-12 * read)
      let grouped = Self.grouped(Int(number)) + word
      let whole = try #require(area.number(grouped), "\(grouped)").value
      #expect(abs(whole - Double(Int(number)) * size * 3 / 2000) <= 1e-12 * whole)
    }
  }

  private static func grouped(_ number: Int) -> String {
    var (rest, text) = (number, "")
    while rest >= 1000 {
      text = "," + String(rest % 1000 + 1000).dropFirst() + text
      rest /= 1000
    }
    return String(rest) + text
  }

  /// No text makes a reader trap.
  @Test func anyTextIsReadOrRefused() throws {
    let alphabet = Array("0123456789.,，-+eE 万亿千百十零一二两三〇点亩元人年月日°′″度分秒东经EN/:无是否%()（）\u{FFFD}\u{3000}㎡")
    var generator = SeededGenerator(seed: 77)
    let fields = RecordKind.allCases.flatMap { FieldCatalogue.standard[$0] }.filter(\.isTyped)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...14, using: &generator)
      var text = String((0..<count).compactMap { _ in alphabet.randomElement(using: &generator) })
      let field = try #require(fields.randomElement(using: &generator))
      let outcome = text.withUTF8 { field.outcome(of: $0) }
      if [.number, .integer].contains(field.type), outcome == .plain || outcome == .marked,
        !["northing", "easting"].contains(field.key)
      {
        #expect(field.number(text) != nil, "\(text)")
      }
      _ = CalendarDate.reading(text)
      _ = readCoordinate(text)
    }
  }
}

@Suite struct CellOutcomeTests {
  @Test(
    arguments: [
      (.facility, "area_mu", "33.9", .plain), (.facility, "area_mu", "33.9亩", .marked),
      (.facility, "area_mu", "约30亩", .unreadable), (.facility, "area_mu", "—", .absent),
      (.facility, "area_mu", " ", .absent), (.facility, "area_mu", "不详", .absent), (.facility, "area_mu", "/", .absent),
      (.facility, "built_on", "2008-07-15", .plain), (.facility, "built_on", "2008/7/15", .plain),
      (.facility, "built_on", "2008", .plain), (.facility, "built_on", "20080715", .plain),
      (.facility, "built_on", "2008年7月", .plain), (.facility, "built_on", "39644", .serial),
      (.facility, "built_on", "39644.5", .serial), (.facility, "built_on", "2008-02-30", .unreadable),
      (.facility, "built_on", "七十年代", .unreadable), (.facility, "built_on", "12345", .unreadable),
      (.facility, "site_markers", "是", .plain), (.facility, "site_markers", "未埋设", .plain),
      (.facility, "site_markers", "可能", .unreadable), (.facility, "site_markers", "无", .plain),
      (.facility, "type", "农村公益性公墓", .plain), (.facility, "type", "家族墓地", .unlisted),
      (.facility, "status", "建设中", .plain), (.facility, "status", "烂尾", .unlisted),
      (.facility, "name", "任何", .plain), (.placeName, "longitude", "106°01′12.5″", .plain),
      (.placeName, "longitude", "106.02", .plain), (.placeName, "longitude", "百六", .unreadable),
      (.placeName, "longitude", "nan", .plain), (.placeName, "survey_method", "实地", .plain),
      (.placeName, "established", "清康熙六十年", .plain), (.division, "level", "街道", .plain),
      (.division, "level", "town", .plain), (.division, "level", "九级", .unlisted),
      (.boundaryMarker, "type", "单立桩", .plain), (.boundaryMarker, "type", "双立", .plain),
      (.boundaryMarker, "northing", "3298379.516", .plain), (.boundaryMarker, "northing", "inf", .plain),
      (.boundaryLine, "last_inspection", "2021年11月", .plain),
    ] as [(RecordKind, FieldKey, String, CellOutcome)])
  func tells(_ kind: RecordKind, _ key: FieldKey, _ text: String, _ expected: CellOutcome) throws {
    let field = try #require(FieldCatalogue.standard.field(kind, key))
    var text = text
    #expect(text.withUTF8 { field.outcome(of: $0) } == expected)
  }

  @Test func typesOfOtherFacilitiesAreFree() throws {
    let field = try #require(FieldCatalogue.standard.field(.facility, .type))
    var text = "社区养老服务站"
    #expect(text.withUTF8 { field.outcome(of: $0, facilityKind: "养老服务设施") } == .plain)
    #expect(text.withUTF8 { field.outcome(of: $0, facilityKind: "公墓") } == .unlisted)
  }

  @Test(arguments: [
    ("是", true), ("否", false), ("有", true), ("无", false), ("√", true), ("×", false), ("Ｙ", true), ("N", false),
    ("1", true), ("0", false), ("TRUE", true), ("false", false), ("已备案", true), ("未备案", false), ("不达标", false),
    ("达标", true), ("双方到场", true),
  ])
  func answers(_ text: String, _ expected: Bool) { #expect(YesNo.parse(text, title: "是否达标") == expected) }

  @Test(arguments: ["", "可能", "不详", "未知", "2", "是否", "待定", "不确定", "不适用", "不知道", "无法核实", "未核实"])
  func noAnswers(_ text: String) { #expect(YesNo.parse(text, title: "是否达标") == nil) }
}
