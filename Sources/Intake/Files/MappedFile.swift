internal import Crypto
internal import Glibc
internal import Texts

/// The bytes of a regular file, mapped for reading while the instance lives.
///
/// Small files are copied instead, so that another program that shortens one cannot stop this one by a signal.
final class MappedFile: Sendable {
  let size: Int
  private let base: Int
  private let isMapped: Bool

  private static let copyLimit = 1 << 20

  /// - Throws: `IntakeError` (`unreadable`, `notAFile`, `empty`).
  convenience init(path: String) throws(IntakeError) {
    let status = try FileStatus(path: path)
    guard status.isRegular else { throw IntakeError(.notAFile, file: path) }
    guard status.size > 0 else { throw IntakeError(.empty, file: path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw IntakeError(.unreadable(reason: systemError()), file: path) }
    defer { close(descriptor) }
    try self.init(descriptor: descriptor, size: status.size, path: path)
  }

  /// - Parameters:
  ///   - descriptor: an open regular file; it stays the caller's.
  ///   - path: what errors name.
  init(descriptor: Int32, size: Int, path: String) throws(IntakeError) {
    self.size = size
    isMapped = size > Self.copyLimit
    if isMapped {
      let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
      guard let address, address != MAP_FAILED else {
        throw IntakeError(.unreadable(reason: systemError()), file: path)
      }
      madvise(address, size, MADV_SEQUENTIAL)
      base = Int(bitPattern: address)
    } else {
      let copy = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
      guard Self.fill(copy, count: size, from: descriptor) else {
        copy.deallocate()
        throw IntakeError(.unreadable(reason: systemError()), file: path)
      }
      base = Int(bitPattern: copy)
    }
  }

  deinit {
    guard let address = UnsafeMutableRawPointer(bitPattern: base) else { return }
    if isMapped { munmap(address, size) } else { address.deallocate() }
  }

  /// Valid while the instance lives.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: base), count: size) }

  /// Gives memory back for a part that is not needed soon; it can still be read.
  ///
  /// Without this a file that is read once from end to end would stay in memory whole.
  func release(_ range: Range<Int>) {
    guard isMapped, let address = UnsafeMutableRawPointer(bitPattern: base) else { return }
    let start = range.lowerBound / Self.pageSize * Self.pageSize
    let end = range.upperBound / Self.pageSize * Self.pageSize
    if end > start { madvise(address + start, end - start, MADV_DONTNEED) }
  }

  /// Runs `body` on one piece of the file after another, until it says no; pieces never end inside a character of UTF-8.
  ///
  /// - Returns: whether `body` said yes to all of them.
  @discardableResult
  func allPieces(from start: Int = 0, satisfy body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    var start = start
    while start < size {
      var end = min(start + Self.pieceSize, size)
      while end < size, end > start + Self.pieceSize - 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      guard body(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) else { return false }
      release(start..<end)
      start = end
    }
    return true
  }

  private static let pieceSize = 8 << 20
  private static let pageSize = sysconf(Int32(_SC_PAGESIZE))

  private static func fill(_ target: UnsafeMutableRawPointer, count: Int, from descriptor: Int32) -> Bool {
    var filled = 0
    while filled < count {
      let got = Glibc.read(descriptor, target + filled, count - filled)
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return false }
      filled += got
    }
    return true
  }
}

/// What the file system says of a file.
struct FileStatus {
  let isRegular: Bool
  let isFolder: Bool
  let size: Int
  /// Seconds since 1970.
  let modified: Int

  init(path: String) throws(IntakeError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw IntakeError(.unreadable(reason: systemError()), file: path) }
    isRegular = status.st_mode & S_IFMT == S_IFREG
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    size = Int(status.st_size)
    modified = status.st_mtim.tv_sec
  }
}

func systemError() -> String { String(cString: strerror(errno)) }

/// What identifies the content of an input: the file itself, or all parts of a Shapefile or database in fixed order.
struct ContentIdentity: Sendable {
  let sha256: String
  let size: Int
  /// The latest change of a part: UTC, ISO 8601, to the second.
  let modified: String

  init(paths: [String]) throws(IntakeError) {
    var digest = SHA256()
    var size = 0
    var modified = 0
    for path in paths {
      let status = try FileStatus(path: path)
      guard status.isRegular else { continue }
      modified = max(modified, status.modified)
      guard status.size > 0 else { continue }
      let file = try MappedFile(path: path)
      file.allPieces { piece in
        digest.update(bufferPointer: piece)
        return true
      }
      size += file.size
    }
    sha256 = digest.finalize().hexadecimal()
    self.size = size
    self.modified = Self.timestamp(modified)
  }

  private static func timestamp(_ seconds: Int) -> String {
    var (seconds, parts) = (time_t(seconds), tm())
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    let day = "\(1900 + Int(parts.tm_year))-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    return day + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
