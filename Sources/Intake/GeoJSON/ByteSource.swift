import Glibc

/// The bytes of a file, unchanging for as long as this lives.
///
/// Large files are mapped. Small ones are copied: a mapping dies with the process when somebody cuts the file short.
final class ByteSource: @unchecked Sendable {
  // Sendable: the bytes are never written after init.
  let bytes: UnsafeBufferPointer<UInt8>
  private let isMapped: Bool

  private static let copyLimit = 1 << 20

  /// - Throws: `FileReadError`.
  init(path: String) throws(FileReadError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileReadError(path: path, code: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileReadError(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileReadError(path: path, code: EISDIR) }
    let size = Int(status.st_size)
    if size > Self.copyLimit {
      guard let map = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), map != MAP_FAILED else {
        throw FileReadError(path: path, code: errno)
      }
      madvise(map, size, MADV_SEQUENTIAL)
      bytes = UnsafeBufferPointer(start: UnsafePointer(map.assumingMemoryBound(to: UInt8.self)), count: size)
      isMapped = true
      return
    }
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: size)
    var count = 0
    while count < size {
      let length = read(file, copy.baseAddress?.advanced(by: count), size - count)
      if length < 0, errno == EINTR { continue }
      guard length >= 0 else {
        let code = errno
        copy.deallocate()
        throw FileReadError(path: path, code: code)
      }
      if length == 0 { break }
      count += length
    }
    bytes = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(copy)[..<count])
    isMapped = false
  }

  init(_ content: some Collection<UInt8>) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: content.count)
    _ = copy.initialize(from: content)
    bytes = UnsafeBufferPointer(copy)
    isMapped = false
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }
}

/// A file that cannot be read, with the system's reason.
struct FileReadError: Error, Equatable, CustomStringConvertible {
  var path: String
  /// `errno`.
  var code: Int32

  var description: String { "\(path): \(String(cString: strerror(code)))" }
}
