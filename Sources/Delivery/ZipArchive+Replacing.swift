internal import CZlib
internal import Glibc

extension ZipArchive {
  /// Puts other contents in the place of some parts, stored without compression. What is not understood, such as an archive of
  /// more than 4 GB, stays as it is.
  ///
  /// - Parameter replacement: the new content of a part; `nil` for one that stays.
  static func replaceParts(
    in path: String, _ replacement: (_ name: String, _ content: [UInt8]) -> [UInt8]?
  ) throws(OutputError) {
    guard let archive = read(path), let directory = Directory(archive) else { return }
    var (body, entries) = ([UInt8](), [UInt8]())
    for (index, entry) in directory.entries.enumerated() {
      var header = Array(archive[entry.header])
      let offset = body.count
      if let content = content(of: entry.name, in: path), let new = replacement(entry.name, content) {
        header.setNumber(8, 2, 0)
        header.setNumber(10, 2, 0)
        header.setNumber(16, 4, Int(new.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }))
        header.setNumber(20, 4, new.count)
        header.setNumber(24, 4, new.count)
        body += signature + [20, 0]
        // Flags, method, time, checksum and sizes stand in the same order in both headers.
        body += header[8..<30] + [0, 0] + Array(entry.name.utf8) + new
      } else {
        body += archive[directory.extents[index]]
      }
      header.setNumber(42, 4, offset)
      entries += header
    }
    var end = Array(archive[directory.end...])
    end.setNumber(12, 4, entries.count)
    end.setNumber(16, 4, body.count)
    try write(body + entries + end, to: path)
  }

  private struct Directory {
    struct Entry {
      let name: String
      /// In the directory.
      let header: Range<Int>
    }

    var entries: [Entry] = []
    /// Where the parts stand with their local headers.
    var extents: [Range<Int>] = []
    /// Where the end record begins.
    let end: Int

    init?(_ archive: [UInt8]) {
      guard archive.count >= 22,
        let end = (max(0, archive.count - 65_557)...archive.count - 22).reversed().first(where: {
          archive[$0...].starts(with: [0x50, 0x4B, 0x05, 0x06])
        })
      else { return nil }
      self.end = end
      let start = archive.number(end + 16, 4)
      var offsets: [Int] = []
      var position = start
      while position + 46 <= end, archive[position...].starts(with: [0x50, 0x4B, 0x01, 0x02]) {
        let nameEnd = position + 46 + archive.number(position + 28, 2)
        let next = nameEnd + archive.number(position + 30, 2) + archive.number(position + 32, 2)
        let offset = archive.number(position + 42, 4)
        guard next <= end, offset < start else { return nil }
        entries.append(
          Entry(name: String(decoding: archive[position + 46..<nameEnd], as: UTF8.self), header: position..<next))
        offsets.append(offset)
        position = next
      }
      guard position == end, entries.count == archive.number(end + 10, 2) else { return nil }
      let sorted = offsets.sorted()
      extents = offsets.map { offset in offset..<(sorted.first { $0 > offset } ?? start) }
    }
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size < UInt32.max else { return nil }
    let bytes = read(descriptor, at: 0, size)
    return bytes.count == size ? bytes : nil
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    let descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(.system(code: errno), path: path) }
    defer { close(descriptor) }
    try bytes.withUnsafeBufferPointer { buffer throws(OutputError) in
      try writeAll(UnsafeRawBufferPointer(buffer), to: descriptor, path: path)
    }
  }
}

extension [UInt8] {
  fileprivate mutating func setNumber(_ start: Int, _ length: Int, _ value: Int) {
    for byte in 0..<length { self[start + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  }
}
