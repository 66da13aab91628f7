import Foundation
import TestSupport
import Testing

/// A workspace survives whatever happens to the process that writes it.
@Suite(.serialized) struct InterruptionTests {
  private let folder: TemporaryFolder
  private let before: Data
  /// Kinds and counts of records before and after the import that is interrupted.
  private let recordsBefore: [String: Int]
  private static let change = ["import", "w.gpkg", "sample/place_names.xlsx", "sample/towns.shp"]

  init() throws {
    folder = try TemporaryFolder()
    try Sample.copy(Sample.towns + ["lines.geojson", "place_names.xlsx"], to: folder)
    _ = try folder.jieming("import", "w.gpkg", "sample/lines.geojson")
    before = try folder.bytes("w.gpkg")
    recordsBefore = try Self.records(folder)
  }

  private static func records(_ folder: TemporaryFolder) throws -> [String: Int] {
    let outcome = try folder.jieming("check", "w.gpkg", "--select", "M201", "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try FindingsDocument(from: outcome).records
  }

  /// Killed at moments spread over the whole import, the workspace is as before or whole.
  @Test func killedAtAnyMoment() throws {
    #expect(recordsBefore == ["boundary_line": 68])
    let start = ContinuousClock.now
    #expect(try Executable.built.run(Self.change, in: folder.path).status == 0)
    let duration = ContinuousClock.now - start
    let recordsAfter = try Self.records(folder)
    #expect(recordsAfter == ["boundary_line": 68, "division": 28, "place_name": 2000])

    var random = SeededGenerator(seed: 20_261_124)
    var outcomes: Set<String> = []
    for _ in 0..<16 {
      try folder.write(before, to: "w.gpkg")
      let running = try Executable.built.start(Self.change, in: folder.path)
      Thread.sleep(forTimeInterval: duration / .seconds(1) * Double.random(in: 0...1.1, using: &random))
      running.send(SIGKILL)
      _ = try running.outcome()
      if try folder.bytes("w.gpkg") == before {
        outcomes.insert("as before")
      } else {
        #expect(try Self.records(folder) == recordsAfter)
        outcomes.insert("whole")
      }
    }
    #expect(outcomes.contains("as before"))

    // What the killed processes left does not hinder the next one, which clears it away.
    #expect(try Executable.built.run(Self.change, in: folder.path).status == 0)
    #expect(try Self.records(folder) == recordsAfter)
    #expect(folder.fileNames.filter { !$0.hasPrefix("sample/") } == ["w.gpkg"])
  }

  /// A workspace that a killed import left can be opened where nothing can be written beside it.
  @Test func readableAfterAKill() throws {
    let running = try Executable.built.start(Self.change, in: folder.path)
    try waitForLock(running)
    running.send(SIGKILL)
    #expect(try running.outcome().status == 128 + SIGKILL)
    let left = folder.fileNames
    #expect(try Self.records(folder) == recordsBefore)
    // Reading wrote nothing, neither in the file nor beside it.
    #expect(folder.fileNames == left)
    #expect(try folder.bytes("w.gpkg") == before)
  }

  /// A second writer is told to wait; it changes nothing, and the first goes on.
  @Test func aSecondWriterIsKeptOut() throws {
    let first = try Executable.built.start(Self.change, in: folder.path)
    try waitForLock(first)
    first.send(SIGSTOP)
    let second = try folder.jieming("import", "w.gpkg", "sample/towns.shp")
    #expect(second.status == 3)
    expectBilingual(second, naming: "w.gpkg")
    // Readers see the old state meanwhile.
    #expect(try Self.records(folder) == recordsBefore)
    first.send(SIGCONT)
    #expect(try first.outcome().status == 0)
    #expect(try Self.records(folder) == ["boundary_line": 68, "division": 28, "place_name": 2000])
  }

  /// The lock file is there before the lock is held; the copy is made by its holder.
  private func waitForLock(_ running: Executable.Running) throws {
    func hasCopy() throws -> Bool {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { $0.hasPrefix(".w.gpkg.jieming-") }
    }
    while running.isRunning, try !hasCopy() { usleep(500) }
    try #require(running.isRunning, "the import ended before it could be interrupted")
  }
}
