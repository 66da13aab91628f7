internal import Glibc

/// A private file without a name, which is gone when it is closed: room for what would not fit into memory.
struct TemporaryFile: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private(set) var size = 0

  /// - Parameter path: the input that it is made for, which errors name.
  /// - Throws: `IntakeError` (`unreadable`) when the folder for temporary files cannot be written to.
  init(for path: String) throws(IntakeError) {
    self.path = path
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/jieming-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw IntakeError(.unreadable(reason: "\(folder): \(systemError())"), file: path) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(IntakeError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw IntakeError(.unreadable(reason: systemError()), file: path) }
      rest = rest.dropFirst(written)
    }
    size += bytes.count
  }

  /// What was written.
  func mapped() throws(IntakeError) -> MappedFile {
    lseek(descriptor, 0, SEEK_SET)
    return try MappedFile(descriptor: descriptor, size: size, path: path)
  }
}
