import Foundation
import Testing
import Toponymy

@Suite struct CharacterTableTests {
  private let table = CharacterTable.shared
  private static let everyScalar = (UInt32(0x80)...0x3FFFF).compactMap(Unicode.Scalar.init)

  private func texts(_ character: Unicode.Scalar) -> [String] {
    table.readings(of: character).map { "\($0.syllable)\($0.tone)" }
  }

  @Test func readingsOfSeveralSources() {
    #expect(texts("重") == ["chong2", "zhong4"])
    #expect(texts("绿") == ["lu4", "lv4"] || texts("绿") == ["lv4", "lu4"])
    #expect(texts("儿").contains("r0"))
    #expect(texts("乐").contains("lao4"), "乐亭, from the local list")
    #expect(texts("𠙶") == ["ou3"], "outside the basic plane")
    #expect(texts("A").isEmpty)
    #expect(texts("\u{3FFFF}").isEmpty)
  }

  @Test func standardTableHasThreeLevels() {
    let indices = Self.everyScalar.compactMap { table.tableIndex(of: $0) }
    #expect(indices.sorted() == Array(1...8105))
    let levels = Dictionary(grouping: Self.everyScalar.compactMap { table.tableLevel(of: $0) }, by: { $0 })
    #expect(levels.mapValues(\.count) == [1: 3500, 2: 3000, 3: 1605])
    #expect(table.tableLevel(of: "铜") == 1)
    #expect(table.tableLevel(of: "俸") == 2)
    #expect(table.tableLevel(of: "塝") == 3)
    #expect(table.tableLevel(of: "垇") == nil)
  }

  @Test func mostCharactersHaveOneReadingInTheStandardDictionary() {
    let readings = Self.everyScalar.filter { table.tableIndex(of: $0) != nil }
      .map { table.readings(of: $0).filter { $0.source == .standardDictionary } }
    #expect(readings.count { $0.count == 1 } == 7508)
    #expect(readings.count { Set($0.map(\.syllable)).count == 1 } == 7771)
  }

  @Test(arguments: ["後后", "裏里", "雲云", "瀘泸", "嶽岳", "峯峰", "崗岗", "囯国", "垻坝", "壩坝", "灣湾", "垇坳", "坵丘", "氹凼", "砦寨"])
  func variantsHaveAStandardForm(pair: String) throws {
    let scalars = Array(pair.unicodeScalars)
    #expect(table.standardForm(of: scalars[0]) == scalars[1])
    #expect(table.standardForm(of: scalars[1]) == nil)
  }

  @Test(
    "Standard characters that a general conversion would change keep no other form",
    arguments: Array("乾剋麽徵薹氾吒苧昇於祕陞脩蒐甦甯夥薳釐爇".unicodeScalars))
  func standardCharactersHaveNoOtherForm(character: Unicode.Scalar) {
    #expect(table.tableLevel(of: character) != nil)
    #expect(table.standardForm(of: character) == nil)
  }

  @Test func compatibilityCharactersHaveAnOrdinaryForm() {
    #expect(table.ordinaryForm(of: "Ａ") == "A")
    #expect(table.ordinaryForm(of: "\u{3000}") == " ")
    #expect(table.ordinaryForm(of: "\u{F900}") == "豈")
    #expect(table.ordinaryForm(of: "\u{2F2D}") == "山", "the radical, as PDF files contain it")
    #expect(table.ordinaryForm(of: "山") == nil)
  }

  private static let compiler = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../tools/compile-characters").standardizedFileURL
  private static let canCompile =
    FileManager.default.fileExists(atPath: "/usr/share/unicode/Unihan_Readings.txt.bz2")
    && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  @Test("The committed table is what the tool writes", .enabled(if: canCompile, "needs unicode-data and python3"))
  func tableIsUpToDate() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [Self.compiler.path, "--check"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
