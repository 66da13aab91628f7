import Foundation
import Registry
import TestSupport
import Testing
import Workspace

@Suite("Updates replace a workspace as a whole, and the bytes of a compacted one depend on nothing but the content")
struct UpdateTests {
  private let first = Inputs.placeNames("a.xlsx", count: 200, seed: 1)
  private let second = Inputs.placeNames("b.xlsx", count: 150, seed: 2)

  @Test("the same imports give the same bytes in another folder")
  func sameBytes() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    for folder in [one, two] { try importing([Inputs.divisions, first, second], into: folder.workspace) }
    #expect(try one.bytes() == two.bytes())
  }

  @Test("twice is the same as once, also for a source before others, and in one update or several")
  func twice() throws {
    let (once, twice) = (try TemporaryFolder(), try TemporaryFolder())
    try importing([Inputs.divisions, first, second], into: once.workspace)
    try importing([Inputs.divisions, first], into: twice.workspace)
    try importing([first, second], into: twice.workspace)
    try importing([Inputs.divisions, first, second], into: twice.workspace)
    try importing([first], into: twice.workspace)
    #expect(try once.compactedBytes() == twice.bytes())
  }

  @Test("rows stand in the order of the sources, however sources grow, shrink and come and go", arguments: 0..<8)
  func order(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let (changed, fresh) = (try TemporaryFolder(), try TemporaryFolder())
    var state = (0..<4).map { Inputs.placeNames("\($0).xlsx", count: 40, seed: UInt64($0)) }
    try importing(state, into: changed.workspace)
    for round in 0..<6 {
      let index = Int.random(in: state.indices, using: &generator)
      let count = Int.random(in: 0...90, using: &generator)
      state[index] = Inputs.placeNames("\(index).xlsx", count: count, seed: UInt64(100 + 10 * seed + round))
      try importing([state[index]], into: changed.workspace)
    }
    try importing(state, into: fresh.workspace)
    #expect(try changed.bytes() == fresh.compactedBytes())
  }

  @Test("a changed source replaces its records, notes and rejected rows")
  func replaced() throws {
    let folder = try TemporaryFolder()
    try importing([first, second], into: folder.workspace)
    var changed = Inputs.placeNames("a.xlsx", count: 20, seed: 3)
    changed.notes = []
    changed.rejected = []
    try importing([changed], into: folder.workspace)
    let found = try Workspace.open(folder.workspace).dataset()
    #expect(found[.placeName].count == 170)
    #expect(found.sources.map(\.file) == ["a.xlsx", "b.xlsx"])
    #expect(found.sources[0].sha256 == changed.source.sha256)
    #expect(found.notes.map(\.source) == [1, 1])
    #expect(found.rejected.map(\.origin.source) == [1])
    #expect(found[.placeName].origins.map(\.source) == Array(repeating: 0, count: 20) + Array(repeating: 1, count: 150))
  }

  @Test("a source that is taken out leaves what is as if it had never been there, but for its number")
  func removed() throws {
    let folder = try TemporaryFolder()
    try importing([first, second, Inputs.divisions], into: folder.workspace)
    try Workspace.update(folder.workspace, createIfMissing: false, asOf: asOf) { writer in
      let removed = try writer.removeSource(named: "a.xlsx") + writer.removeSource(named: "towns.shp/towns")
      #expect(removed.map(\.kind) == [.placeName, .division])
      #expect(throws: WorkspaceError.unknownSource(name: "a.xlsx", known: ["b.xlsx/Sheet1"])) {
        try writer.removeSource(named: "a.xlsx")
      }
    }
    let found = try Workspace.open(folder.workspace).dataset()
    var expected = Dataset()
    try second.read(into: &expected)
    #expect(found.sources == expected.sources)
    #expect(found.notes == expected.notes)
    #expect(found[.placeName].origins == expected[.placeName].origins)
    #expect(found[.placeName].geometry == expected[.placeName].geometry)
  }

  @Test("the same content under another name is refused, and nothing of it stays")
  func sameContent() throws {
    let folder = try TemporaryFolder()
    try importing([first], into: folder.workspace)
    let before = try folder.bytes()
    var renamed = first
    renamed.source.file = "copy.xlsx"
    #expect(throws: WorkspaceError.sameContent(file: "copy.xlsx", existing: "a.xlsx")) {
      try importing([renamed], into: folder.workspace)
    }
    #expect(try folder.bytes() == before)
    // A renamed file of one layer names its layer anew.
    var csv = first
    (csv.source.file, csv.source.layer) = ("names.csv", "names")
    csv.source.sha256 = "csv"
    try importing([csv], into: folder.workspace)
    (csv.source.file, csv.source.layer) = ("names2.csv", "names2")
    #expect(throws: WorkspaceError.self) { try importing([csv], into: folder.workspace) }
    // Another layer of the same file is no copy.
    var sheet = first
    sheet.source.layer = "Sheet2"
    try importing([sheet], into: folder.workspace)
  }

  @Test("a source that was begun and not ended leaves no trace, and the one that it would replace stays")
  func abandoned() throws {
    let (with, without) = (try TemporaryFolder(), try TemporaryFolder())
    try importing([first, second], into: without.workspace)
    try importing([first], into: with.workspace)
    try Workspace.update(with.workspace, createIfMissing: false, asOf: asOf) { writer in
      for source in [first.source, Inputs.divisions.source] {
        let index = try writer.begin(source)
        try writer.add(source.kind == .division ? Inputs.divisions.records : second.records)
        try writer.add(ImportNote(.damagedText, source: index))
      }
      try second.read(into: &writer)
    }
    #expect(try with.bytes() == without.compactedBytes())
  }

  @Test("an update that throws changes nothing and leaves no file")
  func thrown() throws {
    struct Stop: Error {}
    let folder = try TemporaryFolder()
    try importing([first], into: folder.workspace)
    let before = try folder.bytes()
    #expect(throws: Stop.self) {
      try Workspace.update(folder.workspace, createIfMissing: false, asOf: asOf) { writer in
        try second.read(into: &writer)
        throw Stop()
      }
    }
    #expect(try folder.bytes() == before)
    #expect(folder.names == ["workspace.gpkg"])
    #expect(throws: Stop.self) {
      try Workspace.update(folder.file("new.gpkg"), createIfMissing: true, asOf: asOf) { _ in throw Stop() }
    }
    #expect(folder.names == ["workspace.gpkg"])
  }

  @Test("what a killed process left behind does no harm and goes with the next update")
  func killed() throws {
    let folder = try TemporaryFolder()
    try importing([first], into: folder.workspace)
    let before = try folder.compactedBytes()
    let half = before.prefix(10_000)
    for name in [".workspace.gpkg.jieming-99.scratch", ".workspace.gpkg.jieming-99.tmp"] {
      try half.write(to: URL(fileURLWithPath: folder.file(name)))
    }
    try Data("99\n".utf8).write(to: URL(fileURLWithPath: folder.file(".workspace.gpkg.jieming.lock")))
    #expect(try Workspace.open(folder.workspace).dataset()[.placeName].count == 200)
    #expect(folder.names.count == 4, "opening writes nothing")
    try importing([first], into: folder.workspace)
    #expect(folder.names == ["workspace.gpkg"])
    #expect(try folder.bytes() == before)
  }

  @Test("a second writer is kept out and told who writes; readers see the old state")
  func secondWriter() throws {
    let folder = try TemporaryFolder()
    try importing([first], into: folder.workspace)
    let reader = try Workspace.open(folder.workspace)
    try Workspace.update(folder.workspace, createIfMissing: false, asOf: asOf) { writer in
      try second.read(into: &writer)
      #expect(throws: WorkspaceError.beingWritten(path: folder.workspace, process: getpid())) {
        try importing([Inputs.divisions], into: folder.workspace)
      }
      #expect(try reader.dataset()[.placeName].count == 200)
      #expect(try Workspace.open(folder.workspace).dataset()[.placeName].count == 200)
    }
    #expect(try reader.dataset()[.placeName].count == 200)
    #expect(try Workspace.open(folder.workspace).dataset()[.placeName].count == 350)
  }

  @Test("a symbolic link stays one, and permissions stay as they were")
  func linkAndPermissions() throws {
    let folder = try TemporaryFolder()
    try importing([first], into: folder.workspace)
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.workspace)
    try manager.createSymbolicLink(atPath: folder.file("link.gpkg"), withDestinationPath: folder.workspace)
    try importing([second], into: folder.file("link.gpkg"))
    #expect(try manager.destinationOfSymbolicLink(atPath: folder.file("link.gpkg")) == folder.workspace)
    #expect(try Workspace.open(folder.workspace).dataset()[.placeName].count == 350)
    #expect(try manager.attributesOfItem(atPath: folder.workspace)[.posixPermissions] as? Int == 0o640)
  }
}
