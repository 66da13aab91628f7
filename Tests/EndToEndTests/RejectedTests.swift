import Foundation
import Testing

/// `jieming rejected`: what was set aside can be corrected and joins the source that it came from.
@Suite struct RejectedTests {
  private static let population = """
    区划代码,名称,人口,备注
    500151100,土桥镇,不详,甲
    500151101,二坪镇,3000,乙
    500151102,水口镇,待查,"丙,丁"

    """
  private static let cemeteries = "名称,类型,状态\n一号公墓,经营性,建成\n二号公墓,经营性,建成,多出\n"

  private func imported() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.population, to: "pop.csv")
    try folder.write(Self.cemeteries, to: "c.csv")
    #expect(try folder.jieming("import", "w.gpkg", "pop.csv", "c.csv").status == 0)
    return folder
  }

  private func records(_ folder: TemporaryFolder) throws -> [String: Int] {
    try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json")).records
  }

  @Test func listsReasonsAndRows() throws {
    let folder = try imported()
    let all = try folder.jieming("rejected", "w.gpkg")
    for expected in ["pop.csv/pop", "“人口”的内容“不详”不是数", "c.csv/c", "这一行有 4 格，表头只有 3 列"] {
      #expect(all.text.contains(expected), "\(expected): \(all.text)")
    }
    let one = try folder.jieming("rejected", "w.gpkg", "--source", "c.csv", "--lang", "en")
    #expect(one.text.contains("the row has 4 cells") && !one.text.contains("pop.csv"), "\(one.text)")
    let unknown = try folder.jieming("rejected", "w.gpkg", "--source", "d.csv")
    #expect(unknown.status == 3)
    expectBilingual(unknown, naming: "pop.csv/pop")
  }

  @Test func correctedRowsJoinTheirSource() throws {
    let folder = try imported()
    #expect(try folder.jieming("rejected", "w.gpkg", "--source", "pop.csv", "-o", "fix.csv").status == 0)
    let table = try folder.text("fix.csv")
    #expect(table.contains("原文件,原图层,原行号,出错列,未导入原因,区划代码,名称,人口,备注"), "\(table)")
    try folder.write(table.replacing("土桥镇,不详", with: "土桥镇,2500"), to: "fix.csv")
    let half = try folder.jieming("import", "w.gpkg", "fix.csv")
    #expect(half.status == 0, "\(half.messages)")
    #expect(half.text.contains("更正 1 行 · 仍未导入 1 行 (corrected 1 · still quarantined 1)"), "\(half.text)")
    #expect(try records(folder)["population"] == 2)

    let corrected = try folder.text("fix.csv").replacing("水口镇,待查", with: "水口镇,2700")
    try folder.write(corrected, to: "fix.csv")
    for _ in 0..<2 {
      #expect(try folder.jieming("import", "w.gpkg", "fix.csv").status == 0)
      #expect(try records(folder)["population"] == 3)
    }
    let left = try folder.jieming("rejected", "w.gpkg")
    #expect(!left.text.contains("pop.csv") && left.text.contains("c.csv"), "\(left.text)")
    let sources = try folder.jieming("sources", "w.gpkg").text
    #expect(!sources.contains("fix.csv"))
    #expect(sources.firstMatch(of: #/pop\.csv\s+pop\s+人口\s+3\s+3\s+0/#) != nil, "\(sources)")
    #expect(try folder.jieming("export", "w.gpkg", "--layer", "population", "--output", "p.geojson").status == 0)
    let exported = try folder.text("p.geojson")
    #expect(exported.contains(#""population":"2700""#) || exported.contains(#""population":2700"#), "\(exported)")
    #expect(exported.contains("丙,丁") && !exported.contains("原文件"))
    // The same bytes, in one step or in two, and when the original was there again.
    let bytes = try folder.bytes("w.gpkg")
    #expect(try folder.jieming("import", "w.gpkg", "fix.csv", "pop.csv").status == 0)
    #expect(try folder.bytes("w.gpkg") == bytes)
  }

  /// Rows of a layer with shapes stand beside those that can be corrected, and do not keep them out.
  @Test func rowsOfShapesAreOnlyForViewing() throws {
    let folder = try imported()
    let features = [#""LineString","coordinates":[[106,29.8],[106.1,29.9]]"#, #""Point","coordinates":[106,29.8]"#].map
    {
      #"{"type":"Feature","properties":{"界线名称":"铜合线"},"geometry":{"type":"# + $0 + "}}"
    }
    let lines = #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}"
    try folder.write(lines, to: "lines.geojson")
    let read = try folder.jieming("import", "w.gpkg", "lines.geojson", "--kind", "boundary_line")
    #expect(read.messages.contains("1 行未导入：用 jieming rejected w.gpkg"), "\(read.messages)")
    let written = try folder.jieming("rejected", "w.gpkg", "--format", "csv", "-o", "fix")
    #expect(written.messages.contains("“lines.geojson/lines”是带图形的图层"), "\(written.messages)")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/fix").first { $0.hasPrefix("pop") })
    try folder.write(try folder.text("fix/\(name)").replacing("土桥镇,不详", with: "土桥镇,2500"), to: "fix/\(name)")
    let corrected = try folder.jieming("import", "w.gpkg", "fix")
    #expect(try records(folder)["population"] == 2, "\(corrected.messages)")
  }

  @Test func cellsWithoutColumnStayOutUntilTheyHaveAPlace() throws {
    let folder = try imported()
    #expect(try folder.jieming("rejected", "w.gpkg", "-o", "fix", "--format", "csv").status == 0)
    #expect(folder.fileNames.filter { $0.hasPrefix("fix/") } == ["fix/c_rejected.csv", "fix/pop_rejected.csv"])
    let untouched = try folder.jieming("import", "w.gpkg", "fix/c_rejected.csv")
    #expect(untouched.text.contains("still quarantined 1"), "\(untouched.text)")
    #expect(try folder.jieming("rejected", "w.gpkg").text.contains("多出的内容"))
    let table = try folder.text("fix/c_rejected.csv")
    try folder.write(table.replacing("建成,多出", with: "建成,"), to: "fix/c_rejected.csv")
    #expect(try folder.jieming("import", "w.gpkg", "fix").status == 0)
    #expect(try records(folder)["facility"] == 2)
  }

  /// A workbook has a sheet for each source; untouched it changes nothing but is understood.
  @Test func workbooksComeBackToo() throws {
    let folder = try imported()
    #expect(try folder.jieming("rejected", "w.gpkg", "-o", "fix.xlsx").status == 0)
    let outcome = try folder.jieming("import", "w.gpkg", "fix.xlsx")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("pop.csv/pop：更正 0 行 · 仍未导入 2 行"), "\(outcome.text)")
    #expect(outcome.text.contains("c.csv/c：更正 0 行 · 仍未导入 1 行"), "\(outcome.text)")
    // People edit it, so that it is not replaced unasked.
    let again = try folder.jieming("rejected", "w.gpkg", "-o", "fix.xlsx")
    #expect(again.status == 3)
    expectBilingual(again, naming: "fix.xlsx")
  }

  @Test func onlyRejectedRowsCanBeCorrected() throws {
    let folder = try imported()
    try folder.write("原文件,原图层,原行号,区划代码,名称,人口\npop.csv,pop,3,500151101,二坪镇,9999\n", to: "made-up.csv")
    let before = try folder.bytes("w.gpkg")
    for (target, file, name) in [
      ("w.gpkg", "made-up.csv", "pop.csv"), ("new.gpkg", "made-up.csv", "pop.csv"),
    ] {
      let outcome = try folder.jieming("import", target, file)
      #expect(outcome.status == 3, "\(outcome.messages)")
      expectBilingual(outcome, naming: name)
    }
    let check = try folder.jieming("check", "made-up.csv")
    #expect(check.status == 3)
    expectBilingual(check, naming: "made-up.csv")
    #expect(check.messages.contains("jieming import") || check.messages.contains("Import it"))
    #expect(try folder.bytes("w.gpkg") == before)
    #expect(!folder.fileNames.contains("new.gpkg"))
  }
}
