import ArgumentParser
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

  func run() throws {
    guard !files.isEmpty else {
      throw Failure(.usage, zh: "没有给出要导入的文件", en: "no file to import was given")
    }
    let asOf = try CalendarDate.current()
    var reader = FileReader()
    try Workspace.update(workspace, createIfMissing: true, asOf: asOf) { writer in
      try reader.read(files, input, accuracyMetres: nil) { try Intake.read($0, into: &writer) }
      try WorkspaceContext.releaseFromRun(&writer)
    }
    Console.print(reader.summaries)
    try CoordinateSuggestions.tell(workspace, reader.requests, accept: acceptSuggestions, asOf: asOf)
    Console.print("工作库 workspace: \(workspace)")
    try Failure.report(reader.refused)
  }
}
