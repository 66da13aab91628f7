import Foundation
import Synchronization
import Testing

/// Every file of the public corpora through the importer: never a crash, never a hang, never silence, and the same
/// outcome as the committed table says.
///
/// Needs the corpora beside the checkout (or where `JIEMING_SHARED` says) and is skipped where they are not. To record the
/// table anew, delete `Documentation/corpora-outcomes.tsv` and run the test: it fails once.
@Suite struct CorpusTests {
  private static let root: URL = {
    let shared = ProcessInfo.processInfo.environment["JIEMING_SHARED"].map { URL(filePath: $0) }
    return (shared ?? checkout.appending(path: "../shared")).standardizedFileURL.appending(path: "data/corpora")
  }()
  private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let table = checkout.appending(path: "Documentation/corpora-outcomes.tsv")
  private static let corpora = [
    "JSONTestSuite", "blns", "calamine_spreadsheets", "csv_spectrum", "gdal_autotest_ogr_data", "geojson_schema",
    "geojsonhint", "mapshaper_test_data", "pyshp_shapefiles",
  ]
  private static let header = "file\texit\tlayers\tread\timported\tquarantined\tmessage\n"
  private static let isPresent = corpora.allSatisfy {
    FileManager.default.fileExists(atPath: root.appending(path: $0).path)
  }
  private static let secondsPerFile = 10.0

  @Test(.enabled(if: isPresent)) func everyFile() throws {
    let outcomes = try Self.outcomes(of: Self.files)
    for outcome in outcomes {
      #expect(!outcome.isHanging, "\(outcome.file): more than \(Self.secondsPerFile) s of work, or waiting")
      #expect([0, 3].contains(outcome.status), "\(outcome.file): \(outcome.status)")
      #expect(outcome.status != 0 || outcome.read > 0 || !outcome.message.isEmpty, "\(outcome.file): silence")
    }
    let lines = outcomes.map(\.line)
    guard let recorded = try? String(contentsOf: Self.table, encoding: .utf8) else {
      try (Self.header + lines.joined()).write(to: Self.table, atomically: true, encoding: .utf8)
      Issue.record("the outcomes were recorded in \(Self.table.lastPathComponent); look at them and commit them")
      return
    }
    let expected = Set(recorded.split(separator: "\n").dropFirst().map { String($0) + "\n" })
    let found = Set(lines)
    for line in lines where !expected.contains(line) { Issue.record("other than recorded: \(line)") }
    for line in expected where !found.contains(line) { Issue.record("recorded and not so: \(line)") }
  }

  private static var files: [String] {
    corpora.flatMap { corpus in
      let names = FileManager.default.enumerator(atPath: root.appending(path: corpus).path)?.compactMap {
        $0 as? String
      }
      return (names ?? []).map { "\(corpus)/\($0)" }
    }.filter { name in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: root.appending(path: name).path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private static func outcomes(of files: [String]) throws -> [Outcome] {
    let found = Mutex<[String: Result<Outcome, any Error>]>([:])
    let workers = 4
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for index in stride(from: worker, to: files.count, by: workers) {
        let outcome = Result { try Self.outcome(of: files[index]) }
        found.withLock { $0[files[index]] = outcome }
      }
    }
    return try found.withLock { found in try files.compactMap { try found[$0]?.get() } }
  }

  private static func outcome(of file: String) throws -> Outcome {
    let folder = try TemporaryFolder()
    let running = try Executable.built.start(["import", "--dry-run", folder.file("w.gpkg"), file], in: root.path)
    // Busy machines are slow, so that the limit is one of work, with a bound on waiting.
    let end = Date().addingTimeInterval(10 * secondsPerFile)
    while running.isRunning, Date() < end, running.processorSeconds < secondsPerFile {
      Thread.sleep(forTimeInterval: 0.01)
    }
    let isHanging = running.isRunning
    if isHanging { running.send(SIGKILL) }
    return Outcome(file, try running.outcome(), isHanging: isHanging)
  }

  /// What became of a file, as a line of the table.
  private struct Outcome: Sendable {
    let file: String
    let status: Int32
    let isHanging: Bool
    var layers = 0
    var read = 0
    var imported = 0
    var quarantined = 0
    /// The first thing said beside the counts, in Chinese.
    let message: String

    init(_ file: String, _ outcome: Executable.Outcome, isHanging: Bool) {
      (self.file, status, self.isHanging) = (file, outcome.status, isHanging)
      let lines = outcome.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      let counts = #/条数：读取 (\d+) · 导入 (\d+) · 未导入 (\d+)/#
      for match in lines.compactMap({ $0.wholeMatch(of: counts) }) {
        layers += 1
        read += Int(match.1) ?? 0
        imported += Int(match.2) ?? 0
        quarantined += Int(match.3) ?? 0
      }
      let said = ["未导入：", "不读：", "提示："].lazy.compactMap { mark in lines.first { $0.hasPrefix(mark) } }.first
      message = (outcome.messages.split(separator: "\n").first.map(String.init) ?? said ?? "")
        .replacing("\t", with: " ").replacing("“\(file)”", with: "")
    }

    var line: String { "\(file)\t\(status)\t\(layers)\t\(read)\t\(imported)\t\(quarantined)\t\(message)\n" }
  }
}
