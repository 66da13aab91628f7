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
