import Foundation
import Registry

/// A workspace's file and the private files beside it.
///
/// An update works on private files and renames the last one over the workspace: at any moment the workspace is the
/// old file or the new one, whole.
struct WorkspaceFiles {
  let path: String
  let folder: String
  private let name: String

  /// - Parameter path: a symbolic link stands for the file that it names.
  init(_ path: String) {
    let target = realpath(path, nil).map { resolved in
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let url = URL(fileURLWithPath: target ?? path)
    self.path = target ?? path
    folder = url.deletingLastPathComponent().path
    name = url.lastPathComponent
  }

  private var privatePrefix: String { ".\(name).jieming-" }

  var lock: String { "\(folder)/.\(name).jieming.lock" }
  /// The copy that the update changes.
  var scratch: String { "\(folder)/\(privatePrefix)\(getpid()).scratch" }
  /// The result, compacted where it has to be, about to become the workspace.
  var result: String { "\(folder)/\(privatePrefix)\(getpid()).tmp" }

  var exists: Bool { access(path, F_OK) == 0 }

  /// Removes private files, also those of processes that were killed; only the holder of the lock may call this.
  func removePrivateFiles() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(privatePrefix) { unlink("\(folder)/\(name)") }
  }

  /// Copies the workspace to the scratch file, within the kernel.
  func copyToScratch() throws(WorkspaceError) {
    let source = open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw failure() }
    defer { close(source) }
    let target = open(scratch, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard target >= 0 else { throw .unusableFolder(path: folder, reason: systemReason()) }
    defer { close(target) }
    while true {
      let copied = sendfile(target, source, nil, 1 << 30)
      if copied == 0 { return }
      if copied < 0 { throw failure() }
    }
  }

  func takeScratchAsResult() throws(WorkspaceError) {
    guard rename(scratch, result) == 0 else { throw failure() }
  }

  /// Makes the result durable and gives it the workspace's name.
  func publishResult() throws(WorkspaceError) {
    let descriptor = open(result, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var status = stat()
    if stat(path, &status) == 0 { _ = fchmod(descriptor, status.st_mode & 0o7777) }
    guard SQLiteHeader.normalise(descriptor), fsync(descriptor) == 0, rename(result, path) == 0 else {
      throw failure()
    }
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw failure() }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw failure() }
  }

  private func failure() -> WorkspaceError { .failed(path: path, reason: systemReason()) }
}

/// The C library's words for the last error.
func systemReason() -> String { String(cString: strerror(errno)) }

/// The first 100 bytes of an SQLite database (https://www.sqlite.org/fileformat2.html).
enum SQLiteHeader {
  static let size = 100
  static let geoPackage: UInt32 = 0x4750_4B47

  /// The header of a file; `nil` when it is no SQLite database.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: size)
    guard pread(descriptor, &bytes, size, 0) == size, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
      return nil
    }
    return bytes
  }

  static func applicationID(_ header: [UInt8]) -> UInt32 {
    header[68..<72].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Whether readers and writers go by a write-ahead log.
  static func usesWriteAheadLog(_ header: [UInt8]) -> Bool { header[18] == 2 || header[19] == 2 }

  /// Sets the counters of changes to fixed values, as if the file had been written at one stroke: they tell of the
  /// history of the file, and the same content shall be the same bytes.
  static func normalise(_ descriptor: Int32) -> Bool {
    // The change counter, the schema cookie, and the change counter for which the version number is valid.
    [24, 40, 92].allSatisfy { offset in
      let one: [UInt8] = [0, 0, 0, 1]
      return pwrite(descriptor, one, one.count, off_t(offset)) == one.count
    }
  }
}
