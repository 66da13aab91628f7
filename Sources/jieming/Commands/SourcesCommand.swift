import ArgumentParser
import Delivery
import Registry
import Texts
import Workspace

struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources", abstract: "列出工作库的数据来源，或移除一个。Lists the sources of a workspace, or takes one out.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: "工作库 workspace (GeoPackage)")
  var workspace: String

  @Option(help: "移除的来源 source to take out: 文件名 file 或 文件名/图层 file/layer")
  var remove: String?

  @Option(help: "输出格式 format: text, json")
  var format: Format = .text

  @Option(help: "语言 language: zh, en")
  var lang: Language = .zh

  func run() throws {
    if let remove {
      let removed = try Workspace.update(workspace, createIfMissing: false, asOf: try CalendarDate.current()) {
        try $0.removeSource(named: remove)
      }
      for source in removed {
        Console.note("已移除 removed: \(VisibleText.of(source.tableKey)) (\(source.kind.rawValue))")
      }
    }
    let dataset = try Workspace.open(workspace).dataset(withRecords: false)
    switch format {
    case .text: Console.write(Array(SourcesReport.text(dataset, lang).utf8))
    case .json: Console.write(SourcesReport.json(dataset, toolVersion: Jieming.version))
    }
  }
}
