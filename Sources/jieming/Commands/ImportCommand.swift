import ArgumentParser
import Foundation
import Intake
import Registry
import Workspace

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "把数据导入工作库；同一来源再次导入即替换。Adds data to a workspace.")

  @Argument(help: "工作库 workspace (GeoPackage)，不存在时新建 made if missing")
  var workspace: String

  @Argument(help: "文件或文件夹 files or folders: [KIND=]FILE")
  var files: [String]

  @OptionGroup var input: InputOptions

  @Flag(
    name: .customLong("accept-suggestions"),
    help: "坐标明显是别的坐标系、轴次序或带时，按其重新导入 read coordinates as what they clearly are")
  var acceptSuggestions = false

  @Flag(name: .customLong("internal"), help: "仅限内部使用，不进入公开成果 never in outputs for the public")
  var isInternal = false

  @Flag(name: .customLong("dry-run"), help: "只显示读到什么，不写入工作库 show what would be read, write nothing")
  var isDryRun = false

  @Flag(help: "在终端中不询问，直接导入 do not ask on a terminal")
  var yes = false

  @Option(help: "语言 language: zh, en")
  var lang: Language = .zh

  func run() throws {
    guard !files.isEmpty else {
      throw Failure(.usage, zh: "没有给出要导入的文件", en: "no file to import was given")
    }
    try isDryRun ? showPlan() : importFiles()
  }

  // MARK: Importing

  private struct Declined: Error {}

  /// The plan is shown of what has been read into the private copy of the workspace, which becomes the workspace when the
  /// user agrees: nothing is read twice, and all counts are known.
  private func importFiles() throws {
    let asks = Self.asks(yes: yes, inputIsTerminal: isatty(STDIN_FILENO) == 1, Console.standardOutputIsTerminal)
    let asOf = try CalendarDate.current()
    var reader = FileReader(isInternal: isInternal, correctsRows: true)
    do {
      try Workspace.update(workspace, createIfMissing: true, asOf: asOf) { writer in
        let known = writer.allSources
        var sink = TallyingSink(writer)
        try reader.read(files, input, accuracyMetres: nil) { request in
          try sink.wholly { try Intake.read(request, into: &$0) }
        }
        try reader.correct(in: &sink.base)
        if asks {
          let plan = ImportPlan(summaries: reader.summaries, tallies: sink.tallies, known: known, language: lang)
          Console.print(plan.text)
          Console.print(reader.corrections)
          guard Console.confirm("是否导入？Import?") else { throw Declined() }
        }
        writer = sink.base
        try WorkspaceContext.releaseFromRun(&writer)
      }
    } catch is Declined {
      return Console.note("没有导入，工作库没有改动。(nothing was imported)")
    }
    if !asks {
      Console.print(reader.summaries)
      Console.print(reader.corrections)
    }
    let rejected = reader.summaries.reduce(0) { $0 + $1.source.rejectedCount }
    if rejected > 0 {
      Console.note(
        "\(rejected) 行未导入：用 jieming rejected \(workspace) 查看原因，用 --output 导出，更正后再导入 "
          + "(see jieming rejected; export, correct and import them)")
    }
    if reader.isWithoutRecords, rejected == 0 {
      Console.note("没有导入任何记录：请检查文件内容、表头和 --layer。(no record was imported: check the files and their headers)")
    }
    try CoordinateSuggestions.tell(
      workspace, reader.requests, exchanged: reader.summaries.filter(\.axesAreExchanged).map(\.source),
      accept: acceptSuggestions, asOf: asOf)
    Console.print("工作库 workspace: \(workspace)")
    try Failure.report(reader.refused)
  }

  /// Scripts are not asked: only someone who sees the question and can answer it.
  static func asks(yes: Bool, inputIsTerminal: Bool, _ outputIsTerminal: Bool) -> Bool {
    !yes && inputIsTerminal && outputIsTerminal
  }

  // MARK: Dry run

  private func showPlan() throws {
    let isThere = FileManager.default.fileExists(atPath: workspace)
    let known = isThere ? try Workspace.open(workspace).sources() : []
    // A mapping that is not there yet is to be written.
    let newMapping = input.mapping.flatMap { FileManager.default.fileExists(atPath: $0) ? nil : $0 }
    var input = input
    if newMapping != nil { input.mapping = nil }
    var reader = FileReader(isInternal: isInternal, correctsRows: true)
    var sink = TallyingSink(DryRunSink(known: known))
    try reader.read(files, input, accuracyMetres: nil) { request in
      // Of a file that is refused nothing counts.
      var whole = sink
      let summaries = try Intake.read(request, into: &whole)
      sink = whole
      return summaries
    }
    try reader.correct { try Intake.readCorrections($0, of: known) }
    Console.print(
      ImportPlan(summaries: reader.summaries, tallies: sink.tallies, known: known, language: lang).text)
    Console.print(reader.corrections)
    if let newMapping {
      try FileOutput(path: newMapping, force: false).write(Array(MappingFile.text(reader.summaries).utf8))
      Console.print("映射文件 mapping: \(newMapping)")
    }
    Console.print("没有写入工作库。(dry run: nothing was written to the workspace)")
    try Failure.report(reader.refused)
  }
}
