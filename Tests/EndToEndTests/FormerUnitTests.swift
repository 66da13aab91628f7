import Foundation
import Testing

/// Names of towns with a kind that they no longer have, and from when on names are new, through the executable.
@Suite struct FormerUnitTests {
  private static let shared: URL = {
    let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let shared = ProcessInfo.processInfo.environment["JIEMING_SHARED"].map { URL(filePath: $0) }
    return (shared ?? checkout.appending(path: "../shared")).standardizedFileURL
  }()
  private static let window = shared.appending(path: "data/names/geonames_cn/geonames_tongliang_window.csv").path

  /// Needs the GeoNames extract beside the checkout (or where `JIEMING_SHARED` says), and is skipped where it is not.
  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: window)),
    arguments: [[], ["--kind", "place_name", "--field", "name=name_zh"]] as [[String]])
  func theOutdatedTownsOfAGazetteerAreFound(options: [String]) throws {
    let folder = try TemporaryFolder()
    let outcome = try Executable.built.run(
      ["check", Self.window, "--select", "N802", "--format", "json"] + options, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try FindingsDocument(from: outcome)
    let names = document.findings.compactMap { finding in
      ["旧县镇", "蒲吕镇", "双山乡", "小林乡", "庆隆乡"].first { finding.message.contains("“\($0)”") }
    }
    #expect(names.sorted() == ["旧县镇", "蒲吕镇", "双山乡", "小林乡", "庆隆乡"].sorted())
    // The other towns of the district are named as they are now; three counties of the neighbourhood are named as of old.
    #expect(document.findings.count == 8)
  }

  @Test func aSmallListOfTowns() throws {
    let folder = try TemporaryFolder()
    try folder.write("标准名称,类别代码\n旧县镇,21500\n土桥镇,21500\n蒲吕镇,22200\n", to: "names.csv")
    try folder.write("district: '500151'\n", to: "settings.yaml")
    let outcome = try folder.jieming("check", "names.csv", "--settings", "settings.yaml", "--select", "N802")
    #expect(outcome.text.contains("“旧县镇”的建制已变更，名单中是“旧县街道”"), "\(outcome.text)")
    #expect(!outcome.text.contains("“蒲吕镇”的建制"))
  }

  @Test func namesAreNewSinceTheDayOfTheCommandLine() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      地名代码,标准名称,类别代码,所属行政区划代码,命名时间
      50015110122200000001,王家湾,22200,500151101,2021-03-01
      50015110122200000002,王家湾,22200,500151101,
      """ + "\n", to: "names.csv")
    let old = try folder.jieming("check", "names.csv", "--select", "N501", "--fail-on", "error")
    #expect(old.status == 0)
    let new = try folder.jieming(
      "check", "names.csv", "--select", "N501", "--fail-on", "error", "--new-since", "2021-01-01")
    #expect(new.status == 1)
    let wrong = try folder.jieming("check", "names.csv", "--new-since", "2021")
    #expect(wrong.status == 2)
  }
}
