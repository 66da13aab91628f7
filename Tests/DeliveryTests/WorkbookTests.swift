import Foundation
import Registry
import Testing

@testable import Delivery

@Suite struct WorkbookTests {
  @Test func twoRunsGiveTheSameBytes() throws {
    try withTemporaryFolder { folder in
      let bytes = try ["a.xlsx", "b.xlsx"].map { name in
        let file = folder.appending(path: name)
        try FindingsWorkbook(SampleResult.check, language: .zh).write(to: file.path)
        return try Data(contentsOf: file)
      }
      #expect(bytes[0] == bytes[1])
      #expect(bytes[0].starts(with: Data("PK".utf8)))
    }
  }

  @Test func aPlaceThatCannotBeWrittenIsAnError() {
    #expect(throws: SpreadsheetError.self) {
      try FindingsWorkbook(SampleResult.check, language: .zh).write(to: "/nonexistent/folder/findings.xlsx")
    }
  }

  @Test func aSheetNameThatExcelForbidsIsAnError() throws {
    try withTemporaryFolder { folder in
      let workbook = try Workbook(path: folder.appending(path: "a.xlsx").path, title: "", created: SampleResult.asOf)
      #expect(throws: SpreadsheetError.self) { try workbook.addSheet("a/b") }
    }
  }

  /// The parts of the file as another program unpacks them; needs python3.
  @Test(.enabled(if: Python.has("zipfile"), "python3 is not installed"))
  func theFileSaysWhatItShould() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "findings.xlsx")
      try FindingsWorkbook(SampleResult.check, language: .zh).write(to: file.path)
      let parts = try Python.run(
        "import sys, zipfile\nfor n in sorted((z := zipfile.ZipFile(sys.argv[1])).namelist()): print(n, z.read(n).decode())",
        file.path)
      #expect(parts.contains(">2026-11-24T12:00:00Z<"))
      for name in ["汇总", "数据表", "坐标", "界线与政区", "界桩", "地名"] { #expect(parts.contains("name=\"\(name)\"")) }
      #expect(!parts.contains("name=\"设施\""))
      #expect(parts.contains("属实,误报,属实，予以保留,暂缓"))
      #expect(parts.contains("另有 2 条由此引起"))
      #expect(parts.contains("M106-7f3a9c2117"))
      // What a formula in a cell would do must stay text.
      #expect(!parts.contains("<f>"))
      let home = ProcessInfo.processInfo.hostName
      #expect(!parts.contains(folder.path) && !parts.contains(NSUserName() + "<") && !parts.contains(home))
    }
  }

  /// The findings of a line come without sheets of nothing, and without sources that a line has nothing to do with.
  @Test func findingsOfALineHaveOnlyWhatConcernsIt() throws {
    try withTemporaryFolder { folder in
      func sheets(of line: String?) throws -> (names: String, first: String) {
        let file = folder.appending(path: "findings.xlsx").path
        var check = SampleResult.check
        check.findings.removeAll { !$0.rule.hasPrefix("M") }
        try FindingsWorkbook(check, of: line, language: .zh).write(to: file)
        let parts = try ["xl/workbook.xml", "xl/worksheets/sheet1.xml"].map { name in
          String(decoding: try #require(ZipArchive.content(of: name, in: file)), as: UTF8.self)
        }
        return (parts[0], parts[1])
      }
      let (all, own) = (try sheets(of: nil), try sheets(of: "铜大线"))
      #expect(all.names.contains("name=\"地名\"") && !own.names.contains("name=\"地名\""))
      #expect(own.names.contains("name=\"汇总\"") && own.names.contains("name=\"界桩\""))
      #expect(own.first.contains("铜大线数据检查结果汇总") && !all.first.contains("铜大线数据检查结果汇总"))
      let foreign = try #require(
        SampleResult.check.dataset.sources.first { !JointInspection.lineKinds.contains($0.kind) })
      #expect(all.first.contains(foreign.file) && !own.first.contains(foreign.file))
    }
  }

  /// A table is handed in with its title, its date, who made it, and numbers that can be compared.
  @Test func aTableHasWhatAFormHas() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "table.xlsx").path
      var table = ReportTable(
        key: "t", title: LocalizedText(zh: "排查表", en: "Table"),
        columns: [.init("a", zh: "分值", en: "a"), .init("b", zh: "原因", en: "b"), .init("c", zh: "经度", en: "c")],
        rows: [
          [.number(3.8, decimals: 1), .text("甲"), .number(106.1, decimals: 6)],
          [.number(4, decimals: 1), .text("乙"), .number(106.123456, decimals: 6)],
        ])
      table.footers = [LocalizedText(zh: "只作参考。", en: "")]
      try TablesWorkbook.write([table], title: "表", asOf: SampleResult.asOf, language: .zh, to: file)
      let sheet = String(
        decoding: try #require(ZipArchive.content(of: "xl/worksheets/sheet1.xml", in: file)), as: UTF8.self)
      for expected in [
        "排查表", "截至日期：2026-11-24", "填报单位：", "制表：", "审核：", "mergeCell ref=\"A1:C1\"", "autoFilter ref=\"A3:C5\"",
      ] {
        #expect(sheet.contains(expected), "\(expected)")
      }
      func style(_ cell: String) throws -> Substring {
        try #require(sheet.firstMatch(of: Regex("<c r=\"\(cell)\" s=\"([0-9]+)\""))?[1].substring)
      }
      #expect(try style("A4") == style("A5") && style("C4") == style("C5") && style("A4") != style("C4"))
      let styles = String(decoding: try #require(ZipArchive.content(of: "xl/styles.xml", in: file)), as: UTF8.self)
      for expected in [
        "\"0.000000\"", "\"#,##0.0\"", "horizontal=\"right\" vertical=\"center\" indent=\"1\"",
      ] {
        #expect(styles.contains(expected), "\(expected)")
      }
    }
  }

  @Test func tablesBecomeSheets() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "coverage.xlsx")
      var coverage = SampleResult.coverage
      coverage.title = LocalizedText(zh: "公墓/骨灰堂[全部]覆盖情况", en: "")
      try TablesWorkbook.write(
        [coverage, SampleResult.indicators], title: "公墓覆盖", asOf: SampleResult.asOf, language: .zh,
        to: file.path)
      #expect(try Data(contentsOf: file).count > 4000)
    }
  }
}
