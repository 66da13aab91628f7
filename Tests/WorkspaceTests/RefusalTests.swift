import Foundation
import GRDB
import Registry
import Testing
import Workspace

@Suite("What is no workspace is refused and left alone")
struct RefusalTests {
  /// Both opening and updating must fail with the error that `expected` accepts, and the file must stay.
  private func expectRefusal(
    _ folder: TemporaryFolder, _ name: String, _ expected: (WorkspaceError) -> Bool
  ) throws {
    let path = folder.file(name)
    let before = try? folder.bytes(name)
    for attempt in 0..<3 {
      let error = #expect(throws: WorkspaceError.self) {
        if attempt == 0 {
          _ = try Workspace.open(path)
        } else {
          try Workspace.update(path, createIfMissing: true, startingEmpty: attempt == 2, asOf: asOf) { _ in }
        }
      }
      if let error {
        #expect(expected(error), "\(error)")
        #expect(error.message.zh.contains(path), "the message names the file")
      }
    }
    #expect((try? folder.bytes(name)) == before)
    #expect(folder.names.filter { $0.hasPrefix(".") }.isEmpty)
  }

  private static func isNoWorkspace(_ error: WorkspaceError) -> Bool {
    if case .notAWorkspace = error { true } else { false }
  }

  @Test("text, an empty file, a folder, another database, another GeoPackage")
  func otherFiles() throws {
    let folder = try TemporaryFolder()
    try Data("名称,代码\n".utf8).write(to: URL(fileURLWithPath: folder.file("names.csv")))
    try Data().write(to: URL(fileURLWithPath: folder.file("empty.gpkg")))
    try FileManager.default.createDirectory(atPath: folder.file("dir"), withIntermediateDirectories: true)
    for (name, applicationID) in [("other.sqlite", 0), ("other.gpkg", 0x4750_4B47)] {
      let queue = try DatabaseQueue(path: folder.file(name))
      try queue.write { db in
        try db.execute(sql: "PRAGMA application_id = \(applicationID); CREATE TABLE setting (name TEXT, value TEXT)")
      }
      try queue.close()
    }
    for name in ["names.csv", "empty.gpkg", "dir", "other.sqlite", "other.gpkg"] {
      #expect(!Workspace.isWorkspace(folder.file(name)))
      try expectRefusal(folder, name, Self.isNoWorkspace)
    }
  }

  @Test("another program's GeoPackage with a write-ahead log keeps it")
  func foreignLog() throws {
    let folder = try TemporaryFolder()
    var configuration = Configuration()
    configuration.journalMode = .wal
    let queue = try DatabaseQueue(path: folder.file("other.gpkg"), configuration: configuration)
    try queue.write { try $0.execute(sql: "PRAGMA application_id = 1196444487; CREATE TABLE mine (name TEXT)") }
    try queue.close()
    try expectRefusal(folder, "other.gpkg", Self.isNoWorkspace)
  }

  @Test("cells that another program blanked or filled with something else are told, not trapped on")
  func editedCells() throws {
    let folder = try TemporaryFolder()
    let edits = [
      "UPDATE source SET size = 'large'", "UPDATE source SET record_keys = x'ff'", "UPDATE import_note SET row = 'x'",
      "UPDATE rejected_row SET row = 'x'",
      "CREATE TABLE s AS SELECT * FROM source; DROP TABLE source; ALTER TABLE s RENAME TO source; "
        + "UPDATE source SET file = NULL",
    ]
    for edit in edits {
      try? FileManager.default.removeItem(atPath: folder.workspace)
      try importing([Inputs.placeNames("a.xlsx", count: 3)], into: folder.workspace)
      let queue = try DatabaseQueue(path: folder.workspace)
      try queue.write { try $0.execute(sql: edit) }
      try queue.close()
      let workspace = try Workspace.open(folder.workspace)
      let error = #expect(throws: WorkspaceError.self, "\(edit)") { try workspace.dataset() }
      guard case .failed(folder.workspace, _)? = error else {
        Issue.record("\(edit): \(String(describing: error))")
        continue
      }
    }
  }

  @Test("a table that another program made without the columns of provenance")
  func lostColumns() throws {
    let folder = try TemporaryFolder()
    try importing([Inputs.placeNames("a.xlsx", count: 3)], into: folder.workspace)
    let queue = try DatabaseQueue(path: folder.workspace)
    try queue.write { try $0.execute(sql: "ALTER TABLE place_name DROP COLUMN source_id") }
    try queue.close()
    let workspace = try Workspace.open(folder.workspace)
    let expected = WorkspaceError.damaged(path: folder.workspace, table: "place_name", missing: ["source_id"])
    #expect(throws: expected) { try workspace.dataset() }
    #expect(throws: expected) { try importing([Inputs.placeNames("a.xlsx", count: 4)], into: folder.workspace) }
  }

  @Test("a workspace of a later version")
  func later() throws {
    let folder = try TemporaryFolder()
    try importing([], into: folder.workspace)
    let queue = try DatabaseQueue(path: folder.workspace)
    try queue.write { try $0.execute(sql: "UPDATE setting SET value = '99' WHERE name = 'jieming.schema'") }
    try queue.close()
    try expectRefusal(folder, "workspace.gpkg") { $0 == .newerSchema(path: folder.workspace, found: 99, known: 2) }
  }

  @Test("a damaged workspace")
  func damaged() throws {
    let folder = try TemporaryFolder()
    try importing([Inputs.divisions], into: folder.workspace)
    #expect(Workspace.isWorkspace(folder.workspace))
    var bytes = try folder.bytes()
    bytes.replaceSubrange(100..<4096, with: Data(repeating: 0xA5, count: 3996))
    try bytes.write(to: URL(fileURLWithPath: folder.workspace))
    try expectRefusal(folder, "workspace.gpkg") { if case .failed = $0 { true } else { false } }
  }

  @Test("a file that is not there, unless it may be made; a folder that is not there")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: WorkspaceError.missing(path: folder.workspace)) { try Workspace.open(folder.workspace) }
    #expect(throws: WorkspaceError.missing(path: folder.workspace)) {
      try Workspace.update(folder.workspace, createIfMissing: false, asOf: asOf) { _ in }
    }
    let error = #expect(throws: WorkspaceError.self) { try importing([], into: folder.file("no/such/w.gpkg")) }
    guard case .unusableFolder(let path, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == folder.file("no/such"))
    #expect(folder.names.isEmpty)
  }

  @Test("a workspace that another program edits is not replaced under it")
  func openElsewhere() throws {
    let folder = try TemporaryFolder()
    try importing([Inputs.divisions], into: folder.workspace)
    var configuration = Configuration()
    configuration.journalMode = .wal
    let queue = try DatabaseQueue(path: folder.workspace, configuration: configuration)
    try queue.write { try $0.execute(sql: "UPDATE setting SET value = '500151' WHERE name = 'asOf'") }
    #expect(throws: WorkspaceError.openElsewhere(path: folder.workspace)) {
      try importing([Inputs.placeNames("a.xlsx", count: 3)], into: folder.workspace)
    }
    #expect(try Workspace.open(folder.workspace).value("asOf") == "500151", "reading goes on")
    try queue.close()
    try importing([Inputs.placeNames("a.xlsx", count: 3)], into: folder.workspace)
    #expect(folder.names == ["workspace.gpkg"])
  }
}
