internal import Glibc

/// What mdbtools prints while it reads an Access database: it dumps damaged pages to the terminal, reads on, and says
/// nothing of it to its caller.
enum AccessOutput {
  /// Runs `body` while standard output and standard error go to a file, and refuses a database of which pages are
  /// missing.
  ///
  /// - Throws: `IntakeError` (`unreadable`), or what `body` throws.
  static func watching<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    guard let file = tmpfile() else { throw IntakeError(.unreadable(reason: systemError()), file: path) }
    defer { fclose(file) }
    let saved = [STDOUT_FILENO, STDERR_FILENO].map { (stream: $0, copy: dup($0)) }
    // What the C library has collected for the terminal so far belongs there.
    fflush(nil)
    for (stream, _) in saved { dup2(fileno(file), stream) }
    defer {
      for (_, copy) in saved { close(copy) }
    }
    let result = Swift.Result { try body() }
    fflush(nil)
    for (stream, copy) in saved { dup2(copy, stream) }
    if let complaint = complaint(file) {
      throw IntakeError(.unreadable(reason: "mdbtools: " + complaint), file: path)
    }
    return try result.get()
  }

  private static func complaint(_ file: UnsafeMutablePointer<FILE>) -> String? {
    rewind(file)
    var line = [CChar](repeating: 0, count: 1024)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.contains("beyond EOF") || text.contains("Unable to read") { return text }
    }
    return nil
  }
}
