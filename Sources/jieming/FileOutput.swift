import Delivery
import Foundation
import Registry

/// Where a command writes: a file, whole or not at all, or standard output.
struct FileOutput {
  /// `nil` for standard output.
  let path: String?
  let force: Bool

  func write(_ bytes: [UInt8]) throws {
    guard let path else { return Console.write(bytes) }
    let file = try OutputFile(path, force: force)
    try file.write(bytes)
    try file.commit()
  }

  /// For writers that make their file themselves, at the path they are given.
  func writeFile(_ body: (String) throws -> Void) throws {
    guard let path else { return }
    let file = try OutputFile(path, force: force)
    try body(file.temporaryPath)
    try file.commit()
  }
}
extension FileOutput {
  func stream(_ body: (inout [UInt8]) throws -> Void) throws {
    var bytes: [UInt8] = []
    try body(&bytes)
    try write(bytes)
  }
}
