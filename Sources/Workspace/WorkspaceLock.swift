import Foundation

/// Keeps a second writer out for as long as it lives.
///
/// The system releases the lock when its process ends, however it ends: a lock file left behind does no harm.
final class WorkspaceLock {
  private let path: String
  private let descriptor: Int32

  init(_ files: WorkspaceFiles) throws(WorkspaceError) {
    path = files.lock
    while true {
      let descriptor = open(files.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw .unusableFolder(path: files.folder, reason: systemReason()) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let holder = Self.holder(descriptor)
        close(descriptor)
        throw .beingWritten(path: files.path, process: holder)
      }
      // A writer that ended between our open and our lock has removed the file: then the name is free for others.
      if Self.isStillNamed(files.lock, descriptor) {
        self.descriptor = descriptor
        break
      }
      close(descriptor)
    }
    let process = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, process, process.count, 0)
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  private static func holder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes.prefix(count), as: UTF8.self).prefix { $0.isNumber })
  }

  private static func isStillNamed(_ path: String, _ descriptor: Int32) -> Bool {
    var (named, opened) = (stat(), stat())
    return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }
}
