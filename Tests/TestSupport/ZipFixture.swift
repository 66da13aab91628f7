/// Zip archives made byte by byte, without compression, so that they hold exactly the fault that a test is about.
public enum ZipFixture {
  public struct Entry: Sendable {
    let name: [UInt8]
    let content: [UInt8]
    let flags: UInt16
    let declaredSize: Int

    /// - Parameters:
    ///   - name: the bytes of the name.
    ///   - flags: bit 0 says encrypted, bit 11 that the name is UTF-8.
    ///   - declaredSize: the uncompressed size that the directory claims; `nil` for the true one.
    public init(_ name: [UInt8], _ content: [UInt8], flags: UInt16 = 0, declaredSize: Int? = nil) {
      (self.name, self.content, self.flags) = (name, content, flags)
      self.declaredSize = declaredSize ?? content.count
    }

    public init(_ name: String, _ text: String) { self.init(Array(name.utf8), Array(text.utf8), flags: 1 << 11) }
  }

  public static func archive(_ entries: [Entry]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let start: [UInt8] = bytes(UInt16(20)) + bytes(entry.flags) + bytes(UInt16(0)) + bytes(UInt32(0))
      let end: [UInt8] = bytes(UInt16(entry.name.count)) + bytes(UInt16(0))
      let sizes: (Int) -> [UInt8] = {
        bytes(crc32(entry.content)) + bytes(UInt32(entry.content.count)) + bytes(UInt32($0))
      }
      directory += bytes(UInt32(0x0201_4B50)) + bytes(UInt16(20)) + start + sizes(entry.declaredSize) + end
      directory += [UInt8](repeating: 0, count: 10) + bytes(UInt32(archive.count)) + entry.name
      archive += bytes(UInt32(0x0403_4B50)) + start + sizes(entry.content.count) + end + entry.name + entry.content
    }
    let end =
      bytes(UInt32(0x0605_4B50)) + [0, 0, 0, 0] + bytes(UInt16(entries.count)) + bytes(UInt16(entries.count))
      + bytes(UInt32(directory.count)) + bytes(UInt32(archive.count))
    return archive + directory + end + [0, 0]
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { state, byte in
      (0..<8).reduce(state ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
  }

  private static func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
