import Geometry
import Testing

@testable import Registry

@Suite struct MarkerNumberProfileTests {
  @Test func everyProfileAcceptsItsOwnExample() {
    #expect(MarkerNumberProfile.all.count >= 5)
    for profile in MarkerNumberProfile.all {
      #expect(profile.parse(profile.example) != nil, "\(profile.name): \(profile.example)")
    }
    #expect(MarkerNumberProfile.tripoint != nil)
  }

  @Test(
    arguments: [
      ("line4-serial3-letter", "5051001Q", "5051", 1, "Q"), ("line4-serial3", "1253165", "1253", 165, "-"),
      ("tripoint", "238184I", "238184", nil, "I"), ("short", "2号", "", 2, "-"), ("short", "12A号界桩", "", 12, "A"),
      ("codes12-serial3-letter", "500111500151001Q", "500111500151", 1, "Q"), ("5117SSST", "5117001Q", "5117", 1, "Q"),
      ("LLLLSST", "505101Q", "5051", 1, "Q"),
    ] as [(String, String, String, Int?, String)])
  func readsTheParts(_ pattern: String, _ text: String, _ prefix: String, _ serial: Int?, _ letter: String) throws {
    let number = try #require(MarkerNumberProfile(stated: pattern)?.parse(text))
    #expect((number.prefix, number.serial, number.letterKey) == (prefix, serial, letter))
  }

  @Test(arguments: [
    ("line4-serial3-letter", "5051001Z"), ("line4-serial3-letter", "505100Q"), ("line4-serial3-letter", "5051001q"),
    ("line4-serial3", "1253165Q"), ("short", "12345"), ("short", "2号桩"), ("tripoint", "23818I"),
    ("5117SSST", "5111001Q"), ("line4-serial3-letter", ""), ("short", String(repeating: "1", count: 100)),
  ])
  func refuses(_ pattern: String, _ text: String) throws {
    let profile = try #require(MarkerNumberProfile(stated: pattern))
    #expect(!profile.accepts(text))
  }

  @Test func aMissingLetterIsAccepted() {
    #expect(MarkerNumberProfile(stated: "line4-serial3-letter")?.accepts("5051001") == true)
    #expect(MarkerNumberProfile(stated: "LLLLSSST")?.accepts("5051001") == true)
  }

  @Test(arguments: ["见协议书", "", "LLLL", "S[", "(a+)+$", "S*", "?S", "8位编号", String(repeating: "S?", count: 40)])
  func textsThatAreNoPattern(_ text: String) { #expect(MarkerNumberProfile(stated: text) == nil) }

  /// Every number that one of the profiles gives is read the same way without a profile, so that keys stay the same.
  @Test(arguments: ["5051001Q", "1253165", "238184I", "2号", "500111500151001Q", "5051003I"])
  func agreesWithTheReadingWithoutProfile(_ text: String) throws {
    let profile = try #require(MarkerNumberProfile.all.first { $0.parse(text) != nil })
    let (number, other) = (try #require(profile.parse(text)), try #require(MarkerNumber(text)))
    #expect((number.prefix, number.serialKey, number.letterKey) == (other.prefix, other.serialKey, other.letterKey))
  }

  @Test func aLinesOwnPatternMakesTheKeysOfItsMarkers() {
    var lines = RecordTable(kind: .boundaryLine)
    lines.append([.name: "铜合线", .numberPattern: "LLLLSST"], origin: Origin(source: 0, row: 2))
    var markers = RecordTable(kind: .boundaryMarker)
    markers.append([.line: "铜合线", .number: "505112Q"], origin: Origin(source: 1, row: 2))
    markers.append([.line: "铜合线", .number: "5051113", .typeLetter: "A"], origin: Origin(source: 1, row: 3))
    let read = BoundaryMarker.all(in: markers, lines: BoundaryLine.all(in: lines))
    #expect(read.map(\.subject.key) == ["铜合线/012/Q", "铜合线/113/A"])
    #expect(read.map(\.standsOnLine) == [true, false])
  }

  @Test func aTypeSaysThatAMarkerStandsOffTheLine() {
    var table = RecordTable(kind: .boundaryMarker)
    for type in ["单立", "同号双立", "同号三立", "单立三面型", "三交点", ""] {
      table.append([.number: "1253165", .type: type], origin: Origin(source: 0, row: 2))
    }
    #expect(BoundaryMarker.all(in: table, lines: []).map(\.standsOnLine) == [true, false, false, true, false, true])
  }
}

@Suite struct MarkerVocabularyTests {
  @Test(
    arguments: [
      ("完好", .fine), ("正常", .fine), ("完好，字迹清晰", .fine), ("无损坏", .fine), ("损坏", .notFine("损坏")),
      ("不完好", .notFine("不完好")), ("完好，方位物变化", .notFine("方位物变化")), ("待核实", .unknown), ("", .unknown),
      ("未发现损坏", .fine), ("没有明显损坏", .fine), ("无损坏、移位、丢失", .fine), ("未移位，但碑体倾斜", .notFine("倾斜")),
      ("编号无法辨认、破损", .notFine("破损")), ("字迹不清、损坏", .notFine("损坏")),
    ] as [(String, MarkerCondition)])
  func conditions(_ text: String, _ condition: MarkerCondition) { #expect(MarkerCondition(parsing: text) == condition) }

  @Test(
    arguments: [
      ("重新埋设", .repair), ("移回原位", .move), ("描红", .repaint), ("修复并描红", .repair), ("拟更换", nil), ("未修复", nil), ("", nil),
      ("清理杂草", nil), ("建议尽快修复", nil), ("建议由双方共同重新埋设", nil), ("需要更换", nil), ("未进行修复", nil), ("应及时扶正", nil),
      ("未修复，2026年重埋", .repair), ("应毗邻方要求修复", .repair),
    ] as [(String, MarkerMeasure?)])
  func measures(_ text: String, _ measure: MarkerMeasure?) { #expect(MarkerMeasure(parsing: text) == measure) }

  @Test func aHistoryIsReadClauseByClause() {
    let done = MarkerMeasure.done(inHistory: "1998年埋设；2016年5月，原位重埋；2019年描红；建议移位，扶正")
    #expect(done.map(\.measure) == [.repair, .repaint, .repair])
    #expect(done.map(\.year) == [2016, 2019, 2019])
  }

  @Test(arguments: ["", " ", "无", "没有。", "/", "无变化", "未发现异常"])
  func cellsThatSayNothing(_ text: String) { #expect(text.saysNothing) }

  @Test(arguments: ["采石场", "无名河"])
  func cellsThatSaySomething(_ text: String) { #expect(!text.saysNothing) }

  @Test func linearFeatures() {
    #expect(["河流", "沿山脊", "319国道公路"].allSatisfy(LinearFeature.isNamed))
    #expect(!["无", "", "-", "田坎"].contains(where: LinearFeature.isNamed))
  }
}

@Suite struct WindTests {
  @Test func sixteenSectorsCoverTheCircle() {
    #expect(
      Wind.all.map(\.english).joined(separator: " ")
        == "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW")
    for tenth in 0..<3600 {
      let azimuth = Double(tenth) / 10
      let wind = Wind(azimuth: azimuth)
      #expect(wind?.deviation(ofAzimuth: azimuth) == 0, "\(azimuth)")
      #expect(Wind.all.count { $0.deviation(ofAzimuth: azimuth) == 0 } <= 2)
    }
  }

  @Test(arguments: [
    (0.0, "北"), (11.24, "北"), (11.25, "北偏东北"), (348.75, "北"), (348.74, "北偏西北"), (-10, "北"), (725, "北"), (180, "南"),
    (236, "西南"),
  ])
  func word(_ azimuth: Double, _ word: String) { #expect(Wind(azimuth: azimuth)?.word == word) }

  @Test func noDirectionHasNoWind() {
    #expect(Wind(azimuth: .nan) == nil)
    #expect(Wind(azimuth: .infinity) == nil)
  }

  @Test func deviationIsCountedFromTheSector() throws {
    let east = try #require(Wind.all.first { $0.word == "东" })
    #expect(east.deviation(ofAzimuth: 270) == 168.75)
    #expect(east.deviation(ofAzimuth: 112.5) == 11.25)
    #expect(east.deviation(ofAzimuth: 80 - 1080) == 0)
  }
}
