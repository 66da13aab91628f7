import Foundation

/// A temporary folder that only this user can enter; it goes when the instance does.
///
/// A process that is stopped leaves its folder behind, so every new instance takes away those that nobody uses: the owner
/// of a folder holds a lock on it, which ends with the process however that ends.
final class PrivateFolder: Sendable {
  let path: String
  private let lock: Int32

  private static let namePrefix = "jieming-unpacked-"
  /// Between making a folder and locking it there is a moment.
  private static let graceSeconds = 60

  /// - Parameter input: the input that it is made for, which errors name.
  /// - Throws: `IntakeError` (`unreadable`) when the folder for temporary files cannot be written to.
  init(for input: String) throws(IntakeError) {
    Self.removeAbandoned()
    let place = TemporaryPlace.folder
    var template = Array("\(place)/\(Self.namePrefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw IntakeError(.unreadable(reason: "\(place): \(systemError())"), file: input)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    flock(lock, LOCK_EX | LOCK_NB)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    close(lock)
  }

  private static func removeAbandoned() {
    let place = TemporaryPlace.folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    for name in names where name.hasPrefix(namePrefix) {
      let descriptor = open("\(place)/\(name)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
        time(nil) - status.st_mtim.tv_sec > graceSeconds, flock(descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(place)/\(name)")
    }
  }
}
