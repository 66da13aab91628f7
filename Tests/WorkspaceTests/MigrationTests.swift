import Foundation
import GRDB
import Registry
import Testing
import Workspace

@Suite("Workspaces of earlier schemas are read as they are and brought up to date by the next import")
struct MigrationTests {
  private static let newColumns = ["path", "modified", "mapping", "internal", "pipeline_accuracy_m"]

  @Test("schema 1")
  func first() throws {
    let (old, fresh) = (try TemporaryFolder(), try TemporaryFolder())
    let inputs = [Inputs.divisions, Inputs.placeNames("a.xlsx", count: 20)]
    for folder in [old, fresh] { try importing(inputs, into: folder.workspace) }
    let queue = try DatabaseQueue(path: old.workspace)
    try queue.write { db in
      for column in Self.newColumns { try db.execute(sql: "ALTER TABLE source DROP COLUMN \(column)") }
      try db.execute(sql: "UPDATE setting SET value = '1' WHERE name = 'jieming.schema'")
    }
    try queue.close()

    let before = try old.bytes()
    let read = try Workspace.open(old.workspace).dataset()
    #expect(read[.placeName].count == 20)
    #expect(read.sources.map(\.file) == ["towns.shp", "a.xlsx"])
    #expect(read.sources.allSatisfy { $0.path.isEmpty && $0.modified.isEmpty && $0.pipelineAccuracyMetres == nil })
    #expect(try old.bytes() == before)

    try importing([Inputs.divisions], into: old.workspace)
    let migrated = try Workspace.open(old.workspace)
    #expect(try migrated.value("jieming.schema") == "2")
    #expect(try migrated.sources()[1].path.isEmpty, "a source that was not read again says what it said")
    #expect(try migrated.dataset()[.placeName].count == 20)
    try importing(inputs, into: old.workspace)
    #expect(try old.bytes() == fresh.compactedBytes())
  }
}
