import Foundation
import Registry
import Testing

@testable import Delivery

@Suite struct ZipArchiveTests {
  private static let workbooks: URL = {
    let checkout = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL
    let shared = ProcessInfo.processInfo.environment["JIEMING_SHARED"].map { URL(fileURLWithPath: $0) }
    return (shared ?? checkout.appendingPathComponent("../shared").standardizedFileURL)
      .appendingPathComponent("data/corpora/calamine_spreadsheets/tests")
  }()

  private static let hasWorkbooks = FileManager.default.fileExists(atPath: workbooks.path)

  private func little(_ value: Int, _ length: Int) -> [UInt8] { (0..<length).map { UInt8(value >> (8 * $0) & 0xFF) } }

  /// An archive of one part that is not compressed.
  private func archive(_ name: String, _ content: String) -> [UInt8] {
    let (name, content) = (Array(name.utf8), Array(content.utf8))
    let sizes = little(content.count, 4) + little(content.count, 4) + little(name.count, 2)
    let file =
      little(0x0403_4B50, 4) + little(20, 2) + little(0, 12) + sizes + little(0, 2) + name + content
    let directory =
      little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + little(0, 12) + sizes + little(0, 16) + name
    let end =
      little(0x0605_4B50, 4) + little(0, 4) + little(1, 2) + little(1, 2) + little(directory.count, 4)
      + little(file.count, 4) + little(0, 2)
    return file + directory + end
  }

  private func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("jieming-\(UUID().uuidString).xlsx")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
  }

  @Test(arguments: [("jieming 0.1", true), ("openpyxl", false)])
  func creatorMakesAWorkbookOurs(_ creator: String, _ isOwn: Bool) throws {
    let properties = "<cp:coreProperties><dc:creator>\(creator)</dc:creator></cp:coreProperties>"
    try withFile(archive("docProps/core.xml", properties)) { path in
      #expect(OutputFile.isOwn(path) == isOwn)
      #expect(ZipArchive.content(of: "docProps/app.xml", in: path) == nil)
    }
  }

  @Test func ourWorkbooksAreOurs() throws {
    try withFile([]) { path in
      try FindingsWorkbook(SampleResult.check, language: .zh).write(to: path)
      #expect(OutputFile.isOwn(path))
    }
  }

  @Test func cutArchivesAreNotOurs() throws {
    let whole = archive("docProps/core.xml", "<dc:creator>jieming</dc:creator>")
    for count in 0..<whole.count {
      try withFile(Array(whole.prefix(count))) { path in
        #expect(ZipArchive.content(of: "docProps/core.xml", in: path) == nil, "\(count) bytes")
      }
    }
  }

  @Test(.enabled(if: hasWorkbooks, "needs the shared corpora"))
  func realWorkbooksAreRead() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.workbooks.path)
      .filter { $0.hasSuffix(".xlsx") }
    let found = names.count { name in
      let path = Self.workbooks.appendingPathComponent(name).path
      #expect(!OutputFile.isOwn(path))
      let properties = ZipArchive.content(of: "docProps/core.xml", in: path) ?? []
      return String(decoding: properties, as: UTF8.self).contains("coreProperties")
    }
    // The others are damaged, encrypted or without properties.
    #expect(found > 40)
  }
}
