import ArgumentParser
import Delivery
import Registry
import Workspace

struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources", abstract: "列出工作库的数据来源，或移除一个。Lists the sources of a workspace, or takes one out.")

  @Argument(help: "工作库 workspace (GeoPackage)")
  var workspace: String

  @Option(help: "移除的来源 source to take out: 文件名 file 或 文件名/图层 file/layer")
  var remove: String?

  @Option(help: "语言 language: zh, en")
  var lang: Language = .zh

  func run() throws {
    if let remove {
      let removed = try Workspace.update(workspace, createIfMissing: false, asOf: try CalendarDate.current()) {
        try $0.removeSource(named: remove)
      }
      for source in removed { Console.note("已移除 removed: \(source.tableKey) (\(source.kind.rawValue))") }
    }
    let sources = try Workspace.open(workspace).sources()
    Console.write(Array(SummaryTables.sources(sources).text(lang).utf8))
  }
}
