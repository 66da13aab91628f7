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

  private func workspace() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    try folder.write(Self.towns, to: "towns.geojson")
    #expect(try folder.jieming("import", "w.gpkg", "towns.geojson", "names.csv").status == 0)
    return folder
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
    #expect(outcome.text.contains("法定范围以外另有同名地名 1 个"))
    #expect(!outcome.text.contains("二坪镇"), "the other town is another scope")
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
}
