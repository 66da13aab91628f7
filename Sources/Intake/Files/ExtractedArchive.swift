internal import Glibc

/// The files of a zip archive in a private folder, which goes when the instance does.
final class ExtractedArchive: Sendable {
  /// The archive.
  let path: String
  private let folder: PrivateFolder
  /// Entries that were left where they are: archives within the archive.
  let passedOver: [String]

  /// - Throws: `IntakeError` for an archive that is damaged or not to be trusted (see `ZipLimits`).
  init(path: String, limits: ZipLimits = ZipLimits()) throws(IntakeError) {
    self.path = path
    let archive = try ZipReader(path: path)
    try limits.check(archive)
    let files = archive.entries.filter { !$0.isFolder && !Self.isResourceFork($0.name) }
    passedOver = files.map(\.name).filter(Self.isArchive)
    folder = try PrivateFolder(for: path)
    for entry in files where !Self.isArchive(entry.name) { try Self.extract(entry, of: archive, to: folder.path) }
  }

  /// The data files, with those of the folders in it, sorted by name.
  ///
  /// - Parameter passedOver: called with the name, in the archive, of what may have been meant as data.
  func inputs(passedOver: (String) -> Void) throws -> [String] {
    let folders = try Self.folders(in: folder.path)
    return try folders.flatMap { try Intake.inputs(inFolder: $0) { passedOver(self.member($0)) } }
  }

  /// The name of an extracted file in the archive.
  func member(_ file: String) -> String { String(file.dropFirst(folder.path.count + 1)) }

  /// An error with the names that the user knows.
  func renamed(_ error: IntakeError) -> IntakeError {
    var error = error
    error.file = shown(error.file)
    if case .unreadable(let reason) = error.problem { error.problem = .unreadable(reason: shown(reason)) }
    return error
  }

  private func shown(_ text: String) -> String {
    text.split(separator: folder.path, omittingEmptySubsequences: false).joined(separator: path)
  }

  // MARK: Extraction

  private static func isArchive(_ name: String) -> Bool {
    ["zip", "kmz", "rar", "7z"].contains(FilePath(name).fileExtension)
  }

  private static func isResourceFork(_ name: String) -> Bool { name.hasPrefix("__MACOSX/") }

  private static func extract(_ entry: ZipReader.Entry, of archive: ZipReader, to folder: String) throws(IntakeError) {
    let parts = entry.name.split(separator: "/").map(String.init)
    var target = folder
    for part in parts.dropLast() {
      target += "/" + part
      mkdir(target, 0o700)
    }
    target += "/" + (parts.last ?? "")
    let shown = "\(archive.path)/\(entry.name)"
    // Two entries of one name are no archive that anybody meant.
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw IntakeError(.unreadable(reason: systemError()), file: shown) }
    defer { close(descriptor) }
    try archive.read(entry) { piece throws(IntakeError) in
      try writeAll(piece, to: descriptor, for: shown)
      return true
    }
  }

  // MARK: Folders

  /// A folder and those below it; a File Geodatabase is one input, not a folder.
  private static func folders(in path: String) throws(IntakeError) -> [String] {
    var found = [path]
    for name in try FolderEntries.names(of: path) where FilePath(name).fileExtension != "gdb" {
      let child = "\(path)/\(name)"
      if (try? FileStatus(path: child))?.isFolder == true { found += try folders(in: child) }
    }
    return found
  }
}
