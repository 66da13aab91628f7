import ArgumentParser
import Delivery
import Foundation
import Registry
import Workspace

struct RejectedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejected", abstract: "列出未导入的行，或导出更正。Lists rejected rows, or exports them for correction.",
    discussion: """
      导出的表改正后用 jieming import 导入同一工作库，即补入原来的来源。 Correct the exported table and import it into the same \
      workspace: its rows join the source that they came from.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, csv, xlsx
  }

  @Argument(help: "工作库 workspace (GeoPackage)")
  var workspace: String

  @Option(help: "只要这个来源 only this source: 文件名 file 或 文件名/图层 file/layer")
  var source: String?

  @Option(help: "输出格式 format: text, csv, xlsx [由文件名决定 by the name of the output]")
  var format: Format?

  @Option(name: .shortAndLong, help: "输出文件；csv 有几个来源时为文件夹 output file; a folder for csv of several sources")
  var output: String?

  @Option(help: "语言 language: zh, en")
  var lang: Language = .zh

  @Flag(help: "允许覆盖不是本程序写的文件 overwrite files of others")
  var force = false

  func run() throws {
    let dataset = try Workspace.open(workspace).dataset(withRecords: false)
    var tables = RejectedRowTable.all(in: dataset, language: lang)
    if let source {
      guard dataset.sources.contains(where: { $0.file == source || $0.tableKey == source }) else {
        throw WorkspaceError.unknownSource(name: source, known: dataset.sources.map(\.tableKey))
      }
      tables.removeAll { $0.source.file != source && $0.source.tableKey != source }
    }
    guard !tables.isEmpty else { return Console.note("没有未导入的行 (no rejected rows)") }
    let output = FileOutput(path: output, force: force)
    switch effectiveFormat {
    case .text: try output.writeText(tables.map { $0.listing.text(lang) }.joined(separator: "\n"))
    case .xlsx:
      try output.requireFile(forWorkbook: true)
      try output.writeFile { try RejectedRowTable.write(tables, asOf: CalendarDate.current(), to: $0) }
    case .csv: try writeCSV(tables, output)
    }
    for table in tables where output.path != nil && !table.source.isCorrectable {
      Console.note(
        "“\(table.source.tableKey)”是带图形的图层，这些行只供查看，请在原文件中更正 "
          + "(a layer with shapes: for viewing only, correct the original file)")
    }
    if let path = output.path { Console.note("\(tables.reduce(0) { $0 + $1.rowCount }) 行 rows → \(path)") }
  }

  private var effectiveFormat: Format {
    format ?? output.flatMap { Format(rawValue: URL(filePath: $0).pathExtension.lowercased()) } ?? .text
  }

  /// Sources have different headers, so each goes into a file of its own.
  private func writeCSV(_ tables: [RejectedRowTable], _ output: FileOutput) throws {
    var isFolder: ObjCBool = false
    if let path = output.path { _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) }
    guard tables.count > 1 || isFolder.boolValue else { return try output.write(tables[0].csv) }
    guard let folder = output.path else {
      throw Failure(
        .usage, zh: "有 \(tables.count) 个来源：请用 --output 指定文件夹，或用 --source 选一个",
        en: "there are \(tables.count) sources: give a folder with --output, or choose one with --source")
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var names: Set<String> = []
    for table in tables {
      var name = table.fileStem
      while !names.insert(name).inserted { name += "_" }
      try FileOutput(path: "\(folder)/\(name).csv", force: force).write(table.csv)
    }
  }
}
