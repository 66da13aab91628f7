import Foundation
import TestSupport
import Testing

@testable import Registry

@Suite struct FieldCatalogueTests {
  /// The keys that `FieldKeys.swift` names, read from its source so that none is forgotten.
  private static let named: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "../../Sources/Registry/FieldKeys.swift").standardized
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.matches(of: /: FieldKey = "([a-z0-9_]+)"/).map { String($0.1) }
  }()

  @Test func everyNamedKeyIsAFieldOfSomeKind() {
    #expect(Self.named.count > 30)
    let known = Set(RecordKind.allCases.flatMap { FieldCatalogue.standard[$0] }.map(\.key.rawValue))
    for key in Self.named { #expect(known.contains(key), "\(key) is in no kind") }
  }

  @Test(arguments: RecordKind.allCases)
  func everyKindHasFieldsWithDistinctKeysAndTitles(_ kind: RecordKind) {
    let fields = FieldCatalogue.standard[kind]
    #expect(!fields.isEmpty)
    #expect(Set(fields.map(\.key)).count == fields.count)
    #expect(fields.allSatisfy { !$0.title.isEmpty && $0.kind == kind })
    #expect(fields.contains { $0.requirement != .optional })
  }

  @Test func readsRequirementsTypesAndAliases() throws {
    let catalogue = FieldCatalogue.standard
    #expect(catalogue.field(.placeName, .name)?.requirement == .required)
    #expect(catalogue.field(.division, .code)?.requirement == .oneOf("identity"))
    #expect(catalogue.field(.placeName, .language)?.requirement == .optional)
    #expect(catalogue.field(.boundaryMarker, .longitude)?.type == .degrees)
    #expect(catalogue.field(.boundaryLine, .level)?.type == .enumeration)
    #expect(try #require(catalogue.field(.boundaryLine, .name)).aliases.contains("JXMC"))
    #expect(catalogue.field(.division, .easting) == nil)
  }
}

@Suite struct FacilityTests {
  private func facility(_ cells: [FieldKey: String]) throws -> Facility {
    var table = RecordTable(kind: .facility)
    table.append(cells, origin: Origin(source: 0, row: 2))
    return try #require(Facility.all(in: table).first)
  }

  @Test(arguments: [
    ("建成", "建成", true), ("已建成", "建成", true), ("在用", "建成", true), (" 投入使用 ", "建成", true), ("在建", "在建", false),
    ("施工中", "在建", false), ("拟建", "规划", false), ("饱和", "已满", false), ("已满", "已满", false), ("关闭", "停用", false),
    ("不明", "不明", false),
  ])
  func statesComeInTheWordsOfTheTable(_ text: String, _ word: String, _ isBuiltAndInUse: Bool) throws {
    let status = try facility([.name: "甲", .status: text]).status
    #expect(status.word == word)
    #expect(status.isBuiltAndInUse == isBuiltAndInUse)
  }

  @Test func whatIsNotRecordedIsNotBuilt() throws {
    let facility = try facility([.name: "甲"])
    #expect(facility.status == FacilityStatus(word: nil, isBuiltAndInUse: false))
    #expect(facility.kind == "公墓")
    #expect(facility.type == nil)
    #expect(facility.servedUnits.isEmpty)
  }

  @Test(arguments: [
    ("农村公益性", "农村公益性"), ("农村公益性公墓", "农村公益性"), ("农村公益性（镇级）", "农村公益性"), ("农村公益性(镇级)", "农村公益性"),
    ("农村公益性 （镇级）", "农村公益性"), ("经营性公墓", "经营性"), ("骨灰楼", "骨灰堂"), ("宠物墓地", "宠物墓地"),
  ])
  func typesComeInTheWordsOfTheTable(_ text: String, _ type: String) throws {
    #expect(try facility([.name: "甲", .type: text]).type == type)
    #expect(Facility.standardType(text, ofKind: "公墓") == type)
    #expect(try facility([.name: "甲", .type: text, .kind: "养老服务中心"]).type == text)
  }

  @Test(arguments: [
    "500151101;500151103", "500151101；500151103", "500151101、500151103", "500151101,500151103", "500151101， 500151103",
    "500151101|500151103", "500151101 500151103", "500151101\n500151103", "500151101\r\n500151103",
    "500151101\u{3000}500151103",
    "500151101/500151103", "；500151101；；500151103；",
  ])
  func readsListsOfServedUnits(_ text: String) throws {
    #expect(try facility([.name: "甲", .servedUnits: text]).servedUnits == ["500151101", "500151103"])
  }
}

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("M16", ["M106", "M107", "B101"], "M106"), ("limti", ["limit", "distance"], "limit"),
    ("铜河线", ["铜合线", "铜大线X"], "铜合线"),
    ("MARKER-OF-LINE", ["marker-off-line", "number-gap"], "marker-off-line"),
    ("enabeld", ["enabled", "severity"], "enabled"),
    ("acuracy_m", ["district", "accuracy_m"], "accuracy_m"), ("b", ["a", "c"], "a"), ("铜合线", ["铜合线"], "铜合线"),
  ])
  func finds(_ text: String, _ candidates: [String], _ nearest: String) {
    #expect(NearestName.of(text, among: candidates) == nearest)
    #expect(NearestName.of(text, among: candidates.reversed()) == nearest)
  }

  @Test(arguments: [
    ("渝川线", ["铜合线"]), ("ab", ["xy"]), ("limit", ["severity"]), ("", ["ab"]), ("abc", []), ("distance", ["district"]),
  ])
  func suggestsNothingFar(_ text: String, _ candidates: [String]) {
    #expect(NearestName.of(text, among: candidates) == nil)
  }

  @Test func theDistanceIsThatOfTheDefinition() {
    func slow(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
      guard let x = a.first, let y = b.first else { return max(a.count, b.count) }
      let same = slow(a.dropFirst(), b.dropFirst()) + (x == y ? 0 : 1)
      return min(same, slow(a.dropFirst(), b) + 1, slow(a, b.dropFirst()) + 1)
    }
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<300 {
      let words = (0..<2).map { _ in
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in "ab铜".randomElement(using: &generator) ?? "a" }
      }
      #expect(NearestName.distance(words[0], words[1]) == slow(words[0][...], words[1][...]))
    }
  }
}

@Suite struct MeasureTests {
  @Test(
    arguments: [
      (37.20049, .metres, 37.2), (37.2005, .metres, 37.201), (0.0004, .metres, 0), (12.5, .squareMetres, 13),
      (12.4, .squareMetres, 12),
      (89.994, .degrees, 89.99), (82.608, .percent, 82.61), (3, .count, 3), (1.23456789, .squareKilometres, 1.234568),
      (-0.5004, .metres, -0.5),
    ] as [(Double, Measure.Unit, Double)])
  func roundsOnce(_ value: Double, _ unit: Measure.Unit, _ rounded: Double) {
    #expect(Measure(value, unit).value == rounded)
    #expect(Measure(rounded, unit).value == rounded)
  }

  @Test func neverIsMinusZero() {
    #expect(Measure(-0.0001, .metres).value.sign == .plus)
  }

  @Test func severitiesRise() {
    #expect(Registry.Severity.allCases.sorted() == [.info, .warning, .error])
    #expect([Registry.Severity.error, .info, .warning].sorted() == [.info, .warning, .error])
  }
}
