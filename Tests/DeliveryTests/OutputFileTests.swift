import Foundation
import Testing

@testable import Delivery

@Suite struct OutputFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("jieming-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func inFolder(_ body: (URL) throws -> Void) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

  @Test func nothingIsThereBeforeCommit() throws {
    try inFolder { folder in
      let path = folder.appendingPathComponent("a.geojson").path
      let file = try OutputFile(path: path)
      try file.write(Array("{}".utf8))
      #expect(!FileManager.default.fileExists(atPath: path))
      try file.commit()
      #expect(try names() == ["a.geojson"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "{}")
    }
  }

  @Test func abandonedOutputLeavesNothing() throws {
    try inFolder { folder in
      do {
        let file = try OutputFile(path: folder.appendingPathComponent("a.geojson").path)
        try file.write(Array("half".utf8))
      }
      #expect(try names() == [])
    }
  }

  @Test func writersThatReplaceTheTemporaryFileAreServed() throws {
    try inFolder { folder in
      let path = folder.appendingPathComponent("a.gpkg").path
      let file = try OutputFile(path: path)
      try FileManager.default.removeItem(atPath: file.temporaryPath)
      try Data("other".utf8).write(to: URL(fileURLWithPath: file.temporaryPath))
      try file.commit()
      #expect(try names() == ["a.gpkg"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "other")
      #expect(throws: OutputError.self) {
        let lost = try OutputFile(path: path, force: true)
        try FileManager.default.removeItem(atPath: lost.temporaryPath)
        try lost.commit()
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "other")
    }
  }

  @Test func modeFollowsTheMask() throws {
    try inFolder { folder in
      let path = folder.appendingPathComponent("a").path
      try OutputFile(path: path).commit()
      let mask = umask(0)
      umask(mask)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o666 & ~Int(mask))
    }
  }

  @Test func foreignFilesAreLeftAlone() throws {
    try inFolder { folder in
      let path = folder.appendingPathComponent("a.geojson").path
      try Data("{\"type\":\"FeatureCollection\"}".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: OutputError(.notOurs, path: path)) { try OutputFile(path: path) }
      #expect(try names() == ["a.geojson"])
      let forced = try OutputFile(path: path, force: true)
      try forced.write(Array("new".utf8))
      try forced.commit()
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    }
  }

  @Test(arguments: [
    ("{\"type\":\"FeatureCollection\",\"generator\":\"jieming 0.1\",", true),
    ("{\n  \"schema\": \"jieming.findings/1\",", true), ("# 报告\n<!-- jieming 0.1 -->", true), ("", true),
    ("\u{FEFF}编号,规则代码,规则名,问题,级别\n", true), ("\u{FEFF}来源文件,工作表或图层,行号,字段,未导入原因,原始内容\n", true),
    ("{\"type\":\"Feature\",\"id\":\"a\\\"b\",\"generator\":\"jieming 0.1\",\"geometry\":null}", true),
    ("界名 jieming 0.1\n\n", true), ("name,unit\n双桥,巴川", false), ("{\"generator\":\"ogr2ogr\"}", false),
    // The marks are mentioned, deep inside.
    ("# 说明\n\n报告里有 <!-- jieming -->，findings.csv 的表头是 编号,规则代码,规则名,问题,级别\n\n界名 jieming\n", false),
    ("# 说明\n\n正文\n<!-- jieming -->\n", false), ("# 说明", false), ("界名 jieming 检查民政数据。\n", false),
    (
      "{\"type\":\"FeatureCollection\",\"features\":[{\"generator\":\"jieming 0.1\",\"schema\":\"jieming.findings/1\"}]}",
      false
    ),
    ("{\"a\":{\"schema\":\"jieming.findings/1\"}}", false), ("SQLite format 3\0 CREATE TABLE import_note", false),
    ("{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{\"generator\":\"jieming\"}}", false),
  ])
  func ownFilesAreKnown(_ content: String, _ isOwn: Bool) throws {
    try inFolder { folder in
      let path = folder.appendingPathComponent("file").path
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
      #expect(((try? OutputFile(path: path)) != nil) == isOwn)
    }
  }

  @Test func linksAreFollowed() throws {
    try inFolder { folder in
      let (target, link) = (folder.appendingPathComponent("target"), folder.appendingPathComponent("link"))
      try Data().write(to: target)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
      let file = try OutputFile(path: link.path)
      try file.write(Array("x".utf8))
      try file.commit()
      #expect(try String(contentsOf: target, encoding: .utf8) == "x")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasSuffix("target"))
    }
  }

  @Test func foldersAndMissingFoldersAreTold() throws {
    try inFolder { folder in
      #expect(throws: OutputError(.isFolder, path: folder.path)) { try OutputFile(path: folder.path) }
      let path = folder.appendingPathComponent("none/a.geojson").path
      #expect(throws: OutputError(.system(code: ENOENT), path: path)) { try OutputFile(path: path) }
    }
  }

  @Test func devicesAreWrittenInPlace() throws {
    let file = try OutputFile(path: "/dev/null")
    try file.write(Array("x".utf8))
    try file.commit()
    #expect(file.temporaryPath == "/dev/null")
  }
}
