import Foundation
import Testing

/// One file to copy: the executable carries its tables with it.
@Suite struct MovedExecutableTests {
  /// Copied into another folder and started from the root folder, with a home and temporary folder of its own.
  @Test func doesTheMainJobElsewhere() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    try FileManager.default.copyItem(atPath: Executable.built.path, toPath: folder.file("jieming"))
    let moved = Executable(path: folder.file("jieming"))
    let outcome = try moved.run(
      ["run", folder.file("sample"), "--out", folder.file("out")], in: "/", environment: ["HOME": "/nonexistent"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let usual = try Sample.finishedRun().folder
    for name in usual.fileNames where name.hasPrefix("out/") {
      #expect(try folder.bytes(name) == usual.bytes(name), "\(name)")
    }
    #expect(try moved.run(["explain", "M106"], in: "/").text.contains("界桩偏离界线"))
  }

  /// No file of the checkout is named in it to be opened at run time.
  @Test func namesNoResourceOfTheCheckout() throws {
    let root = URL(filePath: Sample.folder).appending(path: "../../..").standardized.path
    let bytes = try Data(contentsOf: URL(filePath: Executable.built.path), options: .alwaysMapped)
    for name in ["Data/tables", "GIS/schema"] {
      #expect(bytes.range(of: Data("\(root)/\(name)".utf8)) == nil, "\(name)")
    }
    #expect(bytes.range(of: Data("jieming_jieming.resources".utf8)) == nil)
  }
}
