internal import Glibc

/// Where what would not fit into memory, or is to be read as a file, is put for a while.
enum TemporaryPlace {
  /// `TMPDIR`, else `/tmp`.
  static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }
}

/// A private file without a name, which is gone when it is closed.
struct TemporaryFile: ~Copyable {
  private let path: String
  let descriptor: Int32

  /// - Parameter path: the input that it is made for, which errors name.
  /// - Throws: `IntakeError` (`unreadable`) when the folder for temporary files cannot be written to.
  init(for path: String) throws(IntakeError) {
    self.path = path
    let folder = TemporaryPlace.folder
    var template = Array("\(folder)/jieming-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw IntakeError(.unreadable(reason: "\(folder): \(systemError())"), file: path) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer) throws(IntakeError) {
    try writeAll(bytes, to: descriptor, for: path)
  }

  /// What was written.
  func mapped() throws(IntakeError) -> MappedFile {
    let size = lseek(descriptor, 0, SEEK_END)
    lseek(descriptor, 0, SEEK_SET)
    return try MappedFile(descriptor: descriptor, size: size, path: path)
  }
}

/// Writes all of the bytes.
///
/// - Parameter path: what errors name.
/// - Throws: `IntakeError` (`unreadable`) where the disk takes no more.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, for path: String) throws(IntakeError) {
  var rest = bytes
  while !rest.isEmpty {
    let written = write(descriptor, rest.baseAddress, rest.count)
    if written < 0, errno == EINTR { continue }
    guard written > 0 else { throw IntakeError(.unreadable(reason: systemError()), file: path) }
    rest = UnsafeRawBufferPointer(rebasing: rest[written...])
  }
}

extension MappedFile {
  /// The text from `start` on as UTF-8, in a temporary file.
  ///
  /// - Returns: also the number of bytes that are no part of a character; see `TextDecoder`.
  /// - Throws: `IntakeError` (`unsupportedEncoding`, `unreadable`).
  func decoded(
    from start: Int, _ encoding: TextEncoding, for path: String
  ) throws(IntakeError) -> (file: MappedFile, damage: Int) {
    guard let decoder = TextDecoder(encoding) else {
      throw IntakeError(.unsupportedEncoding, file: path, value: encoding.name)
    }
    let text = try TemporaryFile(for: path)
    var released = start
    let original = UnsafeRawBufferPointer(rebasing: bytes[start...])
    let damage = try decoder.decode(original) { piece, done throws(IntakeError) in
      try text.write(piece)
      release(released..<start + done)
      released = start + done
    }
    return (try text.mapped(), damage)
  }
}
