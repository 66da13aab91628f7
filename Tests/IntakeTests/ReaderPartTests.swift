import Testing

@testable import Intake

/// Parts of readers, with bytes that few files have.
@Suite struct ReaderPartTests {
  /// Ê can combine with a macron in HKSCS, so that iconv waits for the next character.
  @Test func theLastLetterIsNotHeldBack() throws {
    let decoder = try #require(TextDecoder(.big5))
    for (bytes, text) in [([0x41, 0x88, 0x66], "AÊ"), ([0x88, 0x66], "Ê"), ([0x42], "B")] as [([UInt8], String)] {
      var output: [UInt8] = []
      let damage = bytes.withUnsafeBytes { decoder.decode($0, into: &output) }
      #expect(String(decoding: output, as: UTF8.self) == text)
      #expect(damage == 0)
    }
  }

  /// FoxPro writes the path of a database behind the list of fields.
  @Test func theListOfFieldsHasAnEnd() throws {
    let folder = try TemporaryFolder()
    let plain = Fixtures.dbf([(Array("NAME".utf8), 10)], [[gb18030("甲村")]], 0)
    var dbf = plain
    dbf.insert(contentsOf: [UInt8](repeating: UInt8(ascii: "C"), count: 263), at: 65)
    (dbf[8], dbf[9]) = (UInt8((65 + 263) & 0xFF), UInt8((65 + 263) >> 8))
    for bytes in [plain, dbf] {
      let columns = try #require(try ShapefileParts(path: folder.write("a.dbf", bytes)).table()).columns()
      #expect(columns.map(\.name) == [Array("NAME".utf8)])
      #expect(columns.map(\.start) == [gb18030("甲村") + [0x0A]])
    }
  }
}
