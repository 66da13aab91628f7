import ArgumentParser
import Delivery
import Foundation
import Registry

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "导出数据，GeoJSON 为 WGS 84 经纬度。Exports records as GeoJSON.",
    discussion: """
      --layer 写数据类型，或 adjacency（毗邻关系）、course（由界线图形写的走向说明草稿）。--layer takes a kind, or \
      adjacency (who touches whom), course (draft course texts).
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case geojson, geojsonseq
  }

  enum Names: String, ExpressibleByArgument, CaseIterable {
    case key, chinese, source

    var writer: GeoJSONWriter.Names {
      switch self {
      case .key: .key
      case .chinese: .chinese
      case .source: .source
      }
    }
  }

  @Argument(help: "工作库、文件夹或文件 workspace, folder or files: [KIND=]FILE")
  var targets: [String]

  @Option(help: "输出格式 format: geojson, geojsonseq")
  var format: Format = .geojson

  @Option(name: .shortAndLong, help: "输出文件；有几种数据时为文件夹 output file; a folder for several kinds")
  var output: String

  @OptionGroup var input: InputOptions

  @Option(help: "经纬度的小数位数 decimals of a degree, 0–15")
  var decimals = 7

  @Option(help: "属性名 property names: key, chinese, source")
  var names: Names = .key

  @Flag(help: "允许覆盖不是本程序写的文件 overwrite files of others")
  var force = false

  func run() throws {
    guard (0...15).contains(decimals) else {
      throw Failure(.usage, zh: "--decimals 应在 0 到 15 之间", en: "--decimals takes 0 to 15")
    }
    let loaded = try Targets(targets, input.withoutKindLayer)
    Console.note(loaded.summaries)
    let writer = GeoJSONWriter(
      form: format == .geojson ? .collection : .sequence, names: names.writer, decimals: decimals,
      generator: Jieming.generator)
    if let layer = input.layer.flatMap(DerivedLayer.init) {
      let path = isExistingFolder ? "\(output)/\(layer.rawValue).\(format.rawValue)" : output
      let count = try layer.write(loaded.dataset, with: writer, to: FileOutput(path: path, force: force))
      Console.note("\(layer.title)：\(count) → \(path)")
      return try loaded.reportRefused()
    }
    let kinds = try selectedKinds(loaded.dataset)
    let isFolder = kinds.count > 1 || isExistingFolder
    for kind in kinds {
      let path = isFolder ? "\(output)/\(kind.rawValue).\(format.rawValue)" : output
      if isFolder { try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true) }
      let table = loaded.dataset[kind]
      try FileOutput(path: path, force: force).stream { try writer.write(table, of: loaded.dataset, to: &$0) }
      Console.note("\(kind.title.zh) \(kind.rawValue)：\(table.count) → \(path)")
      Console.noteKeptDatum(of: kind, in: loaded.dataset)
    }
    try loaded.reportRefused()
  }

  private var isExistingFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: output, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// `--layer KIND` chooses one kind of what is there; without it all.
  private func selectedKinds(_ dataset: Dataset) throws -> [RecordKind] {
    let present = dataset.kinds
    guard !present.isEmpty else { throw Failure(.input, zh: "没有可以导出的数据", en: "there is nothing to export") }
    guard let layer = input.layer, let kind = RecordKind(rawValue: layer) else { return present }
    guard present.contains(kind) else {
      throw Failure(
        .input, zh: "没有“\(layer)”数据，现有：\(present.map(\.rawValue).joined(separator: "、"))",
        en: "there is no \(layer); present: \(present.map(\.rawValue).joined(separator: ", "))")
    }
    return [kind]
  }
}
