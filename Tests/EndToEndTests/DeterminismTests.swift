import Foundation
import Testing

/// The same input and date give the same bytes.
@Suite struct DeterminismTests {
  /// Another output folder, time zone, language, working directory and umask of the day.
  @Test func everyFileOfTwoRunsIsTheSame() throws {
    let first = try Sample.finishedRun().folder
    let second = try TemporaryFolder()
    let environment = ["TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "HOME": second.path]
    let outcome = try Executable.built.run(
      ["run", first.file("sample/project.yaml"), "--out", "results/of/the/second"], in: second.path,
      environment: environment)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let names = first.fileNames.filter { $0.hasPrefix("out/") }.map { String($0.dropFirst("out/".count)) }
    #expect(second.fileNames == names.map { "results/of/the/second/\($0)" })
    for name in names {
      #expect(try first.bytes("out/\(name)") == second.bytes("results/of/the/second/\(name)"), "\(name)")
    }
  }

  @Test func noOutputNamesAFolderOrHost() throws {
    let folder = try Sample.finishedRun().folder
    let host = ProcessInfo.processInfo.hostName
    for name in folder.fileNames where name.hasPrefix("out/") {
      let bytes = try folder.bytes(name)
      #expect(bytes.range(of: Data(folder.path.utf8)) == nil, "\(name)")
      if host.count > 5 { #expect(bytes.range(of: Data(host.utf8)) == nil, "\(name)") }
    }
  }

  @Test func otherDatesGiveOtherFindings() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson"], to: folder)
    let check = { (date: String) in
      try FindingsDocument(
        from: folder.jieming("check", "sample", "--select", "M201", "--as-of", date, "--format", "json"))
    }
    #expect(try check("2026-11-24").findings.count == 4)
    #expect(try check("2020-01-01").findings.count == 0)
  }
}
