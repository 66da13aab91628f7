import Foundation
import Testing

/// `jieming check-name`: what an applicant for a new name should know.
@Suite struct CheckNameTests {
  private static let names = """
    标准名称,地名代码,类别代码,所在(跨)行政区,罗马字母拼写,东经,北纬
    建设路,50015110123510000001,23510,土桥镇,Jianshe Lu,106.010,29.805
    王家湾,50015110122200000001,22200,土桥镇,Wangjiawan,106.020,29.810
    望江苑,50015110122100000001,22100,土桥镇,Wangjiang Yuan,106.0,29.8
    建设路,50015110223510000001,23510,二坪镇,Jianshe Lu,106.150,29.805
    """
  private static let towns = """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"code":"500151101","name":"土桥镇"},"geometry":{"type":"Polygon","coordinates":
    [[[105.95,29.75],[106.1,29.75],[106.1,29.85],[105.95,29.85],[105.95,29.75]]]}},
    {"type":"Feature","properties":{"code":"500151102","name":"二坪镇"},"geometry":{"type":"Polygon","coordinates":
    [[[106.1,29.75],[106.2,29.75],[106.2,29.85],[106.1,29.85],[106.1,29.75]]]}}]}
    """

  /// A folder with `w.gpkg`, of names with polygons of towns, and `names.gpkg`, of names alone.
  private func workspace(_ names: String = names) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(names, to: "names.csv")
    try folder.write(Self.towns, to: "towns.geojson")
    #expect(try folder.jieming("import", "w.gpkg", "towns.geojson", "names.csv").status == 0)
    #expect(try folder.jieming("import", "names.gpkg", "names.csv").status == 0)
    return folder
  }

  private struct Document: Decodable {
    struct Name: Decodable {
      struct Comparison: Decodable {
        let made: Bool
        let scope: String?
        let reason: String?
      }
      struct Like: Decodable {
        let rule: String
        let standing: String
        let name: String
        let unit: String?
        let distance: Double?
      }
      struct Finding: Decodable {
        struct Subject: Decodable { let key: String }
        let rule: String
        let subject: Subject
        let related: [Subject]?
      }
      struct InBatch: Decodable {
        struct Other: Decodable {
          let rule: String
          let row: Int
        }
        let count: Int
        let first: [Other]
      }
      let row: Int
      let name: String
      let comparison: Comparison
      let neighbours: [Like]
      let elsewhere: [Like]
      let undecided: Int
      let faults: [String]?
      let findings: [Finding]
      let inBatch: InBatch?
    }
    let names: [Name]
    let unnamed: [Int]
  }

  private func document(_ folder: TemporaryFolder, _ arguments: [String], status: Int32 = 0) throws -> Document {
    let outcome = try Executable.built.run(["check-name"] + arguments + ["--format", "json"], in: folder.path)
    #expect(outcome.status == status, "\(outcome.messages)")
    return try JSONDecoder().decode(Document.self, from: Data(outcome.text.utf8))
  }

  private func check(_ folder: TemporaryFolder, _ arguments: String...) throws -> Document.Name {
    try #require(try document(folder, arguments).names.first)
  }

  @Test func oneScreenOfANameThatIsTaken() throws {
    let folder = try workspace()
    let outcome = try folder.jieming(
      "check-name", "建设路", "--class", "23510", "--at", "106.02,29.805", "--workspace", "w.gpkg", "--as-of", "2026-11-24"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("土桥镇"), "the unit that the place lies in")
    #expect(outcome.text.contains("Jiànshè Lù（不标调 Jianshe Lu）"))
    #expect(outcome.text.contains("建设｜路"))
    // 0.01 degrees of longitude at 29.8° N.
    #expect(outcome.text.contains("同名：建设路（城镇道路街巷，土桥镇，相距 970 米）"), "\(outcome.text)")
    #expect(outcome.text.contains("比较重名、同音、近似的范围：同一镇街"))
    #expect(outcome.text.contains("法定范围以外另有同名地名 1 个，最近的：城镇道路街巷，二坪镇，相距 12.6 千米"), "\(outcome.text)")
    #expect(!outcome.text.contains("未比较") && !outcome.text.contains("未发现问题"))
  }

  @Test func machineForm() throws {
    let folder = try workspace()
    let outcome = try folder.jieming(
      "check-name", "望疆苑", "--class", "221", "--at", "106.001,29.8", "--workspace", "w.gpkg", "--format", "json")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.text.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "jieming.check-name/1")
    let name = try #require((document["names"] as? [[String: Any]])?.first)
    #expect(name["class"] as? String == "22100")
    #expect((name["units"] as? [[String: String]])?.map { $0["code"] } == ["500151101"])
    #expect((name["characters"] as? [[String: Any]])?.map { $0["reading"] as? String } == ["wàng", "jiāng", "yuàn"])
    let neighbours = try #require(name["neighbours"] as? [[String: Any]])
    #expect(neighbours.map { $0["rule"] as? String } == ["N502"], "another character of the same sound")
    #expect(neighbours.map { $0["name"] as? String } == ["望江苑"])
    let findings = try #require(name["findings"] as? [[String: Any]])
    #expect(findings.contains { $0["rule"] as? String == "N502" })
  }

  @Test func withoutWorkspaceTheNameIsJudgedAlone() throws {
    let folder = try TemporaryFolder()
    let outcome = try folder.jieming("check-name", "万国城", "--class", "22100")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("[N201] 疑似刻意夸大"), "\(outcome.text)")
    #expect(outcome.text.contains("依据："))
    #expect(outcome.text.contains("由审批机关和专家决定"))
  }

  @Test(arguments: [
    ("铜梁区民政局", "27100", "单位名称按词分写，请核"), ("𠮷祥村", "21610", "拼不出：“𠮷”没有已知的读音"),
    ("建设路", "23510", nil),
  ])
  func aSpellingInDoubtSaysSo(name: String, code: String, doubt: String?) throws {
    let folder = try TemporaryFolder()
    let text = try folder.jieming("check-name", name, "--class", code).text
    #expect(text.contains("拼写存疑") == (doubt != nil), "\(text)")
    if let doubt { #expect(text.contains(doubt), "\(text)") }
  }

  @Test(arguments: ["csv", "xlsx", "text", "json"])
  func aBatch(format: String) throws {
    let folder = try workspace()
    try folder.write("标准名称,类别代码,东经,北纬\n建设路,23510,106.02,29.805\n长塆,22200,106.03,29.8\n", to: "new.csv")
    let outcome = try folder.jieming(
      "check-name", "--batch", "new.csv", "--workspace", "w.gpkg", "--format", format, "--output", "out.\(format)")
    #expect(outcome.status == 0, "\(outcome.messages)")
    guard format != "xlsx" else {
      #expect(try folder.bytes("out.xlsx").starts(with: Data("PK".utf8)))
      return
    }
    let text = try folder.text("out.\(format)")
    #expect(text.contains("建设路") && text.contains("Chángwān"), "\(text)")
  }

  @Test(arguments: [
    (["check-name"], 2), (["check-name", "建设路", "--batch", "x.csv"], 2), (["check-name", " "], 2),
    (["check-name", "建设路", "--class", "街"], 2), (["check-name", "建设路", "--at", "106"], 2),
    (["check-name", "建设路", "--at", "29.8,106.05"], 2), (["check-name", "建设路", "--workspace", "no.gpkg"], 3),
    (["check-name", "--batch", "no.csv"], 3),
  ])
  func refusals(arguments: [String], status: Int) throws {
    let folder = try TemporaryFolder()
    let outcome = try Executable.built.run(arguments, in: folder.path)
    #expect(Int(outcome.status) == status, "\(arguments): \(outcome.messages)")
    #expect(!outcome.messages.isEmpty)
  }

  // MARK: With what it was compared

  @Test func withoutTheUnitNothingIsCompared() throws {
    let folder = try workspace()
    let outcome = try folder.jieming(
      "check-name", "建设路", "--class", "23510", "--at", "106.0101,29.805", "--workspace", "names.gpkg")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("没有比较重名、同音、近似：不知道它在哪个乡镇（街道）。请用 --unit"), "\(outcome.text)")
    #expect(outcome.text.contains("同名：建设路（城镇道路街巷，土桥镇，相距 10 米）"))
    #expect(outcome.text.contains("重名、同音未比较"))
    #expect(!outcome.text.contains("未发现问题") && !outcome.text.contains("法定范围以外"))
    let english = try folder.jieming(
      "check-name", "建设路", "--class", "23510", "--workspace", "w.gpkg", "--lang", "en")
    #expect(english.text.contains("Not compared with names in use: its town is not known. Give --unit"))
  }

  @Test(arguments: [
    (["建设路", "--class", "23510"], "noWorkspace"), (["建设路", "--workspace", "w.gpkg"], "noClass"),
    (["建设路", "--class", "23510", "--workspace", "empty.gpkg"], "noNamesInUse"),
    (["建设路", "--class", "21630", "--workspace", "w.gpkg"], "mayRepeat"),
    (["建设路", "--class", "23510", "--workspace", "w.gpkg"], "unknownUnit"),
    (["建设路", "--class", "23510", "--unit", "500151", "--workspace", "w.gpkg"], "unknownUnit"),
    (["建设路", "--class", "23510", "--unit", "土桥", "--workspace", "w.gpkg"], "unknownUnit"),
    (["建设路", "--class", "23510", "--at", "107,29.8", "--workspace", "w.gpkg"], "unknownUnit"),
  ])
  func reasons(arguments: [String], reason: String) throws {
    let folder = try workspace()
    #expect(try folder.jieming("import", "empty.gpkg", "towns.geojson").status == 0)
    let name = try #require(try document(folder, arguments).names.first)
    #expect(!name.comparison.made && name.comparison.scope == nil)
    #expect(name.comparison.reason == reason)
    #expect(name.neighbours.isEmpty)
    let text = try Executable.built.run(["check-name"] + arguments, in: folder.path).text
    #expect(text.contains("没有比较重名、同音、近似：") && !text.contains("未发现问题"), "\(text)")
  }

  @Test(arguments: ["二坪镇", "500151102", "500151102000"])
  func theUnitMayBeGiven(unit: String) throws {
    let folder = try workspace()
    let name = try check(folder, "建设路", "--class", "23510", "--unit", unit, "--workspace", "w.gpkg")
    #expect(name.comparison.made && name.faults == nil)
    #expect(name.neighbours.map(\.unit) == ["二坪镇"])
    #expect(name.elsewhere.map(\.standing) == ["beyond"])
  }

  @Test func anUnknownUnitIsTold() throws {
    let folder = try workspace()
    let name = try check(folder, "建设路", "--class", "23510", "--unit", "土桥真", "--workspace", "w.gpkg")
    #expect(name.faults?.first?.contains("土桥真") == true)
    #expect(!name.comparison.made && name.undecided == 2)
  }

  @Test func aNameThatIsNowhereIsClear() throws {
    let folder = try workspace()
    let outcome = try folder.jieming("check-name", "泥鳅坝", "--workspace", "names.gpkg")
    #expect(outcome.text.contains("工作库的全部地名中没有同名、同音、近似的"))
    #expect(outcome.text.contains("未发现问题"))
  }

  @Test func standings() throws {
    let folder = try workspace(
      """
      标准名称,标识码,类别代码,所在(跨)行政区,使用时间,东经,北纬
      王家湾,1,22200,土桥镇,,106.02,29.81
      王家塆,2,22200,,,107.03,29.81
      王家湾,3,,土桥镇,,106.04,29.81
      王家湾,4,22200,土桥镇,历史地名,106.05,29.81
      王家湾,5,23510,土桥镇,,106.06,29.81
      新王家湾,6,22200,二坪镇,,106.15,29.81
      """)
    let name = try check(
      folder, "王家湾", "--class", "22200", "--at", "106.02,29.81", "--workspace", "w.gpkg")
    #expect(name.neighbours.map(\.rule) == ["N501"])
    #expect(
      name.elsewhere.map { "\($0.standing) \($0.rule)" } == [
        "beyond N501", "beyond N503", "undecided N501", "undecided N502", "former N501",
      ])
    #expect(name.undecided == 2)
  }

  /// The pre-check says what a check finds once the name is given.
  @Test func agreesWithTheCheck() throws {
    let inUse = """
      标准名称,标识码,类别代码,所在(跨)行政区,罗马字母拼写,东经,北纬
      建设路,a,23510,土桥镇,,106.01,29.805
      建社路,b,23510,土桥镇,,106.02,29.81
      大建设路,c,23510,土桥镇,,106.03,29.81
      建设路,d,23510,二坪镇,,106.15,29.805
      长寿路,e,23510,土桥镇,Changshou Lu,106.04,29.8
      新华村,f,21610,二坪镇,,106.16,29.8
      2组路,g,23510,土桥镇,,106.05,29.8
      建设路,h,23510,土桥镇,,106.05,29.81
      """
    let proposals = """
      标准名称,标识码,类别代码,所在(跨)行政区,罗马字母拼写,东经,北纬,命名时间
      建设路,1,23510,,,106.06,29.8,2026-11-24
      常寿路,2,23510,,,106.06,29.81,2026-11-24
      新华村,3,21610,,,106.01,29.8,2026-11-24
      二组路,4,23510,,,106.07,29.81,2026-11-24
      新建社路,5,23510,,,106.08,29.81,2026-11-24
      石板沟,6,22200,,,106.08,29.8,2026-11-24
      """
    let folder = try workspace(inUse)
    try folder.write(proposals, to: "new.csv")
    let names = try document(folder, ["--batch", "new.csv", "--workspace", "w.gpkg", "--as-of", "2026-11-24"]).names
    // Given, each in the town where it lies.
    let given = proposals.split(separator: "\n").map { $0.replacing(",,,106", with: ",土桥镇,,106") }
    try folder.write(given.joined(separator: "\n"), to: "given.csv")
    #expect(try folder.jieming("import", "w.gpkg", "given.csv").status == 0)
    let checked = try folder.jieming(
      "check", "w.gpkg", "--select", "N501,N502,N503", "--format", "json", "--as-of", "2026-11-24")
    struct Findings: Decodable { let findings: [Document.Name.Finding] }
    let findings = try JSONDecoder().decode(Findings.self, from: Data(checked.text.utf8)).findings
    func pairs(_ findings: [Document.Name.Finding], _ key: String, _ rename: (String) -> String) -> Set<String> {
      Set(
        findings.flatMap { finding in
          let keys = ([finding.subject] + (finding.related ?? [])).map { rename($0.key) }
          return keys.contains(key) ? keys.filter { $0 != key }.map { "\(finding.rule) \($0)" } : []
        })
    }
    for (index, name) in names.enumerated() {
      let expected = pairs(findings, "\(index + 1)") { $0 }
      let found = pairs(name.findings, "\(index + 1)") { key in
        key.hasPrefix("proposed-") ? String((Int(key.dropFirst(9)) ?? 0) - 1) : key
      }
      #expect(found == expected, "\(name.name)")
      let others = Set(expected.map { String($0.dropFirst(5)) }).filter { Int($0) == nil }
      #expect(name.neighbours.count == others.count, "\(name.name)")
    }
    #expect(
      names.map { $0.neighbours.map(\.rule).sorted() } == [
        ["N501", "N501", "N502", "N503"], ["N502"], ["N501"], ["N502"], ["N503"], [],
      ])
  }

  @Test func streetsOfOneBuiltUpArea() throws {
    let folder = try workspace()
    try folder.write(
      """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"类别":"建成区","名称":"铜梁城区"},"geometry":{"type":"Polygon","coordinates":
      [[[106.0,29.75],[106.16,29.75],[106.16,29.85],[106.0,29.85],[106.0,29.75]]]}}]}
      """, to: "area.geojson")
    #expect(try folder.jieming("import", "w.gpkg", "constraint=area.geojson").status == 0)
    let name = try check(folder, "建设路", "--class", "23510", "--at", "106.02,29.8", "--workspace", "w.gpkg")
    #expect(name.comparison.scope == "同一建成区（铜梁城区）")
    #expect(Set(name.neighbours.map(\.unit)) == ["土桥镇", "二坪镇"])
  }

  // MARK: Batch

  @Test func everyRowOfABatchIsAnsweredOrTold() throws {
    let folder = try workspace()
    try folder.write(
      """
      标准名称,类别代码,所在(跨)行政区,东经,北纬
      建设路,23510,,106.02,29.805
      ,23510,,106.02,29.8
      建设路,23510,,abc,29.8
      王家湾,22200,,29.8,106.0
      望疆苑,街,,106.0,29.8
      望江园,22100,二坪镇,106.0,29.8
      """, to: "new.csv")
    let arguments = ["--batch", "new.csv", "--workspace", "w.gpkg"]
    let document = try document(folder, arguments, status: 3)
    #expect(document.unnamed == [3])
    #expect(document.names.map(\.row) == [2, 4, 5, 6, 7], "rows as in the file")
    #expect(document.names.map { $0.faults?.count ?? 0 } == [0, 1, 1, 1, 1])
    #expect(document.names.map(\.comparison.made) == [true, false, false, false, true])
    #expect(document.names[0].inBatch?.first.map(\.row) == [4])
    #expect(document.names[3].inBatch?.first.map(\.rule) == ["N502"])
    let outcome = try Executable.built.run(["check-name"] + arguments, in: folder.path)
    #expect(outcome.status == 3)
    for text in [
      "第 3 行：没有名称", "第 4 行：坐标“abc, 29.8”",
      "第 5 行：坐标“29.8, 106.0”", "第 6 行：类别代码“街”", "第 7 行：位置在“土桥镇”，不在所填的“二坪镇”",
    ] {
      #expect(outcome.messages.contains(text), "\(outcome.messages)")
    }
    #expect(outcome.messages.contains("2 行与本批其他行同名"))
    #expect(outcome.text.contains("第 4 行同名"))
  }

  @Test(arguments: ["编号,类别代码\n1,23510\n", "建设路\n王家湾\n"])
  func aTableWithoutNamesIsRefused(table: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(table, to: "new.csv")
    let outcome = try folder.jieming("check-name", "--batch", "new.csv")
    #expect(outcome.status == 3)
    #expect(outcome.text.isEmpty && outcome.messages.contains("没有名称列") && outcome.messages.contains("标准名称"))
  }

  @Test func aWorkspaceIsNoBatch() throws {
    let folder = try workspace()
    let outcome = try folder.jieming("check-name", "--batch", "w.gpkg")
    #expect(outcome.status == 3 && outcome.text.isEmpty)
    #expect(outcome.messages.contains("--workspace"))
  }

  @Test func theRomanisationOfABatchIsJudged() throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称,类别代码,罗马字母拼写\n重庆路,23510,Zhongqing Lu\n建设路,23510,Jianshe Lu\n", to: "new.csv")
    let names = try document(folder, ["--batch", "new.csv"]).names
    #expect(names[0].findings.contains { $0.rule.hasPrefix("N6") })
    #expect(!names[1].findings.contains { $0.rule.hasPrefix("N6") })
  }

  /// What is said of each of many rows with one name does not grow with their number.
  @Test func oneNameInManyRows() throws {
    let folder = try workspace()
    let rows = (0..<300).map { "建设路,23510,106.02,29.80\($0)" }
    try folder.write("标准名称,类别代码,东经,北纬\n" + rows.joined(separator: "\n"), to: "new.csv")
    let names = try document(folder, ["--batch", "new.csv", "--workspace", "w.gpkg"]).names
    #expect(names.count == 300)
    for name in names {
      #expect(name.inBatch?.count == 299 && name.inBatch?.first.count == 10)
      #expect(name.findings.map(\.rule) == ["N501"])
      #expect(name.findings.allSatisfy { ($0.related ?? []).count == 1 })
      #expect(name.neighbours.count == 1)
    }
  }
}
