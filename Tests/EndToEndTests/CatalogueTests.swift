import Foundation
import Testing

/// What the command tells of itself: help, rules, completion.
@Suite struct CatalogueTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The first rule set.
  private static let codes = [
    "B101", "B102", "B103", "B301", "F101", "F401", "I101", "I104", "I105", "I106", "I109", "M102", "M103", "M104",
    "M105", "M106", "M107", "M201", "N102", "N106", "N501", "N601", "N801", "R101", "R102", "R104", "R111",
  ]

  @Test func helpSucceedsEverywhere() throws {
    for arguments in [
      ["--help"], ["help"], ["--version"], [], ["run", "--help"], ["import", "--help"], ["check", "--help"],
      ["export", "--help"], ["coverage", "--help"], ["rules", "--help"], ["explain", "--help"], ["help", "check"],
    ] {
      let outcome = try Executable.built.run(arguments, in: folder.path)
      #expect(outcome.status == 0, "\(arguments)")
      #expect(outcome.messages.isEmpty, "\(arguments)")
      #expect(!outcome.text.isEmpty)
    }
    #expect(try folder.jieming("check", "--help").text.contains("--fail-on"))
    #expect(try folder.jieming("--help").text.contains("界名"))
  }

  @Test func listsTheRulesInBothLanguages() throws {
    let chinese = try folder.jieming("rules").text
    let english = try folder.jieming("rules", "--lang", "en").text
    for code in Self.codes {
      #expect(chinese.contains(code), "\(code)")
      #expect(english.contains(code), "\(code)")
    }
    #expect(chinese.contains("界桩偏离界线"))
    #expect(!english.contains("界桩偏离界线"))
  }

  @Test func listsTheRulesForPrograms() throws {
    struct Catalogue: Decodable {
      struct Rule: Decodable {
        let code: String
        let name: String
      }
      let rules: [Rule]
    }
    let outcome = try folder.jieming("rules", "--format", "json")
    let codes = try JSONDecoder().decode(Catalogue.self, from: outcome.output).rules.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).isSuperset(of: Self.codes))
  }

  @Test(arguments: codes)
  func explainsARule(code: String) throws {
    let chinese = try folder.jieming("explain", code)
    let english = try folder.jieming("explain", code.lowercased(), "--lang", "en")
    for outcome in [chinese, english] {
      #expect(outcome.status == 0)
      #expect(outcome.text.contains(code))
      #expect(outcome.text.split(separator: "\n").count > 10)
    }
    #expect(chinese.text.contains("依据") && chinese.text != english.text)
  }

  @Test func explainsByName() throws {
    #expect(try folder.jieming("explain", "marker-off-line").text == folder.jieming("explain", "M106").text)
    #expect(try folder.jieming("explain", "M106").text.contains("limit"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func writesACompletionScript(shell: String) throws {
    let outcome = try folder.jieming("--generate-completion-script", shell)
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("jieming") && outcome.text.contains("coverage") && outcome.text.contains("M106"))
  }
}
