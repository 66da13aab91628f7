internal import Glibc

/// What mdbtools prints while it reads an Access database: it dumps damaged pages to the terminal, reads on, and says
/// nothing of it to its caller.
enum AccessOutput {
  /// Runs `body` while standard output and standard error go to a file, and refuses a database of which pages are
  /// missing.
  ///
  /// - Throws: `IntakeError` (`unreadable`), or what `body` throws.
  static func watching<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    let file = try TemporaryFile(for: path)
    let saved = [STDOUT_FILENO, STDERR_FILENO].map { (stream: $0, copy: dup($0)) }
    // What the C library has collected for the terminal so far belongs there.
    fflush(nil)
    for (stream, _) in saved { dup2(file.descriptor, stream) }
    defer {
      for (_, copy) in saved { close(copy) }
    }
    let result = Swift.Result { try body() }
    fflush(nil)
    for (stream, copy) in saved { dup2(copy, stream) }
    if let complaint = complaint(try file.mapped()) {
      throw IntakeError(.unreadable(reason: "mdbtools: " + complaint), file: path)
    }
    return try result.get()
  }

  private static func complaint(_ output: MappedFile) -> String? {
    withExtendedLifetime(output) {
      output.bytes.split(separator: UInt8(ascii: "\n")).lazy.map { String(decoding: $0, as: UTF8.self) }
        .first { $0.contains("beyond EOF") || $0.contains("Unable to read") }
    }
  }
}
