import Foundation
import Testing

/// What `jieming sources` tells of where the data came from.
@Suite struct ProvenanceTests {
  private struct Document: Decodable {
    struct Source: Decodable {
      struct CRS: Decodable {
        let label: String
        let pipeline: String
        let pipelineAccuracyMetres: Double?
      }

      let kind, file, layer, path, sha256, modified, encoding, mapping: String
      let size, read, imported, rejected, notes: Int
      let crs: CRS
      let `internal`: Bool
    }

    let schema: String
    let sources: [Source]
  }

  private func sources(_ folder: TemporaryFolder, _ workspace: String = "w.gpkg") throws -> Document {
    let outcome = try folder.jieming("sources", workspace, "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try JSONDecoder().decode(Document.self, from: outcome.output)
  }

  private static let date = Date(timeIntervalSince1970: 1_562_389_443)  // 2019-07-06T05:04:03Z

  @Test func everySourceTellsWhereItCameFrom() throws {
    let folder = try TemporaryFolder()
    try folder.write("界桩编号,界线名称,纵坐标,横坐标\n001,铜合线,3298438.1,35598615.4\n", to: "旧资料/markers.csv")
    try FileManager.default.setAttributes(
      [.modificationDate: Self.date], ofItemAtPath: folder.file("旧资料/markers.csv"))
    let outcome = try folder.jieming("import", "w.gpkg", "./旧资料/markers.csv", "--internal")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try sources(folder)
    #expect(document.schema == "jieming.sources/1")
    let source = try #require(document.sources.first)
    #expect(source.path == "./旧资料/markers.csv")
    #expect(source.modified == "2019-07-06T05:04:03Z")
    #expect(source.file == "markers.csv" && source.layer == "markers" && source.kind == "boundary_marker")
    #expect(source.sha256.count == 64 && source.size == 81)
    #expect(source.encoding.hasPrefix("UTF-8"))
    #expect(source.crs.label == "EPSG:4523 (assumed)" && source.crs.pipeline.contains("tmerc"))
    #expect(source.crs.pipelineAccuracyMetres == 0)
    #expect(source.internal && source.mapping.isEmpty)
    #expect(source.read == 1 && source.imported == 1 && source.rejected == 0 && source.notes == 1)
    let text = try folder.jieming("sources", "w.gpkg").text
    for expected in ["./旧资料/markers.csv", "2019-07-06T05:04:03Z", source.sha256, "误差小于 1 毫米", "仅限内部"] {
      #expect(text.contains(expected), "\(expected): \(text)")
    }
  }

  /// A folder may lie anywhere; what it holds is the same.
  @Test func pathsInAFolderAreRelativeToIt() throws {
    let folder = try TemporaryFolder()
    for name in ["here", "elsewhere/there"] {
      try Sample.copy(["cemeteries.csv", "towns.shp", "towns.shx", "towns.dbf", "towns.prj"], to: folder, as: name)
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.file(name)) {
        try FileManager.default.setAttributes(
          [.modificationDate: Self.date], ofItemAtPath: folder.file("\(name)/\(file)"))
      }
    }
    #expect(try folder.jieming("import", "a.gpkg", "here").status == 0)
    #expect(try folder.jieming("import", "b.gpkg", folder.file("elsewhere/there/")).status == 0)
    #expect(try sources(folder, "a.gpkg").sources.map(\.path) == ["cemeteries.csv", "towns.shp"])
    #expect(try folder.bytes("a.gpkg") == folder.bytes("b.gpkg"))
    let noted = try folder.jieming("import", "c.gpkg", "elsewhere")
    #expect(noted.status == 3 && noted.messages.contains("elsewhere/there/"), "\(noted.messages)")
  }

  @Test func theCurrentFolderCanBeGiven() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["cemeteries.csv"], to: folder, as: ".")
    for _ in 0..<2 {
      let outcome = try folder.jieming("import", "w.gpkg", ".")
      #expect(outcome.status == 0, "\(outcome.messages)")
    }
    #expect(try sources(folder).sources.map(\.path) == ["cemeteries.csv"])
    #expect(try folder.jieming("import", "w.gpkg", "cemeteries.csv", "./cemeteries.csv").status == 0)
  }

  /// The plan is shown, and nothing happens without a yes.
  @Test(.enabled(if: Tool.script != nil, "script(1), which makes a terminal, is not installed"))
  func onATerminalAPlanIsShownFirst() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["cemeteries.csv"], to: folder, as: ".")
    func run(_ answer: String, _ options: String = "") throws -> String {
      let jieming = "'\(Executable.built.path)' import w.gpkg cemeteries.csv \(options)"
      let command = "printf '\(answer)\\n' | script -qec \"\(jieming)\" /dev/null"
      return try Executable(path: "/bin/sh").run(["-c", command], in: folder.path).text
    }
    let declined = try run("n")
    #expect(declined.contains("名称 → name") && declined.contains("[y/N]") && declined.contains("没有导入"), "\(declined)")
    #expect(!folder.fileNames.contains("w.gpkg"))
    let agreed = try run("y")
    #expect(agreed.contains("工作库 workspace"), "\(agreed)")
    #expect(try sources(folder).sources.map(\.imported) == [36])
    #expect(try !run("n", "--yes").contains("[y/N]"))
  }
}
