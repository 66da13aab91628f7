import Foundation
import Testing

/// `jieming inspect`.
@Suite struct InspectTests {
  private static let files = [
    "findings.json", "findings.xlsx", "markers.geojson", "markers.gpx", "工作图.pdf", "清单.md", "界桩成果表.xlsx", "界桩登记表.xlsx",
    "界线联检记录表.xlsx", "边界点成果表.xlsx",
  ]

  private static func inspect(_ folder: TemporaryFolder, _ arguments: String...) throws -> Executable.Outcome {
    let workspace = try Sample.finishedRun().folder.file("out/workspace.gpkg")
    return try Executable.built.run(
      ["inspect", workspace, "--as-of", "2026-11-24"] + arguments, in: folder.path)
  }

  private struct Packet {
    let folder: TemporaryFolder
    let outcome: Executable.Outcome
  }

  private nonisolated(unsafe) static let packet = Result {
    let folder = try TemporaryFolder()
    // In the other order of its parties.
    return Packet(folder: folder, outcome: try inspect(folder, "--line", "大铜线", "--output", "packet"))
  }

  @Test func writesEveryFileOfALine() throws {
    let packet = try Self.packet.get()
    #expect(packet.outcome.status == 0, "\(packet.outcome.messages)")
    let expected =
      Self.files.map { "packet/铜大线/\($0)" }
      + ["平安边界风险排查.json", "平安边界风险排查.xlsx", "联检计划.ics", "联检计划.xlsx"].map { "packet/\($0)" }
    #expect(packet.folder.fileNames == expected.sorted())
    let checklist = try packet.folder.text("packet/铜大线/清单.md")
    for fact in ["毗邻单位：大足区、铜梁区", "2028-05-18", "没有政区图形：大足区，", "没有坐标的界桩（1 颗）：1151002Q", "| M106 |", "| B207 |"] {
      #expect(checklist.contains(fact), "\(fact)")
    }
  }

  /// Nothing of another line, and all of this one.
  @Test func findingsAreThoseOfTheLine() throws {
    let packet = try Self.packet.get()
    let document = try JSONDecoder().decode(
      FindingsDocument.self, from: packet.folder.bytes("packet/铜大线/findings.json"))
    let all = try Sample.finishedRun().document().findings
    let own = all.filter { $0.subject.key == "铜大线" || $0.subject.key.hasPrefix("铜大线/") }
    #expect(!own.isEmpty)
    #expect(Set(document.findings.map(\.id)).isSuperset(of: own.map(\.id)))
    #expect(document.findings.count < all.count)
  }

  @Test(.enabled(if: Tool.pdfinfo != nil)) func theStripMapIsAPDFOfSeveralSheets() throws {
    let packet = try Self.packet.get()
    let program = Executable(path: try #require(Tool.pdfinfo))
    let outcome = try program.run(["packet/铜大线/工作图.pdf"], in: packet.folder.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("Pages:           10\n"), "\(outcome.text)")
    #expect(outcome.text.contains("(A3)") && outcome.text.contains("铜大线"))
  }

  @Test(.enabled(if: Tool.ogrinfo != nil)) func handheldsGetTheMarkers() throws {
    let packet = try Self.packet.get()
    let program = Executable(path: try #require(Tool.ogrinfo))
    let outcome = try program.run(["-ro", "-al", "packet/铜大线/markers.gpx", "waypoints"], in: packet.folder.path)
    #expect(outcome.text.contains("Feature Count: 11\n"), "\(outcome.text.prefix(500))")
    #expect(
      outcome.text.contains("name (String) = 1151005Q\n") && outcome.text.contains("POINT (105.8394293 29.7741829)"))
  }

  /// The sheet as it is handed out, and as it comes back from the field.
  @Test func theRecordSheetComesBackAsInspections() throws {
    let packet = try Self.packet.get()
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: packet.folder.file("packet/铜大线/界线联检记录表.xlsx"), toPath: folder.file("sheet.xlsx"))
    let unfilled = try folder.jieming("import", "a.gpkg", "sheet.xlsx", "--yes")
    #expect(unfilled.status == 0, "\(unfilled.messages)")
    #expect(unfilled.text.contains("inspection 联检记录：读取 12 · 导入 12 · 未导入 0"), "\(unfilled.text)")

    guard let python = Tool.python else { return }
    // Column I is the date, K the condition; row 8 the second marker.
    let fill = """
      import re, sys, zipfile
      source = zipfile.ZipFile('sheet.xlsx')
      target = zipfile.ZipFile('filled.xlsx', 'w', zipfile.ZIP_DEFLATED)
      for name in source.namelist():
          data = source.read(name)
          if name == 'xl/worksheets/sheet1.xml':
              text = data.decode()
              for cell, value in (('I8', '2026-11-20'), ('K8', '损坏')):
                  text, count = re.subn(f'<c r="{cell}" (s="[0-9]+")/>',
                      rf'<c r="{cell}" \\1 t="inlineStr"><is><t>{value}</t></is></c>', text)
                  assert count == 1, cell
              data = text.encode()
          target.writestr(name, data)
      target.close()
      """
    #expect(try Executable(path: python).run(["-c", fill], in: folder.path).status == 0)
    let filled = try folder.jieming(
      "check", "filled.xlsx", Sample.folder + "/lines.geojson", Sample.folder + "/markers.xlsx", "--select", "M202",
      "--as-of", "2026-11-24", "--format", "json")
    #expect(filled.status == 0, "\(filled.messages)")
    #expect(filled.text.contains("铜大线/001/Q") || filled.text.contains("1151001Q"), "\(filled.text.prefix(2000))")
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let packet = try Self.packet.get()
    let other = try TemporaryFolder()
    #expect(try Self.inspect(other, "--line", "铜大线", "--output", "elsewhere").status == 0)
    for name in packet.folder.fileNames {
      let copy = name.replacing("packet/", with: "elsewhere/", maxReplacements: 1)
      #expect(try packet.folder.bytes(name) == other.bytes(copy), "\(name)")
    }
  }

  @Test func formsThatMayBeFilledInAreNotReplacedUnasked() throws {
    let folder = try TemporaryFolder()
    func inspect(_ arguments: String...) throws -> Executable.Outcome {
      let target = Sample.folder + "/lines.geojson"
      return try Executable.built.run(
        ["inspect", target, "--line", "巴川东城线", "--output", "packet", "--as-of", "2026-11-24"] + arguments,
        in: folder.path)
    }
    #expect(try inspect().status == 0)
    let map = try folder.bytes("packet/巴川东城线/工作图.pdf")
    let again = try inspect("--scale", "10000")
    #expect(again.status == 3)
    #expect(again.messages.contains("界线联检记录表.xlsx") && again.messages.contains("可能已经填过"))
    // Refused as a whole, not half-way.
    #expect(try folder.bytes("packet/巴川东城线/工作图.pdf") == map)
    #expect(try inspect("--scale", "10000", "--force").status == 0)
    #expect(try folder.bytes("packet/巴川东城线/工作图.pdf") != map)
  }

  @Test func badLinesDoNotKeepTheOthersBack() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"界线名称":"甲乙线"},
       "geometry":{"type":"LineString","coordinates":[[106.0,29.8],[106.0,29.8]]}},
      {"type":"Feature","properties":{"界线名称":"无形线"},"geometry":null},
      {"type":"Feature","properties":{"界线名称":"甲/丙:线"},
       "geometry":{"type":"LineString","coordinates":[[106.0,29.8],[106.02,29.81],[106.0,29.81],[106.02,29.8]]}},
      {"type":"Feature","properties":{"界线名称":"海外线"},
       "geometry":{"type":"LineString","coordinates":[[2.0,48.8],[2.02,48.81]]}},
      {"type":"Feature","properties":{},
       "geometry":{"type":"LineString","coordinates":[[106.1,29.8],[106.12,29.81]]}}]}
      """, to: "data/lines.geojson")
    try folder.write(
      """
      界桩编号,界线名称,经度,纬度
      1111001Q,甲乙线,106.0,29.8
      1111001Q,甲乙线,106.0,29.8
      1111002Q,无形线,106.0,29.8
      9999001Q,没有的线,106.0,29.8
      ,甲/丙:线,106.01,29.805
      """, to: "data/markers.csv")
    let outcome = try folder.jieming("inspect", "data", "--all", "--output", "out", "--as-of", "2026-11-24")
    #expect(outcome.status == 0, "\(outcome.messages)")
    for message in [
      "甲乙线：界线长度为零", "无形线：界线没有图形", "海外线：工作图.pdf未生成：不在我国的高斯-克吕格投影带内",
    ] { #expect(outcome.messages.contains(message), "\(message)") }
    let written = Set(folder.fileNames)
    for line in ["甲乙线", "无形线", "甲-丙-线", "海外线"] {
      #expect(written.contains("out/\(line)/清单.md") && written.contains("out/\(line)/界线联检记录表.xlsx"))
    }
    #expect(written.contains("out/甲-丙-线/工作图.pdf"))
    #expect(!written.contains("out/甲乙线/工作图.pdf"))
    #expect(written.count(where: { $0.hasSuffix("清单.md") }) == 5)
  }

  @Test(arguments: [
    (["--output", "out"], "--line"), (["--line", "铜大线", "--all", "--output", "out"], "--all"),
    (["--line", "铜大县", "--output", "out"], "铜大线"), (["--all", "--output", "out", "--scale", "0"], "--scale"),
    (["--all", "--output", "out", "--paper", "A5"], "A4、A3"),
    (["--all", "--output", "out", "--set", "unmarked_n=3"], "unmarked_m"),
    (["--all", "--output", "out", "--forms", "none"], "record_form.yaml"),
  ])
  func wrongUsageIsTold(_ arguments: [String], _ hint: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Executable.built.run(
      ["inspect", Sample.folder + "/lines.geojson"] + arguments, in: folder.path)
    #expect(outcome.status == 2, "\(outcome.messages)")
    #expect(outcome.messages.contains(hint), "\(outcome.messages)")
    #expect(folder.fileNames.isEmpty)
  }

  @Test func thresholdsOfTheRankingAreSettings() throws {
    let folder = try TemporaryFolder()
    try folder.write("risk: {unmarked_m: 1000000, survey_years: 100}\n", to: "settings.yaml")
    func risks(_ arguments: String...) throws -> String {
      let target = Sample.folder + "/lines.geojson"
      let outcome = try Executable.built.run(
        ["inspect", target, "--line", "铜永线", "--output", "out", "--as-of", "2026-11-24", "--force"] + arguments,
        in: folder.path)
      #expect(outcome.status == 0, "\(outcome.messages)")
      return try folder.text("out/平安边界风险排查.json")
    }
    #expect(try risks().contains("没有界桩和线状地物"))
    #expect(try !risks("--settings", "settings.yaml").contains("没有界桩和线状地物"))
    #expect(try risks("--settings", "settings.yaml", "--set", "unmarked_m=2000").contains("没有界桩和线状地物"))
  }
}
