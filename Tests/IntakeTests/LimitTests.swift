import TestSupport
import Testing

@testable import Intake

/// The limits against files that are made to fill memory or disk, with small numbers in their place.
@Suite struct LimitTests {
  private func layer(_ text: String, recordLimit: Int) throws -> RawLayer {
    let folder = try TemporaryFolder()
    return try CSVReader.layer(
      path: try folder.write("t.csv", text), encoding: nil, explicitHeaders: [], recordLimit: recordLimit)
  }

  private func rows(_ layer: RawLayer) throws -> (read: Int, rejected: Int) {
    var counts = (read: 0, rejected: 0)
    while let batch = try layer.next() {
      counts = (counts.read + batch.count, counts.rejected + batch.rejected.count)
    }
    return counts
  }

  @Test(arguments: ["", "\""]) func aRowThatDoesNotEnd(quote: String) throws {
    let text = "name,unit\na,b\n\(quote)\(String(repeating: "x", count: 2000))\(quote),c\nd,e\n"
    #expect(try rows(layer(text, recordLimit: 3000)) == (3, 0))
    #expect {
      _ = try rows(layer(text, recordLimit: 1000))
    } throws: { error in
      let error = error as? IntakeError
      return error?.problem == .recordTooLong(bytes: 1000) && error?.row == 3
    }
  }

  /// A quote that nothing closes costs its line; the end of the file is not looked for.
  @Test func anUnclosedQuote() throws {
    let text = "name,unit\n\"a,b\n" + String(repeating: "c,d\n", count: 1000)
    #expect(try rows(layer(text, recordLimit: 500)) == (1000, 1))
  }

  /// The text of cells in two encodings is no exception.
  @Test func aRowThatDoesNotEndAmongTwoEncodings() {
    let text = Array("标准名称,".utf8) + gb18030("行政区") + Array("\n\(String(repeating: "x", count: 200))\n".utf8)
    text.withUnsafeBytes { text in
      #expect(MixedText(text) != nil)
      #expect(MixedText(text, recordLimit: 100) == nil)
    }
  }

  private func archive(_ entries: [ZipFixture.Entry]) throws -> (TemporaryFolder, ZipReader) {
    let folder = try TemporaryFolder()
    return (folder, try ZipReader(path: try folder.write("a.zip", ZipFixture.archive(entries))))
  }

  @Test func whatAnArchiveMayHold() throws {
    let entries = [ZipFixture.Entry("a.csv", String(repeating: "x", count: 100)), ZipFixture.Entry("b.csv", "y")]
    let (folder, archive) = try archive(entries)
    try withExtendedLifetime(folder) {
      try ZipLimits(totalBytes: 101).check(archive)
      #expect(throws: IntakeError.self) { try ZipLimits(totalBytes: 100).check(archive) }
    }
  }

  @Test func howFarAnArchiveMayBeCompressed() throws {
    let (folder, archive) = try archive([ZipFixture.Entry(Array("a.csv".utf8), [1, 2], declaredSize: 400)])
    try withExtendedLifetime(folder) {
      try ZipLimits(ratio: 200, freeBytes: 0).check(archive)
      try ZipLimits(ratio: 100, freeBytes: 400).check(archive)
      #expect(throws: IntakeError.self) { try ZipLimits(ratio: 100, freeBytes: 399).check(archive) }
    }
  }

  @Test func nameInGBK() throws {
    let (folder, archive) = try archive([ZipFixture.Entry(gb18030("界桩\\表.csv"), [])])
    withExtendedLifetime(folder) { #expect(archive.entries.map(\.name) == ["界桩/表.csv"]) }
  }
}
