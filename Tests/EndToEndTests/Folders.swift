import Foundation
import Testing

/// A folder that goes when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "jieming-end-to-end-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// Writes a file, and the folders above it.
  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws {
    let url = URL(filePath: file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  func newFile(_ name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: URL(filePath: file(name)))
  }

  /// The names of all files in it, with the folders below, hidden ones too.
  var fileNames: [String] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  /// Runs the built executable with this folder as the working directory.
  func jieming(_ arguments: String..., environment: [String: String] = [:]) throws -> Executable.Outcome {
    try Executable.built.run(arguments, in: path, environment: environment)
  }
}

/// The sample district that ships with the project.
enum Sample {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Data/sample/tongliang").path

  /// Copies the sample, or some of its files, into a test's folder.
  static func copy(_ names: [String]? = nil, to folder: TemporaryFolder, as target: String = "sample") throws {
    let names = try names ?? FileManager.default.contentsOfDirectory(atPath: Self.folder)
    try FileManager.default.createDirectory(atPath: folder.file(target), withIntermediateDirectories: true)
    for name in names {
      let (original, copy) = ("\(Self.folder)/\(name)", folder.file("\(target)/\(name)"))
      try FileManager.default.copyItem(atPath: original, toPath: copy)
      // A workspace records when its sources were changed.
      let attributes = try FileManager.default.attributesOfItem(atPath: original)
      if let date = attributes[.modificationDate] {
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: copy)
      }
    }
  }

  static let towns = ["towns.shp", "towns.shx", "towns.dbf", "towns.prj"]

  /// One run of the main job, for the tests that only look at what it wrote.
  struct Run {
    let folder: TemporaryFolder
    let outcome: Executable.Outcome

    func document() throws -> FindingsDocument {
      try JSONDecoder().decode(FindingsDocument.self, from: folder.bytes("out/findings.json"))
    }
  }

  private nonisolated(unsafe) static let run = Result {
    let folder = try TemporaryFolder()
    try copy(to: folder)
    return Run(folder: folder, outcome: try folder.jieming("run", "sample", "--out", "out"))
  }

  static func finishedRun() throws -> Run { try run.get() }
}
