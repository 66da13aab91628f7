import Foundation

/// Third-party test data that are not part of the repository: `JIEMING_SHARED`, else the folder `shared` beside the
/// checkout. Tests that need them are enabled by `isPresent`, so that a run without them shows as skipped.
enum SharedData {
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["JIEMING_SHARED"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared").standardizedFileURL
  }()

  static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("data").path)

  /// The rows of a file without its blank lines, split at the separator.
  static func rows(_ path: String, separator: Character) throws -> [[String]] {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      .split(whereSeparator: \.isNewline)
      .map { $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init) }
  }
}
