import ArgumentParser
import Delivery
import Registry

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "生成空白登记表：表头、批注和下拉选项。Writes an empty table to fill in.")

  @Argument(
    help: "数据类型 kind: \(RecordKind.allCases.map(\.rawValue).joined(separator: ", "))",
    completion: .list(RecordKind.allCases.map(\.rawValue)))
  var kind: String

  @Option(name: .shortAndLong, help: "输出文件 output file (.xlsx)", completion: .file(extensions: ["xlsx"]))
  var output: String

  @Flag(help: "允许覆盖不是本程序写的文件 overwrite files of others")
  var force = false

  func run() throws {
    let kind = try InputOptions.kind(kind)
    let output = FileOutput(path: output, force: force)
    guard let path = output.path else {
      throw Failure(.usage, zh: "--output 要写文件名", en: "--output takes the name of a file")
    }
    try output.writeFile { try TemplateWorkbook.write(kind, asOf: CalendarDate.current(), to: $0) }
    Console.note("\(kind.title.zh)空白表 (\(kind.title.en)) → \(path)")
  }
}
