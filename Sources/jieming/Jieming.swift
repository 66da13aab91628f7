import ArgumentParser

/// The command `jieming`.
@main
struct Jieming: ParsableCommand {
  static let version = "0.1.0"
  /// How files name the program that wrote them.
  static let generator = "jieming \(version)"

  static let configuration = CommandConfiguration(
    commandName: "jieming",
    abstract: "界名：检查界线、界桩、地名和公墓数据，生成成果。Checks boundary, place-name and cemetery data.",
    discussion: """
      退出码 exit codes: 0 完成 done · 1 有达到 --fail-on 级别的问题 findings at that level · 2 用法或设置错误 wrong usage or \
      settings · 3 输入被拒绝或无法读取 input refused or unreadable · 4 程序缺陷 a defect of jieming
      """,
    version: version,
    subcommands: [
      RunCommand.self, ImportCommand.self, SourcesCommand.self, RejectedCommand.self, TemplateCommand.self,
      CheckCommand.self, ExportCommand.self, CoverageCommand.self, InspectCommand.self, StandardizeCommand.self,
      CheckNameCommand.self, DiffCommand.self, RulesCommand.self, ExplainCommand.self,
    ])

  /// Parses and runs, with the exit codes of the contract instead of the parser's own.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure(error).exit()
    }
  }
}
