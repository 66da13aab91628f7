import Foundation
import Geometry
import Intake
import Registry

/// Third-party test data that are not part of the repository: `JIEMING_SHARED`, else the folder `shared` beside the
/// checkout. Tests that need them are enabled by `isPresent`, so that a run without them shows as skipped.
enum SharedData {
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["JIEMING_SHARED"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared").standardizedFileURL
  }()

  static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("data").path)

  static func path(_ name: String) -> String { folder.appendingPathComponent("data/" + name).path }
}

/// A folder that is removed with the instance.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("intake-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = url.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

/// Text in GB 18030 through Foundation, which shares no code with the reader.
func gb18030(_ text: String) -> [UInt8] {
  // 0x0632 is GB 18030 among the encodings of Core Foundation, 0x80000000 the mark of those.
  Array(text.data(using: String.Encoding(rawValue: 0x8000_0632)) ?? Data())
}

func read(_ request: InputRequest) throws -> (data: Dataset, summaries: [ReadSummary]) {
  var data = Dataset()
  let summaries = try Intake.read(request, into: &data)
  return (data, summaries)
}

func read(_ path: String) throws -> Dataset { try read(InputRequest(path: path)).data }

/// The error that reading throws.
func refusal(_ request: InputRequest) -> IntakeError? {
  do {
    _ = try read(request)
    return nil
  } catch {
    return error as? IntakeError
  }
}

extension RecordTable {
  func texts(_ key: FieldKey) -> [String] { rows.map { text(key, $0) ?? "" } }
}
