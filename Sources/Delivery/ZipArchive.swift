internal import CZlib
internal import Glibc

/// Just enough of ZIP (APPNOTE 6.3) to look at one small part of a workbook.
enum ZipArchive {
  static let signature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  /// The part is a page of XML; a larger one is not what we look for.
  private static let partLimit = 1 << 20

  /// The content of a part; `nil` when there is none such or the archive is damaged.
  static func content(of name: String, in path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    // The end record stands in the last 22 bytes, before a comment of up to 64 KiB.
    let tailStart = max(0, size - 65_557)
    let tail = read(descriptor, at: tailStart, size - tailStart)
    guard let end = lastIndex(of: [0x50, 0x4B, 0x05, 0x06], in: tail), end + 22 <= tail.count else { return nil }
    let directory = read(descriptor, at: tail.number(end + 16, 4), min(tail.number(end + 12, 4), 1 << 24))
    var entry = 0
    while entry + 46 <= directory.count, directory[entry...].starts(with: [0x50, 0x4B, 0x01, 0x02]) {
      let nameLength = directory.number(entry + 28, 2)
      let next = entry + 46 + nameLength + directory.number(entry + 30, 2) + directory.number(entry + 32, 2)
      if next <= directory.count, directory[entry + 46..<entry + 46 + nameLength].elementsEqual(name.utf8) {
        return part(descriptor, directory, entry)
      }
      entry = next
    }
    return nil
  }

  private static func part(_ descriptor: Int32, _ directory: [UInt8], _ entry: Int) -> [UInt8]? {
    let (method, packedSize, size) = (
      directory.number(entry + 10, 2), directory.number(entry + 20, 4), directory.number(entry + 24, 4)
    )
    guard packedSize <= partLimit, size <= partLimit else { return nil }
    let offset = directory.number(entry + 42, 4)
    let header = read(descriptor, at: offset, 30)
    guard header.count == 30 else { return nil }
    let packed = read(descriptor, at: offset + 30 + header.number(26, 2) + header.number(28, 2), packedSize)
    return method == 0 ? packed : inflated(packed, size: size)
  }

  private static func inflated(_ packed: [UInt8], size: Int) -> [UInt8]? {
    var packed = packed
    return packed.withUnsafeMutableBufferPointer { input in
      var stream = z_stream()
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      // Negative: without the header of zlib.
      guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        return nil
      }
      defer { inflateEnd(&stream) }
      var result = Z_OK
      let content = [UInt8](unsafeUninitializedCapacity: size) { output, count in
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(size)
        result = inflate(&stream, Z_FINISH)
        count = size - Int(stream.avail_out)
      }
      return result == Z_STREAM_END ? content : nil
    }
  }

  static func read(_ descriptor: Int32, at offset: Int, _ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(descriptor, buffer.baseAddress, count, offset))
    }
  }

  private static func lastIndex(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
    bytes.indices.reversed().first { bytes[$0...].starts(with: mark) }
  }
}

extension [UInt8] {
  /// A little-endian number; the caller has checked that it is there.
  func number(_ start: Int, _ length: Int) -> Int {
    self[start..<start + length].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
