import Foundation

/// The folder of reference data that lies beside the checkout (or where `JIEMING_SHARED` says).
///
/// It is not part of the project; tests that need it are shown as skipped where it is absent.
enum SharedData {
  static let folder: URL? = {
    let candidate =
      ProcessInfo.processInfo.environment["JIEMING_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared").standardized
    return FileManager.default.fileExists(atPath: candidate.path) ? candidate : nil
  }()

  static var isAvailable: Bool { folder != nil }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: (folder ?? URL(fileURLWithPath: "/")).appendingPathComponent(path), encoding: .utf8)
  }
}
