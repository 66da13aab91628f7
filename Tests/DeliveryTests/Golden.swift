import Foundation
import Testing

/// Compares an output with the committed file `Golden/<name>`.
///
/// A file that is missing is recorded, and the test fails so that someone looks at it. `RECORD_GOLDEN=1` records anew.
func expectGolden(_ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
  try expectCommitted(bytes, at: file, sourceLocation: sourceLocation)
}

func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  try expectGolden(Array(text.utf8), name, sourceLocation: sourceLocation)
}

func expectCommitted(_ bytes: [UInt8], at file: URL, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let records = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"
  let committed = try? Data(contentsOf: file)
  if records || committed == nil {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
  guard let committed else {
    Issue.record("recorded \(file.lastPathComponent) for the first time: look at it", sourceLocation: sourceLocation)
    return
  }
  guard !records, committed != Data(bytes) else { return }
  let difference = firstDifference(String(decoding: committed, as: UTF8.self), String(decoding: bytes, as: UTF8.self))
  Issue.record("\(file.lastPathComponent) differs: \(difference)", sourceLocation: sourceLocation)
}

private func firstDifference(_ expected: String, _ actual: String) -> String {
  let (old, new) = (expected.split(whereSeparator: \.isNewline), actual.split(whereSeparator: \.isNewline))
  for (number, (left, right)) in zip(old, new).enumerated() where left != right {
    return "line \(number + 1) is\n  \(right)\nand was\n  \(left)"
  }
  return "\(new.count) lines instead of \(old.count)"
}

let checkoutFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A folder that is gone after the body.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "delivery-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
