import Foundation
import Testing

/// Options, settings and project files: exit code 2 for what is wrong with them, and the nearest right word.
@Suite struct UsageTests {
  @Test(
    arguments: [
      ["check"], ["check", "--wrong", "names.csv"], ["check", "names.csv", "--fail-on", "bogus"], ["bogus"],
      ["check", "names.csv", "--format", "pdf"], ["check", "names.csv", "--lang", "de"], ["explain"],
      ["run", "names.csv"], ["run", "project.yaml", "--out"], ["export", "names.csv"],
      ["check", "names.csv", "--as-of", "2026-13-01"], ["check", "names.csv", "--format", "xlsx"],
      ["check", "names.csv", "--format", "xlsx", "--output", "-"],
      ["coverage", "names.csv", "--format", "xlsx"], ["coverage", "names.csv", "--set", "units"],
      ["export", "names.csv", "--output", "x", "--decimals", "99"], ["explain", "M999"],
    ])
  func wrongUsage(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称\n张家湾\n", to: "names.csv")
    let outcome = try Executable.built.run(arguments, in: folder.path)
    #expect(outcome.status == 2, "\(outcome.messages)")
    #expect(outcome.output.isEmpty, "\(outcome.text)")
    expectBilingual(outcome)
  }

  @Test func aMistypedOptionIsAnsweredWithTheNearest() throws {
    let folder = try TemporaryFolder()
    let outcome = try folder.jieming("check", "names.csv", "--formt", "json")
    #expect(outcome.lines.first == "没有选项“--formt”，是否为“--format”？用法见 --help。")
  }

  @Test(
    arguments: [
      ("marker-of-line", "marker-off-line"), ("M99", nil), ("M106,F999", nil), ("missing-colum", "missing-column"),
    ])
  func unknownRule(name: String, nearest: String?) throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称\n张家湾\n", to: "names.csv")
    for option in ["--select", "--ignore"] {
      let outcome = try folder.jieming("check", "names.csv", option, name)
      #expect(outcome.status == 2)
      expectBilingual(outcome)
      if let nearest { #expect(outcome.lines.first?.contains("“\(nearest)”") == true) }
    }
  }

  @Test(
    arguments: [
      ("name: x\ninputz: []\n", 2, "inputz", "inputs"),
      ("name: x\ninputs:\n  - file: names.csv\n    encodin: GBK\n", 4, "encodin", "encoding"),
      ("inputs:\n  - file: names.csv\nsettings:\n  distric: '500151'\n", 4, "distric", "district"),
    ])
  func unknownKeyOfAProject(yaml: String, line: Int, key: String, nearest: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称\n张家湾\n", to: "names.csv")
    try folder.write(yaml, to: "project.yaml")
    let outcome = try folder.jieming("run", "project.yaml", "--out", "out")
    #expect(outcome.status == 2)
    expectBilingual(outcome, naming: "project.yaml:\(line)")
    #expect(outcome.lines.first?.contains("“\(key)”，是否为“\(nearest)”") == true, "\(outcome.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("out")))
  }

  @Test(
    arguments: [
      ("districts: '500151'\n", "district"), ("rules: {M106: {limits: 3}}\n", "limit"),
      ("rules: {M106: {limit: three}}\n", "limit"), ("rules: {marker-of-line: {limit: 3}}\n", "marker-off-line"),
      ("rules: {M106: {severity: fatal}}\n", "error"), ("rules: [M106]\n", "rules"),
      ("accuracy_m: fine\n", "accuracy_m"),
      ("rules: {\n", "YAML"),
    ])
  func wrongSettings(yaml: String, named: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称\n张家湾\n", to: "names.csv")
    try folder.write(yaml, to: "settings.yaml")
    let outcome = try folder.jieming("check", "names.csv", "--settings", "settings.yaml")
    #expect(outcome.status == 2, "\(outcome.messages)")
    expectBilingual(outcome)
    #expect(outcome.messages.contains(named), "\(outcome.messages)")
  }

  @Test func aProjectWhoseInputIsMissing() throws {
    let folder = try TemporaryFolder()
    try folder.write("inputs:\n  - file: nowhere.csv\n", to: "project.yaml")
    let outcome = try folder.jieming("run", "project.yaml", "--out", "out")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "nowhere.csv")
  }

  @Test func settingsChangeWhatIsFound() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson", "markers.xlsx"], to: folder)
    let check = { (yaml: String, rules: String) in
      try folder.write(yaml, to: "settings.yaml")
      return try FindingsDocument(
        from: folder.jieming(
          "check", "sample", "--select", rules, "--settings", "settings.yaml", "--format", "json"))
    }
    #expect(try check("rules: {}\n", "M106").findings.count == 3)
    #expect(try check("rules: {M106: {limit: 30}}\n", "M106").findings.map(\.subject.key) == ["铜大线/005/Q"])
    #expect(try check("rules: {marker-off-line: {severity: info}}\n", "M106").findings.map(\.severity).contains("info"))
    let disabled = "rules: {M106: {enabled: false}}\n"
    #expect(try check(disabled, "M10").findings(of: "M106").isEmpty)
    // Who names it on the command line wants it.
    #expect(try check(disabled, "M106").findings.count == 3)
  }

  // MARK: Exit codes of findings

  @Test func findingsFailOnlyWhenAsked() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson", "markers.xlsx"], to: folder)
    func status(_ rule: String, _ level: String...) throws -> Int32 {
      try Executable.built.run(["check", "sample", "--select", rule] + level, in: folder.path).status
    }
    #expect(try status("M106") == 0)
    #expect(try status("M106", "--fail-on", "never") == 0)
    #expect(try status("M106", "--fail-on", "error") == 1)
    #expect(try status("M106", "--fail-on", "warning") == 1)
    #expect(try status("M104", "--fail-on", "error") == 0)
    #expect(try status("M104", "--fail-on", "warning") == 1)
    #expect(try status("B101", "--fail-on", "warning") == 0)
  }

  @Test func selectsByCodeNameAndPrefix() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson", "markers.xlsx"], to: folder)
    func rules(_ options: String...) throws -> Set<String> {
      let arguments = ["check", "sample", "--format", "json", "--as-of", "2026-11-24"] + options
      return Set(try FindingsDocument(from: Executable.built.run(arguments, in: folder.path)).findings.map(\.rule))
    }
    #expect(try rules("--select", "M106,number-gap") == ["M104", "M106"])
    #expect(try rules("--select", "M2") == ["M201", "M202"])
    #expect(try rules("--select", "M", "--ignore", "M1") == ["M201", "M202"])
  }

  // MARK: Outputs of check

  @Test(arguments: ["text", "json", "csv", "geojson", "xlsx"])
  func writesAFileAndCanWriteItAgain(format: String) throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson", "markers.xlsx"], to: folder)
    for _ in 1...2 {
      let outcome = try folder.jieming("check", "sample", "--format", format, "--output", "result")
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
      #expect(try folder.bytes("result").count > 1000)
    }
    // No part of it stays behind.
    #expect(folder.fileNames.filter { !$0.hasPrefix("sample/") } == ["result"])
  }

  @Test func leavesTheFilesOfOthersAlone() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson"], to: folder)
    try folder.write("{}", to: "mine.json")
    let outcome = try folder.jieming("check", "sample", "--format", "json", "--output", "mine.json")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "mine.json")
    #expect(try folder.text("mine.json") == "{}")
    let forced = try folder.jieming("check", "sample", "--format", "json", "--output", "mine.json", "--force")
    #expect(forced.status == 0)
    #expect(try folder.text("mine.json").contains("jieming.findings/1"))
  }

  /// Data to standard output, words about the reading to standard error, no colour where there is no terminal.
  @Test func textIsChineseAndPlain() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson", "markers.xlsx"], to: folder)
    let chinese = try folder.jieming("check", "sample", "--select", "M106")
    #expect(chinese.text.contains("界桩偏离界线"))
    #expect(chinese.text.contains("markers.xlsx"))
    #expect(chinese.text.contains("37.197 米"))
    #expect(!chinese.text.contains("\u{1B}["))
    #expect(chinese.messages.contains("读取 57 · 导入 57 · 未导入 0"))
    let english = try folder.jieming("check", "sample", "--select", "M106", "--lang", "en")
    #expect(english.text.contains("marker off its line") || english.text.contains("37.197 m"))
    #expect(!english.text.contains("界桩偏离界线"))
  }

  /// What comes from a file must not steer the terminal on which the user is asked whether to go on.
  @Test func controlCharactersOfFilesAreShown() throws {
    let folder = try TemporaryFolder()
    let name = "地名\u{1B}[2J.csv"
    try folder.write("标准名称,所属政区,备注\u{1B}[1A\n张家湾,土桥镇,a\n", to: "d/" + name)
    try folder.write("甲", to: "d/\u{1B}[31m.txt")
    for arguments in [["--dry-run"], []] {
      let outcome = try Executable.built.run(["import", "w.gpkg", "d"] + arguments, in: folder.path)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.text.contains("地名‹U+001B›[2J.csv"), "\(outcome.text)")
      #expect(!outcome.text.contains("\u{1B}") && !outcome.messages.contains("\u{1B}"))
    }
  }
}
