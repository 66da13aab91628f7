internal import CMinizip
internal import Glibc

/// A zip archive opened for reading, through minizip. One instance belongs to one thread.
final class ZipReader {
  struct Entry {
    /// With `/` between its parts, whatever wrote the archive.
    let name: String
    let size: Int
    let compressedSize: Int
    let isEncrypted: Bool
    fileprivate let place: unz64_file_pos

    var isFolder: Bool { name.hasSuffix("/") }
    /// A path that leads out of the folder to which it is extracted.
    var leavesFolder: Bool {
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      return name.hasPrefix("/") || parts.contains("..") || parts.first?.dropFirst().first == ":"
    }
  }

  let path: String
  let entries: [Entry]
  private let handle: unzFile

  /// Reads the directory of the archive.
  ///
  /// - Throws: `IntakeError`: `malformed` when the file is no archive or is damaged.
  init(path: String) throws(IntakeError) {
    self.path = path
    guard let handle = unzOpen64(path) else { throw IntakeError(.damagedArchive, file: path) }
    do throws(IntakeError) {
      entries = try Self.entries(of: handle, path)
      self.handle = handle
    } catch {
      unzClose(handle)
      throw error
    }
  }

  deinit { unzClose(handle) }

  private static func entries(of handle: unzFile, _ path: String) throws(IntakeError) -> [Entry] {
    var entries: [Entry] = []
    var name = [CChar](repeating: 0, count: 1 << 16)
    var status = unzGoToFirstFile(handle)
    while status == UNZ_OK {
      var info = unz_file_info64()
      var place = unz64_file_pos()
      guard
        unzGetCurrentFileInfo64(handle, &info, &name, UInt(name.count - 1), nil, 0, nil, 0) == UNZ_OK,
        unzGetFilePos64(handle, &place) == UNZ_OK
      else { throw IntakeError(.damagedArchive, file: path) }
      let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      entries.append(
        Entry(
          name: decode(bytes, isUTF8: info.flag & 1 << 11 != 0), size: Int(clamping: info.uncompressed_size),
          compressedSize: Int(clamping: info.compressed_size), isEncrypted: info.flag & 1 != 0, place: place))
      if entries.count > ZipLimits.entryCount { return entries }
      status = unzGoToNextFile(handle)
    }
    // An archive without entries has no first file either.
    guard status == UNZ_END_OF_LIST_OF_FILE || entries.isEmpty else { throw IntakeError(.damagedArchive, file: path) }
    return entries
  }

  /// Chinese Windows writes names in GBK, and says so by not saying that they are UTF-8.
  private static func decode(_ name: [UInt8], isUTF8: Bool) -> String {
    var text = name
    if !isUTF8, !name.withUnsafeBytes(isValidUTF8) {
      text = []
      TextDecoder(.gb18030).map { decoder in _ = name.withUnsafeBytes { decoder.decode($0, into: &text) } }
    }
    return String(decoding: text, as: UTF8.self).split(separator: "\\", omittingEmptySubsequences: false)
      .joined(separator: "/")
  }

  // MARK: Content

  /// Hands the content of an entry over piece by piece, never more than the directory says.
  ///
  /// - Throws: `IntakeError` when the archive is damaged, or what `body` throws.
  func read(_ entry: Entry, _ body: (UnsafeRawBufferPointer) throws(IntakeError) -> Void) throws(IntakeError) {
    var place = entry.place
    guard unzGoToFilePos64(handle, &place) == UNZ_OK, unzOpenCurrentFile(handle) == UNZ_OK else {
      throw IntakeError(.damagedArchive, file: "\(path)/\(entry.name)")
    }
    var isOpen = true
    defer { if isOpen { unzCloseCurrentFile(handle) } }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    while true {
      let got = Int(unzReadCurrentFile(handle, buffer.baseAddress, UInt32(buffer.count)))
      total += max(got, 0)
      guard got >= 0, total <= entry.size else {
        throw IntakeError(.damagedArchive, file: "\(path)/\(entry.name)")
      }
      if got == 0 { break }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
    }
    isOpen = false
    // Closing compares the checksum.
    guard unzCloseCurrentFile(handle) == UNZ_OK, total == entry.size else {
      throw IntakeError(.damagedArchive, file: "\(path)/\(entry.name)")
    }
  }

  /// The first bytes of an entry; `nil` where there is none of that name.
  func start(of name: String, limit: Int = 1 << 20) -> [UInt8]? {
    guard let entry = entries.first(where: { $0.name == name }), !entry.isEncrypted else { return nil }
    var bytes: [UInt8] = []
    try? read(entry) { piece throws(IntakeError) in
      guard bytes.count < limit else { throw IntakeError(.empty, file: path) }
      bytes.append(contentsOf: piece)
    }
    return bytes
  }
}

/// What an archive may hold: a few kilobytes can be made to fill a disk.
struct ZipLimits {
  static let entryCount = 10_000

  /// Uncompressed, all entries together.
  var totalBytes = 4 << 30
  /// Uncompressed to compressed, from `freeBytes` on. Tables of blanks reach a hundred.
  var ratio = 200
  var freeBytes = 256 << 20

  /// - Throws: `IntakeError` for an archive that is encrypted, leads out of its folder, or is a zip bomb.
  func check(_ archive: ZipReader) throws(IntakeError) {
    let entries = archive.entries
    if let entry = entries.first(where: \.leavesFolder) {
      throw IntakeError(.unsafeEntry, file: archive.path, value: entry.name)
    }
    if entries.contains(where: \.isEncrypted) { throw IntakeError(.passwordProtected, file: archive.path) }
    let size = Self.sum(entries.map(\.size))
    let compressed = Self.sum(entries.map(\.compressedSize))
    guard entries.count <= Self.entryCount, size <= totalBytes, size <= freeBytes || size / ratio <= compressed else {
      throw IntakeError(
        .zipBomb(megabytes: size >> 20, compressedMegabytes: compressed >> 20, entries: entries.count),
        file: archive.path)
    }
  }

  /// Sizes come from the archive and may be anything.
  private static func sum(_ sizes: [Int]) -> Int {
    sizes.reduce(0) { total, size in
      let (sum, overflow) = total.addingReportingOverflow(size)
      return overflow ? Int.max : sum
    }
  }
}
