import Foundation
import Testing

/// `jieming standardize`, and the lists that `run` writes.
@Suite struct StandardizeTests {
  private static let files = [
    "历史地名保护名录候选.xlsx", "标准地名录.csv", "标准地名录.xlsx", "清理整治清单.xlsx", "疑似不规范地名.geojson", "罗马字母拼写勘误.xlsx", "重名同音清单.xlsx",
    "验收评分.json", "验收评分.xlsx",
  ]

  private static func standardize(_ folder: TemporaryFolder, _ arguments: String...) throws -> Executable.Outcome {
    let workspace = try Sample.finishedRun().folder.file("out/workspace.gpkg")
    return try Executable.built.run(
      ["standardize", workspace, "--as-of", "2026-11-24"] + arguments, in: folder.path)
  }

  @Test func runWritesTheListsOfItsPlaceNames() throws {
    let folder = try Sample.finishedRun().folder
    let names = folder.fileNames.filter { $0.hasPrefix("out/names/") }
    #expect(names == Self.files.map { "out/names/\($0)" }.sorted())
    let csv = try folder.text("out/names/标准地名录.csv")
    #expect(csv.split(separator: "\r\n").count == 2001)
    let map = try folder.text("out/names/疑似不规范地名.geojson")
    #expect(map.contains("盛世MALL广场") && map.contains("\"rule\": \"N501\"") && !map.contains("\"rule\": \"N601\""))
    let score = try folder.text("out/names/验收评分.json")
    #expect(score.contains("不是官方分值表") && score.contains("\"schema\": \"jieming.score/1\""))
    #expect(score.contains("\"unit\": \"全部\", \"names\": 2000"))
  }

  @Test func theWorkspaceAloneGivesTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let outcome = try Self.standardize(folder, "--output", "names")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("清理整治清单.xlsx：") && outcome.messages.contains("建议分值，非官方"))
    let run = try Sample.finishedRun().folder
    for name in Self.files {
      #expect(try folder.bytes("names/\(name)") == run.bytes("out/names/\(name)"), "\(name)")
    }
  }

  @Test func noticeAndSampleAreWrittenOnDemand() throws {
    let folder = try TemporaryFolder()
    func draw(_ output: String, _ seed: String) throws -> Data {
      let outcome = try Self.standardize(
        folder, "--output", output, "--notice", "--sample", "5%", "--seed", seed)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.messages.contains("抽样检查表.xlsx：100 条") && outcome.messages.contains("地名备案公告.xlsx："))
      return try folder.bytes("\(output)/抽样检查表.xlsx")
    }
    let first = try draw("a", "铜梁")
    #expect(try draw("b", "铜梁") == first)
    #expect(try draw("c", "垫江") != first)
    // The sheets may be out in the field, and nobody remembers the seed.
    #expect(try Self.standardize(folder, "--output", "a").status == 0)
    #expect(try folder.bytes("a/抽样检查表.xlsx") == first)
  }

  /// A corrected list is read back with classes and units.
  @Test func theListOfStandardNamesCanBeImported() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      标识码,标准名称,类别代码,所在行政区,地名的含义,地理实体概况
      1,建设路,23510,巴川街道,纪念建设,长 3 千米
      2,王家湾,22200,土桥镇,王姓居此,

      """, to: "names.csv")
    #expect(try folder.jieming("standardize", "place_name=names.csv", "--output", "out").status == 0)
    #expect(try folder.jieming("import", "w.gpkg", "out/标准地名录.csv").status == 0)
    let outcome = try folder.jieming("export", "w.gpkg", "--layer", "place_name", "--output", "-")
    for text in ["城镇道路街巷", "土桥镇", "王姓居此", "长 3 千米"] { #expect(outcome.text.contains(text), "\(text)") }
    let plan = try folder.jieming("import", "x.gpkg", "out/标准地名录.csv", "--dry-run").text
    for key in ["class", "unit", "origin_meaning_history", "description"] {
      #expect(plan.contains("→ \(key) "), "\(plan)")
    }
  }

  @Test func nothingIsScoredWithoutNames() throws {
    let folder = try TemporaryFolder()
    try folder.write("标识码,标准名称,类别代码\n", to: "names.csv")
    let outcome = try folder.jieming("standardize", "place_name=names.csv", "--output", "out")
    #expect(outcome.status == 3 && outcome.messages.contains("没有地名数据"), "\(outcome.messages)")
    #expect(!folder.fileNames.contains { $0.hasPrefix("out/") })
  }

  /// The sample does not hang on the order of rows.
  @Test func theSampleIsThatOfTheRecords() throws {
    let folder = try TemporaryFolder()
    let header = "地名代码,标准名称,类别代码,密级"
    let rows = (1...300).map { "500151100222000\($0 + 10_000),地名\($0),22200,公开" }
    try folder.write(([header] + rows).joined(separator: "\n") + "\n", to: "a.csv")
    try folder.write(([header] + rows.reversed()).joined(separator: "\n") + "\n", to: "b.csv")
    for name in ["a", "b"] {
      let outcome = try folder.jieming(
        "standardize", "place_name=\(name).csv", "--output", name, "--as-of", "2026-11-24", "--sample", "25")
      #expect(outcome.status == 0, "\(outcome.messages)")
    }
    #expect(try folder.bytes("a/抽样检查表.xlsx") == folder.bytes("b/抽样检查表.xlsx"))
    #expect(try folder.bytes("a/标准地名录.csv") == folder.bytes("b/标准地名录.csv"))
  }

  @Test func thePublicListHoldsOnlyWhatIsCleared() throws {
    let folder = try TemporaryFolder()
    #expect(try Self.standardize(folder, "--output", "names", "--profile", "public").status == 0)
    let csv = try folder.text("names/标准地名录.csv")
    #expect(csv.hasPrefix("\u{FEFF}名录序号,名称,罗马字母拼写,地名代码,地名类别,所在行政区,经度,纬度,来历含义,历史沿革\r\n"))
    #expect(csv.contains("巴川街道"))
    // 文堰村 is 秘密, 桃庙山 has no grade, 兴源街 is misspelt.
    for name in [",文堰村,", "桃庙山", "兴源街", "秘密", "示例登记员"] { #expect(!csv.contains(name), "\(name)") }
    #expect(csv.contains("°") && !csv.contains("106.0"))
  }

  /// The older name is there by right; it stays, and the new ones that repeat it are withheld.
  @Test func ofDuplicatesTheNewOnesAreWithheld() throws {
    let folder = try TemporaryFolder()
    let names = [
      ("50015110022200000001", "2023-05-01"), ("50015110022200000002", "1980-01-01"),
      ("50015110022200000003", "2023-06-01"),
    ]
    let rows = names.map { code, date in "\(code),王家湾,22200,500151100,\(date),公开" }
    try folder.write(
      (["地名代码,标准名称,类别代码,所属行政区划代码,命名时间,密级"] + rows).joined(separator: "\n") + "\n", to: "names.csv")
    func list(_ arguments: String...) throws -> String {
      let outcome = try Executable.built.run(
        ["standardize", "place_name=names.csv", "--output", "out", "--as-of", "2026-11-24"] + arguments, in: folder.path
      )
      #expect(outcome.status == 0, "\(outcome.messages)")
      return try folder.text("out/标准地名录.csv")
    }
    let published = try list("--profile", "public")
    #expect(published.contains("50015110022200000002"), "\(published)")
    #expect(!published.contains("50015110022200000001") && !published.contains("50015110022200000003"), "\(published)")
    let score = try folder.text("out/验收评分.json")
    #expect(score.contains("\"rules\": [\"N5\"], \"count\": 3, \"of\": 3"), "\(score)")
    let own = try list()
    #expect(own.split(separator: "\r\n").filter { $0.contains("范围内重名") }.count == 3, "\(own)")
  }

  /// The rules and the lists read alike what is no longer in use.
  @Test(arguments: ["历史地名（已废止）", "1950年至1980年", "历史地名"])
  func namesOutOfUseAreNoStandardNames(_ usage: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      地名代码,标准名称,类别代码,使用时间,地名普查状态
      50015110022200000001,甲家湾,22200,\(usage),
      50015110022200000002,乙家湾,22200,1950年至今,保留
      50015110022200000003,丙家湾,22200,,撤销

      """, to: "names.csv")
    let outcome = try folder.jieming(
      "standardize", "place_name=names.csv", "--output", "out", "--as-of", "2026-11-24", "--sample", "100%")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let csv = try folder.text("out/标准地名录.csv")
    #expect(csv.contains("乙家湾") && !csv.contains("甲家湾") && !csv.contains("丙家湾"), "\(csv)")
    #expect(outcome.messages.contains("抽样检查表.xlsx：1 条"), "\(outcome.messages)")
    #expect(outcome.messages.contains("历史地名保护名录候选.xlsx：1 条候选"), "\(outcome.messages)")
  }

  /// A road of 2019 is not as old as the person it is named after; a town is older than its office.
  @Test func whatIsDatedIsNoOlderThanThat() throws {
    let folder = try TemporaryFolder()
    func candidates(_ row: String) throws -> String {
      try folder.write("标准名称,类别代码,设立年份,命名时间,地名的历史沿革\n\(row)\n", to: "names.csv")
      let outcome = try folder.jieming(
        "standardize", "place_name=names.csv", "--output", "out", "--as-of", "2026-11-24", "--force")
      #expect(outcome.status == 0, "\(outcome.messages)")
      return outcome.messages.split(separator: "\n").first { $0.contains("候选") }.map(String.init) ?? ""
    }
    #expect(try candidates("文渊路,23510,2019,,以康熙年间举人王某之名命名").contains("0 条候选"))
    #expect(try candidates("王家湾,22200,,2019-05-01,据传唐代有寺").contains("0 条候选"))
    #expect(try candidates("王家湾,22200,,,现有居民1200年人口").contains("0 条候选"))
    #expect(try candidates("安居镇,21500,1993,,清乾隆年间设场").contains("1 条候选"))
    #expect(try candidates("老街,23510,1850,,").contains("1 条候选"))
  }

  @Test func aScoreTableOfOnesOwnCountsAndIsRemembered() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    try folder.write(
      """
      title: 本区评分
      full: 50
      items:
        - {name: 字母, rules: [N302], per: finding, points: 3, cap: 5, suspects: all}
      """, to: "sample/score.yaml")
    try folder.write(folder.text("sample/project.yaml") + "score: score.yaml\n", to: "sample/project.yaml")
    let run = try folder.jieming("run", "sample", "--out", "out")
    #expect(run.status == 0, "\(run.messages)")
    let score = try folder.text("out/names/验收评分.json")
    #expect(
      score.contains("\"unit\": \"全部\", \"names\": 2000, \"item1\": 5, \"deducted\": 5, \"score\": 45"),
      "\(score.prefix(900))")
    #expect(!score.contains("不是官方分值表"))
    let again = try folder.jieming("standardize", "out/workspace.gpkg", "--output", "names", "--as-of", "2026-11-24")
    #expect(again.status == 0, "\(again.messages)")
    #expect(try folder.text("names/验收评分.json") == score)
  }

  /// What people have written in a list stays; what nobody has touched is made anew.
  @Test(.enabled(if: Tool.python != nil)) func listsThatWereFilledInAreNotReplacedUnasked() throws {
    let folder = try TemporaryFolder()
    #expect(try Self.standardize(folder, "--output", "names").status == 0)
    #expect(try Self.standardize(folder, "--output", "names").status == 0)
    // As Excel saves it: the properties name who changed it last, and when.
    let save = """
      import re, zipfile
      path = 'names/清理整治清单.xlsx'
      source = zipfile.ZipFile(path)
      parts = {name: source.read(name) for name in source.namelist()}
      source.close()
      core = parts['docProps/core.xml'].decode()
      core, count = re.subn('(<dcterms:modified[^>]*>)[^<]*', r'\\g<1>2026-12-01T08:00:00Z', core)
      assert count == 1
      parts['docProps/core.xml'] = core.encode()
      with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as target:
          for name, data in parts.items(): target.writestr(name, data)
      """
    let python = Executable(path: try #require(Tool.python))
    #expect(try python.run(["-c", save], in: folder.path).status == 0)
    let filled = try folder.bytes("names/清理整治清单.xlsx")
    let refused = try Self.standardize(folder, "--output", "names")
    #expect(refused.status == 3)
    #expect(refused.messages.contains("清理整治清单.xlsx") && refused.messages.contains("可能已经填过"), "\(refused.messages)")
    #expect(try folder.bytes("names/清理整治清单.xlsx") == filled)
    // It is no data either.
    try folder.write("标准名称,类别代码\n甲路,23510\n", to: "names/新地名.csv")
    let check = try folder.jieming("check", "names", "--format", "json", "--as-of", "2026-11-24")
    #expect(check.status == 0, "\(check.messages)")
    #expect(try FindingsDocument(from: check).records == ["place_name": 1])
    #expect(try Self.standardize(folder, "--output", "names", "--force").status == 0)
    #expect(try folder.bytes("names/清理整治清单.xlsx") != filled)
  }

  @Test func foreignFilesStay() throws {
    let folder = try TemporaryFolder()
    try folder.write("我的名录\n", to: "names/标准地名录.csv")
    let outcome = try Self.standardize(folder, "--output", "names")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "标准地名录.csv")
    #expect(folder.fileNames == ["names/标准地名录.csv"])
  }

  @Test(arguments: [
    (["--sample", "0"], "--sample"), (["--sample", "120%"], "--sample"), (["--sample", "五条"], "--sample"),
    (["--seed", "1"], "--seed"), (["--profile", "secret"], "internal"), (["--score", "none.yaml"], "none.yaml"),
    (["--score", "bad.yaml"], "ponts"), (["--score", "empty.yaml"], "items"), (["--score", "negative.yaml"], "cap"),
  ])
  func wrongUsageIsTold(_ arguments: [String], _ hint: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "title: 甲\nfull: 100\nitems:\n  - {name: 乙, rules: [N1], ponts: 1, cap: 2}\n", to: "bad.yaml")
    try folder.write("title: 甲\nfull: 100\n", to: "empty.yaml")
    try folder.write(
      "title: 甲\nfull: 100\nitems:\n  - {name: 乙, rules: [N1], points: 1, cap: -2}\n", to: "negative.yaml")
    let outcome = try Executable.built.run(
      ["standardize", Sample.folder + "/place_names.xlsx", "--output", "out"] + arguments, in: folder.path)
    #expect(outcome.status == 2, "\(outcome.messages)")
    #expect(outcome.messages.contains(hint), "\(outcome.messages)")
    #expect(!folder.fileNames.contains { $0.hasPrefix("out/") })
  }

  @Test func withoutPlaceNamesThereIsNothingToDo() throws {
    let folder = try TemporaryFolder()
    let outcome = try folder.jieming("standardize", Sample.folder + "/lines.geojson", "--output", "out")
    #expect(outcome.status == 3)
    expectBilingual(outcome, naming: "place_name")
    #expect(folder.fileNames.isEmpty)
  }
}
